"""Identifiers that pass every check and that no one can have.

A public body's SIREN starts with 21 (communes) or 2x, then the number of its
département: no département has the number 99. A SIRET made here starts with 2199
(collectivités) or 2999 (associations) and has right keys. An RNA number starts with the
number of the registering office: W999 is none. Telephone numbers are in the block kept
for fiction (01 99 00), web and e-mail addresses end in .example, which never resolves.
"""

COLLECTIVITE = "2199"
ASSOCIATION = "2999"


def siret(prefix: str, number: int) -> str:
    """Return a SIRET of 14 digits with right keys.

    Args:
        prefix: COLLECTIVITE or ASSOCIATION.
        number: 0 to 9999.
    """
    siren = _with_key(f"{prefix}{number:04}")
    # The establishment's number varies: five lost digits must not be guessed as 0001 and a key.
    return _with_key(f"{siren}{number * 37 % 89 + 2:04}")


def rna(number: int) -> str:
    """Return an RNA number of an association (0 to 999999)."""
    return f"W999{number:06}"


def telephone(number: int) -> str:
    """Return a telephone number in the international form (0 to 9999)."""
    return f"+33 19900{number:04}"


def _with_key(digits: str) -> str:
    """Add the Luhn key: with it, the weighed digits sum to a multiple of ten."""
    weighed = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits))]
    return digits + str(-sum(value - 9 * (value > 9) for value in weighed) % 10)
