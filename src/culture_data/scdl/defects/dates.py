"""Dates that are no longer ISO dates."""

import datetime

from culture_data.french import long_date
from culture_data.scdl.columns import DATE
from culture_data.scdl.defects.base import Cell, CellDefect
from culture_data.scdl.dice import Dice

EXCEL_EPOCH = datetime.date(1899, 12, 30)


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _french(cell: Cell, _dice: Dice) -> str | None:
    day = _day(cell.value)
    return f"{day:%d/%m/%Y}" if day else None


def _short(cell: Cell, _dice: Dice) -> str | None:
    day = _day(cell.value)
    return f"{day:%d/%m/%y}" if day and 1970 <= day.year < 2069 else None


def _written_out(cell: Cell, _dice: Dice) -> str | None:
    day = _day(cell.value)
    return long_date(day) if day else None


def _swapped(cell: Cell, _dice: Dice) -> str | None:
    # Only where the result is no date: a swap that gives a date leaves nothing to see.
    day = _day(cell.value)
    return f"{day.year}-{day.day:02}-{day.month:02}" if day and day.day > 12 else None


def _serial(cell: Cell, _dice: Dice) -> str | None:
    day = _day(cell.value)
    return str((day - EXCEL_EPOCH).days) if day and day.year > 1900 else None


def _year_only(cell: Cell, _dice: Dice) -> str | None:
    day = _day(cell.value)
    return str(day.year) if day else None


KINDS = frozenset({DATE})
DEFECTS = (
    CellDefect(
        "date_francaise",
        "dates au format français (jour/mois/année)",
        "cantines/nantes-menus_tous.csv",
        kinds=KINDS,
        change=_french,
    ),
    CellDefect(
        "date_courte",
        "dates françaises à deux chiffres d'année",
        "videoprotection/paris-cameras-2019.csv",
        kinds=KINDS,
        change=_short,
    ),
    CellDefect(
        "date_en_lettres",
        "dates écrites en toutes lettres",
        "videoprotection/paris-cameras-2019.csv («\u00a0Début 2019\u00a0»)",
        kinds=KINDS,
        change=_written_out,
    ),
    CellDefect(
        "jour_mois_inverses",
        "dates dont le jour et le mois sont inversés",
        "marches/pays-de-mormal-2016.xlsx («\u00a005-16\u00a0», mai 2016, devenu le 16 mai 2021)",
        kinds=KINDS,
        change=_swapped,
    ),
    CellDefect(
        "date_excel",
        "dates devenues des numéros de jour de tableur",
        "subventions/brut-53-mayenne-2018.xlsx (dates en texte et en nombres mêlées)",
        kinds=KINDS,
        change=_serial,
    ),
    CellDefect(
        "annee_seule",
        "dates réduites à l'année",
        "subventions/brut-44-loire-atlantique.csv",
        recovery="source",
        kinds=KINDS,
        change=_year_only,
    ),
)
