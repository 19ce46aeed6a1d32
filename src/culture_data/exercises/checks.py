"""The steps that exercises have in common, each a factory that returns a Check.

Gates (what kind of thing the answer is) weigh nothing: an answer of the right kind and
nothing more earns no point.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from culture_data import datasets
from culture_data.exercises.compare import same
from culture_data.exercises.model import Attempt, Check, Exercise, Misconception
from culture_data.french import count

SHOWN = 3
NOT_A_NUMBER = "C'est un texte\u00a0: écrivez le nombre en chiffres, sans guillemets ni espace."


def is_table() -> Check:
    """Gate: the answer is a DataFrame."""

    def test(attempt: Attempt) -> str | None:
        answer = attempt.answer
        if isinstance(answer, pd.DataFrame):
            return None
        if isinstance(answer, pd.Series) and pd.api.types.is_bool_dtype(answer):
            return (
                "Vous avez la condition\u00a0: une colonne de «\u00a0vrai\u00a0» et de "
                "«\u00a0faux\u00a0». Le filtre s'écrit tableau[condition], avec le nom du tableau "
                "devant les crochets."
            )
        if isinstance(answer, pd.Series):
            return "C'est une seule colonne\u00a0: on attend le tableau, avec toutes ses colonnes."
        if answer is None:
            return (
                "La variable est vide (None). Certaines opérations, comme celles qui "
                "contiennent inplace=True, ne rendent rien\u00a0: retirez inplace=True."
            )
        return (
            f"On attend un tableau pandas (DataFrame)\u00a0; la variable contient {_kind(answer)}."
        )

    return Check("Un tableau", test, weight=0)


def has_columns(*names: str) -> Check:
    """Gate: the table has these columns (those of the expected table when none is named)."""

    def test(attempt: Attempt) -> str | None:
        wanted = names or tuple(attempt.expected.columns)
        missing = [name for name in wanted if name not in attempt.answer.columns]
        if not missing:
            return None
        if missing == [attempt.answer.index.name]:
            return (
                f"La colonne «\u00a0{missing[0]}\u00a0» sert ici de numéro de ligne\u00a0: "
                "ajoutez .reset_index() pour la retrouver."
            )
        if len(attempt.answer.columns) == 1 and len(wanted) > 1:
            return (
                "Votre tableau n'a qu'une colonne, qui s'appelle "
                f"«\u00a0{str(attempt.answer.columns[0])[:50]}\u00a0»."
            )
        shown = ", ".join(f"«\u00a0{name}\u00a0»" for name in missing[:SHOWN])
        rest = "…" if len(missing) > SHOWN else "."
        return (
            f"Il manque {count(len(missing), 'colonne')}\u00a0: {shown}{rest} Pour lire les noms "
            "de vos colonnes, affichez le tableau, ou le nom du tableau suivi de .columns."
        )

    return Check("Les colonnes", test, weight=0)


def text_columns(*names: str, weight: float = 1.0) -> Check:
    """The columns hold text only (missing values allowed)."""

    def test(attempt: Attempt) -> str | None:
        for name in names:
            if not all(isinstance(value, str) for value in attempt.answer[name].dropna()):
                return (
                    f"La colonne «\u00a0{name}\u00a0» contient des nombres\u00a0: "
                    "un code se garde en texte."
                )
        return None

    return Check("Les codes en texte", test, weight)


def numeric_columns(*names: str, weight: float = 1.0) -> Check:
    """The columns are numeric."""

    def test(attempt: Attempt) -> str | None:
        for name in names:
            if not pd.api.types.is_numeric_dtype(attempt.answer[name]):
                return f"La colonne «\u00a0{name}\u00a0» est encore du texte, pas des nombres."
        return None

    return Check("Les nombres", test, weight)


def row_count(weight: float = 1.0) -> Check:
    """The table has as many rows as the expected one."""

    def test(attempt: Attempt) -> str | None:
        rows, wanted = len(attempt.answer), len(attempt.expected)
        if rows == wanted:
            return None
        side = "c'est trop" if rows > wanted else "ce n'est pas assez"
        return f"Votre tableau a {count(rows, 'ligne')}\u00a0: {side}."

    return Check("Le nombre de lignes", test, weight)


def same_rows(key: str, weight: float = 1.0) -> Check:
    """The values of the key column are the expected ones, whatever their order."""

    def test(attempt: Attempt) -> str | None:
        found, wanted = set(attempt.answer[key]), set(attempt.expected[key])
        if len(attempt.answer) != len(attempt.answer[key].drop_duplicates()):
            return "Certaines lignes y sont plusieurs fois."
        if found == wanted:
            return None
        parts = []
        if extra := len(found - wanted):
            parts.append(f"{count(extra, 'ligne')} en trop")
        if missing := len(wanted - found):
            parts.append(f"{count(missing, 'ligne')} en moins")
        return f"Ce ne sont pas les lignes attendues\u00a0: {' et '.join(parts)}."

    return Check("Les bonnes lignes", test, weight)


def same_values(*columns: str, key: str, weight: float = 1.0, name: str = "Les valeurs") -> Check:
    """Row by row of the key, the columns hold the expected values."""

    def test(attempt: Attempt) -> str | None:
        answer, expected = (
            table.set_index(key).sort_index() for table in (attempt.answer, attempt.expected)
        )
        wrong = [column for column in columns if not same(answer[column], expected[column])]
        if not wrong:
            return None
        listed = ", ".join(f"«\u00a0{column}\u00a0»" for column in wrong)
        return f"Des valeurs ont changé ou ne sont pas bien lues dans\u00a0: {listed}."

    return Check(name, test, weight)


def same_order(*columns: str, weight: float = 1.0) -> Check:
    """The rows stand in the expected order of the columns' values."""

    def test(attempt: Attempt) -> str | None:
        for column in columns:
            if not same(attempt.answer[column], attempt.expected[column]):
                return "Les lignes ne sont pas dans l'ordre demandé."
        return None

    return Check("L'ordre des lignes", test, weight)


def equals(name: str = "La valeur", hint: str = "", weight: float = 1.0) -> Check:
    """The answer is the expected value."""

    def test(attempt: Attempt) -> str | None:
        if same(attempt.answer, attempt.expected):
            return None
        return hint or "Ce n'est pas encore la valeur attendue."

    return Check(name, test, weight)


def is_number() -> Check:
    """Gate: the answer is a single number."""

    def test(attempt: Attempt) -> str | None:
        answer = attempt.answer
        if isinstance(answer, str):
            return NOT_A_NUMBER
        try:
            float(answer)
        except (TypeError, ValueError):
            return f"On attend un seul nombre\u00a0; la variable contient {_kind(answer)}."
        return None

    return Check("Un nombre", test, weight=0)


def source_untouched(name: str, weight: float = 1.0) -> Check:
    """The learner's copy of a shipped file still has the shipped bytes (SHA-256)."""

    def test(_attempt: Attempt) -> str | None:
        if datasets.intact(name) is not False:
            return None
        return (
            f"Le fichier de référence «\u00a0{name}\u00a0» a été modifié. Pour en retrouver un neuf "
            f'sans perdre le vôtre\u00a0: donnees("{name}", neuf=True).'
        )

    return Check("Le fichier de référence est intact", test, weight)


def file_exists(weight: float = 0) -> Check:
    """Gate: the answer is the path of a file that exists."""

    def test(attempt: Attempt) -> str | None:
        if attempt.answer is None:
            return (
                "La variable est vide (None)\u00a0: to_csv écrit le fichier, mais ne rend pas son "
                "nom. Écrivez le nom sur une ligne, et to_csv sur la suivante."
            )
        if not isinstance(attempt.answer, str | Path):
            return f"On attend le nom d'un fichier, entre guillemets\u00a0; reçu\u00a0: {_kind(attempt.answer)}."
        if _is_file(Path(attempt.answer)):
            return None
        return (
            f"Le fichier «\u00a0{attempt.answer}\u00a0» n'existe pas encore à côté de votre carnet."
        )

    return Check("Le fichier existe", test, weight)


def part(key: str, name: str, message: str, weight: float = 1.0) -> Check:
    """One entry of an answer that is a dictionary; the other entries are looked at anyway."""

    def test(attempt: Attempt) -> str | None:
        if not isinstance(attempt.answer, dict) or key not in attempt.answer:
            return f"L'entrée «\u00a0{key}\u00a0» manque\u00a0: gardez le modèle de la cellule."
        given, wanted = attempt.answer[key], attempt.expected[key]
        if given is ...:
            return "Il reste les trois points à remplacer."
        if same(given, wanted):
            return None
        if isinstance(given, str) and not isinstance(wanted, str) and _digits(given):
            return NOT_A_NUMBER
        if isinstance(given, pd.Series | pd.DataFrame):
            return f"Ici il y a {_kind(given)}\u00a0: on attend une seule valeur."
        return message

    return Check(name, test, weight, stops=False)


def choice(
    id: str,  # noqa: A002 - the name that Exercise gives it
    title: str,
    right: str,
    distractors: Iterable[tuple[str, str, str]],
    *,
    letters: str = "ABCD",
    answer: str = "reponse",
    points: float = 1,
    hints: tuple[str, ...] = (),
) -> Exercise:
    """Return an exercise whose answer is one letter.

    Args:
        id: the exercise's id.
        title: the exercise's title.
        right: the letter of the right answer.
        distractors: (letter, misconception code, message) for each wrong letter.
        letters: the letters on offer.
        answer: the variable that takes the letter.
        points: the exercise's points.
        hints: as in Exercise.
    """

    def one_letter(attempt: Attempt) -> str | None:
        if isinstance(attempt.answer, str) and _letter(attempt.answer) in tuple(letters):
            return None
        return f"Répondez par une seule lettre entre guillemets\u00a0: {either(letters)}."

    def right_letter(attempt: Attempt) -> str | None:
        return (
            None if _letter(attempt.answer) == right else "Relisez la question, puis les options."
        )

    def chosen(letter: str) -> Callable[[Attempt], bool]:
        return lambda attempt: isinstance(attempt.answer, str) and _letter(attempt.answer) == letter

    return Exercise(
        id=id,
        title=title,
        points=points,
        answer=answer,
        expected=lambda: right,
        checks=(Check("Une lettre", one_letter, 0), Check("La bonne réponse", right_letter)),
        misconceptions=tuple(
            Misconception(code, f'{answer} = "{letter}"', message, chosen(letter))
            for letter, code, message in distractors
        ),
        hints=hints,
    )


def either(options: Iterable[str]) -> str:
    """Write a choice, as in "A, B ou C"."""
    *first, last = options
    return f"{', '.join(first)} ou {last}"


def _digits(text: str) -> bool:
    """Tell whether a text is a number between quotes, with or without spaces."""
    return "".join(text.split()).replace(",", "").replace(".", "").isdecimal()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a whole table in text is no name of a file
        return False


def _letter(text: str) -> str:
    return text.strip().strip(".").upper()


def _kind(value: Any) -> str:
    names = {
        str: "un texte",
        int: "un nombre",
        float: "un nombre",
        bool: "vrai ou faux (bool)",
        list: "une liste",
        tuple: "plusieurs valeurs séparées par des virgules",
        dict: "un dictionnaire",
        pd.Series: "une colonne",
        pd.DataFrame: "un tableau",
        type(None): "rien (None)",
        type(...): "encore les trois points",
    }
    if isinstance(value, Path):
        return "le chemin d'un fichier, qu'il reste à lire"
    return names.get(type(value), f"un objet de type «\u00a0{type(value).__name__}\u00a0»")
