"""Match the names of columns that people write with those of the standard.

Nothing is renamed here: a likeness is proposed, people decide.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from culture_data.scdl import schemas

PROPOSED = 0.62
GUESSED = 0.3  # of names written exactly
RESEMBLED = 0.5  # of names that only resemble: better ask than follow a wrong schema
WIDEST = 150  # columns compared: no schema has half as many
NAME_FIRST = 0.08
SMALL = frozenset(
    [
        "a",
        "au",
        "aux",
        "ce",
        "d",
        "de",
        "des",
        "du",
        "en",
        "est",
        "et",
        "l",
        "la",
        "le",
        "les",
        "ou",
        "par",
        "pas",
        "s",
        "sur",
        "un",
        "une",
    ]
)
# Words that stand for one another in the headers of published files.
SAME = {
    "identification": "id",
    "identifiant": "id",
    "identifier": "id",
    "siret": "id",
    "siren": "id",
    "code": "id",
    "num": "numero",
    "no": "numero",
    "n": "numero",
    "ndeg": "numero",
    "libelle": "nom",
    "intitule": "nom",
    "designation": "nom",
    "denomination": "nom",
    "raison": "nom",
    "lat": "latitude",
    "ylat": "latitude",
    "lon": "longitude",
    "lng": "longitude",
    "long": "longitude",
    "xlong": "longitude",
    "adr": "adresse",
    "coll": "collectivite",
    "equip": "equipement",
    "attributaire": "attribuant",
    "mt": "montant",
    "ue": "europeenne",
    "union": "europeenne",
    "commission": "europeenne",
    "notifiee": "notification",
    "notifie": "notification",
    "irae": "rae",
    "attrib": "attribuant",
    "tiers": "beneficiaire",
    "structure": "beneficiaire",
    "benef": "beneficiaire",
    "ref": "reference",
    "deliberation": "decision",
    "acte": "decision",
    "somme": "montant",
    "total": "montant",
    "totale": "montant",
    "referencement": "id",
    "exercice": "annee",
}


@dataclass(frozen=True)
class HeaderProposal:
    """A column of the file that may be one of the standard; likeness from 0 to 1."""

    header: str
    field: str
    likeness: float


@dataclass(frozen=True)
class Guess:
    """The schema that a header looks most like; likeness from 0 to 1."""

    schema: str
    likeness: float


def guess_schema(header: Sequence[str]) -> Guess | None:
    """Return the schema that shares most names with a header, None if none is like it."""
    guesses = [Guess(name, _share(header, schemas.fields(name))) for name in schemas.names()]
    best = max(guesses, key=lambda guess: guess.likeness)
    if best.likeness >= GUESSED:
        return best
    guesses = [Guess(name, round(_resemblance(header, name), 2)) for name in schemas.names()]
    best = max(guesses, key=lambda guess: guess.likeness)
    return best if best.likeness >= RESEMBLED else None


def likeness(header: Sequence[str]) -> float:
    """Return how much a header looks like the nearest schema, from 0 to 1."""
    return max(_share(header, schemas.fields(name)) for name in schemas.names())


def propose(header: Sequence[str], schema: str) -> tuple[HeaderProposal, ...]:
    """Return, for columns that no name of the schema fits, the likely ones, each used once."""
    fields = {field["name"]: field["title"] for field in schemas.load(schema)["fields"]}
    subject = frozenset(words(schema))
    free = [name for name in fields if name not in header]
    strange = list(dict.fromkeys(name for name in header if name and name not in fields))[:WIDEST]
    pairs = sorted(
        (
            HeaderProposal(written, name, round(alike(written, name, fields[name], subject), 2))
            for written in strange
            for name in free
        ),
        key=lambda pair: -pair.likeness,
    )
    chosen: dict[str, HeaderProposal] = {}
    taken: set[str] = set()
    for pair in pairs:
        if pair.likeness < PROPOSED:
            break
        if pair.header not in chosen and pair.field not in taken:
            chosen[pair.header] = pair
            taken.add(pair.field)
    return tuple(chosen[name] for name in strange if name in chosen)


def alike(written: str, name: str, title: str, subject: frozenset[str] = frozenset()) -> float:
    """Return how much a header looks like a field, by its name or by its title.

    `subject` are the words that tell nothing, since the whole table is about them.
    """
    if _flat(written) == _flat(name):
        return 1.0
    return max(_similar(written, name, subject), 0.95 * _similar(written, title, subject))


def _similar(one: str, other: str, subject: frozenset[str]) -> float:
    """Compare letters and words; a whole name found in a longer header weighs most."""
    straight = SequenceMatcher(None, _flat(one), _flat(other), autojunk=False).ratio()
    mine, theirs = set(words(one)) - subject, set(words(other)) - subject
    if not mine or not theirs:
        return 0.8 * straight
    both = len(mine & theirs)
    shared = (both / len(theirs) + 2 * both / (len(mine) + len(theirs))) / 2
    if "nom" in theirs and "id" not in mine:
        shared += NAME_FIRST  # "Bénéficiaire" alone is a name more often than a number
    return min(max(0.9 * straight, 0.75 * shared + 0.25 * straight), 0.99)


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """Cut a name into plain words: "idBeneficiaire" and "ID_BENEFICIAIRE" give the same."""
    spaced = re.sub(r"([a-zéèà])([A-Z])", r"\1 \2", name)
    plain = re.findall(r"[a-z]+|\d+", _plain(spaced))
    kept = [SAME.get(word, word).rstrip("s") for word in plain if word not in SMALL]
    return tuple(dict.fromkeys(kept))


def _share(header: Sequence[str], fields: Sequence[str]) -> float:
    mine, theirs = {_flat(name) for name in header}, {_flat(name) for name in fields}
    mine.discard("")
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine else 0.0


def _resemblance(header: Sequence[str], schema: str) -> float:
    fields = schemas.fields(schema)
    found = sum(proposal.likeness for proposal in propose(header, schema))
    found += len(set(header) & set(fields))
    filled = sum(bool(name) for name in header)
    return 2 * found / (filled + len(fields)) if filled else 0.0


def _flat(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", _plain(name))


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.replace("’", "'").lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
