"""What a learner types in a notebook: verifier, indice, solution, reprise.

The functions have French names because learners read and type them. Importing this
module in a notebook also turns on the French explanations of errors.
"""

import dataclasses
import difflib
from dataclasses import dataclass
from html import escape
from typing import Any

from IPython.core.getipython import get_ipython

from culture_data import lessons
from culture_data.errors import CultureDataError
from culture_data.exercises import explain, journal
from culture_data.exercises.model import Exercise
from culture_data.exercises.verdict import Outcome, Verdict
from culture_data.exercises.verify import verify
from culture_data.sources import solution_of

TRIES_BEFORE_SOLUTION = 3


@dataclass(frozen=True)
class Note:
    """A short text for the learner, shown as HTML in a notebook and as text elsewhere."""

    text: str
    code: str = ""

    def __repr__(self) -> str:
        return f"{self.text}\n\n{self.code}" if self.code else self.text

    def _repr_html_(self) -> str:
        code = f"<pre><code>{escape(self.code)}</code></pre>" if self.code else ""
        return f'<section lang="fr"><p>{escape(self.text)}</p>{code}</section>'


def verifier(identifiant: str, reponse: Any) -> Verdict:
    """Vérifie une réponse et dit ce qui est juste, ce qui ne l'est pas encore, et pourquoi.

    Args:
        identifiant: celui de l'exercice, par exemple "C04.seuil".
        reponse: la variable qui contient votre réponse.
    """
    exercise = _exercise(identifiant)
    verdict = verify(exercise, reponse)
    noted = journal.note_verdict(verdict)
    return dataclasses.replace(verdict, offers=_offers(exercise, verdict, noted))


def indice(identifiant: str) -> Note:
    """Donne l'indice suivant de l'exercice, un seul à la fois."""
    exercise = _exercise(identifiant)
    given = journal.entry(identifiant)["hints"]
    total = len(exercise.hints)
    if given >= total:
        text = "Il n'y a plus d'autre indice. Voici le dernier\u00a0: " if total else ""
        last = exercise.hints[-1] if total else "Cet exercice n'a pas d'indice."
        return Note(f'{text}{last} La solution\u00a0: solution("{identifiant}").')
    journal.note_hint(identifiant)
    return Note(f"Indice {given + 1} sur {total}\u00a0: {exercise.hints[given]}")


def solution(identifiant: str, insister: bool = False) -> Note:
    """Montre la solution après trois essais, ou tout de suite si vous insistez.

    Args:
        identifiant: celui de l'exercice.
        insister: True pour la voir sans attendre trois essais.
    """
    exercise = _exercise(identifiant)
    tries = journal.entry(identifiant)["tries"]
    if tries < TRIES_BEFORE_SOLUTION and not insister:
        return Note(
            f"Vous en êtes à {tries} essai{'s' if tries > 1 else ''} sur "
            f"{TRIES_BEFORE_SOLUTION}\u00a0: un indice vous aidera peut-être davantage. "
            "Pour voir la solution tout de suite\u00a0:",
            f'solution("{identifiant}", insister=True)',
        )
    journal.note_solution(identifiant)
    source = solution_of(lessons.lesson(exercise.lesson), exercise)
    return Note(
        "Voici une solution possible. Lisez-la, refermez-la, puis écrivez la vôtre. "
        "(Il est noté que vous l'avez consultée\u00a0; cela ne change pas vos points.)",
        source,
    )


def reprise(identifiant: str, reponse: Any) -> Any:
    """Rend votre réponse si elle est juste, sinon une réponse préparée pour continuer."""
    exercise = _exercise(identifiant)
    if verify(exercise, reponse).outcome is Outcome.RIGHT:
        print("Votre réponse est juste\u00a0: la suite part d'elle.")  # noqa: T201
        return reponse
    print(  # noqa: T201
        "Votre réponse n'est pas encore juste\u00a0: pour que vous puissiez avancer, "
        "la suite part d'une réponse préparée. Vous pourrez revenir à cet exercice quand vous voudrez."
    )
    return exercise.expected()


def _exercise(identifier: str) -> Exercise:
    try:
        return lessons.exercise(identifier)
    except KeyError as error:
        known = [each.id for lesson in lessons.LESSONS for each in lesson.exercises]
        near = difflib.get_close_matches(str(identifier), known, n=3)
        advice = f" Vouliez-vous dire\u00a0: {', '.join(near)}\u00a0?" if near else ""
        raise CultureDataError(
            f"Il n'y a pas d'exercice «\u00a0{identifier}\u00a0».{advice}"
        ) from error


def _offers(exercise: Exercise, verdict: Verdict, noted: dict[str, Any]) -> tuple[str, ...]:
    if verdict.outcome in (Outcome.RIGHT, Outcome.NOT_ATTEMPTED):
        return ()
    offers = []
    if noted["hints"] < len(exercise.hints):
        offers.append(
            f'Un coup de pouce\u00a0? Dans une nouvelle cellule\u00a0: indice("{exercise.id}")'
        )
    if noted["tries"] >= TRIES_BEFORE_SOLUTION:
        offers.append(f'Pour lire une solution\u00a0: solution("{exercise.id}")')
    return tuple(offers)


if (_shell := get_ipython()) is not None:
    explain.install(_shell)
