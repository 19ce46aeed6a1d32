"""Our schemas say what the published ones say, in our own words."""

import difflib
import json
import re

import frictionless
import pytest

from culture_data.errors import CultureDataError
from culture_data.scdl import schemas
from tests.scdl.field import PUBLISHED, needs_field

SOURCES = {
    "arbres": "arbres/schema.json",
    "budget": "budget/schema-0.8.3.json",
    "catalogue": "catalogue/schema-0.1.3.json",
    "dae": "dae/schema-1.0.7.json",
    "deliberations": "deliberations/schema-2.1.5.json",
    "equipements": "equipements/schema-0.1.5.json",
    "fontaine-eau": "fontaine-eau/schema-0.1.0.json",
    "irve": "irve/schema-statique-2.3.1.json",
    "lieux-covoiturage": "lieux-covoiturage/schema-0.3.1.json",
    "menus-collectifs": "menus-collectifs/schema-1.2.3.json",
    "plats-menus-collectifs": "plats-menus-collectifs/schema-0.7.2.json",
    "prenoms": "prenoms/schema-1.1.6.json",
    "stationnement": "stationnement/schema-0.1.5.json",
    "subventions": "subventions/schema-2.1.1.json",
}
OUR_WORDS = {"title", "description"}
LEFT_OUT = {"example", "examples"}


def published(name: str) -> dict:
    return json.loads((PUBLISHED / SOURCES[name]).read_text(encoding="utf-8"))


def facts(field: dict) -> dict:
    """Everything that a schema says of a field but words and examples."""
    kept = {key: value for key, value in field.items() if key not in OUR_WORDS | LEFT_OUT}
    if "arrayItem" in kept:
        kept["arrayItem"] = facts(kept["arrayItem"])
    return kept


def test_every_announced_schema_is_there():
    assert schemas.names() == tuple(SOURCES)


@needs_field
@pytest.mark.parametrize("name", SOURCES)
def test_fields_types_and_constraints_are_the_published_ones(name):
    ours, theirs = schemas.load(name), published(name)
    assert schemas.fields(name) == [field["name"] for field in theirs["fields"]]
    for mine, other in zip(ours["fields"], theirs["fields"], strict=True):
        assert facts(mine) == facts(other), mine["name"]
    for key in ("version", "missingValues", "primaryKey", "custom_checks", "created"):
        assert ours.get(key) == theirs.get(key), key
    assert ours["path"] == theirs.get("path", ours["path"])
    known = theirs.get("name", name)
    assert ours.get("publishedName", ours["name"]) == known


@needs_field
@pytest.mark.parametrize("name", SOURCES)
def test_descriptions_are_our_own(name):
    for mine, other in zip(schemas.load(name)["fields"], published(name)["fields"], strict=True):
        text, theirs = mine["description"].lower(), other.get("description", "").lower()
        same = difflib.SequenceMatcher(None, text, theirs, autojunk=False).find_longest_match()
        assert same.size < 40, (mine["name"], text[same.a : same.a + same.size])


@pytest.mark.parametrize("name", SOURCES)
def test_frictionless_accepts_the_schema(name):
    report = frictionless.Schema.validate_descriptor(schemas.load(name))
    assert report.valid, report.flatten()


@pytest.mark.parametrize("name", SOURCES)
def test_each_field_has_a_short_title_and_one_line_of_description(name):
    for field in schemas.load(name)["fields"]:
        assert 0 < len(field["title"]) <= 60, field["name"]
        assert 0 < len(field["description"]) <= 130, field["name"]
        assert "\n" not in field["description"]
        for text in (field["title"], field["description"]):
            assert not re.search(r" [:;?!»]|« ", text), text


def test_an_unknown_schema_gets_the_close_one():
    with pytest.raises(CultureDataError, match="Vouliez-vous dire «\u00a0subventions\u00a0»"):
        schemas.load("subvention")
    with pytest.raises(CultureDataError, match="Schémas disponibles\u00a0: arbres, budget"):
        schemas.fields("zzzz")


def test_a_caller_may_change_what_it_gets():
    schemas.load("prenoms")["fields"].clear()
    assert schemas.fields("prenoms")[0] == "COMMUNE_NOM"
