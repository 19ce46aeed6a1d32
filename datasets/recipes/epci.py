# /// script
# requires-python = ">=3.11"
# ///
"""Rebuild `communes/epci.csv`: the intercommunal bodies with their own tax."""

from pathlib import Path

from cuisine import Files, csv_text, run
from sources import decoupage

COLUMNS = (
    "siren",
    "nom",
    "type",
    "mode_financement",
    "population_municipale",
    "population_totale",
    "nb_communes",
)


def recipe(cache: Path) -> Files:
    """Return the file; rows in the order of the package, which is that of the SIREN."""
    rows = (
        (
            group["code"],
            group["nom"],
            group["type"],
            group["modeFinancement"],
            group["populationMunicipale"],
            group["populationTotale"],
            len(group["membres"]),
        )
        for group in decoupage(cache, "epci")
    )
    return {"communes/epci.csv": csv_text(COLUMNS, rows).encode()}


if __name__ == "__main__":
    run(recipe, "Reconstruit la liste des EPCI à fiscalité propre.")
