"""Grade one submission: the seam where another engine may take over.

`grade` is the only function that runs a learner's code. It takes a course folder and two
names, reads `submitted/`, writes `autograded/` and the gradebook, and never raises for
what a learner's notebook does.
"""

import contextlib
import io
import logging
import os
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GRADED, FAILED = "corrigé", "échec"
# One cell has `Execute.timeout` (nbgrader_config.py); the whole notebook has this.
NOTEBOOK_SECONDS = 600
TIMEOUT = "CellTimeoutError"
LOCKED = (
    "le carnet de notes (gradebook.db) n'a pas répondu\u00a0: fermez le formgrader ou l'autre "
    "correction en cours, puis relancez."
)


@dataclass(frozen=True)
class Outcome:
    """What grading one submission gave.

    Attributes:
        learner: identifier.
        lesson: "C04".
        state: GRADED or FAILED.
        problem: why it failed, in French, with what to do; empty otherwise.
        remarks: what the trainer should know about a graded submission.
        seconds: wall time.
        log: nbgrader's own words, in English, for whoever mends a failure.
    """

    learner: str
    lesson: str
    state: str
    problem: str = ""
    remarks: tuple[str, ...] = ()
    seconds: float = 0.0
    log: str = field(default="", repr=False)


class NotebookTooLong(Exception):  # noqa: N818 - a finding about a notebook, told in French
    """A notebook that used up its time."""


def grade(course: Path, lesson: str, learner: str) -> Outcome:
    """Grade one submission with nbgrader, in this process.

    An earlier grading is replaced; what a person wrote in the gradebook (manual scores,
    comments) is kept by nbgrader.

    Args:
        course: the nbgrader course folder, with its `nbgrader_config.py`.
        lesson: the assignment.
        learner: the student's id.
    """
    started = time.monotonic()
    log, heard = _private_log()
    try:
        with warnings.catch_warnings():
            # nbformat, zmq and SQLAlchemy warn about matters that no trainer can mend.
            warnings.simplefilter("ignore")
            # Short-lived and short-named: a Unix socket's path has a hundred characters at most.
            with tempfile.TemporaryDirectory(prefix="cd-") as sockets:
                _convert(course, lesson, learner, log, sockets)
    except Exception as error:  # noqa: BLE001 - one bad notebook never stops the others
        problem = _explain(error.__cause__ or error)
        return Outcome(
            learner, lesson, FAILED, problem, (), time.monotonic() - started, heard.getvalue()
        )
    return Outcome(
        learner, lesson, GRADED, "", _remarks(course, lesson, learner), time.monotonic() - started
    )


def _convert(course: Path, lesson: str, learner: str, log: logging.Logger, sockets: str) -> None:
    from nbgrader.converters import Autograde
    from nbgrader.coursedir import CourseDirectory

    causes: list[Exception] = []

    class Remembering(Autograde):  # type: ignore[misc]
        """nbgrader's converter, which otherwise only logs why a notebook failed."""

        def init_assignment(self, assignment_id: str, student_id: str) -> None:
            with _remember(causes):
                super().init_assignment(assignment_id, student_id)

        def convert_single_notebook(self, notebook_filename: str) -> None:
            with _remember(causes):
                super().convert_single_notebook(notebook_filename)

    config = _config(course, lesson, learner, sockets)
    directory = CourseDirectory(config=config, log=log)
    try:
        Remembering(coursedir=directory, config=config, log=log, force=True).start()
    except Exception as error:
        raise error from (causes[0] if causes else error.__cause__)


@contextlib.contextmanager
def _remember(causes: list[Exception]) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        causes.append(error)
        raise


def _config(course: Path, lesson: str, learner: str, sockets: str) -> Any:
    """Return the configuration of the course's own folder, narrowed to one submission."""
    from traitlets.config.loader import PyFileConfigLoader

    config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.assignment_id = lesson
    config.CourseDirectory.student_id = learner
    if os.name == "posix":
        # ipykernel warns on the terminal when it talks over TCP without encryption.
        config.KernelManager.transport = "ipc"
        config.KernelManager.ip = f"{sockets}/noyau"
    deadline = time.monotonic() + NOTEBOOK_SECONDS

    def check_time(**_: Any) -> None:
        if time.monotonic() > deadline:
            raise NotebookTooLong

    config.Execute.on_cell_start = check_time
    return config


def _private_log() -> tuple[logging.Logger, io.StringIO]:
    heard = io.StringIO()
    log = logging.Logger("culture_data.grading", logging.INFO)
    log.addHandler(logging.StreamHandler(heard))
    return log, heard


def _explain(error: BaseException) -> str:
    """Return the cause of a failure in French; classes are told by name, to import nothing."""
    names = {each.__name__ for each in type(error).__mro__}
    if "NotebookTooLong" in names:
        return (
            f"le carnet a dépassé {NOTEBOOK_SECONDS // 60} minutes en tout. Cherchez une boucle sans fin "
            "ou un calcul trop gros, et demandez un carnet corrigé."
        )
    if names & {"DeadKernelError"}:
        return (
            "le noyau Python s'est arrêté en route\u00a0: une cellule l'a quitté (exit, quit) ou a pris toute "
            "la mémoire. Relancez la correction\u00a0; si cela recommence, demandez un carnet corrigé."
        )
    if "RuntimeError" in names and "respond" in str(error):
        return (
            "le noyau Python n'a pas démarré à temps : l'ordinateur est sans doute trop chargé. Fermez "
            "d'autres programmes, puis relancez la correction."
        )
    if names & {"UnresponsiveKernelError", "CellTimeoutError", "TimeoutError"}:
        return (
            "le noyau Python ne répond plus et n'a pas pu être interrompu\u00a0: cherchez une boucle sans fin "
            "qui ignore les interruptions, et demandez un carnet corrigé."
        )
    if names & {"NotJSONError", "ValidationError", "JSONDecodeError", "UnicodeDecodeError"}:
        return "le carnet n'est pas lisible\u00a0: demandez qu'on le renvoie, puis collectez-le à nouveau."
    if names & {"SchemaTooOldError", "SchemaTooNewError", "SchemaMismatchError"}:
        return (
            "le carnet vient d'une autre version de nbgrader\u00a0: repartez du carnet distribué, en y "
            "recopiant les réponses."
        )
    if names & {"PermissionError", "OSError"}:
        return (
            f"le système a refusé un fichier ({error}). Vérifiez les droits et la place du disque."
        )
    if "OperationalError" in names:
        return LOCKED
    if "NbGraderException" in names:
        return "nbgrader n'a trouvé aucun carnet de cette leçon à corriger dans ce rendu."
    return f"nbgrader s'est arrêté sur une erreur ({type(error).__name__}). Le détail est dans le journal."


def _remarks(course: Path, lesson: str, learner: str) -> tuple[str, ...]:
    """Read what happened in the graded notebook that a trainer would want to know."""
    import nbformat

    remarks = []
    for path in sorted((course / "autograded" / learner / lesson).glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
        names = [output.ename for output in outputs if output.output_type == "error"]
        if times := names.count(TIMEOUT):
            remarks.append(
                f"{times} cellule(s) interrompue(s) pour avoir duré trop longtemps (boucle sans fin\u00a0?)."
            )
    return tuple(remarks)
