"""Scoring a repair: defects mended, good cells left alone, nothing made up.

The score is (mended - damage) / defects, never below 0. A good cell changed or blanked, a
value made up or repaired the wrong way cost one defect each; a row lost or added costs
three, at most. How the file was read (encoding, separator, titles) is shown, and counts
only where the file has no other defect: a table that was not read well has bad cells.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from culture_data.french import count, number
from culture_data.scdl.alignment import align
from culture_data.scdl.defects import named
from culture_data.scdl.dirtying import Dirtied
from culture_data.scdl.judging import Place, judge
from culture_data.scdl.ledger import Ledger

ROW_COST = 3


@dataclass(frozen=True)
class KindScore:
    """What became of one kind of defect; `counted` tells whether it is in the score."""

    defect: str
    name: str
    total: int
    mended: int
    counted: bool

    @property
    def remaining(self) -> int:
        """How many are still there."""
        return self.total - self.mended


@dataclass(frozen=True)
class RepairScore:
    """A repair, judged. `score` goes from 0 to 1; `where()` gives the places, on demand."""

    score: float
    by_kind: tuple[KindScore, ...]
    cells_damaged: int
    rows_missing: int
    rows_added: int
    invented: int
    botched: int
    readable: bool
    places: tuple[Place, ...]

    @property
    def total(self) -> int:
        """How many defects count."""
        return sum(kind.total for kind in self.by_kind if kind.counted)

    @property
    def mended(self) -> int:
        """How many of them are mended."""
        return sum(kind.mended for kind in self.by_kind if kind.counted)

    @property
    def remaining(self) -> int:
        """How many of them remain."""
        return self.total - self.mended

    @property
    def damaged(self) -> int:
        """Everything that the repair spoilt: cells, rows, values made up or set wrong."""
        rows = self.rows_missing + self.rows_added
        return self.cells_damaged + rows + self.invented + self.botched

    @property
    def perfect(self) -> bool:
        """Whether all is mended and nothing spoilt."""
        return self.score == 1 and not self.damaged

    def kind(self, defect: str) -> KindScore:
        """Return what became of one kind of defect.

        Raises:
            KeyError: the file never had it.
        """
        for kind in self.by_kind:
            if kind.defect == defect:
                return kind
        raise KeyError(defect)

    def where(self, defect: str | None = None) -> tuple[Place, ...]:
        """Return where things are still wrong: all, or for one kind of defect or damage."""
        return tuple(place for place in self.places if defect in (None, place.what))

    def messages(self) -> list[str]:
        """Return what a learner may read, in French: how many remain of which kind, no place."""
        if not self.readable:
            return [
                "Les colonnes qui identifient les lignes sont introuvables\u00a0: vérifiez comment "
                "le fichier a été lu (séparateur, lignes avant les noms de colonnes, encodage)."
            ]
        said = [
            f"{kind.name}\u00a0: {_left(kind.remaining)} sur {number(kind.total)}"
            for kind in self.by_kind
            if kind.remaining and kind.counted
        ]
        if not said and self.total:
            said = ["Tous les défauts sont réparés."]
        return said + self._damage_messages()

    def _damage_messages(self) -> list[str]:
        pairs = (
            (self.cells_damaged, "bonne cellule", "changée ou effacée"),
            (self.rows_missing, "ligne", "perdue"),
            (self.rows_added, "ligne", "en trop, qui n'était pas dans le fichier"),
            (self.invented, "valeur", "inventée\u00a0: seule la source peut la donner"),
            (self.botched, "cellule", "réparée de travers ou effacée"),
        )
        return [_damage(many, noun, what) for many, noun, what in pairs if many]


def repair_score(dirtied: Dirtied | Ledger, repaired: pd.DataFrame) -> RepairScore:
    """Judge a repaired table against the ledger of the dirty file.

    Rows are found by their key and columns by name: order, index, further columns and
    types do not matter. A value that only the source knows is well treated when it is
    blank, right (someone went back to the source), or left as it was with something
    written in a further column of its row (a flag).

    Args:
        dirtied: what `dirty` returned, or its ledger.
        repaired: the learner's table.

    Raises:
        CultureDataError: `repaired` is no table.
    """
    ledger = dirtied.ledger if isinstance(dirtied, Dirtied) else dirtied
    aligned = align(ledger, repaired)
    verdicts, damage = judge(ledger, aligned)
    kinds = _kinds(verdicts)
    costs = Counter(place.what for place in damage)
    lost = costs["ligne perdue"] + costs["ligne ajoutée"]
    total = sum(kind.total for kind in kinds if kind.counted)
    mended = sum(kind.mended for kind in kinds if kind.counted)
    loss = len(damage) - lost + ROW_COST * lost
    left = [
        Place(place.row, place.column, place.found, what) for place, what, ok in verdicts if not ok
    ]
    return RepairScore(
        score=max(0.0, min(1.0, (mended - loss) / total)) if total and aligned.readable else 0.0,
        by_kind=kinds,
        cells_damaged=costs["cellule"],
        rows_missing=costs["ligne perdue"],
        rows_added=costs["ligne ajoutée"],
        invented=costs["inventée"],
        botched=costs["de travers"] + costs["effacée"],
        readable=aligned.readable,
        places=(*left, *damage),
    )


def _kinds(verdicts: Iterable[tuple[Place, str, bool]]) -> tuple[KindScore, ...]:
    totals: Counter[str] = Counter()
    mended: Counter[str] = Counter()
    for _, defect, ok in verdicts:
        totals[defect] += 1
        mended[defect] += ok
    only_reading = all(_is_reading(defect) for defect in totals)
    return tuple(
        KindScore(
            defect,
            named(defect).name,
            total,
            mended[defect],
            only_reading or not _is_reading(defect),
        )
        for defect, total in totals.items()
    )


def _is_reading(defect: str) -> bool:
    """Tell whether the defect is dealt with by reading the file, or cannot be mended at all."""
    return named(defect).family == "fichier" and defect not in ("entetes", "ordre_colonnes")


def _left(many: int) -> str:
    return f"{number(many)} {'restent' if many >= 2 else 'reste'}"


def _damage(many: int, noun: str, what: str) -> str:
    if many < 2:
        return f"{count(many, noun)} {what}."
    nouns = {"bonne cellule": "bonnes cellules", "ligne": "lignes", "valeur": "valeurs"}
    return f"{number(many)}\u00a0{nouns.get(noun, noun + 's')} {PLURALS.get(what, what)}."


PLURALS = {
    "changée ou effacée": "changées ou effacées",
    "perdue": "perdues",
    "en trop, qui n'était pas dans le fichier": "en trop, qui n'étaient pas dans le fichier",
    "inventée\u00a0: seule la source peut la donner": "inventées\u00a0: seule la source peut les donner",
    "réparée de travers ou effacée": "réparées de travers ou effacées",
}
