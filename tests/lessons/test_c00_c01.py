"""C00 and C01 take an answer written in any reasonable way, and name the fault of the others."""

from pathlib import Path
from typing import Any

import pytest

from culture_data.exercises.verdict import Verdict
from culture_data.exercises.verify import verify
from culture_data.lessons import exercise


def code(verdict: Verdict) -> str | None:
    return verdict.misconception.code if verdict.misconception else None


def unmet(verdict: Verdict) -> str:
    return " ".join(check.message for check in verdict.checks if check.passed is False)


@pytest.mark.parametrize("order", ["DCA", "d, c, a", "D > C > A", ["D", "C", "A"], "BDCA", "DCAB"])
def test_an_order_that_gives_the_total_is_right(order: Any):
    assert verify(exercise("C01.ordre"), order).score == 3


@pytest.mark.parametrize(
    ("order", "score", "idea"),
    [
        ("BCA", 1, "M15"),
        ("DBCA", 1, "M15"),
        ("BCADA", 1, "M16"),
        ("CDA", 0, "M91"),
        ("DC", 0, None),
        ("XYZ", 0, None),
        ("", 0, None),
        (12, 0, None),
    ],
)
def test_other_orders_are_run_from_an_empty_memory(order: Any, score: float, idea: str | None):
    verdict = verify(exercise("C01.ordre"), order)
    assert (verdict.score, code(verdict)) == (score, idea)


def test_an_order_that_stops_names_what_is_missing():
    assert "«\u00a0seuil\u00a0»" in unmet(verify(exercise("C01.ordre"), "CDA"))


@pytest.mark.parametrize(
    ("path", "score", "idea"),
    [
        ("donnees/communes_mini.csv", 2, None),
        ("./donnees/communes_mini.csv", 2, None),
        (Path("donnees") / "communes_mini.csv", 2, None),
        ("donnees\\communes_mini.csv", 1, "M87"),
        ("communes_mini.csv", 0, "M88"),
        ("C:\\Users\\mairie\\donnees\\communes_mini.csv", 0, "M64"),
        ("C:/Users/mairie/donnees/communes_mini.csv", 0, "M64"),
        ("/home/mairie/donnees/communes_mini.csv", 0, "M64"),
        ("~/donnees/communes_mini.csv", 0, "M64"),
        ("\\\\serveur\\partage\\communes_mini.csv", 0, "M64"),
        ("../donnees/communes_mini.csv", 0, None),
        ("Donnees/communes_mini.csv", 0, None),
        ("donnees/communes_mini", 0, None),
        (3, 0, None),
    ],
)
def test_paths(path: Any, score: float, idea: str | None):
    verdict = verify(exercise("C01.chemin"), path)
    assert (verdict.score, code(verdict)) == (score, idea)


def test_capitals_in_a_path_are_named():
    assert "majuscules" in unmet(verify(exercise("C01.chemin"), "Donnees/communes_mini.csv"))


@pytest.mark.parametrize("level", [0, 1, 2, 3, 4, 3.0])
def test_no_level_is_worth_more_than_another(level: float):
    answer = dict.fromkeys(exercise("C00.position").expected(), level)
    assert verify(exercise("C00.position"), answer).score == 1


@pytest.mark.parametrize(
    ("level", "idea", "word"),
    [
        (5, "M92", "échelle"),
        (-1, "M92", "échelle"),
        ("3", "M89", "guillemets"),
        (2.5, None, "entier"),
        (True, None, "entier"),
        (float("nan"), None, "position"),
        (..., None, "trois points"),
    ],
)
def test_only_the_form_of_a_level_is_looked_at(level: Any, idea: str | None, word: str):
    position = exercise("C00.position")
    answer = position.expected()
    verdict = verify(position, answer | {next(iter(answer)): level})
    assert (verdict.score, code(verdict)) == (0.83, idea)
    assert word in unmet(verdict)


def test_a_missing_domain_is_asked_for():
    position = exercise("C00.position")
    verdict = verify(position, dict(list(position.expected().items())[1:]))
    assert verdict.score == 0.83
    assert "six lignes" in unmet(verdict)
