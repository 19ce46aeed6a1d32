"""Whose notebook is this? Recognised from the names around it, when one learner fits."""

import re
from pathlib import PurePosixPath

from culture_data.grading.roster import Learner, plain

ENDINGS = (".ipynb", ".zip")


class NobodyKnown(Exception):  # noqa: N818 - it is a question to the trainer, asked in French
    """No learner, or several, may own this notebook."""


def owner(parts: tuple[str, ...], people: tuple[Learner, ...]) -> Learner:
    """Return the one learner whom the names of folders and of the file designate.

    An identifier or an e-mail address counts before a name, because names are shared.

    Args:
        parts: folders and file name, outermost first.
        people: the cohort.

    Raises:
        NobodyKnown: nobody fits, or several do; the text tells the trainer what to do.
    """
    for keys in (_identifiers, _names):
        found = {
            learner.identifier: learner
            for learner in people
            for part in parts
            if _designates(part, keys(learner))
        }
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            names = ", ".join(sorted(found))
            raise NobodyKnown(
                f"ce carnet peut être à plusieurs personnes ({names}). Rangez-le dans un dossier qui porte "
                "l'identifiant de la bonne, puis collectez à nouveau."
            )
    raise NobodyKnown(
        "à qui est ce carnet\u00a0? Aucun nom de dossier ni de fichier ne correspond à la liste. Rangez-le "
        "dans un dossier qui porte l'identifiant de la personne, ou ajoutez-la à la cohorte "
        "(culture-data cohorte creer … --ajouter)."
    )


def notebook_name(name: str) -> str:
    """Return a file name without the `__identifier` that a trainer's form may have added."""
    stem, ending = _split(name)
    return stem.split("__")[0] + ending


def _identifiers(learner: Learner) -> set[str]:
    keys = {learner.identifier.casefold()}
    if learner.email:
        keys |= {learner.email.casefold(), learner.email.casefold().split("@")[0]}
    return keys


def _names(learner: Learner) -> set[str]:
    first, last = plain(learner.first_name), plain(learner.last_name)
    return {f"{first} {last}", f"{last} {first}"} if first and last else set()


def _designates(part: str, keys: set[str]) -> bool:
    stem, _ = _split(part)
    # "C04-…__martin", and Moodle's "Martin Ana_12345_assignsubmission_file".
    candidates = {stem, *stem.split("__"), re.sub(r"_\d+_assignsubmission_.*$", "", stem)}
    return any(each.casefold() in keys or plain(each) in keys for each in candidates)


def _split(name: str) -> tuple[str, str]:
    path = PurePosixPath(name)
    # An identifier may hold a point ("a.martin"): only known endings are cut.
    return (path.stem, path.suffix) if path.suffix.lower() in ENDINGS else (name, "")
