"""`dirty`: the ledger tells everything, the file is read back, the same seed gives the same bytes."""

import hashlib
import json
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from culture_data.errors import CultureDataError
from culture_data.scdl import dirty, practice, samples, schemas
from culture_data.scdl.defects import DEFECTS, CellDefect, FileDefect, PairDefect, RowDefect, named
from tests.scdl.field import FIELD, needs_field

SEEDS = st.integers(min_value=0, max_value=10_000)
SLOWLY = settings(max_examples=12, deadline=None, derandomize=True)
KINDS = sorted(samples.KEYS)

SMALL = pd.DataFrame(
    {
        "id": [f"E{number:03}" for number in range(1, 41)],
        "nom": [f"Salle des fêtes numéro {number}" for number in range(1, 41)],
        "date": [f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}" for number in range(1, 41)],
        "montant": [f"{number * 500}.50" for number in range(1, 41)],
        "siret": [f"2199{number:04}000015" for number in range(1, 41)],
        "code_insee": ["01033"] * 40,
    }
)


def make(kind, seed, wanted="tous"):
    table = getattr(samples, kind)(seed)
    schema = samples.SCHEMAS.get(kind)
    defects, skip = practice.choose(wanted, seed)
    return dirty(
        table,
        seed,
        defects,
        key=samples.KEYS[kind],
        schema=schemas.load(schema) if schema else None,
        skip=skip,
    )


def straightened(dirtied):
    """The dirty file read back, its header and its column order mended."""
    table = dirtied.table()
    names = {e.dirty: e.column for e in dirtied.ledger.entries if e.defect == "entetes"}
    return table.rename(columns=names)[list(dirtied.clean.columns)]


def test_the_catalogue_has_enough_defects_with_all_that_is_asked():
    assert len(DEFECTS) >= 25
    assert len({defect.id for defect in DEFECTS}) == len(DEFECTS)
    assert len({defect.name for defect in DEFECTS}) == len(DEFECTS)
    assert all(
        defect.seen_in and defect.name[0] in "«abcdefghijklmnopqrstuvwxyzS" for defect in DEFECTS
    )
    assert sum(not defect.seen_in.startswith("habitude") for defect in DEFECTS) >= 35
    for defect in DEFECTS:
        assert all(named(other) for other in defect.conflicts)


@needs_field
@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.id)
def test_each_defect_names_a_file_that_was_really_published(defect):
    paths = re.findall(r"[\w-]+/[\w./-]+\.(?:csv|xlsx|json)", defect.seen_in)
    assert paths or defect.seen_in.startswith("habitude")
    assert all((FIELD / path).is_file() for path in paths)


@SLOWLY
@given(SEEDS, st.sampled_from(KINDS))
def test_the_ledger_tells_every_difference_and_no_other(seed, kind):
    dirtied = make(kind, seed)
    ledger = dirtied.ledger
    lines = straightened(dirtied).values.tolist()
    for entry in ledger.entries:
        if isinstance(named(entry.defect), RowDefect):
            lines.remove(json.loads(entry.dirty))
    names = list(dirtied.clean.columns)
    places = [names.index(name) for name in ledger.key]
    found = {" | ".join(line[place] for place in places): line for line in lines}
    assert len(found) == len(lines) == len(dirtied.clean)
    differences = set()
    for clean in dirtied.clean.values.tolist():
        key = " | ".join(clean[place] for place in places)
        for name, old, new in zip(names, clean, found[key], strict=True):
            if old != new:
                differences.add((key, name, old, new))
    told = [
        (e.row, e.column, e.clean, e.dirty)
        for e in ledger.entries
        if isinstance(named(e.defect), CellDefect | PairDefect)
    ]
    assert len(told) == len(set(told)) == len({(row, column) for row, column, _, _ in told})
    assert differences == set(told)


@SLOWLY
@given(SEEDS)
def test_the_key_is_left_alone(seed):
    dirtied = make("points_apport_volontaire", seed)
    struck = {e.column for e in dirtied.ledger.entries if e.defect not in ("entetes",)}
    assert "pav_id" not in struck


def test_the_same_bytes_everywhere():
    ids = [
        "date_francaise",
        "euros",
        "siret_scientifique",
        "majuscules",
        "doublon_metier",
        "cp1252",
    ]
    dirtied = dirty(SMALL, 7, [*ids, "ancienne_commune", "entetes", "ordre_colonnes"])
    assert (
        dirtied.content
        == dirty(SMALL, 7, [*ids, "ancienne_commune", "entetes", "ordre_colonnes"]).content
    )
    # The digest was made on Python 3.11, Linux: another platform must find it too.
    assert hashlib.sha256(dirty(SMALL, 7, ids).content).hexdigest() == (
        "923fdbb92caad339b2e46a5a5265132ffdfb7c3878616c845f6636e4565d6671"
    )
    assert (
        dirtied.content
        != dirty(SMALL, 8, [*ids, "ancienne_commune", "entetes", "ordre_colonnes"]).content
    )


def test_numbers_of_cells_are_kept_and_the_order_of_the_list_does_not_matter():
    one = dirty(SMALL, 1, {"date_francaise": 9, "nc": 4})
    other = dirty(SMALL, 1, {"nc": 4, "date_francaise": 9})
    assert one.content == other.content
    assert [e.defect for e in one.ledger.entries].count("date_francaise") == 9
    assert [e.defect for e in one.ledger.entries].count("nc") == 4


@pytest.mark.parametrize(
    ("defect", "dirty_text"),
    [
        ("date_francaise", r"\d{2}/\d{2}/2024"),
        ("date_courte", r"\d{2}/\d{2}/24"),
        ("date_en_lettres", r"\d+(er)? [a-zéû]+ 2024"),
        ("jour_mois_inverses", r"2024-(1[3-9]|2\d)-\d{2}"),
        ("date_excel", r"45\d{3}"),
        ("annee_seule", "2024"),
        ("virgule_decimale", r"\d+,50"),
        ("milliers_espace", r"\d{1,2} \d{3}\.50"),
        ("milliers_insecable", "\\d{1,2}\u00a0\\d{3}\\.50"),
        ("milliers_espace_fine", "\\d{1,2}\u202f\\d{3}\\.50"),
        ("euros", "\\d+\\.50[ \u00a0]?(€|euros)"),
        ("siret_scientifique", r"2,20E\+13"),
        ("siret_arrondi", r"21990{10}"),
        ("siren_seul", r"2199\d{5}"),
        ("siret_espaces", r"\d{3} \d{3} \d{3} \d{5}"),
        ("siret_apostrophe", r"'\d{14}|\d{14}'"),
        ("zero_perdu", "1033"),
        ("ancienne_commune", "01018|01091|01126|01205"),
        ("majuscules", r"SALLE DES FÊTES NUMÉRO \d+"),
        ("accents_abimes", r"Salle des fÃªtes numÃ©ro \d+"),
        ("espace_double", r"Salle  des fêtes numéro \d+"),
    ],
)
def test_a_dirty_cell_looks_like_the_published_ones(defect, dirty_text):
    entries = dirty(SMALL, 3, [defect]).ledger.entries
    assert entries
    for entry in entries:
        assert re.fullmatch(dirty_text, entry.dirty), entry


@pytest.mark.parametrize(
    ("defect", "encoding", "separator", "start"),
    [
        ("cp1252", "cp1252", ",", b"id,nom"),
        ("bom", "utf-8-sig", ",", b"\xef\xbb\xbfid,nom"),
        ("point_virgule", "utf-8", ";", b"id;nom"),
        ("tabulation", "utf-8", "\t", b"id\tnom"),
    ],
)
def test_file_defects_are_read_back(tmp_path, defect, encoding, separator, start):
    dirtied = dirty(SMALL, 3, [defect])
    file = tmp_path / "sale.csv"
    file.write_bytes(dirtied.content)
    assert dirtied.content.startswith(start)
    pd.testing.assert_frame_equal(
        pd.read_csv(file, encoding=encoding, sep=separator, dtype=str),
        SMALL.astype(str),
        check_dtype=False,
    )
    pd.testing.assert_frame_equal(dirtied.table(), dirtied.clean)


def test_mixed_encodings_are_no_utf8_and_each_line_is_told():
    dirtied = dirty(SMALL, 3, {"encodages_melanges": 3})
    with pytest.raises(UnicodeDecodeError):
        dirtied.content.decode("utf-8")
    bad = [line for line in dirtied.content.split(b"\n") if b"f\xeates" in line]
    assert sorted(line[:4].decode() for line in bad) == sorted(
        e.row for e in dirtied.ledger.entries
    )
    pd.testing.assert_frame_equal(dirtied.table(), dirtied.clean)


def test_a_long_file_is_cut_where_old_spreadsheets_cut():
    long = pd.DataFrame({"id": [f"L{n:05}" for n in range(17_000)], "valeur": ["1"] * 17_000})
    dirtied = dirty(long, 1, ["tronque_16384"])
    assert dirtied.content.count(b"\n") == 16_384
    assert len(dirtied.ledger.entries) == 17_000 - 16_383
    assert not any(entry.reversible for entry in dirtied.ledger.entries)
    with pytest.raises(CultureDataError, match="tronque_16384"):
        dirty(SMALL, 1, ["tronque_16384"])


def test_file_defects_keep_the_titles_and_the_blanks_apart():
    dirtied = dirty(SMALL, 3, ["lignes_de_titre", "ligne_vide", "note_de_bas", "point_virgule"])
    lines = dirtied.content.decode("utf-8").splitlines()
    assert lines[3].startswith("id;nom")
    assert lines.count(";;;;;") == 1 + sum(e.defect == "ligne_vide" for e in dirtied.ledger.entries)
    assert not lines[-1].startswith("E0")


@pytest.mark.parametrize(
    ("table", "defects", "message"),
    [
        ([1, 2], ["nc"], "DataFrame"),
        (pd.DataFrame(), ["nc"], "vide"),
        (SMALL, [], "au moins un défaut"),
        (SMALL, ["nb"], "Aucun défaut"),
        (SMALL, ["cp1252", "bom"], "à la fois"),
        (SMALL, ["coordonnees_inversees"], "aucune cellule"),
        (SMALL, {"nc": 0}, "1 ou plus"),
        (pd.concat([SMALL, SMALL]), ["nc"], "ne distingue"),
        (SMALL.assign(nom="Ω"), ["cp1252"], "Ω"),
    ],
)
def test_wrong_use_ends_in_french(table, defects, message):
    with pytest.raises(CultureDataError, match=message):
        dirty(table, 1, defects)


def test_the_clean_table_is_not_changed():
    before = SMALL.copy()
    dirty(SMALL, 1, ["nc", "majuscules", "entetes"])
    pd.testing.assert_frame_equal(SMALL, before)


def test_every_defect_is_made_by_some_sample():
    made = {
        entry.defect
        for kind in KINDS
        for seed in range(4)
        for entry in make(kind, seed).ledger.entries
    }
    assert {d.id for d in DEFECTS if not isinstance(d, FileDefect)} <= made
