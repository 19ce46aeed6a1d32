"""`culture-data salir`: the real command, on real files."""

import subprocess
import sys

import pandas as pd
import pytest

from culture_data.scdl import dirty, samples, schemas
from culture_data.scdl.defects import DEFECTS


def salir(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "culture_data", "salir", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def clean(tmp_path):
    file = tmp_path / "propre.csv"
    samples.subventions(2).to_csv(file, index=False)
    return file


def test_the_file_and_apart_the_ledger(clean):
    before = clean.read_bytes()
    done = salir(
        clean.parent,
        "propre.csv",
        "--graine",
        "7",
        "--defauts",
        "nc=3,euros=4",
        "--sortie",
        "s.csv",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "4 × montants suivis de leur monnaie" in done.stdout.replace("\u00a0", " ")
    assert clean.read_bytes() == before
    made = dirty(
        pd.read_csv(clean, dtype=str, keep_default_na=False),
        7,
        {"nc": 3, "euros": 4},
        schema=schemas.load("subventions"),
    )
    assert (clean.parent / "s.csv").read_bytes() == made.content
    ledger = pd.read_csv(clean.parent / "s-registre.csv", dtype=str, keep_default_na=False)
    assert len(ledger) == 7
    assert set(ledger["réparable_par"]) == {"fichier", "source"}


def test_all_defects_leave_out_what_finds_nothing(clean):
    done = salir(clean.parent, "propre.csv", "--defauts", "tous")
    assert done.returncode == 0, done.stderr
    assert "Sans objet dans ce tableau" in done.stdout
    assert (clean.parent / "propre-sale.csv").is_file()
    assert (clean.parent / "propre-sale-registre.csv").is_file()


def test_nothing_is_overwritten(clean):
    (clean.parent / "s.csv").write_text("à garder", encoding="utf-8")
    for output in ("s.csv", "propre.csv"):
        done = salir(clean.parent, "propre.csv", "--sortie", output)
        assert done.returncode == 1
        assert "remplacé" in done.stderr
    done = salir(clean.parent, "propre.csv", "--sortie", "t.csv", "--registre", "t.csv")
    assert "noms différents" in done.stderr
    assert (clean.parent / "s.csv").read_text(encoding="utf-8") == "à garder"
    assert sorted(path.name for path in clean.parent.iterdir()) == ["propre.csv", "s.csv"]


@pytest.mark.parametrize(
    ("content", "arguments", "message"),
    [
        (None, [], "n'existe pas"),
        (b"", [], "aucune ligne"),
        (b"a,b\n", [], "aucune ligne"),
        (b"a,b\n1,2\n3\n", [], "La ligne 3"),
        (b"nom\n\xe9t\xe9\n", [], "UTF-8"),
        (b"a,a\n1,2\n", [], "même nom"),
        (b"a,b\n1,2\n3,4\n", ["--defauts", "eurs"], "«\u00a0euros\u00a0»"),
        (b"a,b\n1,2\n3,4\n", ["--defauts", "nc=beaucoup"], "nombre entier"),
        (b"a,b\n1,2\n3,4\n", ["--defauts", "nc=1,cp1252"], "à chacun"),
        (b"a,b\n1,2\n3,4\n", ["--defauts", ","], "au moins un défaut"),
        (b"a,b\n1,2\n3,4\n", ["--schema", "subvention"], "schéma"),
    ],
)
def test_wrong_use_ends_in_french(tmp_path, content, arguments, message):
    if content is not None:
        (tmp_path / "f.csv").write_bytes(content)
    done = salir(tmp_path, "f.csv", *arguments)
    assert done.returncode == 1
    assert message in " ".join(done.stderr.split("\n"))
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["f.csv"] * (content is not None)


def test_the_list_tells_every_defect(tmp_path):
    done = salir(tmp_path, "--liste")
    assert done.returncode == 0
    assert all(defect.id in done.stdout and defect.name in done.stdout for defect in DEFECTS)
    assert salir(tmp_path).returncode == 1
