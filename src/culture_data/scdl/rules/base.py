"""What a rule is."""

from typing import Any, NamedTuple, Protocol, runtime_checkable

from culture_data.scdl.problem import Finding


class Line(NamedTuple):
    """A row: what its cells say as written, and as values (None when blank or wrong)."""

    written: dict[str, str]
    values: dict[str, Any]


class CellRule(Protocol):
    """Looks at one cell that is not blank.

    `expert` rules say more than a type or a pattern: when they find something, these are
    not told again.
    """

    expert: bool

    def check(self, value: str) -> Finding | None:
        """Return what is wrong with a value, None if it is right."""


@runtime_checkable
class HeaderRule(Protocol):
    """Looks at the names of the columns."""

    def about_header(self, present: frozenset[str]) -> Finding | None:
        """Return what is wrong with the names that are there."""


class RowRule(Protocol):
    """Looks at several cells of one row."""

    def applies(self, present: frozenset[str]) -> bool:
        """Tell whether the file has the columns that the rule needs."""

    def check(self, line: Line) -> list[Finding]:
        """Return what is wrong with a row."""
