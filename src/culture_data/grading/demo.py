"""The demonstration: a simulated cohort goes the whole way, with the real nbgrader."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from culture_data.errors import CultureDataError
from culture_data.exercises.model import Lesson
from culture_data.files import write_atomic
from culture_data.grading import cohort as cohorts
from culture_data.grading import collect, correct, export, report, simulated
from culture_data.grading.cohort import Cohort
from culture_data.grading.collect import Collected
from culture_data.grading.correct import Corrected, Progress, in_silence
from culture_data.lessons import lesson

NAME = "Démonstration"
LEARNERS = 12
# The first path: some forty notebooks, so that the whole stays under two minutes on two
# cores however many lessons there are.
SHOWN = ("C00", "C01", "C03", "C04")
NOTICE = (
    "Cette cohorte est simulée : personne n'a écrit ces carnets. Un programme les a remplis avec "
    "les solutions et les erreurs connues du parcours.\n"
)


@dataclass(frozen=True)
class Demo:
    """What the demonstration left to look at."""

    cohort: Cohort
    collected: Collected
    corrected: Corrected
    report: Path
    scores: Path


def demo(
    folder: Path,
    learners: int = LEARNERS,
    *,
    lessons: Sequence[Lesson] | None = None,
    notebooks: Path | None = None,
    processes: int = 1,
    progress: Progress = in_silence,
) -> Demo:
    """Make, take in, grade and report a cohort of simulated learners.

    Args:
        folder: where; a former demonstration there is replaced, anything else is refused.
        learners: how many.
        lessons: those of the first path by default.
        notebooks: their folder (the shipped one by default).
        processes: see `correct.correct`.
        progress: see `correct.correct`.

    Raises:
        CultureDataError: the folder holds something else than a demonstration.
    """
    chosen = tuple(map(lesson, SHOWN)) if lessons is None else lessons
    root = folder.absolute() / NAME
    if root.exists():
        if not Cohort(root, NAME).simulated:
            raise CultureDataError(
                f"{root} existe et n'est pas une démonstration\u00a0: rien n'y a été touché. "
                "Choisissez un autre dossier avec --dossier."
            )
        shutil.rmtree(root)
    made = cohorts.make(root, simulated.people(learners), lessons=chosen, notebooks=notebooks)
    write_atomic(root / cohorts.SIMULATED, NOTICE)
    with tempfile.TemporaryDirectory(prefix="culture-data-") as temporary:
        handed_in = Path(temporary) / "rendus"
        _fill(made.cohort, learners, chosen, handed_in)
        collected = collect.collect(made.cohort, [handed_in])
    corrected = correct.correct(made.cohort, processes=processes, progress=progress)
    return Demo(
        made.cohort, collected, corrected, report.write(made.cohort), export.write(made.cohort)
    )


def _fill(cohort: Cohort, learners: int, lessons: Sequence[Lesson], folder: Path) -> None:
    for number, learner in enumerate(simulated.people(learners), start=1):
        for at, each in enumerate(lessons):
            if simulated.hands_in(number, at):
                simulated.hand_in(
                    cohort,
                    each,
                    simulated.answers(each, number),
                    folder / learner.identifier,
                    letters=number % 3 != 0,
                )
