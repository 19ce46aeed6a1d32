"""Reading the lessons' sources: one MyST notebook each, which is the solution.

The course builder, the learner's `solution()` and the tests all read them here, so
that a lesson has the same cells, with the same ids, everywhere.
"""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from culture_data.errors import CultureDataError
from culture_data.exercises.model import Exercise, Lesson
from culture_data.resources import folder

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def path(lesson: Lesson, notebooks: Path | None = None) -> Path:
    """Return where the lesson's source stands (`notebooks` defaults to the shipped folder)."""
    return (notebooks or folder("notebooks")) / f"{lesson.notebook}.md"


def read(lesson: Lesson, notebooks: Path | None = None) -> Any:
    """Read a lesson into a notebook that is the same, to the byte, each time.

    Returns:
        An nbformat 4 NotebookNode without outputs; a cell's id is its grade_id, or
        comes from its text; the metadata hold the kernel and the language, no more.

    Raises:
        CultureDataError: the file is missing, or is not a MyST notebook.
    """
    source = path(lesson, notebooks)
    try:
        text = source.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise CultureDataError(
            f"{source.name}\u00a0: ce carnet manque dans le dossier {source.parent}."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CultureDataError(
            f"{source.name}\u00a0: lecture impossible ({error}). Le fichier doit être en UTF-8."
        ) from error
    return parse(lesson, text)


def parse(lesson: Lesson, text: str) -> Any:
    """Turn the MyST text of a lesson into a notebook (see `read`)."""
    # jupytext takes a second to load: learners who never ask for a solution don't wait.
    import jupytext
    import yaml
    from jupytext.myst import MystMetadataParsingError

    try:
        notebook = jupytext.reads(text.replace("\r\n", "\n"), fmt="md:myst")
    except (MystMetadataParsingError, yaml.YAMLError, ValueError) as error:
        detail = " ".join(str(error).split())
        raise CultureDataError(
            f"{lesson.notebook}.md\u00a0: ce n'est pas du MyST lisible\u00a0; {detail}"
        ) from error
    notebook.metadata.clear()
    notebook.metadata.update(kernelspec=dict(KERNEL), language_info={"name": "python"}, lang="fr")
    _name_cells(lesson, notebook.cells)
    return notebook


def grade_id(cell: Any) -> str:
    """Return the cell's nbgrader id, or an empty text."""
    metadata = cell.metadata.get("nbgrader")
    return str(metadata.get("grade_id", "")) if isinstance(metadata, dict) else ""


def answer_cell(notebook: Any, exercise: Exercise) -> Any | None:
    """Return the cell where the learner answers, or None."""
    return _find(notebook, exercise.grade_id)


def test_cell(notebook: Any, exercise: Exercise) -> Any | None:
    """Return the cell that calls `verifier`, or None."""
    return _find(notebook, f"{exercise.grade_id}-test")


def split_solution(source: str) -> tuple[str, str]:
    """Split the text of a solution cell.

    Returns:
        What the learner keeps (the skeleton), and what stands between the delimiters
        (empty when there are none).
    """
    skeleton: list[str] = []
    solution: list[str] = []
    inside = False
    for line in source.split("\n"):
        if BEGIN in line or END in line:
            inside = BEGIN in line
        else:
            (solution if inside else skeleton).append(line)
    return "\n".join(skeleton).strip("\n"), "\n".join(solution).strip("\n")


@cache
def solution_of(lesson: Lesson, exercise: Exercise) -> str:
    """Return the author's solution of an exercise, as Python source.

    Raises:
        CultureDataError: the lesson cannot be read, or has no such solution.
    """
    cell = answer_cell(read(lesson), exercise)
    solution = split_solution(cell.source)[1] if cell is not None else ""
    if not solution:
        raise CultureDataError(f"Aucune solution n'est écrite pour l'exercice {exercise.id}.")
    return solution


def _find(notebook: Any, wanted: str) -> Any | None:
    return next((cell for cell in notebook.cells if grade_id(cell) == wanted), None)


def _name_cells(lesson: Lesson, cells: list[Any]) -> None:
    """Give each cell an id that nbformat accepts, unique, and that survives insertions."""
    seen: dict[str, int] = {}
    for cell in cells:
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()
        name = grade_id(cell) or f"{lesson.id}-{digest[:8]}"
        name = re.sub(r"[^A-Za-z0-9_-]", "-", name)[:56]
        # Case is folded so that no two ids differ by it alone.
        seen[name.lower()] = seen.get(name.lower(), 0) + 1
        again = seen[name.lower()]
        cell["id"] = name if again == 1 else f"{name}--{again}"
