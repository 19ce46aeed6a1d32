"""SCDL files (socle commun des données locales): schemas, validation, practice files.

Useful on its own: nothing here knows of exercises. The names below are loaded when they
are first used, so that reading a schema does not load pandas.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "Validation": "validation",
    "validate": "validation",
    "Dirtied": "dirtying",
    "RepairScore": "repair",
    "dirty": "dirtying",
    "repair_score": "repair",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
