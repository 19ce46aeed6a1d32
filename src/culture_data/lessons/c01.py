"""C01, "Le carnet et mon poste": run in order, restart, find one's files, read an error.

The lesson is about the state of the machine, so most answers are predictions: what a
cell shows, what is left the next day, which order of cells gives the right number.
"""

import posixpath
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path, PureWindowsPath
from typing import Any

import pandas as pd

from culture_data import datasets
from culture_data.exercises.checks import either, equals, is_number, part
from culture_data.exercises.compare import same
from culture_data.exercises.model import Attempt, Check, Exercise, Lesson, Misconception

FILE = "communes_mini.csv"
SMALL, LARGE = 3500, 10_000
ROUNDED = 0.5


# What the learner has in hand


@cache
def _read() -> pd.DataFrame:
    return pd.read_csv(datasets.path(FILE), dtype={"code_insee": str})


def communes() -> pd.DataFrame:
    """Return the ten communes (10 rows, 4 columns); codes are str, population int64."""
    return _read().copy()


def _at_least(threshold: int) -> pd.DataFrame:
    table = communes()
    return table[table["population"] >= threshold]


def _in(*departements: str) -> int:
    """Count the communes of these départements."""
    return int(communes()["nom_departement"].isin(departements).sum())


def _given() -> dict[str, Any]:
    return {"pd": pd, "donnees": datasets.path, "communes": communes()}


# Answers that are a dictionary of letters, of "oui" and "non"


def _plain(value: Any) -> str:
    return str(value).strip().strip(".").casefold()


def _chosen(key: str, allowed: tuple[str, ...], message: str, weight: float = 1.0) -> Check:
    """One entry of a dictionary, chosen among a few texts; capitals do not count."""

    def test(attempt: Attempt) -> str | None:
        if not isinstance(attempt.answer, dict) or key not in attempt.answer:
            return f"L'entrée «\u00a0{key}\u00a0» manque\u00a0: gardez le modèle de la cellule."
        answer = attempt.answer[key]
        if answer is ...:
            return "Il reste les trois points à remplacer."
        if _plain(answer) not in map(_plain, allowed):
            return f"Répondez, entre guillemets, par {either(allowed)}."
        return None if _plain(answer) == _plain(attempt.expected[key]) else message

    return Check(key[0].upper() + key[1:], test, weight, stops=False)


def _entry(key: str, value: Callable[[], Any]) -> Callable[[Attempt], bool]:
    """Recognise an idea by one entry of the dictionary, whatever the others hold."""

    def shown(attempt: Attempt) -> bool:
        answer, wanted = attempt.answer[key], value()
        if isinstance(wanted, str):
            return _plain(answer) == _plain(wanted)
        return same(answer, wanted)

    return shown


# Défi d'entrée

INHABITANTS = "population totale des dix communes"
SHOWN = "nombre affiché par la cellule 2"
CAUSE = "cause du message d'erreur"


def _defi() -> dict[str, Any]:
    return {
        INHABITANTS: int(communes()["population"].sum()),
        SHOWN: len(_at_least(SMALL)),
        CAUSE: "B",
    }


_DEFI = """
communes = pd.read_csv(donnees("communes_mini.csv"))
defi = {{
    "population totale des dix communes": {inhabitants},
    "nombre affiché par la cellule 2": {shown},
    "cause du message d'erreur": "{cause}",
}}
"""
_RIGHT = {
    "inhabitants": 'communes["population"].sum()',
    "shown": '(communes["population"] >= 3500).sum()',
    "cause": "B",
}

DEFI = Exercise(
    id="C01.defi",
    title="Défi d'entrée",
    points=3,
    answer="defi",
    expected=_defi,
    given=_given,
    checks=(
        part(INHABITANTS, "La population totale", "Ce n'est pas encore le bon nombre."),
        part(
            SHOWN,
            "Ce que la cellule 2 affiche",
            "Reprenez l'histoire pas à pas\u00a0: quelles cellules ont été exécutées, et quand\u00a0?",
        ),
        _chosen(CAUSE, ("A", "B", "C", "D"), "Relisez la dernière ligne du message, mot à mot."),
    ),
    misconceptions=(
        Misconception(
            "M15",
            _DEFI.format(
                **_RIGHT | {"shown": '(communes["population"] >= 10000).sum()'},
            ),
            "Vous avez compté avec le seuil qui se lit dans la cellule. La machine, elle, ne connaît "
            "que ce qui a été exécuté.",
            _entry(SHOWN, lambda: len(_at_least(LARGE))),
        ),
        Misconception(
            "M16",
            _DEFI.format(**_RIGHT | {"shown": '"erreur"'}),
            "Le carnet ne surveille pas vos modifications\u00a0: il calcule avec ce qu'il a en mémoire, "
            "sans rien dire.",
            _entry(SHOWN, lambda: "erreur"),
        ),
        Misconception(
            "M57",
            _DEFI.format(**_RIGHT | {"inhabitants": 'communes["population"].count()'}),
            "Ce nombre compte les lignes du tableau. La question porte sur les habitants.",
            _entry(INHABITANTS, lambda: len(communes())),
        ),
        Misconception(
            "M10",
            _DEFI.format(**_RIGHT | {"cause": "A"}),
            "Le message ne parle d'aucun fichier\u00a0: la machine n'a même pas essayé d'en ouvrir un.",
            _entry(CAUSE, lambda: "A"),
        ),
    ),
    hints=(
        'On lit le fichier avec pd.read_csv(donnees("communes_mini.csv")), puis on additionne une '
        'colonne avec tableau["colonne"].sum().',
        "Pour la cellule 2, notez sur un papier la valeur de seuil dans la mémoire de la machine "
        "après chaque exécution, et seulement après une exécution.",
    ),
)


# La première victoire


def _largest() -> str:
    return str(communes().sort_values("population")["nom"].iloc[-1])


def _is_text(attempt: Attempt) -> str | None:
    if isinstance(attempt.answer, str):
        return None
    if isinstance(attempt.answer, pd.DataFrame | pd.Series):
        return "On attend un seul nom de commune, entre guillemets, et non un morceau de tableau."
    return "On attend le nom d'une commune, entre guillemets."


def _same_name(attempt: Attempt) -> str | None:
    if _plain(attempt.answer) == _plain(attempt.expected):
        return None
    if _plain(attempt.answer) not in map(_plain, communes()["nom"]):
        return (
            "Aucune des dix communes ne s'appelle exactement ainsi\u00a0: recopiez un nom du "
            "tableau, sans rien d'autre."
        )
    return "Ce n'est pas elle\u00a0: parcourez la colonne population jusqu'en bas."


PREMIERE = Exercise(
    id="C01.premiere",
    title="La commune la plus peuplée",
    points=1,
    answer="plus_peuplee",
    expected=_largest,
    given=_given,
    checks=(
        Check("Un nom", _is_text, weight=0),
        Check("La bonne commune", _same_name),
    ),
    misconceptions=(
        Misconception(
            "M83",
            'plus_peuplee = communes["nom"].iloc[0]',
            "C'est la commune de la première ligne. Rien ne dit que le fichier est rangé de la plus "
            "peuplée à la moins peuplée\u00a0: regardez toute la colonne.",
        ),
        Misconception(
            "M84",
            'plus_peuplee = communes["population"].max()',
            "C'est bien le plus grand nombre d'habitants, mais on demande de quelle commune il "
            "s'agit\u00a0: lisez le nom sur la même ligne.",
        ),
        Misconception(
            "M84",
            'plus_peuplee = communes["nom"].max()',
            "Vous avez pris le plus grand des noms\u00a0: pour du texte, c'est le dernier dans l'ordre "
            "alphabétique. C'est la colonne population qu'il faut comparer.",
        ),
    ),
    hints=(
        "Cherchez le plus grand nombre dans la colonne population, puis lisez le nom qui se trouve "
        "sur la même ligne.",
        'Un nom s\'écrit entre guillemets droits, comme dans plus_peuplee = "Paimbœuf".',
    ),
)


# Compter, additionner

ROWS = "nombre de communes"
TOTAL = "population totale"
_BILAN = 'bilan = {{"nombre de communes": {rows}, "population totale": {total}}}'

SOMME = Exercise(
    id="C01.somme",
    title="Compter les communes, additionner les habitants",
    points=2,
    answer="bilan",
    expected=lambda: {ROWS: len(communes()), TOTAL: int(communes()["population"].sum())},
    given=_given,
    checks=(
        part(ROWS, "Le nombre de communes", "Ce n'est pas le nombre de lignes du tableau."),
        part(TOTAL, "La population totale", "Ce n'est pas la somme de la colonne population."),
    ),
    misconceptions=(
        Misconception(
            "M57",
            _BILAN.format(rows='communes["population"].sum()', total="len(communes)"),
            "Le nombre de communes que vous donnez est un nombre d'habitants. Pour chaque entrée, "
            "demandez-vous\u00a0: est-ce que je compte des lignes, ou est-ce que j'additionne\u00a0?",
            _entry(ROWS, lambda: int(communes()["population"].sum())),
        ),
        Misconception(
            "M57",
            _BILAN.format(rows="len(communes)", total='communes["population"].count()'),
            "La population totale que vous donnez est un nombre de lignes. Compter les cases d'une "
            "colonne n'est pas additionner ce qu'elles contiennent.",
            _entry(TOTAL, lambda: len(communes())),
        ),
        Misconception(
            "M14",
            _BILAN.format(rows="len(communes)", total='communes["code_insee"].sum()'),
            "Vous avez additionné des codes\u00a0: un code est un nom écrit en chiffres, la machine les "
            "a mis bout à bout. Choisissez la colonne des habitants.",
            _entry(TOTAL, lambda: communes()["code_insee"].sum()),
        ),
    ),
    hints=(
        "Les deux formules sont dans la cellule d'exemple, juste au-dessus\u00a0: l'une compte les "
        "lignes, l'autre additionne une colonne.",
        'La forme\u00a0: len(tableau) pour compter, tableau["colonne"].sum() pour additionner.',
    ),
)


# Le texte et la mémoire


def _number_or_error(attempt: Attempt) -> str | None:
    if isinstance(attempt.answer, str) and _plain(attempt.answer) == "erreur":
        return None
    if isinstance(attempt.answer, str):
        return (
            'Écrivez un nombre sans guillemets, ou le mot "erreur" si vous pensez que la cellule '
            "signale une erreur."
        )
    return is_number().test(attempt)


ETAT = Exercise(
    id="C01.etat",
    title="Ce que la machine a en mémoire",
    points=2,
    answer="affichage",
    expected=lambda: _in("Sarthe"),
    given=_given,
    checks=(
        Check("Un nombre ou le mot erreur", _number_or_error, weight=0),
        equals(
            "Le nombre affiché",
            "Ce n'est pas ce que la cellule affiche. Reprenez les étapes une par une.",
        ),
    ),
    misconceptions=(
        Misconception(
            "M15",
            'affichage = len(communes[communes["nom_departement"] == "Loire-Atlantique"])',
            "Vous avez répondu comme si tout le carnet avait été recalculé. La cellule qui fabrique "
            "selection a-t-elle été exécutée après le changement\u00a0?",
        ),
        Misconception(
            "M16",
            'affichage = "erreur"',
            "Rien n'est interdit ici, donc aucune erreur\u00a0: la machine ne sait pas que selection "
            "n'est plus à jour. C'est à nous d'y veiller.",
            lambda attempt: _plain(attempt.answer) == "erreur",
        ),
        Misconception(
            "M17",
            'affichage = len(communes[(communes["nom_departement"] == "Sarthe") '
            '& (communes["nom_departement"] == "Loire-Atlantique")])',
            "Aucune commune n'est dans deux départements à la fois\u00a0; mais ici un seul filtre a été "
            "exécuté. Avec quelle valeur de departement\u00a0?",
        ),
        Misconception(
            "M90",
            'affichage = len(communes[communes["nom_departement"].isin(["Sarthe", '
            '"Loire-Atlantique"])])',
            "Vous comptez les deux départements ensemble. Une variable n'a qu'une valeur à la fois, "
            "et selection n'a été fabriquée qu'une fois.",
        ),
    ),
    hints=(
        "Faites un tableau à deux colonnes sur un papier, departement et selection, et remplissez "
        "une ligne à chaque exécution.",
        "La dernière cellule ne regarde que selection. Quand selection a-t-elle été fabriquée pour "
        "la dernière fois, et que valait alors departement\u00a0?",
    ),
)


# Réparer un carnet dans le désordre

CELLS = {
    "A": 'total = grandes["population"].sum()',
    "B": f"seuil = {SMALL}",
    "C": 'grandes = communes[communes["population"] >= seuil]',
    "D": f"seuil = {LARGE}",
}


def _order(answer: Any) -> str:
    """Read an order of cells: "DCA", "d, c, a", "D → C → A" or ["D", "C", "A"]."""
    text = "".join(map(str, answer)) if isinstance(answer, list | tuple) else str(answer)
    return re.sub(r"[\W_]", "", text).upper()


def fresh_run(order: str) -> int | None:
    """Run the colleague's cells in this order, in a memory that knows only the table.

    Returns:
        What `total` holds at the end; None when no cell has worked it out.

    Raises:
        NameError: a cell uses a name that no cell has made yet.
    """
    names: dict[str, Any] = {"communes": communes()}
    for letter in order:
        exec(CELLS[letter], names)  # noqa: S102 - one of our own four lines
    return int(names["total"]) if "total" in names else None


def _letters(attempt: Attempt) -> str | None:
    order = _order(attempt.answer)
    if order and set(order) <= set(CELLS):
        return None
    return 'Écrivez les lettres des cellules à la suite, entre guillemets, comme dans "ABCD".'


def _runs(attempt: Attempt) -> str | None:
    try:
        total = fresh_run(_order(attempt.answer))
    except NameError as error:
        return (
            "Après un redémarrage, cet ordre s'arrête sur une erreur\u00a0: la machine ne connaît pas "
            f"encore «\u00a0{error.name}\u00a0»."
        )
    return None if total is not None else "Dans cet ordre, aucune cellule n'a calculé total."


def _right_total(attempt: Attempt) -> str | None:
    if fresh_run(_order(attempt.answer)) == attempt.expected:
        return None
    return (
        "Après un redémarrage, cet ordre affiche encore le total des communes d'au moins "
        "3\u202f500 habitants."
    )


def _stops(attempt: Attempt) -> bool:
    try:
        fresh_run(_order(attempt.answer))
    except NameError:
        return True
    return False


def _stale(attempt: Attempt, *, filter_left_behind: bool) -> bool:
    """The total is the old one; did the new threshold come between the filter and the total?"""
    order = _order(attempt.answer)
    if fresh_run(order) in (None, attempt.expected):
        return False
    total = order.rindex("A")
    return ("D" in order[order.rindex("C", 0, total) : total]) == filter_left_behind


ORDRE = Exercise(
    id="C01.ordre",
    title="Réparer un carnet dans le désordre",
    points=3,
    answer="ordre",
    expected=lambda: int(_at_least(LARGE)["population"].sum()),
    given=_given,
    checks=(
        Check("Des lettres de cellules", _letters, weight=0),
        Check("Le carnet va jusqu'au total sans erreur", _runs, weight=1),
        Check("Le total du bon seuil", _right_total, weight=2),
    ),
    misconceptions=(
        Misconception(
            "M91",
            'ordre = "ABCD"',
            "Une cellule ne peut utiliser que ce qui a déjà été fabriqué. Pour chaque cellule, "
            "demandez-vous de quels noms elle a besoin.",
            _stops,
        ),
        Misconception(
            "M15",
            'ordre = "BCAD"',
            "Comme votre collègue, vous calculez avec l'ancien seuil\u00a0: le nouveau se lit sur la "
            "page, mais il n'est pas en mémoire au moment du calcul.",
            lambda attempt: _stale(attempt, filter_left_behind=False),
        ),
        Misconception(
            "M16",
            'ordre = "BCDA"',
            "Le seuil change bien avant le total, mais grandes n'est pas refaite pour autant\u00a0: elle "
            "garde les communes de l'ancien seuil.",
            lambda attempt: _stale(attempt, filter_left_behind=True),
        ),
    ),
    hints=(
        "Partez de la fin\u00a0: pour calculer total, il faut grandes. Et pour fabriquer grandes, que "
        "faut-il\u00a0?",
        "Toutes les cellules ne sont pas utiles\u00a0: deux d'entre elles fixent le seuil, et une seule "
        "donne celui que l'on veut.",
        "L'ordre a la forme\u00a0: le seuil voulu, puis le filtre, puis le total.",
    ),
)


# Le chemin d'un fichier


def _path(answer: Any) -> str:
    return answer.as_posix() if isinstance(answer, Path) else str(answer).strip()


def _slashes(answer: Any) -> str:
    return posixpath.normpath(_path(answer).replace("\\", "/"))


def _is_absolute(answer: Any) -> bool:
    path = PureWindowsPath(_path(answer))
    return bool(path.drive or path.root) or _path(answer).startswith("~")


def _leading_slash(attempt: Attempt) -> bool:
    return _slashes(attempt.answer) == f"/{attempt.expected}"


def _is_path(attempt: Attempt) -> str | None:
    if isinstance(attempt.answer, str | Path):
        return None
    return "On attend un chemin, c'est-à-dire un texte entre guillemets."


def _ends_with_file(attempt: Attempt) -> str | None:
    name = posixpath.basename(_slashes(attempt.answer))
    if name == FILE:
        return None
    if name.casefold() == FILE.casefold():
        return "Les majuscules comptent\u00a0: écrivez le nom du fichier exactement comme il est."
    return f"Le chemin doit finir par le nom du fichier, {FILE}."


def _starts_here(attempt: Attempt) -> str | None:
    if _leading_slash(attempt):
        return (
            "La barre oblique du début désigne la racine de l'ordinateur\u00a0: un chemin relatif "
            "commence par un nom."
        )
    if _is_absolute(attempt.answer):
        return "Ce chemin part de la racine d'un ordinateur\u00a0: il ne vaut que sur un poste."
    return None


def _right_folder(attempt: Attempt) -> str | None:
    found = _slashes(attempt.answer)
    if found == attempt.expected:
        return None
    if found.casefold() == attempt.expected.casefold():
        return "Les majuscules comptent\u00a0: écrivez le nom du dossier exactement comme il est."
    if found == attempt.expected.replace("donnees", "données"):
        return "Le nom de ce dossier s'écrit sans accent."
    return (
        "À partir du dossier où se trouve le carnet, ce chemin ne mène pas au fichier\u00a0: par "
        "quel dossier faut-il passer\u00a0?"
    )


def _plain_slash(attempt: Attempt) -> str | None:
    if "\\" in _path(attempt.answer):
        return "La barre oblique inversée ne sépare les dossiers que sous Windows."
    return None


CHEMIN = Exercise(
    id="C01.chemin",
    title="Un chemin qui marche sur tous les postes",
    points=2,
    answer="chemin",
    expected=lambda: (datasets.COPIES / FILE).as_posix(),
    given=_given,
    checks=(
        Check("Un texte", _is_path, weight=0),
        Check("Le nom du fichier", _ends_with_file, weight=0),
        Check("Un chemin qui part du carnet", _starts_here, weight=0),
        Check("Le bon dossier", _right_folder),
        Check("La barre oblique de tous les postes", _plain_slash),
    ),
    misconceptions=(
        Misconception(
            "M64",
            'chemin = "C:\\\\Users\\\\mairie\\\\Documents\\\\parcours\\\\donnees\\\\communes_mini.csv"',
            "Sur un autre poste, il n'y a ni ce nom d'utilisateur, ni parfois ce disque. Gardez "
            "seulement la partie du chemin qui commence à côté du carnet.",
            lambda attempt: _is_absolute(attempt.answer) and not _leading_slash(attempt),
        ),
        Misconception(
            "M87",
            'chemin = "donnees\\\\communes_mini.csv"',
            "Ce chemin marche sous Windows, mais pas sous macOS ni sous Linux. L'autre barre "
            "oblique, celle des adresses Web, marche partout, Windows compris.",
            lambda attempt: _slashes(attempt.answer) == attempt.expected,
        ),
        Misconception(
            "M88",
            'chemin = "communes_mini.csv"',
            "Sans nom de dossier, la machine cherche le fichier à côté du carnet, et nulle part "
            "ailleurs. Dans quel dossier est-il rangé\u00a0?",
        ),
    ),
    hints=(
        "Le point de départ est le dossier où se trouve le carnet\u00a0: tout ce qui vient avant, dans "
        "le chemin de la collègue, est propre à son poste.",
        'La forme d\'un chemin relatif\u00a0: "dossier/fichier.csv", avec une barre oblique simple.',
    ),
)


# Le lendemain

TEXT = "le texte des cellules"
OUTPUTS = "les résultats affichés"
VARIABLE = "la variable communes"
COPY = "le fichier du dossier donnees"
YES_NO = ("oui", "non")
_LENDEMAIN = (
    'encore_la = {{"le texte des cellules": "{text}", "les résultats affichés": "oui", '
    '"la variable communes": "{variable}", "le fichier du dossier donnees": "oui"}}'
)

LENDEMAIN = Exercise(
    id="C01.lendemain",
    title="Le lendemain, qu'est-ce qui est encore là\u00a0?",
    points=2,
    answer="encore_la",
    expected=lambda: {TEXT: "oui", OUTPUTS: "oui", VARIABLE: "non", COPY: "oui"},
    given=_given,
    checks=(
        _chosen(TEXT, YES_NO, "Le carnet est un fichier\u00a0: qu'avez-vous enregistré\u00a0?"),
        _chosen(OUTPUTS, YES_NO, "Pensez à ce que vous voyez en rouvrant un carnet enregistré."),
        _chosen(
            VARIABLE, YES_NO, "Où vit une variable, et que devient cet endroit\u00a0?", weight=3
        ),
        _chosen(COPY, YES_NO, "Un fichier de données vit sur le disque, comme le carnet."),
    ),
    misconceptions=(
        Misconception(
            "M85",
            _LENDEMAIN.format(text="oui", variable="oui"),
            "Enregistrer écrit le carnet sur le disque\u00a0: son texte et ses résultats. La mémoire de "
            "la machine, elle, n'est pas dans ce fichier.",
            _entry(VARIABLE, lambda: "oui"),
        ),
        Misconception(
            "M86",
            _LENDEMAIN.format(text="non", variable="non"),
            "Vous avez enregistré le carnet avant de partir. Éteindre la machine vide sa mémoire, pas "
            "ses fichiers.",
            _entry(TEXT, lambda: "non"),
        ),
    ),
    hints=(
        "Il y a deux endroits\u00a0: le disque, où sont les fichiers, et la mémoire du noyau, où sont "
        "les variables.",
        "Pour chaque ligne, demandez-vous\u00a0: est-ce dans un fichier\u00a0? Sinon, c'est à recalculer.",
    ),
)


# Lire un message d'erreur

ERRORS = ("erreur 1", "erreur 2", "erreur 3")
CAUSES = ("A", "B", "C", "D", "E")
_ERREURS = 'causes = {{"erreur 1": "{}", "erreur 2": "{}", "erreur 3": "{}"}}'


def _any_cause(letter: str) -> Callable[[Attempt], bool]:
    return lambda attempt: any(_plain(each) == _plain(letter) for each in attempt.answer.values())


def _name_for_column(attempt: Attempt) -> bool:
    first, _, third = (_plain(attempt.answer[key]) for key in ERRORS)
    return first == "b" or third == "c"


ERREURS = Exercise(
    id="C01.erreurs",
    title="Trois messages d'erreur, trois causes",
    points=3,
    answer="causes",
    expected=lambda: dict(zip(ERRORS, "CDB", strict=True)),
    given=_given,
    checks=tuple(
        _chosen(key, CAUSES, "Ce n'est pas la cause. Relisez la dernière ligne du message.")
        for key in ERRORS
    ),
    misconceptions=(
        Misconception(
            "M10",
            _ERREURS.format("A", "D", "B"),
            "Aucun de ces messages ne dit qu'un fichier est abîmé. Avant de redemander un fichier, "
            "cherchez dans la dernière ligne le mot, entre apostrophes, qui pose problème.",
            _any_cause("A"),
        ),
        Misconception(
            "M70",
            _ERREURS.format("C", "E", "B"),
            "Un message d'erreur n'est pas une panne\u00a0: la machine va bien, et elle vous dit ce qu'il "
            "lui manque. Sa dernière ligne se lit comme une phrase.",
            _any_cause("E"),
        ),
        Misconception(
            "M89",
            _ERREURS.format("B", "D", "C"),
            "Regardez les guillemets. Un mot sans guillemets est le nom d'une variable\u00a0; "
            "entre crochets et guillemets, comme dans tableau[\"mot\"], c'est celui d'une colonne.",
            _name_for_column,
        ),
    ),
    hints=(
        "Le premier mot de la dernière ligne donne la famille\u00a0: NameError parle d'un nom "
        "(variable), FileNotFoundError d'un fichier, KeyError d'une clé, ici une colonne.",
        "Lisez ensuite le mot entre apostrophes\u00a0: comparez-le, lettre à lettre, avec ce qu'il "
        "aurait fallu écrire.",
    ),
)


# Chasse à l'erreur


def _mean(attempt: Attempt) -> str | None:
    """The mean; one rounded to the unit is right too."""
    if abs(float(attempt.answer) - attempt.expected) <= ROUNDED:
        return None
    return "Ce n'est pas la moyenne attendue. Que contient chaque variable au moment de la division\u00a0?"


CHASSE = Exercise(
    id="C01.chasse",
    title="Chasse à l'erreur\u00a0: la moyenne d'habitants",
    points=2,
    answer="moyenne",
    expected=lambda: float(communes()["population"].mean()),
    given=_given,
    checks=(
        is_number(),
        Check("La moyenne", _mean),
    ),
    misconceptions=(
        Misconception(
            "M90",
            'resultat = communes["population"].sum()\n'
            "resultat = len(communes)\n"
            "moyenne = resultat / resultat",
            "Un nombre divisé par lui-même\u00a0: la deuxième ligne a remplacé ce que la première avait "
            "rangé. Donnez un nom différent à chaque chose.",
        ),
        Misconception(
            "M57",
            'habitants = len(communes)\nnombre = communes["population"].sum()\n'
            "moyenne = habitants / nombre",
            "Ce nombre est bien trop petit\u00a0: les lignes ont été comptées là où il fallait "
            "additionner, et l'inverse.",
        ),
    ),
    hints=(
        "Exécutez le programme ligne par ligne dans votre tête\u00a0: après la deuxième ligne, que "
        "contient resultat\u00a0?",
        "Il faut deux variables, avec deux noms différents\u00a0: une pour les habitants, une pour les "
        "communes.",
    ),
)

LESSON = Lesson(
    id="C01",
    slug="le-carnet-et-mon-poste",
    title="Le carnet et mon poste",
    domains=("D2",),
    level=1,
    minutes=45,
    exercises=(
        DEFI,
        PREMIERE,
        SOMME,
        ETAT,
        ORDRE,
        LENDEMAIN,
        CHEMIN,
        ERREURS,
        CHASSE,
    ),
)
