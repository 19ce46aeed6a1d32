# /// script
# requires-python = ">=3.11"
# ///
"""Rebuild the five files of lesson C03: one list of communes, told in five ways.

Each carries on purpose a fault that agents meet: an old encoding, a workbook whose
first sheet is not the data, a list cut by an old spreadsheet, an export dressed up
for reading.
"""

import csv
import hashlib
import io
from pathlib import Path

from cuisine import Files, csv_text, run, shipped_communes
from workbook import Sheet, workbook

COLUMNS = (
    "code_insee",
    "nom",
    "code_departement",
    "nom_region",
    "population",
    "longitude",
    "latitude",
)
LINES_OF_AN_OLD_SPREADSHEET = 16_384
REGION = "52"  # Pays de la Loire

NARROW_NO_BREAK_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
SPACE = " "


def recipe(_cache: Path) -> Files:
    """Return the five files."""
    communes = shipped_communes()
    region = [commune for commune in communes if commune["code_region"] == REGION]
    clean = csv_text(COLUMNS, _cells(communes))
    cut = "".join(clean.splitlines(keepends=True)[:LINES_OF_AN_OLD_SPREADSHEET])
    files = {
        "liste_utf8.csv": clean.encode(),
        "liste_excel_ancien.csv": _old_spreadsheet(communes),
        "liste_classeur.xlsx": _workbook(region),
        "liste_tronquee.csv": cut.encode(),
        "liste_export.csv": _export(region),
    }
    return {f"lessons/C03/{name}": content for name, content in files.items()}


def _cells(communes: list[dict[str, str]]) -> list[list[str]]:
    return [[commune[column] for column in COLUMNS] for commune in communes]


def _old_spreadsheet(communes: list[dict[str, str]]) -> bytes:
    """Return the metropolitan communes as an old French spreadsheet would save them."""
    rows = []
    for commune in communes:
        if commune["zone"] == "metro" and _fits_cp1252(commune["nom"]):
            decimal_comma = {
                column: commune[column].replace(".", ",") for column in ("longitude", "latitude")
            }
            rows.append([{**commune, **decimal_comma}[column] for column in COLUMNS])
    return csv_text(COLUMNS, rows, delimiter=";", end="\r\n").encode("cp1252")


def _fits_cp1252(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _workbook(region: list[dict[str, str]]) -> bytes:
    """Return a workbook whose first sheet is a notice: reading it by default is the trap."""
    notice = Sheet(
        "Lisez-moi",
        [
            ["Liste des communes des Pays de la Loire"],
            ["Les données sont dans la feuille « communes »."],
            ["Population municipale 2023, géographie au 1er janvier 2026."],
            ["Source : Insee, via @etalab/decoupage-administratif 6.0.0, Licence Ouverte."],
        ],
    )
    table: list[list[str | float]] = [list(COLUMNS)]
    for code, name, departement, region_name, population, longitude, latitude in _cells(region):
        point = [float(longitude), float(latitude)] if longitude else ["", ""]
        table.append([code, name, departement, region_name, int(population), *point])
    return workbook([notice, Sheet("communes", table)])


def _export(region: list[dict[str, str]]) -> bytes:
    """Return an export made for reading: title, source, date, spaced numbers, footnote."""
    text = io.StringIO()
    text.write("Populations des communes des Pays de la Loire\r\n")
    text.write("Source : Insee, recensement de la population 2023, communes au 01/01/2026\r\n")
    text.write("Date d'extraction : 09/03/2026\r\n")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(("Code", "Libellé", "Population municipale 2023"))
    for commune in region:
        code = commune["code_insee"]
        writer.writerow((code, commune["nom"], _spaced(int(commune["population"]), code)))
    text.write("\r\n")
    text.write("Note : la population municipale ne compte chaque habitant qu'une fois.\r\n")
    return text.getvalue().encode("utf-8-sig")


def _spaced(number: int, code: str) -> str:
    """Write thousands apart, with the space that this row drew: narrow for most of them."""
    draw = hashlib.sha256(f"espace:{code}".encode()).digest()[0]
    separator = NARROW_NO_BREAK_SPACE if draw < 192 else NO_BREAK_SPACE if draw < 232 else SPACE
    return f"{number:,}".replace(",", separator)


if __name__ == "__main__":
    run(recipe, "Reconstruit les cinq fichiers de la leçon C03.")
