"""A folder that cannot be written: a French message, an exit code, nothing left behind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROSTER = "identifiant;nom;prénom;courriel\nsimule-01;Simulée;Apprenante;simule-01@exemple.invalid\n"


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder where nobody can write: root is not stopped by rights, but by a mount."""
    folder = tmp_path / "lecture seule"
    folder.mkdir()
    if os.geteuid() != 0:
        folder.chmod(0o500)
        yield folder
        folder.chmod(0o700)
        return
    mounted = ["mount", "-t", "tmpfs", "-o", "ro,size=64k", "tmpfs", str(folder)]
    subprocess.run(mounted, check=True, capture_output=True)
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--ne-pas-ouvrir"],
        ["construire"],
        ["demo"],
        ["cohorte", "creer", "printemps", "--apprenants", "{roster}"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_told_in_french_and_nothing_is_left(read_only: Path, tmp_path: Path, arguments: list[str]):
    roster = tmp_path / "liste.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "culture_data", *(a.format(roster=roster) for a in arguments)],
        cwd=read_only,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert "Traceback" not in said
    assert "dossier" in said
    assert not list(read_only.iterdir())
