"""C04 is right wherever the learner works: every région and département, and 50 EPCI.

The oracle reads the files with the csv module alone: no line of the lesson serves twice.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from culture_data import datasets, sources, territory
from culture_data.exercises import journal
from culture_data.exercises.verdict import Outcome
from culture_data.lessons import lesson
from culture_data.territory import Territory
from tests.lessons.bench import run

EPCI = [each for each in territory.every() if each.sorte == "EPCI"]
TERRITORIES = [each for each in territory.every() if each.sorte != "EPCI"] + EPCI[
    :: len(EPCI) // 50
]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    def read(name: str) -> Iterator[dict[str, str]]:
        with datasets.path(name).open(encoding="utf-8", newline="") as handle:
            yield from csv.DictReader(handle)

    agents = {row["code_insee"]: row["agents_etp_simules"] for row in read("agents_simules.csv")}
    return [
        row
        | {
            "inhabitants": int(row["population"]) if row["population"] else None,
            "agents": float(agents[row["code_insee"]]) if agents[row["code_insee"]] else None,
        }
        for row in read("communes.csv")
    ]


@pytest.fixture(scope="module")
def cells() -> list[str]:
    notebook = sources.read(lesson("C04"))
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def expected(rows: list[dict[str, Any]], where: Territory) -> dict[str, set[str]]:
    here = [row for row in rows if row[where.colonne] == where.code]

    def codes(*kept: dict[str, Any]) -> set[str]:
        return {row["code_insee"] for row in kept}

    def reaches(value: float | None, threshold: float) -> bool:
        return value is not None and value >= threshold

    def under(value: float | None, threshold: float) -> bool:
        return value is not None and value < threshold

    return {
        "territoire": codes(*here),
        "grandes": codes(*(row for row in here if reaches(row["inhabitants"], 3500))),
        "concernees": codes(
            *(r for r in here if reaches(r["inhabitants"], 3500) and reaches(r["agents"], 50))
        ),
        "villes": codes(
            *(r for r in here if reaches(r["inhabitants"], 10_000) and reaches(r["agents"], 50))
        ),
        "dispensees": codes(
            *(r for r in here if under(r["inhabitants"], 3500) or under(r["agents"], 50))
        ),
    }


def test_right_everywhere(
    rows: list[dict[str, Any]],
    cells: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(journal, "_memory", {})
    monkeypatch.setattr(territory, "_current", territory.DEFAULT)
    assert len([each for each in TERRITORIES if each.sorte == "EPCI"]) >= 50
    names: dict[str, Any] = {}
    start = next(i for i, source in enumerate(cells) if source.startswith("mon_territoire"))
    for source in cells[:start]:
        run(source, names)
    for where in TERRITORIES:
        names["mon_territoire"] = territory.choisir_territoire(where.code, where.sorte)
        for source in cells[start + 1 :]:
            if source.startswith("verifier("):
                verdict = eval(source, names)
                assert verdict.outcome is Outcome.RIGHT, (where, verdict.exercise, verdict.checks)
            else:
                run(source, names)
        for name, codes in expected(rows, where).items():
            assert set(names[name]["code_insee"]) == codes, (where, name)
        populations = list(names["classees"]["population"])
        assert populations == sorted(populations, reverse=True), where
    assert datasets.intact("communes.csv")
