"""A total is the sum of its parts: votes of a délibération."""

from dataclasses import dataclass
from typing import Any

from culture_data.scdl.problem import Finding, Rule
from culture_data.scdl.rules.base import Line

RULE = Rule("somme", "Total égal à la somme de ses parties")


@dataclass(frozen=True)
class Sum:
    """Check the total when it and all its parts are filled."""

    total: str
    parts: tuple[str, ...]

    def applies(self, present: frozenset[str]) -> bool:
        """Tell whether the total and all its parts are there."""
        return present.issuperset((self.total, *self.parts))

    def check(self, line: Line) -> list[Finding]:
        """Return the total that is not the sum."""
        total = line.values[self.total]
        parts = [line.values[part] for part in self.parts]
        if total is None or any(part is None for part in parts) or sum(parts) == total:
            return []
        sums = " + ".join(str(part) for part in parts)
        return [
            Finding(
                RULE,
                line.written[self.total],
                f"{' + '.join(self.parts)} donne {sums} = {sum(parts)}, et non {total}.",
                "Reprenez les quatre nombres dans le procès-verbal\u00a0: l'un d'eux est faux.",
                self.total,
            )
        ]


def from_params(params: dict[str, Any]) -> Sum:
    """Make the rule from the parameters of a schema."""
    return Sum(params["column"], tuple(params["columns"]))
