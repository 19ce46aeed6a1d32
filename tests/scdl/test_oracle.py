"""What validata-table finds, we find: it is the reference of SCDL, and no dependency of ours.

It is GPL-3 and pins an old Flask: it runs in an environment of its own, made for the test.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from culture_data.resources import folder
from culture_data.scdl.validation import validate
from tests.scdl.field import FIELD, needs_field
from tests.scdl.test_validation import write
from tests.uv import UV

VERSION = "validata-table==0.12.5"
FILES = [
    ("budgets/scdl-budget-crach-56.csv", "budget"),
    ("budgets/scdl-budget-bp2022-transport.csv", "budget"),
    ("deliberations/normandie-cp-2025-05-26-extrait.csv", "deliberations"),
    ("irve/irve-consolidation-v2.0.0-20210718.csv", "irve"),
    ("prenoms/antibes-prenoms-naissance.csv", "prenoms"),
    ("scdl-schemas/arbres/exemple-valide.csv", "arbres"),
    ("scdl-schemas/fontaine-eau/exemple-valide.csv", "fontaine-eau"),
    ("scdl-schemas/lieux-covoiturage/exemple-valide.csv", "lieux-covoiturage"),
    ("scdl-schemas/prenoms/exemple-invalide.csv", "prenoms"),
    ("scdl-schemas/stationnement/exemple-invalide.csv", "stationnement"),
    ("scdl-schemas/stationnement/exemple-valide.csv", "stationnement"),
    ("scdl-schemas/subventions/exemple-2017-etalab.csv", "subventions"),
    ("subventions/brut-53-mayenne-2018.xlsx", "subventions"),
]
# It takes a number where text is asked for a blank cell, and says that both are blank.
NOT_OURS = {"one-of-required"}
# A true Excel date that the workbook shows as « 6-nov-17 »: it reads what is shown.
SHOWN_OTHERWISE = {("brut-53-mayenne-2018.xlsx", 92, "dateConvention")}
VOTES = """\
COLL_NOM,COLL_SIRET,DELIB_ID,DELIB_DATE,DELIB_MATIERE_CODE,DELIB_MATIERE_NOM,DELIB_OBJET,BUDGET_ANNEE,BUDGET_NOM,PREF_ID,PREF_DATE,VOTE_EFFECTIF,VOTE_REEL,VOTE_POUR,VOTE_CONTRE,VOTE_ABSTENTION,DELIB_URL
Nantes,21440109300015,1,2026-01-05,2.1,Urbanisme/Plans,Simulé,2026,Principal,PREF044,2026-01-06,43,40,25,10,5,
Nantes,21440109300016,2,2026-01-05,2.1,Urbanisme/Plans,Simulé,2026,Principal,PREF044,2026-01-06,43,40,25,10,6,
Nantes,21440109300015,3,2026-01-05,2.1,Jardins/Roses,Simulé,2027/2026,Principal,PREF044,2026-01-04,39,40,25,10,5,
Nantes,21440109300015,4,05/01/2026,2.1,Urbanisme / Plans,Simulé,,Principal,PREF044,2026-01-06,43,,25,10,5,
Nantes,21440109300015,5,2026-02-30,2.1,Urbanisme/Plans,Simulé,2026,,PREF044,,43,20,25,10,5,
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory) -> Path:
    """The interpreter of an environment with validata-table and nothing of ours."""
    home = tmp_path_factory.mktemp("validata")
    subprocess.run([UV, "venv", "--quiet", "--python", sys.executable, home], check=True)
    interpreter = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = [UV, "pip", "install", "--quiet", "--python", interpreter, VERSION]
    subprocess.run(install, check=True)
    return interpreter


@pytest.mark.slow
@pytest.mark.network
@needs_field
def test_everything_the_oracle_finds_is_found(python, tmp_path):
    votes = write(tmp_path, VOTES, "deliberations.csv")
    cases = [(FIELD / path, schema) for path, schema in FILES] + [(votes, "deliberations")]
    asked = [
        [str(path), str(folder("datasets") / "scdl/schemas" / f"{schema}.json")]
        for path, schema in cases
    ]
    done = subprocess.run(
        [python, Path(__file__).with_name("oracle.py")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    missed = {}
    total = 0
    for (path, schema), theirs in zip(cases, json.loads(done.stdout), strict=True):
        told = validate(path, schema, details=None)
        places = {(problem.row, problem.column) for problem in told.problems}
        rows = {row for row, _ in places}
        for kind, row, field in theirs:
            if kind in NOT_OURS or (path.name, row, field) in SHOWN_OTHERWISE:
                continue
            total += 1
            # Where several cells disagree, which one is named is a matter of taste.
            whole_row = not field or kind == "cohesive-columns-value"
            known = (row or 1) in rows if whole_row else (row or 1, field) in places
            if not known:
                missed.setdefault(path.name, []).append((kind, row, field))
    assert missed == {}
    assert total > 1_200
