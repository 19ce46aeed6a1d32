"""demarrer.py with a real Python, a real uv and real environments, on a project of one wheel."""

import ast
import functools
import http.server
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.uv import UV

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "demarrer.py"
NO_TOOLS = "/nonexistent"
BIG = 3_000_000

# Run in the child before demarrer.py, to take from it what root or a large disk would allow.
NO_ROOT_RIGHTS = "import ctypes; ctypes.CDLL(None).prctl(24, 1)"  # drop CAP_DAC_OVERRIDE
SMALL_FILES = f"import resource as r; r.setrlimit(r.RLIMIT_FSIZE, ({BIG // 3}, {BIG // 3}))"

PROGRAM = """
import os, sys
def main():
    print(NAME, sys.argv[1:], os.getcwd())
    return 7 if "--echec" in sys.argv else 0
if __name__ == "__main__":
    sys.exit(main())
"""


def load():
    spec = importlib.util.spec_from_file_location("demarrer", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


demarrer = load()


def write_wheel(folder: Path, name: str, version: str = "1.0") -> None:
    """Write a package whose `python -m` prints its name and arguments."""
    folder.mkdir(parents=True, exist_ok=True)
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}/__init__.py", "")
        wheel.writestr(f"{name}/__main__.py", PROGRAM.replace("NAME", repr(f"{name} {version}")))
        wheel.writestr(f"{name}/ballast.bin", bytes(BIG))
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        wheel.writestr(f"{info}/METADATA", metadata)
        tag = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        wheel.writestr(f"{info}/WHEEL", tag)
        scripts = f"[console_scripts]\n{name.replace('_', '-')}-minimal = {name}.__main__:main\n"
        wheel.writestr(f"{info}/entry_points.txt", scripts)
        wheel.writestr(f"{info}/RECORD", "")


class Project:
    """A copy of demarrer.py beside a locked project, in a folder with spaces and accents."""

    def __init__(self, base: Path, index: str | None = None) -> None:
        self.base = base
        self.folder = base / "Été à l’école"
        (self.folder / "src").mkdir(parents=True)
        shutil.copy(SCRIPT, self.folder)
        self.index = index
        if index is None:
            write_wheel(self.folder / "wheels", "culture_data")
            write_wheel(self.folder / "wheels", "pytest")
        self.lock("1.0")

    def lock(self, version: str) -> None:
        sources = f'[[tool.uv.index]]\nurl = "{self.index}"\ndefault = true\n'
        if self.index is None:
            sources = "[tool.uv.sources]\n" + "".join(
                f'{name} = {{ path = "wheels/{name.replace("-", "_")}-1.0-py3-none-any.whl" }}\n'
                for name in ("culture-data", "pytest")
            )
        (self.folder / "pyproject.toml").write_text(
            f'[project]\nname = "minimal"\nversion = "1"\nrequires-python = ">=3.11"\n'
            f'dependencies = ["culture-data=={version}"]\n'
            f'[dependency-groups]\ndev = ["pytest"]\n'
            f"[tool.uv]\npackage = false\n{sources}",
            encoding="utf-8",
        )
        command = [UV, "lock", "--quiet", "--python", sys.executable]
        subprocess.run(command, cwd=self.folder, env=self.environ(), check=True)
        shutil.rmtree(self.base / "cache")  # what is locked has yet to be downloaded

    def environ(self, **variables: str) -> dict[str, str]:
        kept = {n: v for n, v in os.environ.items() if not n.startswith(("UV_", "VIRTUAL_ENV"))}
        path = f"{Path(UV).parent}{os.pathsep}{os.environ['PATH']}"
        own = {"UV_CACHE_DIR": str(self.base / "cache"), "UV_HTTP_RETRIES": "0", "PATH": path}
        return kept | own | variables

    def command(self, *arguments: str, before: str = "") -> list[str]:
        script = [str(self.folder / "demarrer.py"), *arguments]
        if not before:
            return [sys.executable, *script]
        start = f"{before}; import os, sys; os.execv(sys.executable, [sys.executable, *{script!r}])"
        return [sys.executable, "-c", start]

    def start(self, *arguments: str, before: str = "", **variables: str):
        return subprocess.run(
            self.command(*arguments, before=before),
            cwd=self.base,
            env=self.environ(**variables),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def launch(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            self.command(),
            cwd=self.base,
            env=self.environ(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def leftovers(self) -> set[str]:
        """Return what a start left in the folder, beside the log."""
        given = {"src", "wheels", "demarrer.py", "pyproject.toml", "uv.lock", "demarrer.log"}
        return {path.name for path in self.folder.iterdir()} - given

    def environment(self) -> tuple[int, str]:
        """Return what changes as soon as `.venv` is replaced or rebuilt."""
        folder = self.folder / ".venv"
        return folder.stat().st_ino, (folder / demarrer.STAMP).read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


class Index(http.server.ThreadingHTTPServer):
    """A package index on this machine, which can be made to stall on the wheels."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        handler = functools.partial(IndexHandler, directory=str(folder))
        super().__init__(("127.0.0.1", 0), handler)
        self.flowing = threading.Event()
        self.flowing.set()
        self.reached = threading.Event()

    def handle_error(self, request, client_address) -> None:
        """Stay silent when uv, interrupted, hangs up."""


class IndexHandler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.endswith(".whl"):
            self.server.reached.set()
            self.server.flowing.wait(60)
        super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    for version in ("1.0", "2.0"):
        write_wheel(tmp_path / "index" / "culture-data", "culture_data", version)
    write_wheel(tmp_path / "index" / "pytest", "pytest")
    with Index(tmp_path / "index") as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.flowing.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def online(tmp_path: Path, index: Index) -> Project:
    """A project whose packages come from the index."""
    made = Project(tmp_path, f"http://127.0.0.1:{index.server_port}/")
    index.reached.clear()
    return made


def assert_explained(done, *words: str) -> None:
    """The start failed, in French, with what to do, without a traceback."""
    assert done.returncode == 1, done.stderr
    assert "Culture Data n’a pas pu démarrer\u00a0: " in done.stderr
    assert "Que faire\u00a0: " in done.stderr
    assert "Rien n’est perdu" in done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


# --- Starting -----------------------------------------------------------------------------


def test_first_start_builds_and_second_goes_straight_to_the_command(project: Project) -> None:
    first = project.start("construire", "--dossier", "mes données")
    assert first.returncode == 0, first.stderr
    expected = f"culture_data 1.0 ['construire', '--dossier', 'mes données'] {project.base}\n"
    assert first.stdout == expected
    assert "comptez de 1 à 5 minutes" in first.stderr
    assert project.leftovers() == {".venv"}
    before = project.environment()

    second = project.start("construire", "--dossier", "mes données", PATH=NO_TOOLS)
    assert (second.returncode, second.stdout) == (0, expected)
    assert second.stderr == "Lancement de Culture Data (quelques secondes)…\n"
    assert project.environment() == before


def test_exit_code_of_the_command_is_given_back(project: Project) -> None:
    assert project.start("--echec").returncode == 7


def test_tests_bring_their_tools_which_then_stay(project: Project) -> None:
    project.start()
    assert not list((project.folder / ".venv").rglob("pytest"))
    testing = project.start("tests", "-k", "seuil")
    assert testing.stdout == f"pytest 1.0 ['-k', 'seuil'] {project.folder}\n"
    before = project.environment()
    assert project.start().returncode == 0
    assert project.environment() == before


def test_environment_follows_the_lock_file(online: Project) -> None:
    assert online.start().stdout.startswith("culture_data 1.0")
    online.lock("2.0")
    assert online.start().stdout.startswith("culture_data 2.0")
    assert online.leftovers() == {".venv"}


def test_moved_project_is_prepared_again(project: Project) -> None:
    project.start()
    project.folder = project.folder.rename(project.base / "ailleurs")
    done = project.start()
    assert "Installation des composants" in done.stderr
    assert done.stdout.startswith("culture_data 1.0")
    assert json.loads(project.environment()[1])["folder"] == str(project.folder)


def test_scripts_of_the_environment_run_where_it_was_put(project: Project) -> None:
    project.start()
    python = demarrer.python_of(project.folder / ".venv")
    prefix = subprocess.check_output(
        [python, "-c", "import sys; print(sys.prefix)"], encoding="utf-8"
    )
    assert prefix.strip() == str(project.folder / ".venv")
    script = (project.folder / ".venv" / "bin" / "culture-data-minimal").read_text("utf-8")
    assert demarrer.BUILDING not in script
    assert subprocess.check_output(
        [project.folder / ".venv" / "bin" / "culture-data-minimal"], encoding="utf-8"
    ).startswith("culture_data 1.0")


def test_start_from_the_environment_itself(online: Project) -> None:
    online.start()
    online.lock("2.0")
    python = str(demarrer.python_of(online.folder / ".venv"))
    command = [python, *online.command()[1:]]
    done = subprocess.run(
        command, cwd=online.base, env=online.environ(), capture_output=True, encoding="utf-8"
    )
    assert done.stdout.startswith("culture_data 2.0"), done.stderr
    assert online.start().stdout.startswith("culture_data 2.0")


def test_environment_made_by_hand_keeps_its_tools(project: Project) -> None:
    command = [UV, "sync", "--quiet", "--frozen", "--python", sys.executable]
    subprocess.run(command, cwd=project.folder, env=project.environ(), check=True)
    assert project.start().returncode == 0
    assert json.loads(project.environment()[1])["dev"] is True


# --- What can go wrong --------------------------------------------------------------------


def test_file_can_be_read_by_python_3_6() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_too_old_python_is_told() -> None:
    with pytest.raises(demarrer.Failure, match=r"\(3\.9\.2\) est trop ancienne.*Python 3\.11") as e:
        demarrer.check_python((3, 9, 2))
    assert "https://www.python.org/downloads/" in e.value.todo
    for accepted in ((3, 11, 0), (3, 14, 1), (4, 0, 0)):
        demarrer.check_python(accepted)


def test_newer_python_is_one_that_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert demarrer.newer_python() is None
    shell = tmp_path / "python3.13"  # as pyenv and Windows put them: a name, and no Python
    shell.write_text("#!/bin/sh\necho 'command not found' >&2\nexit 127\n", encoding="utf-8")
    shell.chmod(0o755)
    (tmp_path / "python3.11").symlink_to(sys.executable)
    assert demarrer.newer_python() == ["python3.11"]


@pytest.mark.parametrize("missing", ["uv.lock", "pyproject.toml", "src"])
def test_incomplete_project(project: Project, missing: str) -> None:
    (project.folder / missing).rename(project.base / missing)
    assert_explained(project.start(), "incomplet", missing)
    assert project.leftovers() == set()


def test_no_network_with_uv(online: Project) -> None:
    done = online.start(UV_OFFLINE="1")
    assert_explained(done, "le réseau", "HTTPS_PROXY", str(online.folder / "demarrer.log"))
    assert online.leftovers() == set()
    assert "culture-data" in (online.folder / "demarrer.log").read_text(encoding="utf-8")


def test_no_network_without_uv(project: Project) -> None:
    done = project.start(
        PATH=NO_TOOLS,
        PIP_CONFIG_FILE=os.devnull,
        PIP_FIND_LINKS="",
        PIP_EXTRA_INDEX_URL="",
        PIP_INDEX_URL="http://127.0.0.1:9/",
        PIP_RETRIES="0",
    )
    assert_explained(done, "le réseau", "pypi.org", "demarrer.log")
    assert project.leftovers() == set()


def test_failed_update_leaves_the_good_environment(online: Project, index: Index) -> None:
    online.start()
    before = online.environment()
    former = {n: (online.folder / n).read_bytes() for n in ("uv.lock", "pyproject.toml")}
    online.lock("2.0")
    assert_explained(online.start(UV_OFFLINE="1"), "le réseau")
    assert online.environment() == before
    assert online.leftovers() == {".venv"}
    for name, content in former.items():
        (online.folder / name).write_bytes(content)
    assert online.start().stdout.startswith("culture_data 1.0")


def test_full_disk_is_seen_beforehand(tmp_path: Path) -> None:
    with pytest.raises(demarrer.Failure, match="1000000000,0\u00a0Go") as caught:
        demarrer.check_space(tmp_path / "to" / "be" / "made", needed=10**18)
    assert "libérez de la place" in caught.value.todo
    demarrer.check_space(tmp_path, needed=1)


def test_disk_that_fills_up_on_the_way(project: Project) -> None:
    done = project.start(before=SMALL_FILES)
    assert_explained(done, "plus assez de place", "demarrer.log")
    assert project.leftovers() == set()


def test_read_only_folder(project: Project) -> None:
    project.folder.chmod(0o555)
    try:
        done = project.start(before=NO_ROOT_RIGHTS)
    finally:
        project.folder.chmod(0o755)
    assert_explained(done, "l’écriture est refusée", "copiez le dossier")
    assert project.leftovers() == set()


def test_ready_environment_starts_from_a_read_only_folder(project: Project) -> None:
    project.start()
    project.folder.chmod(0o555)
    try:
        done = project.start(before=NO_ROOT_RIGHTS)
    finally:
        project.folder.chmod(0o755)
    assert (done.returncode, done.stdout[:16]) == (0, "culture_data 1.0"), done.stderr


def test_python_without_ensurepip_nor_pip(project: Project, tmp_path: Path) -> None:
    hide = "import sys\nsys.modules['ensurepip'] = sys.modules['pip'] = None\n"
    (tmp_path / "sitecustomize.py").write_text(hide, encoding="utf-8")
    done = project.start(PATH=NO_TOOLS, PYTHONPATH=str(tmp_path))
    assert_explained(done, "sudo apt install python3-venv")
    assert project.leftovers() == set()
    assert project.start(PYTHONPATH=str(tmp_path)).returncode == 0  # uv alone is enough


def from_the_keyboard(running: "subprocess.Popen[str]") -> None:
    """Ctrl-C reaches each process of the terminal at once."""
    os.killpg(running.pid, signal.SIGINT)


@pytest.mark.parametrize("interrupt", [from_the_keyboard, subprocess.Popen.terminate])
def test_interrupted_start_leaves_nothing(online: Project, index: Index, interrupt) -> None:
    index.flowing.clear()
    running = online.launch()
    assert index.reached.wait(30)
    interrupt(running)
    _, errors = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "Interrompu à votre demande" in errors
    assert "Traceback" not in errors
    assert online.leftovers() == set()
    index.flowing.set()
    assert online.start().stdout.startswith("culture_data 1.0")


def test_two_starts_at_once(online: Project, index: Index) -> None:
    index.flowing.clear()
    running = online.launch()
    assert index.reached.wait(30)
    assert_explained(online.start(), "une autre fenêtre")
    index.flowing.set()
    output, errors = running.communicate(timeout=30)
    assert output.startswith("culture_data 1.0"), errors


def test_power_cut_while_building_is_cleaned(project: Project) -> None:
    rubbish = project.folder / demarrer.BUILDING / "bin"
    rubbish.mkdir(parents=True)
    (rubbish / "python").write_text("cut", encoding="utf-8")
    assert project.start().returncode == 0
    assert project.leftovers() == {".venv"}


def test_power_cut_between_the_two_renamings_is_repaired(project: Project) -> None:
    project.start()
    before = project.environment()
    (project.folder / ".venv").rename(project.folder / demarrer.PREVIOUS)
    done = project.start(PATH=NO_TOOLS)
    assert done.stdout.startswith("culture_data 1.0"), done.stderr
    assert project.environment() == before


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("failed to write to file `a.c`: No space left on device (os error 28)", "place"),
        ("ERROR: [Errno 28] No space left on device", "place"),
        ("cause: There is not enough space on the disk. (os error 112)", "place"),
        (
            "cause: client error (Connect)\n cause: invalid peer certificate: UnknownIssuer",
            "certif",
        ),
        ("cause: tcp connect error\n cause: Connection refused (os error 111)", "réseau"),
        ("ERROR: No matching distribution found for uv", "réseau"),
        ("failed to remove file `a.pyd`: Access is denied. (os error 5)", "l’écriture est refusée"),
        ("error: something new", "étape technique"),
    ],
)
def test_cause_is_read_in_the_output_of_tools(output: str, words: str) -> None:
    assert words in demarrer.cause_of(output).what


@pytest.mark.network
@pytest.mark.slow
def test_uv_is_fetched_when_there_is_none(project: Project) -> None:
    begun = time.monotonic()
    done = project.start(PATH=NO_TOOLS)
    assert done.stdout.startswith("culture_data 1.0"), done.stderr
    assert project.leftovers() == {".venv", ".uv"}
    assert time.monotonic() - begun < 120
    (project.folder / ".venv").rename(project.base / "put aside")
    assert "Installation de l’outil uv" not in project.start(PATH=NO_TOOLS).stderr
