"""Practice files of one's own: a learner chooses a seed, and gets a dirty SCDL file.

`fichier_a_nettoyer("catalogue", graine=12)` writes the file beside the notebook; lessons
ask `dirtied("catalogue")` what was done to it. All the data is simulated.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from culture_data.datasets import COPIES
from culture_data.errors import CultureDataError
from culture_data.files import write_atomic
from culture_data.scdl import repair_score, samples, schemas
from culture_data.scdl.defects import DEFECTS
from culture_data.scdl.dirtying import Dirtied, dirty

SEED = 7
DAMAGE = {
    "cellule": "bonne cellule changée ou effacée",
    "ligne perdue": "ligne perdue",
    "ligne ajoutée": "ligne en trop",
    "inventée": "valeur inventée",
    "de travers": "cellule réparée de travers",
    "effacée": "cellule effacée, alors qu'elle était réparable",
}


@dataclass(frozen=True)
class Recipe:
    """How a practice file is made: a simulated table, and how many defects of each kind."""

    table: Callable[[int], pd.DataFrame]
    defects: Mapping[str, int]
    key: str | None = None
    schema: str | None = None
    protect: tuple[str, ...] = ()


CATALOGUE: Mapping[str, int] = {
    "date_francaise": 14,
    "nc": 5,
    "siret_scientifique": 6,
    "espaces_autour": 30,
    "licence_vague": 6,
    "adresse_web": 8,
    "entetes": 6,
    "ordre_colonnes": 1,
}
EQUIPEMENTS: Mapping[str, int] = {
    "doublon_exact": 6,
    "ligne_vide": 3,
    "coordonnees_inversees": 6,
    "zero_perdu": 8,
    "espaces_autour": 12,
}
SUBVENTIONS: Mapping[str, int] = {
    "milliers_espace": 8,
    "milliers_insecable": 6,
    "euros": 10,
    "milliers_euros": 8,
    "virgule_decimale": 6,
    "nc": 8,
    "date_francaise": 10,
    "ligne_total": 1,
    "note_de_bas": 1,
}
POINTS_APPORT: Mapping[str, int] = {
    "doublon_exact": 5,
    "doublon_metier": 8,
    "ancienne_commune": 8,
    "zero_perdu": 12,
    "coordonnees_nulles": 4,
    "coordonnees_inversees": 5,
    "valeur_de_liste": 10,
    "booleen": 10,
    "milliers_espace": 8,
    "ligne_factice": 1,
}
RECIPES: Mapping[str, Recipe] = {
    "catalogue": Recipe(samples.catalogue, CATALOGUE, "ID", "catalogue"),
    # The same eight kinds again, in another table: what was learnt is done alone.
    "catalogue_final": Recipe(lambda seed: samples.catalogue(-seed), CATALOGUE, "ID", "catalogue"),
    "equipements": Recipe(samples.equipements, EQUIPEMENTS, "EQUIP_UID", "equipements"),
    "subventions": Recipe(
        samples.subventions,
        SUBVENTIONS,
        "referenceDecision",
        "subventions",
        # A share of 0.5 is typed as an amount; "0.5 €" would teach nothing.
        protect=("pourcentageSubvention",),
    ),
    "points_apport": Recipe(samples.points_apport_volontaire, POINTS_APPORT, "pav_id"),
}

_seeds: dict[str, int] = {}


def fichier_a_nettoyer(nom: str, graine: int = SEED) -> Path:
    """Prépare un fichier abîmé exprès, et rend son chemin dans le dossier « donnees ».

    Args:
        nom: le nom du fichier d'exercice, par exemple "catalogue".
        graine: un nombre entier\u00a0; la même graine donne toujours le même fichier.
    """
    made = dirtied(nom, graine)
    path = COPIES / f"{nom}-{graine}.csv"
    try:
        if not path.exists():
            COPIES.mkdir(exist_ok=True)
            write_atomic(path, made.content)
    except OSError as cause:
        raise CultureDataError(
            f"Impossible d'écrire «\u00a0{path.name}\u00a0» dans le dossier «\u00a0{COPIES}\u00a0»\u00a0: "
            "le dossier n'est pas accessible en écriture, ou le disque est plein. Rangez le carnet "
            "dans un dossier à vous, par exemple «\u00a0Documents\u00a0», puis relancez la cellule."
        ) from cause
    _seeds[nom] = graine
    return path


def seed(name: str) -> int:
    """Return the seed that the learner last chose for a file (7 before any choice)."""
    return _seeds.get(name, SEED)


def dirtied(name: str, number: int | None = None) -> Dirtied:
    """Return a practice file and the account of its defects.

    Args:
        name: a name of `RECIPES`.
        number: the seed; the one the learner last chose when None.

    Raises:
        CultureDataError: unknown name, or a seed that is no whole number.
    """
    if name not in RECIPES:
        known = ", ".join(f"«\u00a0{each}\u00a0»" for each in RECIPES)
        raise CultureDataError(
            f"Aucun fichier d'exercice ne s'appelle «\u00a0{name}\u00a0». Vous avez le choix entre\u00a0: "
            f"{known}."
        )
    chosen = seed(name) if number is None else number
    if not isinstance(chosen, int) or isinstance(chosen, bool) or chosen < 1:
        raise CultureDataError(
            "La graine est un nombre entier, 1 ou plus, sans guillemets\u00a0: par exemple "
            f'fichier_a_nettoyer("{name}", graine=12).'
        )
    return _make(name, chosen)


@cache
def _make(name: str, number: int) -> Dirtied:
    recipe = RECIPES[name]
    schema = schemas.load(recipe.schema) if recipe.schema else None
    return dirty(
        recipe.table(number),
        number,
        recipe.defects,
        key=recipe.key,
        schema=schema,
        protect=recipe.protect,
    )


def montrer_defauts(nom: str, tableau: pd.DataFrame, combien: int = 5) -> pd.DataFrame:
    """Montre où sont les premiers défauts qui restent, quand on le demande.

    Args:
        nom: le nom du fichier d'exercice, par exemple "catalogue".
        tableau: votre tableau, dans son état actuel.
        combien: le nombre de défauts à montrer.
    """
    places = repair_score(dirtied(nom), tableau).where()[:combien]
    rows = [(place.row, place.column, place.found, _said(place.what)) for place in places]
    return pd.DataFrame(rows, columns=["ligne", "colonne", "valeur", "défaut"])


def _said(what: str) -> str:
    """Name what is wrong at a place: a kind of defect, or a kind of damage."""
    names = {defect.id: defect.name for defect in DEFECTS}
    return names.get(what) or DAMAGE[what]
