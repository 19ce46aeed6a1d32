"""Opening hours are written the way of OpenStreetMap."""

import opening_hours

from culture_data.scdl.problem import Finding, Rule

RULE = Rule("horaires", "Horaires d'ouverture (écriture d'OpenStreetMap)")


class OpeningHours:
    """Ask the library that reads OpenStreetMap's opening hours."""

    expert = True

    def check(self, value: str) -> Finding | None:
        """Return what is wrong with opening hours."""
        if opening_hours.validate(value):
            return None
        return Finding(
            RULE,
            value,
            "Ces horaires ne suivent pas l'écriture d'OpenStreetMap.",
            "Écrivez les jours en anglais abrégé (Mo Tu We Th Fr Sa Su) et les heures à quatre "
            "chiffres\u00a0: «\u00a0Mo-Fr 08:30-12:00,13:30-17:30; Sa 09:00-12:00\u00a0», ou "
            "«\u00a024/7\u00a0».",
        )
