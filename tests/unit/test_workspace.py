"""The learner's folder: laid out, brought up to date, and never overwritten."""

import json
import os
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import nbformat
import pytest

from culture_data import course, home, workspace
from culture_data.errors import CultureDataError
from tests import toy

LESSONS = (toy.LESSON,)
NOTEBOOK = "C90-lecon-jouet.ipynb"
TODAY = f"{date.today():%Y-%m-%d}"


class Desk:
    """A learner's folder, and the sources that its lessons come from."""

    def __init__(self, root: Path):
        self.folder = root / "Mes documents d'été" / "parcours"
        self.sources = root / "sources"
        self.folder.parent.mkdir(parents=True)

    def start(self, take_away: str = "On compte avant de conclure.") -> workspace.Report:
        text = toy.TEXT.replace("On compte avant de conclure.", take_away)
        return workspace.lay_out(self.folder, LESSONS, toy.write(self.sources, text))

    @property
    def lesson(self) -> Path:
        return self.folder / NOTEBOOK

    def home_text(self) -> str:
        notebook = nbformat.read(self.folder / workspace.HOME, as_version=4)
        nbformat.validate(notebook)
        return "\n".join(cell.source for cell in notebook.cells)

    def names(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def work_on(path: Path) -> bytes:
    """Answer in a notebook, and save it, as JupyterLab would."""
    text = path.read_text(encoding="utf-8").replace("total = ...", "total = 42")
    path.write_text(text, encoding="utf-8")
    return path.read_bytes()


def test_the_first_start_lays_everything_out(desk: Desk):
    report = desk.start()
    assert report.laid == [NOTEBOOK]
    assert desk.names() == {NOTEBOOK, "Accueil.ipynb", "progression.json", ".culture-data.json"}
    assert desk.lesson.read_bytes() == course.releases(LESSONS, desk.sources)["C90"]
    progression = json.loads((desk.folder / "progression.json").read_text(encoding="utf-8"))
    assert progression == {"version": 1, "exercises": {}}


def test_the_home_page_lists_the_lessons(desk: Desk):
    desk.start()
    text = desk.home_text()
    assert "[C90\u00a0: Compter des chaises](C90-lecon-jouet.ipynb)" in text
    for expected in ("20\u00a0min", "Découvrir", "Rien", "Pas encore commencée (2\u00a0exercices)"):
        assert expected in text
    assert "montrer_progression()" in text
    assert "Nouvelles versions" not in text


def test_the_home_page_shows_the_progress_without_running_anything(desk: Desk):
    desk.start()
    note(desk.folder, {"C90.total": {"tries": 2, "outcome": "right", "score": 2.0, "points": 2.0}})
    desk.start()
    assert "1\u00a0exercice réussi sur 2" in desk.home_text()


def test_a_second_start_changes_nothing_and_is_quick(desk: Desk):
    desk.start()
    before = {name: (desk.folder / name).read_bytes() for name in desk.names()}
    begun = time.perf_counter()
    report = desk.start()
    assert time.perf_counter() - begun < 1
    assert report.changes == []
    assert {name: (desk.folder / name).read_bytes() for name in desk.names()} == before


def test_work_survives_starts(desk: Desk):
    desk.start()
    mine = work_on(desk.lesson)
    note(desk.folder, {"C90.total": {"tries": 1}})
    for _ in range(2):
        assert desk.start().changes == []
    assert desk.lesson.read_bytes() == mine
    assert "C90.total" in (desk.folder / "progression.json").read_text(encoding="utf-8")


def test_an_untouched_lesson_is_brought_up_to_date(desk: Desk):
    desk.start()
    report = desk.start("On recompte.")
    assert report.updated == [NOTEBOOK]
    assert "On recompte." in desk.lesson.read_text(encoding="utf-8")
    assert len(desk.names()) == 4


def test_a_lesson_begun_gets_its_new_version_beside_announced_and_once(desk: Desk):
    desk.start()
    mine = work_on(desk.lesson)
    report = desk.start("On recompte.")
    beside = f"C90-lecon-jouet (version du {TODAY}).ipynb"
    assert report.beside == [beside]
    assert "Votre travail n'a pas été touché" in report.message
    assert desk.lesson.read_bytes() == mine
    assert "On recompte." in (desk.folder / beside).read_text(encoding="utf-8")
    assert f"[{beside}]({home.link(beside)})" in desk.home_text()
    assert desk.start("On recompte.").changes == []
    (desk.folder / beside).unlink()
    assert desk.start("On recompte.").changes == []
    assert "Nouvelles versions" not in desk.home_text()


def test_two_new_versions_on_one_day_stand_side_by_side(desk: Desk):
    desk.start()
    mine = work_on(desk.lesson)
    first = desk.start("On recompte.").beside[0]
    begun = work_on(desk.folder / first)
    second = desk.start("On recompte deux fois.").beside[0]
    assert second == f"C90-lecon-jouet (version du {TODAY}, 2).ipynb"
    assert desk.lesson.read_bytes() == mine
    assert (desk.folder / first).read_bytes() == begun


def test_coming_back_to_the_version_that_was_begun_lays_nothing(desk: Desk):
    desk.start()
    work_on(desk.lesson)
    desk.start("On recompte.")
    assert desk.start().changes == []


def test_a_deleted_lesson_is_laid_again(desk: Desk):
    desk.start()
    work_on(desk.lesson)
    desk.lesson.unlink()
    assert desk.start().laid == [NOTEBOOK]
    assert "total = ..." in desk.lesson.read_text(encoding="utf-8")


@pytest.mark.parametrize("manifest", [None, "", "{}", "[]", '{"files": {"a": 3}}'])
def test_a_lost_or_damaged_manifest_costs_no_work(desk: Desk, manifest: str | None):
    desk.start()
    mine = work_on(desk.lesson)
    path = desk.folder / ".culture-data.json"
    path.unlink() if manifest is None else path.write_text(manifest, encoding="utf-8")
    desk.start()
    assert desk.lesson.read_bytes() == mine
    assert desk.start().changes == []


def test_running_the_home_page_does_not_count_as_writing_in_it(desk: Desk):
    desk.start()
    path = desk.folder / "Accueil.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].outputs = [nbformat.v4.new_output("stream", text="C90")]
    notebook.cells[-1].execution_count = 1
    notebook.cells.append(nbformat.v4.new_code_cell())  # Maj + Entrée on the last cell
    nbformat.write(notebook, path)
    assert desk.start().kept_home is None
    assert len(desk.names()) == 4


def test_notes_on_the_home_page_are_kept_beside(desk: Desk):
    desk.start()
    path = desk.folder / "Accueil.ipynb"
    mine = path.read_text(encoding="utf-8").replace("## Les le", "Ma note. ## Les le")
    path.write_text(mine, encoding="utf-8")
    report = desk.start()
    assert report.kept_home == f"Accueil (vos notes du {TODAY}).ipynb"
    assert (desk.folder / report.kept_home).read_text(encoding="utf-8") == mine
    assert "Ma note" not in desk.home_text()
    assert desk.start().kept_home is None


def test_a_learners_file_under_our_name_is_left_alone(desk: Desk):
    desk.folder.mkdir()
    desk.lesson.write_text("ma liste de courses", encoding="utf-8")
    (desk.folder / "Accueil.ipynb").write_text("mon accueil", encoding="utf-8")
    report = desk.start()
    assert desk.lesson.read_text(encoding="utf-8") == "ma liste de courses"
    assert report.beside == [f"C90-lecon-jouet (version du {TODAY}).ipynb"]
    assert report.kept_home is not None
    assert (desk.folder / report.kept_home).read_text(encoding="utf-8") == "mon accueil"


@pytest.mark.parametrize("exists", [True, False], ids=["to a file", "to nothing"])
def test_links_are_not_followed_out_of_the_folder(desk: Desk, tmp_path: Path, exists: bool):
    desk.folder.mkdir()
    outside = tmp_path / "dehors.ipynb"
    if exists:
        outside.write_text("ailleurs", encoding="utf-8")
    for name in (NOTEBOOK, "Accueil.ipynb", "progression.json", ".culture-data.json"):
        (desk.folder / name).symlink_to(outside)
    desk.start()
    desk.start("On recompte.")
    assert outside.exists() == exists
    assert not exists or outside.read_text(encoding="utf-8") == "ailleurs"
    assert desk.lesson.is_symlink()


def test_a_file_where_the_folder_should_be(desk: Desk):
    desk.folder.write_text("bonjour", encoding="utf-8")
    with pytest.raises(CultureDataError, match="un fichier porte déjà ce nom"):
        desk.start()
    assert desk.folder.read_text(encoding="utf-8") == "bonjour"


@pytest.fixture
def ordinary_user() -> Iterator[Path]:
    """Lend a folder while being nobody: rights mean nothing to root."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o777)
        if os.geteuid():
            yield root
            return
        course.releases(LESSONS, toy.write(root / "warm"))  # what is loaded needs no right
        os.seteuid(65534)
        try:
            yield root
        finally:
            os.seteuid(0)


def test_a_read_only_folder_is_said_and_left_as_it_was(ordinary_user: Path):
    desk = Desk(ordinary_user)
    desk.start()
    before = {path.name: path.read_bytes() for path in desk.folder.iterdir()}
    desk.folder.chmod(0o555)
    try:
        with pytest.raises(CultureDataError, match="pas le droit d'y écrire") as caught:
            desk.start("On recompte.")
    finally:
        desk.folder.chmod(0o755)
    assert isinstance(caught.value.__cause__, PermissionError)
    assert {path.name: path.read_bytes() for path in desk.folder.iterdir()} == before


def test_a_disk_that_refuses_to_grow_leaves_no_half_written_file(desk: Desk):
    desk.start()
    before = {path.name: path.read_bytes() for path in desk.folder.iterdir()}
    resource = pytest.importorskip("resource", reason="Windows has no limit of file size")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(CultureDataError, match="disque n'est pas plein"):
            workspace.lay_out(desk.folder, LESSONS, desk.sources)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert {path.name: path.read_bytes() for path in desk.folder.iterdir()} == before


def note(folder: Path, exercises: dict[str, dict[str, object]]) -> None:
    text = json.dumps({"version": 1, "exercises": exercises})
    (folder / "progression.json").write_text(text, encoding="utf-8")
