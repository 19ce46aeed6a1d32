"""Making a cohort: whole or not at all."""

import zipfile
from pathlib import Path

import pytest

from culture_data.errors import CultureDataError
from culture_data.grading import cohort as cohorts
from culture_data.grading.cohort import Cohort
from tests import toy
from tests.grading.conftest import LIST, NOTEBOOK


def test_a_cohort_has_its_learners_and_what_to_hand_out(cohort: Cohort):
    assert [each.identifier for each in cohorts.learners(cohort)] == ["ana.m", "b02", "c03"]
    assert cohort.lessons == ("C90",)
    with zipfile.ZipFile(cohort.root / "a-distribuer" / "parcours.zip") as archive:
        assert archive.namelist() == [NOTEBOOK]
        assert b"sum(chaises)" not in archive.read(NOTEBOOK)


def test_a_second_creation_changes_nothing(cohort: Cohort, folder: Path, tmp_path: Path):
    (tmp_path / "liste.csv").write_text(LIST + "d04;Nouveau;Max;\n", encoding="utf-8")
    with pytest.raises(CultureDataError, match="existe déjà"):
        cohorts.create(folder, "Été 2027", tmp_path / "liste.csv")
    assert len(cohorts.learners(cohort)) == 3


def test_adding_people_keeps_those_who_are_there(cohort: Cohort, folder: Path, tmp_path: Path):
    (tmp_path / "liste.csv").write_text(
        "identifiant,nom,prenom\nB02,Autre,Nom\nd04,Nouveau,Max\n", encoding="utf-8"
    )
    created = cohorts.create(folder, "Été 2027", tmp_path / "liste.csv", add=True)
    assert [each.identifier for each in created.added] == ["d04"]
    people = {each.identifier: each.last_name for each in cohorts.learners(cohort)}
    assert people == {"ana.m": "Essai", "b02": "Modèle", "c03": "Modèle", "d04": "Nouveau"}


@pytest.mark.parametrize(
    "name", ["", " ", "../x", "a/b", "a\\b", ".cachée", "a..b", "nul", "*", "x" * 99]
)
def test_names_that_cannot_be_folders(tmp_path: Path, name: str):
    with pytest.raises(CultureDataError, match="ne peut pas être le nom"):
        cohorts.find(tmp_path, name)


def test_an_unknown_cohort_lists_those_that_exist(folder: Path):
    with pytest.raises(CultureDataError, match="«\u00a0Été 2027\u00a0»"):
        cohorts.find(folder, "Hiver")


def test_a_list_to_mend_leaves_nothing_behind(tmp_path: Path):
    (tmp_path / "liste.csv").write_text("identifiant;nom;prenom\n;A;B\n", encoding="utf-8")
    with pytest.raises(CultureDataError, match="rien n'a été créé"):
        cohorts.create(tmp_path / "cohortes", "Test", tmp_path / "liste.csv")
    assert not (tmp_path / "cohortes").exists()


def test_a_course_that_fails_leaves_nothing_behind(tmp_path: Path):
    (tmp_path / "liste.csv").write_text(LIST, encoding="utf-8")
    with pytest.raises(CultureDataError):
        cohorts.create(
            tmp_path / "cohortes",
            "Test",
            tmp_path / "liste.csv",
            lessons=[toy.LESSON],
            notebooks=tmp_path / "vide",
        )
    assert list((tmp_path / "cohortes").iterdir()) == []
