"""From an answer to a verdict: the cascade of checks, then the misconceptions.

Learners (in their notebook) and nbgrader (in the test cell) run this same function.
It writes nothing: nbgrader takes the slightest text on stderr for a failure.
"""

import contextlib
import io
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from culture_data.exercises import catalogue
from culture_data.exercises.compare import resembles
from culture_data.exercises.model import Attempt, Check, Exercise, Misconception
from culture_data.exercises.verdict import CheckResult, Outcome, Recognised, Verdict

UNREADABLE = "Je n'ai pas su lire cette réponse\u00a0: vérifiez ce que contient la variable «\u00a0{}\u00a0»."


def verify(exercise: Exercise, answer: Any) -> Verdict:
    """Work out the verdict on an answer; silent whatever the answer does.

    Args:
        exercise: the exercise.
        answer: what the learner's variable holds; Ellipsis, or a collection of nothing
            but Ellipsis, stands for "not attempted".
    """
    if not_attempted(answer):
        return _verdict(exercise, Outcome.NOT_ATTEMPTED, 0.0)
    with _silence():
        attempt = Attempt(answer, exercise.expected())
        results, earned = _cascade(exercise, attempt)
        if all(result.passed for result in results):
            return _verdict(exercise, Outcome.RIGHT, exercise.points, results)
        recognised = _recognise(exercise, attempt)
    score = min(round(exercise.points * earned, 2), exercise.points)
    outcome = Outcome.PARTIAL if score > 0 else Outcome.WRONG
    return _verdict(exercise, outcome, score, results, recognised)


def not_attempted(answer: Any) -> bool:
    """Tell whether the three dots of the skeleton are all still there."""
    if isinstance(answer, Mapping):
        answer = list(answer.values())
    if isinstance(answer, list | tuple):
        return bool(answer) and all(not_attempted(each) for each in answer)
    return answer is ...


def _verdict(
    exercise: Exercise,
    outcome: Outcome,
    score: float,
    checks: tuple[CheckResult, ...] = (),
    misconception: Recognised | None = None,
) -> Verdict:
    return Verdict(
        exercise.id, exercise.title, outcome, score, exercise.points, checks, misconception
    )


def _cascade(exercise: Exercise, attempt: Attempt) -> tuple[tuple[CheckResult, ...], float]:
    """Run the checks until one stops the cascade; return the results and the share earned."""
    results: list[CheckResult] = []
    earned, stopped = 0.0, False
    for check in exercise.checks:
        if stopped:
            results.append(CheckResult(check.name, None))
            continue
        message = _run(check, attempt, exercise.answer)
        results.append(CheckResult(check.name, message is None, message or ""))
        stopped = check.stops and message is not None
        earned += check.weight if message is None else 0
    return tuple(results), earned / sum(check.weight for check in exercise.checks)


def _run(check: Check, attempt: Attempt, name: str) -> str | None:
    try:
        return check.test(attempt)
    except Exception:  # noqa: BLE001 - an answer can be anything, and a learner sees no traceback
        return UNREADABLE.format(name)


def _recognise(exercise: Exercise, attempt: Attempt) -> Recognised | None:
    for misconception in exercise.misconceptions:
        try:
            shown = _shows(misconception, exercise, attempt)
        except Exception:  # noqa: BLE001, S112 - same reason as in _run
            continue
        if shown:
            phrase = catalogue.misconceptions()[misconception.code].phrase
            return Recognised(misconception.code, phrase, misconception.message)
    return None


def _shows(misconception: Misconception, exercise: Exercise, attempt: Attempt) -> bool:
    if misconception.recognise is not None:
        return misconception.recognise(attempt)
    return resembles(attempt.answer, run_program(exercise, misconception.program))


def run_program(exercise: Exercise, program: str) -> Any:
    """Run a program on what the learner is given, and return the answer it leaves."""
    names = exercise.given()
    exec(program, names)  # noqa: S102 - our own catalogued programs, never a learner's text
    return names[exercise.answer]


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stderr(io.StringIO()),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        yield
