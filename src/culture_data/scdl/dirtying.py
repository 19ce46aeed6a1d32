"""Making a clean table dirty on purpose, and keeping account of every alteration."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from culture_data.errors import CultureDataError
from culture_data.scdl import columns as kinds
from culture_data.scdl import encode, tables
from culture_data.scdl.defects import (
    DEFECTS,
    CellDefect,
    Defect,
    FileDefect,
    PairDefect,
    RowDefect,
    clash,
    named,
)
from culture_data.scdl.dirty_cells import strike_cells, strike_pairs
from culture_data.scdl.dirty_files import FileWork, strike_file
from culture_data.scdl.dirty_rows import strike_rows
from culture_data.scdl.ledger import Ledger
from culture_data.scdl.sheet import Sheet


@dataclass(frozen=True)
class Dirtied:
    """A dirty file and the account of what was done to it.

    `skipped` names the defects that found nothing to strike (only when asked to skip).
    """

    content: bytes
    ledger: Ledger
    skipped: tuple[Defect, ...] = ()

    @property
    def clean(self) -> pd.DataFrame:
        """The clean table, every cell as text."""
        return self.ledger.clean.copy()

    def table(self) -> pd.DataFrame:
        """Return the dirty file read as it should be (encoding, separator), nothing mended."""
        return encode.read(self.content, self.ledger.reading)


def dirty(
    table: pd.DataFrame,
    seed: int,
    defects: Sequence[str] | Mapping[str, int],
    *,
    key: str | Sequence[str] | None = None,
    schema: Mapping[str, Any] | None = None,
    protect: Collection[str] = (),
    skip: bool = False,
) -> Dirtied:
    """Make a dirty CSV file of a clean table.

    The same table, seed and defects give the same bytes everywhere. A cell has one
    defect at most; the key columns have none (but for their names and order).

    Args:
        table: at least one row; the columns' names differ.
        seed: any whole number.
        defects: ids of the catalogue (`culture_data.scdl.defects.DEFECTS`), or the number
            of cells or rows to strike for each id (fewer are struck where there are fewer).
        key: the columns that name a row; guessed when not given.
        schema: a Table Schema, for closed lists and types that values do not show.
        protect: further columns to leave alone.
        skip: leave out the defects that find nothing to strike, instead of refusing.

    Raises:
        CultureDataError: unknown or incompatible defects, nothing to strike, no key.
    """
    counts = _counts(defects)
    clean = tables.as_text(table)
    described = kinds.describe(
        clean.columns, {str(name): clean[name].tolist() for name in clean}, schema
    )
    names = tables.find_key(clean, key)
    sheet = Sheet.of(clean, names, described, frozenset(names) | frozenset(protect))
    work = FileWork()
    skipped = []
    for defect in _in_order(counts):
        _strike(sheet, work, defect, counts[defect.id], seed)
        found = any(entry.defect == defect.id for entry in sheet.entries)
        if not found and not skip:
            raise CultureDataError(
                f"Le défaut «\u00a0{defect.id}\u00a0» ({defect.name}) ne peut toucher aucune cellule "
                "libre de ce tableau. Retirez-le de la liste, ou prenez un tableau plus long."
            )
        if not found:
            skipped.append(defect)
    content = work.write(sheet)
    ledger = Ledger(tuple(sheet.entries), clean, names, described, work.reading)
    return Dirtied(content, ledger, tuple(skipped))


def _strike(sheet: Sheet, work: FileWork, defect: Defect, count: int | None, seed: int) -> None:
    if isinstance(defect, PairDefect):
        strike_pairs(sheet, defect, count, seed)
    elif isinstance(defect, CellDefect):
        strike_cells(sheet, defect, count, seed)
    elif isinstance(defect, RowDefect):
        strike_rows(sheet, defect, count, seed)
    elif isinstance(defect, FileDefect):
        strike_file(sheet, work, defect, count, seed)


def _counts(defects: Sequence[str] | Mapping[str, int]) -> dict[str, int | None]:
    """Return how many cells each defect strikes (None: as many as is usual)."""
    if isinstance(defects, str):
        defects = [defects]
    counts: dict[str, int | None] = (
        dict(defects) if isinstance(defects, Mapping) else dict.fromkeys(defects)
    )
    if not counts:
        raise CultureDataError("Choisissez au moins un défaut.")
    for identifier, count in counts.items():
        named(identifier)
        if count is not None and (not isinstance(count, int) or count < 1):
            raise CultureDataError(
                f"Le nombre de défauts «\u00a0{identifier}\u00a0» doit être un entier, 1 ou plus."
            )
    return counts


def _in_order(counts: Mapping[str, int | None]) -> list[Defect]:
    """Return the asked defects in the order of the catalogue, if they can go together."""
    asked = [defect for defect in DEFECTS if defect.id in counts]
    for place, one in enumerate(asked):
        for other in asked[:place]:
            if clash(one, other):
                raise CultureDataError(
                    f"Un même fichier ne peut pas avoir à la fois «\u00a0{other.id}\u00a0» et "
                    f"«\u00a0{one.id}\u00a0». Gardez l'un des deux."
                )
    return asked
