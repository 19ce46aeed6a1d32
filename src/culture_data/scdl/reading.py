"""What a file turned out to be, and the table in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from culture_data.scdl.problem import Finding

Cells = list[Any]


@dataclass(frozen=True)
class Reading:
    """How the file was read; nothing was told, all was guessed.

    `encoding`, `separator` are None for a workbook, `sheet` for a text file; `decimal` is
    "," or ".", None when no cell shows it; `header_row` is 1 for the first row.
    """

    format: str
    encoding: str | None = None
    separator: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    header_row: int = 1


@dataclass(frozen=True)
class Table:
    """A table being read: `rows` gives the number of each row and its cells, once.

    `findings` are problems of the file itself, `odd_rows` grows while the rows are read:
    problems of reading, with their row (None when it ends the reading).
    """

    reading: Reading
    header: tuple[str, ...]
    rows: Iterator[tuple[int, Cells]]
    findings: tuple[Finding, ...] = ()
    odd_rows: list[tuple[int | None, Finding]] = field(default_factory=list)
