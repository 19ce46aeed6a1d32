"""One line for each learner and graded cell: what export, report and tables all show."""

import json
from dataclasses import dataclass

from culture_data.exercises.verdict import Outcome
from culture_data.grading import ledger, results
from culture_data.grading.autograde import FAILED
from culture_data.grading.cohort import Cohort, learners
from culture_data.grading.results import Met, Score
from culture_data.grading.roster import Learner
from culture_data.grading.titles import title

NOT_HANDED_IN = "Non rendu"
NOT_GRADED = "Rendu, pas encore corrigé"
UNGRADABLE = "N'a pas pu être corrigé"
PENDING = "À lire par une personne"
DONE = Outcome.RIGHT.label
PARTLY = Outcome.PARTIAL.label
NOT_YET = Outcome.WRONG.label
NOT_TRIED = Outcome.NOT_ATTEMPTED.label


@dataclass(frozen=True)
class Cell:
    """A graded cell of a lesson."""

    lesson: str
    grade_id: str
    points: float

    @property
    def title(self) -> str:
        """The exercise's title."""
        return title(self.grade_id)

    @property
    def is_written(self) -> bool:
        """Whether the answer is a text that a person grades."""
        return not self.grade_id.endswith("-test")

    @property
    def exercise(self) -> str:
        """The exercise's id: "C04.seuil"."""
        return self.grade_id.removesuffix("-test").replace("-", ".", 1)


@dataclass(frozen=True)
class Line:
    """How one learner did one graded cell; `score` is None when there is none yet."""

    learner: Learner
    cell: Cell
    score: float | None
    state: str
    misconceptions: tuple[str, ...] = ()
    comment: str = ""


def cells(cohort: Cohort) -> tuple[Cell, ...]:
    """Return the graded cells of the cohort's lessons, in the notebooks' order."""
    found = []
    for path in sorted((cohort.root / "source").glob("*/*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            info = cell["metadata"].get("nbgrader", {})
            if info.get("grade"):
                found.append(Cell(path.parent.name, info["grade_id"], float(info["points"])))
    return tuple(found)


def lines(cohort: Cohort) -> tuple[Line, ...]:
    """Return every learner's line for every graded cell, handed in or not."""
    scores = {(each.learner, each.cell): each for each in results.scores(cohort)}
    verdicts = {(each.learner, each.exercise): each for each in results.verdicts(cohort)}
    entries = {(each.learner, each.lesson): each for each in ledger.entries(cohort)}
    every = cells(cohort)
    return tuple(
        _line(
            cohort,
            learner,
            cell,
            scores.get((learner.identifier, cell.grade_id)),
            verdicts.get((learner.identifier, cell.exercise)),
            entries.get((learner.identifier, cell.lesson)),
        )
        for learner in learners(cohort)
        for cell in every
    )


def _line(
    cohort: Cohort,
    learner: Learner,
    cell: Cell,
    score: Score | None,
    verdict: Met | None,
    entry: ledger.Entry | None,
) -> Line:
    if not cohort.submission(learner.identifier, cell.lesson).is_dir():
        return Line(learner, cell, None, NOT_HANDED_IN)
    if entry is not None and entry.state == FAILED:
        return Line(learner, cell, None, UNGRADABLE)
    if (
        score is None
        or not cohort.submission(learner.identifier, cell.lesson, "autograded").is_dir()
    ):
        return Line(learner, cell, None, NOT_GRADED)
    if score.pending:
        return Line(learner, cell, None, PENDING, comment=score.comment)
    met = verdict.misconceptions if verdict else ()
    return Line(learner, cell, score.score, _state(cell, score, verdict), met, score.comment)


def _state(cell: Cell, score: Score, verdict: Met | None) -> str:
    if verdict is not None and score.auto:
        return verdict.outcome.label
    if score.auto and cell.is_written:
        return NOT_TRIED  # nbgrader gives 0 by itself to an answer left as it was handed out
    if score.score >= cell.points:
        return DONE
    return PARTLY if score.score > 0 else NOT_YET
