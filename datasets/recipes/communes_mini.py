# /// script
# requires-python = ">=3.11"
# ///
"""Rebuild `lessons/C01/communes_mini.csv`: ten real communes that a beginner can read whole.

They are chosen for what they teach: both sides of 3,500 inhabitants and one exactly
on it, an apostrophe, accents, an œ, the five départements of a région, and no order
of population that would make sorting useless.
"""

from pathlib import Path

from cuisine import Files, csv_text, run, shipped_communes

CODES = (
    "44047",  # Couëron
    "49140",  # Fontevraud-l'Abbaye
    "44109",  # Nantes
    "53146",  # Martigné-sur-Mayenne
    "85113",  # L'Île-d'Yeu
    "72264",  # Sablé-sur-Sarthe
    "44155",  # Saint-Colomban, exactly 3,500 inhabitants
    "44116",  # Paimbœuf
    "49007",  # Angers
    "72181",  # Le Mans
)
COLUMNS = ("code_insee", "nom", "nom_departement", "population")


def recipe(_cache: Path) -> Files:
    """Return the file, in the order of `CODES`."""
    communes = {commune["code_insee"]: commune for commune in shipped_communes()}
    rows = ([communes[code][column] for column in COLUMNS] for code in CODES)
    return {"lessons/C01/communes_mini.csv": csv_text(COLUMNS, rows).encode()}


if __name__ == "__main__":
    run(recipe, "Reconstruit les dix communes de la leçon C01.")
