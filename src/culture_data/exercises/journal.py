"""The learner's journal: tries, hints and solutions seen.

It is kept in `progression.json`, in the notebook's folder, where the workspace laid one
out; elsewhere (a grader's folder, a site) it lasts as long as the kernel.
"""

import contextlib
import json
from pathlib import Path
from typing import Any

from culture_data.exercises.verdict import Outcome, Verdict
from culture_data.files import write_atomic

FILE = "progression.json"
ORDER = [outcome.value for outcome in Outcome]

_memory: dict[str, dict[str, Any]] = {}


def entry(exercise_id: str) -> dict[str, Any]:
    """Return what is noted of an exercise (a copy; all zeros when nothing is)."""
    blank: dict[str, Any] = {
        "tries": 0,
        "outcome": Outcome.NOT_ATTEMPTED.value,
        "score": 0.0,
        "points": 0.0,
        "hints": 0,
        "solution_seen": False,
    }
    return blank | _read().get(exercise_id, {})


def note_verdict(verdict: Verdict) -> dict[str, Any]:
    """Note a verdict; the best outcome so far is the one that is kept."""
    noted = entry(verdict.exercise)
    noted["points"] = verdict.points
    if verdict.outcome is not Outcome.NOT_ATTEMPTED:
        noted["tries"] += 1
    if ORDER.index(verdict.outcome) >= ORDER.index(noted["outcome"]):
        noted["outcome"] = verdict.outcome.value
        noted["score"] = max(verdict.score, noted["score"])
    return _write(verdict.exercise, noted)


def note_hint(exercise_id: str) -> dict[str, Any]:
    """Note one more hint taken."""
    noted = entry(exercise_id)
    return _write(exercise_id, noted | {"hints": noted["hints"] + 1})


def note_solution(exercise_id: str) -> dict[str, Any]:
    """Note that the solution was shown."""
    return _write(exercise_id, entry(exercise_id) | {"solution_seen": True})


def _read() -> dict[str, dict[str, Any]]:
    path = Path(FILE)
    if not path.is_file():
        return _memory
    try:
        return dict(json.loads(path.read_text(encoding="utf-8"))["exercises"])
    except (OSError, ValueError, KeyError, TypeError):
        # A journal that cannot be read is set aside, never overwritten nor thrown away.
        with contextlib.suppress(OSError):
            path.rename(_free_name(path))
            _save({})
        return _memory


def _free_name(path: Path) -> Path:
    number = 1
    while (name := path.with_name(f"progression (illisible {number}).json")).exists():
        number += 1
    return name


def _write(exercise_id: str, noted: dict[str, Any]) -> dict[str, Any]:
    exercises = _read()
    exercises[exercise_id] = noted
    if Path(FILE).is_file():
        # A full or read-only disk must not cost the learner a verdict.
        with contextlib.suppress(OSError):
            _save(exercises)
    return noted


def _save(exercises: dict[str, dict[str, Any]]) -> None:
    text = json.dumps({"version": 1, "exercises": exercises}, ensure_ascii=False, indent=1)
    write_atomic(Path(FILE), text)
