"""Numbers that are no longer numbers."""

from collections.abc import Callable

from culture_data.scdl.columns import AMOUNT, BOOLEAN, DATE, INTEGER, NUMBER, QUANTITY
from culture_data.scdl.defects.base import Cell, CellDefect
from culture_data.scdl.dice import Dice

UNITS = {
    "capacite": "places",
    "effectif": "personnes",
    "volume": "m³",
    "surface": "m²",
    "superficie": "m²",
    "nombre": "unités",
    "quantite": "unités",
}


def _comma(cell: Cell, _dice: Dice) -> str | None:
    return cell.value.replace(".", ",") if "." in cell.value else None


def _grouped(space: str) -> Callable[[Cell, Dice], str | None]:
    def change(cell: Cell, _dice: Dice) -> str | None:
        whole, point, decimals = cell.value.partition(".")
        if not whole.isdigit() or len(whole) < 4:
            return None
        return f"{int(whole):,}".replace(",", space) + point + decimals

    return change


def _euros(cell: Cell, dice: Dice) -> str | None:
    return cell.value + dice.pick(["\u00a0€", " €", "€", " euros"])


def _thousands_of_euros(cell: Cell, _dice: Dice) -> str | None:
    whole, _, decimals = cell.value.partition(".")
    if not whole.isdigit() or int(whole) < 1000 or int(whole) % 100 or decimals.strip("0"):
        return None
    thousands, rest = divmod(int(whole), 1000)
    return f"{thousands},{rest // 100} k€" if rest else f"{thousands} k€"


def _unit(cell: Cell, _dice: Dice) -> str | None:
    name = cell.column.name.lower().replace("é", "e")
    known = [unit for word, unit in UNITS.items() if word in name]
    return f"{cell.value} {known[0] if known else 'environ'}"


def _not_told(_cell: Cell, dice: Dice) -> str | None:
    return dice.pick(["NC", "n.c.", "nc"])


def _boolean(cell: Cell, dice: Dice) -> str | None:
    true = cell.value.lower() in ("oui", "true")
    return dice.pick(["VRAI", "O", "X"] if true else ["FAUX", "N", "-"])


DEFECTS = (
    CellDefect(
        "virgule_decimale",
        "nombres à virgule décimale",
        "subventions/brut-44-loire-atlantique.csv",
        kinds=frozenset({NUMBER}),
        change=_comma,
    ),
    CellDefect(
        "milliers_espace",
        "nombres avec une espace entre les milliers",
        "marches/pays-de-mormal-2016-siret.csv",
        kinds=frozenset({AMOUNT, QUANTITY}),
        change=_grouped(" "),
    ),
    CellDefect(
        "milliers_insecable",
        "nombres avec une espace insécable entre les milliers",
        "budgets/scdl-budget-crach-56.csv (insécable dans un libellé)",
        kinds=frozenset({AMOUNT, QUANTITY}),
        change=_grouped("\u00a0"),
    ),
    CellDefect(
        "milliers_espace_fine",
        "nombres avec une espace fine entre les milliers",
        "habitude des tableurs français\u00a0; voisin\u00a0: subventions/brut-44-loire-atlantique.csv "
        "(«\u00a011 318,66 €\u00a0»)",
        conflicts=frozenset({"cp1252", "encodages_melanges"}),
        kinds=frozenset({AMOUNT, QUANTITY}),
        change=_grouped("\u202f"),
    ),
    CellDefect(
        "euros",
        "montants suivis de leur monnaie",
        "irve/irve-consolidation-v2.0.0-20210718.csv",
        kinds=frozenset({AMOUNT}),
        change=_euros,
    ),
    CellDefect(
        "milliers_euros",
        "montants écrits en milliers d'euros (k€)",
        "marches/pays-de-mormal-2016-siret.csv (tranches de montants)",
        kinds=frozenset({AMOUNT}),
        change=_thousands_of_euros,
    ),
    CellDefect(
        "unite",
        "nombres suivis de leur unité",
        "irve/irve-consolidation-v2.0.0-20210718.csv",
        kinds=frozenset({QUANTITY}),
        change=_unit,
    ),
    CellDefect(
        "nc",
        "«\u00a0NC\u00a0» à la place d'une valeur",
        "velos/nantes-comptages-journaliers-2014-2019.csv («\u00a0NA\u00a0» parmi les nombres)",
        recovery="source",
        kinds=frozenset({NUMBER, INTEGER, DATE}),
        change=_not_told,
    ),
    CellDefect(
        "booleen",
        "oui et non écrits autrement",
        "scdl-schemas/arbres/exemple-valide.csv, irve/irve-consolidation-v2.0.0-20210718.csv",
        kinds=frozenset({BOOLEAN}),
        change=_boolean,
    ),
)
