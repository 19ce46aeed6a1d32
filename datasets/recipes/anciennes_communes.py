# /// script
# requires-python = ">=3.11"
# ///
"""Rebuild `communes/anciens_codes.csv` and `communes/communes_deleguees.csv`.

What stands beside the communes of today: the codes that they had before a merger,
and the parts that keep a name (déléguées, associées, arrondissements of Paris, Lyon
and Marseille).
"""

from pathlib import Path

from cuisine import Files, csv_text, run
from sources import decoupage


def recipe(cache: Path) -> Files:
    """Return both files, in the order of the package."""
    entities = decoupage(cache, "communes")
    former = (
        (old, entity["code"], entity["nom"])
        for entity in entities
        if entity["type"] == "commune-actuelle"
        for old in entity.get("anciensCodes", [])
    )
    parts = (
        (
            entity["code"],
            entity["nom"],
            entity["type"],
            entity.get("chefLieu") or entity.get("commune", ""),
            entity["departement"],
            entity.get("population", ""),
        )
        for entity in entities
        if entity["type"] != "commune-actuelle"
    )
    parts_header = (
        "code_insee",
        "nom",
        "type",
        "code_commune_rattachement",
        "code_departement",
        "population",
    )
    return {
        "communes/anciens_codes.csv": csv_text(
            ("ancien_code", "code_actuel", "nom_actuel"), former
        ).encode(),
        "communes/communes_deleguees.csv": csv_text(parts_header, parts).encode(),
    }


if __name__ == "__main__":
    run(recipe, "Reconstruit les anciens codes et les communes déléguées ou associées.")
