"""C08, "Valider, documenter, choisir une licence": from a refused file to a published one.

The grants of `datasets/lessons/C08` are simulated. Fifteen cells break the standard; one
date, in 2109, does not, and is wrong all the same. Each repair is graded for what it mends
and for what it leaves alone, and says how many cells of a kind remain, not where.
"""

import datetime
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd

from culture_data import datasets
from culture_data.exercises.checks import (
    has_columns,
    is_table,
    part,
    row_count,
    same_order,
    same_rows,
    source_untouched,
)
from culture_data.exercises.compare import same
from culture_data.exercises.model import Attempt, Check, Exercise, Lesson, Misconception
from culture_data.french import count
from culture_data.report_table import Rapport, valider

FILE, SCHEMA = "subventions_a_publier.csv", "subventions.json"
KEY = "referenceDecision"
UNKNOWN, TOLD = "2019-DEL-008", 2400
YEAR, THRESHOLD = "2019", 23_000
SUSPECT = "2019-DEL-012"
SHAPES = ("dateConvention", "nature", "notificationUE")
VALUES = ("montant", "pourcentageSubvention")
DESCRIBED = ("dateConvention", "montant", "pourcentageSubvention")


# The tables, from the first state to the last


@cache
def _subventions() -> pd.DataFrame:
    return pd.read_csv(datasets.path(FILE), dtype=str)


def subventions() -> pd.DataFrame:
    """Return the simulated grants as they came (20 rows, every cell a text)."""
    return _subventions().copy()


@cache
def rapport() -> Rapport:
    """Return the report on the file as it came."""
    return valider(datasets.path(FILE), "subventions")


def schema() -> dict[str, Any]:
    """Return the schema of grants, as its file says it."""
    loaded: dict[str, Any] = json.loads(datasets.path(SCHEMA).read_text(encoding="utf-8"))
    return loaded


def formes() -> pd.DataFrame:
    """Return the grants with dates and words of the list written as the standard says."""
    table = subventions()
    table["dateConvention"] = table["dateConvention"].str.replace(
        r"(\d\d)/(\d\d)/(\d\d\d\d)", r"\3-\2-\1", regex=True
    )
    for column in ("nature", "notificationUE"):
        table[column] = table[column].str.lower()
    return table


def propre() -> pd.DataFrame:
    """Return the grants that validate; the date in 2109 is still there."""
    table = formes()
    amounts = table["montant"].str.replace(r"[ €]", "", regex=True).str.replace(",", ".")
    table["montant"] = amounts.mask(table[KEY] == UNKNOWN, str(TOLD))
    table["pourcentageSubvention"] = table["pourcentageSubvention"].replace(
        {"50": "0.5", "80": "0.8"}
    )
    return table


def suspectes() -> pd.DataFrame:
    """Return the grants whose convention is not of the year that the file tells of."""
    table = propre()
    return table[~table["dateConvention"].str.startswith(YEAR)]


def publie() -> pd.DataFrame:
    """Return the grants as they are published: the service gave the date of the convention."""
    table = propre()
    table.loc[table[KEY] == SUSPECT, "dateConvention"] = "2019-06-18"
    return table


def grosses() -> pd.DataFrame:
    """Return the grants above the threshold, the threshold itself left out."""
    table = publie()
    return table[pd.to_numeric(table["montant"]) > THRESHOLD]


def _given() -> dict[str, Any]:
    return {
        "pd": pd,
        "json": json,
        "donnees": datasets.path,
        "valider": valider,
        "subventions": subventions(),
        "rapport": rapport(),
        "schema": schema(),
        "formes": formes(),
        "propre": propre(),
        "publie": publie(),
    }


# Checks of this lesson


def _texts(column: pd.Series) -> list[Any]:
    """Return the cells as the file will hold them: a date without hour is AAAA-MM-JJ."""
    if pd.api.types.is_datetime64_any_dtype(column):
        column = column.dt.strftime("%Y-%m-%d")
    return list(column)


def _numbers(column: pd.Series) -> list[Any]:
    """Return the numbers that the standard reads there, NaN where it reads none."""
    return list(pd.to_numeric(column, errors="coerce"))


def _wrong(
    attempt: Attempt, column: str, before: pd.DataFrame, read: Callable[[pd.Series], list[Any]]
) -> tuple[int, int]:
    """Count the cells still to mend, then those that were right and are no more."""
    answer, expected, start = (
        table.set_index(KEY) for table in (attempt.answer, attempt.expected, before)
    )
    keys = list(expected.index)
    found, wanted = (read(table.loc[keys, column]) for table in (answer, expected))
    moved = [start.loc[key, column] != expected.loc[key, column] for key in keys]
    off = [not same(left, right) for left, right in zip(found, wanted, strict=True)]
    mend = sum(a and b for a, b in zip(off, moved, strict=True))
    return mend, sum(off) - mend


def repaired(
    column: str,
    name: str,
    before: Callable[[], pd.DataFrame],
    read: Callable[[pd.Series], list[Any]],
    weight: float = 1.0,
) -> Check:
    """The cells of a column that needed it are mended, and the others are left alone."""

    def test(attempt: Attempt) -> str | None:
        mend, damaged = _wrong(attempt, column, before(), read)
        if not mend and not damaged:
            return None
        parts = [f"{count(mend, 'case')} à réparer encore"] if mend else []
        parts += (
            [f"{count(damaged, 'case')} qui allait bien, et qui a changé"] if damaged == 1 else []
        )
        parts += [f"{damaged} cases qui allaient bien, et qui ont changé"] if damaged > 1 else []
        return f"Colonne «\u00a0{column}\u00a0»\u00a0: {' ; '.join(parts)}.".replace(
            " ;", "\u00a0;"
        )

    return Check(name, test, weight, stops=False)


def _rest(*columns: str) -> Check:
    """The other columns still have their values."""

    def test(attempt: Attempt) -> str | None:
        others = [name for name in attempt.expected.columns if name not in columns]
        answer = attempt.answer.set_index(KEY, drop=False).loc[list(attempt.expected[KEY])]
        changed = [name for name in others if not same(answer[name], attempt.expected[name])]
        if not changed:
            return None
        return f"La colonne «\u00a0{changed[0]}\u00a0» n'était pas à changer ici."

    return Check("Les autres colonnes", test, weight=0)


def _same_grants() -> tuple[Check, ...]:
    return (is_table(), has_columns(), row_count(weight=0), same_rows(KEY, weight=0))


def _entry_is(key: str, value: Callable[[], Any]) -> Callable[[Attempt], bool]:
    return lambda attempt: same(attempt.answer[key], value())


def _fewer_rows(attempt: Attempt) -> bool:
    return 0 < len(attempt.answer) < len(attempt.expected)


# Défi d'entrée

_DEFI = """
rapport = valider(donnees("subventions_a_publier.csv"), "subventions")
defi = {{"erreurs": {}, "part": {}, "licence": {}}}
"""

DEFI = Exercise(
    id="C08.defi",
    title="Défi d'entrée",
    points=3,
    answer="defi",
    expected=lambda: {"erreurs": rapport().erreurs, "part": 0.5, "licence": "ODbL"},
    given=_given,
    checks=(
        part("erreurs", "Le nombre d'erreurs", "Ce n'est pas le nombre d'erreurs du rapport."),
        part("part", "La part bien écrite", "Ce n'est pas la valeur que le standard attend."),
        part("licence", "La licence", "Ce n'est pas la licence qui convient ici."),
    ),
    misconceptions=(
        Misconception(
            "M131",
            _DEFI.format("rapport.erreurs + rapport.avertissements", "0.5", '"ODbL"'),
            "Vous avez compté ensemble ce que le standard interdit et ce qu'il signale seulement. "
            "Un avertissement ne rend pas un fichier invalide.",
            _entry_is("erreurs", lambda: rapport().erreurs + rapport().avertissements),
        ),
        Misconception(
            "M139",
            _DEFI.format("rapport.erreurs", "50", '"ODbL"'),
            "Ce nombre serait refusé de nouveau\u00a0: le schéma demande une part du tout, et non un "
            "nombre sur cent.",
            _entry_is("part", lambda: 50),
        ),
        Misconception(
            "M136",
            _DEFI.format("rapport.erreurs", "0.5", '"LO"'),
            "Une partie de ces données vient d'ailleurs, avec une licence qui demande le partage à "
            "l'identique. Publier ne donne pas le droit d'en changer.",
            _entry_is("licence", lambda: "LO"),
        ),
    ),
    hints=(
        'La forme\u00a0: rapport = valider(donnees("subventions_a_publier.csv"), "subventions"), puis '
        "rapport.erreurs.",
        "Une part s'écrit ici de 0.01 à 1\u00a0: le tout vaut 1. Et OpenStreetMap a sa propre licence.",
    ),
)


# Lire un schéma, lire un rapport


def _required() -> int:
    return sum(bool(each.get("constraints", {}).get("required")) for each in schema()["fields"])


def _constraint(column: str, name: str) -> Any:
    field = next(each for each in schema()["fields"] if each["name"] == column)
    return field["constraints"][name]


def _regles() -> dict[str, Any]:
    return {
        "obligatoires": _required(),
        "maximum": _constraint("pourcentageSubvention", "maximum"),
        "natures": len(_constraint("nature", "enum")),
    }


def _highest_share() -> float:
    return float(pd.to_numeric(_subventions()["pourcentageSubvention"]).max())


LIRE = Exercise(
    id="C08.schema",
    title="Lire un schéma",
    points=3,
    answer="regles_lues",
    expected=_regles,
    given=_given,
    checks=(
        part("obligatoires", "Les colonnes obligatoires", "Ce n'est pas le nombre attendu."),
        part("maximum", "Le maximum", "Ce n'est pas le maximum que donne le schéma."),
        part("natures", "Les valeurs permises", "Ce n'est pas le nombre de valeurs permises."),
    ),
    misconceptions=(
        Misconception(
            "M132",
            'regles_lues = {"obligatoires": len(schema["fields"]), "maximum": 1, "natures": 4}',
            "C'est le nombre de toutes les colonnes du schéma. Certaines sont facultatives\u00a0: "
            "elles peuvent rester vides, ou manquer.",
            _entry_is("obligatoires", lambda: len(schema()["fields"])),
        ),
        Misconception(
            "M133",
            'regles_lues = {"obligatoires": 11, "maximum": 80, "natures": 3}',
            "Vous avez lu cette limite dans le fichier, qui peut se tromper. La règle se lit dans le "
            "schéma.",
            _entry_is("maximum", _highest_share),
        ),
    ),
    hints=(
        "La colonne obligatoire du tableau contient «\u00a0oui\u00a0» ou «\u00a0non\u00a0»\u00a0: comptez les "
        "«\u00a0oui\u00a0».",
        'La forme\u00a0: (regles["obligatoire"] == "oui").sum()',
        "Les valeurs permises sont séparées par une barre verticale, et le point-virgule fait partie "
        "d'une valeur.",
    ),
)


def _report_row() -> int:
    problems = rapport().problemes
    return int(problems.loc[problems["valeur"] == "NC", "ligne"].iloc[0])


def _at(position: int) -> str:
    return str(_subventions()[KEY].iloc[position])


LIGNE = Exercise(
    id="C08.ligne",
    title="De la ligne du rapport à la décision",
    points=2,
    answer="decision",
    expected=lambda: _at(_report_row() - 2),
    given=_given,
    checks=(
        Check(
            "Une référence",
            lambda attempt: (
                None
                if isinstance(attempt.answer, str)
                else "On attend la référence d'une décision, entre guillemets\u00a0: une seule valeur."
            ),
            weight=0,
        ),
        Check(
            "La bonne décision",
            lambda attempt: (
                None
                if attempt.answer.strip() == attempt.expected
                else "Ce n'est pas la décision dont parle le rapport. Son montant est-il «\u00a0NC\u00a0»\u00a0?"
            ),
        ),
    ),
    misconceptions=(
        Misconception(
            "M134",
            'decision = subventions["referenceDecision"].iloc[9]',
            "Vous avez pris la ligne 9 de pandas. Le rapport compte comme un tableur\u00a0: à partir de "
            "1, et la ligne des noms de colonnes compte.",
        ),
        Misconception(
            "M67",
            'decision = subventions["referenceDecision"].iloc[8]',
            "C'est la ligne d'après. Dans un tableur, les noms de colonnes occupent la première ligne.",
        ),
        Misconception(
            "M23",
            'decision = "2019-DEL-009"',
            "Vous avez repris le numéro de la ligne dans la référence. Les décisions ne sont pas "
            "rangées dans l'ordre de leur numéro.",
        ),
    ),
    hints=(
        "Ouvrez le fichier en pensée dans un tableur\u00a0: la ligne 1 porte les noms de colonnes, la "
        "ligne 2 est la première subvention, que pandas numérote 0.",
        'Pour vérifier\u00a0: subventions[subventions["montant"] == "NC"]',
    ),
)


# Réparer les formes, puis les valeurs

_FORMES = r"""
formes = subventions.copy()
formes["dateConvention"] = formes["dateConvention"].str.replace(
    r"(\d\d)/(\d\d)/(\d\d\d\d)", r"{dates}", regex=True)
formes["nature"] = formes["nature"].str.lower()
formes["notificationUE"] = formes["notificationUE"].str.lower()
"""
_SCHEMA_EDITED = """
for champ in schema["fields"]:
    if champ["name"] == "dateConvention":
        champ["type"] = "string"
donnees("subventions.json").write_text(json.dumps(schema), encoding="utf-8")
formes = subventions.copy()
"""


def _blank_dates(attempt: Attempt) -> bool:
    column = attempt.answer["dateConvention"]
    return bool((column.isna() | (column.astype(str).str.strip() == "")).any())


def _months_first(attempt: Attempt) -> bool:
    """Tell whether the only French date that can be read both ways was read the wrong way."""
    table = attempt.answer.set_index(KEY)["dateConvention"]
    return _texts(table.loc[["2019-DEL-014"]]) == ["2019-03-07"]


FORMES = Exercise(
    id="C08.formes",
    title="Réparer les formes",
    points=4,
    answer="formes",
    expected=formes,
    given=_given,
    checks=(
        *_same_grants(),
        source_untouched(SCHEMA, weight=0),
        _rest(*SHAPES),
        repaired("dateConvention", "Les dates", subventions, _texts, 2),
        repaired("nature", "La nature de l'aide", subventions, _texts),
        repaired("notificationUE", "Oui ou non", subventions, _texts),
    ),
    misconceptions=(
        Misconception(
            "M130",
            _SCHEMA_EDITED,
            "Vous avez changé votre copie du schéma\u00a0: valider n'en tient pas compte, et personne "
            "d'autre non plus. C'est le fichier qu'il faut réparer. Pour retrouver un schéma neuf\u00a0: "
            'donnees("subventions.json", neuf=True).',
            lambda _attempt: datasets.intact(SCHEMA) is False,
        ),
        Misconception(
            "M56",
            _FORMES.format(dates=r"\3-\1-\2"),
            "Le jour et le mois ont changé de place. Dans ce fichier, le jour vient d'abord\u00a0: une "
            "date comme 14/03/2019 le montre.",
            _months_first,
        ),
        Misconception(
            "M21",
            'formes = subventions[~subventions["dateConvention"].str.contains("/")]',
            "Les lignes qui gênaient ont disparu. Le fichier passerait, mais des subventions "
            "versées ne seraient plus publiées.",
            _fewer_rows,
        ),
        Misconception(
            "M135",
            _FORMES.format(dates=""),
            "Des dates sont maintenant vides\u00a0: la valeur était là, mal écrite. Réécrivez-la, ne "
            "l'effacez pas.",
            _blank_dates,
        ),
    ),
    hints=(
        "Trois lignes, une par colonne\u00a0: la première est donnée dans l'énoncé. Pour les deux "
        "autres, regardez ce que le rapport conseille d'écrire.",
        'Mettre tout un texte en minuscules\u00a0: tableau["colonne"].str.lower()',
        'La dernière ligne a la forme\u00a0: formes["notificationUE"] = formes["…"].str.…()',
    ),
)

_VALEURS = """
propre = formes.copy()
propre["montant"] = propre["montant"].str.replace("€", "").str.replace(" ", "")
propre["montant"] = propre["montant"].str.replace(",", "{point}")
propre.loc[propre["referenceDecision"] == "2019-DEL-008", "montant"] = "{unknown}"
{shares}
"""
_SHARES = """
propre["pourcentageSubvention"] = propre["pourcentageSubvention"].replace(
    {"50": "0.5", "80": "0.8"})
"""


def _amount(attempt: Attempt, reference: str) -> Any:
    cell = attempt.answer.set_index(KEY)["montant"][reference]
    return float(pd.to_numeric(cell)) if str(cell).strip() else None


def _blank_amount(attempt: Attempt) -> bool:
    column = attempt.answer["montant"]
    return bool((column.isna() | (column.astype(str).str.strip() == "")).any())


def _all_divided(attempt: Attempt) -> bool:
    shares = _numbers(attempt.answer["pourcentageSubvention"])
    return len([share for share in shares if share <= 0.011]) > 1


VALEURS = Exercise(
    id="C08.valeurs",
    title="Réparer les valeurs",
    points=4,
    answer="propre",
    expected=propre,
    given=_given,
    checks=(
        *_same_grants(),
        _rest(*VALUES, "dateConvention"),
        Check("Les dates", repaired("dateConvention", "", formes, _texts).test, weight=0),
        repaired("montant", "Les montants", formes, _numbers, 2),
        repaired("pourcentageSubvention", "Les parts", formes, _numbers, 2),
    ),
    misconceptions=(
        Misconception(
            "M20",
            _VALEURS.format(point=".", unknown="0", shares=_SHARES),
            "Le montant inconnu est devenu zéro\u00a0: le fichier est valide, et il dit que "
            "l'association n'a rien reçu. Le service a donné le montant\u00a0: il est dans l'énoncé.",
            lambda attempt: _amount(attempt, UNKNOWN) == 0,
        ),
        Misconception(
            "M69",
            _VALEURS.format(point="", unknown=TOLD, shares=_SHARES),
            "Un montant a été multiplié par cent\u00a0: la virgule a été retirée, alors qu'elle "
            "séparait les euros des centimes.",
            lambda attempt: _amount(attempt, "2019-DEL-002") == 125050,
        ),
        Misconception(
            "M103",
            _VALEURS.format(
                point=".",
                unknown=TOLD,
                shares='propre["pourcentageSubvention"] = '
                'pd.to_numeric(propre["pourcentageSubvention"]) / 100',
            ),
            "Toute la colonne a été divisée par cent, même les parts qui étaient bien écrites. "
            "Seules deux cases étaient à réparer.",
            _all_divided,
        ),
        Misconception(
            "M135",
            _VALEURS.format(point=".", unknown="", shares=_SHARES),
            "Le montant inconnu est maintenant vide, et cette colonne est obligatoire. Ici la valeur "
            "existe\u00a0: le service l'a donnée.",
            _blank_amount,
        ),
    ),
    hints=(
        "Le montant «\u00a0NC\u00a0» ne se devine pas\u00a0: relisez la réponse du service. Pour écrire dans une "
        'case\u00a0: propre.loc[propre["referenceDecision"] == "…", "montant"] = "…"',
        'Remplacer un signe par un autre\u00a0: .str.replace(",", "."). Le retirer\u00a0: '
        '.str.replace("€", "").',
        'Changer deux valeurs, et elles seules\u00a0: propre["colonne"].replace({"50": "…", '
        '"80": "…"})',
    ),
)


# Valide ne veut pas dire juste

SUSPECTES = Exercise(
    id="C08.juste",
    title="Valide, et pourtant impossible",
    points=3,
    answer="suspectes",
    expected=suspectes,
    given=_given,
    checks=(
        is_table(),
        has_columns(),
        row_count(),
        same_rows(KEY, weight=2),
    ),
    misconceptions=(
        Misconception(
            "M59",
            "suspectes = propre[0:0]",
            "Vous n'avez retenu aucune ligne. Le validateur contrôle la forme d'une date, pas sa "
            "vraisemblance\u00a0: le fichier entier parle de subventions de 2019.",
            lambda attempt: len(attempt.answer) == 0,
        ),
        Misconception(
            "M81",
            'suspectes = propre[propre["dateConvention"].str.startswith("2019")]',
            "Ce sont les lignes sans problème. Le filtre dit quelles lignes on garde\u00a0: il faut ici "
            "le contraire.",
        ),
        Misconception(
            "M71",
            'suspectes = propre[propre["dateConvention"] > "2019"]',
            "Toutes les lignes sont là. Ces dates sont des textes\u00a0: «\u00a02019-02-11\u00a0» vient après "
            "«\u00a02019\u00a0», comme dans un dictionnaire.",
        ),
    ),
    hints=(
        'propre["dateConvention"].str.startswith("2019") est vrai pour les dates de 2019.',
        "Le signe ~ devant une condition dit son contraire\u00a0: tableau[~condition].",
    ),
)


# Le dictionnaire des données


def _filled(cell: Any) -> str:
    return "" if cell is None or cell is ... or cell != cell else str(cell).strip()


def _cell(attempt: Attempt, column: str, what: str) -> str:
    return _filled(attempt.answer.set_index("colonne")[what][column])


def _each(name: str, what: str, fault: Callable[[str, str], str | None]) -> Check:
    """A check of one column of the dictionary, for each column that it describes."""

    def test(attempt: Attempt) -> str | None:
        for column in DESCRIBED:
            message = fault(column, _cell(attempt, column, what))
            if message:
                return f"Pour «\u00a0{column}\u00a0»\u00a0: {message}"
        return None

    return Check(name, test, stops=False)


def _same_as_name(column: str, text: str) -> bool:
    letters = "".join(each for each in text.lower() if each.isalpha())
    return letters == column.lower()


def _bad_description(column: str, text: str) -> str | None:
    if len(text.split()) < 4 or _same_as_name(column, text):
        return "dites en une phrase ce que contient la colonne, pour quelqu'un d'un autre service."
    return None


def _bad_unit(column: str, text: str) -> str | None:
    unit = text.lower()
    right = {
        "dateConvention": any(word in unit for word in ("aaaa", "année", "jour", "date")),
        "montant": ("euro" in unit or "€" in unit)
        and not any(word in unit for word in ("kilo", "k€", "millier", "million")),
        "pourcentageSubvention": "%" not in unit
        and "pourcent" not in unit
        and "1" in unit
        and "100" not in unit,
    }[column]
    return None if right else "l'unité, ou la façon d'écrire, n'est pas celle de la colonne."


def _bad_source(_column: str, text: str) -> str | None:
    return None if len(text) >= 5 else "dites quel service ou quel registre a fourni la valeur."


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _bad_day(_column: str, text: str) -> str | None:
    day = _day(text)
    if day is None:
        return (
            "écrivez la date de mise à jour ainsi\u00a0: année-mois-jour, par exemple 2026-11-24."
        )
    if not 2019 <= day.year < 2100:
        return "cette date de mise à jour est bien écrite, mais impossible."
    return None


def _one_line_a_column(attempt: Attempt) -> str | None:
    found = [str(each) for each in attempt.answer["colonne"]]
    if len(set(found)) != len(found):
        return "Une colonne est décrite deux fois."
    missing = [each for each in DESCRIBED if each not in found]
    return f"Il manque la ligne de «\u00a0{missing[0]}\u00a0»." if missing else None


def dictionnaire() -> pd.DataFrame:
    """Return a data dictionary that does (the texts are free)."""
    source = "service des associations (données simulées)"
    rows = [
        ("dateConvention", "jour où la convention a été signée", "AAAA-MM-JJ"),
        ("montant", "somme totale accordée par la convention", "euros"),
        (
            "pourcentageSubvention",
            "part versée à ce bénéficiaire, 1 s'il est seul",
            "part de 0 à 1",
        ),
    ]
    return pd.DataFrame(
        [(*row, source, "2026-11-24") for row in rows],
        columns=["colonne", "description", "unite", "source", "date"],
    )


_LINE = (
    '{{"colonne": "{}", "description": "{}", "unite": "{}", '
    '"source": "service des associations", "date": "{}"}}'
)


def _dictionary_program(
    *, described: str = "", share: str = "part de 0 à 1", day: str = "2026-11-24"
) -> str:
    rows = [
        ("dateConvention", described or "jour de signature de la convention", "AAAA-MM-JJ"),
        ("montant", described or "somme totale accordée par convention", "euros"),
        ("pourcentageSubvention", described or "part versée à ce bénéficiaire", share),
    ]
    lines = ", ".join(_LINE.format(*row, day) for row in rows)
    return f"dictionnaire = pd.DataFrame([{lines}])"


def _any_line(fault: Callable[[str, str], bool], what: str) -> Callable[[Attempt], bool]:
    return lambda attempt: any(fault(column, _cell(attempt, column, what)) for column in DESCRIBED)


def _percent(attempt: Attempt) -> bool:
    unit = _cell(attempt, "pourcentageSubvention", "unite").lower()
    return "%" in unit or "pourcent" in unit or "100" in unit


DICTIONNAIRE = Exercise(
    id="C08.dictionnaire",
    title="Écrire le dictionnaire des données",
    points=4,
    answer="dictionnaire",
    expected=dictionnaire,
    given=_given,
    checks=(
        is_table(),
        has_columns(),
        Check("Une ligne par colonne", _one_line_a_column, weight=0),
        _each("Les descriptions", "description", _bad_description),
        _each("Les unités", "unite", _bad_unit),
        _each("Les sources", "source", _bad_source),
        _each("Les dates", "date", _bad_day),
    ),
    misconceptions=(
        Misconception(
            "M138",
            _dictionary_program(described="montant"),
            "Le nom d'une colonne ne l'explique pas. Une personne d'un autre service doit pouvoir "
            "dire ce que chaque valeur compte, et quand elle a été fixée.",
            _any_line(lambda _c, text: bool(text) and len(text.split()) < 3, "description"),
        ),
        Misconception(
            "M139",
            _dictionary_program(share="%"),
            "Avec cette unité, quelqu'un lira 0.5 comme un demi pour cent. Relisez ce que le schéma "
            "demande pour cette colonne.",
            _percent,
        ),
        Misconception(
            "M59",
            _dictionary_program(day="2109-11-24"),
            "La date de mise à jour a la bonne forme, et pourtant elle est impossible\u00a0: relisez "
            "l'année.",
            _any_line(lambda _c, text: (_day(text) or datetime.date.min).year >= 2100, "date"),
        ),
    ),
    hints=(
        "Une description répond à la question «\u00a0que contient cette colonne\u00a0?\u00a0» en quatre mots "
        "au moins.",
        "L'unité d'une date est sa façon d'être écrite\u00a0; celle d'un montant, sa monnaie\u00a0; celle "
        "d'une part, ses bornes («\u00a0de … à …\u00a0»).",
    ),
)


# La licence

LICENCES = {"subventions": "LO", "osm": "ODbL", "en_ligne": "aucune", "voisine": "LO"}


def _licence_program(**changed: str) -> str:
    return f"licences = {LICENCES | changed!r}"


def _said(attempt: Attempt, key: str) -> str:
    """Return the licence that an entry names: case and full names are accepted."""
    given = attempt.answer[key]
    text = " ".join(given.lower().split()) if isinstance(given, str) else ""
    if text in ("lo", "licence ouverte", "lo 2.0", "licence ouverte 2.0"):
        return "LO"
    return {"odbl": "ODbL", "aucune": "aucune"}.get(text, "")


def _licence(key: str, name: str) -> Check:
    """The entry names the licence that suits the case; entries do not depend on one another."""

    def test(attempt: Attempt) -> str | None:
        if not isinstance(attempt.answer, dict) or key not in attempt.answer:
            return f"L'entrée «\u00a0{key}\u00a0» manque\u00a0: gardez le modèle de la cellule."
        if attempt.answer[key] is ...:
            return "Il reste les trois points à remplacer."
        said = _said(attempt, key)
        if said == attempt.expected[key]:
            return None
        if not said:
            return 'Répondez "LO", "ODbL" ou "aucune", avec les guillemets.'
        return "Ce n'est pas la réponse qui convient\u00a0: relisez le cas."

    return Check(name, test, stops=False)


def _licence_is(key: str, licence: str) -> Callable[[Attempt], bool]:
    return lambda attempt: _said(attempt, key) == licence


LICENCE = Exercise(
    id="C08.licence",
    title="Choisir une licence",
    points=4,
    answer="licences",
    expected=lambda: dict(LICENCES),
    given=_given,
    checks=(
        _licence("subventions", "Les subventions"),
        _licence("osm", "Les positions d'OpenStreetMap"),
        _licence("en_ligne", "La liste trouvée en ligne"),
        _licence("voisine", "La liste de la commune voisine"),
    ),
    misconceptions=(
        Misconception(
            "M136",
            _licence_program(osm="LO"),
            "Les positions viennent d'OpenStreetMap. Leur licence, l'ODbL, demande que la base qui "
            "en est tirée garde les mêmes conditions\u00a0: on ne peut pas l'alléger.",
            _licence_is("osm", "LO"),
        ),
        Misconception(
            "M02",
            _licence_program(en_ligne="LO"),
            "Être en ligne et gratuite ne suffit pas\u00a0: sans licence, la liste reste protégée. Il "
            "faut d'abord demander à qui l'a faite.",
            _licence_is("en_ligne", "LO"),
        ),
        Misconception(
            "M07",
            _licence_program(subventions="aucune"),
            "Une commune publie ses propres données sans attendre d'autorisation. Elle choisit une "
            "licence de la liste fixée par décret.",
            _licence_is("subventions", "aucune"),
        ),
    ),
    hints=(
        "Demandez-vous d'abord d'où viennent les données. Si elles viennent d'ailleurs, la licence "
        "d'origine commande.",
        'Trois réponses possibles\u00a0: "LO", "ODbL" ou "aucune". L\'une d\'elles sert deux fois.',
    ),
)


# Chasse à l'erreur

CHASSE = Exercise(
    id="C08.chasse",
    title="Chasse à l'erreur",
    points=2,
    answer="a_controler",
    expected=grosses,
    given=_given,
    checks=(is_table(), has_columns(), row_count(), same_rows(KEY), same_order(KEY, weight=0.5)),
    misconceptions=(
        Misconception(
            "M71",
            'a_controler = publie[publie["montant"] > "23000"]',
            "Les montants sont encore comparés comme des mots\u00a0: «\u00a0300\u00a0» vient après "
            "«\u00a023000\u00a0», et «\u00a0100000\u00a0» avant.",
        ),
        Misconception(
            "M137",
            'a_controler = publie[pd.to_numeric(publie["montant"]) >= 23000]',
            "Une subvention de 23\u202f000 € tout juste est dans votre liste\u00a0: dépasse-t-elle ce "
            "montant\u00a0?",
        ),
        Misconception(
            "M81",
            'a_controler = publie[pd.to_numeric(publie["montant"]) < 23000]',
            "Ce sont les petites subventions. Le sens du signe est à revoir.",
        ),
    ),
    hints=(
        'Affichez publie["montant"]\u00a0: la colonne contient du texte, comme tout le tableau.',
        "pd.to_numeric(colonne) rend la colonne en nombres\u00a0; un nombre s'écrit sans guillemets.",
    ),
)


LESSON = Lesson(
    id="C08",
    slug="valider-documenter-licence",
    title="Valider, documenter, choisir une licence",
    domains=("D3", "D1"),
    level=3,
    minutes=60,
    prerequisites=("C06",),
    exercises=(
        DEFI,
        LIRE,
        LIGNE,
        FORMES,
        VALEURS,
        SUSPECTES,
        DICTIONNAIRE,
        LICENCE,
        CHASSE,
    ),
)
