"""JupyterLab for a learner: in French, on the home page, without the trainer's panels.

Everything is told to the server we start, through a temporary folder of settings: the
user's own Jupyter settings are neither changed nor ignored.
"""

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from culture_data.errors import CultureDataError
from culture_data.home import HOME

START_SECONDS = 90
STOP_SECONDS = 10

# Defaults of the interface; what the user has chosen in the settings menu comes first.
# The language pack answers to "fr_FR": with "fr-FR" the menus stay in English.
OVERRIDES = {
    "@jupyterlab/translation-extension:plugin": {"locale": "fr_FR"},
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 30},
}
# Panels for trainers and developers, in English, and a catalogue that needs the network.
HIDDEN = (
    "@jupyter/nbgrader",
    "@jupyter-notebook/lab-extension",
    "@jupyterlab/extensionmanager-extension",
    "jupyterlab-jupytext",
)
SILENT_SERVER_EXTENSIONS = (
    "jupyterlab_jupytext",
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.validate_assignment",
)


def open_lab(folder: Path, *, port: int | None = None, browser: bool = True) -> int:
    """Open JupyterLab on the home notebook of a learner's folder, until they stop it.

    Args:
        folder: laid out by `workspace.lay_out`.
        port: preferred; the next free ones are tried after it. 8888 by default.
        browser: whether to open the web browser.

    Returns:
        0 when it was stopped as it should, JupyterLab's own code otherwise.

    Raises:
        CultureDataError: JupyterLab did not start.
    """
    with (
        tempfile.TemporaryDirectory(prefix="culture-data-", ignore_cleanup_errors=True) as name,
        _stop_signals_as_interrupts(),
    ):
        settings = Path(name)
        token = secrets.token_urlsafe(24)
        with (settings / "journal.txt").open("wb") as log:
            server = subprocess.Popen(
                _command(settings, folder.absolute(), port, browser),
                cwd=folder,
                env=environment(token),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        address: str | None = None
        try:
            address = wait_until_ready(server, token, settings / "journal.txt")
            _say_how_to_use(address, token, browser)
            return server.wait()
        except KeyboardInterrupt:
            _say("\nJupyter s'arrête. Ce que vous avez enregistré est gardé. À bientôt\u00a0!")
            return 0
        finally:
            try:
                stop(server, address, token)
            except KeyboardInterrupt:  # Ctrl + C twice, as Jupyter's habits teach
                server.kill()


def _command(settings: Path, folder: Path, port: int | None, browser: bool) -> list[str]:
    """Write the temporary settings, and return the command that starts JupyterLab."""
    lab = settings / "settings"
    lab.mkdir()
    (lab / "overrides.json").write_text(json.dumps(OVERRIDES), encoding="utf-8")
    disabled = {"disabledExtensions": dict.fromkeys(HIDDEN, True)}
    (lab / "page_config.json").write_text(json.dumps(disabled), encoding="utf-8")
    config: dict[str, dict[str, Any]] = {
        "ServerApp": {
            "root_dir": str(folder),
            "open_browser": browser,
            "answer_yes": True,  # Ctrl + C stops at once, without a question in English
            "jpserver_extensions": dict.fromkeys(SILENT_SERVER_EXTENSIONS, False),
            # Inside a container, the only user is often root.
            "allow_root": getattr(os, "geteuid", lambda: 1)() == 0,
        },
        "LabApp": {
            "default_url": f"/lab/tree/{HOME}",
            "app_settings_dir": str(lab),
            "workspaces_dir": str(settings / "workspaces"),  # each start shows the home page
            "extension_manager": "readonly",
            "news_url": None,
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        },
    }
    if port is not None:
        config["ServerApp"]["port"] = port
    file = settings / "jupyter_lab_config.json"
    file.write_text(json.dumps(config), encoding="utf-8")
    return [sys.executable, "-m", "jupyterlab", f"--config={file}"]


def environment(token: str) -> dict[str, str]:
    """Return the environment of a Jupyter server of ours, opened by this token."""
    programs = str(Path(sys.executable).parent)
    return os.environ | {
        "JUPYTER_TOKEN": token,
        # The kernel "python3" is this environment's, whatever the user installed elsewhere.
        "JUPYTER_PREFER_ENV_PATH": "1",
        "PATH": os.pathsep.join([programs, os.environ.get("PATH", "")]),
    }


def wait_until_ready(server: subprocess.Popen[bytes], token: str, log: Path) -> str:
    """Return the server's address once it answers.

    Raises:
        CultureDataError: it stopped, or does not answer; the end of its log is quoted.
    """
    from jupyter_server.serverapp import list_running_servers

    limit = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < limit:
        for info in list_running_servers():
            if info.get("token") == token or info.get("pid") == server.pid:
                address = str(info["url"])
                with suppress(OSError):
                    _ask(address, "api/status", token)
                    return address
        time.sleep(0.2)
    said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-8:]
    raise CultureDataError(
        "JupyterLab n'a pas démarré. Fermez les autres fenêtres de Jupyter, puis réessayez\u00a0; "
        "si cela recommence, envoyez ces lignes à votre formateur\u00a0:\n" + "\n".join(said)
    )


def _say_how_to_use(address: str, token: str, browser: bool) -> None:
    link = f"{address}lab/tree/{HOME}?token={token}"
    if browser:
        _say(
            "JupyterLab s'ouvre dans votre navigateur. Si rien ne s'ouvre, copiez cette adresse "
            f"dans la barre du navigateur\u00a0:\n  {link}"
        )
    else:
        _say(f"JupyterLab est prêt à cette adresse\u00a0:\n  {link}")
    _say(
        "Laissez cette fenêtre ouverte pendant que vous travaillez. Pour arrêter\u00a0: enregistrez "
        "vos carnets (Ctrl + S), puis tapez ici Ctrl + C."
    )


def stop(server: subprocess.Popen[bytes], address: str | None, token: str) -> None:
    """Stop the server and its kernels: politely, then firmly."""
    if server.poll() is None and address:
        # Ask first: the only way that also stops the kernels on Windows.
        with suppress(OSError):
            _ask(address, "api/shutdown", token, method="POST")
    elif server.poll() is None:
        server.terminate()
    for firmer in (server.terminate, server.kill):
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            firmer()
    server.wait()


def _ask(address: str, path: str, token: str, method: str = "GET") -> None:
    request = urllib.request.Request(  # noqa: S310 - the address is our own server's
        address + path, method=method, headers={"Authorization": f"token {token}"}
    )
    # No proxy: some collectivités send even local addresses through theirs.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=STOP_SECONDS):
        pass


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - the terminal is where this is read


@contextmanager
def _stop_signals_as_interrupts() -> Iterator[None]:
    """A closed terminal, or a polite kill, stops JupyterLab too instead of orphaning it."""

    def interrupt(_signum: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), interrupt) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
