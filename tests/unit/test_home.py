"""The table of progress."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from culture_data import home
from tests import toy

RIGHT = {"outcome": "right", "score": 2.0}
PARTIAL = {"outcome": "partial", "score": 0.5}


def progress(folder: Path, exercises: object) -> home.Progress:
    (folder / "progression.json").write_text(json.dumps({"exercises": exercises}), encoding="utf-8")
    return home.read_progress(folder, (toy.LESSON,))


@pytest.mark.parametrize(
    ("exercises", "summary"),
    [
        ({}, "Pas encore commencée (2\u00a0exercices)"),
        ({"C90.total": {"outcome": "not_attempted"}}, "Pas encore commencée (2\u00a0exercices)"),
        ({"C90.total": PARTIAL}, "0\u00a0exercice réussi sur 2, 1 à reprendre"),
        ({"C90.total": RIGHT}, "1\u00a0exercice réussi sur 2"),
        (
            {"C90.total": RIGHT, "C90.moyenne": RIGHT, "C77.x": RIGHT},
            "Terminée\u00a0: 2\u00a0exercices réussis sur 2",
        ),
    ],
)
def test_says_in_words_where_the_learner_stands(tmp_path: Path, exercises: object, summary: str):
    (row,) = progress(tmp_path, exercises).lessons
    assert row.summary == summary


def test_the_table_is_made_for_screen_readers(tmp_path: Path):
    table = ElementTree.fromstring(progress(tmp_path, {"C90.total": RIGHT})._repr_html_())
    assert table.get("lang") == "fr"
    assert table.findtext("caption") == "Votre progression"
    assert {th.get("scope") for th in table.findall("thead/tr/th")} == {"col"}
    assert all(th.text for th in table.iter("th"))
    row = table.find("tbody/tr")
    assert row is not None
    assert [cell.text for cell in row] == [
        "C90\u00a0: Compter des chaises",
        "1\u00a0exercice réussi sur 2",
        "2 sur 3,5",
    ]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"exercises": 3}', '{"exercises": {"C90.total": 3}}', "\udcff"]
)
def test_a_damaged_journal_counts_as_empty(tmp_path: Path, content: str):
    path = tmp_path / "progression.json"
    path.write_text(content, encoding="utf-8", errors="surrogateescape")
    (row,) = home.read_progress(tmp_path, (toy.LESSON,)).lessons
    assert (row.right, row.begun, row.score) == (0, 0, 0)


def test_shows_the_journal_of_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(home, "LESSONS", (toy.LESSON,))
    monkeypatch.chdir(tmp_path)
    progress(tmp_path, {"C90.total": RIGHT})
    assert repr(home.montrer_progression()) == "C90\u00a0: 1\u00a0exercice réussi sur 2"


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(45, "45\u00a0min"), (60, "1\u00a0h"), (90, "1\u00a0h\u00a030"), (125, "2\u00a0h\u00a005")],
)
def test_durations(minutes: int, text: str):
    assert home.duration(minutes) == text
