"""The table while it is being dirtied: its lines, and what was done to them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from culture_data.scdl.columns import Column
from culture_data.scdl.ledger import Entry, row_key

MORE = 0.05
FEWEST, MOST = 2, 5


@dataclass
class Line:
    """A line of the dirty file; `place` is its row in the clean table, None when added."""

    cells: list[str]
    place: int | None = None


@dataclass
class Sheet:
    """The lines under way (header apart), the cells already struck, the entries."""

    names: list[str]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    protected: frozenset[str]
    clean: list[list[str]]
    lines: list[Line]
    struck: set[tuple[int, str]] = field(default_factory=set)
    entries: list[Entry] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        clean: pd.DataFrame,
        key: tuple[str, ...],
        columns: tuple[Column, ...],
        protected: frozenset[str],
    ) -> "Sheet":
        """Start from a clean table (as `tables.as_text` returns it)."""
        rows = [[str(value) for value in row] for row in clean.itertuples(index=False)]
        lines = [Line(list(row), place) for place, row in enumerate(rows)]
        return cls([str(name) for name in clean.columns], key, columns, protected, rows, lines)

    def key_of(self, place: int) -> str:
        """Return the key of a clean row."""
        return row_key([self.clean[place][self.names.index(name)] for name in self.key])

    def free(self, place: int, name: str) -> bool:
        """Tell whether a cell may still be struck."""
        return name not in self.protected and (place, name) not in self.struck

    def alter(self, place: int, name: str, dirty: str, entry: Entry) -> None:
        """Put a dirty text in a cell, before any line was added or moved."""
        self.lines[place].cells[self.names.index(name)] = dirty
        self.struck.add((place, name))
        self.entries.append(entry)

    def insert(self, position: int, line: Line, entry: Entry) -> None:
        """Add a line."""
        self.lines.insert(position, line)
        self.entries.append(entry)


def usual(count: int | None, candidates: int) -> int:
    """Return how many cells to strike: those asked for, or one in twenty, two to five."""
    return count if count is not None else max(FEWEST, min(MOST, round(candidates * MORE)))


def as_json(cells: Sequence[str]) -> str:
    """Write a whole line as one text, for the ledger."""
    return json.dumps(list(cells), ensure_ascii=False)
