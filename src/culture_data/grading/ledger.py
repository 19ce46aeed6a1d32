"""What was graded, and when: one small file for each submission, beside the gradebook.

nbgrader keeps no trace of failures, and takes a grading that was cut short for a finished
one. The digest of the submission tells whether it has to be graded again.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from culture_data.files import write_atomic
from culture_data.grading.autograde import Outcome
from culture_data.grading.cohort import Cohort

FOLDER = "corrections"


@dataclass(frozen=True)
class Entry:
    """A line of the ledger.

    Attributes:
        digest: of the submission that was graded.
        state, problem, remarks: see `autograde.Outcome`.
        feedback: digest of the scores and comments that the feedback page shows.
    """

    learner: str
    lesson: str
    digest: str
    state: str
    problem: str = ""
    remarks: tuple[str, ...] = ()
    feedback: str = ""


def digest(cohort: Cohort, learner: str, lesson: str) -> str:
    """Return the digest of a submission's notebooks and of the test cells that grade it."""
    sha = hashlib.sha256()
    for folder in (cohort.submission(learner, lesson), cohort.root / "source" / lesson):
        for path in sorted(folder.glob("*.ipynb")):
            sha.update(path.name.encode() + b"\0" + path.read_bytes())
    return sha.hexdigest()


def read(cohort: Cohort, learner: str, lesson: str) -> Entry | None:
    """Return the entry of a submission; None when it was never graded, or is unreadable."""
    try:
        entry = json.loads(_path(cohort, learner, lesson).read_text(encoding="utf-8"))
        return Entry(**entry | {"remarks": tuple(entry["remarks"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(cohort: Cohort, outcome: Outcome, submission: str) -> None:
    """Note a grading; nbgrader's own words stand beside it when it failed."""
    entry = Entry(
        outcome.learner,
        outcome.lesson,
        submission,
        outcome.state,
        outcome.problem,
        outcome.remarks,
    )
    _save(cohort, entry)
    write_log(cohort, outcome.learner, outcome.lesson, outcome.log)


def write_log(cohort: Cohort, learner: str, lesson: str, log: str) -> None:
    """Keep nbgrader's own words on a submission; an empty text removes them."""
    path = _path(cohort, learner, lesson).with_name(f"{learner}.log")
    if log:
        write_atomic(path, log)
    else:
        path.unlink(missing_ok=True)


def note_feedback(cohort: Cohort, entry: Entry, shown: str) -> None:
    """Note what the feedback page of a submission shows."""
    _save(cohort, replace(entry, feedback=shown))


def entries(cohort: Cohort) -> tuple[Entry, ...]:
    """Return every entry, by lesson and learner."""
    paths = sorted((cohort.root / FOLDER).glob("*/*.json"))
    found = (read(cohort, path.name.removesuffix(".json"), path.parent.name) for path in paths)
    return tuple(each for each in found if each is not None)


def _save(cohort: Cohort, entry: Entry) -> None:
    path = _path(cohort, entry.learner, entry.lesson)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, json.dumps(asdict(entry), ensure_ascii=False, indent=1))


def forget(cohort: Cohort, learner: str, lesson: str) -> None:
    """Remove an entry before grading starts, so that a grading cut short is done again."""
    _path(cohort, learner, lesson).unlink(missing_ok=True)


def _path(cohort: Cohort, learner: str, lesson: str) -> Path:
    # Not with_suffix: an identifier may hold a point.
    return cohort.root / FOLDER / lesson / f"{learner}.json"
