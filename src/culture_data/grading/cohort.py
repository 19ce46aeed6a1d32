"""A cohort: an nbgrader course folder, its learners, and the notebooks to hand out."""

import re
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from culture_data.errors import CultureDataError
from culture_data.exercises.model import Lesson
from culture_data.grading import roster
from culture_data.grading.roster import Learner

COURSE_ID = "culture-data"
HAND_OUT = "a-distribuer"
NAME = re.compile(r"[^\W_](?:[\w '’.-]*[\w])?")
SIMULATED = "donnees-simulees.txt"


@dataclass(frozen=True)
class Cohort:
    """A cohort's folder, which is an nbgrader course.

    Attributes:
        root: absolute path, with `source/`, `submitted/`, `gradebook.db`…
        name: as the trainer wrote it; the folder's name.
    """

    root: Path
    name: str

    @property
    def database(self) -> str:
        """SQLAlchemy's address of the gradebook."""
        return f"sqlite:///{self.root / 'gradebook.db'}"

    @property
    def simulated(self) -> bool:
        """Whether the learners are ours, for a demonstration."""
        return (self.root / SIMULATED).exists()

    @property
    def lessons(self) -> tuple[str, ...]:
        """Ids of the lessons of its course, in the path's order (by id)."""
        return tuple(
            sorted(each.name for each in (self.root / "source").iterdir() if each.is_dir())
        )

    def submission(self, learner: str, lesson: str, step: str = "submitted") -> Path:
        """Folder of a submission; `step` is "submitted", "autograded" or "feedback"."""
        return self.root / step / learner / lesson


@dataclass(frozen=True)
class Created:
    """What `create` did."""

    cohort: Cohort
    added: tuple[Learner, ...]
    known: tuple[Learner, ...]
    hand_out: Path


def create(
    cohorts: Path,
    name: str,
    learners: Path,
    *,
    add: bool = False,
    lessons: Sequence[Lesson] | None = None,
    notebooks: Path | None = None,
) -> Created:
    """Make a cohort whole or not at all, or add learners to one.

    Args:
        cohorts: the folder of cohorts; made if need be.
        name: the cohort's name.
        learners: the CSV list.
        add: the cohort exists; the list's new people join it, nobody leaves.
        lessons: all the lessons by default.
        notebooks: their folder (the shipped one by default).

    Raises:
        CultureDataError: a name that cannot be a folder, a list to mend, a cohort that
            exists already (or does not, when adding).
    """
    check_name(name)
    people = roster.read(learners)
    root = cohorts.absolute() / name
    if add:
        cohort = find(cohorts, name)
        added = _add(cohort, people)
        known = tuple(each for each in people if each not in added)
        return Created(cohort, added, known, root / HAND_OUT)
    if root.exists():
        raise CultureDataError(
            f"La cohorte «\u00a0{name}\u00a0» existe déjà ({root}). Rien n'a été changé. Pour y ajouter des "
            "personnes, relancez avec --ajouter\u00a0; pour un autre groupe, prenez un autre nom."
        )
    return make(root, people, lessons=lessons, notebooks=notebooks)


def make(
    root: Path,
    people: Sequence[Learner],
    *,
    lessons: Sequence[Lesson] | None = None,
    notebooks: Path | None = None,
) -> Created:
    """Make a cohort's folder from its learners (see `create`)."""
    from culture_data import course, programs

    programs.on_path()
    root.parent.mkdir(parents=True, exist_ok=True)
    # Built beside its place and renamed: an interruption leaves no half-made cohort.
    stage = Path(tempfile.mkdtemp(dir=root.parent, prefix=".creation-"))
    try:
        course.build(stage, lessons, notebooks)
        _write_hand_out(stage)
        added = _add(Cohort(stage, root.name), people)
        stage.chmod(0o755)
        stage.rename(root)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    return Created(Cohort(root, root.name), added, (), root / HAND_OUT)


def find(cohorts: Path, name: str) -> Cohort:
    """Return a cohort by its name.

    Raises:
        CultureDataError: there is none; the message lists those that exist.
    """
    check_name(name)
    root = cohorts.absolute() / name
    if (root / "gradebook.db").is_file():
        return Cohort(root, name)
    known = sorted(each.parent.name for each in cohorts.glob("*/gradebook.db"))
    listed = ", ".join(f"«\u00a0{each}\u00a0»" for each in known) or "aucune"
    raise CultureDataError(
        f"Il n'y a pas de cohorte «\u00a0{name}\u00a0» dans {cohorts.absolute()}. Cohortes trouvées\u00a0: {listed}. "
        "Vérifiez le nom, ou le dossier où vous êtes\u00a0; pour en créer une\u00a0: culture-data cohorte creer."
    )


def check_name(name: str) -> None:
    """Refuse a name that cannot be a folder on every system.

    Raises:
        CultureDataError: says which characters are fine.
    """
    reserved = name.casefold().split(".")[0] in roster.RESERVED
    if len(name) > roster.LONGEST or not NAME.fullmatch(name) or ".." in name or reserved:
        raise CultureDataError(
            f"«\u00a0{name}\u00a0» ne peut pas être le nom d'une cohorte\u00a0: prenez des lettres (accents permis), "
            f"des chiffres, des espaces ou des tirets, {roster.LONGEST} caractères au plus."
        )


def learners(cohort: Cohort) -> tuple[Learner, ...]:
    """Return the cohort's learners, by identifier."""
    from nbgrader.api import Gradebook

    with Gradebook(cohort.database, COURSE_ID) as book:
        people = [
            Learner(each.id, each.last_name or "", each.first_name or "", each.email or "")
            for each in book.students
        ]
    return tuple(sorted(people, key=lambda each: each.identifier))


def _add(cohort: Cohort, people: Sequence[Learner]) -> tuple[Learner, ...]:
    from nbgrader.api import Gradebook

    known = {each.identifier.casefold() for each in learners(cohort)}
    added = tuple(each for each in people if each.identifier.casefold() not in known)
    with Gradebook(cohort.database, COURSE_ID) as book:
        for each in added:
            book.add_student(
                each.identifier,
                last_name=each.last_name,
                first_name=each.first_name,
                email=each.email or None,
            )
    return added


def _write_hand_out(root: Path) -> None:
    """Zip the notebooks without solutions, all together and one by one."""
    folder = root / HAND_OUT
    folder.mkdir()
    notebooks = sorted((root / "release").glob("*/*.ipynb"))
    _zip(folder / "parcours.zip", notebooks)
    for notebook in notebooks:
        shutil.copyfile(notebook, folder / notebook.name)


def _zip(target: Path, notebooks: Sequence[Path]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for notebook in notebooks:
            archive.write(notebook, notebook.name)
