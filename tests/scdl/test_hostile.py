"""Damaged files: cut anywhere, bytes flipped, named wrongly. French, or a verdict; no crash."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from culture_data.errors import CultureDataError
from culture_data.scdl import report
from culture_data.scdl.validation import validate
from tests.scdl.field import FIELD, needs_field
from tests.scdl.test_wrong_use import ods, workbook

LINES = 12
SOURCES = [
    "budgets/scdl-budget-crach-56.csv",
    "deliberations/normandie-cp-2025-05-26-extrait.csv",
    "irve/irve-consolidation-v2.0.0-20210718.csv",
    "prenoms/antibes-prenoms-naissance.csv",
    "scdl-schemas/arbres/exemple-valide.csv",
    "scdl-schemas/arbres/exemple-valide.xlsx",
    "scdl-schemas/stationnement/exemple-valide.csv",
    "scdl-schemas/subventions/exemple-2017-etalab.csv",
    "subventions/brut-44-loire-atlantique.csv",
    "subventions/donnees_subventions_agregees_PDL_utf8.csv",
]
SUFFIXES = [".csv", ".xlsx", ".ods", ".txt", ".pdf", ""]
quick = settings(
    max_examples=500,
    deadline=timedelta(seconds=10),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)


@pytest.fixture(scope="module")
def extracts() -> list[bytes]:
    """Small pieces of real files, and two workbooks of ours."""
    table = [["id", "longitude", "latitude"], ["1", "-1.5", "47.2"], ["2", "2.3", "48.8"]]
    found = [workbook([list(row) for row in table]), ods(table)]
    for source in SOURCES:
        content = (FIELD / source).read_bytes()
        whole = source.endswith("xlsx")
        found.append(content if whole else b"".join(content.splitlines(keepends=True)[:LINES]))
    return found


def survive(path: Path, content: bytes) -> None:
    """Validate; a refusal is French, a verdict can be told, and the file is as it was."""
    path.write_bytes(content)
    try:
        told = validate(path, None if len(content) % 2 else "prenoms")
    except CultureDataError as refusal:
        words = str(refusal)
    else:
        words = "\n".join(report.lines(told))
    assert "\u00a0" in words
    assert path.read_bytes() == content
    path.unlink()


@needs_field
@quick
@given(data=st.data())
def test_files_cut_anywhere(extracts, tmp_path, data):
    content = data.draw(st.sampled_from(extracts))
    cut = data.draw(st.integers(0, len(content)))
    suffix = data.draw(st.sampled_from(SUFFIXES))
    survive(tmp_path / f"coupe{suffix}", content[:cut])


@needs_field
@quick
@given(data=st.data())
def test_files_with_flipped_bytes(extracts, tmp_path, data):
    content = bytearray(data.draw(st.sampled_from(extracts)))
    places = st.integers(0, len(content) - 1)
    for place, byte in data.draw(
        st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=20)
    ):
        content[place] = byte
    suffix = data.draw(st.sampled_from(SUFFIXES))
    survive(tmp_path / f"abime{suffix}", bytes(content))


@needs_field
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".ods", ".pdf", ".zip", ""])
@pytest.mark.parametrize("source", SOURCES[:8])
def test_wrong_extensions_are_told(tmp_path, source, suffix):
    path = tmp_path / f"fichier{suffix}"
    shutil.copy(FIELD / source, path)
    told = validate(path)
    wrong = suffix != Path(source).suffix and suffix not in (".txt",)
    assert ("extension" in {each.rule for each in told.summary}) is wrong
    assert told.rows
