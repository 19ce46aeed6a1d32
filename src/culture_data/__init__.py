"""Culture Data: a French, Jupyter-based curriculum of data culture.

The names that learners type in a notebook are offered here; they are loaded on first
use, so that the command `culture-data` starts without pandas.
"""

from importlib import import_module
from typing import Any

_NAMES = {
    "choisir_territoire": "culture_data.territory",
    "donnees": "culture_data.datasets",
    "fichier_a_nettoyer": "culture_data.scdl_files",
    "indice": "culture_data.notebook",
    "montrer_defauts": "culture_data.scdl_files",
    "montrer_progression": "culture_data.home",
    "reprise": "culture_data.notebook",
    "solution": "culture_data.notebook",
    "valider": "culture_data.report_table",
    "verifier": "culture_data.notebook",
}

__all__ = sorted(_NAMES)


def __getattr__(name: str) -> Any:
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import_module("culture_data.notebook")  # French error messages, whatever comes first
    return getattr(import_module(_NAMES[name]), name)
