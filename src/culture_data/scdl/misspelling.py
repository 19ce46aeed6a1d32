"""Other spellings of a column name, as people really write them."""

from culture_data.scdl.columns import WORDS
from culture_data.scdl.dice import Dice


def misspell(name: str, taken: set[str], dice: Dice) -> str | None:
    """Return another spelling of a column name that no column has, or None.

    "idAttribuant" may become "id_attribuant", "Id attribuant", "ID ATTRIBUANT"…
    """
    parts = WORDS.findall(name)
    lower = [part.lower() for part in parts]
    spellings = [
        "_".join(lower),
        " ".join(lower).capitalize(),
        " ".join(lower).upper(),
        "".join(lower),
        "-".join(lower),
        f"{name} ",
    ]
    free = [other for other in spellings if other.strip() and other not in taken and other != name]
    return dice.pick(free) if free else None
