"""The cohort report: one accessible offline page, about the group and never about a person."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from culture_data.errors import CultureDataError
from culture_data.exercises import catalogue
from culture_data.exercises.verdict import Outcome
from culture_data.files import write_atomic
from culture_data.french import count, long_date, number
from culture_data.grading import ledger, overview
from culture_data.grading.autograde import FAILED
from culture_data.grading.cohort import Cohort
from culture_data.grading.overview import Line
from culture_data.grading.titles import lesson_title
from culture_data.resources import folder

FILE = "bilan.html"
# Under this many people a percentage tells about persons, not about a group.
FEWEST_FOR_PERCENT = 8
OUTCOMES = (Outcome.RIGHT, Outcome.PARTIAL, Outcome.WRONG, Outcome.NOT_ATTEMPTED)


@dataclass(frozen=True)
class LessonRow:
    """How far the group is in a lesson (numbers of people)."""

    lesson: str
    title: str
    handed_in: int
    graded: int
    pending: int
    missing: int


@dataclass(frozen=True)
class ExerciseRow:
    """How the group did an exercise: outcome -> number of people."""

    exercise: str
    title: str
    outcomes: dict[str, int]
    people: int

    @property
    def share(self) -> float:
        """Share of the people who did it that got it right."""
        return self.outcomes[Outcome.RIGHT.label] / self.people if self.people else 0.0


@dataclass(frozen=True)
class IdeaRow:
    """A misconception met: how many people, where, and the lesson that mends it."""

    code: str
    phrase: str
    people: int
    exercises: tuple[str, ...]
    remedy: str


def write(cohort: Cohort) -> Path:
    """Write the report of a cohort and return its path.

    Raises:
        CultureDataError: nothing was graded yet.
    """
    every = overview.lines(cohort)
    entries = ledger.entries(cohort)
    if not entries:
        raise CultureDataError(
            "Rien n'a encore été corrigé. D'abord\u00a0: culture-data cohorte corriger "
            f'"{cohort.name}"'
        )
    people = len({each.learner.identifier for each in every})
    path = cohort.root / FILE
    page = (
        _environment()
        .get_template("bilan.html.j2")
        .render(
            cohort=cohort,
            people=people,
            percent=people >= FEWEST_FOR_PERCENT,
            fewest=FEWEST_FOR_PERCENT,
            today=long_date(date.today()),
            lessons=lesson_rows(every),
            outcomes=[each.label for each in OUTCOMES],
            exercises=exercise_rows(every),
            ideas=idea_rows(every),
            problems=_problems(entries),
            remarks=_remarks(entries),
        )
    )
    write_atomic(path, page)
    return path


def lesson_rows(every: Sequence[Line]) -> list[LessonRow]:
    """Count people by lesson."""
    states: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in every:
        states[each.cell.lesson][each.learner.identifier].append(each.state)
    rows = []
    for lesson, by_learner in sorted(states.items()):
        groups = list(by_learner.values())
        missing = sum(overview.NOT_HANDED_IN in group for group in groups)
        ungraded = sum(
            bool({overview.UNGRADABLE, overview.NOT_GRADED} & set(group)) for group in groups
        )
        pending = sum(overview.PENDING in group for group in groups)
        handed_in = len(groups) - missing
        rows.append(
            LessonRow(
                lesson, lesson_title(lesson), handed_in, handed_in - ungraded, pending, missing
            )
        )
    return rows


def exercise_rows(every: Iterable[Line]) -> list[ExerciseRow]:
    """Count outcomes by exercise, the least often right first; texts are read by people."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    titles = {}
    labels = {each.label for each in OUTCOMES}
    for each in every:
        if each.state in labels and not each.cell.is_written:
            counts[each.cell.exercise][each.state] += 1
            titles[each.cell.exercise] = each.cell.title
    rows = [
        ExerciseRow(
            exercise,
            titles[exercise],
            {each.label: found[each.label] for each in OUTCOMES},
            found.total(),
        )
        for exercise, found in counts.items()
    ]
    return sorted(rows, key=lambda row: (row.share, row.exercise))


def idea_rows(every: Iterable[Line]) -> list[IdeaRow]:
    """Count people by misconception, the most frequent first."""
    people: dict[str, set[str]] = defaultdict(set)
    where: dict[str, set[str]] = defaultdict(set)
    for each in every:
        for code in each.misconceptions:
            people[code].add(each.learner.identifier)
            where[code].add(each.cell.exercise)
    known = catalogue.misconceptions()
    rows = [
        IdeaRow(
            code,
            known[code].phrase,
            len(found),
            tuple(sorted(where[code])),
            _remedy(known[code].lesson),
        )
        for code, found in people.items()
        if code in known  # a verdict may come from another version of the catalogue
    ]
    return sorted(rows, key=lambda row: (-row.people, row.code))


def _remedy(lesson: str) -> str:
    title = lesson_title(lesson)
    return lesson if title == lesson else f"{lesson}, {title}"


def _problems(entries: Sequence[ledger.Entry]) -> list[tuple[str, str, int]]:
    """Return (lesson, cause, number of notebooks): who is told by the command, not here."""
    found = Counter((each.lesson, each.problem) for each in entries if each.state == FAILED)
    return [(*key, times) for key, times in sorted(found.items())]


def _remarks(entries: Sequence[ledger.Entry]) -> list[tuple[str, str, int]]:
    found = Counter((each.lesson, text) for each in entries for text in each.remarks)
    return [(*key, times) for key, times in sorted(found.items())]


def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(folder("grading") / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["compte"] = count
    environment.filters["nombre"] = number
    return environment
