"""Judging a repaired table, alteration by alteration, then cell by cell."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from culture_data.scdl import cells
from culture_data.scdl.alignment import Aligned, rows_of
from culture_data.scdl.columns import Column
from culture_data.scdl.defects import CellDefect, PairDefect, RowDefect, named
from culture_data.scdl.ledger import Entry, Ledger, row_key


@dataclass(frozen=True)
class Place:
    """Somewhere in the repaired table; `what` is a defect's id or a kind of damage."""

    row: str
    column: str
    found: str
    what: str


Verdict = tuple[Place, str, bool]


def judge(ledger: Ledger, aligned: Aligned) -> tuple[list[Verdict], list[Place]]:
    """Return a verdict for every entry of the ledger, and every damage."""
    return _Judge(ledger, aligned).run()


class _Judge:
    def __init__(self, ledger: Ledger, aligned: Aligned) -> None:
        self.ledger = ledger
        self.aligned = aligned
        self.columns = {column.name: column for column in ledger.columns}
        self.damage: list[Place] = []
        self.clean: dict[str, dict[str, str]] = {
            row_key([row[name] for name in ledger.key]): row for row in rows_of(ledger)
        }
        self.extra = Counter(key for key, _ in aligned.extra)
        self.lost = {e.row for e in ledger.entries if e.defect == "tronque_16384"}
        self.struck = {(e.row, e.column) for e in ledger.entries if e.row and e.column}
        self.alternatives = self._alternatives()

    def run(self) -> tuple[list[Verdict], list[Place]]:
        verdicts = [self._entry(entry) for entry in self.ledger.entries if not self._reads(entry)]
        if self.aligned.readable:
            self._good_cells()
            self._extra_rows()
        verdicts += [self._entry(entry) for entry in self.ledger.entries if self._reads(entry)]
        return verdicts, self.damage

    def _reads(self, entry: Entry) -> bool:
        return entry.defect in ("cp1252", "bom", "encodages_melanges")

    def _entry(self, entry: Entry) -> Verdict:
        defect = named(entry.defect)
        if isinstance(defect, CellDefect | PairDefect):
            return self._cell(entry, defect)
        place = Place(entry.row, entry.column, entry.dirty, entry.defect)
        if not self.aligned.readable:
            return place, entry.defect, False
        if isinstance(defect, RowDefect):
            return place, entry.defect, self._row_is_gone(entry)
        return place, entry.defect, self._file_is_mended(entry)

    def _cell(self, entry: Entry, defect: Any) -> Verdict:
        row = self.aligned.rows.get(entry.row)
        found = (row or {}).get(entry.column)
        place = Place(entry.row, entry.column, found or "", entry.defect)
        if row is None or found is None:
            return place, entry.defect, False
        column = self.columns[entry.column]
        if self._is_right(entry, defect, found, column):
            return place, entry.defect, True
        if found == entry.dirty:
            put_aside = not entry.reversible and entry.row in self.aligned.flagged
            return place, entry.defect, put_aside
        if not entry.reversible and found == "":
            return place, entry.defect, True
        self._botched(entry, found, column)
        return place, entry.defect, False

    def _is_right(self, entry: Entry, defect: Any, found: str, column: Column) -> bool:
        if isinstance(defect, CellDefect):
            return defect.is_mended(entry.clean, found, column)
        return cells.same(entry.clean, found, column.kinds)

    def _botched(self, entry: Entry, found: str, column: Column) -> None:
        """Count what a wrong repair spoilt; a repair half done spoils nothing."""
        if not entry.reversible:
            what = "inventée"
        elif found == "":
            what = "effacée"
        elif cells.plausible(found, column.kinds):
            what = "de travers"
        else:
            return
        self.damage.append(Place(entry.row, entry.column, found, what))

    def _row_is_gone(self, entry: Entry) -> bool:
        """Tell whether an added row is gone; one row found answers for one entry."""
        if self.extra[entry.row] > 0:
            self.extra[entry.row] -= 1
            return False
        return True

    def _file_is_mended(self, entry: Entry) -> bool:
        aligned = self.aligned
        match entry.defect:
            case "entetes":
                return aligned.found.get(entry.column) == entry.column
            case "ordre_colonnes":
                there = [aligned.found[name] for name in self.columns if name in aligned.found]
                return list(aligned.order) == there
            case "tronque_16384":
                return entry.row in aligned.rows
            case "cp1252" | "encodages_melanges" | "bom":
                return self._accents_are_right(entry.row)
            case _:
                return True

    def _accents_are_right(self, key: str) -> bool:
        keys = {key} if key else None
        return not any(
            place.what == "cellule"
            and not self.clean[place.row][place.column].isascii()
            and (keys is None or place.row in keys)
            for place in self.damage
        )

    def _good_cells(self) -> None:
        for key, row in self.clean.items():
            found = self.aligned.rows.get(key)
            if found is None:
                if key not in self.lost:
                    self.damage.append(Place(key, "", "", "ligne perdue"))
                continue
            for name, column in self.columns.items():
                if (key, name) in self.struck or name in self.ledger.key:
                    continue
                value = found.get(name, "")
                right = cells.same(row[name], value, column.kinds)
                if not right and value not in self.alternatives.get((key, name), ()):
                    self.damage.append(Place(key, name, value, "cellule"))

    def _extra_rows(self) -> None:
        """Count the further rows that no entry of the ledger explains."""
        explained = Counter(
            entry.row for entry in self.ledger.entries if named(entry.defect).family == "lignes"
        )
        for key, _ in self.aligned.extra:
            explained[key] -= 1
            if explained[key] < 0:
                self.damage.append(Place(key, "", "", "ligne ajoutée"))

    def _alternatives(self) -> dict[tuple[str, str], set[str]]:
        """Return the other spellings that keeping a business duplicate leaves: right too."""
        found: dict[tuple[str, str], set[str]] = {}
        for entry in self.ledger.entries:
            if entry.defect != "doublon_metier":
                continue
            cells_of = zip(self.columns, json.loads(entry.dirty), strict=True)
            for name, value in cells_of:
                if value != self.clean[entry.row][name]:
                    found.setdefault((entry.row, name), set()).add(value)
        return found
