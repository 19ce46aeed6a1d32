"""What a defect is: what the learner reads, where it was seen, what it does to a cell."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from culture_data.scdl import cells
from culture_data.scdl.columns import Column
from culture_data.scdl.dice import Dice
from culture_data.scdl.ledger import Recovery

Family = Literal["cellules", "lignes", "fichier"]


@dataclass(frozen=True)
class Cell:
    """A clean cell to alter, with the column it stands in."""

    value: str
    column: Column


@dataclass(frozen=True)
class Defect:
    """One way in which published files are wrong.

    `name` is the French plural that learners read, `seen_in` the published file it is
    modelled on (a path of the field collection; "habitude" where the collection has none), `recovery`
    what mends it. A file cannot have two defects of which one names the other in
    `conflicts`.
    """

    id: str
    name: str
    seen_in: str
    recovery: Recovery = "fichier"
    family: Family = "cellules"
    conflicts: frozenset[str] = field(default_factory=frozenset)


def always_same(clean: str, found: str, column: Column) -> bool:
    """Tell whether a repaired cell says what the clean one says."""
    return cells.same(clean, found, column.kinds)


@dataclass(frozen=True)
class CellDefect(Defect):
    """A defect of single cells, in columns of the given kinds.

    `change` returns the dirty text, or None where the defect makes no sense; `is_mended`
    may take other right answers than the clean text.
    """

    kinds: frozenset[str] = frozenset()
    change: Callable[[Cell, Dice], str | None] = lambda _cell, _dice: None
    is_mended: Callable[[str, str, Column], bool] = always_same

    def applies_to(self, column: Column) -> bool:
        """Tell whether cells of this column may have the defect."""
        return bool(self.kinds & column.kinds)

    def apply(self, cell: Cell, dice: Dice) -> str | None:
        """Return the dirty text of a cell, or None when the defect cannot strike it."""
        if not cell.value:
            return None
        changed = self.change(cell, dice)
        return (
            None if changed is None or self.is_mended(cell.value, changed, cell.column) else changed
        )


@dataclass(frozen=True)
class PairDefect(Defect):
    """A defect of a latitude and its longitude together."""

    change: Callable[[str, str], tuple[str, str]] = lambda latitude, longitude: (
        latitude,
        longitude,
    )


@dataclass(frozen=True)
class RowDefect(Defect):
    """A row too many; the dirtying knows how each is made."""

    family: Family = "lignes"


@dataclass(frozen=True)
class FileDefect(Defect):
    """A defect of the file as a whole; the dirtying knows how each is made."""

    family: Family = "fichier"
