"""Numbers, plurals and dates the French way, for messages and reports."""

from datetime import date

THIN_SPACE = "\u202f"
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def number(value: float, decimals: int = 2) -> str:
    """Write a number as French prose does: 34969 → "34 969", 1.5 → "1,5".

    Args:
        value: any finite number.
        decimals: decimals kept at most; trailing zeros are dropped.
    """
    text = f"{value:,.{decimals}f}".replace(",", THIN_SPACE).replace(".", ",")
    return text.rstrip("0").rstrip(",") if "," in text else text


def plural(value: float, word: str, ending: str = "s") -> str:
    """Return the word in the number that French asks for (plural from 2 on)."""
    return word + ending if abs(value) >= 2 else word


def count(value: float, word: str, ending: str = "s") -> str:
    """Write a number and its word, as in "1 ligne", "3 490 lignes"."""
    return f"{number(value)}\u00a0{plural(value, word, ending)}"


def long_date(day: date) -> str:
    """Write a date out, as in "1er juin 2026"."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"
