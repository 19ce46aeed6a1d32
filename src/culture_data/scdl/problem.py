"""What a validation says: problems, and their summary by rule."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a problem weighs: only errors make a file invalid."""

    ERROR = "erreur"
    WARNING = "avertissement"


class Rule(NamedTuple):
    """What is checked; `label` is French."""

    id: str
    label: str
    severity: Severity = Severity.ERROR


class Finding(NamedTuple):
    """A problem without its place; texts are French."""

    rule: Rule
    value: str
    message: str
    advice: str
    column: str = ""


@dataclass(frozen=True)
class Problem:
    """One problem, told in French.

    `row` is the row that a spreadsheet shows (1 is the first of the file), None for the
    whole file; `column` is empty for a whole row; `value` is shortened to 80 characters.
    """

    row: int | None
    column: str
    value: str
    rule: str
    severity: Severity
    message: str
    advice: str


@dataclass(frozen=True)
class RuleSummary:
    """How many problems one rule found, and where: columns by number, first rows."""

    rule: str
    label: str
    severity: Severity
    count: int
    columns: tuple[tuple[str, int], ...]
    rows: tuple[int, ...]


SHOWN = 80
FIRST_ROWS = 5


class Log:
    """Count every problem; keep in detail the first ones of each rule.

    What is kept is bounded, so that a file full of problems needs no more memory.
    """

    def __init__(self, details: int | None) -> None:
        """Keep `details` problems of each rule, all of them if None."""
        self._details = details
        self._problems: list[Problem] = []
        self._rules: dict[str, Rule] = {}
        self._counts: Counter[str] = Counter()
        self._columns: dict[str, Counter[str]] = {}
        self._rows: dict[str, list[int]] = {}

    def add(self, row: int | None, finding: Finding) -> None:
        """Note one problem."""
        rule = finding.rule
        if rule.id not in self._rules:
            self._rules[rule.id] = rule
            self._columns[rule.id] = Counter()
            self._rows[rule.id] = []
        self._counts[rule.id] += 1
        self._columns[rule.id][finding.column] += 1
        rows = self._rows[rule.id]
        if row is not None and len(rows) < FIRST_ROWS and row not in rows:
            rows.append(row)
        if self._details is None or self._counts[rule.id] <= self._details:
            value = finding.value
            self._problems.append(
                Problem(
                    row,
                    finding.column,
                    value if len(value) <= SHOWN else value[: SHOWN - 1] + "…",
                    rule.id,
                    rule.severity,
                    finding.message,
                    finding.advice,
                )
            )

    def add_all(self, row: int | None, findings: Iterable[Finding]) -> None:
        """Note several problems of one row."""
        for finding in findings:
            self.add(row, finding)

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems kept, in the order of the file, the whole file's first."""
        return tuple(sorted(self._problems, key=lambda problem: problem.row or 0))

    def summary(self) -> tuple[RuleSummary, ...]:
        """Return the rules that found something: errors first, then the most frequent."""
        summaries = [
            RuleSummary(
                rule.id,
                rule.label,
                rule.severity,
                self._counts[rule.id],
                tuple(self._columns[rule.id].most_common()),
                tuple(self._rows[rule.id]),
            )
            for rule in self._rules.values()
        ]
        return tuple(
            sorted(summaries, key=lambda each: (each.severity.value != "erreur", -each.count))
        )
