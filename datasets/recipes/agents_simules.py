# /// script
# requires-python = ">=3.11"
# ///
"""Rebuild `lessons/C04/agents_simules.csv`: SIMULATED numbers of agents of each commune.

No open file gives the full-time equivalents of each commune. These are drawn from
the SHA-256 of the INSEE code, with whole numbers only, so that every machine makes
the same bytes. They tell nothing about any real commune.

The plain draw: population / (60 to 45 inhabitants an agent) x (0.6 to 1.6), blank for
3 % of the communes. Over it, in each département, what the lesson needs in order to
tell right answers from wrong ones:

- at two communes of 3,500 inhabitants or more, exactly 50.0 and exactly 49.5;
- at the two largest communes below 3,500, at least 50 agents;
- at one commune of 3,500 or more a blank, where there are four of them.

Communes of exactly 3,500 inhabitants always have a number, over 50.
"""

import hashlib
from collections import defaultdict
from pathlib import Path

from cuisine import Files, csv_text, run, shipped_communes

COLUMNS = ("code_insee", "nom", "agents_etp_simules")
THRESHOLD = 3_500  # inhabitants
FIFTY = 500  # all numbers of agents are held in tenths: 500 is 50.0
INHABITANTS_PER_AGENT = ((500, 60), (2_000, 58), (10_000, 55), (50_000, 50))
INHABITANTS_PER_AGENT_IN_CITIES = 45
BLANKS_PER_THOUSAND = 30
ENOUGH_FOR_A_BLANK = 4

Commune = tuple[str, int]  # INSEE code, population


def recipe(_cache: Path) -> Files:
    """Return the file, its rows in an order that has nothing to do with `communes.csv`."""
    communes = shipped_communes()
    tenths: dict[str, int | None] = {}
    for departement in _by_departement(communes).values():
        tenths |= _simulate(departement)
    communes.sort(
        key=lambda commune: hashlib.sha256(f"ordre:{commune['code_insee']}".encode()).digest()
    )
    rows = (
        (commune["code_insee"], commune["nom"], _written(tenths.get(commune["code_insee"])))
        for commune in communes
    )
    return {"lessons/C04/agents_simules.csv": csv_text(COLUMNS, rows).encode()}


def _by_departement(communes: list[dict[str, str]]) -> dict[str, list[Commune]]:
    """Group the communes whose population is known."""
    groups = defaultdict(list)
    for commune in communes:
        if commune["population"]:
            groups[commune["code_departement"]].append(
                (commune["code_insee"], int(commune["population"]))
            )
    return groups


def _simulate(communes: list[Commune]) -> dict[str, int | None]:
    """Return the tenths of agents of each commune of a département; None is a blank."""
    tenths = {code: _plain(code, population) for code, population in communes}
    blanks = {code for code, _ in communes if _draw("vide", code, 1_000) < BLANKS_PER_THOUSAND}

    small = sorted((c for c in communes if c[1] < THRESHOLD), key=lambda c: (-c[1], c[0]))[:2]
    exact = [c for c in communes if c[1] == THRESHOLD]
    large = [c for c in communes if c[1] > THRESHOLD]
    for code, _ in (*small, *exact):
        if tenths[code] <= FIFTY:
            tenths[code] = FIFTY + 5 + _draw("petite", code, 120)
    edge = sorted(large, key=lambda c: (abs(tenths[c[0]] - FIFTY), c[0]))[:2]
    if len(edge) + len(exact) >= 2:
        # With a single larger commune, the one of exactly 3,500 takes the other value.
        fifty, under = [code for code, _ in (*edge, *exact)][:2]
        tenths[fifty], tenths[under] = FIFTY, FIFTY - 5
    designed = {code for code, _ in (*small, *exact, *edge)}
    others = sorted((code for code, _ in large if code not in designed), key=_blank_rank)
    if len(large) >= ENOUGH_FOR_A_BLANK:
        blanks.add(others[0])
    return {code: None if code in blanks - designed else tenths[code] for code, _ in communes}


def _plain(code: str, population: int) -> int:
    """Return the tenths of agents that the plain draw gives."""
    per_agent = next(
        (ratio for limit, ratio in INHABITANTS_PER_AGENT if population < limit),
        INHABITANTS_PER_AGENT_IN_CITIES,
    )
    factor = 600 + _draw("facteur", code, 1_001)  # thousandths: 0.6 to 1.6
    return population * 10 * factor // (per_agent * 1_000)


def _draw(purpose: str, code: str, sides: int) -> int:
    """Return a whole number from 0 to `sides` - 1 that depends on nothing but its arguments."""
    digest = hashlib.sha256(f"{purpose}:{code}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % sides


def _blank_rank(code: str) -> tuple[int, str]:
    return _draw("vide-choisi", code, 1_000_000), code


def _written(tenths: int | None) -> str:
    return "" if tenths is None else f"{tenths // 10}.{tenths % 10}"


if __name__ == "__main__":
    run(recipe, "Reconstruit les nombres d'agents simulés de la leçon C04.")
