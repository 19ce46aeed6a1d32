"""Every lesson through real `nbgrader autograde`, typed as a trainer would type it.

One course, and for each lesson these copies: the solution, the untouched release, and as
many wrong copies as the richest exercise has misconceptions (copy 2 holds the second wrong
program of each exercise).
"""

import subprocess
import sys
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from culture_data import course, sources
from culture_data.course import Course
from culture_data.exercises.model import Lesson
from culture_data.exercises.verdict import MIME
from culture_data.lessons import LESSONS

SOLUTION, UNTOUCHED = "solution", "intacte"

pytestmark = pytest.mark.slow


def wrong_copies(lesson: Lesson) -> range:
    return range(max(len(each.misconceptions) for each in lesson.exercises))


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    built = course.build(tmp_path_factory.mktemp("cours à noter"))
    for lesson in LESSONS:
        hand_in(built, lesson, SOLUTION, nbformat.read(built.notebook("source", lesson), 4))
        hand_in(built, lesson, UNTOUCHED, nbformat.read(built.notebook("release", lesson), 4))
        for number in wrong_copies(lesson):
            notebook = nbformat.read(built.notebook("source", lesson), 4)
            for exercise in lesson.exercises:
                if number < len(exercise.misconceptions):
                    cell = sources.answer_cell(notebook, exercise)
                    cell.source = exercise.misconceptions[number].program
            hand_in(built, lesson, f"fausse-{number}", notebook)
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", "autograde", lesson.id, "--create"],
            cwd=built.root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    return built


def hand_in(built: Course, lesson: Lesson, learner: str, notebook: Any) -> None:
    target = built.root / "submitted" / learner / lesson.id / f"{lesson.notebook}.ipynb"
    target.parent.mkdir(parents=True)
    nbformat.write(notebook, target)


def scores(built: Course, lesson: Lesson, learner: str) -> dict[str, tuple[float, float]]:
    """Return grade_id -> (auto score, maximum) of the test cells, from the gradebook."""
    with Gradebook(f"sqlite:///{built.gradebook}", "culture-data") as book:
        copy = book.find_submission_notebook(lesson.notebook, lesson.id, learner)
        return {
            grade.name: (grade.auto_score, grade.max_score)
            for grade in copy.grades
            if grade.name.endswith("-test")
        }


def outputs(built: Course, lesson: Lesson, learner: str) -> dict[str, Any]:
    """Return grade_id -> data of the verdict that the copy's test cell shows."""
    path = built.root / "autograded" / learner / lesson.id / f"{lesson.notebook}.ipynb"
    cells = nbformat.read(path, 4).cells
    shown = {}
    for cell in cells:
        if cell.cell_type != "code":
            continue
        assert not [o for o in cell.outputs if o.output_type == "error"], cell.source
        assert not [o for o in cell.outputs if o.get("name") == "stderr"], cell.source
        if sources.grade_id(cell).endswith("-test"):
            (shown[sources.grade_id(cell)],) = (output.data for output in cell.outputs)
    return shown


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_the_solution_earns_full_marks(graded: Course, lesson: Lesson):
    found = scores(graded, lesson, SOLUTION)
    assert found == {
        f"{each.grade_id}-test": (each.points, each.points) for each in lesson.exercises
    }
    assert {data[MIME]["outcome"] for data in outputs(graded, lesson, SOLUTION).values()} == {
        "right"
    }


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_the_untouched_release_earns_nothing_and_no_reproach(graded: Course, lesson: Lesson):
    assert {score for score, _ in scores(graded, lesson, UNTOUCHED).values()} == {0}
    for data in outputs(graded, lesson, UNTOUCHED).values():
        assert data["text/plain"] == "0"
        assert "Pas encore tenté" in data["text/html"]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_each_wrong_program_earns_less_and_its_own_message(graded: Course, lesson: Lesson):
    for number in wrong_copies(lesson):
        learner = f"fausse-{number}"
        found, shown = scores(graded, lesson, learner), outputs(graded, lesson, learner)
        for exercise in lesson.exercises:
            if number >= len(exercise.misconceptions):
                continue
            name = f"{exercise.grade_id}-test"
            misconception = exercise.misconceptions[number]
            score, maximum = found[name]
            assert score < maximum, (name, misconception.code)
            assert score == float(shown[name]["text/plain"])
            assert shown[name][MIME]["misconceptions"] == [misconception.code], name
