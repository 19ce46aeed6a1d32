"""Each rule finds what it is for, says what to do, and leaves good values alone."""

import re

import pytest

from culture_data.scdl import names, schemas
from culture_data.scdl.problem import Finding
from culture_data.scdl.rules import for_rows
from culture_data.scdl.rules.actes import Actes
from culture_data.scdl.rules.base import Line
from culture_data.scdl.rules.commune_code import CommuneCode
from culture_data.scdl.rules.coordinates import in_france
from culture_data.scdl.rules.opening_hours import OpeningHours
from culture_data.scdl.rules.siren import Siren
from culture_data.scdl.rules.siret import Siret
from culture_data.scdl.rules.text_cells import Absent, Spaces
from culture_data.scdl.rules.year_interval import YearInterval
from culture_data.scdl.validation import validate
from tests.scdl.field import FIELD, needs_field
from tests.scdl.test_validation import write

RIGHT = [
    (Siret, "21440109300015"),
    (Siret, "22440002800011"),
    (Siren, "214401093"),
    (Actes, "Urbanisme/Documents d'urbanisme"),
    (Actes, "finances locales/Fiscalité"),
    (YearInterval, "2026"),
    (YearInterval, "2026/2027"),
    (OpeningHours, "Mo-Fr 08:30-12:00,13:30-17:30; Sa 09:00-12:00"),
    (OpeningHours, "24/7"),
    (CommuneCode, "44109"),
    (CommuneCode, "2A004"),
    (CommuneCode, "75114"),
    (CommuneCode, "97411"),
    (Spaces, "Nantes"),
    (Absent, "Nancy"),
]
WRONG = [
    (Siret, "2.144E+13", "notation scientifique"),
    (Siret, "2,144E+13", "notation scientifique"),
    (Siret, "214 401 093 00015", "«\u00a021440109300015\u00a0»"),
    (Siret, "214401093", "SIREN"),
    (Siret, "22530000000000", "finit par des zéros"),
    (Siret, "35181600000000", "zéros"),
    (Siret, "21440109300016", "clé de contrôle"),
    (Siret, "1234", "quatorze chiffres"),
    (Siret, "", "quatorze chiffres"),
    (Siren, "214401094", "clé de contrôle"),
    (Siren, "21440109300015", "«\u00a0214401093\u00a0»"),
    (Siren, "214 401 093", "signes en trop"),
    (Actes, "Urbanisme", "barre oblique"),
    (Actes, "Urbanisme / Documents", "espace"),
    (Actes, "Jardinage/Roses", "neuf matières"),
    (YearInterval, "2027/2026", "après la première"),
    (YearInterval, "26", "ni une année"),
    (OpeningHours, "du lundi au vendredi", "OpenStreetMap"),
    (OpeningHours, "true", "OpenStreetMap"),
    (CommuneCode, "44000", "code postal"),
    (CommuneCode, "01340", "«\u00a001015\u00a0»"),
    (Spaces, " Nantes\u00a0", "«\u00a0Nantes\u00a0»"),
    (Absent, "NC", "vide"),
    (Absent, "n/a", "vide"),
]


def told(finding: Finding | None) -> str:
    return f"{finding.message} {finding.advice}" if finding else ""


@pytest.mark.parametrize(("rule", "value"), RIGHT)
def test_a_good_value_is_left_alone(rule, value):
    assert rule().check(value) is None


@pytest.mark.parametrize(("rule", "value", "words"), WRONG)
def test_a_wrong_value_is_told_with_what_to_do(rule, value, words):
    text = told(rule().check(value))
    assert words in text
    assert not re.search(r" [:;?!»]|« ", text), text


def test_a_lost_leading_zero_of_a_siret_is_recognised():
    siren = next(f"05552017{key}" for key in range(10) if not Siren().check(f"05552017{key}"))
    siret = next(f"{siren}0001{key}" for key in range(10) if not Siret().check(f"{siren}0001{key}"))
    assert f"Écrivez «\u00a0{siret}\u00a0»" in told(Siret().check(siret[1:]))


# --- Rules of a row ---


def found(schema: str, **cells: object) -> list[str]:
    line = Line({name: str(cell) for name, cell in cells.items()}, dict(cells))
    return [
        finding.rule.id
        for rule in for_rows(schemas.load(schema), list(cells))
        for finding in rule.check(line)
    ]


def vote(effective: int | None, real: int | None, yes: int, no: int, blank: int) -> list[str]:
    return found(
        "deliberations",
        VOTE_EFFECTIF=effective,
        VOTE_REEL=real,
        VOTE_POUR=yes,
        VOTE_CONTRE=no,
        VOTE_ABSTENTION=blank,
    )


def test_votes_add_up():
    assert vote(43, 40, 25, 10, 5) == []
    assert vote(43, 40, 25, 10, 6) == ["somme"]
    assert vote(39, 40, 25, 10, 5) == ["comparaison"]
    assert set(vote(43, 20, 25, 10, 5)) == {"comparaison", "somme"}


def test_dates_of_a_deliberation_are_in_order():
    from datetime import date

    good = {"DELIB_DATE": date(2026, 1, 5), "PREF_DATE": date(2026, 1, 5)}
    assert found("deliberations", **good) == []
    assert found("deliberations", **good | {"PREF_DATE": date(2026, 1, 4)}) == ["comparaison"]


def test_vote_columns_are_filled_together(tmp_path):
    header = "COLL_NOM,COLL_SIRET,DELIB_ID,DELIB_DATE,DELIB_OBJET,"
    votes = "VOTE_EFFECTIF,VOTE_REEL,VOTE_POUR,VOTE_CONTRE,VOTE_ABSTENTION\n"
    row = "Nantes,21440109300015,1,2026-01-05,Rue,"
    told = validate(
        write(tmp_path, header + votes + f"{row},,,,\n{row}9,,8,0,0\n"), "deliberations"
    )
    assert [(p.row, p.column) for p in told.problems if p.rule == "colonnes-solidaires"] == [
        (3, "VOTE_REEL")
    ]


def test_a_beneficiary_needs_one_of_two_numbers():
    assert found("subventions", idBeneficiaire="", rnaBeneficiaire="W751234567") == []
    assert found("subventions", idBeneficiaire="", rnaBeneficiaire="") == ["un-des-deux"]
    assert found("subventions", idBeneficiaire="") == ["un-des-deux"]


def test_a_file_without_any_number_of_beneficiaries_is_invalid(tmp_path):
    told = validate(write(tmp_path, "nomBeneficiaire;montant\nLes Amis;10\n"), "subventions")
    assert [p.column for p in told.problems if p.rule == "un-des-deux"] == ["idBeneficiaire"]


@pytest.mark.parametrize(
    ("longitude", "latitude", "expected"),
    [
        (-1.55, 47.21, []),
        (47.21, -1.55, ["coordonnees-inversees"]),
        (355_000.0, 6_689_000.0, ["coordonnees-hors-france"]),
        (1.55, 7.21, ["coordonnees-hors-france"]),
        (0.0, 0.0, ["coordonnees-hors-france"]),
        (55.45, -20.88, []),
        (-61.07, 14.6, []),
        (166.45, -22.27, []),
        (-149.57, -17.53, []),
    ],
)
def test_points_are_in_france_overseas_included(longitude, latitude, expected):
    assert found("arbres", longitude=longitude, latitude=latitude) == expected


def test_inner_points_of_all_communes_are_in_france():
    from culture_data import datasets

    lines = datasets.path("communes.csv").read_text(encoding="utf-8").splitlines()[1:]
    points = [line.rsplit(",", 2)[1:] for line in lines]
    outside = [p for p in points if p[0] and not in_france(float(p[0]), float(p[1]))]
    assert outside == []


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("dateConvention", "25/12/2024", "«\u00a02024-12-25\u00a0»"),
        ("dateConvention", "03/04/2024", "vérifiez que le jour"),
        ("dateConvention", "12/25/2024", "mois semble écrit avant"),
        ("dateConvention", "25/12/24", "deux chiffres"),
        ("dateConvention", "43101", "«\u00a02018-01-01\u00a0»"),
        ("dateConvention", "2014", "année seule"),
        ("dateConvention", "2024-02-30", "n'existe pas"),
        ("dateConvention", "31/02/2024", "n'existe pas"),
        ("dateConvention", "2024-01-05 00:00:00", "«\u00a02024-01-05\u00a0»"),
        ("montant", "1 500,50 €", "«\u00a01500.50\u00a0»"),
        ("montant", "1\u202f500", "«\u00a01500\u00a0»"),
        ("montant", "NC", "zéro voudrait dire"),
        ("montant", "beaucoup", "point avant les décimales"),
        ("nature", "Aide en numeraire", "«\u00a0aide en numéraire\u00a0»"),
        ("notificationUE", "Oui", "«\u00a0oui\u00a0»"),
        ("rnaBeneficiaire", " W751234567", "espaces"),
    ],
)
def test_a_value_of_the_wrong_type_gets_the_way_to_write_it(tmp_path, kind, value, words):
    path = write(tmp_path, f"nomAttribuant;{kind}\nNantes;{value}\n")
    advice = [p.advice for p in validate(path, "subventions").problems if p.column == kind]
    assert any(words in text for text in advice), advice


# --- Names of columns ---


@needs_field
def test_most_real_headers_find_their_name_and_few_a_wrong_one():
    fields = {field["name"]: field["title"] for field in schemas.load("subventions")["fields"]}
    subject = frozenset(names.words("subventions"))
    text = (FIELD / "subventions/entetes-rencontrees-eclaireur-public.csv").read_text("utf-8-sig")
    variants = [line.rsplit(";", 1) for line in text.splitlines()[1:]]
    right = wrong = 0
    for written, expected in variants:
        scores = {name: names.alike(written, name, fields[name], subject) for name in fields}
        best = max(scores, key=lambda name: scores[name])
        if scores[best] >= names.PROPOSED and expected in fields:
            right += best == expected
            wrong += best != expected
    assert len(variants) == 141
    assert right >= 85
    assert wrong <= 8


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("coll_siret", "COLL_SIRET"),
        ("Coll-Nom", "COLL_NOM"),
        ("Délib. objet", "DELIB_OBJET"),
        ("vote pour", "VOTE_POUR"),
    ],
)
def test_a_name_that_differs_by_its_writing_is_proposed(written, field):
    header = [field, *schemas.fields("deliberations")]
    header = [written if name == field else name for name in header[1:]]
    assert [(p.header, p.field) for p in names.propose(header, "deliberations")] == [
        (written, field)
    ]


@pytest.mark.parametrize(
    "header",
    [
        "code,type,adresse,nom,zone,latitude,longitude,source",
        "Code postal,Numéro,Implantation,Date de mise en service,lon,lat",
        "siren,nom,type,regcode,url,population,lat,long",
        "a,b,c",
    ],
)
def test_a_file_of_another_kind_is_not_taken_for_one_of_the_standard(header):
    assert names.guess_schema(header.split(",")) is None


@pytest.mark.parametrize("name", schemas.names())
def test_each_schema_is_guessed_from_its_own_names(name):
    guess = names.guess_schema(schemas.fields(name))
    assert guess is not None
    assert (guess.schema, guess.likeness) == (name, 1.0)
