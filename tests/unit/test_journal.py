"""The learner's journal keeps the best outcome, in the workspace's file or in memory."""

import json
from pathlib import Path

import pytest

from culture_data.exercises import journal
from culture_data.exercises.verdict import Outcome, Verdict


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(journal, "_memory", {})


def verdict(outcome: Outcome, score: float) -> Verdict:
    return Verdict("C04.seuil", "Le seuil", outcome, score, 2)


def lay_out() -> Path:
    path = Path(journal.FILE)
    path.write_text('{"version": 1, "exercises": {}}', encoding="utf-8")
    return path


def test_without_the_file_nothing_is_written():
    assert journal.note_verdict(verdict(Outcome.WRONG, 0))["tries"] == 1
    assert journal.note_verdict(verdict(Outcome.WRONG, 0))["tries"] == 2
    assert not list(Path().iterdir())


def test_the_best_outcome_is_kept():
    path = lay_out()
    for outcome, score in ((Outcome.PARTIAL, 1), (Outcome.RIGHT, 2), (Outcome.WRONG, 0)):
        journal.note_verdict(verdict(outcome, score))
    noted = json.loads(path.read_text(encoding="utf-8"))["exercises"]["C04.seuil"]
    assert (noted["outcome"], noted["score"], noted["tries"]) == ("right", 2, 3)


def test_an_untouched_exercise_is_no_try():
    lay_out()
    assert journal.note_verdict(verdict(Outcome.NOT_ATTEMPTED, 0))["tries"] == 0


def test_hints_and_solution_are_noted():
    lay_out()
    journal.note_hint("C04.seuil")
    journal.note_hint("C04.seuil")
    journal.note_solution("C04.seuil")
    assert journal.entry("C04.seuil")["hints"] == 2
    assert journal.entry("C04.seuil")["solution_seen"] is True


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"exercises": 3}', '{"version": 1}'])
def test_an_unreadable_journal_is_set_aside_not_lost(broken: str):
    lay_out().write_text(broken, encoding="utf-8")
    assert journal.note_verdict(verdict(Outcome.RIGHT, 2))["outcome"] == "right"
    assert Path("progression (illisible 1).json").read_text(encoding="utf-8") == broken
    assert journal.entry("C04.seuil")["outcome"] == "right"
