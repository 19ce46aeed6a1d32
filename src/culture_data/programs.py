"""Programs installed beside this Python, which nbgrader looks for on the PATH."""

import os
import sysconfig


def on_path() -> None:
    """Put this environment's programs first on the PATH of the programs we start.

    nbgrader runs `alembic` by name when it makes a gradebook: without this it is not found
    when `.venv/bin/python` is started without activating the environment.
    """
    scripts = sysconfig.get_path("scripts")
    known = os.environ.get("PATH", "")
    if scripts not in known.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join(filter(None, (scripts, known)))
