"""What a column holds: from its Table Schema field when there is one, else from its values.

A column may be of several kinds (an amount is a number too). Names are looked at only
where values cannot tell: 47.2 is a latitude in `latitude`, a price in `prix`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

AMOUNT = "amount"
BOOLEAN = "boolean"
COMMUNE = "commune"
DATE = "date"
EMAIL = "email"
ENUM = "enum"
INTEGER = "integer"
LATITUDE = "latitude"
LONGITUDE = "longitude"
NAME = "name"
NUMBER = "number"
POSTCODE = "postcode"
QUANTITY = "quantity"
SIRET = "siret"
TEXT = "text"
URL = "url"

TRUTHS = frozenset({"oui", "non", "true", "false"})
SHAPES = {
    DATE: r"\d{4}-\d{2}-\d{2}",
    SIRET: r"\d{14}",
    EMAIL: r"[^@\s]+@[^@\s]+\.[a-z]+",
    URL: r"https?://\S+",
    INTEGER: r"-?(0|[1-9]\d*)",
    NUMBER: r"-?(0|[1-9]\d*)(\.\d+)?",
}
CODE = r"(\d{2}|2[AB])\d{3}"
NUMBERS = frozenset({NUMBER, INTEGER})
NOT_COUNTED = frozenset(
    [
        "annee",
        "année",
        "id",
        "uid",
        "siren",
        "code",
        "rang",
        "pourcentage",
        "numero",
        "numéro",
        "categorie",
        "insee",
    ]
)
WORDS = re.compile(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+(?![a-zà-ÿ])|\d+")


@dataclass(frozen=True)
class Column:
    """A column's name, its kinds (constants of this module) and the texts it may hold."""

    name: str
    kinds: frozenset[str]
    choices: tuple[str, ...] = ()


def describe(
    names: Iterable[str], values: Mapping[str, Sequence[str]], schema: Mapping[str, Any] | None
) -> tuple[Column, ...]:
    """Describe each column.

    Args:
        names: the columns, in order.
        values: the cells of each column, as text ("" when blank).
        schema: a Table Schema (its `fields`), or None.
    """
    fields = {field["name"]: field for field in (schema or {}).get("fields", ())}
    return tuple(_column(name, values[name], fields.get(name, {})) for name in names)


def words(name: str) -> list[str]:
    """Cut a column name into lower-case words: "idAttribuant" → ["id", "attribuant"]."""
    return [word.lower() for word in WORDS.findall(name)]


def _column(name: str, values: Sequence[str], field: Mapping[str, Any]) -> Column:
    filled = [value for value in values if value]
    choices = tuple((field.get("constraints") or {}).get("enum", ()))
    kinds = _shapes(filled) | _named(name, filled, field)
    if kinds & {POSTCODE, COMMUNE}:
        # Codes look like numbers, and are none.
        kinds &= {POSTCODE, COMMUNE}
    if not choices and kinds <= {TEXT, NAME} and _repeats(filled):
        choices = tuple(sorted(set(filled)))
    if BOOLEAN in kinds:
        return Column(name, frozenset({BOOLEAN}))
    return Column(name, frozenset({ENUM} if choices else kinds), choices)


def _shapes(filled: Sequence[str]) -> set[str]:
    """Return the kinds that every filled cell has the shape of."""
    if not filled:
        return {TEXT}
    if {value.lower() for value in filled} <= TRUTHS:
        return {BOOLEAN}
    if _all(SHAPES[SIRET], filled):
        return {SIRET}
    return {kind for kind, shape in SHAPES.items() if _all(shape, filled)} or {TEXT}


def _named(name: str, filled: Sequence[str], field: Mapping[str, Any]) -> set[str]:
    """Return the kinds that the name or the schema adds."""
    kinds: set[str] = set()
    parts = set(words(name))
    if field.get("type") == "boolean":
        return {BOOLEAN}
    if not filled or _all(SHAPES[SIRET], filled):
        return kinds
    if _all(SHAPES[NUMBER], filled):
        kinds.add(_measure(parts))
    if _all(CODE, filled):
        kinds |= _codes(parts)
    if _is_name(parts, filled):
        kinds.add(NAME)
    return kinds


def _measure(parts: set[str]) -> str:
    """Return what a column of numbers measures, after the words of its name."""
    if parts & {"lat", "latitude"}:
        return LATITUDE
    if parts & {"lon", "long", "lng", "longitude"}:
        return LONGITUDE
    if parts & {"montant", "prix", "cout", "coût", "budget", "subvention"}:
        return AMOUNT
    return NUMBER if parts & NOT_COUNTED else QUANTITY


def _codes(parts: set[str]) -> set[str]:
    if parts & {"postal", "codepostal", "postcode", "cp"}:
        return {POSTCODE}
    return {COMMUNE} if parts & {"insee", "commune", "cog"} else set()


def _is_name(parts: set[str], filled: Sequence[str]) -> bool:
    said = parts & {"nom", "nomvoie", "titre", "libelle", "commune", "adresse", "objet", "plat"}
    return bool(said) and all(any(letter.isalpha() for letter in value) for value in filled)


def _repeats(filled: Sequence[str]) -> bool:
    """Tell whether a few texts come back often enough to be a closed list."""
    different = len(set(filled))
    return 2 <= different <= 15 and len(filled) >= 4 * different


def _all(shape: str, filled: Sequence[str]) -> bool:
    return all(re.fullmatch(shape, value) for value in filled)
