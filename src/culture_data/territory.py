"""The learner's own territory: a région, a département or an EPCI.

A lesson that works on "my territory" asks here which one it is; every expected answer
follows it. Names and codes come from the shipped files of the COG.
"""

import csv
import difflib
import unicodedata
from dataclasses import dataclass
from functools import cache
from html import escape

from culture_data import datasets
from culture_data.errors import CultureDataError


@dataclass(frozen=True)
class Territory:
    """A territory, and how to find its communes in `communes.csv`.

    Attributes:
        sorte: "région", "département" or "EPCI".
        code: INSEE code, or SIREN for an EPCI; always text.
        nom: official name.
        colonne: the column of `communes.csv` that holds the code.

    The names are French because learners type them.
    """

    sorte: str
    code: str
    nom: str
    colonne: str

    def __repr__(self) -> str:
        return (
            f"Territoire choisi\u00a0: {self.nom} ({self.sorte}). "
            f'Dans la liste des communes\u00a0: colonne "{self.colonne}", valeur "{self.code}".'
        )

    def _repr_html_(self) -> str:
        return (
            f'<p lang="fr">Territoire choisi\u00a0: {escape(self.nom)} ({self.sorte}).<br>'
            f'Dans la liste des communes\u00a0: colonne <code>"{self.colonne}"</code>, '
            f'valeur <code>"{self.code}"</code>.</p>'
        )


KINDS = {
    "région": ("regions.csv", "code", "code_region"),
    "département": ("departements.csv", "code", "code_departement"),
    "EPCI": ("epci.csv", "siren", "siren_epci"),
}
DEFAULT = Territory("région", "52", "Pays de la Loire", "code_region")

_current = DEFAULT


def current() -> Territory:
    """Return the territory chosen in this session (Pays de la Loire before any choice)."""
    return _current


def choisir_territoire(nom: str, sorte: str | None = None) -> Territory:
    """Choisit votre territoire pour toute la leçon.

    Args:
        nom: le nom ou le code d'une région, d'un département ou d'un EPCI.
        sorte: "région", "département" ou "EPCI", quand le nom ne suffit pas.
    """
    global _current
    _current = find(nom, sorte)
    return _current


@cache
def every() -> tuple[Territory, ...]:
    """Return all régions, départements and EPCI of the shipped files, in their order."""
    territories = []
    for kind, (file, code, column) in KINDS.items():
        with datasets.path(file).open(encoding="utf-8", newline="") as handle:
            territories += [
                Territory(kind, row[code], row["nom"], column) for row in csv.DictReader(handle)
            ]
    return tuple(territories)


def find(name: str, kind: str | None = None) -> Territory:
    """Find a territory by its name (accents and case do not count) or its code.

    A name shared by a région and its only département (La Réunion, Guadeloupe…) stands
    for the région: they have the same communes.

    Raises:
        CultureDataError: no such territory, or several.
    """
    kinds = _kinds(kind)
    wanted = _plain(str(name))
    pool = [each for each in every() if each.sorte in kinds]
    found = [each for each in pool if wanted in (_plain(each.nom), _plain(each.code))]
    by_name = [each for each in found if wanted == _plain(each.nom)]
    if {each.sorte for each in by_name} == {"région", "département"} and len(by_name) == 2:
        found = [each for each in by_name if each.sorte == "région"]
    if len(found) == 1:
        return found[0]
    if found:
        raise CultureDataError(
            f"«\u00a0{name}\u00a0» désigne plusieurs territoires. À droite du signe =, écrivez\u00a0: "
            + "\u00a0; ou bien ".join(_call(each, found) for each in found)
            + "."
        )
    names_by_plain = {_plain(each.nom): each.nom for each in pool}
    near = [plain for plain in names_by_plain if wanted and wanted in plain][:4]
    near += difflib.get_close_matches(wanted, names_by_plain, n=3, cutoff=0.6)
    names = list(dict.fromkeys(names_by_plain[plain] for plain in near))[:5]
    advice = f" Peut-être\u00a0: {', '.join(names)}\u00a0?" if names else ""
    raise CultureDataError(
        f"Aucun territoire ne s'appelle «\u00a0{name}\u00a0».{advice} "
        "Donnez le nom ou le code d'une région, d'un département ou d'un EPCI, entre guillemets."
    )


def _kinds(kind: str | None) -> tuple[str, ...]:
    if kind is None:
        return tuple(KINDS)
    for known in KINDS:
        if _plain(known) == _plain(kind):
            return (known,)
    raise CultureDataError(
        f"«\u00a0{kind}\u00a0» n'est pas une sorte de territoire connue\u00a0: "
        'écrivez "région", "département" ou "EPCI".'
    )


def _call(territory: Territory, among: list[Territory]) -> str:
    """Return the line to type for this territory, told apart from the others found."""
    same_kind = [each for each in among if each.sorte == territory.sorte]
    name = territory.code if len(same_kind) > 1 else territory.nom
    return f'choisir_territoire("{name}", "{territory.sorte}") pour {territory.nom}'


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    kept = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(kept.replace("-", " ").casefold().split())
