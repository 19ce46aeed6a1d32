"""When are two answers the same? One rule, for checks and for recognising misconceptions.

Two values are the same when a learner would call them so: row labels do not count,
a missing value equals a missing value, 3 equals 3.0, but "3" is not 3.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

TOLERANCE = 1e-9


def same(left: Any, right: Any) -> bool:
    """Tell whether two values are the same, order of rows and of columns included.

    Args:
        left: a table (n rows, k columns), a column, a list, a mapping or a single value.
        right: the same.
    """
    if isinstance(left, pd.DataFrame) and isinstance(right, pd.DataFrame):
        return (
            list(left.columns) == list(right.columns)
            and len(left) == len(right)
            and all(_same_columns(left.iloc[:, i], right.iloc[:, i]) for i in range(left.shape[1]))
        )
    if isinstance(left, pd.Series) and isinstance(right, pd.Series):
        return len(left) == len(right) and _same_columns(left, right)
    if isinstance(left, pd.DataFrame | pd.Series) or isinstance(right, pd.DataFrame | pd.Series):
        return False
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if _is_sequence(left) and _is_sequence(right):
        return len(left) == len(right) and all(map(same, left, right))
    return _same_cells(left, right)


def resembles(answer: Any, model: Any) -> bool:
    """Like `same`, but columns that the learner added or moved do not count."""
    if isinstance(answer, pd.DataFrame) and isinstance(model, pd.DataFrame):
        columns = list(model.columns)
        if len(set(columns)) != len(columns) or not set(columns) <= set(answer.columns):
            return same(answer, model)
        return same(answer[columns], model)
    return same(answer, model)


def _is_sequence(value: Any) -> bool:
    return isinstance(value, list | tuple | np.ndarray | pd.Index)


def _same_columns(left: pd.Series, right: pd.Series) -> bool:
    if _is_numeric(left) and _is_numeric(right):
        a, b = (column.to_numpy(dtype=float, na_value=np.nan) for column in (left, right))
        return np.allclose(a, b, rtol=0, atol=TOLERANCE, equal_nan=True)
    if _is_numeric(left) != _is_numeric(right) and len(left):
        return False
    pairs = zip(left.to_numpy(dtype=object), right.to_numpy(dtype=object), strict=True)
    return all(_same_cells(a, b) for a, b in pairs)


def _is_numeric(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _same_cells(left: Any, right: Any) -> bool:
    if _is_missing(left) or _is_missing(right):
        return _is_missing(left) and _is_missing(right)
    if _is_number(left) and _is_number(right):
        return math.isclose(left, right, rel_tol=0, abs_tol=TOLERANCE)
    return type(left) is type(right) and bool(left == right)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (value != value) is True
