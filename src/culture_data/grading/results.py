"""Scores from nbgrader's gradebook, verdicts from the graded notebooks.

Plain SELECTs on nbgrader's tables: its ORM costs ten times as much on a large cohort.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from culture_data.exercises.verdict import MIME, Outcome
from culture_data.grading.cohort import Cohort

SCORES = """
SELECT s.student_id AS learner, a.name AS lesson, b.name AS cell, g.auto_score, g.manual_score,
       g.extra_credit, g.needs_manual_grade, gc.max_score, c.manual_comment AS comment
FROM grade g
JOIN submitted_notebook sn ON sn.id = g.notebook_id
JOIN submitted_assignment s ON s.id = sn.assignment_id
JOIN assignment a ON a.id = s.assignment_id
JOIN base_cell b ON b.id = g.cell_id
JOIN grade_cells gc ON gc.id = b.id
LEFT JOIN (
    SELECT one.notebook_id, one.manual_comment, answer.name FROM comment one
    JOIN base_cell answer ON answer.id = one.cell_id
) c ON c.notebook_id = sn.id AND (c.name = b.name OR c.name || '-test' = b.name)
ORDER BY 1, 2, 3
"""


@dataclass(frozen=True)
class Score:
    """One graded cell of one learner.

    Attributes:
        learner: identifier.
        lesson: "C04".
        cell: grade_id ("C04-seuil-test").
        score: what counts: the manual score when there is one, plus the extra credit.
        max_score: the cell's points.
        auto: whether the machine gave it.
        pending: whether a person still has to look at it.
        comment: what a person wrote.
    """

    learner: str
    lesson: str
    cell: str
    score: float
    max_score: float
    auto: bool
    pending: bool
    comment: str = ""

    @property
    def exercise(self) -> str:
        """The exercise's id as reports show it: "C04.seuil"."""
        return self.cell.removesuffix("-test").replace("-", ".", 1)


@dataclass(frozen=True)
class Met:
    """What `verifier` said in a graded notebook."""

    learner: str
    lesson: str
    exercise: str
    outcome: Outcome
    misconceptions: tuple[str, ...]


def scores(cohort: Cohort) -> tuple[Score, ...]:
    """Return every graded cell of every submission, by learner, lesson and cell."""
    import sqlalchemy

    engine = sqlalchemy.create_engine(cohort.database)
    try:
        with engine.connect() as connection:
            rows = connection.execute(sqlalchemy.text(SCORES)).mappings().all()
    finally:
        engine.dispose()
    return tuple(map(_score, rows))


def verdicts(cohort: Cohort) -> tuple[Met, ...]:
    """Return the verdicts of every graded notebook (none for those that failed)."""
    found = []
    for path in sorted((cohort.root / "autograded").glob("*/*/*.ipynb")):
        learner, lesson = path.parent.parent.name, path.parent.name
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if not cell.get("metadata", {}).get("nbgrader", {}).get("grade"):
                continue  # a learner may call verifier elsewhere: only test cells count
            for output in cell.get("outputs", []):
                if (verdict := output.get("data", {}).get(MIME)) is not None:
                    found.append(_met(learner, lesson, verdict))
    return tuple(found)


def _score(row: Any) -> Score:
    given = row["auto_score"] if row["manual_score"] is None else row["manual_score"]
    return Score(
        row["learner"],
        row["lesson"],
        row["cell"],
        (given or 0.0) + ((row["extra_credit"] or 0.0) if given is not None else 0.0),
        row["max_score"],
        row["manual_score"] is None and row["auto_score"] is not None,
        bool(row["needs_manual_grade"]) or given is None,
        row["comment"] or "",
    )


def _met(learner: str, lesson: str, verdict: Mapping[str, Any]) -> Met:
    codes = tuple(verdict["misconceptions"])
    return Met(learner, lesson, verdict["exercise"], Outcome(verdict["outcome"]), codes)
