"""What learners type: one hint at a time, the solution after three tries, work never lost."""

from pathlib import Path

import pandas as pd
import pytest

from culture_data import indice, lessons, reprise, solution, verifier
from culture_data.errors import CultureDataError
from culture_data.exercises import journal
from culture_data.exercises.verdict import Outcome

ID = "C04.territoire"
EXERCISE = lessons.exercise(ID)


@pytest.fixture(autouse=True)
def _fresh_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(journal, "_memory", {})


def test_hints_come_one_at_a_time_then_the_last_again():
    texts = [repr(indice(ID)) for _ in range(len(EXERCISE.hints) + 2)]
    for number, (hint, text) in enumerate(zip(EXERCISE.hints, texts, strict=False), start=1):
        assert text == f"Indice {number} sur {len(EXERCISE.hints)}\u00a0: {hint}"
    assert texts[-1] == texts[-2]
    assert EXERCISE.hints[-1] in texts[-1]
    assert "solution(" in texts[-1]


def test_the_solution_waits_for_three_tries_or_insistence():
    early = solution(ID)
    assert "communes[" not in repr(early)
    assert journal.entry(ID)["solution_seen"] is False
    for _ in range(3):
        verdict = verifier(ID, None)
    assert any("solution(" in offer for offer in verdict.offers)
    assert "mon_territoire.code" in solution(ID).code
    assert journal.entry(ID)["solution_seen"] is True


def test_insisting_shows_the_solution_at_once_and_is_noted():
    assert "mon_territoire.code" in solution(ID, insister=True).code
    assert journal.entry(ID)["solution_seen"] is True


def test_an_untouched_answer_is_no_try_and_gets_no_offer():
    for _ in range(4):
        verdict = verifier(ID, ...)
    assert verdict.outcome is Outcome.NOT_ATTEMPTED
    assert verdict.offers == ()
    assert journal.entry(ID)["tries"] == 0


def test_a_wrong_answer_is_offered_a_hint():
    (offer,) = verifier(ID, None).offers
    assert f'indice("{ID}")' in offer


def test_reprise_hands_back_a_right_answer_and_replaces_a_wrong_one(
    capsys: pytest.CaptureFixture[str],
):
    right = EXERCISE.expected().assign(note="à moi")
    assert reprise(ID, right) is right
    assert "juste" in capsys.readouterr().out
    replaced = reprise(ID, ...)
    assert isinstance(replaced, pd.DataFrame)
    assert len(replaced) == len(right)
    assert "pas encore juste" in capsys.readouterr().out


@pytest.mark.parametrize("typed", ["C04.territoir", "c04.territoire", "", 3])
def test_an_unknown_exercise_is_told_in_french(typed: object):
    with pytest.raises(CultureDataError, match="Il n'y a pas d'exercice"):
        verifier(typed, None)  # type: ignore[arg-type]


def test_near_names_are_offered():
    with pytest.raises(CultureDataError, match=r"C04\.territoire"):
        indice("C04.teritoire")


def test_notes_are_escaped_html():
    html = solution(ID, insister=True)._repr_html_()
    assert 'lang="fr"' in html
    assert "<pre><code>" in html
    assert "&quot;" in html or "mon_territoire" in html
