"""Where the project's own folders are: `datasets`, `notebooks` and `grading`.

In a checkout they stand at the root, where authors edit them; a wheel carries
them inside the package. Everything that reads them asks here.
"""

from pathlib import Path
from typing import Literal

PACKAGE = Path(__file__).parent


def folder(name: Literal["datasets", "notebooks", "grading"]) -> Path:
    """Return the absolute path of one of the project's folders.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for root in (PACKAGE / "_project", PACKAGE.parent.parent):
        path = root / name
        if path.is_dir():
            return path
    raise FileNotFoundError(
        f"Le dossier «\u00a0{name}\u00a0» est introuvable\u00a0: l'installation de culture-data est incomplète."
    )
