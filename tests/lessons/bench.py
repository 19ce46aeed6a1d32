"""Runs a lesson's notebook in this process, cell by cell, as a learner's kernel would."""

import contextlib
import copy
import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from nbformat import NotebookNode

from culture_data.exercises.model import Exercise, Lesson
from culture_data.exercises.verdict import Verdict


@dataclass
class Stop:
    """The moment before an exercise: what the learner has, in memory and on disk."""

    exercise: Exercise
    names: dict[str, Any]
    folder: Path
    solution: str
    test: str


def walk(lesson: Lesson, notebook: NotebookNode, folder: Path, monkeypatch: Any) -> Iterator[Stop]:
    """Run the solution; stop before each exercise's answer cell."""
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    by_grade_id = {each.grade_id: each for each in lesson.exercises}
    for position, cell in enumerate(cells):
        exercise = by_grade_id.get(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
        if exercise is not None:
            yield Stop(exercise, names, folder, cell.source, cells[position + 1].source)
        run(cell.source, names)


def attempt(stop: Stop, program: str, folder: Path, monkeypatch: Any) -> tuple[Any, Verdict]:
    """Run a program instead of the solution, in a copy of the world; return answer and verdict."""
    shutil.copytree(stop.folder, folder)
    monkeypatch.chdir(folder)
    names = {name: _copy(value) for name, value in stop.names.items()}
    run(program, names)
    verdict = eval(stop.test, names)
    monkeypatch.chdir(stop.folder)
    return names[stop.exercise.answer], verdict


def run(source: str, names: dict[str, Any]) -> None:
    """Run a cell, silent on stdout; a test cell's value is not kept."""
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, "<cellule>", "exec"), names)


def _copy(value: Any) -> Any:
    return copy.deepcopy(value) if isinstance(value, pd.DataFrame | dict | list) else value
