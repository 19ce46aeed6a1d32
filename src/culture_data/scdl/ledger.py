"""What was altered in a dirty file, where, and whether the file alone allows to mend it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from culture_data.scdl.columns import Column

Recovery = Literal["fichier", "référentiel", "source"]
HEADINGS = ("ligne", "colonne", "valeur_propre", "valeur_sale", "défaut", "réparable_par")
ROW_JOINT = " | "


@dataclass(frozen=True)
class Entry:
    """One alteration.

    `row` is the key of the row ("" for the whole file), `column` the clean column name
    ("" for a whole row); an added or lost row is written as a JSON list of its cells.
    `recovery` says what mends it: the file alone, a reference such as the COG, or only
    going back to the source.
    """

    row: str
    column: str
    clean: str
    dirty: str
    defect: str
    recovery: Recovery

    @property
    def reversible(self) -> bool:
        """Whether the right value can be found without asking who produced the file."""
        return self.recovery != "source"


@dataclass(frozen=True)
class Reading:
    """How the dirty file is read: "mixte" mixes UTF-8 and cp1252 lines."""

    encoding: Literal["utf-8", "utf-8-sig", "cp1252", "mixte"] = "utf-8"
    separator: str = ","
    lines_before_header: int = 0


@dataclass(frozen=True)
class Ledger:
    """Every alteration of a dirty file, and the clean table (cells as text) it came from."""

    entries: tuple[Entry, ...]
    clean: pd.DataFrame
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    reading: Reading = Reading()

    def to_table(self) -> pd.DataFrame:
        """Return the entries as a table with French headings."""
        rows = [
            (entry.row, entry.column, entry.clean, entry.dirty, entry.defect, entry.recovery)
            for entry in self.entries
        ]
        return pd.DataFrame(rows, columns=list(HEADINGS))

    def to_csv(self) -> str:
        """Return the entries as CSV text (comma, header line)."""
        out = io.StringIO()
        self.to_table().to_csv(out, index=False, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
        return out.getvalue()


def row_key(values: Sequence[str]) -> str:
    """Write the key of a row, whose key columns hold these texts."""
    return ROW_JOINT.join(values)
