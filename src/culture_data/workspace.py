"""The learner's folder: laid out at the first start, updated without overwriting anything.

Each lesson is laid once. Later, a better version replaces it only if the learner has not
touched the file (same bytes as laid); otherwise it comes beside, under a dated name.
`.culture-data.json` remembers what was laid.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from culture_data import course, home, sources
from culture_data.errors import CultureDataError
from culture_data.exercises import journal
from culture_data.exercises.model import Lesson
from culture_data.files import write_atomic
from culture_data.home import HOME
from culture_data.lab import open_lab
from culture_data.lessons import LESSONS

MANIFEST = ".culture-data.json"

__all__ = ["HOME", "MANIFEST", "Report", "lay_out", "open_lab"]


@dataclass
class Report:
    """What `lay_out` did. File names, without folder, in the order of the path.

    Attributes:
        folder: the learner's folder, absolute.
        laid: lessons that were not there.
        updated: lessons replaced by a better version, because the learner had not begun.
        beside: new versions laid beside a lesson that the learner has begun.
        kept_home: where the learner's own notes on the home page went, if there were any.
    """

    folder: Path
    laid: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    kept_home: str | None = None

    @property
    def home(self) -> Path:
        """The home notebook."""
        return self.folder / HOME

    @property
    def message(self) -> str:
        """What the terminal says: where the folder is, and what changed."""
        return "\n".join([f"Votre dossier de travail\u00a0: {self.folder}", *self.changes])

    @property
    def changes(self) -> list[str]:
        """What changed, in French; empty when nothing did."""
        said = []
        if self.laid:
            said.append(f"Leçons prêtes\u00a0: {_listed(self.laid)}.")
        if self.updated:
            said.append(f"Leçons mises à jour\u00a0: {_listed(self.updated)}.")
        said += [
            f"Nouvelle version à côté de la vôtre\u00a0: «\u00a0{name}\u00a0». "
            "Votre travail n'a pas été touché."
            for name in self.beside
        ]
        if self.kept_home:
            said.append(
                f"Vos notes de la page d'accueil sont gardées dans «\u00a0{self.kept_home}\u00a0»."
            )
        return said


def lay_out(
    folder: Path = Path("parcours"),
    lessons: Sequence[Lesson] = LESSONS,
    notebooks: Path | None = None,
) -> Report:
    """Lay out the learner's folder, or bring it up to date. Nothing they wrote is lost.

    Args:
        folder: made if need be.
        lessons: in the order of the path.
        notebooks: the folder of the lessons' sources (the shipped one by default).

    Raises:
        CultureDataError: the folder cannot be made or written.
    """
    report = Report(Path(folder).absolute())
    try:
        report.folder.mkdir(parents=True, exist_ok=True)
        manifest = _read_manifest(report.folder)
        try:
            _lay_lessons(report, manifest, lessons, notebooks)
            _lay_journal(report.folder)
            _lay_home(report, manifest, lessons)
        finally:
            _write_manifest(report.folder, manifest)
    except OSError as error:
        raise _refusal(report.folder, error) from error
    return report


def _lay_lessons(
    report: Report, manifest: dict[str, Any], lessons: Sequence[Lesson], notebooks: Path | None
) -> None:
    key = _key(lessons, notebooks)
    files = [report.folder / f"{lesson.notebook}.ipynb" for lesson in lessons]
    if manifest["built_from"] == key and all(_exists(path) for path in files):
        return  # nothing new: spare the learner the seconds that a build takes
    releases = course.releases(lessons, notebooks)
    for lesson, path in zip(lessons, files, strict=True):
        _lay_lesson(report, manifest["files"].setdefault(path.name, {}), path, releases[lesson.id])
    manifest["built_from"] = key


def _lay_lesson(report: Report, noted: dict[str, Any], path: Path, release: bytes) -> None:
    new = hashlib.sha256(release).hexdigest()
    present, laid = _digest(path), noted.get("laid")
    beside = noted.setdefault("beside", {})
    if not _exists(path):
        write_atomic(path, release)
        report.laid.append(path.name)
    elif present is not None and present == laid and laid != new:
        write_atomic(path, release)
        report.updated.append(path.name)
    elif new not in (present, laid, *beside):
        other = _free_name(path, f"version du {date.today():%Y-%m-%d}")
        write_atomic(other, release)
        beside[new] = other.name
        report.beside.append(other.name)
        return
    elif present != new:
        return  # touched, and this version is the one they began, or is beside already
    noted["laid"] = new


def _lay_journal(folder: Path) -> None:
    path = folder / journal.FILE
    if not _exists(path):
        write_atomic(path, json.dumps({"version": 1, "exercises": {}}, indent=1))


def _lay_home(report: Report, manifest: dict[str, Any], lessons: Sequence[Lesson]) -> None:
    """Write the home page afresh; one that the learner has written in is kept beside."""
    news = [
        (lesson, name)
        for lesson in lessons
        for name in manifest["files"].get(f"{lesson.notebook}.ipynb", {}).get("beside", {}).values()
        if _exists(report.folder / name)
    ]
    text = home.notebook(lessons, home.read_progress(report.folder, lessons), news)
    ours = (manifest["home"], home.written(text))
    if _exists(report.home) and ((found := _written(report.home)) is None or found not in ours):
        kept = _free_name(report.home, f"vos notes du {date.today():%Y-%m-%d}")
        report.home.rename(kept)
        report.kept_home = kept.name
    write_atomic(report.home, text)
    manifest["home"] = home.written(text)


def _written(path: Path) -> str | None:
    if path.is_symlink():
        return None
    try:
        return home.written(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _listed(names: list[str]) -> str:
    return ", ".join(name.removesuffix(".ipynb") for name in names)


def _exists(path: Path) -> bool:
    # A dangling link is something that the learner put there: it is left alone.
    return path.exists() or path.is_symlink()


def _digest(path: Path) -> str | None:
    """Return a file's sha256; None for what is not a plain file, a link included."""
    if path.is_symlink() or not path.is_file():
        return None
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _free_name(path: Path, mention: str) -> Path:
    name, number = path.with_name(f"{path.stem} ({mention}){path.suffix}"), 2
    while _exists(name):
        name = path.with_name(f"{path.stem} ({mention}, {number}){path.suffix}")
        number += 1
    return name


def _key(lessons: Sequence[Lesson], notebooks: Path | None) -> str:
    """Return a digest of all that a release is made from."""
    made_from = hashlib.sha256(course.config_file().read_bytes())
    for package in ("culture-data", "jupytext", "nbgrader", "nbconvert"):
        made_from.update(version(package).encode())
    for lesson in lessons:
        made_from.update(lesson.notebook.encode())
        source = sources.path(lesson, notebooks)
        made_from.update(source.read_bytes() if source.is_file() else b"")
    return made_from.hexdigest()


def _read_manifest(folder: Path) -> dict[str, Any]:
    """Read what was laid; without a readable manifest, every file counts as the learner's."""
    blank: dict[str, Any] = {"version": 1, "built_from": None, "home": None, "files": {}}
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {
            name: {"laid": noted.get("laid"), "beside": dict(noted.get("beside", {}))}
            for name, noted in manifest["files"].items()
        }
        return blank | {
            "built_from": manifest["built_from"],
            "home": manifest["home"],
            "files": files,
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return blank


def _write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    write_atomic(folder / MANIFEST, text)


def _refusal(folder: Path, error: OSError) -> CultureDataError:
    if isinstance(error, FileExistsError | NotADirectoryError):
        why = "un fichier porte déjà ce nom. Renommez ce fichier, ou choisissez un autre dossier"
    elif isinstance(error, PermissionError):
        why = "vous n'avez pas le droit d'y écrire. Choisissez un dossier à vous"
    else:
        why = f"{error.strerror or error}. Vérifiez que le disque n'est pas plein"
    return CultureDataError(
        f"Le dossier «\u00a0{folder}\u00a0» ne peut pas être préparé\u00a0: {why}, par exemple avec "
        "l'option --dossier. Vos fichiers n'ont pas été modifiés."
    )
