"""Which row of a table names its columns."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

LOOKED_AT = 30


def find(rows: Sequence[Sequence[Any]]) -> int:
    """Return the index of the row of names: the first that is about as wide as the table.

    Titles and notes above a table fill one cell or two; a header fills most of them.
    """
    filled = [sum(not _blank(cell) for cell in row) for row in rows]
    usual = Counter(number for number in filled if number)
    if not usual:
        return 0
    width = max(usual, key=lambda number: (usual[number], number))
    for index, number in enumerate(filled[:LOOKED_AT]):
        if number and number * 2 >= width:
            return index
    return 0


def _blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip("\ufeff \t"))
