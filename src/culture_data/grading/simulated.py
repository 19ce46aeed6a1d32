"""Simulated learners, for demonstrations and tests: no real person, and said so.

Each hands in notebooks filled from the release: solutions, catalogued wrong programs and
cells left as they were, in a mix that is the same each time.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from culture_data.exercises.model import Exercise, Lesson
from culture_data.files import write_atomic
from culture_data.grading.cohort import Cohort
from culture_data.grading.roster import Learner

LETTER = "Réponse simulée, écrite par le programme de démonstration pour être notée à la main."
SOLVED, UNTOUCHED = "solution", "untouched"


def people(count: int) -> tuple[Learner, ...]:
    """Return simulated learners, whose names say what they are."""
    return tuple(
        Learner(
            f"simule-{number:02}",
            f"simulée {number:02}" if number % 2 else f"simulé {number:02}",
            "Apprenante" if number % 2 else "Apprenant",
        )
        for number in range(1, count + 1)
    )


def answers(lesson: Lesson, number: int) -> dict[str, str]:
    """Choose what the simulated learner of this number answers, exercise by exercise.

    Returns:
        exercise id -> SOLVED, UNTOUCHED, or the program of a misconception. Over a dozen
        learners every catalogued program comes up; the first learner solves everything and
        the last of a dozen leaves nearly everything.
    """
    return {each.id: _answer(each, at, number) for at, each in enumerate(lesson.exercises)}


def hands_in(number: int, at: int) -> bool:
    """Tell whether a learner hands in the lesson at this place of the path: not all, as in life."""
    return number - 2 * at not in (2, 3)


def _answer(exercise: Exercise, at: int, number: int) -> str:
    if number == 1 or not exercise.misconceptions:
        return SOLVED
    if number % 12 == 0:
        return SOLVED if at == 0 else UNTOUCHED
    # Learners 2 to 11 walk twice through five answers: when two in a row hand nothing in,
    # each catalogued program still comes up.
    turn = (number + at) % max(5, len(exercise.misconceptions) + 1)
    if turn < len(exercise.misconceptions):
        return exercise.misconceptions[turn].program
    return SOLVED


def hand_in(
    cohort: Cohort, lesson: Lesson, chosen: Mapping[str, str], target: Path, *, letters: bool = True
) -> Path:
    """Write a filled notebook.

    Args:
        cohort: whose release is filled.
        lesson: the lesson.
        chosen: see `answers`.
        target: the folder to write the notebook in; made if need be.
        letters: whether the answers that people grade are written too.
    """
    name = f"{lesson.notebook}.ipynb"
    notebook = _load(cohort.root / "release" / lesson.id / name)
    solutions = _sources(_load(cohort.root / "solution" / lesson.id / name))
    programs = {each.grade_id: chosen.get(each.id, UNTOUCHED) for each in lesson.exercises}
    for cell in notebook["cells"]:
        metadata = cell["metadata"].get("nbgrader", {})
        grade_id, program = metadata.get("grade_id"), programs.get(metadata.get("grade_id"))
        if program == SOLVED:
            cell["source"] = solutions[grade_id]
        elif program not in (None, UNTOUCHED):
            cell["source"] = program
        elif metadata.get("grade") and metadata.get("solution") and letters:
            cell["source"] = LETTER
    target.mkdir(parents=True, exist_ok=True)
    write_atomic(target / name, json.dumps(notebook, ensure_ascii=False, indent=1))
    return target / name


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _sources(notebook: Any) -> dict[str, Any]:
    cells: Sequence[Any] = notebook["cells"]
    return {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["source"]
        for cell in cells
        if "nbgrader" in cell["metadata"]
    }
