"""The list of learners, as trainers really export it: a CSV file of a spreadsheet or a form.

Encoding, separator, order and spelling of the columns vary; what is read is always told
back with line numbers when something is wrong, and nothing is guessed.
"""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from culture_data.errors import CultureDataError

COLUMNS = {
    "identifiant": ("identifiant", "id", "login", "identifiants", "username"),
    "nom": ("nom", "nom de famille", "last name", "surname"),
    "prénom": ("prenom", "prenoms", "first name"),
    "courriel": (
        "courriel",
        "email",
        "mail",
        "e mail",
        "adresse de courriel",
        "adresse email",
        "adresse e mail",
        "adresse mail",
    ),
}
REQUIRED = ("identifiant", "nom", "prénom")
IDENTIFIER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
# Names that Windows gives to devices: a folder cannot bear them.
RESERVED = {"con", "prn", "aux", "nul", *(f"{x}{n}" for x in ("com", "lpt") for n in range(1, 10))}
LONGEST = 60
LARGEST_BYTES = 5_000_000
EXAMPLE = "identifiant;nom;prénom;courriel"


@dataclass(frozen=True)
class Learner:
    """A person of the list; `identifier` names their folder."""

    identifier: str
    last_name: str
    first_name: str
    email: str = ""

    @property
    def name(self) -> str:
        """First name and name, as a report shows it."""
        return f"{self.first_name} {self.last_name}".strip()


def read(path: Path) -> tuple[Learner, ...]:
    """Read a list of learners.

    Args:
        path: CSV, in UTF-8 (with or without BOM) or cp1252, separated by ; , or tabs.

    Raises:
        CultureDataError: every problem of the file at once, with line numbers.
    """
    return parse(_text(path), path.name)


def parse(text: str, name: str = "la liste") -> tuple[Learner, ...]:
    """Read a list of learners from its text (see `read`)."""
    rows = _rows(text)
    if not rows:
        raise CultureDataError(
            f"{name} est vide. La première ligne doit donner les colonnes\u00a0: {EXAMPLE}"
        )
    (_, header), *body = rows
    positions = _positions(header, name)
    learners, problems = [], []
    for line, cells in body:
        values = {key: _cell(cells, at) for key, at in positions.items()}
        problems += [
            f"ligne {line}\u00a0: {each}" for each in _row_problems(values, len(cells), len(header))
        ]
        learners.append(
            (
                line,
                Learner(
                    values["identifiant"],
                    values["nom"],
                    values["prénom"],
                    values.get("courriel", ""),
                ),
            )
        )
    problems += _duplicates(learners)
    if problems:
        listed = "\n".join(f"  - {each}" for each in problems)
        raise CultureDataError(
            f"La liste {name} est à corriger (rien n'a été créé)\u00a0:\n{listed}"
        )
    if not learners:
        raise CultureDataError(
            f"{name} n'a que sa ligne de titres\u00a0: ajoutez une ligne par personne."
        )
    return tuple(learner for _, learner in learners)


def plain(text: str) -> str:
    """Return a text without accents, case, nor signs: what names are compared by."""
    letters = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    bare = "".join(each for each in letters if not unicodedata.combining(each)).casefold()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise CultureDataError(
                f"{path.name} est trop gros pour une liste d'apprenants (plus de 5 Mo)."
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise CultureDataError(
            f"Le fichier {path} n'existe pas. Vérifiez son nom et le dossier où vous êtes."
        ) from error
    except IsADirectoryError as error:
        raise CultureDataError(f"{path} est un dossier\u00a0: il faut un fichier CSV.") from error
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise CultureDataError(
            f"{path.name} est un classeur, pas un fichier CSV. Dans votre tableur\u00a0: "
            "Fichier, Enregistrer sous, CSV UTF-8."
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise CultureDataError(f"{path.name} n'est pas un fichier CSV lisible.")
    return text


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return (line number, cells) of each line that is not blank."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows, start = [], 1
    try:
        for cells in reader:
            cleaned = [" ".join(cell.replace("\u00a0", " ").split()) for cell in cells]
            if any(cleaned):
                rows.append((start, cleaned))
            start = reader.line_num + 1
    except csv.Error as error:
        raise CultureDataError(
            f"ligne {start}\u00a0: cette ligne n'est pas lisible ({error})."
        ) from error
    return rows


def _positions(header: list[str], name: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, title in enumerate(header):
        for column, spellings in COLUMNS.items():
            if plain(title) in spellings:
                if column in found:
                    raise CultureDataError(
                        f"{name}\u00a0: la colonne «\u00a0{column}\u00a0» y est deux fois "
                        f"(«\u00a0{header[found[column]]}\u00a0» et «\u00a0{title}\u00a0»). Gardez-en une."
                    )
                found[column] = at
    if missing := [column for column in REQUIRED if column not in found]:
        raise CultureDataError(
            f"{name}, ligne 1\u00a0: il manque {_columns(missing)} "
            f"{', '.join(missing)}. Colonnes lues\u00a0: {', '.join(filter(None, header)) or 'aucune'}. "
            f"La première ligne attendue\u00a0: {EXAMPLE}"
        )
    return found


def _columns(missing: list[str]) -> str:
    return "la colonne" if len(missing) == 1 else "les colonnes"


def _cell(cells: list[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""


def _row_problems(values: dict[str, str], cells: int, columns: int) -> list[str]:
    problems = []
    identifier, email = values["identifiant"], values.get("courriel", "")
    if cells > columns:
        problems.append(f"{cells} cases pour {columns} colonnes\u00a0: un séparateur est de trop.")
    if not identifier:
        problems.append("il manque l'identifiant.")
    elif why := identifier_problem(identifier):
        problems.append(why)
    if not (values["nom"] or values["prénom"]):
        problems.append("il manque le nom et le prénom.")
    if email and not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
        problems.append(f"«\u00a0{email}\u00a0» n'est pas une adresse de courriel.")
    return problems


def identifier_problem(identifier: str) -> str | None:
    """Return why an identifier cannot name a folder everywhere, or None."""
    if len(identifier) > LONGEST:
        return f"l'identifiant a plus de {LONGEST} caractères."
    if not IDENTIFIER.fullmatch(identifier) or ".." in identifier or "__" in identifier:
        return (
            f"l'identifiant «\u00a0{identifier}\u00a0» ne peut pas nommer un dossier\u00a0: prenez des lettres "
            "sans accent, des chiffres, un point ou un tiret, sans espace (par exemple a.martin)."
        )
    if identifier.casefold().split(".")[0] in RESERVED:
        return (
            f"«\u00a0{identifier}\u00a0» est un nom réservé par Windows\u00a0: prenez-en un autre."
        )
    return None


def _duplicates(learners: list[tuple[int, Learner]]) -> list[str]:
    lines: dict[str, list[int]] = {}
    for line, learner in learners:
        if learner.identifier:
            lines.setdefault(learner.identifier.casefold(), []).append(line)
    return [
        f"lignes {' et '.join(map(str, found))}\u00a0: l'identifiant «\u00a0{identifier}\u00a0» est donné "
        f"{len(found)} fois. Un identifiant par personne, une ligne par personne."
        for identifier, found in lines.items()
        if len(found) > 1
    ]
