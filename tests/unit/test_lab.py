"""A real JupyterLab, as a learner gets it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from culture_data import lab, workspace
from culture_data.errors import CultureDataError
from tests import toy

SCRIPT = """
import sys
from pathlib import Path
from culture_data.workspace import open_lab
sys.exit(open_lab(Path(sys.argv[1]), port=int(sys.argv[2]), browser=False))
"""

# What a user has on their machine: a setting of theirs, a kernel of another Python.
DARK = '{"theme": "JupyterLab Dark"}'
OTHER_PYTHON = '{"argv": ["/ailleurs/python"], "display_name": "Autre", "language": "python"}'


class Server:
    """A running JupyterLab: what its terminal said, and what it answers."""

    def __init__(self, process: subprocess.Popen[str]):
        assert process.stdout is not None
        self.process = process
        self.said = process.stdout.readline() + process.stdout.readline()
        address = urllib.parse.urlsplit(self.said.split()[-1])
        self.path, self.query = address.path, address.query
        self.base = f"{address.scheme}://{address.netloc}"

    def get(self, path: str, query: str | None = None) -> str:
        query = self.query if query is None else query
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{self.base}{path}?{query}", timeout=20) as answer:
            return str(answer.read().decode("utf-8"))

    def json(self, path: str) -> Any:
        return json.loads(self.get(path))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = tmp_path_factory.mktemp("Atelier d'été")
    folder = workspace.lay_out(root / "parcours", (toy.LESSON,), toy.write(root / "sources")).folder
    chosen = root / "config" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    chosen.mkdir(parents=True)
    (chosen / "themes.jupyterlab-settings").write_text(DARK, encoding="utf-8")
    rogue = root / "data" / "kernels" / "python3"
    rogue.mkdir(parents=True)
    (rogue / "kernel.json").write_text(OTHER_PYTHON, encoding="utf-8")
    mine = {"JUPYTER_CONFIG_DIR": str(root / "config"), "JUPYTER_DATA_DIR": str(root / "data")}
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder), str(free_port())],
        env=os.environ | mine,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with process:
        try:
            yield Server(process)
        finally:
            process.send_signal(signal.SIGINT)
            rest, _ = process.communicate(timeout=30)
    assert "Jupyter s'arrête" in rest
    assert process.returncode == 0
    settings = [path for path in (root / "config" / "lab").rglob("*") if path.is_file()]
    assert [path.read_text(encoding="utf-8") for path in settings] == [DARK]


def page_config(server: Server, path: str) -> Any:
    page = server.get(path)
    found = re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_it_opens_on_the_home_page(server: Server):
    assert "JupyterLab est prêt" in server.said
    assert server.path == "/lab/tree/Accueil.ipynb"
    assert page_config(server, "/")["treePath"] == "Accueil.ipynb"
    names = {each["name"] for each in server.json("/api/contents/")["content"]}
    assert names == {"Accueil.ipynb", "C90-lecon-jouet.ipynb", "progression.json"}


def test_it_speaks_french(server: Server):
    settings = server.json("/lab/api/settings/@jupyterlab/translation-extension:plugin")
    assert settings["schema"]["properties"]["locale"]["default"] == "fr_FR"
    words = server.json("/lab/api/translations/fr_FR")["data"]["jupyterlab"]
    assert words["Interrupt Kernel"] == ["Interrompre le noyau"]


def test_the_trainers_panels_are_off(server: Server):
    assert "@jupyter/nbgrader" in page_config(server, "/lab")["disabledExtensions"]
    for path in ("/formgrader", "/assignments", "/courses"):
        with pytest.raises(urllib.error.HTTPError) as caught:
            server.get(path)
        caught.value.close()
        assert caught.value.code == 404


def test_it_asks_nothing_of_the_network(server: Server):
    assert page_config(server, "/lab")["news"] == {"disabled": True}
    assert server.json("/lab/api/news") == {"news": []}
    assert server.json("/lab/api/update") == {"notification": None}


def test_a_token_is_asked_for(server: Server):
    with pytest.raises(urllib.error.HTTPError) as caught:
        server.get("/api/contents/", query="")
    caught.value.close()
    assert caught.value.code == 403


def test_the_users_own_settings_are_honoured(server: Server):
    settings = server.json("/lab/api/settings/@jupyterlab/apputils-extension:themes")
    assert settings["settings"] == {"theme": "JupyterLab Dark"}


def test_the_kernel_is_this_environments_python(server: Server):
    specs = server.json("/api/kernelspecs")
    assert specs["default"] == "python3"
    assert specs["kernelspecs"]["python3"]["spec"]["argv"][0] in ("python", sys.executable)


def test_a_server_that_cannot_start_is_said_in_french(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "fichier"))
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    with pytest.raises(CultureDataError, match="n'a pas démarré"):
        lab.open_lab(tmp_path, browser=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
