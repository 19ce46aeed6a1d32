"""C07: whatever the learner's seed, the lesson's solutions earn full marks."""

from pathlib import Path
from typing import Any

import pytest

from culture_data import scdl_files, sources
from culture_data.exercises.verdict import Outcome
from culture_data.exercises.verify import verify
from culture_data.lessons import c07

SEED = "graine = 7"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(scdl_files, "_seeds", {})


def run(seed: int) -> dict[str, Any]:
    """Run the solved notebook with a seed, without its test cells, and return its names."""
    names: dict[str, Any] = {}
    for cell in sources.read(c07.LESSON).cells:
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade"):
            exec(cell.source.replace(SEED, f"graine = {seed}"), names)
    return names


def test_the_notebook_lets_the_learner_choose_a_seed():
    cells = sources.read(c07.LESSON).cells
    assert sum(SEED in cell.source for cell in cells if cell.cell_type == "code") == 1


@pytest.mark.parametrize("seed", [1, 12, 500, 999])
def test_the_solutions_hold_for_any_seed(seed: int, capsys: pytest.CaptureFixture[str]):
    names = run(seed)
    assert scdl_files.seed(c07.POINTS) == seed
    for exercise in c07.LESSON.exercises:
        verdict = verify(exercise, names[exercise.answer])
        assert verdict.outcome is Outcome.RIGHT, (exercise.id, verdict.checks)
    assert capsys.readouterr().err == ""


def test_untouched_files_and_emptied_ones_earn_nothing():
    names = run(3)
    raw = {
        c07.LIGNES: names["equipements"],
        c07.PLACES: names["lignes"],
        c07.PROPRES_1: names["equipements"],
        c07.MONTANTS: names["versements"],
        c07.PROPRES_2: names["versements"],
        c07.DOUBLONS: names["points"],
        c07.CODES: names["uniques"],
        c07.PROPRES_3: names["points"],
    }
    for exercise, table in raw.items():
        assert verify(exercise, table).score == 0, exercise.id
        assert verify(exercise, table.head(0)).score == 0, exercise.id


@pytest.mark.parametrize("seed", [999])
def test_wrong_ideas_are_recognised_with_another_seed(seed: int):
    run(seed)
    for exercise in c07.LESSON.exercises:
        for wrong in exercise.misconceptions:
            names = exercise.given()
            exec(wrong.program, names)
            found = verify(exercise, names[exercise.answer]).misconception
            assert found is not None, (exercise.id, wrong.code)
            assert found.message == wrong.message, (exercise.id, wrong.code)
