"""The trainer's commands, from the list to the export, with their exit codes."""

import urllib.request
from pathlib import Path

import pytest

from culture_data.cli import run
from culture_data.grading import formgrader
from culture_data.grading.cohort import Cohort
from tests.grading.conftest import NOTEBOOK, Fill, write

NAME = "Été 2027"


def test_a_session_from_collection_to_export(
    cohort: Cohort, folder: Path, tmp_path: Path, fill: Fill, capsys: pytest.CaptureFixture[str]
):
    def command(name: str, *arguments: object) -> int:
        return run(["cohorte", name, NAME, *map(str, arguments), "--cohortes", str(folder)])

    assert command("corriger") == 1
    assert "cohorte collecter" in capsys.readouterr().err
    rendus = tmp_path / "rendus de l'été"
    write(rendus / "b02" / NOTEBOOK, fill(total="total = 42", lettre="Oui"))
    bad = write(rendus / "c03" / NOTEBOOK, b"not a notebook")
    assert command("collecter", rendus) == 1  # something is left for the trainer
    shown = capsys.readouterr().out
    assert "b02" in shown
    assert "1\u00a0fichier à reprendre (rien n'a été perdu ni déplacé)" in shown
    assert "pas un carnet lisible" in shown
    assert "Pas encore rendu pour C90\u00a0: ana.m, c03." in shown
    bad.write_bytes(fill(total="import os\nos._exit(1)"))
    assert command("collecter", rendus) == 0
    assert command("corriger", "--lecon", "C90") == 1
    shown = capsys.readouterr().out
    assert "1\u00a0carnet à reprendre (les autres sont corrigés)" in shown
    assert "à reprendre" in shown
    assert "1 / 6,5" in shown
    for form in ("csv", "xlsx"):
        assert command("exporter", "--format", form) == 0
        assert (cohort.root / f"notes.{form}").exists()
    assert command("bilan") == 0
    assert str(cohort.root / "bilan.html") in capsys.readouterr().out


def test_making_a_cohort_where_one_cannot_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "liste.csv").write_text("identifiant;nom;prenom\na1;A;B\n", encoding="utf-8")
    # A file where the folder should be: root, who runs the tests in a container, may write all.
    (tmp_path / "cohortes").write_text("")
    code = run(
        [
            *("cohorte", "creer", "X", "--apprenants", str(tmp_path / "liste.csv")),
            *("--cohortes", str(tmp_path / "cohortes" / "ici")),
        ]
    )
    shown = capsys.readouterr().err
    assert code == 1, shown
    assert "Choisissez" in shown
    assert (tmp_path / "cohortes").read_text() == ""


def test_the_formgrader_answers_on_the_cohort(cohort: Cohort):
    with formgrader.server(cohort, browser=False) as (_, address):
        for page, told in (
            ("formgrader/gradebook", "C90"),
            ("formgrader/manage_students", "formgrader"),
            ("formgrader/api/assignments", '"name": "C90"'),
            ("formgrader/api/students", '"id": "ana.m"'),
        ):
            assert told in formgrader.ask(address, page)
        # Without the token, the login page comes instead of the learners.
        with urllib.request.urlopen(f"{address.url}formgrader/api/students", timeout=10) as answer:
            assert b"ana.m" not in answer.read()
