"""Striking single cells, and pairs of coordinates."""

from culture_data.scdl import cells
from culture_data.scdl.columns import LATITUDE, LONGITUDE, Column
from culture_data.scdl.defects.base import Cell, CellDefect, PairDefect
from culture_data.scdl.dice import Dice
from culture_data.scdl.ledger import Entry
from culture_data.scdl.sheet import Sheet, usual


def strike_cells(sheet: Sheet, defect: CellDefect, count: int | None, seed: int) -> None:
    """Put a defect in some cells where it makes sense."""
    dice = Dice(f"{seed}/{defect.id}")
    found = []
    for number, column in enumerate(sheet.columns):
        if not defect.applies_to(column):
            continue
        for place, row in enumerate(sheet.clean):
            if not sheet.free(place, column.name):
                continue
            changed = defect.apply(Cell(row[number], column), dice)
            if changed is not None:
                found.append((place, column.name, row[number], changed))
    for place, name, clean, dirty in dice.draw(found, usual(count, len(found))):
        entry = Entry(sheet.key_of(place), name, clean, dirty, defect.id, defect.recovery)
        sheet.alter(place, name, dirty, entry)


def strike_pairs(sheet: Sheet, defect: PairDefect, count: int | None, seed: int) -> None:
    """Put a defect in some pairs of coordinates, both cells each time."""
    dice = Dice(f"{seed}/{defect.id}")
    latitude, longitude = _first(sheet, LATITUDE), _first(sheet, LONGITUDE)
    if latitude is None or longitude is None:
        return
    found = [
        place
        for place in range(len(sheet.clean))
        if sheet.free(place, latitude.name) and sheet.free(place, longitude.name)
    ]
    for place in dice.draw(found, usual(count, len(found))):
        row = dict(zip(sheet.names, sheet.clean[place], strict=True))
        pair = row[latitude.name], row[longitude.name]
        changed = defect.change(*pair)
        if "" in pair or any(
            cells.same(old, new, latitude.kinds) for old, new in zip(pair, changed, strict=True)
        ):
            continue
        for column, old, new in zip((latitude, longitude), pair, changed, strict=True):
            entry = Entry(sheet.key_of(place), column.name, old, new, defect.id, defect.recovery)
            sheet.alter(place, column.name, new, entry)


def _first(sheet: Sheet, kind: str) -> Column | None:
    return next((column for column in sheet.columns if kind in column.kinds), None)
