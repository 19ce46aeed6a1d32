"""Taking in what a cohort hands in, from folders and zip files.

Whose notebook it is and which lesson it answers are recognised when there is one answer
only; all the rest is listed for the trainer. An earlier copy is archived, never lost.
"""

import shutil
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from culture_data.files import write_atomic
from culture_data.grading import copies, handed_in, owners
from culture_data.grading.cohort import Cohort, learners
from culture_data.grading.copies import Copy, Stranger, Unreadable
from culture_data.grading.handed_in import Piece
from culture_data.grading.roster import Learner

ARCHIVES = "archives"
TIMESTAMP = "timestamp.txt"
NEW, REPLACED, SAME = "nouveau", "remplace", "déjà là"


@dataclass(frozen=True)
class Taken:
    """A notebook in its place. `state` is one of NEW, REPLACED, SAME."""

    learner: str
    lesson: str
    label: str
    state: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refused:
    """A notebook left where it is, and what the trainer can do."""

    label: str
    why: str


@dataclass
class Collected:
    """What one collection did.

    Attributes:
        taken: notebooks in place.
        refused: notebooks that need the trainer.
        ignored: notebooks that are none of the lessons.
        missing: lesson -> learners who have not handed it in, for the lessons that
            somebody handed in.
    """

    taken: list[Taken] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    missing: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Found:
    piece: Piece
    copy: Copy


def collect(cohort: Cohort, sources: Sequence[Path]) -> Collected:
    """Take in the notebooks of folders and zip files.

    Args:
        cohort: the cohort.
        sources: folders, zip files or notebooks; they are only read.

    Raises:
        CultureDataError: a source does not exist; nothing was taken in.
    """
    report = Collected()
    people, subjects = learners(cohort), copies.subjects(cohort)
    everything = [piece for source in sources for piece in handed_in.pieces(source)]
    found: dict[tuple[str, str], list[_Found]] = defaultdict(list)
    for piece in everything:
        _sort(piece, people, subjects, found, report)
    for (learner, lesson), rivals in sorted(found.items()):
        _settle(cohort, learner, lesson, rivals, report)
    report.missing = _missing(cohort, people)
    if not everything:
        names = ", ".join(str(each) for each in sources)
        report.refused.append(
            Refused(names, "aucun carnet (.ipynb) n'a été trouvé ici. Vérifiez le dossier choisi.")
        )
    return report


def _sort(
    piece: Piece,
    people: tuple[Learner, ...],
    subjects: tuple[copies.Subject, ...],
    found: dict[tuple[str, str], list[_Found]],
    report: Collected,
) -> None:
    if piece.content is None:
        report.refused.append(Refused(piece.label, piece.problem))
        return
    try:
        copy = copies.examine(piece.content, owners.notebook_name(piece.parts[-1]), subjects)
        learner = owners.owner(piece.parts, people)
    except Stranger:
        report.ignored.append(piece.label)
    except (Unreadable, owners.NobodyKnown) as error:
        report.refused.append(Refused(piece.label, str(error)))
    else:
        key = (learner.identifier, copy.subject.lesson)
        found[key].append(_Found(piece, copy))


def _settle(
    cohort: Cohort, learner: str, lesson: str, rivals: list[_Found], report: Collected
) -> None:
    """Put the one copy of a learner's lesson in place; between different ones, ask."""
    if len({each.copy.content for each in rivals}) > 1:
        for each in rivals:
            others = ", ".join(one.piece.label for one in rivals if one is not each)
            report.refused.append(
                Refused(
                    each.piece.label,
                    f"plusieurs carnets différents de {learner} pour {lesson} (aussi\u00a0: {others}). "
                    "Collectez seulement celui à corriger.",
                )
            )
        return
    chosen, *same = rivals
    remarks = list(chosen.copy.remarks)
    if same:
        remarks.append(f"reçu {len(rivals)} fois à l'identique\u00a0: gardé une fois.")
    state = _put(cohort, learner, chosen)
    if state == REPLACED:
        remarks.append(f"la copie précédente est gardée dans {ARCHIVES}/{learner}/{lesson}.")
    report.taken.append(Taken(learner, lesson, chosen.piece.label, state, tuple(remarks)))


def _put(cohort: Cohort, learner: str, found: _Found) -> str:
    subject = found.copy.subject
    folder = cohort.submission(learner, subject.lesson)
    target = folder / f"{subject.notebook}.ipynb"
    now = datetime.now(UTC)
    state = NEW
    if target.exists():
        if target.read_bytes() == found.copy.content:
            return SAME
        state = REPLACED
        archive = (
            cohort.root / ARCHIVES / learner / subject.lesson / now.strftime("%Y-%m-%d_%H%M%S_%f")
        )
        shutil.copytree(folder, archive)
    folder.mkdir(parents=True, exist_ok=True)
    write_atomic(target, found.copy.content)
    # nbgrader's own mark of when a copy came in: a later one is what makes it grade again.
    write_atomic(folder / TIMESTAMP, now.strftime("%Y-%m-%d %H:%M:%S.%f UTC"))
    return state


def _missing(cohort: Cohort, people: tuple[Learner, ...]) -> dict[str, list[str]]:
    missing = {}
    for lesson in cohort.lessons:
        late = [
            each.identifier
            for each in people
            if not list(cohort.submission(each.identifier, lesson).glob("*.ipynb"))
        ]
        if len(late) < len(people) and late:
            missing[lesson] = late
    return missing
