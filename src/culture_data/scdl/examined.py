"""The columns of a file beside those of a schema, and what each cell of them is worth.

frictionless reads the cells (types and constraints); rules of ours add what it ignores.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

import frictionless

from culture_data.french import count
from culture_data.scdl import messages
from culture_data.scdl.problem import Finding
from culture_data.scdl.rules.base import CellRule
from culture_data.scdl.rules.text_cells import Absent, Spaces

REMEMBERED = 1_024  # values a column: most columns repeat few
LONGEST = 100_000
Examined = tuple[Any, tuple[Finding, ...]]


@dataclass(frozen=True)
class Column:
    """A column of the file that the schema knows; `index` is its place in the file."""

    name: str
    index: int
    examine: Callable[[Any], Examined]


def build(
    schema: dict[str, Any], header: Sequence[str], cell_rules: dict[str, list[CellRule]]
) -> list[Column]:
    """Return the columns that the schema knows, in the order of the file."""
    engine = frictionless.Schema.from_descriptor(schema)
    columns = []
    for described, field in zip(schema["fields"], engine.fields, strict=True):
        if described["name"] in header:
            rules = [*cell_rules.get(described["name"], []), Spaces()]
            if _is_free_text(described):
                rules.append(Absent())
            index = list(header).index(described["name"])
            columns.append(Column(described["name"], index, _examiner(described, field, rules)))
    return sorted(columns, key=lambda column: column.index)


def _is_free_text(field: dict[str, Any]) -> bool:
    constraints = field.get("constraints", {})
    open_ended = {"pattern", "enum"}.isdisjoint(constraints)
    return open_ended and bool(field.get("type", "string") == "string")


def _examiner(
    described: dict[str, Any], field: Any, rules: Sequence[CellRule]
) -> Callable[[Any], Examined]:
    """Return what reads a cell; the latest values are remembered."""
    read = field.create_cell_reader()
    name = described["name"]

    @lru_cache(maxsize=REMEMBERED, typed=True)
    def examine(cell: Any) -> Examined:
        written = messages.show(cell)
        if len(written) > LONGEST:
            too_long = f"La cellule compte {count(len(written), 'caractère')}."
            advice = "Un guillemet n'est sans doute pas refermé\u00a0: vérifiez cette ligne."
            return None, (Finding(messages.LENGTH, written, too_long, advice, name),)
        try:
            value, notes = read(cell)
        except Exception:  # noqa: BLE001 - frictionless fails on "sNaN" and the like
            value, notes = None, {"type": ""}
        if isinstance(value, Decimal) and not value.is_finite():
            value = None
        said = _said(rules, written)
        if notes and not any(expert for expert, _ in said):
            told = messages.tell(described, cell, notes)
        else:
            told = []
        found = (*told, *(finding for _, finding in said))
        return (None if notes else value), tuple(each._replace(column=name) for each in found)

    return examine


def _said(rules: Sequence[CellRule], written: str) -> list[tuple[bool, Finding]]:
    if not written.strip():
        return []
    return [(rule.expert, found) for rule in rules if (found := rule.check(written))]
