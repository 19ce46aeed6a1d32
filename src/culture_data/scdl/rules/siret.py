"""A SIRET has fourteen digits, of which the last is a key."""

import re

from frformat import Siret as Format

from culture_data.scdl.problem import Finding, Rule

RULE = Rule("siret", "Numéro SIRET")
FORMAT = Format()
LOOK_UP = "Cherchez le bon numéro sur annuaire-entreprises.data.gouv.fr."


class Siret:
    """Check the key, and say what probably happened to the number."""

    expert = True

    def check(self, value: str) -> Finding | None:
        """Return what is wrong with a SIRET."""
        if re.fullmatch(r"\d{14}", value) and FORMAT.is_valid(value):
            return None
        return Finding(RULE, value, *_explain(value))


def _explain(value: str) -> tuple[str, str]:
    digits = re.sub(r"\D", "", value)
    if re.fullmatch(r"\s*\d([.,]\d+)?[eE]\+?\d+\s*", value):
        return (
            "Ce SIRET est en notation scientifique\u00a0: un tableur l'a pris pour un nombre et en a "
            "perdu des chiffres.",
            f"N'essayez pas de les deviner. Reprenez le numéro à sa source, ou\u00a0: {LOOK_UP}",
        )
    if len(digits) == 14 and FORMAT.is_valid(digits):
        return (
            "Ce SIRET est bon, mais il est écrit avec des signes en trop (espaces, apostrophe, points).",
            f"Écrivez «\u00a0{digits}\u00a0».",
        )
    if len(digits) == 9 and digits == value.strip():
        return (
            "Neuf chiffres\u00a0: c'est un SIREN (l'organisme), pas un SIRET (un de ses établissements).",
            f"Il manque les cinq chiffres de l'établissement, qui ne se devinent pas. {LOOK_UP}",
        )
    if len(digits) == 14 and digits.endswith("0000"):
        return (
            "La clé de ce SIRET est fausse, et il finit par des zéros\u00a0: un tableur a sans doute "
            "remplacé ses derniers chiffres.",
            f"N'essayez pas de les deviner. {LOOK_UP}",
        )
    if len(digits) == 14 and digits == value:
        return (
            "La clé de contrôle de ce SIRET est fausse\u00a0: un chiffre au moins n'est pas le bon.",
            f"Comparez-le avec la source, chiffre à chiffre. {LOOK_UP}",
        )
    if len(digits) == 13 and FORMAT.is_valid(f"0{digits}"):
        return (
            "Treize chiffres\u00a0: le zéro de tête a été perdu, sans doute dans un tableur.",
            f"Écrivez «\u00a00{digits}\u00a0», dans une colonne au format Texte.",
        )
    return (
        f"Un SIRET compte quatorze chiffres\u00a0; cette cellule en a {len(digits)}.",
        LOOK_UP,
    )
