"""A territory is found by its name or code, or the message says what to type."""

import pytest

from culture_data import territory
from culture_data.errors import CultureDataError
from culture_data.territory import choisir_territoire, find


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("Bretagne", None, ("région", "53")),
        ("bretagne", None, ("région", "53")),
        ("Provence Alpes Cote d’Azur", None, ("région", "93")),
        ("Corse-du-Sud", None, ("département", "2A")),
        ("2a", None, ("département", "2A")),
        ("44", "département", ("département", "44")),
        ("44", "Région", ("région", "44")),
        ("La Réunion", None, ("région", "04")),
        ("La Réunion", "departement", ("département", "974")),
        ("Nantes Métropole", None, ("EPCI", "244400404")),
        ("244400404", None, ("EPCI", "244400404")),
        ("Saint-Pierre-et-Miquelon", None, ("région", "975")),
    ],
)
def test_found(name: str, kind: str | None, found: tuple[str, str]):
    territory = find(name, kind)
    assert (territory.sorte, territory.code) == found


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        (
            "44",
            None,
            ["plusieurs territoires", 'choisir_territoire("Loire-Atlantique"', "Grand Est"],
        ),
        ("CC des Quatre Rivières", None, ["plusieurs", "EPCI"]),
        ("Bretagnne", None, ["Peut-être", "Bretagne"]),
        ("rhône", "région", ["Peut-être", "Auvergne-Rhône-Alpes"]),
        ("", None, ["Aucun territoire"]),
        ("Atlantide", None, ["Aucun territoire"]),
        ("Bretagne", "canton", ["sorte de territoire"]),
    ],
)
def test_told_what_to_type(name: str, kind: str | None, words: list[str]):
    with pytest.raises(CultureDataError) as error:
        find(name, kind)
    for word in words:
        assert word in str(error.value)


def test_what_the_message_offers_can_be_typed():
    with pytest.raises(CultureDataError) as error:
        find("CC des Quatre Rivières")
    code = str(error.value).split('choisir_territoire("')[1].split('"')[0]
    assert find(code, "EPCI").nom == "CC des Quatre Rivières"


def test_the_choice_holds_and_says_where_to_look(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(territory, "_current", territory.DEFAULT)
    chosen = choisir_territoire("Mayotte")
    assert territory.current() == chosen
    assert repr(chosen).endswith('colonne "code_region", valeur "06".')
