"""Where the shipped data is, and how a learner gets a copy of it.

`datasets/datapackage.json` names every file; a name is enough here. Notebooks call
`donnees("communes.csv")`, the command calls `verify()`. No pandas: opening a notebook
must stay quick.
"""

import difflib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from culture_data.errors import CultureDataError
from culture_data.resources import folder

COPIES = Path("donnees")
DESCRIPTOR = "datapackage.json"
NOT_DATA = {DESCRIPTOR, "LISEZ-MOI.md"}
RECIPES = "recipes"


@dataclass(frozen=True)
class Resource:
    """A shipped file, as the data package describes it.

    `path` is relative to `datasets/`, with slashes; `rows` counts rows, outlines, or the
    columns that a schema describes; `recipe` is a file, or says « écrit à la main ».
    """

    name: str
    path: str
    title: str
    description: str
    vintage: str
    licences: tuple[str, ...]
    recipe: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Problem:
    """A shipped file that is not as described; `message` is French."""

    path: str
    message: str


def donnees(name: str, *, neuf: bool = False) -> Path:
    """Return the relative path of the learner's copy of a file, laid out if need be.

    The copy stands in `donnees/` of the current folder. It is never overwritten: with
    `neuf`, a changed copy is first renamed after the moment of its last change.

    Raises:
        CultureDataError: unknown name, name with a folder in it, or a folder where
            nothing can be written.
    """
    shipped = path(name)
    copy = COPIES / name
    try:
        if os.path.lexists(copy) and not (neuf and _is_changed(name)):
            return copy
        COPIES.mkdir(exist_ok=True)
        _lay_out(shipped, copy)
    except OSError as cause:
        raise CultureDataError(
            f"Impossible de copier « {name} » dans le dossier « {COPIES} » : le dossier "
            "n'est pas accessible en écriture, le disque est plein, ou le fichier est ouvert dans "
            "un tableur. Fermez le fichier, ou rangez le carnet dans un dossier à vous, par "
            "exemple « Documents », puis relancez la cellule."
        ) from cause
    return copy


def intact(name: str) -> bool | None:
    """Tell whether the learner's copy still has the shipped bytes; None without a copy.

    Raises:
        CultureDataError: unknown name, or a copy that cannot be read.
    """
    described = resource(name)
    copy = COPIES / name
    try:
        return sha256(copy) == described.sha256
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as cause:
        raise CultureDataError(
            f"Le fichier « {copy} » ne peut pas être lu. "
            "Fermez-le s'il est ouvert dans un tableur, puis relancez la cellule."
        ) from cause


def path(name: str) -> Path:
    """Return the absolute path of a shipped file; read it, never write it.

    Raises:
        CultureDataError: unknown name, or a file missing from the installation.
    """
    shipped = folder("datasets") / resource(name).path
    if not shipped.is_file():
        raise CultureDataError(
            f"Le fichier « {name} » manque dans l'installation de culture-data. "
            "Réinstallez culture-data, ou relancez sa recette."
        )
    return shipped


def resource(name: str) -> Resource:
    """Return what the data package says of a file.

    Raises:
        CultureDataError: the name is unknown, or holds a folder.
    """
    if not isinstance(name, str) or not name.strip():
        raise CultureDataError(
            'Donnez le nom d\'un fichier entre guillemets, par exemple donnees("communes.csv").'
        )
    if "/" in name or "\\" in name or ".." in name:
        raise CultureDataError(
            f"« {name} » contient un chemin. Donnez seulement le nom du fichier, sans dossier, "
            'par exemple donnees("communes.csv").'
        )
    known = resources()
    if name not in known:
        raise CultureDataError(_unknown(name))
    return known[name]


@cache
def resources() -> dict[str, Resource]:
    """Return every described file by name, in the order of the data package."""
    try:
        descriptor = json.loads((folder("datasets") / DESCRIPTOR).read_text(encoding="utf-8"))
    except (OSError, ValueError) as cause:
        raise CultureDataError(
            f"Le fichier « {DESCRIPTOR} », qui décrit les données, est absent ou abîmé. "
            "Réinstallez culture-data."
        ) from cause
    return {
        entry["name"]: Resource(
            name=entry["name"],
            path=entry["path"],
            title=entry["title"],
            description=entry["description"],
            vintage=entry["vintage"],
            licences=tuple(licence["title"] for licence in entry["licenses"]),
            recipe=entry["recipe"],
            rows=next(entry[count] for count in ("rows", "features", "columns") if count in entry),
            bytes=entry["bytes"],
            sha256=entry["hash"].removeprefix("sha256:"),
        )
        for entry in descriptor["resources"]
    }


def verify() -> list[Problem]:
    """Check every shipped file: missing, changed, or present without a description."""
    root = folder("datasets")
    problems = []
    for described in resources().values():
        file = root / described.path
        if not file.is_file():
            problems.append(Problem(described.path, "fichier manquant"))
        elif sha256(file) != described.sha256:
            problems.append(
                Problem(described.path, "contenu modifié : l'empreinte n'est plus celle publiée")
            )
    described_paths = {described.path for described in resources().values()}
    for extra in sorted(set(_data_files(root)) - described_paths):
        problems.append(Problem(extra, f"fichier en trop : {DESCRIPTOR} ne le décrit pas"))
    return problems


def sha256(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _is_changed(name: str) -> bool:
    return intact(name) is False


def _lay_out(shipped: Path, copy: Path) -> None:
    """Copy `shipped`; an older copy is set aside only once the new one is ready."""
    handle, temporary = tempfile.mkstemp(dir=copy.parent, prefix=".donnees-")
    os.close(handle)
    fresh = Path(temporary)
    try:
        shutil.copyfile(shipped, fresh)
        fresh.chmod(0o644)
        if os.path.lexists(copy):
            copy.rename(_name_aside(copy))
        fresh.replace(copy)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _name_aside(copy: Path) -> Path:
    """Return a free name that tells when the copy was last changed (no colon: Windows)."""
    changed = datetime.fromtimestamp(copy.stat().st_mtime)
    day, hour, minute = f"{changed:%Y-%m-%d %H %M}".split()
    name = f"{copy.stem} (modifié le {day} à {hour} h {minute}"
    candidate = copy.with_name(f"{name}){copy.suffix}")
    number = 2
    while os.path.lexists(candidate):
        candidate = copy.with_name(f"{name}, {number}){copy.suffix}")
        number += 1
    return candidate


def _unknown(name: str) -> str:
    names = list(resources())
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    if close:
        advice = "Vouliez-vous dire " + " ou ".join(f"« {other} »" for other in close) + " ?"
    else:
        advice = "Fichiers disponibles : " + ", ".join(names) + "."
    return f"Aucune donnée ne s'appelle « {name} ». {advice}"


def _data_files(root: Path) -> Iterator[str]:
    """Yield the paths of the files that should be described, relative, with slashes.

    Hidden files are none of them: systems such as macOS drop some anywhere.
    """
    for file in root.rglob("*"):
        parts = file.relative_to(root).parts
        hidden = any(part.startswith(".") for part in parts)
        relative = "/".join(parts)
        if file.is_file() and not hidden and parts[0] != RECIPES and relative not in NOT_DATA:
            yield relative
