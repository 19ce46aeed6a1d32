"""Taking in a clean table: cells as text, a key that names each row."""

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from culture_data.errors import CultureDataError
from culture_data.scdl import cells
from culture_data.scdl.columns import words

KEY_WORDS = ("id", "uid", "code", "reference", "identifiant")
WIDEST_KEY = 4


def as_text(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with every cell as text ("" when blank) and rows numbered from 0.

    Raises:
        CultureDataError: not a table, no row, no column, or two columns of one name.
    """
    if not isinstance(table, pd.DataFrame):
        raise CultureDataError(
            "Il faut un tableau pandas (DataFrame), tel que pd.read_csv en rend un."
        )
    if table.empty:
        raise CultureDataError("Le tableau est vide\u00a0: il faut au moins une ligne.")
    names = [str(name) for name in table.columns]
    if len(set(names)) < len(names):
        raise CultureDataError(
            "Deux colonnes du tableau portent le même nom\u00a0: renommez-en une."
        )
    columns = {
        name: [cells.text(value) for value in table.iloc[:, place].tolist()]
        for place, name in enumerate(names)
    }
    return pd.DataFrame(columns, columns=names, dtype=object)


def find_key(table: pd.DataFrame, key: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the columns that name each row: those given, or the fewest that do.

    Args:
        table: as `as_text` returns it.
        key: a column, several, or None to guess.

    Raises:
        CultureDataError: unknown column, or rows that cannot be told apart.
    """
    if key is not None:
        asked = (key,) if isinstance(key, str) else tuple(key)
        unknown = [name for name in asked if name not in table.columns]
        if unknown:
            raise CultureDataError(
                f"La colonne «\u00a0{unknown[0]}\u00a0» n'existe pas dans ce tableau."
            )
        if not _names_rows(table, asked):
            raise CultureDataError(
                f"La colonne «\u00a0{' + '.join(asked)}\u00a0» ne distingue pas toutes les lignes\u00a0: "
                "certaines y ont la même valeur, ou n'en ont pas."
            )
        return asked
    likely = sorted(table.columns, key=lambda name: not set(words(name)) & set(KEY_WORDS))
    for width in range(1, WIDEST_KEY + 1):
        # Wide tables: keys of several columns are looked for among the first ones only.
        for names in combinations(likely if width == 1 else likely[:12], width):
            if _names_rows(table, names):
                return names
    raise CultureDataError(
        "Aucune colonne ne distingue les lignes de ce tableau\u00a0: ajoutez un identifiant, "
        "ou retirez les lignes en double."
    )


def _names_rows(table: pd.DataFrame, names: Sequence[str]) -> bool:
    part = table[list(names)]
    return not (part == "").any(axis=None) and not part.duplicated().any()
