"""The table of scores, for a spreadsheet: CSV as French ones read it, or xlsx."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from culture_data.errors import CultureDataError
from culture_data.files import write_atomic
from culture_data.grading.cohort import Cohort
from culture_data.grading.overview import Line, lines

FORMATS = ("csv", "xlsx")
COLUMNS = (
    "identifiant",
    "nom",
    "prénom",
    "leçon",
    "exercice",
    "intitulé",
    "points",
    "sur",
    "état",
    "idées fréquentes reconnues",
    "commentaire",
)
TOTALS = ("identifiant", "nom", "prénom", "leçon", "points", "sur", "réponses à lire", "état")
# A cell that starts so is a formula to a spreadsheet, whoever typed it.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")

Value = str | float | None


def write(cohort: Cohort, form: str = "xlsx", target: Path | None = None) -> Path:
    """Write the scores of a cohort.

    Args:
        cohort: the cohort.
        form: "csv" (UTF-8 with BOM, semicolons, decimal commas) or "xlsx" (two sheets).
        target: the file; by default `notes.csv` or `notes.xlsx` in the cohort's folder.

    Raises:
        CultureDataError: another format, or a file that cannot be written.
    """
    form = form.lower().lstrip(".")
    if form not in FORMATS:
        raise CultureDataError(
            f"Le format «\u00a0{form}\u00a0» n'existe pas ici. Choisissez --format csv ou --format xlsx."
        )
    path = (target or cohort.root / f"notes.{form}").absolute()
    if path.is_dir():
        path = path / f"notes.{form}"
    every = lines(cohort)
    content = _csv(every) if form == "csv" else _xlsx(every, simulated=cohort.simulated)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, content)
    except OSError as error:
        raise CultureDataError(
            f"{path} ne peut pas être écrit ({error.strerror or error}). S'il est ouvert dans un tableur, "
            "fermez-le\u00a0; sinon, choisissez un autre endroit avec --sortie."
        ) from error
    return path


def _csv(every: Iterable[Line]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in every:
        writer.writerow([_text(value) for value in _row(each)])
    return text.getvalue().encode("utf-8-sig")


def _row(line: Line) -> tuple[Value, ...]:
    return (
        line.learner.identifier,
        line.learner.last_name,
        line.learner.first_name,
        line.cell.lesson,
        line.cell.exercise,
        line.cell.title,
        line.score,
        line.cell.points,
        line.state,
        ", ".join(line.misconceptions),
        line.comment,
    )


def _text(value: Value) -> str:
    if isinstance(value, float | int):
        return f"{value:g}".replace(".", ",")
    return f"'{value}" if value and value.startswith(DANGEROUS) else value or ""


def _xlsx(every: Sequence[Line], *, simulated: bool) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Notes simulées" if simulated else "Notes"
    _fill(sheet, COLUMNS, [_row(each) for each in every])
    _fill(book.create_sheet("Totaux"), TOTALS, _totals(every))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Any, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    for at, row in enumerate([columns, *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
                cell.data_type = "s"  # never a formula, whatever it starts with
            else:
                cell.value = value
            if at == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for column, name in enumerate(columns, start=1):
        width = 40 if name in ("intitulé", "commentaire") else max(12, len(name) + 2)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width


def _totals(every: Iterable[Line]) -> list[tuple[Value, ...]]:
    groups: dict[tuple[str, str], list[Line]] = {}
    for each in every:
        groups.setdefault((each.learner.identifier, each.cell.lesson), []).append(each)
    rows: list[tuple[Value, ...]] = []
    for (identifier, lesson), group in groups.items():
        who, scored = group[0].learner, [each.score for each in group if each.score is not None]
        pending = sum(each.score is None for each in group) if scored else 0
        rows.append(
            (
                identifier,
                who.last_name,
                who.first_name,
                lesson,
                sum(scored) if scored else None,
                sum(each.cell.points for each in group),
                pending,
                "Corrigé" if scored else group[0].state,
            )
        )
    return rows
