"""C05: what its data must show, and right answers that come by another way."""

from typing import Any

import pytest

from culture_data.exercises.model import Exercise
from culture_data.exercises.verdict import Outcome, Verdict
from culture_data.exercises.verify import run_program, verify
from culture_data.lessons import c05


def verdict(exercise: Exercise, program: str) -> Verdict:
    return verify(exercise, run_program(exercise, program))


def first_message(judged: Verdict) -> str:
    return next(check.message for check in judged.checks if check.passed is False)


def test_the_tables_show_what_the_lesson_tells():
    table = c05.equipements()
    assert len(table) == 24
    assert list(table.loc[table["nom"] == "Salle des fêtes", "id"]) == ["EQ-011", "EQ-020"]
    assert table.loc[table["nom"] == "Salle des fêtes"].index.tolist() == [8, 17]
    assert table["id"].is_unique
    assert table["id"].max() == "EQ-026"
    assert {"EQ-009", "EQ-017"}.isdisjoint(table["id"])
    assert {"EQ-019", "EQ-025"} <= set(table["id"])
    unknown, closed = table["etat"].isna().sum(), (table["etat"] == "fermé").sum()
    assert unknown != closed  # or a wrong deletion would leave the right number of rows
    assert c05.menus()["code"].is_unique
    assert set(table["source"]) | set(c05.menus()["source"]) == {"données simulées"}


@pytest.mark.parametrize(
    ("exercise", "program"),
    [
        (
            c05.CORRECTION,
            'corrige = complete.assign(capacite=complete["capacite"].where('
            'complete["id"] != "EQ-011", 180))',
        ),
        (
            c05.VOIE,
            'renomme = corrige.copy()\nrenomme.loc[renomme["id"].isin(["EQ-007", "EQ-012"]), "voie"]'
            ' = "allée des Tilleuls"',
        ),
        (c05.SUPPRESSION, 'ouverts = renomme.drop(renomme[renomme["etat"] == "fermé"].index)'),
        (c05.JOURNAL, 'journal["avant"] = journal["avant"].astype(str)'),
        (
            c05.ANNULER,
            'annule = ouverts.copy()\nfor line in journal.iloc[1:].to_dict("records"):\n'
            '    annule.loc[annule["id"] == line["id"], line["champ"]] = line["avant"]',
        ),
        (
            c05.CHASSE,
            'gardes = menus[~((menus["plat"] == "Gratin de poisson")'
            ' & (menus["date"] == "2026-09-17"))]',
        ),
    ],
    ids=lambda value: getattr(value, "id", ""),
)
def test_another_right_way_earns_full_marks(exercise: Exercise, program: str):
    assert verdict(exercise, program).outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    ("exercise", "program", "told"),
    [
        (c05.INSERTION, 'complete = equipements.replace("EQ-018", "EQ-18")', "ligne"),
        (
            c05.INSERTION,
            'complete = pd.concat([equipements, complete.tail(1).assign(id="EQ-27")])',
            "trois chiffres",
        ),
        (
            c05.JOURNAL,
            'journal = journal.rename(columns={"avant": "apres", "apres": "avant"})',
            "échangées",
        ),
        (c05.JOURNAL, 'journal = journal.assign(date="24/11/2026")', "année-mois-jour"),
        (c05.JOURNAL, 'journal = journal.assign(qui=" ")', "qui a fait"),
        (c05.JOURNAL, 'journal["avant"] = [..., "rue du Stade", "rue du Stade"]', "à remplir"),
        (c05.CORRECTION, 'corrige = complete[complete["id"] == "EQ-011"]', "pas assez"),
    ],
)
def test_other_wrong_answers_are_told_without_an_idea_lent(
    exercise: Exercise, program: str, told: str
):
    judged = verdict(exercise, program)
    assert judged.score < exercise.points
    assert told in first_message(judged)
    assert judged.misconception is None


@pytest.mark.parametrize(
    "program", ["journal = 3", 'journal = {"id": []}', "journal = pd.DataFrame()"]
)
def test_strange_journals_earn_nothing_and_crash_nothing(program: str):
    judged: Any = verdict(c05.JOURNAL, program)
    assert judged.score == 0
