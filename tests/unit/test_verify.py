"""From an answer to a verdict: four outcomes, partial credit, recognised ideas, silence."""

import sys
import warnings
from typing import Any

import pandas as pd
import pytest

from culture_data.exercises.checks import (
    choice,
    has_columns,
    is_table,
    part,
    row_count,
    same_order,
    same_rows,
)
from culture_data.exercises.model import Attempt, Check, Exercise, Misconception
from culture_data.exercises.verdict import MIME, Outcome
from culture_data.exercises.verify import not_attempted, verify

TABLE = pd.DataFrame({"code": ["a", "b", "c"], "population": [3499, 3500, 12000]})
OVER = TABLE[TABLE["population"] >= 3500]

SEUIL = Exercise(
    id="T01.seuil",
    title="Le seuil",
    points=2,
    answer="gardees",
    expected=lambda: OVER,
    given=lambda: {"table": TABLE},
    checks=(is_table(), has_columns(), row_count(), same_rows("code")),
    misconceptions=(
        Misconception("M06", 'gardees = table[table["population"] > 3500]', "Le seuil compte."),
        Misconception("M72", 'gardees = table[table["population"] < 3500]', "L'autre côté."),
    ),
)


@pytest.mark.parametrize(
    ("answer", "outcome", "score"),
    [
        (..., Outcome.NOT_ATTEMPTED, 0),
        ([..., ...], Outcome.NOT_ATTEMPTED, 0),
        (OVER, Outcome.RIGHT, 2),
        (OVER.iloc[::-1].reset_index(drop=True), Outcome.RIGHT, 2),
        (TABLE.iloc[:2], Outcome.PARTIAL, 1),
        (TABLE, Outcome.WRONG, 0),
        (None, Outcome.WRONG, 0),
        ("3500", Outcome.WRONG, 0),
        (pd.Series([1]), Outcome.WRONG, 0),
        (TABLE[["code"]], Outcome.WRONG, 0),
    ],
)
def test_outcome_and_score(answer: Any, outcome: Outcome, score: float):
    verdict = verify(SEUIL, answer)
    assert (verdict.outcome, verdict.score) == (outcome, score)
    assert float(repr(verdict)) == score


def test_the_cascade_stops_at_the_first_failure():
    verdict = verify(SEUIL, TABLE)
    assert [check.passed for check in verdict.checks] == [True, True, False, None]


def test_a_misconception_is_recognised_by_running_its_program():
    verdict = verify(SEUIL, TABLE[TABLE["population"] > 3500])
    assert verdict.misconception is not None
    assert (verdict.misconception.code, verdict.misconception.message) == (
        "M06",
        "Le seuil compte.",
    )
    assert verdict.to_json()["misconceptions"] == ["M06"]


def test_an_unknown_wrong_answer_has_no_misconception():
    assert verify(SEUIL, TABLE.iloc[:2]).misconception is None


def test_not_attempted_tells_dots_from_answers():
    assert not_attempted({"a": ..., "b": ...})
    assert not not_attempted({"a": ..., "b": 2})
    assert not not_attempted([])
    assert not not_attempted(None)


def test_parts_of_a_dictionary_are_looked_at_one_by_one():
    exercise = Exercise(
        id="T01.parts",
        title="Deux nombres",
        points=2,
        answer="reponses",
        expected=lambda: {"a": 1, "b": 2},
        checks=(part("a", "Le premier", "Non."), part("b", "Le second", "Non.")),
    )
    assert verify(exercise, {"a": 0, "b": 2}).score == 1
    assert verify(exercise, {"b": 2}).score == 1
    assert verify(exercise, {"a": 1, "b": ...}).score == 1
    assert verify(exercise, [1, 2]).score == 0


def test_a_letter_names_its_misconception():
    exercise = choice("T01.choix", "Choix", "B", [("A", "M02", "Gratuit."), ("C", "M03", "Outil.")])
    assert verify(exercise, " b. ").outcome is Outcome.RIGHT
    wrong = verify(exercise, "c").misconception
    assert wrong is not None
    assert wrong.code == "M03"
    assert verify(exercise, "Z").misconception is None
    assert verify(exercise, 2).outcome is Outcome.WRONG


def test_an_answer_that_breaks_a_check_gets_words_not_a_traceback():
    class Hostile:
        def __len__(self) -> int:
            raise RuntimeError

        __eq__ = __bool__ = __iter__ = __len__

    verdict = verify(SEUIL, Hostile())
    assert verdict.outcome is Outcome.WRONG
    twice = pd.concat([OVER, OVER], axis=1)
    assert verify(SEUIL, twice).outcome is not Outcome.NOT_ATTEMPTED


def test_nothing_reaches_stderr_or_stdout(capsys: pytest.CaptureFixture[str]):
    def noisy(_attempt: Attempt) -> str | None:
        warnings.warn("bruit", stacklevel=1)
        sys.stderr.write("bruit")
        sys.stdout.write("bruit")
        return None

    exercise = Exercise("T01.bruit", "Bruit", 1, "x", lambda: 1, (Check("Bruit", noisy),))
    assert verify(exercise, 1).outcome is Outcome.RIGHT
    assert capsys.readouterr() == ("", "")


def test_html_is_french_escaped_and_says_no_answer():
    exercise = Exercise(
        "T01.html",
        "<b>Titre</b>",
        1.5,
        "x",
        lambda: "secret",
        (Check("Valeur", lambda _attempt: "Pas <encore>."),),
    )
    bundle = verify(exercise, "autre")._repr_mimebundle_()
    html = bundle["text/html"]
    assert 'lang="fr"' in html
    assert "<b>" not in html
    assert "&lt;encore&gt;" in html
    assert "secret" not in html
    assert "0\u00a0point sur 1,5" in html
    assert bundle["text/plain"] == "0"
    assert bundle[MIME]["outcome"] == "wrong"


def test_order_is_a_step_of_its_own():
    exercise = Exercise(
        "T01.tri",
        "Tri",
        2,
        "x",
        lambda: TABLE.iloc[::-1],
        (same_rows("code"), same_order("population")),
    )
    assert verify(exercise, TABLE).score == 1
    assert verify(exercise, TABLE.iloc[::-1]).score == 2
