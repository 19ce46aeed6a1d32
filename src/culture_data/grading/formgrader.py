"""Open nbgrader's formgrader on a cohort: what people grade goes into the same gradebook."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from culture_data import lab
from culture_data.grading.cohort import Cohort

PAGE = "formgrader/gradebook"
EXTENSION = "nbgrader.server_extensions.formgrader"


@dataclass(frozen=True)
class Address:
    """Where a server answers: `url` ends with a slash; `token` opens it."""

    url: str
    token: str

    def page(self, path: str) -> str:
        """Return the link to a page, for a browser."""
        return f"{self.url}{path}?token={self.token}"


def open_formgrader(cohort: Cohort, *, browser: bool = True) -> int:
    """Serve the formgrader until the trainer stops it.

    Raises:
        CultureDataError: the server did not start.
    """
    try:
        with server(cohort, browser=browser) as (process, address):
            print(  # noqa: T201 - the terminal is where this is read
                f"Le formgrader de nbgrader est ouvert (ses pages sont en anglais)\u00a0:\n"
                f"  {address.page(PAGE)}\n"
                "Notez les réponses rédigées, puis relancez «\u00a0culture-data cohorte corriger\u00a0» pour "
                "mettre à jour les retours.\nPour arrêter\u00a0: tapez ici Ctrl + C.",
                flush=True,
            )
            return process.wait()
    except KeyboardInterrupt:
        return 0


@contextmanager
def server(cohort: Cohort, *, browser: bool) -> Iterator[tuple["subprocess.Popen[bytes]", Address]]:
    """Run a local Jupyter server with the formgrader on; stop it at the end.

    Raises:
        CultureDataError: the server did not start.
    """
    token = secrets.token_urlsafe(24)
    with tempfile.TemporaryDirectory(prefix="culture-data-", ignore_cleanup_errors=True) as name:
        config, log = Path(name) / "jupyter_lab_config.json", Path(name) / "journal.txt"
        config.write_text(json.dumps(_config(cohort, browser=browser)), encoding="utf-8")
        with log.open("wb") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", "jupyterlab", f"--config={config}"],
                cwd=cohort.root,  # nbgrader finds the course by the folder that it starts in
                env=lab.environment(token),
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
            )
        url: str | None = None
        try:
            url = lab.wait_until_ready(process, token, log)
            yield process, Address(url, token)
        finally:
            lab.stop(process, url, token)


def ask(address: Address, path: str) -> str:
    """Return a page of the server as text.

    Raises:
        urllib.error.HTTPError: the server refuses it.
    """
    request = urllib.request.Request(  # noqa: S310 - the address is our own server's
        address.url + path, headers={"Authorization": f"token {address.token}"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=30) as answer:
        return str(answer.read().decode("utf-8"))


def _config(cohort: Cohort, *, browser: bool) -> dict[str, dict[str, object]]:
    return {
        "ServerApp": {
            "root_dir": str(cohort.root),
            "open_browser": browser,
            "answer_yes": True,
            "jpserver_extensions": {EXTENSION: True},
            "allow_root": getattr(os, "geteuid", lambda: 1)() == 0,
        },
        "LabApp": {
            "default_url": f"/{PAGE}",
            "news_url": None,
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        },
    }
