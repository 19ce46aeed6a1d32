"""Words spelled otherwise than they should."""

import unicodedata

from culture_data.scdl.columns import EMAIL, ENUM, NAME, TEXT, URL, Column
from culture_data.scdl.defects.base import Cell, CellDefect
from culture_data.scdl.dice import Dice

VAGUE_LICENCES = ("Libre de droits", "Open data", "Usage libre", "Gratuit")


def without_accents(text: str) -> str:
    """Return the text without its accents ("fête" → "fete")."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _spaces(cell: Cell, dice: Dice) -> str | None:
    return dice.pick([f"{cell.value} ", f" {cell.value}", f"{cell.value}  "])


def _hard_space(cell: Cell, _dice: Dice) -> str | None:
    return cell.value.replace(" ", "\u00a0", 1) if " " in cell.value else None


def _double_space(cell: Cell, _dice: Dice) -> str | None:
    return cell.value.replace(" ", "  ", 1) if " " in cell.value else None


def _choice(cell: Cell, dice: Dice) -> str | None:
    value = cell.value
    spellings = [value.upper(), value.lower(), without_accents(value), value.replace("-", " ")]
    others = [other for other in spellings if other not in cell.column.choices]
    return dice.pick(others) if others else None


def _vague_licence(cell: Cell, dice: Dice) -> str | None:
    return dice.pick(VAGUE_LICENCES) if "licence" in cell.column.name.lower() else None


def _upper(cell: Cell, _dice: Dice) -> str | None:
    return cell.value.upper() if cell.value != cell.value.upper() else None


def _same_but_case(clean: str, found: str, _column: Column) -> bool:
    # No one can know every capital letter of a name again: not shouting is enough.
    return clean == found or (clean.casefold() == found.casefold() and found != clean.upper())


def _mojibake(cell: Cell, _dice: Dice) -> str | None:
    try:
        return cell.value.encode("utf-8").decode("cp1252")
    except UnicodeDecodeError:
        return None


def _email(cell: Cell, dice: Dice) -> str | None:
    name, _, domain = cell.value.partition("@")
    return dice.pick(
        [f"{name}(at){domain}", f"{name} @ {domain}", f"{name}@{domain.replace('.', ',')}"]
    )


def _url(cell: Cell, dice: Dice) -> str | None:
    scheme, _, rest = cell.value.partition("://")
    return dice.pick([f"{scheme}:/{rest}", f"{scheme}//{rest}", f"{scheme}:\\\\{rest}"])


WRITTEN = frozenset({NAME, TEXT})
DEFECTS = (
    CellDefect(
        "espaces_autour",
        "espaces en trop au début ou à la fin",
        "dechets/nantes-points-apport-volontaire-2016.csv",
        kinds=WRITTEN | {ENUM},
        change=_spaces,
    ),
    CellDefect(
        "espace_double",
        "espaces doublées entre deux mots",
        "cantines/nantes-menus_tous.csv («\u00a0Yaourt  fermier  bio\u00a0»)",
        kinds=WRITTEN,
        change=_double_space,
    ),
    CellDefect(
        "espace_insecable",
        "espaces insécables entre deux mots",
        "irve/irve-consolidation-v2.0.0-20210718.csv",
        kinds=WRITTEN | {ENUM},
        change=_hard_space,
    ),
    CellDefect(
        "valeur_de_liste",
        "valeurs de liste écrites autrement",
        "dechets/nantes-points-apport-volontaire-2016.csv («\u00a0Conteneur verre\u00a0», "
        "«\u00a0Conteneurs verre\u00a0»)",
        kinds=frozenset({ENUM}),
        change=_choice,
    ),
    CellDefect(
        "licence_vague",
        "licences qui n'en nomment aucune",
        "habitude\u00a0: aucun catalogue dans la collection",
        recovery="source",
        kinds=frozenset({ENUM}),
        change=_vague_licence,
    ),
    CellDefect(
        "majuscules",
        "noms en majuscules",
        "subventions/brut-44-loire-atlantique.csv",
        kinds=frozenset({NAME}),
        change=_upper,
        is_mended=_same_but_case,
    ),
    CellDefect(
        "accents_abimes",
        "accents abîmés («\u00a0Ã©\u00a0» pour «\u00a0é\u00a0»)",
        "irve/irve-consolidation-v2.0.0-20210718.csv",
        conflicts=frozenset({"cp1252", "encodages_melanges"}),
        kinds=WRITTEN | {ENUM},
        change=_mojibake,
    ),
    CellDefect(
        "courriel",
        "adresses électroniques mal écrites",
        "habitude\u00a0: les courriels sont absents de la collection",
        kinds=frozenset({EMAIL}),
        change=_email,
    ),
    CellDefect(
        "adresse_web",
        "adresses web mal écrites",
        "habitude\u00a0: fautes de frappe",
        kinds=frozenset({URL}),
        change=_url,
    ),
)
