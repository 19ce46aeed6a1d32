"""Codes that a spreadsheet or a keyboard spoilt: SIRET, post codes, commune codes."""

import csv
from functools import cache

from culture_data import datasets
from culture_data.scdl.columns import COMMUNE, POSTCODE, SIRET
from culture_data.scdl.defects.base import Cell, CellDefect
from culture_data.scdl.dice import Dice


def _scientific(cell: Cell, _dice: Dice) -> str | None:
    # Two decimals, as a narrow Excel column saves it: ten digits are lost for good.
    if cell.value.startswith("0"):
        return None
    shown = f"{float(cell.value):.2E}"
    return shown.replace(".", ",")


def _rounded(cell: Cell, _dice: Dice) -> str | None:
    return None if cell.value.startswith("0") else cell.value[:4] + "0" * 10


def _spaced(cell: Cell, _dice: Dice) -> str | None:
    digits = cell.value
    return f"{digits[:3]} {digits[3:6]} {digits[6:9]} {digits[9:]}"


def _apostrophe(cell: Cell, dice: Dice) -> str | None:
    return dice.pick([f"'{cell.value}", f"{cell.value}'"])


def _siren(cell: Cell, _dice: Dice) -> str | None:
    return cell.value[:9]


def _lost_zero(cell: Cell, _dice: Dice) -> str | None:
    return cell.value[1:] if cell.value.startswith("0") else None


def _former(cell: Cell, dice: Dice) -> str | None:
    old = former_codes().get(cell.value, ())
    return dice.pick(old) if old else None


@cache
def former_codes() -> dict[str, tuple[str, ...]]:
    """Return, by current commune code, the codes of the communes that it took in."""
    found: dict[str, tuple[str, ...]] = {}
    with datasets.path("anciens_codes.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            current, old = line["code_actuel"], line["ancien_code"]
            found[current] = (*found.get(current, ()), old)
    return found


SIRETS = frozenset({SIRET})
DEFECTS = (
    CellDefect(
        "siret_scientifique",
        "SIRET en notation scientifique (chiffres perdus)",
        "subventions/donnees_subventions_agregees_PDL.csv («\u00a07,86E+13\u00a0»)",
        recovery="source",
        kinds=SIRETS,
        change=_scientific,
    ),
    CellDefect(
        "siret_arrondi",
        "SIRET dont les derniers chiffres sont devenus des zéros",
        "subventions/donnees_subventions_agregees_PDL.csv («\u00a022530000000000\u00a0»)",
        recovery="source",
        kinds=SIRETS,
        change=_rounded,
    ),
    CellDefect(
        "siren_seul",
        "SIREN à la place du SIRET (cinq chiffres manquent)",
        "subventions/brut-44-loire-atlantique.csv",
        recovery="source",
        kinds=SIRETS,
        change=_siren,
    ),
    CellDefect(
        "siret_espaces",
        "SIRET écrits avec des espaces",
        "marches/pays-de-mormal-2016-siret.csv",
        kinds=SIRETS,
        change=_spaced,
    ),
    CellDefect(
        "siret_apostrophe",
        "SIRET avec une apostrophe de tableur",
        "marches/pays-de-mormal-2016-siret.csv",
        kinds=SIRETS,
        change=_apostrophe,
    ),
    CellDefect(
        "zero_perdu",
        "codes qui ont perdu leur zéro de tête",
        "scdl-schemas/prenoms/exemple-invalide.csv («\u00a03238\u00a0», code à quatre chiffres)",
        kinds=frozenset({POSTCODE, COMMUNE}),
        change=_lost_zero,
    ),
    CellDefect(
        "ancienne_commune",
        "codes de communes qui n'existent plus",
        "irve/irve-consolidation-v2.0.0-20210718.csv (codes d'avant fusion)",
        recovery="référentiel",
        kinds=frozenset({COMMUNE}),
        change=_former,
    ),
)
