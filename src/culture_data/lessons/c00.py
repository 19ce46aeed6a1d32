"""C00, "Se positionner", short form: the gestures of the path, then where one stands.

The full questionnaire is another matter; here six numbers are asked for, and only their
form is checked, never what they say. Two of the usual nine blocks make no sense here:
nothing exempts from a welcome (no "Défi d'entrée"), and no program is written yet (no
"Chasse à l'erreur").
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from culture_data.exercises.checks import NOT_A_NUMBER, equals, part
from culture_data.exercises.compare import same
from culture_data.exercises.model import Attempt, Check, Exercise, Lesson, Misconception

DOMAINS = {
    "D1": "Mots, droit et sources",
    "D2": "Poste, fichiers et environnement",
    "D3": "Produire et nettoyer",
    "D4": "Compter et comparer",
    "D5": "Lire et montrer",
    "D6": "Règles, algorithmes et personnes",
}
LOWEST, HIGHEST = 0, 4


# Le geste : remplacer les trois points


def _one_number(attempt: Attempt) -> str | None:
    answer = attempt.answer
    if isinstance(answer, int | float | np.number) and not isinstance(answer, bool):
        return None
    if isinstance(answer, str):
        return NOT_A_NUMBER
    if isinstance(answer, tuple) and len(answer) == 1:
        return "Il y a une virgule après le nombre\u00a0: effacez-la."
    if isinstance(answer, tuple):
        return f"La variable contient {len(answer)} nombres, séparés par une virgule."
    return "On attend un seul nombre, écrit en chiffres."


GESTE = Exercise(
    id="C00.geste",
    title="Remplacer les trois points",
    points=1,
    answer="seuil",
    expected=lambda: 3500,
    checks=(
        Check("Un nombre", _one_number, weight=0),
        equals("Le bon nombre", "Ce n'est pas trois mille cinq cents."),
    ),
    misconceptions=(
        Misconception(
            "M89",
            'seuil = "3500"',
            "Entre guillemets, la machine voit des signes et non une quantité\u00a0: elle ne pourra pas "
            "s'en servir pour calculer.",
        ),
        Misconception(
            "M73",
            "seuil = 3.500",
            "Pour Python, le point est la virgule des décimales\u00a0: vous avez écrit trois et demi. "
            "Un grand nombre s'écrit d'un seul tenant.",
        ),
        Misconception(
            "M69",
            "seuil = 3,500",
            "Pour Python, une virgule sépare deux valeurs\u00a0: vous avez écrit trois, puis cinq cents.",
        ),
    ),
    hints=(
        "Effacez les trois points, et seulement eux\u00a0: gardez le nom seuil et le signe =.",
        "Le nombre s'écrit avec quatre chiffres, sans espace, sans point, sans virgule et sans "
        "guillemets.",
    ),
)


# Plusieurs réponses dans une cellule

_FICHE = 'fiche = {{"nom": "Médiathèque", "places": {places}, "code": {code}}}'


def _entry(key: str, value: Any) -> Callable[[Attempt], bool]:
    return lambda attempt: same(attempt.answer[key], value)


FICHE = Exercise(
    id="C00.fiche",
    title="Remplir une fiche",
    points=3,
    answer="fiche",
    expected=lambda: {"nom": "Médiathèque", "places": 120, "code": "0042"},
    checks=(
        part(
            "nom",
            "Le nom",
            "Recopiez le nom lettre à lettre\u00a0: majuscule, accent, et rien de plus.",
        ),
        part("places", "Le nombre de places", "On attend le nombre de la fiche, sans guillemets."),
        part("code", "Le code", "On attend le code de la fiche, avec ses quatre signes."),
    ),
    misconceptions=(
        Misconception(
            "M89",
            _FICHE.format(places='"120"', code='"0042"'),
            "Le nombre de places est entre guillemets\u00a0: c'est du texte, et la machine ne pourra pas "
            "l'additionner à d'autres.",
            _entry("places", "120"),
        ),
        Misconception(
            "M14",
            _FICHE.format(places="120", code="42"),
            "Le code a perdu ses zéros. Un code n'est pas une quantité, c'est un nom écrit en "
            "chiffres\u00a0: il se garde entre guillemets.",
            _entry("code", 42),
        ),
    ),
    hints=(
        "Ce qui se lit (un nom, un code) s'écrit entre guillemets\u00a0; ce qui se compte s'écrit sans.",
        "La forme d'une ligne\u00a0: \"ce que c'est\": valeur, avec la virgule à la fin.",
    ),
)


# Six nombres, dont seule la forme compte


def _title(domain: str) -> str:
    return f"{domain} {DOMAINS[domain]}"


def _valid(domain: str) -> Check:
    """The domain has a whole number from 0 to 4; which one is nobody's business."""
    key = _title(domain)

    def test(attempt: Attempt) -> str | None:
        if not isinstance(attempt.answer, dict) or key not in attempt.answer:
            return "Cette ligne manque\u00a0: gardez les six lignes du modèle."
        level = attempt.answer[key]
        if level is ...:
            return "Il reste les trois points à remplacer."
        if isinstance(level, str):
            return "C'est un texte\u00a0: écrivez le chiffre sans guillemets."
        if not isinstance(level, int | float) or isinstance(level, bool) or level != round(level):
            return "On attend un nombre entier\u00a0: 0, 1, 2, 3 ou 4."
        if not LOWEST <= level <= HIGHEST:
            return f"L'échelle va de {LOWEST} à {HIGHEST}."
        return None

    return Check(f"{key} (ligne remplie)", test, stops=False)


def _has_text(attempt: Attempt) -> bool:
    return any(isinstance(level, str) for level in attempt.answer.values())


def _off_the_scale(attempt: Attempt) -> bool:
    numbers = [level for level in attempt.answer.values() if isinstance(level, int | float)]
    return any(level < LOWEST or level > HIGHEST for level in numbers)


def _position(level: str) -> str:
    """Write the program of a learner who gives this level to each domain."""
    lines = "".join(f"    {_title(domain)!r}: {level},\n" for domain in DOMAINS)
    return f"position = {{\n{lines}}}"


POSITION = Exercise(
    id="C00.position",
    title="Où j'en suis, domaine par domaine",
    points=1,
    answer="position",
    expected=lambda: {_title(domain): LOWEST for domain in DOMAINS},
    checks=tuple(_valid(domain) for domain in DOMAINS),
    misconceptions=(
        Misconception(
            "M89",
            _position('"3"'),
            "Entre guillemets, la machine ne voit pas un chiffre mais du texte. "
            "Retirez les guillemets, votre réponse ne change pas.",
            _has_text,
        ),
        Misconception(
            "M92",
            _position("12"),
            "Ici, pas de note sur 10 ni sur 20\u00a0: chaque chiffre de l'échelle est une phrase. "
            "Choisissez la phrase qui vous ressemble, puis écrivez son chiffre.",
            _off_the_scale,
        ),
    ),
    hints=(
        "Relisez l'échelle\u00a0: cinq phrases, numérotées de 0 à 4. Pour chaque domaine, prenez la "
        "phrase qui vous ressemble aujourd'hui.",
        'Une ligne a la forme\u00a0: "D1 Mots, droit et sources": 2, avec le chiffre sans guillemets '
        "et une virgule à la fin.",
    ),
)

LESSON = Lesson(
    id="C00",
    slug="se-positionner",
    title="Se positionner",
    domains=tuple(DOMAINS),
    level=1,
    minutes=15,
    exercises=(GESTE, FICHE, POSITION),
)
