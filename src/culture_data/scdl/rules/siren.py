"""A SIREN has nine digits, of which the last is a key."""

import re

from frformat import Siren as Format

from culture_data.scdl.problem import Finding, Rule
from culture_data.scdl.rules.siret import LOOK_UP

RULE = Rule("siren", "Numéro SIREN")
FORMAT = Format()


class Siren:
    """Check the nine digits and their key."""

    expert = True

    def check(self, value: str) -> Finding | None:
        """Return what is wrong with a SIREN."""
        if re.fullmatch(r"\d{9}", value) and FORMAT.is_valid(value):
            return None
        digits = re.sub(r"\D", "", value)
        if len(digits) == 14 and FORMAT.is_valid(digits[:9]):
            return Finding(
                RULE,
                value,
                "Quatorze chiffres\u00a0: c'est un SIRET, la colonne demande un SIREN.",
                f"Gardez les neuf premiers chiffres\u00a0: «\u00a0{digits[:9]}\u00a0».",
            )
        if len(digits) == 9 and FORMAT.is_valid(digits):
            return Finding(
                RULE,
                value,
                "Ce SIREN est écrit avec des signes en trop.",
                f"Écrivez «\u00a0{digits}\u00a0».",
            )
        if len(digits) == 9:
            message = "La clé de contrôle de ce SIREN est fausse\u00a0: un chiffre au moins n'est pas le bon."
        else:
            message = f"Un SIREN compte neuf chiffres\u00a0; cette cellule en a {len(digits)}."
        return Finding(RULE, value, message, LOOK_UP)
