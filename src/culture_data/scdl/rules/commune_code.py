"""A code of a commune stands in the official geographic code (COG) that is shipped."""

import csv
from functools import cache
from typing import Any

from culture_data import datasets
from culture_data.scdl.problem import Finding, Rule, Severity

OLD = Rule("ancien-code", "Code Insee d'une commune qui n'existe plus", Severity.WARNING)
UNKNOWN = Rule("code-commune", "Code Insee de commune inconnu", Severity.WARNING)
PATTERNS = {r"^([013-9]\d|2[AB1-9])\d{3}$", r"^\d[AB\d]\d{3}$"}


def concerns(field: dict[str, Any]) -> bool:
    """Tell whether a field holds codes of communes."""
    pattern = field.get("constraints", {}).get("pattern")
    return pattern in PATTERNS and "insee" in field["name"].lower()


class CommuneCode:
    """Look a code up; former codes are told with their commune of today."""

    expert = False

    def check(self, value: str) -> Finding | None:
        """Return what is wrong with a code."""
        current, former = codes()
        if value in current or len(value) != 5:  # another length is a matter of the pattern
            return None
        if value in former:
            code, name = former[value]
            return Finding(
                OLD,
                value,
                f"Ce code est celui d'une ancienne commune, réunie à {name} ({code}).",
                f"Écrivez «\u00a0{code}\u00a0» si vous parlez de la commune d'aujourd'hui.",
            )
        return Finding(
            UNKNOWN,
            value,
            "Ce code n'est celui d'aucune commune actuelle.",
            "Est-ce un code postal\u00a0? Cherchez le code Insee de la commune dans communes.csv ou sur "
            "insee.fr.",
        )


@cache
def codes() -> tuple[frozenset[str], dict[str, tuple[str, str]]]:
    """Return the codes in use, and for each former code the code and name of today.

    The arrondissements of Paris, Lyon and Marseille are in use: the State's files have them.
    """
    current = {row["code_insee"] for row in _rows("communes.csv")}
    current |= {
        row["code_insee"]
        for row in _rows("communes_deleguees.csv")
        if row["type"] == "arrondissement-municipal"
    }
    former = {
        row["ancien_code"]: (row["code_actuel"], row["nom_actuel"])
        for row in _rows("anciens_codes.csv")
    }
    return frozenset(current), former


def _rows(name: str) -> list[dict[str, str]]:
    with datasets.path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
