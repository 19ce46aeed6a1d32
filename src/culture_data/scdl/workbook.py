"""Read a workbook (xlsx, ods): choose its sheet, find the header."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from culture_data.errors import CultureDataError
from culture_data.scdl import header as headers
from culture_data.scdl import ods, xlsx
from culture_data.scdl.problem import Finding
from culture_data.scdl.reading import Cells, Reading, Table
from culture_data.scdl.text import BROKEN, guess_decimal

SAMPLE_ROWS = 200
LIKENESS = Callable[[Sequence[str]], float]


def read(path: Path, kind: str, likeness: LIKENESS) -> Table:
    """Open the sheet whose header is most like a schema, the first of them if none is.

    Args:
        path: an xlsx or ods file.
        kind: "xlsx" or "ods".
        likeness: how much names of columns look like a schema, from 0 to 1.

    Raises:
        CultureDataError: the workbook is damaged, or all its sheets are empty.
    """
    opened = xlsx if kind == "xlsx" else ods
    try:
        samples = opened.samples(path, SAMPLE_ROWS)
    except opened.DAMAGED as cause:
        raise CultureDataError(
            f"«\u00a0{path.name}\u00a0» est abîmé\u00a0: son contenu ne se lit pas. "
            "Ouvrez-le dans votre tableur et enregistrez-en une nouvelle copie."
        ) from cause
    filled = {name: rows for name, rows in samples.items() if rows}
    if not filled:
        raise CultureDataError(
            f"«\u00a0{path.name}\u00a0» ne contient aucune donnée\u00a0: toutes ses feuilles sont vides."
        )
    sheet = max(filled, key=lambda name: likeness(_names(filled[name])))
    rows = filled[sheet]
    start = headers.find(rows)
    reading = Reading(
        kind, sheet=sheet, decimal=guess_decimal(rows[start + 1 :]), header_row=start + 1
    )
    names = _names(rows)
    odd: list[tuple[int | None, Finding]] = []
    stream = _rows(opened.rows(path, sheet), opened.DAMAGED, start + 1, len(names), odd)
    return Table(reading, names, stream, (), odd)


def _names(rows: Sequence[Sequence[Any]]) -> tuple[str, ...]:
    """Return the header, without the empty cells at its end."""
    cells = ["" if cell is None else str(cell).strip() for cell in rows[headers.find(rows)]]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _rows(
    stream: Iterator[Cells],
    damaged: tuple[type[Exception], ...],
    header_row: int,
    width: int,
    odd: list[tuple[int | None, Finding]],
) -> Iterator[tuple[int, Cells]]:
    """Yield the rows below the header, as wide as it unless more cells are filled.

    The empty rows that programs leave below a table are no rows of it.
    """
    number, empty = 0, 0
    try:
        for number, cells in enumerate(stream, start=1):
            if number <= header_row:
                continue
            while len(cells) > width and cells[-1] is None:
                cells.pop()
            if all(cell is None for cell in cells):
                empty += 1
                continue
            yield from ((row, [None] * width) for row in range(number - empty, number))
            empty = 0
            yield number, cells + [None] * (width - len(cells))
    except damaged:
        odd.append(
            (
                None,
                Finding(
                    BROKEN,
                    "",
                    f"La lecture s'arrête à la ligne {number + 1}\u00a0: la suite du classeur est abîmée.",
                    "Ouvrez le classeur dans votre tableur et enregistrez-en une nouvelle copie.",
                ),
            )
        )
