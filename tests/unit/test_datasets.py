"""The shipped data is what its descriptor says, and learners' copies are safe."""

import csv
import json
import os
import warnings
import zipfile
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import frictionless
import openpyxl
import pytest

from culture_data import datasets
from culture_data.errors import CultureDataError
from culture_data.resources import folder

ROOT = folder("datasets")
REGISTRY = Path(__file__).parents[3] / "shared" / "data" / "registry"
MAX_SIZE = 22_000_000

needs_registry = pytest.mark.skipif(
    not REGISTRY.is_dir(), reason="shared/data/registry is not on this machine"
)


def read(name: str, **options: str) -> list[dict[str, str]]:
    with datasets.path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, **options))


@pytest.fixture(scope="module")
def communes() -> list[dict[str, str]]:
    return read("communes.csv")


@pytest.fixture
def learner(tmp_path, monkeypatch) -> Path:
    """A learner's folder, with a space and an accent, as the current folder."""
    here = tmp_path / "mon parcours d'été"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


# --- The data package ---


def test_every_shipped_file_has_its_published_bytes_and_none_is_undescribed():
    assert datasets.verify() == []


def test_verify_names_missing_changed_and_undescribed_files(tmp_path, monkeypatch):
    copy = tmp_path / "datasets"
    (copy / "communes").mkdir(parents=True)
    for described in datasets.resources().values():
        target = copy / described.path
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(ROOT / described.path, target)
    (copy / "communes/epci.csv").unlink()
    (copy / "communes/regions.csv").unlink()
    (copy / "communes/regions.csv").write_text("code\n", encoding="utf-8")
    (copy / "communes/brouillon.csv").write_text("", encoding="utf-8")
    (copy / "communes/.DS_Store").write_text("", encoding="utf-8")
    (copy / "recipes").mkdir()
    (copy / "recipes/communes.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(datasets, "folder", lambda _name: copy)

    found = {problem.path: problem.message for problem in datasets.verify()}

    assert set(found) == {"communes/epci.csv", "communes/regions.csv", "communes/brouillon.csv"}
    assert "manquant" in found["communes/epci.csv"]
    assert "modifié" in found["communes/regions.csv"]
    assert "en trop" in found["communes/brouillon.csv"]


def test_the_descriptor_is_a_valid_data_package():
    report = frictionless.Package.validate_descriptor(str(ROOT / "datapackage.json"))
    assert report.valid, report.flatten()


@pytest.mark.parametrize(
    "name",
    [
        "communes_mini.csv",
        "regions.csv",
        "departements.csv",
        "epci.csv",
        "liste_classeur.xlsx",
        "liste_export.csv",
        "liste_excel_ancien.csv",
    ],
)
def test_frictionless_reads_the_file_with_the_published_schema(name):
    package = frictionless.Package(str(ROOT / "datapackage.json"))
    report = package.get_resource(name).validate()
    assert report.valid, report.flatten()


def test_every_resource_tells_source_licence_vintage_rows_and_an_existing_recipe():
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    for entry in descriptor["resources"]:
        assert entry["title"]
        assert entry["description"]
        assert entry["vintage"]
        assert entry["sources"]
        assert all(source["version"] for source in entry["sources"])
        assert entry["licenses"]
        if entry["recipe"] == "écrit à la main":
            assert entry["path"].startswith("scdl/schemas/")
            assert entry["columns"]
            continue
        assert all(field["description"] for field in entry["schema"]["fields"])
        assert entry.get("rows") or entry["features"]
        assert (ROOT / entry["recipe"]).is_file()


def test_names_are_unique_and_codes_are_text():
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    names = Counter(entry["name"] for entry in descriptor["resources"])
    assert set(names.values()) == {1}
    for entry in descriptor["resources"]:
        for field in entry.get("schema", {"fields": []})["fields"]:
            if field["name"].startswith(("code", "siren", "ancien_code")):
                assert field["type"] == "string", (entry["name"], field["name"])


def test_the_whole_folder_stays_small():
    assert sum(file.stat().st_size for file in ROOT.rglob("*") if file.is_file()) < MAX_SIZE


def test_simulated_numbers_say_so_in_name_column_and_description():
    described = datasets.resource("agents_simules.csv")
    assert "données simulées" in described.title
    assert "Données simulées" in described.description
    assert list(read("agents_simules.csv")[0]) == ["code_insee", "nom", "agents_etp_simules"]


# --- The tables of communes ---


def test_communes_have_the_announced_rows_columns_and_line_ends(communes):
    assert len(communes) == 34_969
    assert ",".join(communes[0]) == (
        "code_insee,nom,code_departement,nom_departement,code_region,nom_region,zone,siren,"
        "siren_epci,nom_epci,type_epci,population,codes_postaux,longitude,latitude"
    )
    assert b"\r" not in datasets.path("communes.csv").read_bytes()


def test_communes_keep_the_facts_that_lessons_lean_on(communes):
    populations = [int(c["population"]) for c in communes if c["population"]]
    assert sum(population >= 3_500 for population in populations) == 3_290
    assert {c["nom"] for c in communes if c["population"] == "3500"} == {
        "La Buisse",
        "Saint-Colomban",
    }
    assert sum(not c["population"] for c in communes) == 6
    assert sum(not c["siren"] for c in communes) == 94
    assert sum(c["code_insee"].startswith(("2A", "2B")) for c in communes) == 360


def test_town_halls_hold_no_email_and_no_telephone():
    rows = read("mairies.csv")
    assert len(rows) == 34_875
    assert not [row for row in rows if any("@" in value for value in row.values())]
    assert "telephone" not in rows[0]


@needs_registry
def test_communes_equal_the_registry_but_for_the_moved_columns(communes):
    expected = _registry("communes/communes-2026.csv")
    for row in expected:
        row["population"] = row.pop("population_municipale_2023")
    both = zip(communes, read("populations_dgcl.csv"), strict=True)
    assert [commune | populations for commune, populations in both] == expected


@needs_registry
@pytest.mark.parametrize(
    ("name", "registry"),
    [
        ("epci.csv", "epci-2026.csv"),
        ("departements.csv", "departements-2026.csv"),
        ("regions.csv", "regions-2026.csv"),
        ("anciens_codes.csv", "anciens-codes-communes-2026.csv"),
        ("communes_deleguees.csv", "communes-deleguees-associees-arrondissements-2026.csv"),
        ("mairies.csv", "mairies-2026.csv"),
    ],
)
def test_table_equals_the_registry(name, registry):
    assert read(name) == _registry(f"communes/{registry}")


def _registry(path: str) -> list[dict[str, str]]:
    with (REGISTRY / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- Outlines ---

OUTLINES = [
    ("regions.geojson", "code", 18),
    ("departements.geojson", "code", 101),
    ("communes_pays_de_la_loire.geojson", "code_insee", 1_228),
    ("communes_nantes_metropole.geojson", "code_insee", 24),
    ("communes_lot_et_garonne.geojson", "code_insee", 319),
]


@pytest.mark.parametrize(("name", "key", "count"), OUTLINES)
def test_outlines_hold_one_closed_outline_a_code_in_degrees(name, key, count):
    features = json.loads(datasets.path(name).read_bytes())["features"]
    codes = [feature["properties"][key] for feature in features]
    assert len(codes) == len(set(codes)) == count
    for feature in features:
        assert feature["geometry"]["type"] == "MultiPolygon"
        assert feature["geometry"]["coordinates"]
        for polygon in feature["geometry"]["coordinates"]:
            for ring in polygon:
                assert len(ring) >= 4
                assert ring[0] == ring[-1]
                assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)


@pytest.mark.parametrize(("name", "key", "count"), OUTLINES)
@needs_registry
def test_outlines_are_no_heavier_than_the_registry(name, key, count):
    reference = REGISTRY / "geo" / name.replace("_", "-").replace(".geo", "-2026.geo")
    assert datasets.path(name).stat().st_size <= reference.stat().st_size


def test_outlines_hold_the_inner_point_of_their_commune(communes):
    points = {
        c["code_insee"]: (float(c["longitude"]), float(c["latitude"]))
        for c in communes
        if c["longitude"]
    }
    features = json.loads(datasets.path("communes_nantes_metropole.geojson").read_bytes())
    for feature in features["features"]:
        code = feature["properties"]["code_insee"]
        rings = [ring for polygon in feature["geometry"]["coordinates"] for ring in polygon]
        assert sum(_crossings(ring, *points[code]) for ring in rings) % 2 == 1, code


def _crossings(ring: list[list[float]], x: float, y: float) -> int:
    """Count the edges that a ray from the point to the east crosses: odd is inside."""
    return sum(
        (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for (x1, y1), (x2, y2) in pairwise(ring)
    )


# --- Files of the lessons ---


def test_c01_has_ten_real_communes_in_no_order_of_population(communes):
    mini = read("communes_mini.csv")
    populations = [int(row["population"]) for row in mini]
    real = {(c["code_insee"], c["nom"], c["nom_departement"], c["population"]) for c in communes}
    assert len(mini) == 10
    assert {tuple(row.values()) for row in mini} <= real
    assert "Nantes" in {row["nom"] for row in mini}
    assert min(populations) < 3_500
    assert populations != sorted(populations)
    assert populations != sorted(populations, reverse=True)
    assert any("'" in row["nom"] for row in mini)


def test_c03_utf8_holds_all_communes(communes):
    rows = read("liste_utf8.csv")
    columns = list(rows[0])
    assert ",".join(columns) == (
        "code_insee,nom,code_departement,nom_region,population,longitude,latitude"
    )
    assert rows == [{column: c[column] for column in columns} for c in communes]


def test_c03_old_spreadsheet_is_cp1252_and_no_latin1(communes):
    content = datasets.path("liste_excel_ancien.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    rows = list(csv.DictReader(content.decode("cp1252").splitlines(), delimiter=";"))
    names = {row["nom"] for row in rows}
    assert len(rows) == sum(c["zone"] == "metro" for c in communes)
    assert {"Œting", "Vœuil-et-Giget", "Abbéville-la-Rivière"} <= names
    assert "Œting" not in content.decode("latin-1")
    assert rows[0]["code_insee"] == "01001"
    assert rows[0]["longitude"] == "4,93410"
    assert any(row["code_insee"].startswith("2A") for row in rows)


def test_c03_workbook_opens_on_a_notice_and_holds_text_codes(communes):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a warning would be printed in a learner's notebook
        book = openpyxl.load_workbook(datasets.path("liste_classeur.xlsx"))
    assert book.sheetnames == ["Lisez-moi", "communes"]
    assert book.active.title == "Lisez-moi"
    header, *rows = book["communes"].values
    region = [c for c in communes if c["code_region"] == "52"]
    assert header[0] == "code_insee"
    assert [row[0] for row in rows] == [c["code_insee"] for c in region]
    assert [row[4] for row in rows] == [int(c["population"]) for c in region]


def test_c03_workbook_holds_nothing_that_could_change_from_day_to_day():
    with zipfile.ZipFile(datasets.path("liste_classeur.xlsx")) as archive:
        entries = archive.infolist()
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert len({entry.date_time for entry in entries}) == 1


def test_c03_truncated_list_stops_at_16384_lines():
    whole = datasets.path("liste_utf8.csv").read_bytes()
    cut = datasets.path("liste_tronquee.csv").read_bytes()
    assert cut.count(b"\n") == 16_384
    assert whole.startswith(cut)


def test_c03_export_is_dressed_up_for_reading():
    content = datasets.path("liste_export.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[3] == '"Code";"Libellé";"Population municipale 2023"'
    assert not any(";" in line for line in lines[:3])
    assert lines[-2] == ""
    assert lines[-1].startswith("Note")
    spaces = Counter(
        character
        for line in lines[4:-2]
        for character in line.rsplit(";", 1)[1]
        if character in " \u00a0\u202f"
    )
    assert spaces["\u202f"] > spaces["\u00a0"] > spaces[" "] > 20


# --- Simulated agents: they tell right answers from wrong ones ---


@pytest.fixture(scope="module")
def agents() -> dict[str, str]:
    return {row["code_insee"]: row["agents_etp_simules"] for row in read("agents_simules.csv")}


@pytest.fixture(scope="module")
def departements(communes, agents) -> dict[str, list[tuple[int, str]]]:
    """Population and written number of agents of the communes of each département."""
    groups = defaultdict(list)
    for commune in communes:
        if commune["population"]:
            number = agents[commune["code_insee"]]
            groups[commune["code_departement"]].append((int(commune["population"]), number))
    return groups


def test_every_commune_has_a_row_in_another_order(communes):
    rows = read("agents_simules.csv")
    codes = [commune["code_insee"] for commune in communes]
    shuffled = [row["code_insee"] for row in rows]
    assert sorted(shuffled) == sorted(codes)
    assert sum(one == other for one, other in zip(codes, shuffled, strict=True)) < 10
    names = {commune["code_insee"]: commune["nom"] for commune in communes}
    assert all(names[row["code_insee"]] == row["nom"] for row in rows)


def test_numbers_have_one_decimal_and_blanks_are_about_three_percent(agents):
    blanks = sum(number == "" for number in agents.values())
    assert all(number == "" or number == f"{float(number):.1f}" for number in agents.values())
    assert 0.02 < blanks / len(agents) < 0.04
    assert "0.0" in agents.values(), "zero and blank are two different things"


def test_each_departement_has_an_exact_fifty_and_one_just_under(departements):
    told = 0
    for code, communes in departements.items():
        large = [number for population, number in communes if population >= 3_500]
        if len(large) >= 2:
            assert "50.0" in large, code
            assert "49.5" in large, code
            told += 1
    assert told > 95


def test_each_departement_with_small_communes_has_some_with_fifty_agents(departements):
    for code, communes in departements.items():
        small = sorted(
            (population, number) for population, number in communes if population < 3_500
        )
        for population, number in small[-2:]:
            assert number, (code, population)
            assert float(number) > 50, (code, population)


def test_departements_with_four_larger_communes_have_a_blank_among_them(departements):
    told = 0
    for code, communes in departements.items():
        large = [number for population, number in communes if population > 3_500]
        if len(large) >= 4:
            assert "" in large, code
            told += 1
    assert told > 90


def test_communes_of_exactly_3500_have_more_than_fifty(communes, agents):
    edge = [agents[c["code_insee"]] for c in communes if c["population"] == "3500"]
    assert len(edge) == 2
    assert all(float(number) > 50 for number in edge)


def test_some_communes_of_3500_to_6000_are_under_fifty(departements):
    middle = [
        float(number)
        for communes in departements.values()
        for population, number in communes
        if 3_500 <= population <= 6_000 and number
    ]
    assert 0.03 < sum(number < 50 for number in middle) / len(middle) < 0.3


# --- The learner's copy ---


def test_donnees_lays_out_a_copy_and_gives_a_relative_path(learner):
    copy = datasets.donnees("communes.csv")
    assert copy == Path("donnees/communes.csv")
    assert copy.read_bytes() == datasets.path("communes.csv").read_bytes()
    assert [file.name for file in Path("donnees").iterdir()] == ["communes.csv"]


def test_donnees_never_overwrites_a_learners_copy(learner):
    copy = datasets.donnees("communes_mini.csv")
    copy.write_text("mon travail", encoding="utf-8")
    assert datasets.donnees("communes_mini.csv") == copy
    assert copy.read_text(encoding="utf-8") == "mon travail"


def test_neuf_sets_each_changed_copy_aside_and_loses_none(learner):
    shipped = datasets.path("communes_mini.csv").read_bytes()
    for work in ("premier", "second"):
        datasets.donnees("communes_mini.csv").write_text(work, encoding="utf-8")
        os.utime("donnees/communes_mini.csv", (1_795_000_000, 1_795_000_000))
        fresh = datasets.donnees("communes_mini.csv", neuf=True)
        assert fresh.read_bytes() == shipped
    aside = sorted(set(Path("donnees").iterdir()) - {fresh})
    assert {file.read_text(encoding="utf-8") for file in aside} == {"premier", "second"}
    for file in aside:
        assert file.name.startswith("communes_mini (modifié le 2026-")
        assert file.suffix == ".csv"
        assert not set(file.name) & set('<>:"/\\|?*'), "Windows refuses these"


def test_neuf_leaves_an_untouched_copy_alone(learner):
    datasets.donnees("communes_mini.csv")
    datasets.donnees("communes_mini.csv", neuf=True)
    assert [file.name for file in Path("donnees").iterdir()] == ["communes_mini.csv"]


def test_intact_tells_untouched_changed_and_absent_copies_apart(learner):
    assert datasets.intact("communes_mini.csv") is None
    copy = datasets.donnees("communes_mini.csv")
    assert datasets.intact("communes_mini.csv") is True
    copy.write_bytes(copy.read_bytes() + b"\n")
    assert datasets.intact("communes_mini.csv") is False


@pytest.mark.parametrize(
    "name", ["../secret.csv", "communes/communes.csv", "C:\\communes.csv", "..", "/etc/hosts"]
)
def test_a_name_with_a_folder_is_refused(learner, name):
    with pytest.raises(CultureDataError, match="seulement le nom du fichier"):
        datasets.donnees(name)
    assert not Path("donnees").exists()


@pytest.mark.parametrize("name", ["", "  ", None, 44109])
def test_a_name_that_is_none_is_refused(learner, name):
    with pytest.raises(CultureDataError, match="nom d'un fichier entre guillemets"):
        datasets.donnees(name)


def test_an_unknown_name_gets_the_close_ones():
    with pytest.raises(CultureDataError, match=r"commune\.csv.*«\xa0communes\.csv\xa0»"):
        datasets.path("commune.csv")
    with pytest.raises(CultureDataError, match=r"Fichiers disponibles.*communes\.csv"):
        datasets.path("zzzzzz")


def test_a_folder_where_nothing_can_be_written_is_told_in_french(learner):
    # The tests may run as root, whom no permission stops: a file stands in the way instead.
    Path("donnees").write_text("un fichier", encoding="utf-8")
    with pytest.raises(CultureDataError, match="Impossible de copier") as caught:
        datasets.donnees("communes_mini.csv")
    assert isinstance(caught.value.__cause__, OSError)
    assert Path("donnees").read_text(encoding="utf-8") == "un fichier"


def test_a_descriptor_that_cannot_be_read_is_told_in_french(tmp_path, monkeypatch):
    (tmp_path / "datapackage.json").write_text("{", encoding="utf-8")
    monkeypatch.setattr(datasets, "folder", lambda _name: tmp_path)
    datasets.resources.cache_clear()
    try:
        with pytest.raises(CultureDataError, match="absent ou abîmé"):
            datasets.resources()
    finally:
        datasets.resources.cache_clear()
