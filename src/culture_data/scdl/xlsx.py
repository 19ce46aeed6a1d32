"""Read the sheets of an xlsx file row by row, with openpyxl."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

BATCH = 500
# A damaged workbook fails wherever openpyxl meets the damage: its own errors are not enough.
DAMAGED: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    InvalidFileException,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


def samples(path: Path, size: int) -> dict[str, list[list[Any]]]:
    """Return the first rows of every visible sheet, by its name."""
    with _opened(path) as book:
        return {
            sheet.title: _trimmed(list(islice(_cells(sheet), size)))
            for sheet in book.worksheets
            if sheet.sheet_state == "visible"
        }


def rows(path: Path, sheet: str) -> Iterator[list[Any]]:
    """Yield the rows of a sheet, from its first."""
    with _opened(path) as book:
        yield from _cells(book[sheet])


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a workbook by its content: openpyxl would refuse some names."""
    with path.open("rb") as file:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles that it does not keep
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        try:
            yield book
        finally:
            book.close()


def _cells(sheet: Any) -> Iterator[list[Any]]:
    sheet.reset_dimensions()  # many programs write wrong ones
    stream = sheet.iter_rows(values_only=True)
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            batch = list(islice(stream, BATCH))
        if not batch:
            return
        for row in batch:
            yield [None if cell == "" else cell for cell in row]


def _trimmed(rows: list[list[Any]]) -> list[list[Any]]:
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    return rows
