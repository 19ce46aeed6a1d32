"""Taking in what cohorts really send: nothing guessed, nothing lost, all told in French."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from culture_data.errors import CultureDataError
from culture_data.grading.cohort import Cohort
from culture_data.grading.collect import NEW, REPLACED, SAME, Collected, collect
from tests.grading.conftest import NOTEBOOK, Fill, cell, write


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def in_place(cohort: Cohort) -> set[str]:
    return {path.parent.parent.name for path in (cohort.root / "submitted").glob("*/C90/*.ipynb")}


def refusal(report: Collected) -> str:
    assert not report.taken
    assert len(report.refused) == 1, report.refused
    return report.refused[0].why


@pytest.mark.parametrize(
    "place",
    [
        f"ana.m/C90/{NOTEBOOK}",
        f"ana.m/{NOTEBOOK}",
        f"ANA.M/sous dossier/encore/{NOTEBOOK}",
        NOTEBOOK.replace(".ipynb", "__ana.m.ipynb"),
        f"ana.essai/{NOTEBOOK}",
        f"ana.essai@exemple.fr/{NOTEBOOK}",
        f"Essai Ana/{NOTEBOOK}",
        f"Ana ESSAI_12345_assignsubmission_file/{NOTEBOOK}",
    ],
)
@pytest.mark.parametrize("kind", ["folder", "zip", "zip in a folder", "zip in a zip"])
def test_layouts_that_say_whose_it_is(
    cohort: Cohort, tmp_path: Path, fill: Fill, place: str, kind: str
):
    content, source = fill(total="total = 42"), tmp_path / "rendus"
    if kind == "folder":
        write(source / place, content)
    elif kind == "zip":
        source = write(tmp_path / "rendus.zip", zipped({place: content}))
    elif kind == "zip in a folder":
        write(source / "lot.zip", zipped({place: content}))
    else:
        source = write(tmp_path / "rendus.zip", zipped({"lot.zip": zipped({place: content})}))
    report = collect(cohort, [source])
    assert [(each.learner, each.state) for each in report.taken] == [("ana.m", NEW)]
    assert not report.refused
    assert report.missing == {"C90": ["b02", "c03"]}
    assert (cohort.root / "submitted/ana.m/C90" / NOTEBOOK).read_bytes() == content


def test_a_zip_named_after_its_learner(cohort: Cohort, tmp_path: Path, fill: Fill):
    sources = [write(tmp_path / f"{who}.zip", zipped({NOTEBOOK: fill()})) for who in ("b02", "c03")]
    report = collect(cohort, sources)
    assert [each.learner for each in report.taken] == ["b02", "c03"]


def test_the_rubbish_of_systems_is_passed_over(cohort: Cohort, tmp_path: Path, fill: Fill):
    members = {
        f"__MACOSX/b02/._{NOTEBOOK}": b"\x00\x05\x16\x07",
        "b02/.DS_Store": b"x",
        f"b02/._{NOTEBOOK}": b"x",
        f"b02/.ipynb_checkpoints/{NOTEBOOK}": fill(total="old"),
        f"b02/{NOTEBOOK}": fill(total="total = 42"),
        "b02/lisez-moi.txt": b"x",
    }
    report = collect(cohort, [write(tmp_path / "rendus.zip", zipped(members))])
    assert [each.learner for each in report.taken] == ["b02"]
    assert not report.refused
    assert not report.ignored


@pytest.mark.parametrize(
    "name", [f"../b02/{NOTEBOOK}", f"/b02/{NOTEBOOK}", f"b02/../../{NOTEBOOK}"]
)
def test_a_path_that_leaves_the_archive(cohort: Cohort, tmp_path: Path, fill: Fill, name: str):
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    archive = write(tmp_path / "rendus.zip", zipped({name: fill()}))
    assert "sort de l'archive" in refusal(collect(cohort, [archive]))
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before | {archive}


def test_links_are_not_followed(cohort: Cohort, tmp_path: Path, fill: Fill):
    secret = write(tmp_path / "ailleurs.ipynb", fill())
    (tmp_path / "rendus/b02").mkdir(parents=True)
    (tmp_path / "rendus/b02" / NOTEBOOK).symlink_to(secret)
    assert "raccourci" in refusal(collect(cohort, [tmp_path / "rendus"]))
    link = zipfile.ZipInfo(f"b02/{NOTEBOOK}")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "lien.zip", "w") as archive:
        archive.writestr(link, str(secret))
    assert "raccourci" in refusal(collect(cohort, [tmp_path / "lien.zip"]))


def test_archives_that_are_traps_or_damaged(cohort: Cohort, tmp_path: Path, fill: Fill):
    bomb = zipped({f"b02/{n}.ipynb": b"0" * 21_000_000 for n in range(50)})
    assert "1 Go" in refusal(collect(cohort, [write(tmp_path / "bombe.zip", bomb)]))
    whole = zipped({f"b02/{NOTEBOOK}": fill()})
    assert "abîmée" in refusal(collect(cohort, [write(tmp_path / "coupé.zip", whole[:-50])]))
    middle = bytearray(whole)
    middle[len(whole) // 3] ^= 0xFF
    assert "abîmée" in refusal(collect(cohort, [write(tmp_path / "rayé.zip", bytes(middle))]))
    deep = zipped({"1.zip": zipped({"2.zip": zipped({f"b02/{NOTEBOOK}": fill()})})})
    assert "les unes dans les autres" in refusal(
        collect(cohort, [write(tmp_path / "poupées.zip", deep)])
    )


def no_cells(notebook: Any) -> None:
    notebook["cells"] = []


def without_ids(notebook: Any) -> None:
    for each in notebook["cells"]:
        each["metadata"] = {}


def malformed(notebook: Any) -> None:
    notebook["cells"][1]["cell_type"] = "poème"


def old_schema(notebook: Any) -> None:
    cell(notebook, "C90-total")["metadata"]["nbgrader"]["schema_version"] = 99


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda fill: b"", "0 octet"),
        (lambda fill: b"<!DOCTYPE html><p>Connexion", "page web"),
        (lambda fill: fill()[:-300], "pas un carnet lisible"),
        (lambda fill: b"[" * 100_000, "pas un carnet lisible"),
        (lambda fill: b'{"worksheets": []}', "format 4"),
        (lambda fill: fill(no_cells), "plus aucune cellule"),
        (lambda fill: fill(without_ids), "plus aucune de ses cellules d'exercice"),
        (lambda fill: fill(malformed), "mal formé"),
        (lambda fill: fill(old_schema), "mal formé"),
        (lambda fill: fill(total="#" * 50_000_000), "20 Mo"),
    ],
)
def test_a_notebook_that_cannot_be_graded(
    cohort: Cohort, tmp_path: Path, fill: Fill, damage: Callable[[Fill], bytes], told: str
):
    write(tmp_path / "rendus/c03" / NOTEBOOK, fill())
    original = write(tmp_path / "rendus/b02" / NOTEBOOK, damage(fill))
    content = original.read_bytes()
    report = collect(cohort, [tmp_path / "rendus"])
    assert [each.learner for each in report.taken] == ["c03"]  # the others are not stopped
    assert told in report.refused[0].why
    assert NOTEBOOK in report.refused[0].label
    assert original.read_bytes() == content
    archive = write(tmp_path / "b02.zip", zipped({NOTEBOOK: content}))
    assert told in refusal(collect(cohort, [archive]))


def test_two_cells_of_one_id_are_graded_and_said(cohort: Cohort, tmp_path: Path, fill: Fill):
    def double(notebook: Any) -> None:
        notebook["cells"].append(dict(cell(notebook, "C90-total")))

    write(tmp_path / "b02" / NOTEBOOK, fill(double))
    (taken,) = collect(cohort, [tmp_path / "b02"]).taken
    assert "en double (C90-total)" in taken.remarks[0]


def test_deleted_test_cells_are_said(cohort: Cohort, tmp_path: Path, fill: Fill):
    def delete(notebook: Any) -> None:
        notebook["cells"].remove(cell(notebook, "C90-total-test"))

    write(tmp_path / "b02" / NOTEBOOK, fill(delete))
    (taken,) = collect(cohort, [tmp_path / "b02"]).taken
    assert "effacées (C90-total-test)" in taken.remarks[0]


def test_a_renamed_notebook_is_recognised_by_its_cells(cohort: Cohort, tmp_path: Path, fill: Fill):
    write(tmp_path / "rendus/b02/Mon devoir (1).ipynb", fill())
    (taken,) = collect(cohort, [tmp_path / "rendus"]).taken
    assert (taken.learner, taken.lesson) == ("b02", "C90")
    assert "renommé" in taken.remarks[0]
    assert (cohort.root / "submitted/b02/C90" / NOTEBOOK).exists()


def test_other_notebooks_are_left_aside(cohort: Cohort, tmp_path: Path, fill: Fill):
    write(tmp_path / "rendus/b02" / NOTEBOOK, fill())
    write(tmp_path / "rendus/b02/Accueil.ipynb", fill(without_ids))
    report = collect(cohort, [tmp_path / "rendus"])
    assert len(report.ignored) == 1
    assert not report.refused


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (f"inconnue/{NOTEBOOK}", "à qui est ce carnet"),
        (f"Modèle/{NOTEBOOK}", "à qui est ce carnet"),
        (f"b02/c03/{NOTEBOOK}", "plusieurs personnes (b02, c03)"),
    ],
)
def test_an_owner_is_asked_for_never_guessed(
    cohort: Cohort, tmp_path: Path, fill: Fill, place: str, told: str
):
    write(tmp_path / "rendus" / place, fill())
    assert told in refusal(collect(cohort, [tmp_path / "rendus"]))
    assert in_place(cohort) == set()


def test_copies_that_differ_are_asked_about(cohort: Cohort, tmp_path: Path, fill: Fill):
    write(tmp_path / "rendus/b02" / NOTEBOOK, fill(total="total = 1"))
    write(tmp_path / "rendus/b02/C90-lecon-jouet-Copy1.ipynb", fill(total="total = 2"))
    report = collect(cohort, [tmp_path / "rendus"])
    assert not report.taken
    assert len(report.refused) == 2
    assert all("plusieurs carnets différents de b02" in each.why for each in report.refused)


def test_identical_copies_are_taken_once(cohort: Cohort, tmp_path: Path, fill: Fill):
    for place in ("rendus/b02", "rendus/encore/b02"):
        write(tmp_path / place / NOTEBOOK, fill())
    (taken,) = collect(cohort, [tmp_path / "rendus"]).taken
    assert "reçu 2 fois" in taken.remarks[0]


def test_a_later_copy_archives_the_earlier_one(cohort: Cohort, tmp_path: Path, fill: Fill):
    source = write(tmp_path / "b02" / NOTEBOOK, fill(total="total = 1"))
    first = source.read_bytes()
    assert collect(cohort, [source.parent]).taken[0].state == NEW
    assert collect(cohort, [source.parent]).taken[0].state == SAME
    source.write_bytes(fill(total="total = 42"))
    assert collect(cohort, [source.parent]).taken[0].state == REPLACED
    (archived,) = (cohort.root / "archives/b02/C90").glob(f"*/{NOTEBOOK}")
    assert archived.read_bytes() == first
    assert json.loads((cohort.root / "submitted/b02/C90" / NOTEBOOK).read_bytes())


def test_sources_that_are_not_there_or_of_another_kind(cohort: Cohort, tmp_path: Path, fill: Fill):
    write(tmp_path / "b02" / NOTEBOOK, fill())
    with pytest.raises(CultureDataError, match="n'existe pas"):
        collect(cohort, [tmp_path / "b02", tmp_path / "absent.zip"])
    assert in_place(cohort) == set()
    with pytest.raises(CultureDataError, match=r"\.rar, \.7z"):
        collect(cohort, [write(tmp_path / "rendus.rar", b"Rar!")])
    (tmp_path / "vide").mkdir()
    assert "aucun carnet" in refusal(collect(cohort, [tmp_path / "vide"]))
