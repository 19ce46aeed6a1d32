"""Building the nbgrader course, with nbgrader's own converters."""

import contextlib
import dataclasses
import sqlite3
import subprocess
import sys
import warnings
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning

from culture_data import course
from culture_data.authoring import problems
from culture_data.errors import CultureDataError
from culture_data.exercises.model import Lesson
from culture_data.sources import parse
from tests import toy

LESSONS = (toy.LESSON,)


@pytest.fixture
def built(tmp_path: Path) -> course.Course:
    notebooks = toy.write(tmp_path / "sources")
    return course.build(tmp_path / "cours d'été", LESSONS, notebooks)


def sources_of(built: course.Course, step: str) -> dict[str, str]:
    notebook = nbformat.read(built.notebook(step, toy.LESSON), as_version=4)
    nbformat.validate(notebook)
    return {cell.id: cell.source for cell in notebook.cells}


def test_the_release_has_french_stubs_and_no_solution(built: course.Course):
    release = sources_of(built, "release")
    assert release["C90-total"] == (
        "# Additionnez les chaises.\ntotal = ...\n"
        "# À vous\u00a0: complétez ou corrigez ci-dessus, puis exécutez cette cellule (Maj + Entrée)."
    )
    assert release["C90-lettre"] == "Écrivez votre réponse ici."
    text = built.notebook("release", toy.LESSON).read_text(encoding="utf-8")
    for secret in ("sum(chaises)", "Au service des fêtes", "SOLUTION", "YOUR"):
        assert secret not in text


def test_source_and_solution_keep_the_solution(built: course.Course):
    for step in ("source", "solution"):
        assert "total = sum(chaises)" in sources_of(built, step)["C90-total"]


def test_the_gradebook_knows_the_points(built: course.Course):
    with Gradebook(f"sqlite:///{built.gradebook}") as book:
        assignment = book.find_assignment("C90")
        assert assignment.max_score == 6.5
        cells = assignment.notebooks[0].grade_cells
        assert {cell.name for cell in cells} == {"C90-total-test", "C90-moyenne-test", "C90-lettre"}


def test_the_gradebook_is_the_one_that_nbgrader_would_make(tmp_path: Path):
    course.make_gradebook(ours := tmp_path / "ours.db")
    with Gradebook(f"sqlite:///{tmp_path / 'theirs.db'}"):
        pass
    assert schema(ours) == schema(tmp_path / "theirs.db")


def test_building_twice_gives_the_same_bytes(built: course.Course, tmp_path: Path):
    again = course.build(tmp_path / "ailleurs", LESSONS, tmp_path / "sources")
    for step in course.STEPS:
        assert (
            built.notebook(step, toy.LESSON).read_bytes()
            == again.notebook(step, toy.LESSON).read_bytes()
        )
    assert (
        course.releases(LESSONS, tmp_path / "sources")["C90"]
        == built.notebook("release", toy.LESSON).read_bytes()
    )


def test_the_shell_command_gives_the_same_release(built: course.Course):
    ours = built.notebook("release", toy.LESSON).read_bytes()
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "C90", "--force"]
    subprocess.run(command, cwd=built.root, check=True, capture_output=True)
    assert built.notebook("release", toy.LESSON).read_bytes() == ours


def test_building_is_silent(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    course.build(tmp_path / "cours", LESSONS, toy.write(tmp_path / "sources"))
    assert capfd.readouterr() == ("", "")


def test_a_rebuild_keeps_what_learners_handed_in(built: course.Course, tmp_path: Path):
    handed_in = built.root / "submitted" / "hc1" / "C90" / "C90-lecon-jouet.ipynb"
    graded = built.root / "autograded" / "hc1" / "C90" / "C90-lecon-jouet.ipynb"
    for path in (handed_in, graded):
        path.parent.mkdir(parents=True)
        path.write_text("copie", encoding="utf-8")
    record_copy(built)
    reworded = toy.TEXT.replace("On compte avant", "On recompte avant")
    course.build(built.root, LESSONS, toy.write(tmp_path / "sources", reworded))
    assert "On recompte" in built.notebook("release", toy.LESSON).read_text(encoding="utf-8")
    assert handed_in.read_text(encoding="utf-8") == "copie"
    assert graded.read_text(encoding="utf-8") == "copie"
    with Gradebook(f"sqlite:///{built.gradebook}") as book:
        assert book.find_submission("C90", "hc1").score == 2.0


def test_a_rebuild_that_would_lose_marks_is_refused(built: course.Course, tmp_path: Path):
    record_copy(built)
    before = snapshot(built.root)
    fewer, shorter = without_the_second_exercise()
    with pytest.raises(CultureDataError, match="copies sont déjà enregistrées pour C90"):
        course.build(built.root, (fewer,), toy.write(tmp_path / "sources", shorter))
    assert snapshot(built.root) == before


def test_an_exercise_may_go_while_nobody_handed_in(built: course.Course, tmp_path: Path):
    fewer, shorter = without_the_second_exercise()
    course.build(built.root, (fewer,), toy.write(tmp_path / "sources", shorter))
    with Gradebook(f"sqlite:///{built.gradebook}") as book:
        assert book.find_assignment("C90").max_score == 5.0


def test_a_renamed_lesson_puts_the_old_notebook_aside(built: course.Course, tmp_path: Path):
    renamed = dataclasses.replace(toy.LESSON, slug="nouveau-nom")
    again = course.build(built.root, (renamed,), toy.write(tmp_path / "sources", lesson=renamed))
    release = built.root / "release" / "C90"
    assert [path.name for path in release.iterdir()] == ["C90-nouveau-nom.ipynb"]
    kept = built.root / "anciens" / "source" / "C90" / "C90-lecon-jouet.ipynb"
    assert kept.is_file()
    assert kept in again.aside


def test_a_configuration_edited_by_hand_is_put_aside(built: course.Course, tmp_path: Path):
    for turn in (1, 2):
        (built.root / "nbgrader_config.py").write_text(f"# réglage {turn}", encoding="utf-8")
        again = course.build(built.root, LESSONS, tmp_path / "sources")
        assert [path.read_text(encoding="utf-8") for path in again.aside] == [f"# réglage {turn}"]
    assert (built.root / "nbgrader_config.py").read_bytes() == course.config_file().read_bytes()
    assert course.build(built.root, LESSONS, tmp_path / "sources").aside == ()


def test_a_mistake_leaves_the_course_as_it_was(built: course.Course, tmp_path: Path):
    before = snapshot(built.root)
    with pytest.raises(CultureDataError):
        course.build(
            built.root,
            LESSONS,
            toy.write(tmp_path / "sources", toy.TEXT.replace("points: 2,", "points: 5,")),
        )
    assert snapshot(built.root) == before


def test_all_problems_of_all_lessons_come_at_once(tmp_path: Path):
    absent = Lesson(id="C91", slug="absente", title="", domains=(), level=1, minutes=1)
    bad = toy.TEXT.replace("points: 2,", "points: 5,").replace("total = sum(chaises)\n", "")
    with pytest.raises(CultureDataError) as caught:
        course.build(tmp_path / "cours", (toy.LESSON, absent), toy.write(tmp_path / "s", bad))
    text = str(caught.value)
    assert "3 problèmes" in text
    assert "C91-absente.md" in text
    assert "C90-lecon-jouet.md, cellule C90-total-test" in text
    assert not (tmp_path / "cours").exists()


def test_a_file_where_the_folder_should_be(tmp_path: Path):
    (tmp_path / "cours").write_text("bonjour", encoding="utf-8")
    with pytest.raises(CultureDataError, match="ne peut pas être écrit"):
        course.build(tmp_path / "cours", LESSONS, toy.write(tmp_path / "sources"))
    assert (tmp_path / "cours").read_text(encoding="utf-8") == "bonjour"


def test_a_path_that_nbgrader_would_misread_is_refused(tmp_path: Path):
    with pytest.raises(CultureDataError, match=r"\[ \]"):
        course.build(tmp_path / "cours [2026]", LESSONS, toy.write(tmp_path / "sources"))


def test_the_toy_lesson_has_no_problem():
    assert problems(toy.LESSON, parse(toy.LESSON, toy.TEXT)) == []


CELL = "cellule C90-total\u00a0:"
TEST = "cellule C90-total-test\u00a0:"
ANSWER = "total = ...\n### BEGIN SOLUTION\ntotal = sum(chaises)\n### END SOLUTION"


@pytest.mark.parametrize(
    ("good", "bad", "where", "what"),
    [
        ("grade_id: C90-moyenne,", "grade_id: C90-total,", CELL[:-2], "porté par 2 cellules"),
        ("grade_id: C90-total,", "grade_id: C90-été,", "cellule C90-été", "invalide"),
        ("grade_id: C90-total,", "grade_id: C04-total,", "cellule C04-total", "invalide"),
        ("C90-total-test", "C90-autre-test", "exercice C90.total", "manque la cellule de test"),
        ("C90-total-test", "C90-autre-test", "cellule C90-autre-test", "aucun exercice"),
        ("grade_id: C90-total,", "grade_id: C90-x,", "cellule C90-x", "aucun exercice"),
        ("grade_id: C90-total,", "grade_id: C90-x,", "exercice C90.total", "cellule de réponse"),
        ("points: 2,", "points: 3,", TEST, "en vaut 2"),
        ("points: 2,", "", TEST, "nombre de points"),
        ("points: 2,", "points: '2',", TEST, "nombre de points"),
        ("schema_version: 3, ", "", CELL, "il manque à nbgrader\u00a0: schema_version"),
        ("schema_version: 3", "schema_version: 2", CELL, "schema_version doit être 3"),
        (ANSWER, "total = sum(chaises)", CELL, "pas de solution entre"),
        ("total = ...\n", "", CELL, "«\u00a0total = ...\u00a0»"),
        ("total = ...\n", "total == ...\n", CELL, "«\u00a0total = ...\u00a0»"),
        ("total = ...\n", "total = = ...\n", CELL, "n'est pas du Python"),
        ("### END SOLUTION\n", "", CELL, "ne vont pas par deux"),
        ('verifier("C90.total", total)', "total", TEST, "seule ligne"),
        ('verifier("C90.total", total)', 'verifier("C90.total", chaises)', TEST, "seule ligne"),
        ('verifier("C90.total"', 'verifier("C90.moyenne"', TEST, "seule ligne"),
        ('reprise("C90.total"', 'reprise("C90.totla"', "C90-total-reprise", "n'existe pas"),
        ("-test, locked: true", "-test, locked: false", TEST, "doit être verrouillée"),
        ("C90-total, locked: false", "C90-total, locked: true", CELL, "ne peut pas être verr"),
        ("chaises = [40, 2]", "### BEGIN SOLUTION\n1\n### END SOLUTION", "cellule 2", "sans méta"),
        ('"grade": true', '"grade": false', "cellule C90-lettre", "cellule de texte"),
        ("task: false", "task: true", CELL, "«\u00a0task\u00a0»"),
        (
            'verifier("C90.total", total)\n```',
            'verifier("C90.total", total)\n```\n' + "\n```{code-cell} ipython3\n1\n```\n" * 20,
            "carnet entier",
            "26 cellules de code",
        ),
    ],
)
def test_an_author_mistake_names_the_file_and_the_cell(good: str, bad: str, where: str, what: str):
    assert good in toy.TEXT
    found = problems(toy.LESSON, parse(toy.LESSON, toy.TEXT.replace(good, bad, 1)))
    assert any(
        each.startswith(f"C90-lecon-jouet.md, {where}") or f"md, cellule {where}" in each
        for each in found
        if what in each
    ), found


def test_an_exercise_absent_from_the_notebook():
    _, shorter = without_the_second_exercise()
    found = problems(toy.LESSON, parse(toy.LESSON, shorter))
    assert found == ["C90-lecon-jouet.md, exercice C90.moyenne\u00a0: absent du carnet."]


def test_another_order_than_the_module():
    turned = dataclasses.replace(toy.LESSON, exercises=toy.LESSON.exercises[::-1])
    (found,) = problems(turned, parse(turned, toy.TEXT))
    assert "cellule C90-total-test" in found
    assert "C90.moyenne" in found


def test_a_test_that_does_not_follow_its_answer():
    cell = "```{code-cell} ipython3\n---\nnbgrader: {grade: true, grade_id: C90-total-test"
    (found,) = problems(
        toy.LESSON, parse(toy.LESSON, toy.TEXT.replace(cell, "Entre deux.\n\n" + cell))
    )
    assert "doit suivre aussitôt" in found


def test_saved_outputs_are_seen():
    notebook = parse(toy.LESSON, toy.TEXT)
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="42")]
    (found,) = problems(toy.LESSON, notebook)
    assert "cellule 2 («\u00a0chaises = [40, 2]\u00a0»)" in found
    assert "effacez-les" in found


def test_the_modules_own_mistakes():
    first, second = toy.LESSON.exercises
    twice = dataclasses.replace(toy.LESSON, exercises=(first, second, first))
    assert any("2 fois" in each for each in problems(twice, parse(twice, toy.TEXT)))
    stray = dataclasses.replace(second, id="C04.moyenne")
    other = dataclasses.replace(toy.LESSON, exercises=(first, stray))
    assert any("«\u00a0C90.\u00a0»" in each for each in problems(other, parse(other, toy.TEXT)))


def without_the_second_exercise() -> tuple[Lesson, str]:
    start = toy.TEXT.index(
        "```{code-cell} ipython3\n---\nnbgrader: {grade: false, grade_id: C90-moy"
    )
    end = toy.TEXT.index("À qui faut-il")
    fewer = dataclasses.replace(toy.LESSON, exercises=toy.LESSON.exercises[:1])
    return fewer, toy.TEXT[:start] + toy.TEXT[end:]


def record_copy(built: course.Course) -> None:
    with Gradebook(f"sqlite:///{built.gradebook}", "culture-data") as book:
        book.add_student("hc1")
        with warnings.catch_warnings():  # nbgrader's own relations make SQLAlchemy grumble
            warnings.simplefilter("ignore", SAWarning)
            book.add_submission("C90", "hc1")
        grade = book.find_grade("C90-total-test", "C90-lecon-jouet", "C90", "hc1")
        grade.auto_score = 2.0
        book.db.commit()


def schema(database: Path) -> list[tuple[str, ...]]:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        tables = connection.execute(
            "SELECT name, replace(sql, ';', '') FROM sqlite_master ORDER BY name"
        )
        return [*tables, *connection.execute("SELECT * FROM alembic_version")]


def snapshot(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
