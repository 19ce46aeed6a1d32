"""What a wrong value probably means, and how to write it: dates, numbers, lists of values."""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

EXCEL_DAY_ZERO = date(1899, 12, 30)
EXCEL_DAYS = range(20_000, 60_000)
FRENCH_DATE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
SPACES = "\u00a0\u202f\u2009 "
ABSENT = frozenset(
    {
        "nc",
        "na",
        "n/a",
        "nd",
        "nr",
        "n.c.",
        "n.d.",
        "-",
        "--",
        "/",
        "?",
        "x",
        "néant",
        "neant",
        "null",
    }
    | {
        "none",
        "nan",
        "inconnu",
        "inconnue",
        "non renseigné",
        "non communiqué",
        "sans objet",
        "vide",
    }
)


def for_date(value: str) -> str:
    """Say how to write a date, when the value lets guess it."""
    text = value.strip()
    if match := FRENCH_DATE.fullmatch(text):
        return _french_date(*match.groups())
    if match := re.fullmatch(r"(\d{4}-\d{2}-\d{2})[T ].*", text):
        return f"Retirez l'heure\u00a0: «\u00a0{match[1]}\u00a0»."
    if match := re.fullmatch(r"(\d{4})[/.](\d{2})[/.](\d{2})", text):
        return f"Écrivez des tirets\u00a0: «\u00a0{match[1]}-{match[2]}-{match[3]}\u00a0»."
    if match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text):
        return f"Séparez par des tirets\u00a0: «\u00a0{match[1]}-{match[2]}-{match[3]}\u00a0»."
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and int(float(text)) in EXCEL_DAYS:
        day = EXCEL_DAY_ZERO + timedelta(days=int(float(text)))
        return (
            f"C'est sans doute un nombre de jours d'Excel, qui vaut «\u00a0{day.isoformat()}\u00a0». "
            "Mettez la colonne au format Date, puis vérifiez."
        )
    if re.fullmatch(r"\d{4}", text):
        return (
            "C'est une année seule\u00a0: le jour et le mois sont à reprendre à la source, "
            "ne les inventez pas."
        )
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", text):
        return "Cette date n'existe pas dans le calendrier, ou un zéro y manque\u00a0: AAAA-MM-JJ."
    return "Écrivez l'année, le mois et le jour\u00a0: «\u00a02026-01-31\u00a0»."


def _french_date(first: str, second: str, year: str) -> str:
    if len(year) == 2:
        return (
            "L'année n'a que deux chiffres. Retrouvez-la à la source, puis écrivez la date "
            "AAAA-MM-JJ."
        )
    try:
        french = date(int(year), int(second), int(first)).isoformat()
    except ValueError:
        try:
            american = date(int(year), int(first), int(second)).isoformat()
        except ValueError:
            return "Cette date n'existe pas dans le calendrier\u00a0: reprenez-la à la source."
        return f"Le mois semble écrit avant le jour\u00a0: ce serait «\u00a0{american}\u00a0». Vérifiez."
    if int(first) <= 12 and first != second:
        return (
            f"À la française, c'est «\u00a0{french}\u00a0»\u00a0; vérifiez que le jour est bien écrit "
            "avant le mois."
        )
    return f"Écrivez «\u00a0{french}\u00a0»."


def for_number(value: str) -> str:
    """Say how to write a number, when the value lets guess it."""
    text = value.strip()
    if text.lower() in ABSENT:
        return "Si la valeur manque, laissez la cellule vide\u00a0: zéro voudrait dire autre chose."
    bare = re.sub(rf"[{SPACES}']", "", text)
    unit = re.fullmatch(r"(-?\d+(?:[.,]\d+)?)([^\d.,]{1,12})", bare)
    number = (unit[1] if unit else bare).replace(",", ".")
    if re.fullmatch(r"-?\d+(\.\d+)?", number):
        wrong = [
            name
            for name, there in (
                ("la virgule", "," in text),
                ("les espaces", re.search(rf"\d[{SPACES}']+\d", text) is not None),
                (f"«\u00a0{unit[2]}\u00a0»" if unit else "", unit is not None),
            )
            if there
        ]
        what = f" (sans {', '.join(wrong)})" if wrong else ""
        return f"Écrivez «\u00a0{number}\u00a0»{what}."
    return "Écrivez des chiffres seuls, avec un point avant les décimales\u00a0: «\u00a01234.50\u00a0»."


def for_list(value: str, allowed: Sequence[str]) -> str:
    """Name the allowed value that is nearest, or the list."""
    plain = {_plain(choice): choice for choice in allowed}
    close = difflib.get_close_matches(_plain(value), plain, n=1, cutoff=0.6)
    if close:
        return f"Écrivez sans doute «\u00a0{plain[close[0]]}\u00a0», exactement."
    shown = ", ".join(f"«\u00a0{choice}\u00a0»" for choice in allowed[:8])
    more = f" (et {len(allowed) - 8} autres)" if len(allowed) > 8 else ""
    return f"Choisissez dans la liste\u00a0: {shown}{more}."


def is_absent(value: str) -> bool:
    """Tell whether a value is a way of saying that there is none."""
    return value.strip().lower() in ABSENT


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.strip().lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
