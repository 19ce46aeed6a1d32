"""Reading the lessons' sources."""

from pathlib import Path

import nbformat
import pytest

from culture_data import sources
from culture_data.errors import CultureDataError
from tests import toy


def test_reads_a_valid_notebook_without_outputs_the_same_each_time():
    first, second = sources.parse(toy.LESSON, toy.TEXT), sources.parse(toy.LESSON, toy.TEXT)
    nbformat.validate(first)
    assert nbformat.writes(first) == nbformat.writes(second)
    assert first.metadata.lang == "fr"
    assert first.metadata.kernelspec.name == "python3"
    assert "jupytext" not in first.metadata
    assert all(not cell.outputs for cell in first.cells if cell.cell_type == "code")


def test_ids_are_unique_and_survive_an_insertion():
    before = [cell.id for cell in sources.parse(toy.LESSON, toy.TEXT).cells]
    longer = toy.TEXT.replace("## À retenir", "+++\n\nBonjour\n\n+++\n\n## À retenir")
    after = [cell.id for cell in sources.parse(toy.LESSON, longer).cells]
    assert len(set(after)) == len(after) == len(before) + 1
    assert set(before) <= set(after)
    assert {"C90-total", "C90-total-test", "C90-lettre"} <= set(before)


def test_ids_stay_unique_when_cells_are_the_same():
    twice = toy.TEXT + "\n+++\n\nBis\n\n+++\n\nBis\n"
    ids = [cell.id for cell in sources.parse(toy.LESSON, twice).cells]
    assert len(set(ids)) == len(ids)


def test_a_grade_id_that_nbformat_would_refuse_still_gives_a_valid_cell_id():
    odd = toy.TEXT.replace("C90-total,", f'"C90 é{"x" * 80}",')
    nbformat.validate(sources.parse(toy.LESSON, odd))


def test_windows_line_ends_change_nothing():
    unix, windows = (
        sources.parse(toy.LESSON, text) for text in (toy.TEXT, toy.TEXT.replace("\n", "\r\n"))
    )
    assert nbformat.writes(unix) == nbformat.writes(windows)


def test_finds_answer_test_and_solution():
    notebook = sources.parse(toy.LESSON, toy.TEXT)
    total = toy.LESSON.exercises[0]
    assert sources.test_cell(notebook, total).source == 'verifier("C90.total", total)'
    skeleton, solution = sources.split_solution(sources.answer_cell(notebook, total).source)
    assert skeleton == "# Additionnez les chaises.\ntotal = ..."
    assert solution == "total = sum(chaises)"


def test_solution_of_reads_the_shipped_lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sources, "folder", lambda _: toy.write(tmp_path))
    sources.solution_of.cache_clear()
    assert sources.solution_of(toy.LESSON, toy.LESSON.exercises[1]) == "moyenne = total / 12"


def test_a_missing_solution_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    without = toy.TEXT.replace("moyenne = total / 12\n", "")
    monkeypatch.setattr(sources, "folder", lambda _: toy.write(tmp_path, without))
    sources.solution_of.cache_clear()
    with pytest.raises(CultureDataError, match=r"C90\.moyenne"):
        sources.solution_of(toy.LESSON, toy.LESSON.exercises[1])


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("nbgrader: {grade: false,", "nbgrader: {grade: : false,"),
        ('+++ {"nbgrader"', '+++ {"nbgrader'),
        ("lang: fr", "lang: [fr"),
    ],
    ids=["cell yaml", "cell json", "front matter"],
)
def test_unreadable_myst_names_the_file(good: str, bad: str):
    with pytest.raises(CultureDataError, match=r"C90-lecon-jouet\.md") as caught:
        sources.parse(toy.LESSON, toy.TEXT.replace(good, bad))
    assert caught.value.__cause__ is not None


def test_a_missing_or_undecodable_file_is_said_in_french(tmp_path: Path):
    with pytest.raises(CultureDataError, match="manque"):
        sources.read(toy.LESSON, tmp_path)
    (tmp_path / "C90-lecon-jouet.md").write_bytes("é".encode("cp1252"))
    with pytest.raises(CultureDataError, match="UTF-8"):
        sources.read(toy.LESSON, tmp_path)
