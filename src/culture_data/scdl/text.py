"""Read a CSV file: guess separator and decimal sign, find the header, keep nothing whole."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from culture_data.errors import CultureDataError
from culture_data.french import count
from culture_data.scdl import encoding as encodings
from culture_data.scdl import header as headers
from culture_data.scdl.problem import Finding, Rule, Severity
from culture_data.scdl.reading import Cells, Reading, Table

SEPARATORS = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre verticale"}
SAMPLE_LINES = 200
LONGEST_CELL = 1_000_000
COMMA = re.compile(r"\s*-?\d+,\d+\s*")
POINT = re.compile(r"\s*-?\d+\.\d+\s*")

ENCODING = Rule("encodage", "Encodage du fichier")
MIXED = Rule("encodage-melange", "Lignes dans un autre encodage")
BROKEN = Rule("lecture", "Lecture interrompue")
MARK = Rule("bom", "Marque d'ordre (BOM) au début du fichier", Severity.WARNING)


def read(path: Path) -> Table:
    """Open a CSV file.

    Raises:
        CultureDataError: the file holds no table.
    """
    encoding = encodings.guess(path)
    sample = _sample(path, encoding)
    separator = guess_separator(sample)
    csv.field_size_limit(LONGEST_CELL)
    rows = list(csv.reader(sample, delimiter=separator)) if separator else []
    start = headers.find(rows)
    if not rows or len(rows[start]) < 2:
        raise CultureDataError(
            f"«\u00a0{path.name}\u00a0» n'a qu'une colonne, ou n'est pas un tableau\u00a0: aucun séparateur "
            "(point-virgule, virgule, tabulation) n'y partage les lignes. Réenregistrez-le en "
            "CSV depuis votre tableur."
        )
    odd: list[tuple[int | None, Finding]] = []
    reading = Reading(
        "csv",
        encoding=encoding,
        separator=separator,
        decimal=guess_decimal(rows[start + 1 :]),
        header_row=start + 1,
    )
    return Table(
        reading,
        tuple(cell.strip("\ufeff") for cell in rows[start]),
        _rows(path, reading, odd),
        tuple(_about_encoding(encoding)),
        odd,
    )


def guess_separator(sample: Sequence[str]) -> str | None:
    """Return the separator that cuts the lines most alike, None if none cuts them."""
    best: tuple[float, str | None] = (0, None)
    for separator in SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(sample, delimiter=separator) if row)
        except csv.Error:
            continue
        wide = {width: times for width, times in widths.items() if width > 1}
        if not wide:
            continue
        width = max(wide, key=lambda each: (wide[each], each))
        share = wide[width] / sum(widths.values())
        best = max(best, (share * share * width, separator), key=lambda each: each[0])
    return best[1]


def guess_decimal(rows: Sequence[Sequence[object]]) -> str | None:
    """Return the sign that stands before decimals in most cells, None if no cell has one."""
    cells = [cell for row in rows for cell in row if isinstance(cell, str)]
    commas = sum(COMMA.fullmatch(cell) is not None for cell in cells)
    points = sum(POINT.fullmatch(cell) is not None for cell in cells)
    if commas == points == 0:
        return None
    return "," if commas > points else "."


def _sample(path: Path, encoding: str) -> list[str]:
    with path.open("rb") as file:
        return [line for line, _ in islice(encodings.lines(file, encoding), SAMPLE_LINES)]


def _about_encoding(encoding: str) -> Iterator[Finding]:
    if encoding == "utf-8-sig":
        yield Finding(
            MARK,
            "",
            "Le fichier commence par une marque invisible (BOM) que certains outils prennent pour "
            "une partie du nom de la première colonne.",
            "Si un outil s'en plaint, réenregistrez le fichier en «\u00a0UTF-8\u00a0» sans BOM.",
        )
    elif encoding != "utf-8":
        yield Finding(
            ENCODING,
            encoding,
            f"Le fichier est encodé en {encodings.NAMES[encoding]}\u00a0; le standard demande l'UTF-8.",
            "Dans votre tableur, choisissez «\u00a0Enregistrer sous\u00a0», puis «\u00a0CSV UTF-8\u00a0» "
            "(LibreOffice\u00a0: «\u00a0Modifier les paramètres du filtre\u00a0», jeu de caractères UTF-8).",
        )


def _rows(
    path: Path, reading: Reading, odd: list[tuple[int | None, Finding]]
) -> Iterator[tuple[int, Cells]]:
    """Yield the rows below the header; what cannot be read is told in `odd`."""
    number = 0
    foreign = False

    def decoded() -> Iterator[str]:
        nonlocal foreign
        for line, in_encoding in encodings.lines(file, reading.encoding or "utf-8"):
            foreign = foreign or not in_encoding
            yield line

    with path.open("rb") as file:
        rows = csv.reader(decoded(), delimiter=reading.separator or ",")
        while True:
            try:
                row: Cells | None = next(rows, None)
            except csv.Error:
                odd.append((None, _never_closed(number + 1)))
                return
            if row is None:
                return
            number += 1
            if foreign:
                odd.append((number, _in_another_encoding(row)))
                foreign = False
            if number > reading.header_row:
                yield number, row


def _in_another_encoding(row: Cells) -> Finding:
    strange = next((cell for cell in row if not cell.isascii()), "")
    return Finding(
        MIXED,
        strange,
        "Cette ligne n'est pas dans le même encodage que les autres (UTF-8)\u00a0: ses accents "
        "seront illisibles.",
        "Ressaisissez les lettres accentuées de la ligne, ou refaites l'export d'une seule source.",
    )


def _never_closed(row: int) -> Finding:
    return Finding(
        BROKEN,
        "",
        f"La lecture s'arrête à la ligne {row}\u00a0: un guillemet ouvert n'y est jamais refermé "
        f"(une cellule y compterait plus de {count(LONGEST_CELL, 'caractère')}).",
        "Ouvrez le fichier dans un éditeur de texte et retirez le guillemet en trop vers cette ligne.",
    )
