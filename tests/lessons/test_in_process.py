"""Every lesson: its solution is right, and each catalogued wrong answer gets its own message."""

from pathlib import Path

import pytest

from culture_data import datasets, sources, territory
from culture_data.exercises import catalogue, journal
from culture_data.exercises.compare import same
from culture_data.exercises.model import Lesson
from culture_data.exercises.verdict import Outcome
from culture_data.lessons import LESSONS
from tests.lessons.bench import attempt, walk

pytestmark = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)


@pytest.fixture(autouse=True)
def _fresh_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_memory", {})
    monkeypatch.setattr(territory, "_current", territory.DEFAULT)


def test_solutions_are_right(lesson: Lesson, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (home := tmp_path / "home").mkdir()
    seen = []
    for stop in walk(lesson, sources.read(lesson), home, monkeypatch):
        answer, verdict = attempt(stop, stop.solution, tmp_path / stop.exercise.id, monkeypatch)
        assert verdict.outcome is Outcome.RIGHT, (stop.exercise.id, answer, verdict.checks)
        assert float(repr(verdict)) == stop.exercise.points
        seen.append(stop.exercise.id)
    assert seen == [each.id for each in lesson.exercises]


def test_wrong_answers_are_told_apart(
    lesson: Lesson, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The discriminance test: on the lesson's data no wrong answer looks like another."""
    (home := tmp_path / "home").mkdir()
    for stop in walk(lesson, sources.read(lesson), home, monkeypatch):
        exercise = stop.exercise
        right, _ = attempt(stop, stop.solution, tmp_path / exercise.id, monkeypatch)
        answers = [(right, False)]
        for number, misconception in enumerate(exercise.misconceptions):
            label = f"{exercise.id} {misconception.code}"
            folder = tmp_path / f"{exercise.id}-{number}"
            answer, verdict = attempt(stop, misconception.program, folder, monkeypatch)
            assert verdict.outcome in (Outcome.WRONG, Outcome.PARTIAL), label
            assert verdict.score < exercise.points, label
            assert verdict.misconception is not None, (label, verdict.checks)
            assert verdict.misconception.message == misconception.message, label
            by_effect = misconception.recognise is not None
            for other, other_by_effect in answers:
                assert by_effect or other_by_effect or not same(answer, other), label
            answers.append((answer, by_effect))
        messages = [each.message for each in exercise.misconceptions]
        assert len(set(messages)) == len(messages)
    assert datasets.verify() == []


def test_each_exercise_is_complete(lesson: Lesson):
    for exercise in lesson.exercises:
        known = catalogue.misconceptions()
        assert all(each.code in known for each in exercise.misconceptions), exercise.id
        assert exercise.hints, exercise.id
        assert exercise.id.startswith(f"{lesson.id}.")
        assert sum(check.weight for check in exercise.checks) > 0
