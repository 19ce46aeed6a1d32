"""C03, "Lire une liste de communes": one list, five files, five ways of being misread.

The files are those of `datasets/lessons/C03`. A misread file rarely stops a program: it
gives a table that looks right. So most checks here say what the learner's table shows.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd

from culture_data import datasets
from culture_data.exercises.checks import (
    choice,
    has_columns,
    is_table,
    numeric_columns,
    part,
    row_count,
    same_rows,
    same_values,
    text_columns,
)
from culture_data.exercises.compare import same
from culture_data.exercises.model import Attempt, Check, Exercise, Lesson, Misconception
from culture_data.french import count, number

CODES = {"code_insee": str, "code_departement": str}
INHABITANTS = "Population municipale 2023"
SPACES = {
    " ": "une espace ordinaire",
    "\u00a0": "une espace insécable",
    "\u202f": "une espace fine insécable",
}


# The five lists, read as they should be


@cache
def _communes() -> pd.DataFrame:
    return pd.read_csv(datasets.path("liste_utf8.csv"), dtype=CODES)


@cache
def _ancienne(encoding: str = "cp1252") -> pd.DataFrame:
    return pd.read_csv(
        datasets.path("liste_excel_ancien.csv"),
        sep=";",
        decimal=",",
        encoding=encoding,
        dtype=CODES,
    )


@cache
def _export() -> pd.DataFrame:
    return pd.read_csv(
        datasets.path("liste_export.csv"),
        sep=";",
        skiprows=3,
        skipfooter=1,
        engine="python",
        dtype={"Code": str},
    )


@cache
def _classeur() -> pd.DataFrame:
    return pd.read_excel(datasets.path("liste_classeur.xlsx"), sheet_name="communes", dtype=CODES)


@cache
def _tronquee() -> pd.DataFrame:
    return pd.read_csv(datasets.path("liste_tronquee.csv"), dtype=CODES)


def communes() -> pd.DataFrame:
    """Return the whole list: codes str, population and coordinates float64, NaN if unknown."""
    return _communes().copy()


def ain() -> pd.DataFrame:
    """Return the communes of the Ain, which open the list."""
    table = communes()
    return table[table["code_departement"] == "01"]


def ancienne() -> pd.DataFrame:
    """Return the metropolitan communes of the cp1252 file."""
    return _ancienne().copy()


def export() -> pd.DataFrame:
    """Return the export without title and footnote; its numbers are still text."""
    return _export().copy()


def habitants() -> pd.Series:
    """Return the export's populations (one integer a commune)."""
    column = _export()[INHABITANTS]
    for space in SPACES:
        column = column.str.replace(space, "", regex=False)
    return pd.to_numeric(column)


def classeur() -> pd.DataFrame:
    """Return the workbook's sheet of communes, codes in text."""
    return _classeur().copy()


def tronquee() -> pd.DataFrame:
    """Return what is left of the list that an old spreadsheet cut."""
    return _tronquee().copy()


def perdues() -> pd.DataFrame:
    """Return the communes that the cut list lacks."""
    table = communes()
    return table[~table["code_insee"].isin(_tronquee()["code_insee"])]


def _given() -> dict[str, Any]:
    return {
        "pd": pd,
        "donnees": datasets.path,
        "communes": communes(),
        "export": export(),
        "tronquee": tronquee(),
    }


# Checks of this lesson


def code_kept(column: str, name: str, weight: float = 1.0) -> Check:
    """The codes are text and whole; the message shows the first one that is not."""

    def test(attempt: Attempt) -> str | None:
        found = attempt.answer[column].dropna()
        numbers = [value for value in found if not isinstance(value, str)]
        if numbers:
            return f"La colonne «\u00a0{column}\u00a0» contient le nombre {numbers[0]:g}, pas un texte."
        wanted = set(attempt.expected[column])
        if wanted <= set(found):
            return None
        strange = next((code for code in found if code not in wanted), None)
        if strange is None:
            return f"Il manque des codes du fichier dans la colonne «\u00a0{column}\u00a0»."
        return (
            f"La colonne «\u00a0{column}\u00a0» contient «\u00a0{strange}\u00a0», qui n'est pas un "
            "code du fichier\u00a0: comptez ses caractères."
        )

    return Check(name, test, weight)


def _names_kept(attempt: Attempt) -> str | None:
    found = attempt.answer.set_index("code_insee")["nom"]
    wanted = attempt.expected.set_index("code_insee")["nom"]
    damaged = [code for code in wanted.index if found[code] != wanted[code]]
    if not damaged:
        return None
    return (
        f"{count(len(damaged), 'nom')} de commune ne se lisent pas bien. Par exemple, la commune "
        f"{damaged[0]} s'appelle «\u00a0{_visible(found[damaged[0]])}\u00a0» dans votre tableau."
    )


def _visible(text: Any) -> str:
    """Put a question mark where a character could not be seen."""
    return "".join(each if each.isprintable() else "?" for each in str(text))


def _header(attempt: Attempt) -> str | None:
    if list(attempt.answer.columns) == list(attempt.expected.columns):
        return None
    shown = ", ".join(f"«\u00a0{str(name)[:50]}\u00a0»" for name in attempt.answer.columns[:3])
    return f"Vos colonnes s'appellent {shown}\u00a0: ce n'est pas la ligne des noms de colonnes."


def _only_communes(attempt: Attempt) -> str | None:
    nameless = attempt.answer[attempt.answer["Libellé"].isna()]
    if len(nameless):
        start = str(nameless["Code"].iloc[0])[:24]
        return f"La ligne qui commence par «\u00a0{start}…\u00a0» n'est pas une commune."
    return row_count().test(attempt)


def _column(attempt: Attempt) -> str | None:
    if isinstance(attempt.answer, pd.Series):
        return None
    if isinstance(attempt.answer, pd.DataFrame) and len(attempt.answer.columns) == 1:
        return (
            "C'est un tableau d'une seule colonne\u00a0: avec une seule paire de crochets, on "
            "obtient la colonne elle-même."
        )
    if isinstance(attempt.answer, pd.DataFrame):
        return "C'est un tableau entier\u00a0: on attend une seule colonne, celle des populations."
    return f'On attend une colonne\u00a0: partez de export["{INHABITANTS}"].'


def _numbers(attempt: Attempt) -> str | None:
    if pd.api.types.is_numeric_dtype(attempt.answer):
        return None
    for value in attempt.answer.astype(str):
        for sign in value:
            if not sign.isdecimal():
                named = SPACES.get(sign, f"«\u00a0{sign}\u00a0»")
                return (
                    f"La colonne est encore du texte. Dans «\u00a0{value}\u00a0», un signe n'est pas "
                    f"un chiffre\u00a0: {named}."
                )
    first = attempt.answer.iloc[0]
    return (
        f'La colonne est encore du texte\u00a0: elle commence par "{first}", avec des guillemets.'
    )


def _none_lost(attempt: Attempt) -> str | None:
    rows, wanted = len(attempt.answer), len(attempt.expected)
    if rows != wanted:
        return f"Votre colonne a {count(rows, 'ligne')}, et le tableau export {number(wanted)}."
    empty = int(attempt.answer.isna().sum())
    if empty:
        return f"{count(empty, 'population')} de votre colonne sont des cases vides (NaN)."
    zeros = int(((attempt.answer == 0).to_numpy() & (attempt.expected != 0).to_numpy()).sum())
    if zeros:
        return f"{count(zeros, 'population')} de votre colonne valent zéro, et pas dans le fichier."
    return None


def _populations(attempt: Attempt) -> str | None:
    if same(attempt.answer, attempt.expected):
        return None
    wrong = int((attempt.answer.to_numpy() != attempt.expected.to_numpy()).sum())
    return f"{count(wrong, 'population')} de votre colonne ne sont pas celles du fichier."


def counted(key: str, name: str, message: str) -> Check:
    """One number of the report; the other entries are looked at anyway."""

    def test(attempt: Attempt) -> str | None:
        given = attempt.answer[key]
        if isinstance(given, int | float) and given < 0:
            return "Ce nombre est négatif\u00a0: la soustraction est à l'envers."
        return part(key, name, message).test(attempt)

    return Check(name, test, stops=False)


def _conclusion(attempt: Attempt) -> str | None:
    if attempt.answer["conclusion"] is ...:
        return "Il reste les trois points à remplacer."
    letter = _letter(attempt)
    if letter not in ("A", "B", "C", "D"):
        return "Répondez par une seule lettre entre guillemets\u00a0: A, B, C ou D."
    return None if letter == attempt.expected["conclusion"] else "Relisez les quatre explications."


def _letter(attempt: Attempt) -> str:
    return str(attempt.answer.get("conclusion")).strip(" .").upper()


def _column_named(start: str) -> Callable[[Attempt], bool]:
    return lambda attempt: str(attempt.answer.columns[0]).startswith(start)


# Défi d'entrée

VOEUIL = "16418"


def _name_of(code: str, table: pd.DataFrame) -> str:
    return str(table.set_index("code_insee")["nom"][code])


def _defi() -> dict[str, Any]:
    sheet = _classeur()
    return {
        "nom": _name_of(VOEUIL, _ancienne()),
        "code": str(sheet["code_insee"][sheet["nom"] == "Nantes"].iloc[0]),
        "habitants": int(habitants().sum()),
    }


def _badly_read(attempt: Attempt) -> bool:
    return bool(attempt.answer["nom"] == _name_of(VOEUIL, _ancienne("latin-1")))


def _forced(attempt: Attempt) -> bool:
    name = _defi()["nom"].replace("œ", "")
    return attempt.answer["nom"] in (name, name.replace("V", "V\ufffd"))


def _too_few(attempt: Attempt) -> bool:
    given = attempt.answer["habitants"]
    return not isinstance(given, str) and 0 < given < attempt.expected["habitants"]


_DEFI = """
liste = pd.read_csv(
    donnees("liste_excel_ancien.csv"), sep=";", decimal=",", dtype=str, {reading}
)
classeur = pd.read_excel(
    donnees("liste_classeur.xlsx"), sheet_name="communes"{typing}
)
export = pd.read_csv(
    donnees("liste_export.csv"), sep=";", skiprows=3, skipfooter=1, engine="python"
)
texte = export["Population municipale 2023"]
for espace in {spaces}:
    texte = texte.str.replace(espace, "")
defi = {{
    "nom": liste.loc[liste["code_insee"] == "16418", "nom"].iloc[0],
    "code": classeur.loc[classeur["nom"] == "Nantes", "code_insee"].iloc[0],
    "habitants": pd.to_numeric(texte, errors="coerce").sum(),
}}
"""
_CP1252 = 'encoding="cp1252"'
_TEXT = ", dtype=str"
_THREE = r'[" ", "\u00a0", "\u202f"]'

DEFI = Exercise(
    id="C03.defi",
    title="Défi d'entrée",
    points=3,
    answer="defi",
    expected=_defi,
    given=_given,
    checks=(
        part("nom", "Le nom de la commune 16418", "Ce n'est pas son nom, à la lettre près."),
        part(
            "code", "Le code de Nantes", "Ce n'est pas le code attendu, ou pas sous forme de texte."
        ),
        part("habitants", "Le total des habitants", "Le total n'est pas le bon."),
    ),
    misconceptions=(
        Misconception(
            "M65",
            _DEFI.format(reading='encoding="latin-1"', typing=_TEXT, spaces=_THREE),
            "Les accents de ce fichier sont peut-être bons, mais une lettre de ce nom a disparu en "
            "chemin. Un autre encodage, très proche, la connaît.",
            _badly_read,
        ),
        Misconception(
            "M70",
            _DEFI.format(reading='encoding_errors="ignore"', typing=_TEXT, spaces=_THREE),
            "La lettre qui gênait la lecture a été retirée ou remplacée\u00a0: le nom n'est plus "
            "celui de la commune. L'erreur de lecture donnait une information utile.",
            _forced,
        ),
        Misconception(
            "M14",
            _DEFI.format(reading=_CP1252, typing="", spaces=_THREE),
            "Le code de Nantes est devenu un nombre. Un code est un nom écrit en chiffres\u00a0: il se "
            "garde en texte, entre guillemets.",
            lambda attempt: same(attempt.answer["code"], int(attempt.expected["code"])),
        ),
        Misconception(
            "M68",
            _DEFI.format(reading=_CP1252, typing=_TEXT, spaces='[" "]'),
            "Il manque des habitants\u00a0: une partie des populations n'a pas été comprise comme des "
            "nombres, et n'est pas entrée dans le total.",
            _too_few,
        ),
    ),
    hints=(
        "Chacun des trois fichiers a sa façon d'être lu\u00a0: toute la leçon y conduit. "
        "Vous pouvez la suivre, puis revenir ici.",
        'Pour un vieux fichier de tableur français\u00a0: sep=";" et encoding="cp1252".',
        "Pour le total, retirez trois espaces différentes avant de convertir en nombres.",
    ),
)


# Les codes

CODES_EN_TEXTE = Exercise(
    id="C03.codes",
    title="Garder les codes en texte",
    points=2,
    answer="ain",
    expected=ain,
    given=_given,
    checks=(
        is_table(),
        has_columns(),
        row_count(weight=0),
        code_kept("code_insee", "Le code de la commune"),
        code_kept("code_departement", "Le code du département"),
        numeric_columns("population"),
    ),
    misconceptions=(
        Misconception(
            "M14",
            'ain = pd.read_csv(donnees("liste_utf8.csv"), nrows=391)',
            "Regardez la première commune\u00a0: son code s'affiche «\u00a01001\u00a0». La machine l'a "
            "pris pour un nombre, et un nombre ne garde pas de zéro devant.",
        ),
        Misconception(
            "M14",
            'ain = pd.read_csv(donnees("liste_utf8.csv"), nrows=391, dtype={"code_insee": str})',
            "Le code de la commune est bien lu. Mais une autre colonne contient aussi un code, et "
            "le département de l'Ain s'y affiche «\u00a01\u00a0».",
        ),
        Misconception(
            "M75",
            'ain = pd.read_csv(donnees("liste_utf8.csv"), nrows=391)\n'
            'ain["code_insee"] = ain["code_insee"].astype(str)\n'
            'ain["code_departement"] = ain["code_departement"].astype(str)',
            "Les codes sont du texte, mais il est trop tard\u00a0: le zéro était déjà perdu à la lecture. "
            "C'est au moment de lire qu'il faut annoncer du texte.",
        ),
        Misconception(
            "M76",
            'ain = pd.read_csv(donnees("liste_utf8.csv"), nrows=391, dtype=str)',
            "Les codes sont sauvés, mais les populations sont devenues du texte elles aussi\u00a0: "
            "elles ne s'additionnent plus. Nommez seulement les colonnes de codes.",
        ),
    ),
    hints=(
        "dtype dit de quel type sont les colonnes. Deux colonnes de ce fichier contiennent des codes.",
        "La variable codes, préparée dans «\u00a0Victoire en 10 minutes\u00a0», nomme justement "
        "ces deux colonnes.",
        'pd.read_csv(donnees("liste_utf8.csv"), nrows=391, dtype=…)',
    ),
)


# Les accents

CONSEIL = choice(
    id="C03.conseil",
    title="Des accents abîmés\u00a0: que conseiller\u00a0?",
    right="B",
    distractors=(
        (
            "A",
            "M09",
            "Un mauvais séparateur mélange ou colle les colonnes, mais il ne change aucune lettre. "
            "Ici, ce sont les lettres qui sont touchées.",
        ),
        (
            "C",
            "M10",
            "Le fichier est intact\u00a0: il s'ouvre bien sur un autre poste. C'est la façon de le "
            "lire qui ne convient pas.",
        ),
        (
            "D",
            "M11",
            "Si la police était en cause, on verrait un carré vide, pas deux lettres à la place d'une. "
            "Ces lettres sont vraiment en mémoire, et partiraient telles quelles à l'enregistrement.",
        ),
    ),
    answer="conseil",
    hints=(
        "Comptez les lettres\u00a0: «\u00a0ç\u00a0» est devenu deux caractères.",
        "Revoyez le tableau des symptômes, juste au-dessus de la question.",
    ),
)


# Le fichier de l'ancien tableur


def _semicolons_in_header(attempt: Attempt) -> bool:
    return ";" in str(attempt.answer.columns[0])


def _latin_1(attempt: Attempt) -> bool:
    return bool(attempt.answer["nom"].str.contains("[\x80-\x9f]", regex=True).any())


def _replaced(attempt: Attempt) -> bool:
    return bool(attempt.answer["nom"].str.contains("\ufffd", regex=False).any())


def _dropped(attempt: Attempt) -> bool:
    """Every accented letter is gone from the names, and nothing stands in its place."""
    names = attempt.answer["nom"]
    wanted = attempt.expected["nom"].str.replace(r"[^\x00-\x7f]", "", regex=True)
    return list(names) == list(wanted)


def _decimal_comma(attempt: Attempt) -> bool:
    column = attempt.answer["longitude"].dropna()
    if not pd.api.types.is_numeric_dtype(attempt.answer["population"]):
        return False  # everything was read as text, which is another idea
    return not pd.api.types.is_numeric_dtype(column) and "," in str(column.iloc[0])


_ANCIENNE = 'ancienne = pd.read_csv(donnees("liste_excel_ancien.csv"), {}, dtype=' + (
    '{{"code_insee": str, "code_departement": str}})'
)

ANCIENNE = Exercise(
    id="C03.ancienne",
    title="Lire le fichier d'un ancien tableur",
    points=3,
    answer="ancienne",
    expected=ancienne,
    given=_given,
    checks=(
        is_table(),
        has_columns(),
        text_columns("code_insee", "code_departement", weight=0),
        row_count(weight=0),
        Check("Les noms", _names_kept, stops=False),
        numeric_columns("population", "longitude", "latitude"),
        same_values("population", "longitude", "latitude", key="code_insee", weight=0),
    ),
    misconceptions=(
        Misconception(
            "M77",
            _ANCIENNE.format('decimal=",", encoding="cp1252"'),
            "Votre tableau n'a qu'une colonne, et son nom contient des points-virgules\u00a0: ce "
            "sont eux qui séparent les colonnes de ce fichier.",
            _semicolons_in_header,
        ),
        Misconception(
            "M65",
            _ANCIENNE.format('sep=";", decimal=",", encoding="latin-1"'),
            "Les accents semblent bons, mais «\u00a0Vœuil-et-Giget\u00a0» est devenu "
            "«\u00a0V?uil-et-Giget\u00a0»\u00a0: latin-1 ne connaît pas le œ. L'encodage des tableurs "
            "Windows lui ressemble beaucoup, avec quelques lettres de plus.",
            _latin_1,
        ),
        Misconception(
            "M70",
            _ANCIENNE.format('sep=";", decimal=",", encoding_errors="replace"'),
            "La lecture a été forcée\u00a0: chaque lettre incomprise est devenue «\u00a0\ufffd\u00a0», "
            "et ne reviendra pas. Le message d'erreur disait seulement que le fichier "
            "n'est pas en UTF-8.",
            _replaced,
        ),
        Misconception(
            "M70",
            _ANCIENNE.format('sep=";", decimal=",", encoding_errors="ignore"'),
            "Aucune erreur, mais les lettres accentuées ont disparu\u00a0: la première commune se "
            "lit «\u00a0L'Abergement-Clmenciat\u00a0». Mieux vaut indiquer le bon encodage que "
            "faire taire l'erreur.",
            _dropped,
        ),
        Misconception(
            "M69",
            _ANCIENNE.format('sep=";", encoding="cp1252"'),
            "Les longitudes sont restées du texte, comme «\u00a04,93410\u00a0»\u00a0: pour pandas, "
            "un nombre s'écrit avec un point, sauf si on lui dit le contraire.",
            _decimal_comma,
        ),
    ),
    hints=(
        "Ce fichier diffère du premier sur trois points\u00a0: le séparateur, la marque des "
        "décimales et l'encodage.",
        "Les trois options s'appellent sep, decimal et encoding. L'encodage des tableurs Windows "
        "d'Europe de l'Ouest s'appelle cp1252.",
        'pd.read_csv(donnees("liste_excel_ancien.csv"), sep=…, decimal=…, encoding=…, dtype=codes)',
    ),
)


# L'export : titre, note et espaces

_EXPORT = 'export = pd.read_csv(donnees("liste_export.csv"){})'

ENTETE = Exercise(
    id="C03.entete",
    title="Écarter le titre et la note",
    points=2,
    answer="export",
    expected=export,
    given=_given,
    checks=(
        is_table(),
        Check("Les noms de colonnes", _header, weight=0),
        Check("Rien que des communes", _only_communes, stops=False),
        code_kept("Code", "Les codes en texte"),
    ),
    misconceptions=(
        Misconception(
            "M67",
            _EXPORT.format(""),
            "Le titre du document a été pris pour un nom de colonne. Ouvrez le fichier dans un "
            "éditeur de texte\u00a0: à quelle ligne sont les vrais noms\u00a0?",
            _column_named("Populations"),
        ),
        Misconception(
            "M78",
            _EXPORT.format(
                ', sep=";", skiprows=4, skipfooter=1, engine="python", dtype={"44001": str}'
            ),
            "Une commune a pris la place des noms de colonnes\u00a0: vous avez sauté une ligne de trop, "
            "et cette commune n'est plus comptée.",
            _column_named("44"),
        ),
        Misconception(
            "M79",
            _EXPORT.format(', sep=";", skiprows=3, dtype={"Code": str}'),
            "Regardez la dernière ligne avec export.tail(2)\u00a0: la note de bas de page est entrée "
            "dans le tableau.",
        ),
        Misconception(
            "M14",
            _EXPORT.format(', sep=";", skiprows=3, skipfooter=1, engine="python"'),
            "Le titre et la note sont partis, mais les codes sont devenus des nombres\u00a0: ici "
            "la colonne s'appelle «\u00a0Code\u00a0».",
        ),
    ),
    hints=(
        "skiprows=… saute des lignes au début, skipfooter=… en écarte à la fin. Comptez celles du "
        "titre, sans la ligne des noms de colonnes.",
        'skipfooter demande aussi engine="python"\u00a0; et la colonne des codes s\'appelle ici "Code".',
        'pd.read_csv(donnees("liste_export.csv"), sep=";", skiprows=…, skipfooter=…, '
        'engine="python", dtype={"Code": str})',
    ),
)


def _space_left(attempt: Attempt) -> bool:
    column = attempt.answer
    if pd.api.types.is_numeric_dtype(column):
        return len(column) == len(attempt.expected) and bool(column.isna().any())
    return bool(column.astype(str).str.contains("[\u00a0\u202f]", regex=True).any())


def _digits_in_text(attempt: Attempt) -> bool:
    column = attempt.answer
    if pd.api.types.is_numeric_dtype(column):
        return False
    return bool(column.astype(str).str.fullmatch("[0-9]+").all())


_SPACES_OUT = (
    f'habitants = export["{INHABITANTS}"]\n'
    f"for espace in {_THREE}:\n"
    '    habitants = habitants.str.replace(espace, "")\n'
)
_ONE_SPACE = (
    f'habitants = pd.to_numeric(export["{INHABITANTS}"].str.replace(" ", ""), errors="coerce")'
)

NOMBRES = Exercise(
    id="C03.nombres",
    title="Retirer les espaces des nombres",
    points=3,
    answer="habitants",
    expected=habitants,
    given=_given,
    checks=(
        Check("Une colonne", _column, weight=0),
        Check("Des nombres", _numbers),
        Check("Aucune population perdue", _none_lost),
        Check("Les bonnes populations", _populations, weight=2),
    ),
    misconceptions=(
        Misconception(
            "M68",
            _ONE_SPACE,
            "Il reste une espace invisible\u00a0: ce fichier en contient de trois sortes, qui se "
            "ressemblent à l'écran. Celle que donne la barre d'espace n'est que l'une d'elles.",
            _space_left,
        ),
        Misconception(
            "M21",
            f"{_ONE_SPACE}.dropna()",
            "Les populations que la machine n'avait pas comprises ont été retirées. Elles étaient "
            "bien là\u00a0: ce sont des communes de mille habitants et plus, les seules dont le "
            "nombre contient une espace.",
            lambda attempt: len(attempt.answer) < len(attempt.expected),
        ),
        Misconception(
            "M20",
            f"{_ONE_SPACE}.fillna(0)",
            "Des villes entières ont maintenant zéro habitant. Une case vide dit ici «\u00a0nombre "
            "mal lu\u00a0»\u00a0: il faut le relire, pas le remplacer.",
        ),
        Misconception(
            "M15",
            _SPACES_OUT,
            "Les espaces sont parties, et l'on croit lire des nombres\u00a0; mais pour la machine "
            "c'est encore du texte. Il reste une étape, la conversion.",
            _digits_in_text,
        ),
    ),
    hints=(
        "Chaque sorte d'espace se retire avec .str.replace(l'espace, \"\"). Les trois s'écrivent "
        r'" ", "\u00a0" et "\u202f".',
        "Enchaînez les trois remplacements, l'un après l'autre, puis convertissez avec "
        "pd.to_numeric(…).",
        "pd.to_numeric(export[…].str.replace(…, …).str.replace(…, …).str.replace(…, …))",
    ),
)


# Le classeur

_CLASSEUR = 'classeur = pd.read_excel(donnees("liste_classeur.xlsx"){})'

CLASSEUR = Exercise(
    id="C03.classeur",
    title="Lire la bonne feuille d'un classeur",
    points=2,
    answer="classeur",
    expected=classeur,
    given=_given,
    checks=(
        is_table(),
        has_columns(),
        row_count(weight=0),
        code_kept("code_insee", "Le code de la commune"),
        code_kept("code_departement", "Le code du département"),
        numeric_columns("population"),
    ),
    misconceptions=(
        Misconception(
            "M66",
            _CLASSEUR.format(', dtype={"code_insee": str, "code_departement": str}'),
            "Vous lisez la notice\u00a0! Sans autre précision, pandas ouvre la première feuille du "
            "classeur\u00a0; ce que vous avez sous les yeux dit où sont les données.",
            _column_named("Liste des communes"),
        ),
        Misconception(
            "M14",
            _CLASSEUR.format(', sheet_name="communes"'),
            "La feuille est la bonne, mais les codes sont devenus des nombres. Un classeur se lit "
            "avec la même précaution qu'un CSV.",
        ),
        Misconception(
            "M76",
            _CLASSEUR.format(', sheet_name="communes", dtype=str'),
            "Les codes sont du texte, mais tout le reste aussi\u00a0: les populations ne "
            "s'additionnent plus. Nommez seulement les colonnes de codes.",
        ),
    ),
    hints=(
        "L'option sheet_name prend le nom de la feuille, entre guillemets.",
        "Lisez d'abord le classeur sans rien préciser\u00a0: la notice donne le nom de la feuille.",
        'pd.read_excel(donnees("liste_classeur.xlsx"), sheet_name=…, dtype=codes)',
    ),
)


# Le compte n'y est pas


def _bilan() -> dict[str, Any]:
    read = len(_tronquee())
    return {"lues": read, "manquantes": len(_communes()) - read, "conclusion": "C"}


def _header_counted(attempt: Attempt) -> bool:
    right = attempt.expected
    return bool(
        attempt.answer["lues"] == right["lues"] + 1
        or attempt.answer["manquantes"] == right["manquantes"] - 1
    )


_COMPTE = (
    'bilan = {{"lues": len(tronquee){}, "manquantes": len(communes) - len(tronquee){}, '
    '"conclusion": "{}"}}'
)

COMPTE = Exercise(
    id="C03.compte",
    title="Le compte n'y est pas",
    points=3,
    answer="bilan",
    expected=_bilan,
    given=_given,
    checks=(
        counted(
            "lues", "Les communes lues", "Ce n'est pas le nombre de lignes du tableau tronquee."
        ),
        counted(
            "manquantes", "Les communes qui manquent", "L'écart avec la liste complète est autre."
        ),
        Check("La conclusion", _conclusion, stops=False),
    ),
    misconceptions=(
        Misconception(
            "M80",
            _COMPTE.format(" + 1", " - 1", "C"),
            "Le fichier a bien ce nombre de lignes, mais l'une d'elles porte les noms de colonnes\u00a0: "
            "ce n'est pas une commune.",
            _header_counted,
        ),
        Misconception(
            "M19",
            _COMPTE.format("", "", "A"),
            "Un fichier CSV ne contient que des lignes de texte\u00a0: il ne peut ni masquer ni filtrer. "
            "Ce qui n'y est pas n'y est pas.",
            lambda attempt: _letter(attempt) == "A",
        ),
        Misconception(
            "M18",
            _COMPTE.format("", "", "B"),
            "L'explication rassure, mais rien ne la prouve. Regardez la dernière ligne avec "
            "tronquee.tail(1)\u00a0: à quel département la liste s'arrête-t-elle\u00a0?",
            lambda attempt: _letter(attempt) in ("B", "D") or same(attempt.answer["manquantes"], 0),
        ),
    ),
    hints=(
        "len(tableau) compte les lignes d'un tableau, sans la ligne des noms de colonnes.",
        "Les communes qui manquent\u00a0: len(de la liste complète) moins len(de la liste reçue).",
        "Pour conclure, affichez tronquee.tail(3)\u00a0: où la liste s'arrête-t-elle\u00a0?",
    ),
)


# Avant, après

PERDUES = Exercise(
    id="C03.perdues",
    title="Nommer les communes perdues",
    points=2,
    answer="perdues",
    expected=perdues,
    given=_given,
    checks=(is_table(), has_columns("code_insee"), row_count(), same_rows("code_insee")),
    misconceptions=(
        Misconception(
            "M81",
            'perdues = communes[communes["code_insee"].isin(tronquee["code_insee"])]',
            "Ce sont les communes présentes dans les deux listes. Un filtre garde les lignes qui "
            "répondent «\u00a0vrai\u00a0»\u00a0: il manque le signe qui inverse la question.",
        ),
        Misconception(
            "M13",
            'perdues = communes[~communes["nom"].isin(tronquee["nom"])]',
            "Il en manque\u00a0: une commune perdue qui porte le même nom qu'une commune restée "
            "passe pour présente. Comparez des codes, pas des noms.",
        ),
        Misconception(
            "M23",
            "perdues = communes.iloc[16384:]",
            "Vous avez coupé à un numéro de ligne. À une ligne près, une commune perdue échappe à "
            "votre liste\u00a0; et ce numéro ne vaudrait rien si le fichier était trié autrement.",
        ),
    ),
    hints=(
        "La question à poser à chaque commune de la liste complète\u00a0: son code est-il absent "
        "de tronquee\u00a0?",
        'communes["code_insee"].isin(…) répond «\u00a0vrai\u00a0» quand le code est présent\u00a0; le '
        "signe ~ placé devant inverse la réponse.",
        'communes[~communes["code_insee"].isin(…)]',
    ),
)


# Chasse à l'erreur

WANTED = ("44109", "53068", "85191")


def retrouvees() -> pd.DataFrame:
    """Return the three communes that the colleague looks for."""
    table = classeur()
    return table[table["code_insee"].isin(WANTED)]


_CHASSE = """
lu = pd.read_excel(
    donnees("liste_classeur.xlsx"),
    sheet_name="communes",
    dtype={{"Code_INSEE": str, "code_departement": str}},
)
retrouvees = lu[lu[{}].isin({})]
"""

CHASSE = Exercise(
    id="C03.chasse",
    title="Chasse à l'erreur\u00a0: trois communes introuvables",
    points=2,
    answer="retrouvees",
    expected=retrouvees,
    given=_given,
    checks=(
        is_table(),
        has_columns("code_insee"),
        row_count(),
        text_columns("code_insee"),
        same_rows("code_insee"),
    ),
    misconceptions=(
        Misconception(
            "M82",
            _CHASSE.format('"code_insee"', '["44109", "53068", "85191"]'),
            "Le tableau est vide, et rien ne vous a prévenu\u00a0: un programme qui se tait peut se "
            "tromper. Affichez lu.dtypes, puis comparez les noms de colonnes lettre à lettre.",
            lambda attempt: len(attempt.answer) == 0,
        ),
        Misconception(
            "M14",
            _CHASSE.format('"code_insee"', "[44109, 53068, 85191]"),
            "Les communes sont là, mais vous avez changé la question au lieu de la lecture\u00a0: "
            "les codes sont toujours des nombres. Avec les codes de l'Ain, ce serait faux.",
        ),
        Misconception(
            "M13",
            _CHASSE.format('"nom"', '["Nantes", "Chérancé", "La Roche-sur-Yon"]'),
            "Il y a une commune de trop\u00a0: deux communes de la région portent le même nom. "
            "Il faut chercher par le code.",
        ),
    ),
    hints=(
        "Le tableau est vide parce que les codes lus sont des nombres, alors que l'on cherche des "
        "textes. Pourtant, dtype était là…",
        "dtype ne dit rien quand on lui donne une colonne qui n'existe pas. Comparez avec "
        "lu.columns, majuscules comprises.",
    ),
)

LESSON = Lesson(
    id="C03",
    slug="lire-une-liste",
    title="Lire une liste de communes",
    domains=("D2",),
    level=2,
    minutes=75,
    prerequisites=("C01",),
    exercises=(
        DEFI,
        CODES_EN_TEXTE,
        CONSEIL,
        ANCIENNE,
        ENTETE,
        NOMBRES,
        CLASSEUR,
        COMPTE,
        PERDUES,
        CHASSE,
    ),
)
