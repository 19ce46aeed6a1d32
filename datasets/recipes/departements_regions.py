# /// script
# requires-python = ">=3.11"
# ///
"""Rebuild `communes/departements.csv` and `communes/regions.csv`."""

from pathlib import Path

from cuisine import Files, csv_text, run
from sources import decoupage


def recipe(cache: Path) -> Files:
    """Return both files, in the order of the package."""
    departements = (
        (d["code"], d["nom"], d["region"], d["zone"]) for d in decoupage(cache, "departements")
    )
    regions = ((r["code"], r["nom"], r["chefLieu"], r["zone"]) for r in decoupage(cache, "regions"))
    return {
        "communes/departements.csv": csv_text(
            ("code", "nom", "code_region", "zone"), departements
        ).encode(),
        "communes/regions.csv": csv_text(("code", "nom", "chef_lieu", "zone"), regions).encode(),
    }


if __name__ == "__main__":
    run(recipe, "Reconstruit les listes des départements et des régions.")
