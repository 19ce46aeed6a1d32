"""C08: valider() in a notebook, and answers of every kind that its checks should tell apart."""

import warnings

import pandas as pd
import pytest

from culture_data import datasets, valider
from culture_data.errors import CultureDataError
from culture_data.exercises.verdict import Outcome
from culture_data.exercises.verify import verify
from culture_data.lessons import c08
from culture_data.scdl import schemas


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_the_report_is_a_page_a_table_and_numbers():
    report = valider(datasets.path(c08.FILE), "subventions")
    assert (report.valide, report.erreurs, report.avertissements) == (False, 15, 1)
    assert len(report.problemes) == report.erreurs + report.avertissements
    assert (report.problemes["gravite"] == "erreur").sum() == report.erreurs
    html = report._repr_html_()
    assert '<section lang="fr"' in html
    assert '<th scope="col">' in html
    assert "<caption>" in html
    assert "15\u00a0erreurs" in html


def test_validation_offers_a_table_even_without_a_problem(tmp_path):
    table = c08.publie()
    table[["rnaBeneficiaire", "idRAE", "dispositifAide"]] = ""
    table = table[schemas.fields("subventions")]
    table.to_csv(tmp_path / "tout.csv", index=False)
    report = valider("tout.csv", "subventions")
    assert report.valide
    assert list(report.problemes.columns)[:2] == ["ligne", "colonne"]
    assert report.problemes.empty


@pytest.mark.parametrize("wrong", [pd.DataFrame({"a": [1]}), None, 3])
def test_what_is_no_file_is_said_in_french(wrong):
    with pytest.raises(CultureDataError, match="nom d'un fichier"):
        valider(wrong, "subventions")


def test_a_changed_copy_of_the_schema_changes_no_verdict():
    copy = datasets.donnees(c08.SCHEMA)
    copy.write_text(copy.read_text(encoding="utf-8").replace('"date"', '"string"'), "utf-8")
    assert valider(datasets.path(c08.FILE), "subventions").erreurs == 15
    verdict = verify(c08.FORMES, c08.formes())
    assert verdict.misconception is not None
    assert verdict.misconception.code == "M130"


def test_published_tables_validate_before_and_after_the_wrong_date(tmp_path):
    """What the lesson rests on: the validator does not see 2109."""
    for name, table in (("avant", c08.propre()), ("apres", c08.publie())):
        table.to_csv(tmp_path / f"{name}.csv", index=False)
        assert valider(f"{name}.csv", "subventions").valide, name
    assert list(c08.suspectes()[c08.KEY]) == [c08.SUSPECT]


def test_dates_and_numbers_may_be_typed():
    typed = c08.formes()
    typed["dateConvention"] = pd.to_datetime(typed["dateConvention"])
    # pandas has no trouble with 2109; the file says the same.
    assert verify(c08.FORMES, typed).outcome is Outcome.RIGHT
    values = c08.propre()
    for column in c08.VALUES:
        values[column] = pd.to_numeric(values[column])
    assert verify(c08.VALEURS, values).outcome is Outcome.RIGHT


def test_nothing_mended_earns_nothing():
    assert verify(c08.FORMES, c08.subventions()).score == 0
    assert verify(c08.VALEURS, c08.formes()).score == 0


def test_each_column_mended_earns_its_share_and_the_rest_is_counted():
    table = c08.subventions()
    table["nature"] = table["nature"].str.lower()
    verdict = verify(c08.FORMES, table)
    assert verdict.score == 1
    said = " ".join(each.message for each in verdict.checks)
    assert "4\u00a0cases à réparer encore" in said
    assert not any(place in said for place in table[c08.KEY])  # how many, never where


def test_damage_is_counted_apart():
    table = c08.formes()
    table.loc[0, "nature"] = "aide en nature"
    verdict = verify(c08.FORMES, table)
    assert verdict.score == 3
    assert "1\u00a0case qui allait bien" in " ".join(each.message for each in verdict.checks)


def test_a_damaged_date_cannot_pass_with_the_values():
    table = c08.propre()
    table.loc[0, "dateConvention"] = "2019-02-12"
    assert verify(c08.VALEURS, table).outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("column", "text", "right"),
    [
        ("montant", "€", True),
        ("montant", "en euros", True),
        ("montant", "k€", False),
        ("montant", "", False),
        ("pourcentageSubvention", "part de 0,01 à 1", True),
        ("pourcentageSubvention", "sur 100", False),
        ("dateConvention", "année-mois-jour", True),
        ("dateConvention", "euros", False),
    ],
)
def test_units_of_the_dictionary(column, text, right):
    table = c08.dictionnaire()
    table.loc[table["colonne"] == column, "unite"] = text
    verdict = verify(c08.DICTIONNAIRE, table)
    assert (verdict.outcome is Outcome.RIGHT) is right, verdict.checks


@pytest.mark.parametrize("cell", [..., None, float("nan"), 12, pd.Timestamp("2026-11-24")])
def test_any_cell_of_the_dictionary_gets_a_french_answer(cell):
    table = c08.dictionnaire().astype(object)
    for column in ("description", "unite", "source", "date"):
        wrong = table.copy()
        wrong.at[1, column] = cell
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            verdict = verify(c08.DICTIONNAIRE, wrong)
        assert verdict.outcome in (Outcome.PARTIAL, Outcome.RIGHT)
        assert not any("pas su lire" in each.message for each in verdict.checks), column


def test_a_licence_may_be_named_in_full():
    named = {"subventions": "Licence Ouverte", "osm": "odbl", "en_ligne": "Aucune", "voisine": "lo"}
    assert verify(c08.LICENCE, named).outcome is Outcome.RIGHT
    for odd in (None, 3, ..., "CC-BY", ["LO"]):
        verdict = verify(c08.LICENCE, named | {"osm": odd})
        assert verdict.score == 3
        assert not any("pas su lire" in each.message for each in verdict.checks)
