"""Defects of the whole file: encoding, separator, header, titles, truncation."""

from dataclasses import dataclass, field, replace

from culture_data.errors import CultureDataError
from culture_data.scdl import encode
from culture_data.scdl.defects.base import FileDefect
from culture_data.scdl.dice import Dice
from culture_data.scdl.ledger import Entry, Reading
from culture_data.scdl.misspelling import misspell
from culture_data.scdl.sheet import Sheet, as_json, usual

EXCEL_LINES = 16_384
TITLES = (("Export du logiciel métier",), ("Service des données, document de travail",), ())


@dataclass
class FileWork:
    """What is known of the file to write: header, order, titles, encoding."""

    reading: Reading = field(default_factory=Reading)
    header: dict[str, str] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    titles: tuple[tuple[str, ...], ...] = ()
    cp1252_places: set[int] = field(default_factory=set)

    def write(self, sheet: Sheet) -> bytes:
        """Return the bytes of the file.

        Raises:
            CultureDataError: the table has letters that the encoding asked for lacks.
        """
        order = self.order or list(range(len(sheet.names)))
        width = len(sheet.names)
        titles = [[*title, *[""] * (width - len(title))] for title in self.titles]
        header = [self.header.get(sheet.names[number], sheet.names[number]) for number in order]
        body = [[line.cells[number] for number in order] for line in sheet.lines]
        start = len(titles) + 1
        small = {
            start + position
            for position, line in enumerate(sheet.lines)
            if line.place in self.cp1252_places
        }
        try:
            return encode.write([*titles, header, *body], self.reading, small)
        except UnicodeEncodeError as cause:
            raise CultureDataError(
                f"La lettre «\u00a0{cause.object[cause.start]}\u00a0» du tableau n'existe pas dans "
                "l'encodage Windows (cp1252). Retirez le défaut «\u00a0cp1252\u00a0»."
            ) from cause


def strike_file(
    sheet: Sheet, work: FileWork, defect: FileDefect, count: int | None, seed: int
) -> None:
    """Put a defect of the whole file in."""
    dice = Dice(f"{seed}/{defect.id}")
    if defect.id == "entetes":
        _header(sheet, work, defect, count, dice)
    elif defect.id == "ordre_colonnes":
        _order(sheet, work, defect, dice)
    elif defect.id == "tronque_16384":
        _truncate(sheet, defect)
    elif defect.id == "encodages_melanges":
        _mix(sheet, work, defect, count, dice)
    else:
        _whole(sheet, work, defect)


def _whole(sheet: Sheet, work: FileWork, defect: FileDefect) -> None:
    """Encoding, byte order mark, separator, titles: nothing to draw."""
    old = work.reading
    before, after = {
        "cp1252": ("utf-8", replace(old, encoding="cp1252")),
        "bom": ("utf-8", replace(old, encoding="utf-8-sig")),
        "point_virgule": (",", replace(old, separator=";")),
        "tabulation": (",", replace(old, separator="\t")),
        "lignes_de_titre": ("", replace(old, lines_before_header=len(TITLES))),
    }[defect.id]
    if defect.id == "lignes_de_titre":
        work.titles = TITLES
    work.reading = after
    said = {"point_virgule": ";", "tabulation": "\t", "cp1252": "cp1252", "bom": "utf-8-sig"}
    shown = said.get(defect.id) or as_json([title[0] for title in TITLES if title])
    sheet.entries.append(Entry("", "", before, shown, defect.id, defect.recovery))


def _header(
    sheet: Sheet, work: FileWork, defect: FileDefect, count: int | None, dice: Dice
) -> None:
    taken = set(sheet.names)
    asked = count if count is not None else usual(None, len(sheet.names))
    for name in dice.draw(sheet.names, len(sheet.names)):
        other = misspell(name, taken, dice)
        if other is None or len(work.header) == asked:
            continue
        taken.add(other)
        work.header[name] = other
        sheet.entries.append(Entry("", name, name, other, defect.id, defect.recovery))


def _order(sheet: Sheet, work: FileWork, defect: FileDefect, dice: Dice) -> None:
    if len(sheet.names) < 2:
        return
    straight = list(range(len(sheet.names)))
    mixed = dice.draw(straight, len(straight))
    work.order = mixed if mixed != straight else [*straight[1:], straight[0]]
    dirty = as_json([sheet.names[number] for number in work.order])
    sheet.entries.append(Entry("", "", as_json(sheet.names), dirty, defect.id, defect.recovery))


def _truncate(sheet: Sheet, defect: FileDefect) -> None:
    """Lose the rows that an old spreadsheet does not hold, header included."""
    kept, lost = sheet.lines[: EXCEL_LINES - 1], sheet.lines[EXCEL_LINES - 1 :]
    places = [line.place for line in lost if line.place is not None]
    sheet.lines[:] = kept
    for place in places:
        clean = as_json(sheet.clean[place])
        sheet.entries.append(Entry(sheet.key_of(place), "", clean, "", defect.id, defect.recovery))
    gone = {sheet.key_of(place) for place in places}
    sheet.entries[:] = [
        entry
        for entry in sheet.entries
        if entry.defect == defect.id or not entry.row or entry.row not in gone
    ]


def _mix(sheet: Sheet, work: FileWork, defect: FileDefect, count: int | None, dice: Dice) -> None:
    """Write some lines, whose letters cp1252 has, in cp1252."""
    found = [
        line.place
        for line in sheet.lines
        if line.place is not None and _differs("".join(line.cells))
    ]
    for place in dice.draw(found, usual(count, len(found))):
        work.cp1252_places.add(place)
        sheet.entries.append(
            Entry(sheet.key_of(place), "", "utf-8", "cp1252", defect.id, defect.recovery)
        )
    if work.cp1252_places:
        work.reading = replace(work.reading, encoding="mixte")


def _differs(text: str) -> bool:
    """Tell whether a text is other bytes in cp1252, and can be told from UTF-8."""
    try:
        small = text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    if "\n" in text or text.isascii():
        return False
    try:
        small.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False
