"""The catalogue of defects, in the order in which they are put into a file."""

import difflib
from collections.abc import Iterable

from culture_data.errors import CultureDataError
from culture_data.scdl.defects import codes, dates, files, numbers, places, rows, texts
from culture_data.scdl.defects.base import CellDefect, Defect, FileDefect, PairDefect, RowDefect

__all__ = [
    "DEFECTS",
    "CellDefect",
    "Defect",
    "FileDefect",
    "PairDefect",
    "RowDefect",
    "clash",
    "named",
    "without_conflicts",
]

DEFECTS: tuple[Defect, ...] = (
    *places.DEFECTS,
    *dates.DEFECTS,
    *numbers.DEFECTS,
    *codes.DEFECTS,
    *texts.DEFECTS,
    *rows.DEFECTS,
    *files.DEFECTS,
)
_BY_ID = {defect.id: defect for defect in DEFECTS}


def named(identifier: str) -> Defect:
    """Return a defect by its id.

    Raises:
        CultureDataError: no defect has this id.
    """
    if identifier in _BY_ID:
        return _BY_ID[identifier]
    close = difflib.get_close_matches(str(identifier), _BY_ID, n=3, cutoff=0.5)
    advice = (
        "Vouliez-vous dire " + " ou ".join(f"«\u00a0{one}\u00a0»" for one in close) + "\u00a0?"
        if close
        else "La liste des défauts s'affiche avec «\u00a0culture-data salir --liste\u00a0»."
    )
    raise CultureDataError(f"Aucun défaut ne s'appelle «\u00a0{identifier}\u00a0». {advice}")


def without_conflicts(defects: Iterable[Defect]) -> list[Defect]:
    """Keep the defects that can stand in one file, the first ones winning."""
    kept: list[Defect] = []
    for defect in defects:
        if not any(clash(defect, other) for other in kept):
            kept.append(defect)
    return kept


def clash(one: Defect, other: Defect) -> bool:
    """Tell whether two different defects cannot stand in one file."""
    return one.id != other.id and (other.id in one.conflicts or one.id in other.conflicts)
