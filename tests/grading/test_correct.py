"""Grading with the real nbgrader: one bad notebook never stops the others."""

import contextlib
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from culture_data.errors import CultureDataError
from culture_data.grading import (
    autograde,
    collect,
    correct,
    engine,
    export,
    ledger,
    report,
    results,
)
from culture_data.grading.autograde import FAILED, GRADED
from culture_data.grading.cohort import Cohort
from tests.grading.conftest import NOTEBOOK, Fill, cell, write


def hand_in(cohort: Cohort, tmp_path: Path, **copies: bytes) -> None:
    for learner, content in copies.items():
        source = write(tmp_path / "rendus" / learner.replace("_", ".") / NOTEBOOK, content)
        assert collect.collect(cohort, [source.parent]).taken


def points(cohort: Cohort, learner: str) -> dict[str, tuple[float, bool]]:
    return {
        each.cell: (each.score, each.pending)
        for each in results.scores(cohort)
        if each.learner == learner
    }


def test_a_cohort_with_one_good_and_two_bad_notebooks(cohort: Cohort, tmp_path: Path, fill: Fill):
    hand_in(
        cohort,
        tmp_path,
        ana_m=fill(total="total = 42", lettre="Au maire."),
        b02=fill(total="import os\nos._exit(1)"),
        c03=fill(total="total = ("),
    )
    done = correct.correct(cohort)
    states = {each.learner: (each.state, each.problem) for each in done.outcomes}
    assert states["ana.m"] == (GRADED, "")
    assert states["c03"] == (GRADED, "")
    assert states["b02"][0] == FAILED
    assert "le noyau Python s'est arrêté en route" in states["b02"][1]
    assert points(cohort, "ana.m") == {
        "C90-lettre": (0.0, True),
        "C90-moyenne-test": (0.0, False),
        "C90-total-test": (1.0, False),
    }
    assert points(cohort, "c03")["C90-total-test"] == (0.0, False)
    assert "DeadKernelError" in (cohort.root / "corrections/C90/b02.log").read_text()
    assert not (cohort.root / "autograded/b02/C90").exists()
    # What was handed in is still there, and the failure alone is tried again.
    assert (cohort.root / "submitted/b02/C90" / NOTEBOOK).exists()
    again = correct.correct(cohort)
    assert [each.learner for each in again.outcomes] == ["b02"]
    assert set(again.unchanged) == {("ana.m", "C90"), ("c03", "C90")}


def test_a_later_copy_is_graded_again_and_what_a_person_wrote_is_kept(
    cohort: Cohort, tmp_path: Path, fill: Fill
):
    hand_in(cohort, tmp_path, b02=fill(total="total = 1", lettre="Première version"))
    correct.correct(cohort)
    page = cohort.root / "feedback/b02/C90" / NOTEBOOK.replace(".ipynb", ".html")
    assert "Bravo" not in page.read_text(encoding="utf-8")
    with Gradebook(cohort.database) as book:
        grade = book.find_grade("C90-lettre", NOTEBOOK[:-6], "C90", "b02")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        comment = book.find_comment("C90-lettre", NOTEBOOK[:-6], "C90", "b02")
        comment.manual_comment = "Bravo pour <ce> texte."
        book.db.commit()
    unchanged = correct.correct(cohort)
    assert not unchanged.outcomes
    assert points(cohort, "b02")["C90-lettre"] == (2.5, False)
    assert "Bravo pour &lt;ce&gt; texte." in page.read_text(encoding="utf-8")

    hand_in(cohort, tmp_path, b02=fill(total="total = 42", lettre="Deuxième version"))
    done = correct.correct(cohort)
    assert [each.learner for each in done.outcomes] == ["b02"]
    assert points(cohort, "b02")["C90-total-test"] == (1.0, False)
    assert points(cohort, "b02")["C90-lettre"] == (2.5, True)  # to be read again


def test_everything_grades_the_unchanged_ones_too(cohort: Cohort, tmp_path: Path, fill: Fill):
    hand_in(cohort, tmp_path, b02=fill(), c03=fill())
    assert len(correct.correct(cohort).outcomes) == 2
    assert len(correct.correct(cohort).outcomes) == 0
    # Two processes, as the command does.
    assert len(correct.correct(cohort, everything=True, processes=2).outcomes) == 2


def test_a_grading_cut_short_is_done_again(cohort: Cohort, tmp_path: Path, fill: Fill):
    hand_in(cohort, tmp_path, b02=fill())
    correct.correct(cohort)
    ledger.forget(cohort, "b02", "C90")
    assert len(correct.correct(cohort).outcomes) == 1


def test_an_endless_loop_is_interrupted_and_said(cohort: Cohort, tmp_path: Path, fill: Fill):
    config = cohort.root / "nbgrader_config.py"
    config.write_text(
        config.read_text(encoding="utf-8") + "\nc.Execute.timeout = 2\n", encoding="utf-8"
    )
    hand_in(cohort, tmp_path, b02=fill(total="while True:\n    pass", moyenne="moyenne = 42"))
    (outcome,) = correct.correct(cohort).outcomes
    assert outcome.state == GRADED
    assert "trop longtemps" in outcome.remarks[0]
    assert points(cohort, "b02")["C90-moyenne-test"] == (1.0, False)


def test_a_notebook_has_a_limit_of_time_in_all(
    cohort: Cohort, tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
):
    hand_in(cohort, tmp_path, b02=fill(total="import time\ntime.sleep(1.5)\ntotal = 42"))
    monkeypatch.setattr(autograde, "NOTEBOOK_SECONDS", 1)
    (outcome,) = correct.correct(cohort).outcomes
    assert outcome.state == FAILED
    assert "boucle sans fin" in outcome.problem


def test_doubled_and_tampered_cells_are_graded_as_nbgrader_does(
    cohort: Cohort, tmp_path: Path, fill: Fill
):
    def tamper(notebook: Any) -> None:
        cell(notebook, "C90-total-test")["source"] = "1.0"
        notebook["cells"].append(
            dict(cell(notebook, "C90-total"), source="total = 41", id="autre-cellule")
        )

    hand_in(cohort, tmp_path, b02=fill(tamper, total="total = 42"))
    (outcome,) = correct.correct(cohort).outcomes
    assert outcome.state == GRADED, outcome.log
    assert points(cohort, "b02")["C90-total-test"] == (1.0, False)
    graded = json.loads((cohort.root / "autograded/b02/C90" / NOTEBOOK).read_text())
    assert 'verifier("C90.total", total)' in "".join(cell(graded, "C90-total-test")["source"])


def test_a_gradebook_that_is_locked_fails_in_french_and_loses_nothing(
    cohort: Cohort, tmp_path: Path, fill: Fill
):
    hand_in(cohort, tmp_path, b02=fill(total="total = 42"))
    with contextlib.closing(sqlite3.connect(cohort.root / "gradebook.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        outcome = autograde.grade(cohort.root, "C90", "b02")
        other.rollback()
    assert (outcome.state, outcome.problem) == (FAILED, autograde.LOCKED), outcome.log
    assert correct.correct(cohort).outcomes[0].state == GRADED


def test_nothing_to_grade_and_an_unknown_lesson(cohort: Cohort):
    with pytest.raises(CultureDataError, match="Aucun carnet n'a encore été ramassé"):
        correct.correct(cohort)
    with pytest.raises(CultureDataError, match=r"pas de leçon «\u00a0C99"):
        correct.correct(cohort, "C99")
    with pytest.raises(CultureDataError, match="Rien n'a encore été corrigé"):
        report.write(cohort)


def test_the_feedback_page_is_french_and_holds_no_script(
    cohort: Cohort, tmp_path: Path, fill: Fill
):
    attack = (
        "from IPython.display import HTML, display\n"
        "display(HTML('<script>alert(1)</script><img src=x onerror=alert(1)>"
        '<style>b{}</style><a href="javascript:alert(1)">x</a><b>gras</b>\'))\n'
        "total = 42"
    )
    hand_in(cohort, tmp_path, b02=fill(total=attack, lettre="# Titre\n<script>alert(2)</script>"))
    correct.correct(cohort)
    page = (cohort.root / "feedback/b02/C90" / NOTEBOOK.replace("ipynb", "html")).read_text(
        encoding="utf-8"
    )
    assert '<html lang="fr">' in page
    assert page.count("<h1") == 1
    assert "<b>gras</b>" in page
    assert "No description" not in page
    shown = re.sub(r"(?s)<pre><code>.*?</code></pre>", "", page.split("</style>", 1)[1])
    for danger in (
        "<script",
        "<style",
        "onerror=alert(1)>",
        'href="javascript',
        "http://",
        "https://",
    ):
        assert danger not in shown
    assert "1 point sur 6,5" in page
    assert "une réponse sera encore lue" in page
    assert "YOUR" not in page
    for line in page.split("<pre><code>"):
        assert "<th></th>" not in line


def test_scores_equal_those_of_nbgrader_autograde(cohort: Cohort, tmp_path: Path, fill: Fill):
    """The command of nbgrader itself, on the same folder with a new gradebook's rows."""
    hand_in(
        cohort,
        tmp_path,
        ana_m=fill(total="total = 42", moyenne="moyenne = 42"),
        b02=fill(total="import sys\nprint('x', file=sys.stderr)\ntotal = 41", lettre="Oui."),
        c03=fill(),
    )
    correct.correct(cohort)
    ours = {(e.learner, e.cell): (e.score, e.pending) for e in results.scores(cohort)}
    assert len(ours) == 9
    with Gradebook(cohort.database) as book:
        for each in book.submission_dicts("C90"):
            book.remove_submission("C90", each["student"])
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", "C90", "--force"],
        cwd=cohort.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    theirs = {(e.learner, e.cell): (e.score, e.pending) for e in results.scores(cohort)}
    assert theirs == ours


def test_the_export_is_for_french_spreadsheets_and_holds_no_formula(
    cohort: Cohort, tmp_path: Path, fill: Fill
):
    from openpyxl import load_workbook

    with Gradebook(cohort.database) as book:
        book.update_or_create_student("b02", first_name="=1+1", last_name="@SOMME(A1)")
    hand_in(cohort, tmp_path, ana_m=fill(total="total = 42", lettre="Oui"))
    correct.correct(cohort)
    text = export.write(cohort, "csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbfidentifiant;nom;")
    rows = [line.split(";") for line in text.decode("utf-8-sig").splitlines()]
    assert len(rows) == 1 + 3 * 3
    by_cell = {(row[0], row[4]): row for row in rows[1:]}
    assert by_cell["ana.m", "C90.total"][6:9] == ["1", "2", "En partie réussi"]
    assert by_cell["ana.m", "C90.moyenne"][6:9] == ["0", "1,5", "À revoir"]
    assert by_cell["ana.m", "C90.lettre"][6:9] == ["", "3", "À lire par une personne"]
    assert by_cell["b02", "C90.total"][1:3] == ["'@SOMME(A1)", "'=1+1"]
    assert by_cell["b02", "C90.total"][8] == "Non rendu"

    book = load_workbook(export.write(cohort, "xlsx", tmp_path / "sortie" / "notes.xlsx"))
    names = {cell.value: cell.data_type for row in book["Notes"].iter_rows() for cell in row}
    assert names["=1+1"] == "s"
    totals = {row[0]: row for row in book["Totaux"].iter_rows(min_row=2, values_only=True)}
    assert totals["ana.m"][4:] == (1, 6.5, 1, "Corrigé")
    assert totals["b02"][4:] == (None, 6.5, 0, "Non rendu")
    with pytest.raises(CultureDataError, match="--format csv ou --format xlsx"):
        export.write(cohort, "pdf")
    (tmp_path / "fichier").write_text("")
    with pytest.raises(CultureDataError, match="--sortie"):
        export.write(cohort, "csv", tmp_path / "fichier" / "notes.csv")


def test_the_report_names_nobody_and_gives_no_percentage_of_a_small_group(
    cohort: Cohort, tmp_path: Path, fill: Fill
):
    hand_in(
        cohort, tmp_path, ana_m=fill(total="total = 42"), b02=fill(total="import os\nos._exit(1)")
    )
    correct.correct(cohort)
    page = report.write(cohort).read_text(encoding="utf-8")
    for name in ("ana.m", "b02", "Modèle", "Zoé", "Essai", "exemple.fr"):
        assert name not in page
    assert "%" not in page.split("</style>", 1)[1]
    assert "moins de 8 personnes" in page
    assert "simulées" not in page
    assert "le noyau Python s&#39;est arrêté" in page
    assert page.count("<caption>") == page.count("<table>") == 2
    assert "http" not in page


@pytest.mark.slow
def test_submissions_that_met_a_locked_gradebook_are_graded_in_the_end(
    cohort: Cohort, tmp_path: Path, fill: Fill
):
    hand_in(cohort, tmp_path, b02=fill(total="total = 42"), c03=fill(total="total = 42"))
    # Another program holds the gradebook for longer than nbgrader waits.
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sqlite3, sys, time; book = sqlite3.connect(sys.argv[1]); "
            "book.execute('BEGIN EXCLUSIVE'); print(flush=True); time.sleep(11)",
            str(cohort.root / "gradebook.db"),
        ],
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    with holder, holder.stdout:
        holder.stdout.readline()
        done = list(engine.grade_all(cohort.root, [("b02", "C90"), ("c03", "C90")], 2))
    assert {each.learner: each.state for each in done} == {"b02": GRADED, "c03": GRADED}
