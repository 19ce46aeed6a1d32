"""The simulated tables: valid for their schema, the same for a seed, clearly fictional."""

import csv

import pandas as pd
import pytest
from frformat import Siret
from frictionless import Resource, Schema

from culture_data import datasets
from culture_data.scdl import fictional, samples, schemas

SEEDS = (0, 1, 7, 42)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("kind", "schema"), samples.SCHEMAS.items())
def test_samples_are_valid(kind, schema, seed):
    table = getattr(samples, kind)(seed)
    assert list(table.columns) == schemas.fields(schema)
    rows = [list(table.columns), *table.values.tolist()]
    report = Resource(data=rows, schema=Schema.from_descriptor(schemas.load(schema))).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


@pytest.mark.parametrize("kind", samples.KEYS)
def test_samples_have_a_key_and_depend_on_the_seed_only(kind):
    table = getattr(samples, kind)(3)
    assert 40 <= len(table) <= 120
    assert not table.duplicated(list(samples.KEYS[kind])).any()
    assert all(isinstance(value, str) for value in table.to_numpy().ravel())
    pd.testing.assert_frame_equal(table, getattr(samples, kind)(3))
    assert not table.equals(getattr(samples, kind)(4))


def test_identifiers_pass_every_check_and_are_nobody_s():
    siret = [fictional.siret(fictional.COLLECTIVITE, number) for number in range(300)]
    siret += [fictional.siret(fictional.ASSOCIATION, number) for number in range(300)]
    check = Siret()
    assert len(set(siret)) == 600
    assert all(check.is_valid(number) for number in siret)
    with datasets.path("communes.csv").open(encoding="utf-8", newline="") as file:
        real = {line["siren"][:4] for line in csv.DictReader(file)}
    assert not real & {fictional.COLLECTIVITE, fictional.ASSOCIATION}


def test_containers_and_equipment_stand_where_codes_start_with_a_zero():
    assert samples.points_apport_volontaire(5)["code_insee"].str.startswith("0").all()
    assert samples.equipements(5)["ADR_CODEPOSTAL"].str.startswith("0").all()


@pytest.mark.parametrize(
    ("name", "joined"),
    [
        ("Égly", "d'Égly"),
        ("Le Mans", "du Mans"),
        ("Les Herbiers", "des Herbiers"),
        ("Blanzy", "de Blanzy"),
    ],
)
def test_names_are_joined_as_french_does(name, joined):
    assert samples.of(name) == joined
