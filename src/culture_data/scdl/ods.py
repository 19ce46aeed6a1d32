"""Read the sheets of an ods file row by row.

Its format is a zip with one XML file: the standard library is enough, and streams.
"""

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, iterparse

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
DAMAGED: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    NotImplementedError,
    RuntimeError,
)


def samples(path: Path, size: int) -> dict[str, list[list[Any]]]:
    """Return the first rows of every sheet, by its name."""
    found: dict[str, list[list[Any]]] = {}
    for sheet, cells in _walk(path):
        rows = found.setdefault(sheet, [])
        if len(rows) < size:
            rows.append(cells)
    for rows in found.values():
        while rows and not rows[-1]:
            rows.pop()
    return found


def rows(path: Path, sheet: str) -> Iterator[list[Any]]:
    """Yield the rows of a sheet, from its first; an empty row is an empty list."""
    for name, cells in _walk(path):
        if name == sheet:
            yield cells


def _walk(path: Path) -> Iterator[tuple[str, list[Any]]]:
    """Yield the rows of all sheets; empty rows only when a filled one follows."""
    sheet, depth, blanks = "", 0, 0
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as content:
        for event, element in iterparse(content, events=("start", "end")):  # noqa: S314 - expat refuses bombs
            if element.tag == f"{TABLE}table":
                depth += 1 if event == "start" else -1
                if event == "start" and depth == 1:
                    sheet, blanks = element.get(f"{TABLE}name", ""), 0
            elif event == "end" and element.tag == f"{TABLE}table-row" and depth == 1:
                cells = _cells(element)
                times = min(int(element.get(f"{TABLE}number-rows-repeated", "1")), MOST_ROWS)
                if cells:
                    for _ in range(min(blanks, MOST_ROWS)):
                        yield sheet, []
                    for _ in range(times):
                        yield sheet, list(cells)
                    blanks = 0
                else:
                    blanks += times
                element.clear()


def _cells(row: Element) -> list[Any]:
    cells: list[Any] = []
    blanks = 0
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        times = min(int(cell.get(f"{TABLE}number-columns-repeated", "1")), MOST_COLUMNS)
        value = _value(cell)
        if value is None:
            blanks += times
        else:
            cells += [None] * blanks + [value] * times
            blanks = 0
    return cells


def _value(cell: Element) -> Any:
    kind = cell.get(f"{OFFICE}value-type")
    if kind in ("float", "currency", "percentage"):
        number = float(cell.get(f"{OFFICE}value", "nan"))
        return int(number) if number.is_integer() else number
    if kind == "date":
        written = cell.get(f"{OFFICE}date-value", "")
        return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    text = "\n".join("".join(paragraph.itertext()) for paragraph in cell.iter(f"{TEXT}p"))
    return text or None
