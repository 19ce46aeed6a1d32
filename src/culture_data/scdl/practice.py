"""Making a practice file of a clean one: the dirty file, and apart the ledger."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from culture_data.errors import CultureDataError
from culture_data.files import write_atomic
from culture_data.french import count, number
from culture_data.scdl import schemas
from culture_data.scdl.defects import DEFECTS, Defect, clash, named
from culture_data.scdl.dice import Dice
from culture_data.scdl.dirtying import Dirtied, dirty

ALL = "tous"
FAMILIES = ("cellules", "lignes", "fichier")
RECOVERIES = {
    "fichier": "se répare avec le fichier seul",
    "référentiel": "se répare avec un référentiel",
    "source": "demande de retourner à la source",
}


def soil(
    source: Path,
    seed: int,
    wanted: str,
    output: Path | None = None,
    ledger: Path | None = None,
    schema: str | None = None,
) -> str:
    """Write a dirty copy of a clean CSV file, and its ledger; return what was done, in French.

    Args:
        source: a clean CSV file in UTF-8, never written.
        seed: any whole number; the same seed gives the same file.
        wanted: ids, families or "tous", separated by commas; "id=5" strikes five times.
        output: the dirty file (default: beside `source`, its name ended in "-sale").
        ledger: the ledger (default: beside `output`, its name ended in "-registre").
        schema: a schema's name; guessed from the columns when None.

    Raises:
        CultureDataError: unreadable source, unknown defect, or an output that exists.
    """
    output = output or source.with_name(f"{source.stem}-sale.csv")
    ledger = ledger or output.with_name(f"{output.stem}-registre.csv")
    _refuse_to_overwrite(source, output, ledger)
    table = read_clean(source)
    described = schemas.load(schema) if schema else _guess_schema(table)
    defects, skip = choose(wanted, seed)
    made = dirty(table, seed, defects, schema=described, skip=skip)
    if not made.ledger.entries:
        raise CultureDataError("Aucun des défauts demandés ne peut toucher ce tableau.")
    try:
        write_atomic(ledger, made.ledger.to_csv())
        write_atomic(output, made.content)
    except OSError as cause:
        ledger.unlink(missing_ok=True)
        raise CultureDataError(
            f"Impossible d'écrire dans «\u00a0{output.parent}\u00a0». Vérifiez que le dossier existe, "
            "que vous pouvez y écrire et que le disque n'est pas plein."
        ) from cause
    return _summary(made, output, ledger)


def catalogue() -> str:
    """Return the list of defects, in French, by family."""
    lines = []
    for family in FAMILIES:
        lines.append(f"\n{family}\u00a0:")
        lines += [
            f"  {defect.id:<24}{defect.name} ({RECOVERIES[defect.recovery]})"
            for defect in DEFECTS
            if defect.family == family
        ]
    return "\n".join(lines).strip()


def choose(wanted: str, seed: int) -> tuple[dict[str, int] | list[str], bool]:
    """Read a list such as "dates,nc=3,fichier".

    Returns:
        The defects for `dirty`, and whether those that find nothing are to be left out:
        so with a family, not with a list of ids.

    Raises:
        CultureDataError: unknown defect, bad number.
    """
    asked = [part.strip() for part in wanted.split(",") if part.strip()]
    counts: dict[str, int] = {}
    single: list[Defect] = []
    for part in asked:
        if part == ALL or part in FAMILIES:
            continue
        identifier, equals, many = part.partition("=")
        single.append(named(identifier.strip()))
        if equals:
            counts[single[-1].id] = _whole(many, part)
    groups = {part for part in asked if part == ALL or part in FAMILIES}
    chosen = [*single, *_of_groups(groups, single, seed)]
    if counts and len(counts) < len(chosen):
        raise CultureDataError(
            "Donnez un nombre à chacun des défauts (par exemple «\u00a0nc=3,euros=5\u00a0»), ou à aucun."
        )
    return counts or [defect.id for defect in chosen], bool(groups)


def read_clean(source: Path) -> pd.DataFrame:
    """Read a clean CSV file in UTF-8, every cell as text.

    Raises:
        CultureDataError: missing, not UTF-8, not a table, rows of several widths.
    """
    try:
        text = source.read_text(encoding="utf-8-sig")
        header = text.split("\n", 1)[0]
        separator = max(",;\t", key=header.count)
        rows = [
            line for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if line
        ]
    except (OSError, UnicodeDecodeError, csv.Error) as cause:
        raise CultureDataError(
            f"«\u00a0{source}\u00a0» ne peut pas être lu. Donnez un fichier CSV propre, "
            "enregistré en UTF-8."
        ) from cause
    if len(rows) < 2:
        raise CultureDataError(
            f"«\u00a0{source}\u00a0» n'a aucune ligne de données. Donnez un fichier CSV propre, "
            "avec une ligne de noms de colonnes puis des lignes."
        )
    odd = next((place for place, row in enumerate(rows, 1) if len(row) != len(rows[0])), None)
    if odd:
        raise CultureDataError(
            f"La ligne {number(odd)} de «\u00a0{source}\u00a0» n'a pas autant de cellules que la première. "
            "Partez d'un fichier propre\u00a0: «\u00a0culture-data valider\u00a0» dit ce qui ne va pas."
        )
    return pd.DataFrame(rows[1:], columns=rows[0], dtype=object)


def _of_groups(groups: set[str], single: list[Defect], seed: int) -> list[Defect]:
    """Return the defects of the families asked for that go with one another."""
    members = [d for d in DEFECTS if (ALL in groups or d.family in groups) and d not in single]
    # Drawn, so that the encoding or the separator changes with the seed; the truncation
    # comes last: it goes with no added row.
    drawn = Dice(f"{seed}/familles").draw(members, len(members))
    drawn.sort(key=lambda defect: defect.id == "tronque_16384")
    kept: list[Defect] = []
    for defect in drawn:
        if not any(clash(defect, other) for other in [*single, *kept]):
            kept.append(defect)
    return kept


def _whole(text: str, part: str) -> int:
    try:
        return int(text)
    except ValueError as cause:
        raise CultureDataError(
            f"«\u00a0{part}\u00a0»\u00a0: écrivez un nombre entier après le signe égal, "
            "par exemple «\u00a0nc=3\u00a0»."
        ) from cause


def _guess_schema(table: pd.DataFrame) -> Mapping[str, Any] | None:
    """Return the schema whose columns the table has, if there is one."""
    columns = set(table.columns)
    for name in schemas.names():
        if columns == set(schemas.fields(name)):
            return schemas.load(name)
    return None


def _refuse_to_overwrite(source: Path, output: Path, ledger: Path) -> None:
    if not source.is_file():
        raise CultureDataError(
            f"Le fichier «\u00a0{source}\u00a0» n'existe pas. Vérifiez son nom et son dossier."
        )
    if output.resolve() == ledger.resolve():
        raise CultureDataError("Le fichier sale et son registre doivent avoir des noms différents.")
    for path in (output, ledger):
        if path.exists() and path.samefile(source):
            raise CultureDataError(
                "Le fichier propre ne sera pas remplacé\u00a0: donnez un autre nom avec "
                "--sortie ou --registre."
            )
        if path.exists():
            raise CultureDataError(
                f"Le fichier «\u00a0{path}\u00a0» existe déjà et ne sera pas remplacé. Donnez un autre nom "
                "avec --sortie ou --registre, ou renommez l'ancien."
            )


def _summary(made: Dirtied, output: Path, ledger: Path) -> str:
    entries = made.ledger.entries
    totals: dict[str, int] = {}
    for entry in entries:
        totals[entry.defect] = totals.get(entry.defect, 0) + 1
    lost = sum(not entry.reversible for entry in entries)
    lines = [
        f"Fichier sale écrit\u00a0: {output}",
        f"Registre écrit\u00a0: {ledger} (à garder pour vous)",
        f"{count(len(entries), 'altération')}, dont {number(lost)} à ne réparer qu'en retournant "
        "à la source\u00a0:",
    ]
    lines += [f"  {number(many)}\u00a0× {named(defect).name}" for defect, many in totals.items()]
    if made.skipped:
        left = ", ".join(defect.id for defect in made.skipped)
        lines.append(f"Sans objet dans ce tableau\u00a0: {left}.")
    return "\n".join(lines)
