"""The learner's home notebook and the table of their progress.

`workspace.py` writes the notebook at each start, with the progress as it then stands;
`montrer_progression()` shows it as it stands when the learner runs the cell.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from culture_data.exercises import journal
from culture_data.exercises.model import Lesson
from culture_data.exercises.verdict import Outcome
from culture_data.french import count, number
from culture_data.lessons import LESSONS
from culture_data.sources import KERNEL

HOME = "Accueil.ipynb"
LEVELS = {1: "Découvrir", 2: "Pratiquer", 3: "Faire seul\u00b7e", 4: "Transmettre"}

WELCOME = """\
# Culture Data\u00a0: votre parcours

## Pour commencer

1. Cliquez sur le nom d'une leçon, dans le tableau plus bas\u00a0: elle s'ouvre dans un nouvel onglet.
2. Lisez de haut en bas. Pour exécuter une cellule de code, cliquez dedans, puis tapez Maj\u00a0+\u00a0Entrée.
3. À chaque exercice, complétez la ligne qui contient `...`, exécutez-la, puis exécutez la cellule \
`verifier(...)` qui la suit\u00a0: elle vous répond aussitôt, et vous pouvez recommencer autant que \
vous voulez.
4. Enregistrez souvent\u00a0: Ctrl\u00a0+\u00a0S. Ce que vous écrivez dans une leçon n'est jamais effacé par \
une mise à jour.
5. Pour revenir un autre jour, relancez le programme depuis le même dossier\u00a0: cette page vous \
attend, avec votre progression.
"""

LIVE = """\
## Votre progression, à l'instant

Le tableau des leçons date du dernier démarrage. Pour le mettre à jour, exécutez la cellule suivante.
"""


@dataclass(frozen=True)
class LessonProgress:
    """Where a learner stands in one lesson, in numbers of exercises and points."""

    lesson: Lesson
    right: int
    begun: int
    score: float

    @property
    def summary(self) -> str:
        """One sentence, enough without any colour."""
        total = len(self.lesson.exercises)
        if not total:
            return "Leçon sans exercice noté"
        if not self.right and not self.begun:
            return f"Pas encore commencée ({count(total, 'exercice')})"
        done = f"{count(self.right, 'exercice')} {'réussis' if self.right > 1 else 'réussi'} sur {total}"
        if self.right == total:
            return f"Terminée\u00a0: {done}"
        return f"{done}, {self.begun} à reprendre" if self.begun else done


@dataclass(frozen=True)
class Progress:
    """A learner's progress; a notebook shows it as a table, a terminal as lines."""

    lessons: tuple[LessonProgress, ...]

    def __repr__(self) -> str:
        return "\n".join(f"{each.lesson.id}\u00a0: {each.summary}" for each in self.lessons)

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left">{escape(each.lesson.id)}\u00a0: '
            f'{escape(each.lesson.title)}</th><td style="text-align:left">{escape(each.summary)}</td>'
            f"<td>{number(each.score)} sur {number(_points(each.lesson))}</td></tr>"
            for each in self.lessons
        )
        return (
            '<table lang="fr"><caption>Votre progression</caption><thead><tr>'
            '<th scope="col" style="text-align:left">Leçon</th>'
            '<th scope="col" style="text-align:left">Où vous en êtes</th>'
            f'<th scope="col">Points</th></tr></thead><tbody>{rows}</tbody></table>'
        )


def montrer_progression() -> Progress:
    """Montre où vous en êtes dans chaque leçon."""
    return read_progress(Path())


def read_progress(folder: Path, lessons: Sequence[Lesson] | None = None) -> Progress:
    """Read the journal of a learner's folder; a missing or damaged one counts as empty."""
    try:
        noted = json.loads((folder / journal.FILE).read_text(encoding="utf-8"))["exercises"]
    except (OSError, ValueError, KeyError, TypeError):
        noted = {}
    if not isinstance(noted, dict):
        noted = {}
    chosen = LESSONS if lessons is None else lessons
    return Progress(tuple(_progress(lesson, noted) for lesson in chosen))


def notebook(
    lessons: Sequence[Lesson], progress: Progress, news: Iterable[tuple[Lesson, str]]
) -> str:
    """Write the home notebook.

    Args:
        lessons: in the order of the path.
        progress: shown in the table of lessons.
        news: new versions of lessons laid beside the learner's: the lesson and the file's name.

    Returns:
        The text of an .ipynb file, the same for the same arguments.
    """
    cells = [_markdown(WELCOME), _markdown(_table(lessons, progress))]
    if announced := list(news):
        cells.append(_markdown(_announce(announced)))
    cells += [
        _markdown(LIVE),
        _code("from culture_data import montrer_progression\n\nmontrer_progression()"),
    ]
    for at, cell in enumerate(cells):
        cell["id"] = f"accueil-{at + 1}"
    content = {
        "cells": cells,
        "metadata": {"kernelspec": KERNEL, "lang": "fr", "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def written(text: str) -> str:
    """Return a digest of what is written in a notebook's cells, results left out.

    Raises:
        ValueError: the text is not that of a notebook.
    """
    try:
        cells = json.loads(text)["cells"]
        content = [[cell["cell_type"], "".join(cell["source"]).rstrip()] for cell in cells]
        # Running the last cell with Maj + Entrée adds an empty one: that is no writing.
        content = [cell for cell in content if cell[1]]
    except (KeyError, TypeError) as error:
        raise ValueError("not a notebook") from error
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _progress(lesson: Lesson, noted: dict[str, Any]) -> LessonProgress:
    entries = [noted.get(exercise.id) for exercise in lesson.exercises]
    kept = [each for each in entries if isinstance(each, dict)]
    outcomes = [each.get("outcome") for each in kept]
    scores = [each.get("score") for each in kept]
    return LessonProgress(
        lesson,
        right=outcomes.count(Outcome.RIGHT.value),
        begun=outcomes.count(Outcome.WRONG.value) + outcomes.count(Outcome.PARTIAL.value),
        score=sum(float(score) for score in scores if isinstance(score, int | float)),
    )


def _points(lesson: Lesson) -> float:
    return sum(exercise.points for exercise in lesson.exercises)


def _table(lessons: Sequence[Lesson], progress: Progress) -> str:
    at = {each.lesson.id: each for each in progress.lessons}
    lines = [
        "## Les leçons",
        "",
        "| Leçon | Durée | Niveau | À suivre d'abord | Où vous en êtes |",
        "|:--|:--|:--|:--|:--|",
    ]
    for lesson in lessons:
        title = f"{lesson.id}\u00a0: {lesson.title}".replace("|", "\\|")
        lines.append(
            f"| [{title}]({link(lesson.notebook + '.ipynb')}) | {duration(lesson.minutes)} "
            f"| {LEVELS[lesson.level]} | {', '.join(lesson.prerequisites) or 'Rien'} "
            f"| {at[lesson.id].summary} |"
        )
    return "\n".join(lines)


def _announce(news: list[tuple[Lesson, str]]) -> str:
    lines = [
        "## Nouvelles versions",
        "",
        "Des leçons que vous avez commencées ont été améliorées. Votre travail est resté tel quel\u00a0; "
        "la nouvelle version est à côté, sous un autre nom\u00a0:",
        "",
    ]
    lines += [f"- {lesson.title}\u00a0: [{name}]({link(name)})" for lesson, name in news]
    return "\n".join(lines)


def link(name: str) -> str:
    """Return a relative link to a file of the same folder, safe in Markdown."""
    return quote(name, safe="")


def duration(minutes: int) -> str:
    """Write a duration as French timetables do: 45 → "45 min", 90 → "1 h 30"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h\u00a0{rest:02d}" if rest else f"{hours}\u00a0h"


def _markdown(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": _lines(source)}


def _code(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": _lines(source),
    }


def _lines(source: str) -> list[str]:
    return source.strip().splitlines(keepends=True)
