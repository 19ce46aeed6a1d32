"""`repair_score`: 1 for a right repair, 0 for none, and each bad habit loses."""

import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from culture_data.errors import CultureDataError
from culture_data.scdl import dirty, repair_score, samples
from culture_data.scdl.defects import CellDefect, PairDefect, named
from tests.scdl.test_dirty import KINDS, SMALL, make, straightened

SEEDS = st.integers(min_value=0, max_value=10_000)
SLOWLY = settings(max_examples=12, deadline=None, derandomize=True)
LOST = {"siret_scientifique": 4, "siren_seul": 3, "nc": 4}


def cell_entries(dirtied, reversible=None):
    return [
        e
        for e in dirtied.ledger.entries
        if isinstance(named(e.defect), CellDefect | PairDefect)
        and reversible in (None, e.reversible)
    ]


def with_cells(dirtied, changes):
    """The clean table with some cells changed: {(row key, column): text}."""
    key = dirtied.ledger.key[0]
    table = dirtied.clean.set_index(key, drop=False)
    for (row, column), value in changes.items():
        table.loc[row, column] = value
    return table.reset_index(drop=True)


@SLOWLY
@given(SEEDS, st.sampled_from(KINDS))
def test_a_right_repair_gives_one_and_an_untouched_file_nothing(seed, kind):
    dirtied = make(kind, seed)
    right = repair_score(dirtied, dirtied.clean)
    assert (right.score, right.damaged, right.remaining, right.places) == (1, 0, 0, ())
    assert right.perfect
    untouched = repair_score(dirtied, dirtied.table())
    assert (untouched.score, untouched.mended, untouched.damaged) == (0, 0, 0)
    assert untouched.remaining == right.total


@SLOWLY
@given(SEEDS, st.sampled_from(KINDS))
def test_letting_pandas_guess_the_types_mends_nothing(seed, kind):
    dirtied = make(kind, seed)
    guessed = pd.read_csv(io.StringIO(dirtied.table().to_csv(index=False)))
    score = repair_score(dirtied, guessed)
    assert score.score == 0
    assert score.mended <= sum(e.defect == "ligne_vide" for e in dirtied.ledger.entries)


@SLOWLY
@given(SEEDS, st.sampled_from(KINDS))
def test_blanks_where_only_the_source_knows_give_one(seed, kind):
    dirtied = make(kind, seed, "cellules")
    blanks = {(e.row, e.column): "" for e in cell_entries(dirtied, reversible=False)}
    assert repair_score(dirtied, with_cells(dirtied, blanks)).perfect


@SLOWLY
@given(SEEDS, st.sampled_from(KINDS), st.data())
def test_deleting_rows_loses(seed, kind, data):
    dirtied = make(kind, seed)
    gone = data.draw(st.integers(min_value=1, max_value=10))
    repaired = repair_score(dirtied, dirtied.clean.iloc[gone:])
    assert repaired.rows_missing == gone
    assert repaired.score < 1
    only_whole = dirtied.clean[
        ~dirtied.clean[dirtied.ledger.key[0]].isin({e.row for e in cell_entries(dirtied)})
    ]
    assert repair_score(dirtied, only_whole).score == 0


@SLOWLY
@given(SEEDS, st.sampled_from(KINDS))
def test_filling_with_zeros_loses(seed, kind):
    dirtied = make(kind, seed, "cellules")
    lost = [e for e in cell_entries(dirtied, reversible=False) if e.dirty != "0"]
    filled = with_cells(dirtied, {(e.row, e.column): "0" for e in lost})
    score = repair_score(dirtied, filled)
    assert score.invented == len(lost) > 0
    assert score.score == pytest.approx((score.total - 2 * len(lost)) / score.total)
    zeros = dirtied.clean.replace("", "0")
    assert repair_score(dirtied, zeros).cells_damaged == (dirtied.clean == "").sum().sum()


@SLOWLY
@given(SEEDS)
def test_making_up_digits_loses_more_than_leaving_them(seed):
    dirtied = dirty(SMALL, seed, LOST)
    invented = {
        (e.row, e.column): e.clean[:9] + "99999" if e.column == "siret" else "12345"
        for e in cell_entries(dirtied)
    }
    left = repair_score(dirtied, dirtied.table())
    made_up = repair_score(dirtied, with_cells(dirtied, invented))
    assert made_up.invented == len(dirtied.ledger.entries)
    assert (left.invented, left.score, made_up.score) == (0, 0, 0)
    mostly = dirty(SMALL, seed, {**LOST, "majuscules": 20})
    some = [e for e in cell_entries(mostly) if e.defect == "siren_seul"]
    kept = with_cells(mostly, {(e.row, e.column): e.dirty for e in some})
    padded = with_cells(mostly, {(e.row, e.column): e.dirty + "99999" for e in some})
    assert repair_score(mostly, padded).score < repair_score(mostly, kept).score < 1


def test_what_only_the_source_knows_may_stay_when_it_is_flagged():
    dirtied = dirty(SMALL, 5, LOST)
    flags = {e.row for e in cell_entries(dirtied)}
    table = dirtied.table()
    flagged = table.assign(a_verifier=table["id"].isin(flags).map({True: "oui", False: "non"}))
    assert repair_score(dirtied, flagged).perfect
    assert repair_score(dirtied, table.assign(a_verifier="")).score == 0


def test_reading_french_dates_month_first_is_a_botched_repair():
    dirtied = dirty(SMALL, 5, {"date_francaise": 12})
    table = dirtied.table()
    french = table["date"].str.contains("/")
    days = table.loc[french, "date"].str.split("/", expand=True)
    table.loc[french, "date"] = days[2] + "-" + days[0] + "-" + days[1]
    score = repair_score(dirtied, table)
    assert score.botched == score.remaining > 0
    assert score.score < score.mended / score.total or score.score == 0
    assert any("de travers" in line for line in score.messages())


def test_a_repair_half_done_is_no_damage():
    dirtied = dirty(SMALL, 5, {"euros": 6})
    halved = {(e.row, e.column): e.clean + " " for e in dirtied.ledger.entries}
    score = repair_score(dirtied, with_cells(dirtied, halved))
    assert (score.mended, score.damaged, score.score) == (0, 0, 0)


def test_blanking_what_could_be_mended_is_damage():
    dirtied = dirty(SMALL, 5, {"euros": 6, "majuscules": 10})
    blanks = {(e.row, e.column): "" for e in dirtied.ledger.entries if e.defect == "euros"}
    score = repair_score(dirtied, with_cells(dirtied, blanks))
    assert (score.mended, score.botched) == (10, 6)
    assert score.score == pytest.approx(4 / 16)


def test_changing_good_cells_and_adding_rows_lose():
    dirtied = dirty(SMALL, 5, {"euros": 10})
    good = repair_score(dirtied, dirtied.clean.assign(code_insee="1033"))
    assert (good.cells_damaged, good.score, good.mended) == (40, 0, 10)
    more = pd.concat([dirtied.clean, dirtied.clean.iloc[:1].assign(id="E999")])
    assert repair_score(dirtied, more).rows_added == 1
    assert repair_score(dirtied, more).score == pytest.approx(0.7)
    twice = pd.concat([dirtied.clean, dirtied.clean.iloc[:1]])
    assert repair_score(dirtied, twice).rows_added == 1
    assert repair_score(dirtied, dirtied.clean.drop(columns="nom")).cells_damaged == 40


def test_exact_duplicates_gone_leave_the_business_ones():
    dirtied = dirty(SMALL, 5, {"doublon_exact": 3, "doublon_metier": 4})
    score = repair_score(dirtied, dirtied.table().drop_duplicates())
    assert score.kind("doublon_exact").remaining == 0
    assert score.kind("doublon_metier").remaining == 4
    assert not score.damaged
    last = dirtied.table().drop_duplicates(subset="id", keep="last")
    assert repair_score(dirtied, last).perfect


def test_each_added_row_left_is_counted_under_its_kind():
    rows = ["ligne_total", "ligne_factice", "note_de_bas", "ligne_vide"]
    dirtied = dirty(SMALL.assign(lat="47.1", lon="-1.5"), 5, dict.fromkeys(rows, 1))
    without_blanks = dirtied.table().loc[lambda table: (table != "").any(axis=1)]
    score = repair_score(dirtied, without_blanks)
    assert score.kind("ligne_vide").mended == 1
    assert score.remaining == 3
    assert score.rows_added == 0


def test_other_types_orders_and_indexes_do_not_matter():
    dirtied = make("points_apport_volontaire", 4)
    codes = {"code_postal": str, "code_insee": str}
    typed = pd.read_csv(io.StringIO(dirtied.clean.to_csv(index=False)), dtype=codes)
    typed["volume_litres"] = typed["volume_litres"].astype(float)
    typed["date_pose"] = pd.to_datetime(typed["date_pose"])
    typed["accessible_pmr"] = typed["accessible_pmr"] == "oui"
    assert repair_score(dirtied, typed).perfect
    assert repair_score(dirtied, typed.iloc[::-1]).perfect
    assert (
        repair_score(dirtied, typed.sample(frac=1, random_state=1).set_index("pav_id")).score > 0.9
    )
    assert repair_score(dirtied, typed.assign(note=1.5)).perfect
    numbers = typed.assign(code_postal=typed["code_postal"].astype(int))
    assert repair_score(dirtied, numbers).cells_damaged > 0


@pytest.mark.parametrize("kind", sorted(samples.KEYS))
def test_columns_in_another_order_are_no_damage(kind):
    dirtied = make(kind, 3, "cellules")
    assert repair_score(dirtied, dirtied.clean[dirtied.clean.columns[::-1]]).perfect


def test_a_file_whose_only_fault_is_its_format_is_judged_on_its_reading():
    dirtied = dirty(SMALL, 5, ["cp1252", "point_virgule"])
    well = pd.read_csv(io.BytesIO(dirtied.content), encoding="cp1252", sep=";", dtype=str)
    assert repair_score(dirtied, well).perfect
    badly = pd.read_csv(io.BytesIO(dirtied.content), encoding="cp437", sep=";", dtype=str)
    assert repair_score(dirtied, badly).kind("cp1252").remaining == 1
    assert repair_score(dirtied, badly).score == 0
    commas = pd.read_csv(io.BytesIO(dirtied.content), encoding="cp1252", dtype=str)
    unread = repair_score(dirtied, commas)
    assert (unread.score, unread.readable) == (0, False)
    assert "introuvables" in unread.messages()[0]


def test_headers_must_be_named_again():
    dirtied = dirty(SMALL, 5, {"entetes": 6})
    assert repair_score(dirtied, dirtied.table()).score == 0
    assert repair_score(dirtied, straightened(dirtied)).perfect


def test_messages_count_and_never_tell_where():
    dirtied = make("subventions", 11)
    score = repair_score(dirtied, dirtied.table())
    said = "\n".join(score.messages())
    assert "restent sur" in said
    assert not any(e.row and e.row in said for e in dirtied.ledger.entries)
    places = score.where("date_francaise")
    told = {(e.row, e.column) for e in dirtied.ledger.entries if e.defect == "date_francaise"}
    assert {(place.row, place.column) for place in places} == told
    assert repair_score(dirtied, dirtied.clean).messages() == ["Tous les défauts sont réparés."]


def test_no_table_ends_in_french():
    with pytest.raises(CultureDataError, match="DataFrame"):
        repair_score(dirty(SMALL, 1, ["nc"]), [1, 2])
