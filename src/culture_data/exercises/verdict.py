"""The verdict that a learner reads and that nbgrader counts.

`_repr_mimebundle_` carries three forms of one verdict: the bare score, because nbgrader
takes a test cell's text/plain result as partial credit; HTML for the learner; JSON for
the trainer's report.
"""

from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import Any

from culture_data.french import count, number

MIME = "application/vnd.culture-data.verdict+json"


class Outcome(StrEnum):
    """The four outcomes of a verification."""

    NOT_ATTEMPTED = "not_attempted"
    WRONG = "wrong"
    PARTIAL = "partial"
    RIGHT = "right"

    @property
    def label(self) -> str:
        """What learners and trainers read."""
        return {
            "not_attempted": "Pas encore tenté",
            "wrong": "À revoir",
            "partial": "En partie réussi",
            "right": "Réussi",
        }[self.value]


@dataclass(frozen=True)
class CheckResult:
    """One step of the cascade: `passed` is None when an earlier step stopped it."""

    name: str
    passed: bool | None
    message: str = ""


@dataclass(frozen=True)
class Recognised:
    """A misconception recognised in the answer."""

    code: str
    phrase: str
    message: str


@dataclass(frozen=True)
class Verdict:
    """What `verifier()` returns.

    Attributes:
        exercise: "C04.seuil".
        title: the exercise's title.
        outcome: one of four.
        score: 0 to `points`, rounded to two decimals.
        points: the exercise's points.
        checks: the cascade, in order.
        misconception: the wrong idea recognised, if any.
        offers: what the learner can do next (hint, solution), in French.
    """

    exercise: str
    title: str
    outcome: Outcome
    score: float
    points: float
    checks: tuple[CheckResult, ...] = ()
    misconception: Recognised | None = None
    offers: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Return the score alone: nbgrader reads it as partial credit."""
        return f"{self.score:g}"

    def to_json(self) -> dict[str, Any]:
        """Return what reports need, as plain data."""
        return {
            "exercise": self.exercise,
            "outcome": self.outcome.value,
            "score": self.score,
            "points": self.points,
            "misconceptions": [self.misconception.code] if self.misconception else [],
        }

    def _repr_html_(self) -> str:
        points = f"{count(self.score, 'point')} sur {number(self.points)}"
        head = f"<strong>{self.outcome.label}</strong> — {escape(self.title)} ({points})"
        parts = [f"<p>{head}</p>"]
        if self.outcome is Outcome.NOT_ATTEMPTED:
            parts.append(
                "<p>Rien ne presse\u00a0: remplacez les trois points de la cellule du dessus, "
                "exécutez-la, puis revenez exécuter celle-ci.</p>"
            )
        if self.checks:
            items = "".join(f"<li>{_check_html(check)}</li>" for check in self.checks)
            parts.append(f"<ul>{items}</ul>")
        if self.misconception:
            parts.append(
                f"<p>Une idée fréquente\u00a0: «\u00a0{escape(self.misconception.phrase)}\u00a0»<br>"
                f"{escape(self.misconception.message)}</p>"
            )
        parts += [f"<p>{escape(offer)}</p>" for offer in self.offers]
        return (
            '<section lang="fr" aria-label="Verdict" '
            'style="border-left:4px solid;padding:0 1em;margin:.5em 0">'
            + "".join(parts)
            + "</section>"
        )

    def _repr_mimebundle_(self, **_wanted: Any) -> dict[str, Any]:
        return {"text/plain": repr(self), "text/html": self._repr_html_(), MIME: self.to_json()}


def _check_html(check: CheckResult) -> str:
    if check.passed is None:
        state = "pas encore regardé"
    else:
        state = "juste" if check.passed else "à revoir"
    message = f" {escape(check.message)}" if check.message else ""
    return f"{escape(check.name)}\u00a0: <strong>{state}</strong>.{message}"
