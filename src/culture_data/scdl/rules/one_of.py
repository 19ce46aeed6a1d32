"""At least one of two columns is filled."""

from dataclasses import dataclass
from typing import Any

from culture_data.scdl.problem import Finding, Rule
from culture_data.scdl.rules.base import Line

RULE = Rule("un-des-deux", "Une des deux colonnes doit être remplie")


@dataclass(frozen=True)
class OneOf:
    """Check that a row has one or the other; a column that is absent counts as blank."""

    columns: tuple[str, str]

    def applies(self, present: frozenset[str]) -> bool:
        """Tell whether one of the columns is there; both absent is a matter of the header."""
        return not present.isdisjoint(self.columns)

    def check(self, line: Line) -> list[Finding]:
        """Return a row that has neither."""
        if any(line.written.get(name, "").strip() for name in self.columns):
            return []
        first, second = self.columns
        return [
            Finding(
                RULE,
                "",
                f"{first} et {second} sont vides toutes les deux\u00a0: rien n'identifie le bénéficiaire."
                if "Beneficiaire" in first
                else f"{first} et {second} sont vides toutes les deux.",
                f"Remplissez au moins une des deux colonnes, {first} de préférence.",
                first if first in line.written else second,
            )
        ]

    def about_header(self, present: frozenset[str]) -> Finding | None:
        """Return both columns when a file has neither."""
        if self.applies(present):
            return None
        first, second = self.columns
        return Finding(
            RULE,
            "",
            f"Ni {first} ni {second} n'est dans le fichier\u00a0: il faut une des deux colonnes.",
            f"Ajoutez au moins une des deux colonnes, {first} de préférence.",
            first,
        )


def from_params(params: dict[str, Any]) -> OneOf:
    """Make the rule from the parameters of a schema."""
    return OneOf((params["column1"], params["column2"]))
