# /// script
# requires-python = ">=3.11"
# ///
"""Fetch the published list of bodies that must open their data, with their staff bracket.

No file counts the agents of each commune. The nearest that is public is a list of
OpenDataFrance on data.gouv.fr, which gives the SIRENE bracket of each body (31: 200 to
249, and so on), of an older geography. It is not shipped: its licence is not ours to
settle, and a bracket is no number. Whoever wants it beside the simulated numbers runs
this recipe, which writes `agents_officiels.csv` in the current folder.

The data set is found by its columns, not by an address that may move; `--adresse` gives
the address of the CSV file when the search of data.gouv.fr no longer finds it.
"""

import argparse
import csv
import io
import json
import sys
import urllib.parse
from pathlib import Path

from cuisine import csv_text
from sources import RecipeError, download, write

SEARCH = "https://www.data.gouv.fr/api/1/datasets/?page_size=20&q=" + urllib.parse.quote(
    "organisations collectivités obligation ouverture données OpenDataFrance"
)
LABEL = "la liste des collectivités concernées (data.gouv.fr)"
NEEDED = {"nom", "type", "COG", "trancheEffectifsUniteLegale"}
COLUMNS = ("code_insee", "nom", "tranche_effectifs_sirene")


def main() -> None:
    """Write the file, or say in French why not and leave nothing behind."""
    parser = argparse.ArgumentParser(description="Récupère les tranches d'effectifs publiées.")
    parser.add_argument("--adresse", help="adresse du fichier CSV, si vous la connaissez")
    parser.add_argument("--sortie", type=Path, default=Path(), help="dossier où écrire")
    options = parser.parse_args()
    try:
        content = _communes(_fetch(options.adresse))
        target = options.sortie / "agents_officiels.csv"
        write(target, content)
    except RecipeError as problem:
        sys.exit(f"Recette interrompue : {problem}")
    except OSError as problem:
        sys.exit(f"Impossible d'écrire dans « {options.sortie} » : {problem.strerror}.")
    print(f"{target} : {len(content)} octets")


def _fetch(address: str | None) -> list[dict[str, str]]:
    """Return the rows of the list, from the address given or from the first that fits."""
    addresses = [address] if address else _candidates()
    for candidate in addresses:
        rows = _read(download(candidate, "text/csv", LABEL))
        if rows and set(rows[0]) >= NEEDED:
            return rows
    raise RecipeError(
        "aucun fichier trouvé n'a les colonnes attendues. Cherchez la liste sur "
        "https://www.data.gouv.fr et donnez l'adresse du fichier CSV avec --adresse."
    )


def _candidates() -> list[str]:
    """Return the addresses of the CSV files that data.gouv.fr finds."""
    try:
        found = json.loads(download(SEARCH, "application/json", LABEL))
        return [
            resource["url"]
            for dataset in found["data"]
            for resource in dataset["resources"]
            if resource["format"] == "csv"
        ]
    except (ValueError, KeyError, TypeError) as cause:
        raise RecipeError(
            "la réponse de data.gouv.fr n'est pas celle attendue. Donnez l'adresse du fichier "
            "CSV avec --adresse."
        ) from cause


def _read(content: bytes) -> list[dict[str, str]]:
    try:
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        return []  # some other file: the next one may fit


def _communes(rows: list[dict[str, str]]) -> bytes:
    """Keep the communes: INSEE code, name, bracket; a blank bracket is unknown, not zero."""
    kept = sorted(
        (row["COG"], row["nom"], row["trancheEffectifsUniteLegale"].removesuffix(".0"))
        for row in rows
        if row["type"] == "COM"
    )
    if not kept:
        raise RecipeError("le fichier reçu ne contient aucune commune.")
    return csv_text(COLUMNS, kept).encode()


if __name__ == "__main__":
    main()
