"""What is no table ends in a French message, and the file is never written."""

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from culture_data.cli import run
from culture_data.errors import CultureDataError
from culture_data.scdl import kinds, report
from culture_data.scdl.validation import validate

HEADER = "COMMUNE_NOM,COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE\n"
ROW = "Nantes,44109,F,Zoé,12,2020\n"
PROTECTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
)


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(rows: list[list[str]], manifest: str = "", types: str = "string") -> bytes:
    """An ods file as LibreOffice lays it out, reduced to what holds the cells."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="{types}"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for row in rows
    )
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{space}:office:1.0" '
        f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Feuille1">{cells}'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
        "</table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", f"application/vnd.oasis.opendocument.spreadsheet {manifest}"
        )
        archive.writestr("content.xml", content)
    return stream.getvalue()


def archive(**entries: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as written:
        for name, text in entries.items():
            written.writestr(name, text)
    return stream.getvalue()


NO_TABLE = {
    "vide.csv": (b"", "est vide"),
    "blancs.csv": (b"  \n \n", "que des blancs"),
    "entete.csv": (HEADER.encode(), "aucune ligne"),
    "lettre.txt": (b"Madame, Monsieur\nVeuillez croire\n", "aucun schéma"),
    "prose.txt": (b"Une phrase\nUne autre\n", "n'a qu'une colonne"),
    "page.csv": (b"<!DOCTYPE html><html><body>404</body></html>", "page web"),
    "donnees.json": (b'{"a": 1}', "JSON"),
    "donnees.xml": (b"<?xml version='1.0'?><a/>", "XML"),
    "document.pdf": (b"%PDF-1.7 ...", "PDF"),
    "image.csv": (b"\x89PNG\r\n\x1a\n" + bytes(20), "image"),
    "binaire.csv": (bytes(range(256)) * 4, "binaire"),
    "archive.zip": (archive(**{"a.csv": HEADER}), "zip"),
    "compresse.csv.gz": (b"\x1f\x8b\x08" + bytes(30), "gzip"),
    "ancien.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ancien format"),
    "protege.xlsx": (PROTECTED, "mot de passe"),
    "protege.ods": (ods([["a"]], "encryption-data"), "mot de passe"),
    "coupe.xlsx": (workbook([["a", "b"], [1, 2]])[:-200], "abîmé"),
    "feuille_vide.xlsx": (workbook([]), "aucune donnée"),
    "entete.xlsx": (workbook([HEADER.strip().split(",")]), "aucune ligne"),
    "inconnu.csv": (b"pomme;poire\n1;2\n", "aucun schéma"),
}


@pytest.mark.parametrize("name", NO_TABLE)
def test_what_is_no_table_is_refused_in_french(tmp_path, name):
    content, words = NO_TABLE[name]
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CultureDataError, match=words):
        validate(path)
    assert path.read_bytes() == content


def test_a_missing_file_a_folder_and_an_unknown_schema_are_told(tmp_path):
    with pytest.raises(CultureDataError, match="n'existe pas"):
        validate(tmp_path / "absent.csv")
    with pytest.raises(CultureDataError, match="dossier"):
        validate(tmp_path)
    with pytest.raises(CultureDataError, match="ne peut pas être lu"):
        validate("nul\0.csv")
    path = tmp_path / "a.csv"
    path.write_text(HEADER + ROW, encoding="utf-8")
    with pytest.raises(CultureDataError, match="Vouliez-vous dire «\u00a0prenoms\u00a0»"):
        validate(path, "prenom")


def test_three_hundred_megabytes_are_refused_at_once(tmp_path):
    path = tmp_path / "enorme.csv"
    with path.open("wb") as file:
        file.write(HEADER.encode())
        file.truncate(300_000_000)  # sparse: nothing is written
    with pytest.raises(CultureDataError, match=r"binaire|300\u00a0Mo"):
        validate(path)
    with path.open("r+b") as file:
        file.write((HEADER + ROW * 200).encode())
    with pytest.raises(CultureDataError, match="300\u00a0Mo, plus que les 250\u00a0Mo"):
        validate(path)


def test_a_zip_that_swells_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(kinds, "LARGEST_UNZIPPED", 1_000)
    path = tmp_path / "bombe.xlsx"
    path.write_bytes(workbook([["a"] * 50] * 50))
    with pytest.raises(CultureDataError, match="plus de données"):
        validate(path)


def test_a_quote_never_closed_ends_the_reading_and_is_told(tmp_path):
    path = tmp_path / "guillemet.csv"
    path.write_text(HEADER + ROW * 300 + 'Nantes,44109,F,"Zoé,12,2020\n' + ROW * 40_000, "utf-8")
    told = validate(path)
    assert not told.valid
    assert "lecture" in {each.rule for each in told.summary}
    assert told.rows == 300


@pytest.mark.parametrize("name", ["prenoms.xlsx", "prenoms.ods", "prenoms.pdf", "prenoms"])
def test_a_wrong_extension_is_told_and_the_file_read_all_the_same(tmp_path, name):
    path = tmp_path / name
    path.write_text(HEADER + ROW, encoding="utf-8")
    told = validate(path)
    assert told.reading.format == "csv"
    assert [each.rule for each in told.summary] == ["extension"]
    assert told.valid


def test_a_workbook_named_csv_is_read_as_what_it_is(tmp_path):
    path = tmp_path / "prenoms.csv"
    path.write_bytes(workbook([line.split(",") for line in (HEADER + ROW).splitlines()]))
    assert validate(path).reading.format == "xlsx"


def test_an_ods_file_is_read(tmp_path):
    path = tmp_path / "prenoms.ods"
    path.write_bytes(ods([line.split(",") for line in (HEADER + ROW * 2).splitlines()]))
    told = validate(path)
    assert (told.reading.format, told.reading.sheet, told.rows) == ("ods", "Feuille1", 2)
    assert [each.rule for each in told.summary] == ["ligne-double"]


ODD = {
    "sNaN": "id,longitude,latitude\n1,sNaN,NaN\n2,-INF,1e400\n",
    "digits": HEADER + f"Nantes,44109,F,Zoé,{'9' * 5000},{'9' * 5000}\n",
    "points": 'id_pdc_itinerance,coordonneesXY\nFR,"[NaN,1]"\nFR,"{""a"":1}"\nFR,"[[],[]]"\n',
    "nested": f"menuDate,menuPlatSiqo\n2026-01-01,{'[' * 3000}\n",
    "doubled": "id,id,longitude,latitude,\n1,2,1.5,47,\n",
    "surrogates": HEADER + ROW + "\udced\udca0\udc80,44109,F,Zo,1,2020\n",
    "patterns": HEADER + f"{'A - a' * 30}1,44109,F,{'Abc-' * 40}!,1,2020\n",
    "wide": ",".join(f"colonne {i}" for i in range(3000)) + "\n" + ",".join("1" * 3000) + "\n",
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("schema", ["arbres", "irve", "menus-collectifs", "prenoms"])
def test_odd_values_crash_nothing(tmp_path, name, schema):
    path = tmp_path / "bizarre.csv"
    path.write_bytes(ODD[name].encode("utf-8", "surrogateescape"))
    told = validate(path, schema)
    assert not told.valid
    assert "«" in "\n".join(report.lines(told))


# --- The command ---


@pytest.fixture
def table(tmp_path) -> Path:
    path = tmp_path / "prénoms 2020.csv"
    path.write_text(HEADER + ROW + "Nantes,44109,X,Zoé,12,2020\n", encoding="utf-8")
    return path


def test_the_command_tells_in_french_and_exits_by_the_verdict(table, capsys):
    before = table.read_bytes()
    assert run(["valider", str(table)]) == 1
    told = capsys.readouterr().out
    assert "ligne 3, colonne ENFANT_SEXE «\u00a0X\u00a0»" in told
    assert "encodage UTF-8, séparateur virgule" in told
    assert "Schéma deviné" in told
    assert table.read_bytes() == before
    table.write_text(HEADER + ROW, encoding="utf-8")
    assert run(["valider", str(table), "--schema", "prenoms"]) == 0
    assert "Le fichier est valide" in capsys.readouterr().out


def test_the_command_writes_json_for_machines(table, capsys):
    assert run(["valider", str(table), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["valid"] is False
    assert told["problems"][0]["rule"] == "liste"
    assert told["problems"][0]["severity"] == "erreur"
    assert told["reading"]["separator"] == ","


def test_the_report_never_overwrites_data(table, tmp_path, capsys):
    before = table.read_bytes()
    assert run(["valider", str(table), "--rapport", str(table)]) == 1
    assert "finit par «\u00a0.html\u00a0»" in capsys.readouterr().err
    assert table.read_bytes() == before
    absent = tmp_path / "absent" / "rapport.html"
    assert run(["valider", str(table), "--rapport", str(absent)]) == 1
    assert "ne peut pas être écrit" in capsys.readouterr().err
