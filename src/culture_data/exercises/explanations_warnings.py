"""Warnings: the cell was run, yet something deserves a look."""

import re
from collections.abc import Callable

from culture_data.exercises.explanations import Explanation
from culture_data.exercises.explanations_python import make

RAN = "La cellule a bien été exécutée. "


def explain_warning(category: type[Warning], message: str) -> Explanation:
    """Tell a warning in French.

    Args:
        category: the warning's class.
        message: its text.
    """
    for known in (_copy, _escape, _reindexed, _groups, _dates, _mixed, _inplace):
        found = known(category, message)
        if found is not None:
            return found
    if issubclass(category, DeprecationWarning | FutureWarning | PendingDeprecationWarning):
        return make(
            "Une façon d'écrire va changer dans une prochaine version.",
            RAN + "Le résultat est juste aujourd'hui ; cette écriture ne marchera plus plus tard.",
            "Vous pouvez continuer.",
        )
    return make(
        "Python signale quelque chose à vérifier.",
        RAN + "Ce n'est pas une erreur, mais le résultat mérite un coup d'œil.",
        "Regardez si le résultat est bien celui que vous attendiez.",
    )


Known = Callable[[type[Warning], str], Explanation | None]


def _copy(category: type[Warning], message: str) -> Explanation | None:
    names = ("ChainedAssignmentError", "SettingWithCopyWarning")
    if category.__name__ not in names and not message.startswith(names[0]):
        return None
    return make(
        "La modification a porté sur une copie : le tableau n'a pas changé.",
        "Avec deux paires de crochets à la suite, pandas prépare d'abord une copie, puis modifie "
        "cette copie, qui est aussitôt oubliée.",
        'Choisissez les lignes et la colonne en une seule fois : `table.loc[condition, "colonne"] = valeur`.',
        "Pour travailler exprès sur une copie, faites-la d'abord : `copie = table[condition].copy()`.",
        "Vérifiez ensuite le tableau en l'affichant.",
    )


def _escape(category: type[Warning], message: str) -> Explanation | None:
    if "invalid escape sequence" not in message:
        return None
    return make(
        "Une barre oblique inversée `\\` se trouve dans un texte.",
        RAN
        + "Pour Python, `\\` annonce un caractère spécial : le texte n'est peut-être pas celui que "
        "vous voyez.",
        'Dans un chemin, employez `/` : `"donnees/communes.csv"`.',
        'Dans une recherche de texte, mettez `r` devant le guillemet : `r"\\d"`.',
    )


def _reindexed(category: type[Warning], message: str) -> Explanation | None:
    if "Boolean Series key will be reindexed" not in message:
        return None
    return make(
        "La condition a été calculée sur un autre tableau que celui qu'elle filtre.",
        RAN + "pandas a rapproché les lignes par leur étiquette ; le résultat peut surprendre.",
        "Employez le même nom de tableau devant les crochets et dans la condition.",
    )


def _groups(category: type[Warning], message: str) -> Explanation | None:
    if "match groups" not in message:
        return None
    return make(
        "Le texte cherché contient des parenthèses, qui ont ici un sens spécial.",
        RAN + "Le filtre n'a peut-être pas cherché ce que vous avez écrit.",
        "Pour chercher les parenthèses elles-mêmes, ajoutez `regex=False`.",
    )


def _dates(category: type[Warning], message: str) -> Explanation | None:
    if not re.search(r"dayfirst|Could not infer format", message):
        return None
    return make(
        "pandas hésite sur la forme des dates.",
        RAN + "Il a pu prendre le jour pour le mois, ou le contraire.",
        'Indiquez la forme : `format="%d/%m/%Y"` pour 31/12/2026.',
    )


def _mixed(category: type[Warning], message: str) -> Explanation | None:
    if category.__name__ != "DtypeWarning":
        return None
    return make(
        "Une colonne mêle des nombres et des textes.",
        RAN + "Un même code peut alors être lu tantôt comme un nombre, tantôt comme un texte.",
        'Indiquez que les codes sont des textes : `dtype={{"code": str}}`.',
    )


def _inplace(category: type[Warning], message: str) -> Explanation | None:
    if "inplace" not in message:
        return None
    return make(
        "`inplace=True` va disparaître de pandas.",
        RAN + "Cette écriture marche encore, mais plus pour longtemps.",
        'Gardez plutôt le résultat sous un nom : `triee = table.sort_values("colonne")`.',
    )
