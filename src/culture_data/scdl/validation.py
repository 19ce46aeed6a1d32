"""Check a file against an SCDL schema, in French, without ever writing it.

Rows are read one by one: memory does not grow with the file, and problems are counted all
but kept in detail up to a limit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from culture_data.errors import CultureDataError
from culture_data.scdl import examined, header_checks, kinds, names, rules, schemas, text, workbook
from culture_data.scdl.names import Guess, HeaderProposal
from culture_data.scdl.problem import Finding, Log, Problem, Rule, RuleSummary, Severity
from culture_data.scdl.reading import Reading, Table
from culture_data.scdl.row_checks import RowChecker, unique_fields
from culture_data.scdl.rules import uniqueness
from culture_data.scdl.rules.base import HeaderRule

DETAILS = 500

EXTENSION = Rule("extension", "Extension du fichier", Severity.WARNING)


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
    about_names = [rule for rule in rules.all_row_rules(schema) if isinstance(rule, HeaderRule)]
    found = header_checks.about_header(
        schema, header, table.reading.header_row, proposals, about_names
    )
    log.add_all(None, table.findings)
    log.add_all(table.reading.header_row, found)
    checker = RowChecker(
        examined.build(schema, header, rules.for_cells(schema)),
        row_rules,
        len(header),
        unique_fields(schema, present),
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


def _total(summary: Sequence[RuleSummary], severity: Severity) -> int:
    return sum(each.count for each in summary if each.severity is severity)
