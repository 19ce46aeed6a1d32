"""Years of a budget: one, or two in order."""

import re

from culture_data.scdl.problem import Finding, Rule

RULE = Rule("annees", "Année ou période de deux années")


class YearInterval:
    """Check AAAA, or AAAA/AAAA with the first year before the second."""

    expert = True

    def check(self, value: str) -> Finding | None:
        """Return what is wrong with years."""
        match = re.fullmatch(r"(\d{4})(?:/(\d{4}))?", value)
        if not match:
            return Finding(
                RULE,
                value,
                "Ce n'est ni une année ni une période de deux années.",
                "Écrivez «\u00a02026\u00a0», ou «\u00a02026/2027\u00a0» pour une période.",
            )
        first, last = match.groups()
        if last is not None and first >= last:
            return Finding(
                RULE,
                value,
                "La seconde année de la période doit être après la première.",
                f"Vérifiez les deux années\u00a0; pour une seule, écrivez «\u00a0{first}\u00a0».",
            )
        return None
