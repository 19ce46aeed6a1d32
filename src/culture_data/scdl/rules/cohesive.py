"""Columns that are filled together or not at all."""

from dataclasses import dataclass
from typing import Any

from culture_data.scdl.problem import Finding, Rule
from culture_data.scdl.rules.base import Line

RULE = Rule("colonnes-solidaires", "Colonnes à remplir ensemble")
TOGETHER = Rule("colonnes-ensemble", "Colonnes qui vont ensemble")


@dataclass(frozen=True)
class Cohesive:
    """Check that all cells of the group are filled, or none."""

    columns: tuple[str, ...]

    def applies(self, present: frozenset[str]) -> bool:
        """Tell whether the whole group is there; a part of it is a matter of the header."""
        return present.issuperset(self.columns)

    def check(self, line: Line) -> list[Finding]:
        """Return the first blank cell of a group that is filled in part."""
        blank = [name for name in self.columns if not line.written[name].strip()]
        if len(blank) in (0, len(self.columns)):
            return []
        return [
            Finding(
                RULE,
                "",
                f"{', '.join(self.columns)} se remplissent ensemble\u00a0; ici, "
                f"{', '.join(blank)} {'sont vides' if len(blank) > 1 else 'est vide'}.",
                "Complétez la ligne à partir de la source, ou videz toutes ces cellules.",
                blank[0],
            )
        ]

    def about_header(self, present: frozenset[str]) -> Finding | None:
        """Return the columns of the group that a file lacks when it has others of it."""
        absent = [name for name in self.columns if name not in present]
        if len(absent) in (0, len(self.columns)):
            return None
        return Finding(
            TOGETHER,
            "",
            f"Les colonnes {', '.join(self.columns)} vont ensemble\u00a0; il manque {', '.join(absent)}.",
            "Ajoutez les colonnes qui manquent, ou retirez tout le groupe.",
            absent[0],
        )


def from_params(params: dict[str, Any]) -> Cohesive:
    """Make the rule from the parameters of a schema."""
    return Cohesive((params["column"], *params["othercolumns"]))
