"""Adding rows: duplicates, totals, dummies, notes, blanks."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from culture_data.scdl.columns import AMOUNT, LATITUDE, LONGITUDE, NAME, QUANTITY
from culture_data.scdl.defects.base import RowDefect
from culture_data.scdl.defects.texts import without_accents
from culture_data.scdl.dice import Dice
from culture_data.scdl.ledger import Entry, row_key
from culture_data.scdl.sheet import Line, Sheet, as_json, usual

Maker = Callable[[Sheet, RowDefect, int, Dice], None]
NOTES = (
    "Source : extraction du logiciel métier",
    "* données provisoires",
    "Document de travail, ne pas diffuser",
)


def strike_rows(sheet: Sheet, defect: RowDefect, count: int | None, seed: int) -> None:
    """Add the rows of a defect."""
    last = defect.id in ("ligne_total", "ligne_factice", "note_de_bas")
    asked = count if count is not None else 1 if last else usual(None, len(sheet.clean))
    MAKERS[defect.id](sheet, defect, asked, Dice(f"{seed}/{defect.id}"))


def _exact(sheet: Sheet, defect: RowDefect, count: int, dice: Dice) -> None:
    for place in dice.draw(range(len(sheet.clean)), count):
        position = _position(sheet, place)
        line = Line(list(sheet.lines[position].cells))
        _insert_after(sheet, position, line, dice, _entry(sheet, line, defect, sheet.key_of(place)))


def _business(sheet: Sheet, defect: RowDefect, count: int, dice: Dice) -> None:
    """Copy rows that have no other defect, with a name spelled otherwise."""
    names = [c.name for c in sheet.columns if NAME in c.kinds and c.name not in sheet.protected]
    struck = {place for place, _ in sheet.struck}
    found = []
    for name in names:
        number = sheet.names.index(name)
        for place in range(len(sheet.clean)):
            other = _respell(sheet.clean[place][number], dice)
            if other and place not in struck:
                found.append((place, number, other))
    done: set[int] = set()
    for place, number, other in dice.draw(found, len(found)):
        if place in done or len(done) == count:
            continue
        done.add(place)
        position = _position(sheet, place)
        line = Line(list(sheet.clean[place]))
        line.cells[number] = other
        _insert_after(sheet, position, line, dice, _entry(sheet, line, defect, sheet.key_of(place)))


def _respell(name: str, dice: Dice) -> str | None:
    spellings = [
        name.upper(),
        without_accents(name),
        name.replace("-", " "),
        name.replace("'", " "),
    ]
    others = [other for other in spellings if other != name]
    return dice.pick(others) if others else None


def _total(sheet: Sheet, defect: RowDefect, count: int, dice: Dice) -> None:
    summed = [
        number
        for number, column in enumerate(sheet.columns)
        if column.kinds & {AMOUNT, QUANTITY} and column.name not in sheet.protected
    ]
    if not summed:
        return
    for _ in range(count):
        cells = [""] * len(sheet.names)
        for number in summed:
            cells[number] = _sum([row[number] for row in sheet.clean])
        first = next((n for n in range(len(cells)) if n not in summed), summed[0])
        cells[first] = dice.pick(["TOTAL", "Total général", "Total"])
        _append(sheet, Line(cells), defect)


def _sum(values: list[str]) -> str:
    try:
        return str(sum((Decimal(value) for value in values if value), Decimal(0)))
    except InvalidOperation:
        return ""


def _dummy(sheet: Sheet, defect: RowDefect, count: int, _dice: Dice) -> None:
    for number in range(count):
        cells = [""] * len(sheet.names)
        for place, column in enumerate(sheet.columns):
            if LATITUDE in column.kinds:
                cells[place] = "47.0"
            elif LONGITUDE in column.kinds:
                cells[place] = "-1.6"
        cells[sheet.names.index(sheet.key[0])] = f"test{number + 1}"
        _append(sheet, Line(cells), defect)


def _note(sheet: Sheet, defect: RowDefect, count: int, _dice: Dice) -> None:
    for number in range(count):
        note = NOTES[number % len(NOTES)]
        _append(sheet, Line([note] + [""] * (len(sheet.names) - 1)), defect)


def _blank(sheet: Sheet, defect: RowDefect, count: int, dice: Dice) -> None:
    for _ in range(count):
        line = Line([""] * len(sheet.names))
        sheet.insert(dice.between(1, len(sheet.lines)), line, _entry(sheet, line, defect))


def _append(sheet: Sheet, line: Line, defect: RowDefect) -> None:
    sheet.insert(len(sheet.lines), line, _entry(sheet, line, defect))


def _insert_after(sheet: Sheet, position: int, line: Line, dice: Dice, entry: Entry) -> None:
    sheet.insert(dice.between(position + 1, len(sheet.lines)), line, entry)


def _position(sheet: Sheet, place: int) -> int:
    return next(n for n, line in enumerate(sheet.lines) if line.place == place)


def _entry(sheet: Sheet, line: Line, defect: RowDefect, key: str | None = None) -> Entry:
    if key is None:
        key = row_key([line.cells[sheet.names.index(name)] for name in sheet.key])
    return Entry(key, "", "", as_json(line.cells), defect.id, defect.recovery)


MAKERS: dict[str, Maker] = {
    "doublon_exact": _exact,
    "doublon_metier": _business,
    "ligne_total": _total,
    "ligne_factice": _dummy,
    "note_de_bas": _note,
    "ligne_vide": _blank,
}
