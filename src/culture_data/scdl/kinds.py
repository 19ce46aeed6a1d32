"""Tell from its content what a file is, and refuse kindly what is no table."""

import zipfile
from pathlib import Path

from culture_data.errors import CultureDataError
from culture_data.french import number

LARGEST = 250_000_000
LARGEST_UNZIPPED = 2_000_000_000
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SHEETS = {"csv": {".csv", ".tsv", ".txt", ".tab"}, "xlsx": {".xlsx", ".xlsm"}, "ods": {".ods"}}
SIGNATURES = (
    (b"%PDF", "un document PDF"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"),
    (b"\x1f\x8b", "une archive compressée (gzip)"),
    (b"7z\xbc\xaf", "une archive compressée (7z)"),
    (b"Rar!", "une archive compressée (rar)"),
    (b"PAR1", "un fichier Parquet"),
    (b"SQLite format 3", "une base de données SQLite"),
    (b"\x7fELF", "un programme"),
    (b"MZ", "un programme"),
)


def kind(path: Path) -> str:
    """Return "csv", "xlsx" or "ods", whatever the extension says.

    Raises:
        CultureDataError: the file is missing, empty, too large, locked, or no table.
    """
    size = _size(path)
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(b"PK"):
        return _workbook(path)
    if start.startswith(OLD_OFFICE):
        raise CultureDataError(_old_office(path))
    for signature, name in SIGNATURES:
        if start.startswith(signature):
            raise CultureDataError(_not_a_table(path, name))
    if size > LARGEST:
        raise CultureDataError(
            f"«\u00a0{path.name}\u00a0» pèse {number(size / 1e6, 0)}\u00a0Mo, plus que les "
            f"{number(LARGEST / 1e6, 0)}\u00a0Mo que cet outil accepte. Partagez-le en plusieurs "
            "fichiers, par exemple un par année."
        )
    _refuse_other_text(path, start)
    return "csv"


def fits(path: Path, found: str) -> bool:
    """Tell whether the extension is one of those of the kind found."""
    return path.suffix.lower() in SHEETS[found]


def _size(path: Path) -> int:
    try:
        if path.is_dir():
            raise CultureDataError(
                f"«\u00a0{path}\u00a0» est un dossier. Donnez le chemin d'un fichier qu'il contient."
            )
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except FileNotFoundError as cause:
        raise CultureDataError(
            f"Le fichier «\u00a0{path}\u00a0» n'existe pas. Vérifiez son nom et le dossier où vous êtes."
        ) from cause
    except (OSError, ValueError) as cause:
        raise CultureDataError(
            f"Le fichier «\u00a0{path}\u00a0» ne peut pas être lu. Fermez-le s'il est ouvert dans un "
            "tableur, et vérifiez que vous avez le droit de le lire."
        ) from cause
    if not size:
        raise CultureDataError(
            f"«\u00a0{path.name}\u00a0» est vide (zéro octet)\u00a0: l'export ou le téléchargement a "
            "échoué. Recommencez-le."
        )
    return size


def _workbook(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = {entry.filename: entry.file_size for entry in archive.infolist()}
            manifest = _part(archive, "META-INF/manifest.xml")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as cause:
        raise CultureDataError(_damaged(path)) from cause
    if sum(entries.values()) > LARGEST_UNZIPPED:
        raise CultureDataError(
            f"«\u00a0{path.name}\u00a0» contient plus de données que cet outil n'en accepte. "
            "Enregistrez la feuille utile en CSV, ou partagez-la en plusieurs fichiers."
        )
    if b"encryption-data" in manifest:
        raise CultureDataError(_locked(path))
    if "xl/workbook.xml" in entries:
        return "xlsx"
    if "content.xml" in entries and b"opendocument.spreadsheet" in manifest:
        return "ods"
    if "xl/workbook.bin" in entries:
        raise CultureDataError(
            f"«\u00a0{path.name}\u00a0» est un classeur binaire (xlsb). Enregistrez-le en xlsx ou en CSV."
        )
    raise CultureDataError(
        _not_a_table(path, "une archive zip ou un document qui n'est pas un tableur")
    )


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        return b""
    with archive.open(name) as part:
        return part.read(1 << 20)


def _old_office(path: Path) -> str:
    with path.open("rb") as file:
        if any(ENCRYPTED in chunk for chunk in iter(lambda: file.read(1 << 22), b"")):
            return _locked(path)
    return (
        f"«\u00a0{path.name}\u00a0» est dans un ancien format d'Office (xls, doc). Ouvrez-le dans votre "
        "tableur et enregistrez-le en xlsx, en ods ou en CSV UTF-8."
    )


def _refuse_other_text(path: Path, start: bytes) -> None:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    if b"\0" in start:
        raise CultureDataError(_not_a_table(path, "un fichier binaire"))
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not text:
        raise CultureDataError(
            f"«\u00a0{path.name}\u00a0» ne contient que des blancs. Refaites l'export."
        )
    if text.startswith((b"<!doctype html", b"<html")):
        raise CultureDataError(
            f"«\u00a0{path.name}\u00a0» est une page web\u00a0: le lien de téléchargement a donné la page "
            "et non le fichier. Sur le portail, utilisez le bouton qui télécharge le CSV."
        )
    if text.startswith(b"<?xml"):
        raise CultureDataError(_not_a_table(path, "un fichier XML"))
    if text.startswith((b"{", b"[{", b"[\n", b"[\r")):
        raise CultureDataError(_not_a_table(path, "un fichier JSON"))


def _not_a_table(path: Path, what: str) -> str:
    return (
        f"«\u00a0{path.name}\u00a0» n'est pas un tableau\u00a0: c'est {what}. "
        "Donnez un fichier CSV, xlsx ou ods."
    )


def _locked(path: Path) -> str:
    return (
        f"«\u00a0{path.name}\u00a0» est protégé par un mot de passe. Ouvrez-le dans votre tableur, "
        "enregistrez-en une copie sans mot de passe, et donnez cette copie."
    )


def _damaged(path: Path) -> str:
    return (
        f"«\u00a0{path.name}\u00a0» est abîmé ou incomplet\u00a0: il ne s'ouvre pas. "
        "Téléchargez-le de nouveau, ou demandez-en une autre copie."
    )
