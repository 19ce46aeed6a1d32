"""Values that must differ from row to row, and rows that are there twice.

What was seen is kept in a temporary database on disk: memory stays the same however long
the file.
"""

import sqlite3
from hashlib import blake2b
from types import TracebackType
from typing import Any

from culture_data.scdl.problem import Finding, Rule, Severity

KEY = Rule("identifiant-double", "Identifiant présent deux fois")
ROW = Rule("ligne-double", "Ligne présente deux fois", Severity.WARNING)
CACHE_KIB = 8_192


class Seen:
    """Remember keys, and the row where each was first seen."""

    def __init__(self) -> None:
        """Open a private database that vanishes when it is closed."""
        self._base = sqlite3.connect("")
        self._base.isolation_level = None
        self._base.execute("PRAGMA journal_mode=OFF")
        self._base.execute("PRAGMA synchronous=OFF")
        self._base.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        self._base.execute("CREATE TABLE seen (key BLOB PRIMARY KEY, row INTEGER) WITHOUT ROWID")
        self._base.execute("BEGIN")

    def __enter__(self) -> "Seen":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._base.close()

    def first(self, space: str, cells: Any, row: int) -> int | None:
        """Return the row where these cells were first seen, None if this is the first."""
        text = "\x1f".join((space, *map(str, cells)))
        key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        added = self._base.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, row))
        if added.rowcount:
            return None
        found = self._base.execute("SELECT row FROM seen WHERE key = ?", (key,)).fetchone()
        return int(found[0])


def twice(column: str, value: str, first: int) -> Finding:
    """Tell of an identifier that another row has."""
    return Finding(
        KEY,
        value,
        f"Cet identifiant est déjà celui de la ligne {first}.",
        "Si les deux lignes disent la même chose, supprimez-en une\u00a0; sinon, donnez à chacune son "
        "identifiant.",
        column,
    )


def same_row(first: int) -> Finding:
    """Tell of a row that repeats another."""
    return Finding(
        ROW,
        "",
        f"Cette ligne répète exactement la ligne {first}.",
        "Vérifiez à la source que ce n'est pas deux fois le même fait, puis gardez une seule ligne.",
    )
