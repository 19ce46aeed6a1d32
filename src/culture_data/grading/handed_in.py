"""Reading what trainers receive: folders and zip files, without trusting them.

Nothing is extracted to disk: a member's bytes are read in memory, within limits, so a
path like `../../x` in an archive can name nothing. Originals are only ever read.
"""

import io
import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from culture_data.errors import CultureDataError

LARGEST_NOTEBOOK = 20_000_000
LARGEST_ARCHIVE = 1_000_000_000
MOST_MEMBERS = 20_000
DEEPEST_ARCHIVE = 2
RUBBISH = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints", ".git"}


@dataclass(frozen=True)
class Piece:
    """A notebook handed in, or what cannot be read of it.

    Attributes:
        label: where it is, as the trainer sees it ("rendus.zip › martin/C04.ipynb").
        parts: the names that may tell whose it is, outermost first, file name last.
        content: its bytes; None when it cannot be read.
        problem: why not, in French, with what to do.
    """

    label: str
    parts: tuple[str, ...]
    content: bytes | None = None
    problem: str = ""


def pieces(source: Path) -> Iterator[Piece]:
    """Yield every notebook of a folder, a zip file or a single notebook, in order of name.

    Raises:
        CultureDataError: there is no such file or folder, or it is of another kind.
    """
    if not source.exists():
        raise CultureDataError(
            f"{source} n'existe pas. Vérifiez le nom, ou faites glisser le fichier dans la fenêtre."
        )
    if source.is_dir():
        yield from _from_folder(source)
    elif source.suffix.lower() == ".zip":
        yield from _from_zip_file(source)
    elif source.suffix.lower() == ".ipynb":
        yield _from_file(source, source.name, (source.name,))
    else:
        raise CultureDataError(
            f"{source} n'est ni un dossier, ni un fichier .zip, ni un carnet .ipynb. "
            "Si c'est une autre sorte d'archive (.rar, .7z), décompressez-la et donnez le dossier."
        )


def _from_folder(root: Path) -> Iterator[Piece]:
    # Links are not followed: a folder handed in may point anywhere.
    for folder, names, files in os.walk(root, followlinks=False):
        names[:] = sorted(each for each in names if not _is_rubbish(each))
        for name in sorted(files):
            path = Path(folder, name)
            if _is_rubbish(name):
                continue
            relative = path.relative_to(root)
            label, parts = f"{root.name} › {relative.as_posix()}", (root.name, *relative.parts)
            if path.is_symlink() and path.suffix.lower() in (".ipynb", ".zip"):
                yield Piece(label, parts, problem=LINK)
            elif path.suffix.lower() == ".ipynb":
                yield _from_file(path, label, parts)
            elif path.suffix.lower() == ".zip":
                yield from _from_zip_file(path, label, parts)


LINK = "c'est un raccourci (lien)\u00a0: remplacez-le par le fichier lui-même."
DAMAGED = "l'archive est abîmée ou incomplète\u00a0: demandez qu'on vous la renvoie."
TOO_BIG = (
    "le carnet dépasse 20 Mo\u00a0: dans JupyterLab, menu «\u00a0Édition\u00a0», «\u00a0Effacer les sorties de toutes "
    "les cellules\u00a0», enregistrer, puis rendre à nouveau."
)


def _from_file(path: Path, label: str, parts: tuple[str, ...]) -> Piece:
    try:
        if path.stat().st_size > LARGEST_NOTEBOOK:
            return Piece(label, parts, problem=TOO_BIG)
        return Piece(label, parts, path.read_bytes())
    except OSError as error:
        why = error.strerror or type(error).__name__
        return Piece(label, parts, problem=f"le fichier ne peut pas être lu ({why}).")


def _from_zip_file(
    path: Path, label: str | None = None, parts: tuple[str, ...] | None = None
) -> Iterator[Piece]:
    label, parts = label or path.name, parts or (path.name,)
    try:
        with path.open("rb") as stream:
            yield from _from_zip(stream, label, parts, 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        yield Piece(label, parts, problem=f"le fichier ne peut pas être lu ({why}).")


def _from_zip(stream: object, label: str, parts: tuple[str, ...], depth: int) -> Iterator[Piece]:
    try:
        archive = zipfile.ZipFile(stream)  # type: ignore[call-overload]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        yield Piece(label, parts, problem=DAMAGED)
        return
    with archive:
        members = [each for each in archive.infolist() if not each.is_dir()]
        total = sum(each.file_size for each in members)
        if len(members) > MOST_MEMBERS or total > LARGEST_ARCHIVE:
            yield Piece(
                label,
                parts,
                problem="l'archive annonce plus de 20 000 fichiers ou de 1 Go une fois décompressée\u00a0: "
                "rien n'en a été lu. Décompressez-la vous-même si vous en connaissez l'origine, "
                "puis donnez le dossier.",
            )
            return
        for member in sorted(members, key=lambda each: each.filename):
            yield from _from_member(archive, member, label, parts, depth)


def _from_member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    label: str,
    parts: tuple[str, ...],
    depth: int,
) -> Iterator[Piece]:
    # Windows' own zip tool sometimes writes backslashes.
    inner = PurePosixPath(member.filename.replace("\\", "/"))
    kind = inner.suffix.lower()
    if any(map(_is_rubbish, inner.parts)) or kind not in (".ipynb", ".zip"):
        return
    here, names = f"{label} › {inner}", (*parts, *inner.parts)
    if inner.is_absolute() or ".." in inner.parts or ":" in inner.parts[0]:
        yield Piece(
            here,
            names,
            problem="ce chemin sort de l'archive (..)\u00a0: il a été écarté par prudence. "
            "Demandez une archive faite avec un outil ordinaire.",
        )
    elif (member.external_attr >> 16) & 0o170000 == 0o120000:
        yield Piece(here, names, problem=LINK)
    elif kind == ".ipynb":
        yield _read_member(archive, member, here, names, LARGEST_NOTEBOOK, TOO_BIG)
    elif depth >= DEEPEST_ARCHIVE:
        yield Piece(
            here,
            names,
            problem="trop d'archives les unes dans les autres\u00a0: décompressez celle-ci.",
        )
    else:
        nested = _read_member(
            archive, member, here, names, LARGEST_ARCHIVE // 10, "cette archive dépasse 100 Mo."
        )
        if nested.content is None:
            yield nested
        else:
            yield from _from_zip(io.BytesIO(nested.content), here, names, depth + 1)


def _read_member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    label: str,
    parts: tuple[str, ...],
    limit: int,
    too_big: str,
) -> Piece:
    if member.flag_bits & 0x1:
        return Piece(
            label, parts, problem="l'archive a un mot de passe\u00a0: décompressez-la vous-même."
        )
    try:
        with archive.open(member) as stream:
            content = stream.read(limit + 1)  # the size that an archive announces may be a lie
    except (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return Piece(label, parts, problem=DAMAGED)
    return (
        Piece(label, parts, problem=too_big)
        if len(content) > limit
        else Piece(label, parts, content)
    )


def _is_rubbish(name: str) -> bool:
    return name in RUBBISH or name.startswith(("._", "~$"))
