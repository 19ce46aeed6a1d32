"""The catalogue of misconceptions: one table for exercises, questionnaire and reports."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True)
class MisconceptionEntry:
    """A wrong idea of the catalogue.

    Attributes:
        code: "M06".
        slug: "borne-exclue".
        phrase: the idea as an agent would say it, in French.
        lesson: id of the lesson that mends it.
    """

    code: str
    slug: str
    phrase: str
    lesson: str


@cache
def misconceptions() -> dict[str, MisconceptionEntry]:
    """Return the catalogue by code, in the order of the file."""
    text = Path(__file__).with_name("misconceptions.yaml").read_text(encoding="utf-8")
    return {code: MisconceptionEntry(code, **entry) for code, entry in yaml.safe_load(text).items()}
