"""From the lessons' sources to an nbgrader course: source, release and solution.

nbgrader's own converters do the work; what is ours is to check the sources first, to
say an author's mistakes in French, and never to touch what a cohort has handed in.
"""

import contextlib
import io
import logging
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from culture_data import sources
from culture_data.authoring import problems
from culture_data.errors import CultureDataError
from culture_data.exercises.model import Lesson
from culture_data.files import write_atomic
from culture_data.lessons import LESSONS
from culture_data.resources import folder

CONFIG = "nbgrader_config.py"
STEPS = ("source", "release", "solution")


@dataclass(frozen=True)
class Course:
    """An nbgrader course folder.

    Attributes:
        root: the folder with `source/`, `release/`, `gradebook.db`…
        lessons: the lessons built; the assignment of a lesson has its id ("C04").
        aside: files that gave way to new ones and were kept in `anciens/` (a notebook whose
            lesson has another name now, a configuration that was edited by hand).
    """

    root: Path
    lessons: tuple[Lesson, ...]
    aside: tuple[Path, ...] = ()

    @property
    def gradebook(self) -> Path:
        """The SQLite file of nbgrader's gradebook."""
        return self.root / "gradebook.db"

    def notebook(self, step: str, lesson: Lesson) -> Path:
        """Return a notebook's path; `step` is "source", "release" or "solution"."""
        return self.root / step / lesson.id / f"{lesson.notebook}.ipynb"


def build(
    destination: Path, lessons: Sequence[Lesson] | None = None, notebooks: Path | None = None
) -> Course:
    """Build the course, or bring it up to date.

    What learners handed in, what was graded and the rows of the gradebook stay as they are.

    Args:
        destination: the course's folder; made if need be.
        lessons: all of them by default.
        notebooks: the folder of the MyST sources (the shipped one by default).

    Raises:
        CultureDataError: authors' mistakes (all of them, each with its file and cell), a
            folder that cannot be written, or a change that would break graded copies.
            Nothing was changed then.
    """
    chosen = tuple(LESSONS if lessons is None else lessons)
    ready = read_all(chosen, notebooks)
    course = Course(Path(destination).absolute(), chosen)
    _refuse_globs(course.root)
    try:
        course.root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=course.root, prefix=".construction-") as name:
            stage = Course(Path(name), chosen)
            _write_sources(stage, ready)
            _refuse_broken_copies(course, ready)
            if not course.gradebook.exists():
                make_gradebook(stage.gradebook)
                stage.gradebook.replace(course.gradebook)
            _convert(stage, "GenerateAssignment", course.gradebook)
            _convert(stage, "GenerateSolution", course.gradebook)
            aside = _put_in_place(stage, course)
    except OSError as error:
        raise CultureDataError(
            f"Le cours ne peut pas être écrit dans {course.root} ({error.strerror or error}). "
            "Choisissez un dossier où vous pouvez écrire, avec de la place libre."
        ) from error
    return replace(course, aside=tuple(aside))


def releases(
    lessons: Sequence[Lesson] | None = None, notebooks: Path | None = None
) -> dict[str, bytes]:
    """Return what learners get: the notebook without solutions of each lesson, by lesson id.

    Raises:
        CultureDataError: authors' mistakes, as for `build`.
    """
    chosen = tuple(LESSONS if lessons is None else lessons)
    ready = read_all(chosen, notebooks)
    with tempfile.TemporaryDirectory(prefix="culture-data-") as name:
        stage = Course(Path(name), chosen)
        _write_sources(stage, ready)
        _convert(stage, "GenerateAssignment", None)
        return {each.id: stage.notebook("release", each).read_bytes() for each in chosen}


def read_all(lessons: Sequence[Lesson], notebooks: Path | None = None) -> dict[str, Any]:
    """Read and check the lessons' notebooks.

    Returns:
        lesson id -> NotebookNode.

    Raises:
        CultureDataError: lists every problem of every lesson.
    """
    ready, found = {}, []
    for lesson in lessons:
        try:
            ready[lesson.id] = sources.read(lesson, notebooks)
        except CultureDataError as error:
            found.append(str(error))
        else:
            found += problems(lesson, ready[lesson.id])
    if found:
        many = f"{len(found)} problèmes" if len(found) > 1 else "1 problème"
        listed = "\n".join(f"  - {each}" for each in found)
        raise CultureDataError(
            f"Le cours n'a pas été construit\u00a0: {many} à corriger.\n{listed}"
        )
    return ready


def config_file() -> Path:
    """Return the nbgrader configuration that every course gets a copy of."""
    return folder("grading") / CONFIG


def load_config() -> Any:
    """Return nbgrader's configuration as a traitlets Config, to update at will."""
    from traitlets.config.loader import PyFileConfigLoader

    return PyFileConfigLoader(CONFIG, path=str(config_file().parent)).load_config()


def make_gradebook(path: Path) -> None:
    """Make an empty nbgrader gradebook, as `nbgrader.api.Gradebook` would.

    nbgrader asks the command `alembic` for the version of its tables: four seconds, and a
    failure when the environment's `bin` is not on the PATH. Alembic's library tells it at once.
    """
    import nbgrader
    from alembic.script import ScriptDirectory
    from nbgrader.api import Base
    from sqlalchemy import create_engine, text

    scripts = ScriptDirectory(str(Path(nbgrader.__file__).parent / "alembic"))
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(bind=engine)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(
            text("INSERT INTO alembic_version VALUES (:head)"),
            {"head": scripts.get_current_head()},
        )
    engine.dispose()


def _write_sources(stage: Course, ready: dict[str, Any]) -> None:
    import nbformat

    for lesson in stage.lessons:
        target = stage.notebook("source", lesson)
        target.parent.mkdir(parents=True)
        target.write_text(nbformat.writes(ready[lesson.id]) + "\n", encoding="utf-8", newline="\n")


def _convert(stage: Course, converter: str, gradebook: Path | None) -> None:
    """Run one of nbgrader's converters on all the lessons of a course, quietly."""
    from nbgrader import converters
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory

    config = load_config()
    config.CourseDirectory.root = str(stage.root)
    config.CourseDirectory.assignment_id = "*"
    if gradebook:
        config.CourseDirectory.db_url = f"sqlite:///{gradebook}"
    else:
        config.GenerateAssignment.no_database = True
        config.SaveCells.enabled = False
    log, heard = _private_log()
    try:
        course = CourseDirectory(config=config, log=log)
        getattr(converters, converter)(coursedir=course, config=config, log=log).start()
    except NbGraderException as error:
        raise CultureDataError(
            f"nbgrader n'a pas pu construire le cours. Son compte rendu\u00a0:\n{heard.getvalue()}"
        ) from error


def _private_log() -> tuple[logging.Logger, io.StringIO]:
    """Return a logger of our own, and the text that it heard from warnings up."""
    heard = io.StringIO()
    log = logging.Logger("culture_data.course", logging.WARNING)
    log.addHandler(logging.StreamHandler(heard))
    return log, heard


def _put_in_place(stage: Course, course: Course) -> list[Path]:
    """Replace each notebook at one stroke; return what was put aside."""
    aside = []
    for step in STEPS:
        for lesson in course.lessons:
            target = course.notebook(step, lesson)
            target.parent.mkdir(parents=True, exist_ok=True)
            stage.notebook(step, lesson).replace(target)
            stale = (path for path in sorted(target.parent.glob("*.ipynb")) if path != target)
            aside += [_put_aside(course, path) for path in stale]
    config, ours = course.root / CONFIG, config_file().read_bytes()
    if config.exists() and config.read_bytes() != ours:
        aside.append(_put_aside(course, config))
    write_atomic(config, ours)
    return aside


def _put_aside(course: Course, path: Path) -> Path:
    """Move a file to the same place under `anciens/`, beside the ones already there."""
    target = course.root / "anciens" / path.relative_to(course.root)
    target.parent.mkdir(parents=True, exist_ok=True)
    free, number = target, 2
    while free.exists():
        free = target.with_name(f"{target.stem} ({number}){target.suffix}")
        number += 1
    return path.rename(free)


def _refuse_globs(root: Path) -> None:
    # nbgrader looks for notebooks with glob(), without escaping the course's own path.
    if unfit := sorted(set(str(root)) & set("*?[]{}")):
        raise CultureDataError(
            f"Le chemin {root} contient {' '.join(unfit)}, que nbgrader ne sait pas lire. "
            "Choisissez un dossier dont le chemin n'a pas ces signes."
        )


def _refuse_broken_copies(course: Course, ready: dict[str, Any]) -> None:
    """Refuse a change of cells or of file name once copies of the lesson are recorded."""
    if not course.gradebook.exists():
        return
    from nbgrader.api import Gradebook, MissingEntry

    broken = []
    with Gradebook(
        f"sqlite:///{course.gradebook}", load_config().CourseDirectory.course_id
    ) as book:
        for lesson in course.lessons:
            with contextlib.suppress(MissingEntry):
                assignment = book.find_assignment(lesson.id)
                if assignment.submissions and not _same_cells(assignment, lesson, ready[lesson.id]):
                    broken.append(lesson.id)
    if broken:
        raise CultureDataError(
            f"Des copies sont déjà enregistrées pour {', '.join(broken)}, et la nouvelle version "
            "n'a plus les mêmes cellules notées\u00a0: leurs notes seraient perdues. Rien n'a été changé. "
            "Terminez cette session avec l'ancienne version, et construisez la nouvelle dans un "
            "autre dossier."
        )


def _same_cells(assignment: Any, lesson: Lesson, notebook: Any) -> bool:
    recorded = {
        each.name: {cell.name for cell in each.source_cells} for each in assignment.notebooks
    }
    return recorded == {lesson.notebook: set(filter(None, map(sources.grade_id, notebook.cells)))}
