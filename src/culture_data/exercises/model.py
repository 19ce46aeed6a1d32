"""What an exercise is made of. Data only: the verdict is worked out in `verify.py`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Attempt:
    """What a check looks at: the learner's answer and the reference beside it."""

    answer: Any
    expected: Any


@dataclass(frozen=True)
class Check:
    """One step of the cascade that leads to full marks.

    Attributes:
        name: what is checked, in French, as the learner reads it ("Le nombre de lignes").
        test: returns None when the attempt passes, else a French sentence that says
            what is not right yet, without the answer.
        weight: share of the exercise's points, relative to the other checks.
        stops: when this check fails, the later ones are not looked at. False for the
            parts of one answer that do not depend on one another.
    """

    name: str
    test: Callable[[Attempt], str | None]
    weight: float = 1.0
    stops: bool = True


@dataclass(frozen=True)
class Misconception:
    """A known wrong idea, with the program that shows it.

    Attributes:
        code: entry of `misconceptions.yaml` ("M06").
        program: Python source a learner with this idea would write in the answer cell.
        message: what the learner reads in this exercise (lines of 80 characters at most
            are not required: HTML wraps); never the answer.
        recognise: tells whether the attempt shows this idea. By default the attempt is
            compared with what `program` gives when run on `Exercise.given`.
    """

    code: str
    program: str
    message: str
    recognise: Callable[[Attempt], bool] | None = None


@dataclass(frozen=True)
class Exercise:
    """A graded exercise.

    Attributes:
        id: "C04.seuil"; the answer cell's grade_id is "C04-seuil", the test cell's
            "C04-seuil-test".
        title: in French, as shown in verdicts and reports.
        points: the test cell's points.
        answer: name of the variable that holds the learner's answer.
        expected: works the right answer out from the data (never a literal that
            depends on the territory).
        checks: the cascade; it stops at the first check that does not pass.
        misconceptions: tried in order when a check fails.
        hints: given one at a time by `indice()`.
        given: works out the variables a learner has at this point, for running the
            misconceptions' programs.
    """

    id: str
    title: str
    points: float
    answer: str
    expected: Callable[[], Any]
    checks: tuple[Check, ...]
    misconceptions: tuple[Misconception, ...] = ()
    hints: tuple[str, ...] = ()
    given: Callable[[], dict[str, Any]] = dict

    @property
    def lesson(self) -> str:
        """The lesson's id: "C04" for "C04.seuil"."""
        return self.id.split(".")[0]

    @property
    def grade_id(self) -> str:
        """The answer cell's nbgrader id: "C04-seuil" for "C04.seuil"."""
        return self.id.replace(".", "-")


@dataclass(frozen=True)
class Lesson:
    """A lesson: what the home page, the course builder and the reports need to know.

    Attributes:
        id: "C04".
        slug: "qui-est-concerne"; the notebook is `notebooks/C04-qui-est-concerne.md`.
        title: in French.
        domains: codes D1 to D6 of the competency framework.
        level: 1 (Découvrir) to 4 (Transmettre).
        minutes: time a beginner needs.
        prerequisites: ids of lessons.
        exercises: in the notebook's order.
    """

    id: str
    slug: str
    title: str
    domains: tuple[str, ...]
    level: int
    minutes: int
    prerequisites: tuple[str, ...] = ()
    exercises: tuple[Exercise, ...] = field(default=())

    @property
    def notebook(self) -> str:
        """Name of the notebook without its ending: "C04-qui-est-concerne"."""
        return f"{self.id}-{self.slug}"
