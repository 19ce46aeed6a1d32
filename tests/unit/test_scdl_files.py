"""A practice file of one's own: same seed, same file; never overwritten; remembered."""

from pathlib import Path

import pandas as pd
import pytest

from culture_data import fichier_a_nettoyer, montrer_defauts, scdl_files
from culture_data.errors import CultureDataError


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(scdl_files, "_seeds", {})


@pytest.mark.parametrize("name", scdl_files.RECIPES)
def test_every_recipe_works_for_several_seeds(name: str):
    contents = set()
    for seed in range(1, 8):
        path = fichier_a_nettoyer(name, graine=seed)
        made = scdl_files.dirtied(name)
        assert path.read_bytes() == made.content
        assert {entry.defect for entry in made.ledger.entries} == set(
            scdl_files.RECIPES[name].defects
        )
        contents.add(made.content)
    assert len(contents) == 7


def test_the_learner_s_file_is_kept():
    path = fichier_a_nettoyer("catalogue", graine=12)
    assert path == Path("donnees/catalogue-12.csv")
    path.write_text("à moi", encoding="utf-8")
    assert fichier_a_nettoyer("catalogue", graine=12).read_text(encoding="utf-8") == "à moi"


def test_the_last_seed_is_remembered_name_by_name():
    assert scdl_files.seed("catalogue") == 7
    fichier_a_nettoyer("catalogue", graine=12)
    assert scdl_files.seed("catalogue") == 12
    assert scdl_files.seed("catalogue_final") == 7
    assert scdl_files.dirtied("catalogue").content == scdl_files.dirtied("catalogue", 12).content


def test_the_file_is_read_by_pandas_as_the_ledger_says():
    path = fichier_a_nettoyer("catalogue")
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert table.equals(scdl_files.dirtied("catalogue").table().astype(table.dtypes.iloc[0]))


@pytest.mark.parametrize(("name", "seed"), [("rien", 7), ("catalogue", "7"), ("catalogue", 0)])
def test_a_wrong_use_is_explained_and_not_remembered(name: str, seed: int):
    with pytest.raises(CultureDataError, match=r"fichier"):
        fichier_a_nettoyer(name, graine=seed)
    assert not Path("donnees").exists()
    assert scdl_files.seed("catalogue") == 7


def test_a_folder_that_cannot_be_made_is_explained():
    Path("donnees").write_text("un fichier, pas un dossier", encoding="utf-8")
    with pytest.raises(CultureDataError, match="Impossible d'écrire"):
        fichier_a_nettoyer("catalogue")


def test_places_are_shown_when_asked():
    made = scdl_files.dirtied("catalogue")
    clean = made.clean
    assert montrer_defauts("catalogue", clean).empty
    spoilt = clean.assign(THEME="", COLL_SIRET="22000000000000").drop(index=0)
    shown = montrer_defauts("catalogue", spoilt, combien=1000)
    assert {"ligne perdue", "bonne cellule changée ou effacée", "valeur inventée"} <= set(
        shown["défaut"]
    )
    assert len(montrer_defauts("catalogue", made.table())) == 5
