"""Finding the rows and columns of a repaired table again, whatever their order."""

from collections import defaultdict
from dataclasses import dataclass

import pandas as pd

from culture_data.errors import CultureDataError
from culture_data.scdl import cells
from culture_data.scdl.ledger import Ledger, row_key

NOT_FLAGGED = {"", "non", "0", "false", "faux", "ok"}


@dataclass(frozen=True)
class Aligned:
    """A repaired table, cut along the clean one.

    `found` gives, for each clean column that the table has, its name there; `rows` the
    cells (by clean column name) of the row kept for each key; `extra` the further rows:
    (key, cells); `flagged` the keys of the rows with something in a further column.
    """

    readable: bool
    found: dict[str, str]
    order: tuple[str, ...]
    rows: dict[str, dict[str, str]]
    extra: tuple[tuple[str, dict[str, str]], ...]
    flagged: frozenset[str]


def align(ledger: Ledger, repaired: pd.DataFrame) -> Aligned:
    """Align a repaired table with the clean one.

    Raises:
        CultureDataError: `repaired` is no table.
    """
    if not isinstance(repaired, pd.DataFrame):
        raise CultureDataError("La réparation doit être un tableau pandas (DataFrame).")
    table = _plain(ledger, repaired)
    found = _found(ledger, table)
    order = tuple(name for name in table.columns if name in found.values())
    if not set(ledger.key) <= set(found):
        return Aligned(False, found, order, {}, (), frozenset())
    texts = {name: [cells.text(v) for v in table[there].tolist()] for name, there in found.items()}
    others = [name for name in table.columns if name not in found.values()]
    notes = [[cells.text(v) for v in table[name].tolist()] for name in others]
    return _by_key(ledger, found, order, texts, notes)


def rows_of(ledger: Ledger) -> list[dict[str, str]]:
    """Return the rows of the clean table, cells by column name."""
    names = [str(name) for name in ledger.clean.columns]
    rows = ledger.clean.itertuples(index=False, name=None)
    return [dict(zip(names, row, strict=True)) for row in rows]


def _plain(ledger: Ledger, repaired: pd.DataFrame) -> pd.DataFrame:
    """Return the table with text column names, each once, and a named index as columns."""
    table = repaired
    if set(table.index.names) & set(ledger.key):
        table = table.reset_index()
    table = table.set_axis([str(name) for name in table.columns], axis=1)
    return table.loc[:, ~table.columns.duplicated()]


def _found(ledger: Ledger, table: pd.DataFrame) -> dict[str, str]:
    misspelt = {entry.column: entry.dirty for entry in ledger.entries if entry.defect == "entetes"}
    found = {}
    for name in ledger.clean.columns:
        if name in table.columns:
            found[name] = name
        elif misspelt.get(name) in table.columns:
            found[name] = misspelt[name]
    return found


def _by_key(
    ledger: Ledger,
    found: dict[str, str],
    order: tuple[str, ...],
    texts: dict[str, list[str]],
    notes: list[list[str]],
) -> Aligned:
    clean = {row_key([row[name] for name in ledger.key]): row for row in rows_of(ledger)}
    known = {_loose(key): key for key in clean}
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    extra = []
    flagged = set()
    for place in range(len(texts[ledger.key[0]])):
        row = {name: texts[name][place] for name in texts}
        key = row_key([row[name] for name in ledger.key])
        key = key if key in clean else known.get(_loose(key), key)
        if key not in clean:
            extra.append((key, row))
            continue
        groups[key].append(row)
        if any(note[place].strip().lower() not in NOT_FLAGGED for note in notes):
            flagged.add(key)
    rows = {}
    for key, group in groups.items():
        best = max(group, key=lambda row: sum(row[name] == clean[key][name] for name in row))
        rows[key] = best
        extra += [(key, row) for row in group if row is not best]
    return Aligned(True, found, order, rows, tuple(extra), frozenset(flagged))


def _loose(key: str) -> str:
    """Write a key so that 12.0 finds "12" again."""
    return key.removesuffix(".0")
