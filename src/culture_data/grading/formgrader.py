"""Open nbgrader's formgrader on a cohort: what people grade goes into the same gradebook."""

import subprocess
import sys
import tempfile
from pathlib import Path

from culture_data import programs
from culture_data.grading.cohort import Cohort

EXTENSIONS = ("nbgrader.server_extensions.formgrader",)
ADDRESS = "/formgrader/gradebook"


def command(cohort: Cohort, config: Path, *, browser: bool) -> list[str]:
    """Return the command that starts a local Jupyter server on the cohort's folder."""
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--config={config}",
        f"--ServerApp.root_dir={cohort.root}",
        f"--LabApp.default_url={ADDRESS}",
        f"--ServerApp.open_browser={browser}",
    ]


def write_config(folder: Path) -> Path:
    """Write the server's configuration: nbgrader's extension on, the learner's tools off."""
    path = folder / "formgrader_config.py"
    path.write_text(
        "c = get_config()\n"
        + "".join(f"c.ServerApp.jpserver_extensions[{each!r}] = True\n" for each in EXTENSIONS)
        + "c.ServerApp.log_level = 'WARN'\n",
        encoding="utf-8",
    )
    return path


def open_formgrader(cohort: Cohort, *, browser: bool = True) -> int:
    """Serve the formgrader until the trainer stops it, and return the server's exit code."""
    programs.on_path()
    with tempfile.TemporaryDirectory(prefix="culture-data-") as folder:
        config = write_config(Path(folder))
        print(  # noqa: T201 - this is what the trainer reads
            "Le formgrader de nbgrader s'ouvre (ses pages sont en anglais). Notez les réponses rédigées, "
            "puis relancez «\u00a0culture-data cohorte corriger\u00a0» pour mettre à jour les retours.\n"
            "Pour arrêter\u00a0: Ctrl + C dans cette fenêtre.",
            flush=True,
        )
        # nbgrader finds the course through the folder that it is started in.
        return subprocess.call(command(cohort, config, browser=browser), cwd=cohort.root)
