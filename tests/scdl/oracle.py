"""Runs in an environment of its own, with validata-table: what it finds, as JSON.

Reads `[[file, schema file], …]` on its standard input; writes, for each, the list of
`[kind of error, row, column]`.
"""

import json
import sys
import warnings

warnings.simplefilter("ignore")

from validata_core import validate  # noqa: E402


def main() -> None:
    """Validate every file asked for."""
    found = []
    for path, schema in json.load(sys.stdin):
        with open(schema, encoding="utf-8") as file:  # noqa: PTH123 - as plain as can be
            report = validate(path, json.load(file))
        errors = report.to_dict()["errors"]
        found.append(
            [[error["type"], error.get("rowNumber"), error.get("fieldName")] for error in errors]
        )
    json.dump(found, sys.stdout)


main()
