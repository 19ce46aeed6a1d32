"""A cohort of three on a toy lesson that needs no pandas, and the real nbgrader."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from culture_data.grading import cohort as cohorts
from culture_data.grading.cohort import Cohort
from tests import toy

LIST = (
    "identifiant;nom;prénom;courriel\n"
    "ana.m;Essai;Ana;ana.essai@exemple.fr\n"
    "b02;Modèle;Zoé;\n"
    "c03;Modèle;Léa;\n"
)
NOTEBOOK = f"{toy.LESSON.notebook}.ipynb"

# The toy lesson checks with a function of its own: a kernel without pandas is ready at once.
TEXT = toy.TEXT.replace(
    "chaises = [40, 2]",
    "chaises = [40, 2]\n"
    "verifier = lambda name, answer: 1.0 if answer == 42 else 0.0\n"
    "reprise = lambda name, answer: 42",
)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cohort made once, to copy: making one costs a second or two."""
    folder = tmp_path_factory.mktemp("modèle")
    notebooks = toy.write(folder / "sources", TEXT)
    (folder / "liste.csv").write_text(LIST, encoding="utf-8")
    cohorts.create(
        folder / "cohortes",
        "Été 2027",
        folder / "liste.csv",
        lessons=[toy.LESSON],
        notebooks=notebooks,
    )
    return folder / "cohortes"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """The folder of cohorts, under a path with spaces and accents."""
    copy = tmp_path / "mes dossiers d'été" / "cohortes"
    shutil.copytree(made, copy)
    return copy


@pytest.fixture
def cohort(folder: Path) -> Cohort:
    return cohorts.find(folder, "Été 2027")


Fill = Callable[..., bytes]


@pytest.fixture
def fill(cohort: Cohort) -> Fill:
    """Return a function that writes answers into the release: fill(total="total = 42")."""

    def filled(change: Callable[[Any], None] | None = None, **answers: str) -> bytes:
        notebook = json.loads((cohort.root / "release/C90" / NOTEBOOK).read_text(encoding="utf-8"))
        for name, source in answers.items():
            cell(notebook, f"C90-{name}")["source"] = source
        if change:
            change(notebook)
        return json.dumps(notebook).encode()

    return filled


def cell(notebook: Any, grade_id: str) -> Any:
    """Return the cell of a notebook that has this id."""
    return next(
        each
        for each in notebook["cells"]
        if each["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    )


def write(path: Path, content: bytes) -> Path:
    """Write a file, its folders made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
