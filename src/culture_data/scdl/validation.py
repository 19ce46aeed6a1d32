"""Check a file against an SCDL schema, in French, without ever writing it.

Rows are read one by one: memory does not grow with the file, and problems are counted all
but kept in detail up to a limit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from culture_data.errors import CultureDataError
from culture_data.scdl import examined, kinds, names, rules, schemas, text, workbook
from culture_data.scdl.examined import Column
from culture_data.scdl.messages import REQUIRED, show
from culture_data.scdl.names import Guess, HeaderProposal
from culture_data.scdl.problem import Finding, Log, Problem, Rule, RuleSummary, Severity
from culture_data.scdl.reading import Cells, Reading, Table
from culture_data.scdl.rules import uniqueness
from culture_data.scdl.rules.base import Line, RowRule
from culture_data.scdl.rules.cohesive import Cohesive

DETAILS = 500

EXTENSION = Rule("extension", "Extension du fichier", Severity.WARNING)
BLANK = Rule("ligne-vide", "Ligne vide")
EXTRA = Rule("cellules-en-trop", "Ligne plus longue que l'en-tête")
SHORT = Rule("cellules-manquantes", "Ligne plus courte que l'en-tête")


@dataclass(frozen=True)
class Validation:
    """What a file is worth.

    `problems` are those kept in detail (at most `DETAILS` a rule unless told otherwise),
    `summary` counts them all; `rows` counts the rows below the header. `guess` is None when
    the schema was given. `header_proposals` were applied only if `proposals_accepted`.
    """

    name: str
    schema: str
    schema_title: str
    schema_version: str
    guess: Guess | None
    reading: Reading
    header: tuple[str, ...]
    rows: int
    problems: tuple[Problem, ...]
    summary: tuple[RuleSummary, ...]
    header_proposals: tuple[HeaderProposal, ...]
    proposals_accepted: bool

    @property
    def errors(self) -> int:
        """The number of errors: what the standard forbids."""
        return _total(self.summary, Severity.ERROR)

    @property
    def warnings(self) -> int:
        """The number of warnings: what the standard lets pass and people should look at."""
        return _total(self.summary, Severity.WARNING)

    @property
    def valid(self) -> bool:
        """Whether the file has no error; warnings do not count."""
        return self.errors == 0

    def _repr_html_(self) -> str:
        from culture_data.scdl.report import fragment

        return fragment(self)


def validate(
    path: str | Path,
    schema: str | None = None,
    *,
    accept_proposals: bool = False,
    details: int | None = DETAILS,
) -> Validation:
    """Check a CSV, xlsx or ods file.

    Args:
        path: the file; it is only read.
        schema: the name of a schema (`schemas.names()`); guessed from the header if None.
        accept_proposals: check the columns that look like those of the standard as if they
            had their name; without it they are only proposed.
        details: problems kept in detail for each rule; None keeps them all.

    Raises:
        CultureDataError: the file is no table, is empty, locked or too large, or the schema
            is unknown or cannot be guessed.
    """
    file = Path(path)
    if schema is not None:
        schemas.fields(schema)
    table = _open(file)
    header = table.header
    guess = None if schema else _guess(file, header)
    chosen = schema or (guess.schema if guess else "")
    proposals = names.propose(header, chosen)
    if accept_proposals:
        renamed = {proposal.header: proposal.field for proposal in proposals}
        header = tuple(renamed.get(name, name) for name in header)
    log = Log(details)
    rows = _check(table, header, schemas.load(chosen), () if accept_proposals else proposals, log)
    if not rows:
        raise CultureDataError(
            f"«\u00a0{file.name}\u00a0» n'a aucune ligne sous les noms de colonnes\u00a0: il n'y a rien à "
            "valider. Refaites l'export."
        )
    described = schemas.load(chosen)
    return Validation(
        name=file.name,
        schema=chosen,
        schema_title=described["title"],
        schema_version=described["version"],
        guess=guess,
        reading=table.reading,
        header=table.header,
        rows=rows,
        problems=log.problems(),
        summary=log.summary(),
        header_proposals=proposals,
        proposals_accepted=accept_proposals,
    )


def _open(file: Path) -> Table:
    kind = kinds.kind(file)
    table = text.read(file) if kind == "csv" else workbook.read(file, kind, names.likeness)
    if kinds.fits(file, kind):
        return table
    wrong = Finding(
        EXTENSION,
        file.suffix,
        f"Le fichier est au format {kind}, et son nom finit par «\u00a0{file.suffix}\u00a0».",
        f"Renommez-le pour qu'il finisse par «\u00a0.{kind}\u00a0».",
    )
    return replace(table, findings=(*table.findings, wrong))


def _guess(file: Path, header: Sequence[str]) -> Guess:
    guess = names.guess_schema(header)
    if guess is None:
        shown = ", ".join(f"«\u00a0{name}\u00a0»" for name in header[:5] if name)
        raise CultureDataError(
            f"Les colonnes de «\u00a0{file.name}\u00a0» ({shown}…) ne ressemblent à celles d'aucun schéma. "
            f"Dites lequel suivre (option --schema)\u00a0: {', '.join(schemas.names())}."
        )
    return guess


def _check(
    table: Table,
    header: tuple[str, ...],
    schema: dict[str, Any],
    proposals: Sequence[HeaderProposal],
    log: Log,
) -> int:
    """Read every row into the log; return how many there were."""
    present = [field["name"] for field in schema["fields"] if field["name"] in header]
    row_rules = rules.for_rows(schema, present)
    groups = [rule for rule in rules.all_row_rules(schema) if isinstance(rule, Cohesive)]
    found = examined.about_header(schema, header, table.reading.header_row, proposals, groups)
    log.add_all(None, table.findings)
    log.add_all(table.reading.header_row, found)
    checker = _Rows(
        examined.build(schema, header, rules.for_cells(schema)),
        row_rules,
        len(header),
        _unique_fields(schema, present),
        log,
    )
    total = 0
    with uniqueness.Seen() as seen:
        for number, cells in table.rows:
            total += 1
            checker.row(number, cells, seen)
    for row, finding in table.odd_rows:
        log.add(row, finding)
    return total


def _unique_fields(schema: dict[str, Any], present: Sequence[str]) -> dict[tuple[str, ...], bool]:
    """Return the columns whose values must differ, and whether they must be filled."""
    key = schema.get("primaryKey", [])
    key = (key,) if isinstance(key, str) else tuple(key)
    unique = {
        (field["name"],): False
        for field in schema["fields"]
        if field.get("constraints", {}).get("unique")
    }
    fields = unique | ({key: True} if key else {})
    return {names: must for names, must in fields.items() if set(names) <= set(present)}


class _Rows:
    """Check rows, one after the other."""

    def __init__(
        self,
        columns: Sequence[Column],
        row_rules: Sequence[RowRule],
        width: int,
        unique: dict[tuple[str, ...], bool],
        log: Log,
    ) -> None:
        self._columns = columns
        self._rules = row_rules
        self._width = width
        self._unique = unique
        self._log = log
        self._needs_line = bool(row_rules or unique)

    def row(self, number: int, cells: Cells, seen: uniqueness.Seen) -> None:
        """Check one row."""
        if not any(cells) and _is_blank(cells):
            self._log.add(number, _blank_row())
            return
        if len(cells) != self._width:
            self._log.add(number, _ragged(cells, self._width))
            cells = [*cells, *[None] * (self._width - len(cells))]
        values = []
        for column in self._columns:
            value, findings = column.examine(cells[column.index])
            values.append(value)
            if findings:
                self._log.add_all(number, findings)
        if self._needs_line:
            self._whole(number, cells, values, seen)
        first = seen.first("", cells, number)
        if first is not None:
            self._log.add(number, uniqueness.same_row(first))

    def _whole(
        self, number: int, cells: Cells, values: Sequence[Any], seen: uniqueness.Seen
    ) -> None:
        line = Line(
            {column.name: show(cells[column.index]) for column in self._columns},
            {column.name: value for column, value in zip(self._columns, values, strict=True)},
        )
        for rule in self._rules:
            self._log.add_all(number, rule.check(line))
        self._log.add_all(number, self._doubles(number, line, seen))

    def _doubles(self, number: int, line: Line, seen: uniqueness.Seen) -> Iterable[Finding]:
        for fields, must_be_filled in self._unique.items():
            key = [line.values[name] for name in fields]
            shown = ", ".join(line.written[name] for name in fields)
            if all(value is None for value in key):
                if must_be_filled and not shown.strip(", "):
                    yield _no_key(fields)
                continue
            first = seen.first("/".join(fields), key, number)
            if first is not None:
                yield uniqueness.twice(fields[0], shown, first)


def _is_blank(cells: Cells) -> bool:
    return all(cell is None or cell == "" for cell in cells)


def _blank_row() -> Finding:
    return Finding(BLANK, "", "La ligne est vide.", "Supprimez-la.")


def _no_key(fields: Sequence[str]) -> Finding:
    return Finding(
        REQUIRED,
        "",
        "La ligne n'a pas d'identifiant.",
        "Donnez-lui un identifiant que nulle autre ligne n'a.",
        fields[0],
    )


def _ragged(cells: Cells, width: int) -> Finding:
    if len(cells) > width:
        return Finding(
            EXTRA,
            show(cells[width]),
            f"La ligne a {len(cells)} cellules, l'en-tête {width}.",
            "Un séparateur est sans doute en trop, dans un texte qui n'est pas entre guillemets.",
        )
    return Finding(
        SHORT,
        "",
        f"La ligne a {len(cells)} cellules, l'en-tête {width}.",
        "Une fin de ligne coupe sans doute un texte, ou le fichier est tronqué\u00a0: refaites l'export.",
    )


def _total(summary: Sequence[RuleSummary], severity: Severity) -> int:
    return sum(each.count for each in summary if each.severity is severity)
