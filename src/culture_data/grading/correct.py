"""Grading a cohort: every submission that changed, one after the other, then its feedback.

The engine is `engine.grade_all`; what stands here is which submissions are graded and
what is noted about each.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from culture_data.errors import CultureDataError
from culture_data.grading import engine, feedback, ledger, results
from culture_data.grading.autograde import FAILED, GRADED, Outcome
from culture_data.grading.cohort import Cohort
from culture_data.grading.engine import Pair
from culture_data.grading.results import Score

T = TypeVar("T")


class Progress(Protocol):
    """Walks through what is done one by one, and shows how far it is."""

    def __call__(self, items: Iterable[T], title: str, total: int) -> Iterable[T]:
        """Yield the items."""
        ...


@dataclass(frozen=True)
class Corrected:
    """What one round of grading did.

    Attributes:
        cohort: the cohort.
        outcomes: submissions graded, or tried, this time.
        unchanged: (learner, lesson) of those that had not changed.
        scores: every score of the gradebook afterwards.
        unwritten: graded submissions whose feedback page could not be written.
    """

    cohort: Cohort
    outcomes: tuple[Outcome, ...]
    unchanged: tuple[Pair, ...]
    scores: tuple[Score, ...]
    unwritten: tuple[Pair, ...] = ()

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """Submissions that could not be graded."""
        return tuple(each for each in self.outcomes if each.state == FAILED)


def in_silence(items: Iterable[T], title: str, total: int) -> Iterable[T]:  # noqa: ARG001
    """Show no progress."""
    return items


def correct(
    cohort: Cohort,
    lesson: str | None = None,
    *,
    everything: bool = False,
    processes: int = 1,
    progress: Progress = in_silence,
) -> Corrected:
    """Grade the submissions that changed since they were graded, and write the feedback.

    Args:
        cohort: the cohort.
        lesson: one lesson only ("C04").
        everything: grade the unchanged ones again too.
        processes: how many submissions are graded at once.
        progress: walks through a list while it shows how far it is.

    Raises:
        CultureDataError: no such lesson, or nothing was handed in yet.
    """
    submissions = handed_in(cohort, lesson)
    due = [pair for pair in submissions if everything or not _is_graded(cohort, *pair)]
    outcomes = tuple(progress(_grade(cohort, due, processes), "Correction", len(due)))
    scores = results.scores(cohort)
    unwritten = _write_feedback(cohort, submissions, scores, progress)
    unchanged = tuple(pair for pair in submissions if pair not in due)
    return Corrected(cohort, outcomes, unchanged, scores, unwritten)


def handed_in(cohort: Cohort, lesson: str | None = None) -> list[Pair]:
    """Return (learner, lesson) of every submission in place.

    Raises:
        CultureDataError: no such lesson, or nothing was handed in yet.
    """
    if lesson is not None and lesson not in cohort.lessons:
        raise CultureDataError(
            f"Il n'y a pas de leçon «\u00a0{lesson}\u00a0» dans cette cohorte. "
            f"Leçons\u00a0: {', '.join(cohort.lessons)}."
        )
    folders = {path.parent for path in (cohort.root / "submitted").glob("*/*/*.ipynb")}
    pairs = sorted((each.parent.name, each.name) for each in folders)
    pairs = [pair for pair in pairs if pair[1] in cohort.lessons and lesson in (None, pair[1])]
    if not pairs:
        raise CultureDataError(
            "Aucun carnet n'a encore été ramassé. D'abord\u00a0: "
            f'culture-data cohorte collecter "{cohort.name}" DOSSIER'
        )
    return pairs


def _is_graded(cohort: Cohort, learner: str, lesson: str) -> bool:
    entry = ledger.read(cohort, learner, lesson)
    return (
        entry is not None
        and entry.state == GRADED
        and entry.digest == ledger.digest(cohort, learner, lesson)
        and cohort.submission(learner, lesson, "autograded").is_dir()
    )


def _grade(cohort: Cohort, due: Sequence[Pair], processes: int) -> Iterator[Outcome]:
    """Grade, and note each outcome at once: a grading cut short goes on where it stopped."""
    digests = {pair: ledger.digest(cohort, *pair) for pair in due}
    for pair in due:
        ledger.forget(cohort, *pair)
    for outcome in engine.grade_all(cohort.root, due, processes):
        ledger.write(cohort, outcome, digests[outcome.learner, outcome.lesson])
        yield outcome


def _write_feedback(
    cohort: Cohort, submissions: Sequence[Pair], scores: Sequence[Score], progress: Progress
) -> tuple[Pair, ...]:
    """Write the feedback pages whose scores or comments changed; return those that failed."""
    shown_scores: dict[Pair, list[Score]] = {}
    for score in scores:
        shown_scores.setdefault((score.learner, score.lesson), []).append(score)
    due: dict[Pair, tuple[ledger.Entry, str]] = {}
    for pair in submissions:
        entry = ledger.read(cohort, *pair)
        if entry is None or entry.state != GRADED:
            continue
        shown = f"{feedback.VERSION} {entry.digest} {_digest(shown_scores.get(pair, []))}"
        if entry.feedback != shown or not cohort.submission(*pair, "feedback").is_dir():
            due[pair] = (entry, shown)
    unwritten: list[Pair] = []
    for pair in progress(due, "Pages de retour", len(due)):
        pending = {each.cell for each in shown_scores.get(pair, []) if each.pending}
        if problem := feedback.write(cohort, *pair, pending):
            unwritten.append(pair)
            ledger.write_log(cohort, *pair, problem)
        else:
            ledger.note_feedback(cohort, *due[pair])
    return tuple(unwritten)


def _digest(scores: Sequence[Score]) -> str:
    """Return a digest of what a feedback page shows from the gradebook."""
    shown = [(each.cell, each.score, each.pending, each.comment) for each in scores]
    return hashlib.sha256(repr(shown).encode()).hexdigest()
