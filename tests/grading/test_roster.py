"""Lists of learners as spreadsheets and forms write them."""

from pathlib import Path

import pytest

from culture_data.errors import CultureDataError
from culture_data.grading import roster

ROWS = [("a.martin", "Martin", "Zoé", "zoe@exemple.fr"), ("b2", "Noël", "Léa", "")]


def as_rows(path: Path) -> list[tuple[str, ...]]:
    return [(e.identifier, e.last_name, e.first_name, e.email) for e in roster.read(path)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators_of_spreadsheets(tmp_path: Path, encoding: str, separator: str):
    lines = ["identifiant;nom;prénom;courriel", *(";".join(row) for row in ROWS)]
    path = tmp_path / "liste d'été.csv"
    path.write_bytes("\r\n".join(lines).replace(";", separator).encode(encoding))
    assert as_rows(path) == ROWS


@pytest.mark.parametrize(
    "header",
    ["Prenom;E-mail;NOM;Identifiant", "prénom;Adresse de courriel;nom de famille;login"],
)
def test_columns_in_another_order_and_spelling(tmp_path: Path, header: str):
    path = tmp_path / "liste.csv"
    path.write_text(
        f"\n{header}\n\nZoé;zoe@exemple.fr;Martin;a.martin\n ; ; ; \n", encoding="utf-8"
    )
    assert as_rows(path) == ROWS[:1]


def test_every_problem_is_told_with_its_line(tmp_path: Path):
    path = tmp_path / "liste.csv"
    path.write_text(
        "identifiant;nom;prénom;courriel\n"
        "a1;Un;Ana;\n"
        ";Deux;Zoé;\n"
        "\n"
        "A1;Trois;Léa;\n"
        "../x;Quatre;Mia;\n"
        "e5;Cinq;Noé;pas une adresse\n"
        "f6;Six;Eve;x@y.fr;trop\n",
        encoding="utf-8",
    )
    with pytest.raises(CultureDataError) as error:
        roster.read(path)
    text = str(error.value)
    for told in (
        "lignes 2 et 5",
        "ligne 3\u00a0: il manque l'identifiant",
        "ligne 6",
        "ligne 7",
        "ligne 8\u00a0: 5 cases pour 4 colonnes",
    ):
        assert told in text


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "est vide"),
        (b"nom;prenom\nA;B\n", "il manque la colonne identifiant"),
        (b"mail;ville\na@b.fr;X\n", "il manque les colonnes identifiant, nom, prénom"),
        (b"identifiant;nom;prenom\n", "n'a que sa ligne de titres"),
        (b"identifiant;nom;prenom;NOM\na;b;c;d\n", "y est deux fois"),
        (b"PK\x03\x04rest of a workbook", "est un classeur"),
        (b"identifiant;nom;prenom\na\0;b;c\n", "n'est pas un fichier CSV lisible"),
    ],
)
def test_a_list_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, told: str):
    path = tmp_path / "liste.csv"
    path.write_bytes(content)
    with pytest.raises(CultureDataError, match=told):
        roster.read(path)


def test_a_missing_list_and_a_folder(tmp_path: Path):
    with pytest.raises(CultureDataError, match="n'existe pas"):
        roster.read(tmp_path / "absente.csv")
    with pytest.raises(CultureDataError, match="est un dossier"):
        roster.read(tmp_path)


@pytest.mark.parametrize(
    "identifier", ["é1", "a b", "../a", "a/b", ".a", "a.", "nul", "a__b", "x" * 61]
)
def test_identifiers_that_cannot_name_a_folder(identifier: str):
    assert roster.identifier_problem(identifier)


@pytest.mark.parametrize("identifier", ["a", "a.martin", "2027-03_b", "AG01"])
def test_identifiers_that_can(identifier: str):
    assert roster.identifier_problem(identifier) is None
