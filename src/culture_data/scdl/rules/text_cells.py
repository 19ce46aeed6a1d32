"""What no type forbids and that spoils data all the same: stray spaces, ways to say nothing."""

from culture_data.scdl import hints
from culture_data.scdl.problem import Finding, Rule, Severity

SPACES = Rule("espaces", "Espaces au début ou à la fin", Severity.WARNING)
ABSENT = Rule("absence", "Mot mis pour une valeur absente", Severity.WARNING)


class Spaces:
    """Check for spaces around a value."""

    expert = False

    def check(self, value: str) -> Finding | None:
        """Return the stray spaces of a value."""
        if value == value.strip():
            return None
        return Finding(
            SPACES,
            value,
            "La valeur commence ou finit par un espace, que l'œil ne voit pas\u00a0: un filtre ou une "
            "jointure la manquera.",
            f"Écrivez «\u00a0{value.strip()}\u00a0»." if value.strip() else "Videz la cellule.",
        )


class Absent:
    """Check for words such as NC in a column of text."""

    expert = False

    def check(self, value: str) -> Finding | None:
        """Return a word that stands for nothing."""
        if not hints.is_absent(value):
            return None
        return Finding(
            ABSENT,
            value,
            f"«\u00a0{value.strip()}\u00a0» n'est pas une valeur\u00a0: une machine le prendra pour un nom.",
            "Si la valeur manque, laissez la cellule vide.",
        )
