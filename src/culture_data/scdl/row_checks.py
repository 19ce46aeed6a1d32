"""Check the rows of a table, one after the other: cells, rules of a row, what must be unique."""

from collections.abc import Iterable, Sequence
from typing import Any

from culture_data.scdl.examined import Column
from culture_data.scdl.messages import REQUIRED, show
from culture_data.scdl.problem import Finding, Log, Rule
from culture_data.scdl.reading import Cells
from culture_data.scdl.rules import uniqueness
from culture_data.scdl.rules.base import Line, RowRule

BLANK = Rule("ligne-vide", "Ligne vide")
EXTRA = Rule("cellules-en-trop", "Ligne plus longue que l'en-tête")
SHORT = Rule("cellules-manquantes", "Ligne plus courte que l'en-tête")


def unique_fields(schema: dict[str, Any], present: Sequence[str]) -> dict[tuple[str, ...], bool]:
    """Return the columns whose values must differ, and whether they must be filled."""
    key = schema.get("primaryKey", [])
    key = (key,) if isinstance(key, str) else tuple(key)
    unique = {
        (field["name"],): False
        for field in schema["fields"]
        if field.get("constraints", {}).get("unique")
    }
    fields = unique | ({key: True} if key else {})
    return {names: must for names, must in fields.items() if set(names) <= set(present)}


class RowChecker:
    """Check rows, one after the other."""

    def __init__(
        self,
        columns: Sequence[Column],
        row_rules: Sequence[RowRule],
        width: int,
        unique: dict[tuple[str, ...], bool],
        log: Log,
    ) -> None:
        self._columns = columns
        self._rules = row_rules
        self._width = width
        self._unique = unique
        self._log = log
        self._needs_line = bool(row_rules or unique)

    def row(self, number: int, cells: Cells, seen: uniqueness.Seen) -> None:
        """Check one row."""
        if not any(cells) and _is_blank(cells):
            self._log.add(number, _blank_row())
            return
        if len(cells) != self._width:
            self._log.add(number, _ragged(cells, self._width))
            cells = [*cells, *[None] * (self._width - len(cells))]
        values = []
        for column in self._columns:
            value, findings = column.examine(cells[column.index])
            values.append(value)
            if findings:
                self._log.add_all(number, findings)
        if self._needs_line:
            self._whole(number, cells, values, seen)
        first = seen.first("", cells, number)
        if first is not None:
            self._log.add(number, uniqueness.same_row(first))

    def _whole(
        self, number: int, cells: Cells, values: Sequence[Any], seen: uniqueness.Seen
    ) -> None:
        line = Line(
            {column.name: show(cells[column.index]) for column in self._columns},
            {column.name: value for column, value in zip(self._columns, values, strict=True)},
        )
        for rule in self._rules:
            self._log.add_all(number, rule.check(line))
        self._log.add_all(number, self._doubles(number, line, seen))

    def _doubles(self, number: int, line: Line, seen: uniqueness.Seen) -> Iterable[Finding]:
        for fields, must_be_filled in self._unique.items():
            key = [line.values[name] for name in fields]
            shown = ", ".join(line.written[name] for name in fields)
            if all(value is None for value in key):
                if must_be_filled and not shown.strip(", "):
                    yield _no_key(fields)
                continue
            first = seen.first("/".join(fields), key, number)
            if first is not None:
                yield uniqueness.twice(fields[0], shown, first)


def _is_blank(cells: Cells) -> bool:
    return all(cell is None or cell == "" for cell in cells)


def _blank_row() -> Finding:
    return Finding(BLANK, "", "La ligne est vide.", "Supprimez-la.")


def _no_key(fields: Sequence[str]) -> Finding:
    return Finding(
        REQUIRED,
        "",
        "La ligne n'a pas d'identifiant.",
        "Donnez-lui un identifiant que nulle autre ligne n'a.",
        fields[0],
    )


def _ragged(cells: Cells, width: int) -> Finding:
    if len(cells) > width:
        return Finding(
            EXTRA,
            show(cells[width]),
            f"La ligne a {len(cells)} cellules, l'en-tête {width}.",
            "Un séparateur est sans doute en trop, dans un texte qui n'est pas entre guillemets.",
        )
    return Finding(
        SHORT,
        "",
        f"La ligne a {len(cells)} cellules, l'en-tête {width}.",
        "Une fin de ligne coupe sans doute un texte, ou le fichier est tronqué\u00a0: refaites l'export.",
    )
