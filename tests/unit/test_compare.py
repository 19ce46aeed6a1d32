"""Two answers are the same when a learner would call them so."""

import numpy as np
import pandas as pd
import pytest

from culture_data.exercises.compare import resembles, same

TABLE = pd.DataFrame({"code": ["01004", "2A004"], "population": [980.0, None]})


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (3, 3.0),
        (np.int64(3), 3),
        (0.1 + 0.2, 0.3),
        (float("nan"), None),
        (pd.NA, np.nan),
        ([1, "a"], (1, "a")),
        ({"a": 1}, {"a": 1.0}),
        (TABLE, TABLE.set_axis([7, 3])),
        (TABLE, TABLE.astype({"population": "Int64"})),
        (TABLE, TABLE.astype({"code": object})),
        (pd.Series([1, 2]), pd.Series([1, 2], index=[5, 6], name="autre")),
        (pd.DataFrame({"x": []}), pd.DataFrame({"x": []})),
    ],
)
def test_same(left: object, right: object):
    assert same(left, right)
    assert same(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (3, "3"),
        ("01004", "1004"),
        (True, 1),
        (0, None),
        ([1, 2], [2, 1]),
        ([1], 1),
        ({"a": 1}, {"b": 1}),
        (TABLE, TABLE.iloc[::-1]),
        (TABLE, TABLE.iloc[:1]),
        (TABLE, TABLE[["population", "code"]]),
        (TABLE, TABLE["code"]),
        (TABLE, TABLE.fillna({"population": 0})),
        (pd.Series([1004, 2]), pd.Series(["1004", "2"])),
        (TABLE, None),
    ],
)
def test_not_same(left: object, right: object):
    assert not same(left, right)
    assert not same(right, left)


def test_added_or_moved_columns_do_not_hide_a_resemblance():
    assert resembles(TABLE.assign(note="x")[["note", "population", "code"]], TABLE)
    assert not resembles(TABLE, TABLE.assign(note="x"))


def test_a_table_with_two_columns_of_one_name_is_compared_as_it_stands():
    twice = pd.concat([TABLE, TABLE], axis=1)
    assert resembles(twice, twice.copy())
    assert not resembles(twice, TABLE)
