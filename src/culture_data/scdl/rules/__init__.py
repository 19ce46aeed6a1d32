"""What is checked beyond names, types and constraints: one rule a file.

`for_schema` chooses the rules that a schema asks for (`custom_checks`) and those that its
columns call for (codes of communes, coordinates). A cell rule sees one value, a row rule
a whole row; what they find is a `Finding`, told in French.
"""

from collections.abc import Callable, Sequence
from typing import Any

from culture_data.scdl.rules import (
    actes,
    cohesive,
    commune_code,
    compare,
    coordinates,
    one_of,
    opening_hours,
    siren,
    siret,
    sums,
    year_interval,
)
from culture_data.scdl.rules.base import CellRule, RowRule

CELL_CHECKS: dict[str, Callable[[], CellRule]] = {
    "french-siret-value": siret.Siret,
    "french-siren-value": siren.Siren,
    "nomenclature-actes-value": actes.Actes,
    "year-interval-value": year_interval.YearInterval,
    "opening-hours-value": opening_hours.OpeningHours,
}
ROW_CHECKS: dict[str, Callable[[dict[str, Any]], RowRule]] = {
    "sum-columns-value": sums.from_params,
    "compare-columns-value": compare.from_params,
    "cohesive-columns-value": cohesive.from_params,
    "one-of-required": one_of.from_params,
}


def for_cells(schema: dict[str, Any]) -> dict[str, list[CellRule]]:
    """Return the cell rules of each field that has some."""
    rules: dict[str, list[CellRule]] = {}
    for check in schema.get("custom_checks", []):
        if check["name"] in CELL_CHECKS:
            rule = CELL_CHECKS[check["name"]]()
            rules.setdefault(check["params"]["column"], []).append(rule)
    for field in schema["fields"]:
        if commune_code.concerns(field):
            rules.setdefault(field["name"], []).append(commune_code.CommuneCode())
    return rules


def for_rows(schema: dict[str, Any], present: Sequence[str]) -> list[RowRule]:
    """Return the row rules whose columns are present in the file."""
    return [rule for rule in all_row_rules(schema) if rule.applies(frozenset(present))]


def all_row_rules(schema: dict[str, Any]) -> list[RowRule]:
    """Return every row rule that a schema asks for or calls for."""
    asked: list[RowRule] = [
        ROW_CHECKS[check["name"]](check["params"])
        for check in schema.get("custom_checks", [])
        if check["name"] in ROW_CHECKS
    ]
    return asked + coordinates.for_fields(schema["fields"])
