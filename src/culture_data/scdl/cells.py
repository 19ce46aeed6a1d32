"""Reading cells as text, and telling whether two cells say the same.

A learner may keep text or turn it into numbers, dates or booleans: "12", 12 and 12.0
are one number, "2022-04-03" and a Timestamp one day. Codes stay texts: "01400" is not 1400.
"""

import datetime
import math
import re
from collections.abc import Collection
from typing import Any

import pandas as pd

from culture_data.scdl import columns

NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]00:00:00(\.0+)?")


def text(value: Any) -> str:
    """Write a cell of any type as text; a blank cell of any kind is ""."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime.date):
        return "" if pd.isna(value) else value.isoformat()
    if not pd.api.types.is_scalar(value):
        return str(value)
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, bool) or str(value) in ("True", "False"):
        return "oui" if value else "non"
    if isinstance(value, int) or not hasattr(value, "is_integer"):
        return str(value)
    number = float(value)
    return str(int(number)) if math.isfinite(number) and number.is_integer() else repr(number)


def same(clean: str, found: str, kinds: Collection[str]) -> bool:
    """Tell whether a found text says what the clean one says, for a column of these kinds."""
    if clean == found:
        return True
    if columns.DATE in kinds:
        day = MIDNIGHT.fullmatch(found)
        return day is not None and day[1] == clean
    if columns.BOOLEAN in kinds:
        return (clean, found) in {("true", "oui"), ("false", "non")}
    # A whole number whose column became decimal, a decimal written with fewer zeros.
    if columns.NUMBERS & set(kinds) or re.fullmatch(r"[1-9]\d{0,14}", clean):
        return _equal_numbers(clean, found)
    return False


def plausible(found: str, kinds: Collection[str]) -> bool:
    """Tell whether a wrong value would be believed: nothing shows that it is wrong."""
    if columns.DATE in kinds:
        return re.fullmatch(r"\d{4}-\d{2}-\d{2}([ T].*)?", found) is not None
    if columns.NUMBERS & set(kinds):
        return NUMBER.fullmatch(found) is not None
    if columns.SIRET in kinds:
        return re.fullmatch(r"\d{14}", found) is not None
    if {columns.POSTCODE, columns.COMMUNE} & set(kinds):
        return re.fullmatch(columns.CODE, found) is not None
    return False


def _equal_numbers(clean: str, found: str) -> bool:
    if not (NUMBER.fullmatch(clean) and NUMBER.fullmatch(found)):
        return False
    return math.isclose(float(clean), float(found), rel_tol=1e-12, abs_tol=1e-12)
