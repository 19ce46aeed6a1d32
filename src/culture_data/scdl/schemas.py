"""The SCDL schemas: `datasets/scdl/schemas/`, one Table Schema file a kind of data.

Names, types and constraints are those of the published schemas; titles and descriptions
are ours. A schema is named by its file, without `.json`.
"""

import copy
import difflib
import json
from functools import cache
from typing import Any

from culture_data.errors import CultureDataError
from culture_data.resources import folder

FOLDER = "scdl/schemas"


def names() -> tuple[str, ...]:
    """Return the name of every schema, in alphabetical order."""
    return tuple(_read())


def load(name: str) -> dict[str, Any]:
    """Return a schema as its file says it; the caller may change what it gets.

    Raises:
        CultureDataError: the name is unknown.
    """
    return copy.deepcopy(_known(name))


def fields(name: str) -> list[str]:
    """Return the names of the columns, in the order of the standard.

    Raises:
        CultureDataError: the name is unknown.
    """
    return [field["name"] for field in _known(name)["fields"]]


def _known(name: str) -> dict[str, Any]:
    schemas = _read()
    if name not in schemas:
        close = difflib.get_close_matches(str(name).lower(), schemas, n=1)
        guess = f" Vouliez-vous dire «\u00a0{close[0]}\u00a0»\u00a0?" if close else ""
        raise CultureDataError(
            f"Le schéma «\u00a0{name}\u00a0» n'existe pas.{guess} "
            f"Schémas disponibles\u00a0: {', '.join(schemas)}."
        )
    return schemas[name]


@cache
def _read() -> dict[str, dict[str, Any]]:
    files = sorted((folder("datasets") / FOLDER).glob("*.json"))
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}
