"""The command speaks French, whatever is typed."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from culture_data import cli
from culture_data.cli import run
from culture_data.errors import CultureDataError

COMMANDS = [
    [],
    ["demo"],
    ["construire"],
    ["donnees"],
    ["donnees", "verifier"],
    ["cohorte"],
    *(
        ["cohorte", name]
        for name in ("creer", "collecter", "corriger", "bilan", "exporter", "formgrader")
    ),
]
ENGLISH = re.compile(
    r"\b(usage|arguments?:|show|message|exit|missing|error|invalid|no such|try|default|required|"
    r"text|path|directory|file|got|unexpected|extra|aborted|command|does not|value|possible)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_french(command: list[str], capsys: pytest.CaptureFixture[str]):
    assert run([*command, "--aide"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Utilisation\u00a0: culture-data")
    assert not ENGLISH.search(text), ENGLISH.search(text)
    assert all(len(line) <= 90 for line in text.splitlines())
    assert not re.search(r"[^\u00a0/][:;?!](\s|$)", text.replace("://", "")), "non-breaking space"
    assert run([*command, "--help"]) == 0


def test_the_first_help_page_is_short_and_has_examples(capsys: pytest.CaptureFixture[str]):
    run(["-h"])
    text = capsys.readouterr().out
    assert len(text.splitlines()) <= 35
    assert "culture-data demo" in text
    assert "demarrer.py" in text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "demoo",
            "La commande «\u00a0demoo\u00a0» n'existe pas. Vouliez-vous dire «\u00a0demo\u00a0»",
        ),
        ("cohorte crer", "Vouliez-vous dire «\u00a0creer\u00a0»"),
        ("cohorte creer", "Il manque une précision\u00a0: NOM."),
        ("cohorte creer X", "Il manque une précision\u00a0: l'option --apprenants LISTE.CSV."),
        ("cohorte collecter X", "Il manque une précision\u00a0: RENDUS."),
        ("cohorte creer X --apprenant l.csv", "Vouliez-vous dire --apprenants"),
        ("--xyz", "L'option --xyz n'existe pas."),
        ("demo --dossier", "L'option --dossier doit être suivie d'une valeur."),
        ("cohorte corriger X --tout=oui", "L'option --tout s'écrit seule"),
        ("cohorte bilan Printemps 2027", "un mot de trop"),
    ],
)
def test_mistypes_are_told_in_french(typed: str, told: str, capsys: pytest.CaptureFixture[str]):
    assert run(typed.split()) == 2
    shown = capsys.readouterr()
    assert told in shown.err
    assert not ENGLISH.search(shown.err), ENGLISH.search(shown.err)
    assert not shown.out


def test_a_group_alone_shows_its_help(capsys: pytest.CaptureFixture[str]):
    assert run(["cohorte"]) == 0
    assert "Une session, dans l'ordre" in capsys.readouterr().out


def test_the_version(capsys: pytest.CaptureFixture[str]):
    assert run(["--version"]) == 0
    assert re.fullmatch(r"culture-data \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_an_unknown_cohort(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["cohorte", "bilan", "Été", "--cohortes", str(tmp_path)]) == 1
    assert "Il n'y a pas de cohorte «\u00a0Été\u00a0»" in capsys.readouterr().err


@pytest.fixture
def raising(monkeypatch: pytest.MonkeyPatch):
    """Make the command `construire` raise."""

    def prepare(error: BaseException) -> None:
        def build(*_: object) -> None:
            raise error

        monkeypatch.setattr("culture_data.course.build", build)

    return prepare


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (CultureDataError("Faites ceci."), 1, "Faites ceci.\n"),
        (PermissionError(13, "Permission denied", "/x"), 1, "pas le droit d'écrire"),
        (OSError(28, "No space left on device"), 1, "plus de place sur le disque"),
        (KeyboardInterrupt(), 130, "Arrêté à votre demande."),
        (typer.Abort(), 1, "Abandonné."),
    ],
)
def test_errors_end_in_a_french_sentence(
    error: BaseException, code: int, told: str, raising, capsys: pytest.CaptureFixture[str]
):
    raising(error)
    assert run(["construire"]) == code
    shown = capsys.readouterr().err
    assert told in shown
    assert "Traceback" not in shown


def test_the_unexpected_is_kept_in_a_file(raising, capsys: pytest.CaptureFixture[str]):
    raising(ZeroDivisionError("oops"))
    assert run(["construire"]) == 70
    shown = capsys.readouterr().err
    assert "Traceback" not in shown
    log = Path(re.search(r"Le détail est dans (.*\.log)", shown)[1])
    assert "ZeroDivisionError: oops" in log.read_text(encoding="utf-8")
    log.unlink()


def test_help_loads_nothing_heavy():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from culture_data.cli import run; run(['--aide']); "
            "print([n for n in ('pandas', 'nbgrader', 'IPython', 'matplotlib') if n in sys.modules])",
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.endswith("[]\n")


def test_python_m_gives_the_exit_code_and_survives_a_poor_console():
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "culture_data",
            "cohorte",
            "bilan",
            "Été",
            "--cohortes",
            "/nulle/part",
        ],
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
        check=False,
    )
    assert done.returncode == 1
    assert b"cohorte" in done.stderr
    assert cli.UNEXPECTED == 70
