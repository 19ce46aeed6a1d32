"""Each recipe rebuilds the committed bytes from the public packages."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from culture_data import datasets
from culture_data.resources import folder
from tests.uv import UV

ROOT = folder("datasets")
RECIPES = ROOT / "recipes"
BUILDERS = sorted(
    {
        Path(described.recipe).name
        for described in datasets.resources().values()
        if described.recipe.endswith(".py")  # the schemas are written by hand
    }
)


def run(
    recipe: str, *arguments: str | Path, program: tuple[str, ...] = (UV, "run", "--quiet")
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*program, RECIPES / recipe, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        # Recipes import their neighbours: leave no compiled file among the data.
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="session")
def cache(tmp_path_factory) -> Path:
    """Where the two packages are downloaded once for all recipes."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.network
@pytest.mark.parametrize("recipe", BUILDERS)
def test_recipe_rebuilds_its_files_byte_for_byte(recipe, cache, tmp_path):
    done = run(recipe, "--cache", cache, "--sortie", tmp_path)
    assert done.returncode == 0, done.stderr
    expected = _published(recipe)
    made = {
        file.relative_to(tmp_path).as_posix(): datasets.sha256(file)
        for file in tmp_path.rglob("*")
        if file.is_file()
    }
    assert made == expected


@pytest.mark.network
def test_a_damaged_package_in_the_cache_is_fetched_again(tmp_path):
    damaged = tmp_path / "decoupage-administratif-6.0.0.tgz"
    damaged.write_bytes(b"rien de bon")
    done = run("epci.py", "--cache", tmp_path, "--sortie", tmp_path / "sortie")
    assert done.returncode == 0, done.stderr
    assert hashlib.sha512(damaged.read_bytes()).hexdigest().startswith("5dabd8b0595b")


def test_the_descriptor_is_rebuilt_byte_for_byte(tmp_path):
    done = run("decrire.py", "--sortie", tmp_path, program=(sys.executable,))
    assert done.returncode == 0, done.stderr
    rebuilt = (tmp_path / "datapackage.json").read_bytes()
    assert rebuilt == (ROOT / "datapackage.json").read_bytes()


@pytest.mark.parametrize(
    "recipe", ["communes_mini.py", "listes.py", "agents_simules.py", "atelier.py"]
)
def test_lesson_files_derive_from_the_shipped_communes_without_network(recipe, tmp_path):
    done = run(recipe, "--sortie", tmp_path, program=(sys.executable,))
    assert done.returncode == 0, done.stderr
    for path, digest in _published(recipe).items():
        assert datasets.sha256(tmp_path / path) == digest


def test_without_network_a_recipe_says_so_and_leaves_nothing(tmp_path):
    sortie = tmp_path / "sortie"
    done = _offline("epci.py", "--cache", tmp_path / "cache", "--sortie", sortie)
    assert done.returncode == 1
    assert "Impossible de joindre" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.rglob("*")) == []


def test_without_network_the_official_brackets_say_so_and_leave_nothing(tmp_path):
    done = _offline("agents_officiels.py", "--sortie", tmp_path)
    assert done.returncode == 1
    assert "Impossible de joindre" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.rglob("*")) == []


def test_official_brackets_keep_the_communes_and_their_blanks(tmp_path):
    published = tmp_path / "liste.csv"
    published.write_text(
        "nom,SIREN,type,COG,trancheEffectifsUniteLegale\n"
        "Région d'essai,239999999,REG,99,42.0\n"
        "Deux-Moulins,219999902,COM,99002,21.0\n"
        "Aval-les-Bains,219999901,COM,01001,\n",
        encoding="utf-8",
    )
    done = run(
        "agents_officiels.py",
        *("--adresse", published.as_uri(), "--sortie", tmp_path / "ici"),
        program=(sys.executable,),
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "ici" / "agents_officiels.csv").read_text(encoding="utf-8") == (
        "code_insee,nom,tranche_effectifs_sirene\n01001,Aval-les-Bains,\n99002,Deux-Moulins,21\n"
    )


def test_a_list_with_other_columns_is_refused(tmp_path):
    other = tmp_path / "autre.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    done = run(
        "agents_officiels.py",
        *("--adresse", other.as_uri(), "--sortie", tmp_path / "ici"),
        program=(sys.executable,),
    )
    assert done.returncode == 1
    assert "colonnes attendues" in done.stderr
    assert not (tmp_path / "ici").exists()


def _published(recipe: str) -> dict[str, str]:
    """Return path and SHA-256 of the files that the descriptor says a recipe makes."""
    return {
        described.path: described.sha256
        for described in datasets.resources().values()
        if described.recipe == f"recipes/{recipe}"
    }


def _offline(recipe: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a recipe that can only reach a proxy which is not there."""
    nowhere = "http://127.0.0.1:9"
    proxies = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
    code = (
        f"import os, runpy, sys; os.environ.update(dict.fromkeys({proxies!r}, {nowhere!r})); "
        "os.environ.pop('no_proxy', None); os.environ.pop('NO_PROXY', None); "
        f"sys.path.insert(0, {str(RECIPES)!r}); sys.argv = sys.argv[1:]; "
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    return run(recipe, *arguments, program=(sys.executable, "-c", code))
