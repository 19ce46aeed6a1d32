"""Published examples get their published verdict; nothing that frictionless finds is missed."""

import warnings
from collections import Counter
from pathlib import Path

import frictionless
import openpyxl
import pytest

from culture_data.errors import CultureDataError
from culture_data.scdl import dirty, samples, schemas
from culture_data.scdl.problem import Severity
from culture_data.scdl.validation import Validation, validate
from tests.scdl.field import FIELD, PUBLISHED, needs_field

EXAMPLES = [
    ("prenoms/exemple-valide.csv", "prenoms", True),
    ("prenoms/exemple-invalide.csv", "prenoms", False),
    ("stationnement/exemple-valide.csv", "stationnement", True),
    ("stationnement/exemple-invalide.csv", "stationnement", False),
    ("arbres/exemple-valide.csv", "arbres", True),
    ("arbres/exemple-valide.xlsx", "arbres", True),
    ("fontaine-eau/exemple-valide.csv", "fontaine-eau", True),
    ("irve/exemple-valide-statique.csv", "irve", True),
]
FILES = [
    ("budgets/scdl-budget-crach-56.csv", "budget"),
    ("budgets/scdl-budget-bp2022-transport.csv", "budget"),
    ("deliberations/normandie-cp-2025-05-26-extrait.csv", "deliberations"),
    ("prenoms/antibes-prenoms-naissance.csv", "prenoms"),
    ("prenoms/antibes-prenoms-naissance_corrige.csv", "prenoms"),
    ("irve/irve-consolidation-v2.0.0-20210718.csv", "irve"),
    ("scdl-schemas/subventions/exemple-2017-etalab.csv", "subventions"),
    ("scdl-schemas/lieux-covoiturage/exemple-valide.csv", "lieux-covoiturage"),
    ("scdl-schemas/prenoms/exemple-invalide.csv", "prenoms"),
    ("scdl-schemas/stationnement/exemple-invalide.csv", "stationnement"),
    ("subventions/brut-53-mayenne-2018.xlsx", "subventions"),
    ("subventions/brut-44-loire-atlantique.csv", "subventions"),
]


def write(tmp_path: Path, text: str, name: str = "fichier.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def rules(validation: Validation) -> dict[str, int]:
    return {each.rule: each.count for each in validation.summary}


def frictionless_finds(path: Path, schema: str) -> Counter[tuple[int, str]]:
    """Where frictionless alone finds something: row and column of cells, 1 for the header."""
    resource = frictionless.Resource(
        path=path.name,
        basepath=str(path.parent),
        schema=frictionless.Schema.from_descriptor(schemas.load(schema)),
        detector=frictionless.Detector(schema_sync=True),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's, about styles
        report = resource.validate(limit_errors=1_000_000)
    found = [
        (getattr(error, "row_number", 1), getattr(error, "field_name", ""))
        for task in report.tasks
        for error in task.errors
    ]
    return Counter(found)


@needs_field
@pytest.mark.parametrize(("path", "schema", "valid"), EXAMPLES)
def test_published_examples_get_the_published_verdict(path, schema, valid):
    told = validate(PUBLISHED / path)
    assert told.schema == schema
    assert told.guess is not None
    assert told.valid is valid
    assert validate(PUBLISHED / path, schema).valid is valid


@needs_field
def test_the_example_of_an_older_schema_is_told_what_changed():
    # It is published beside version 0.3.1 and still has the columns of the version before.
    told = validate(PUBLISHED / "lieux-covoiturage/exemple-valide.csv")
    assert not told.valid
    assert [
        (problem.rule, problem.column)
        for problem in told.problems
        if problem.severity is Severity.ERROR
    ] == [("colonne-obligatoire", "id_local"), ("horaires", "horaires")]


@needs_field
@pytest.mark.parametrize(("path", "schema"), FILES)
def test_every_cell_where_frictionless_finds_something_is_told(path, schema):
    ours = Counter(
        (problem.row or 1, problem.column)
        for problem in validate(FIELD / path, schema, details=None).problems
    )
    theirs = frictionless_finds(FIELD / path, schema)
    missed = {place for place in theirs if place not in ours and place != (1, "")}
    assert not missed


@needs_field
def test_as_many_errors_as_measured_on_field_files():
    assert validate(FIELD / "budgets/scdl-budget-crach-56.csv").errors == 360
    assert validate(FIELD / "prenoms/antibes-prenoms-naissance.csv").errors == 2
    assert validate(FIELD / "prenoms/antibes-prenoms-naissance_corrige.csv").errors == 0
    assert validate(PUBLISHED / "stationnement/exemple-invalide.csv").errors == 3


@needs_field
@pytest.mark.parametrize(
    "path",
    sorted(
        path.relative_to(FIELD).as_posix()
        for path in FIELD.rglob("*")
        if path.is_file() and path.stat().st_size
    )
    if FIELD.is_dir()
    else [],
)
def test_every_field_file_is_told_or_refused_in_french(path):
    before = (FIELD / path).stat().st_mtime_ns
    try:
        told = validate(FIELD / path)
    except CultureDataError as error:
        refusal: str | None = str(error)
        told = None
    else:
        refusal = None
    assert (FIELD / path).stat().st_mtime_ns == before
    if told is None:
        assert "\u00a0»" in (refusal or "")
    else:
        assert told.rows
        assert all(problem.message and problem.advice for problem in told.problems)


# --- What was guessed is said ---

PRENOMS = "COMMUNE_NOM;COLL_INSEE;ENFANT_SEXE;ENFANT_PRENOM;NOMBRE_OCCURRENCES;ANNEE\n"
ROW = "Nantes;44109;F;Zoé;12;2020\n"


@pytest.mark.parametrize(
    ("encoding", "rule"),
    [
        ("utf-8", None),
        ("utf-8-sig", "bom"),
        ("cp1252", "encodage"),
        ("mac_roman", "encodage"),
        ("utf-16", "encodage"),
    ],
)
def test_the_encoding_is_guessed_and_told(tmp_path, encoding, rule):
    text = PRENOMS + ROW + "Nantes;44109;M;Éloïse;3;2020\n"
    told = validate(write(tmp_path, text, encoding=encoding))
    assert told.reading.encoding == encoding
    assert told.reading.separator == ";"
    assert set(rules(told)) == ({rule} if rule else set())
    assert told.rows == 2


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_guessed(tmp_path, separator):
    told = validate(write(tmp_path, (PRENOMS + ROW).replace(";", separator)))
    assert told.reading.separator == separator
    assert told.valid


def test_a_line_in_another_encoding_is_told_with_its_row(tmp_path):
    path = tmp_path / "melange.csv"
    old = "Nantes;44109;M;Loïc;3;2020\n".encode("cp1252")
    path.write_bytes((PRENOMS + ROW * 2).encode() + old + ROW.replace("Zoé", "Chloé").encode())
    told = validate(path)
    assert [(p.row, p.rule) for p in told.problems if p.severity is Severity.ERROR] == [
        (4, "encodage-melange")
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_ends_of_lines_of_every_system_are_read(tmp_path, end):
    told = validate(write(tmp_path, (PRENOMS + ROW + ROW).replace("\n", end)))
    assert (told.rows, told.valid) == (2, True)
    mixed = write(tmp_path, PRENOMS + ROW + ROW.replace("\n", "\r") + ROW)
    assert validate(mixed).rows == 3


def test_decimal_commas_are_seen_and_mended_in_words(tmp_path):
    header = "id;longitude;latitude\n"
    told = validate(write(tmp_path, header + "1;-1,55;47,21\n2;-1,56;47,22\n"), "arbres")
    assert told.reading.decimal == ","
    assert rules(told)["nombre"] == 4
    assert "«\u00a0-1.55\u00a0»" in told.problems[1].advice


def test_titles_above_the_header_and_notes_below_are_found(tmp_path):
    text = "Prénoms 2020;;;;;\n;;;;;\n" + PRENOMS + ROW + "\nSource\u00a0: état civil\n"
    told = validate(write(tmp_path, text))
    assert told.reading.header_row == 3
    found = {(p.row, p.rule) for p in told.problems}
    assert {(3, "lignes-avant-entete"), (5, "ligne-vide"), (6, "cellules-manquantes")} <= found


def test_the_schema_is_guessed_from_other_spellings_and_nothing_is_renamed(tmp_path):
    text = (
        "Nom de l'attribuant;Identification de l'attribuant;Date de convention;"
        "Nom du bénéficiaire;Objet de la subvention;Montant total;Nature de la subvention\n"
        "Nantes;21440109300015;03/04/2024;Les Amis;Fête;1 500 €;aide en numéraire\n"
    )
    path = write(tmp_path, text)
    told = validate(path)
    assert told.schema == "subventions"
    assert ("Montant total", "montant") in [
        (proposal.header, proposal.field) for proposal in told.header_proposals
    ]
    assert "nombre" not in rules(told)
    accepted = validate(path, accept_proposals=True)
    assert {"nombre", "date"} <= set(rules(accepted))
    assert path.read_text(encoding="utf-8") == text


# --- Rules of whole tables ---


def test_doubled_identifiers_and_rows_are_told_with_the_first(tmp_path):
    header = "id,longitude,latitude\n"
    told = validate(
        write(tmp_path, header + "1,-1.5,47.2\n2,-1.5,47.2\n1,-1.6,47.2\n1,-1.5,47.2\n")
    )
    doubles = [problem for problem in told.problems if "double" in problem.rule]
    assert {(problem.row, problem.rule) for problem in doubles} == {
        (4, "identifiant-double"),
        (5, "identifiant-double"),
        (5, "ligne-double"),
    }
    assert all("ligne 2." in problem.message for problem in doubles)


def test_details_are_bounded_and_counts_are_not(tmp_path):
    path = write(tmp_path, PRENOMS + "Nantes;44109;X;Zoé;12;2020\n" * 50)
    told = validate(path, details=10)
    assert rules(told)["liste"] == 50
    assert sum(problem.rule == "liste" for problem in told.problems) == 10


def test_a_workbook_with_a_notice_first_is_read_on_its_table(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Lisez-moi"
    book.active.append(["Ce classeur vient de l'état civil."])
    sheet = book.create_sheet("données")
    for line in (PRENOMS + ROW).splitlines():
        cells = line.split(";")
        sheet.append(cells[:4] + [int(cell) if cell.isdigit() else cell for cell in cells[4:]])
    path = tmp_path / "classeur.xlsx"
    book.save(path)
    told = validate(path)
    assert told.reading.sheet == "données"
    assert told.rows == 1
    assert told.valid, told.problems


def test_an_item_of_a_list_that_the_standard_does_not_know_is_told(tmp_path):
    dirtied = dirty(
        samples.menus(5), 5, ["valeur_de_liste"], schema=schemas.load("menus-collectifs")
    )
    path = tmp_path / "menus.csv"
    path.write_bytes(dirtied.content)
    struck = {(entry.column, entry.dirty) for entry in dirtied.ledger.entries}
    told = {
        (problem.column, problem.value)
        for problem in validate(path, "menus-collectifs").problems
        if problem.rule == "liste"
    }
    assert struck
    assert struck <= told
