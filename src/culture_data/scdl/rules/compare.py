"""Two columns in order: a count and its limit, a date and a later one."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from culture_data.scdl.problem import Finding, Rule
from culture_data.scdl.rules.base import Line

RULE = Rule("comparaison", "Ordre entre deux colonnes")
OPERATORS: dict[str, tuple[Callable[[Any, Any], bool], str]] = {
    ">": (operator.gt, "supérieur à"),
    ">=": (operator.ge, "supérieur ou égal à"),
    "==": (operator.eq, "égal à"),
    "<=": (operator.le, "inférieur ou égal à"),
    "<": (operator.lt, "inférieur à"),
}
DATES = {
    ">": "après",
    ">=": "le même jour ou après",
    "==": "le même jour que",
    "<=": "le même jour ou avant",
    "<": "avant",
}


@dataclass(frozen=True)
class Compare:
    """Check the order of two cells when both are filled and right."""

    column: str
    sign: str
    other: str

    def applies(self, present: frozenset[str]) -> bool:
        """Tell whether both columns are there."""
        return present.issuperset((self.column, self.other))

    def check(self, line: Line) -> list[Finding]:
        """Return the cell that is on the wrong side."""
        value, other = line.values[self.column], line.values[self.other]
        if value is None or other is None:
            return []
        compare, words = OPERATORS[self.sign]
        if compare(value, other):
            return []
        if isinstance(value, (date, datetime)):
            words = DATES[self.sign]
        return [
            Finding(
                RULE,
                line.written[self.column],
                f"{self.column} vaut {value}, et devrait être {words} {self.other}, qui vaut {other}.",
                "Vérifiez les deux cellules à la source\u00a0: l'une des deux est fausse, ou elles "
                "sont échangées.",
                self.column,
            )
        ]


def from_params(params: dict[str, Any]) -> Compare:
    """Make the rule from the parameters of a schema."""
    return Compare(params["column"], params["op"], params["column2"])
