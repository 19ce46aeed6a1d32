"""C06's last exercise: whatever the learner's seed, the lesson's steps earn full marks."""

from pathlib import Path

import pandas as pd
import pytest

from culture_data import fichier_a_nettoyer, scdl_files
from culture_data.exercises.verdict import Outcome
from culture_data.exercises.verify import verify
from culture_data.lessons import c06

FAULTS = ("https:/data", "https//data", r"https:\\data")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(scdl_files, "_seeds", {})


def read(seed: int) -> pd.DataFrame:
    path = fichier_a_nettoyer(c06.FINAL_FILE, graine=seed)
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def clean(table: pd.DataFrame) -> pd.DataFrame:
    """Do what the lesson teaches, in its order."""
    entries = scdl_files.dirtied(c06.FINAL_FILE).ledger.entries
    names = {entry.dirty: entry.column for entry in entries if entry.defect == "entetes"}
    table = table.rename(columns=names)[list(c06.STANDARD)]
    for column in c06.STANDARD:
        table[column] = table[column].str.strip()
    for column in c06.DATES:
        french = table[column].str.contains("/")
        days = pd.to_datetime(table.loc[french, column], format="%d/%m/%Y")
        table.loc[french, column] = days.dt.strftime("%Y-%m-%d")
    for fault in FAULTS:
        table["URL"] = table["URL"].str.replace(fault, "https://data", regex=False)
    for column in ("COLL_SIRET", "PRODUCTEUR_SIRET"):
        table.loc[table[column].str.contains("E"), column] = ""
    table.loc[~table["LICENCE"].isin(c06.LICENCES), "LICENCE"] = ""
    return table.replace(list(c06.NOT_KNOWN), "")


@pytest.mark.parametrize("seed", range(1, 16))
def test_the_steps_of_the_lesson_earn_full_marks(seed: int):
    verdict = verify(c06.FINAL, clean(read(seed)))
    assert verdict.outcome is Outcome.RIGHT, verdict.checks


@pytest.mark.parametrize("seed", range(1, 16))
def test_guessing_the_licences_never_earns_full_marks(seed: int):
    table = clean(read(seed))
    table.loc[table["LICENCE"] == "", "LICENCE"] = c06.LICENCES[0]
    verdict = verify(c06.FINAL, table)
    assert verdict.outcome is Outcome.PARTIAL
    assert verdict.misconception is not None
    assert verdict.misconception.code == "M114"


def test_an_untouched_file_earns_nothing():
    assert verify(c06.FINAL, read(3)).score == 0


def test_the_file_of_another_seed_is_told():
    other = clean(read(4))
    read(5)
    verdict = verify(c06.FINAL, other)
    assert verdict.score == 0
    assert any("graine 5" in check.message for check in verdict.checks)


def test_the_learner_may_go_back_to_the_source():
    assert verify(c06.FINAL, c06.propre().head(0)).score == 0
    read(6)
    table = clean(read(6))
    source = c06.propre().set_index("ID")["COLL_SIRET"]
    table["COLL_SIRET"] = table["ID"].map(source)
    assert verify(c06.FINAL, table).outcome is Outcome.RIGHT
