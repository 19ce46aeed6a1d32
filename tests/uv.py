"""Where uv is: on the PATH, or where demarrer.py puts it when there is none."""

import os
import shutil
from pathlib import Path

_OURS = Path(__file__).parent.parent / ".uv" / ("uv.exe" if os.name == "nt" else "uv")

UV = shutil.which("uv") or str(_OURS)
