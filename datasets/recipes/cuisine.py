"""What every recipe shares: its command line, and how it writes a file.

A recipe is a function that takes the cache folder and returns the files it makes,
as a dict from path inside `datasets/` to bytes. Text is always built here, so that
each system writes the same bytes.
"""

import argparse
import csv
import io
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from sources import RecipeError, write

DATASETS = Path(__file__).resolve().parent.parent
CACHE = Path(tempfile.gettempdir()) / "culture-data-cache"

Files = Mapping[str, bytes]
Row = Iterable[object]


def run(recipe: Callable[[Path], Files], description: str) -> None:
    """Read `--cache` and `--sortie`, run the recipe, write its files, say which."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "--cache", type=Path, default=CACHE, help="dossier des paquets déjà téléchargés"
    )
    parser.add_argument(
        "--sortie", type=Path, default=DATASETS, help="dossier où écrire (par défaut : datasets)"
    )
    options = parser.parse_args()
    try:
        for path, content in recipe(options.cache).items():
            write(options.sortie / path, content)
            print(f"{path} : {len(content)} octets")
    except RecipeError as problem:
        sys.exit(f"Recette interrompue : {problem}")


def csv_text(header: Row, rows: Iterable[Row], *, delimiter: str = ",", end: str = "\n") -> str:
    """Return a CSV table; quotes only where they are needed."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def shipped_communes() -> list[dict[str, str]]:
    """Return the rows of the shipped `communes.csv`: lesson files derive from it."""
    with (DATASETS / "communes" / "communes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
