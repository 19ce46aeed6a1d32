"""C04, "Qui est concerné par la loi ?": filter, join, sort, copy, on the learner's territory.

The rule (articles L. 312-1-1 and D. 312-1-1-1 of the Code des relations entre le public
et l'administration): communes of less than 3,500 inhabitants, and bodies of less than 50
agents (full-time equivalents), are exempt. So 3,500 and 50 themselves are concerned.
Numbers of agents are simulated; a blank one means "not known", neither yes nor no.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from culture_data import datasets, territory
from culture_data.exercises.checks import (
    file_exists,
    has_columns,
    is_table,
    part,
    row_count,
    same_order,
    same_rows,
    same_values,
    source_untouched,
)
from culture_data.exercises.compare import resembles, same
from culture_data.exercises.model import Attempt, Check, Exercise, Lesson, Misconception
from culture_data.french import count

INHABITANTS = 3500
AGENTS_ETP = 50
LARGE = 10_000
CODES = ("code_insee", "code_departement", "code_region", "siren", "siren_epci", "codes_postaux")
AGENTS = "agents_etp_simules"


# What the learner has in hand, worked out from the shipped files


@cache
def _read(file: str) -> pd.DataFrame:
    return pd.read_csv(
        datasets.path(file),
        dtype=dict.fromkeys(CODES, str) | {"population": "Int64"},
        keep_default_na=False,
        na_values=[""],
    )


def communes() -> pd.DataFrame:
    """Return the communes of France (34,969 rows); codes are str, population Int64."""
    return _read("communes.csv").copy()


def agents() -> pd.DataFrame:
    """Return the simulated numbers of agents (one row a commune, ETP float64 or NaN)."""
    return _read("agents_simules.csv").copy()


def territoire() -> pd.DataFrame:
    """Return the communes of the learner's territory."""
    here = territory.current()
    table = communes()
    return table[table[here.colonne] == here.code]


def grandes() -> pd.DataFrame:
    """Return the territory's communes of 3,500 inhabitants or more."""
    table = territoire()
    return table[table["population"] >= INHABITANTS]


def avec_agents() -> pd.DataFrame:
    """Return the territory's communes with their number of agents, blanks kept."""
    return territoire().merge(agents()[["code_insee", AGENTS]], on="code_insee", how="left")


def concernees(inhabitants: int = INHABITANTS) -> pd.DataFrame:
    """Return the communes known to reach both thresholds."""
    table = avec_agents()
    return table[(table["population"] >= inhabitants) & (table[AGENTS] >= AGENTS_ETP)]


def classees() -> pd.DataFrame:
    """Return the concerned communes, most populated first."""
    return concernees().sort_values("population", ascending=False)


def dispensees() -> pd.DataFrame:
    """Return the communes known to be under one threshold at least."""
    table = avec_agents()
    return table[(table["population"] < INHABITANTS) | (table[AGENTS] < AGENTS_ETP)]


def _given() -> dict[str, Any]:
    return {
        "pd": pd,
        "donnees": datasets.path,
        "communes": communes(),
        "agents": agents(),
        "mon_territoire": territory.current(),
        "territoire": territoire(),
        "grandes": grandes(),
        "avec_agents": avec_agents(),
        "concernees": concernees(),
        "classees": classees(),
    }


# Défi d'entrée

OVER = "communes de 3 500 habitants ou plus"
UNDER = "communes de moins de 100 habitants"
LARGEST = "code de la commune la plus peuplée du Gers"


def _defi(
    over: Callable[[pd.Series], pd.Series] = lambda population: population >= INHABITANTS,
    ascending: bool = False,
) -> dict[str, Any]:
    table = communes()
    gers = table[table["code_departement"] == "32"].sort_values("population", ascending=ascending)
    return {
        OVER: int(over(table["population"]).sum()),
        UNDER: int((table["population"] < 100).sum()),
        LARGEST: gers["code_insee"].iloc[0],
    }


def _entry_is(key: str, value: Callable[[], Any]) -> Callable[[Attempt], bool]:
    return lambda attempt: same(attempt.answer[key], value())


_DEFI = """
comptes = communes["population"]
gers = communes[communes["code_departement"] == "32"].sort_values("population", ascending=False)
defi = {{
    "communes de 3 500 habitants ou plus": int({over}),
    "communes de moins de 100 habitants": int((comptes < 100).sum()),
    "code de la commune la plus peuplée du Gers": {largest},
}}
"""
_FIRST = 'gers["code_insee"].iloc[0]'

DEFI = Exercise(
    id="C04.defi",
    title="Défi d'entrée",
    points=3,
    answer="defi",
    expected=_defi,
    given=_given,
    checks=(
        part(OVER, "Les communes de 3\u202f500 habitants ou plus", "Le compte n'y est pas."),
        part(UNDER, "Les communes de moins de 100 habitants", "Le compte n'y est pas."),
        part(LARGEST, "La plus peuplée du Gers", "Ce n'est pas le code attendu."),
    ),
    misconceptions=(
        Misconception(
            "M06",
            _DEFI.format(over="(comptes > 3500).sum()", largest=_FIRST),
            "Votre compte laisse de côté les communes qui ont exactement 3\u202f500 habitants. "
            "«\u00a0Ou plus\u00a0» les comprend-il\u00a0?",
            _entry_is(OVER, lambda: _defi(over=lambda population: population > INHABITANTS)[OVER]),
        ),
        Misconception(
            "M57",
            _DEFI.format(over="comptes[comptes >= 3500].sum()", largest=_FIRST),
            "Ce nombre est celui des habitants de ces communes\u00a0: la question porte sur le "
            "nombre de communes.",
            _entry_is(
                OVER,
                lambda: int(communes()["population"].loc[lambda column: column >= 3500].sum()),
            ),
        ),
        Misconception(
            "M14",
            _DEFI.format(over="(comptes >= 3500).sum()", largest=f"int({_FIRST})"),
            "Le code de la commune est devenu un nombre\u00a0: un code s'écrit entre guillemets, "
            "même quand il n'a que des chiffres.",
            _entry_is(LARGEST, lambda: int(_defi()[LARGEST])),
        ),
        Misconception(
            "M25",
            _DEFI.format(over="(comptes >= 3500).sum()", largest='gers["code_insee"].iloc[-1]'),
            "Vous avez pris l'autre bout du classement\u00a0: cette commune est la moins peuplée "
            "du Gers.",
            _entry_is(LARGEST, lambda: _defi(ascending=True)[LARGEST]),
        ),
    ),
    hints=(
        'Une condition comme (communes["population"] < 100) donne vrai ou faux pour chaque '
        "commune\u00a0; .sum() compte les «\u00a0vrai\u00a0».",
        'Pour le Gers\u00a0: filtrez sur le code du département "32", triez par population, '
        "puis lisez le code de la première ligne.",
    ),
)


# Exercices


def _inside(start: str) -> Check:
    """Gate: no commune comes from outside the territory; `start` is the table to begin with."""

    def test(attempt: Attempt) -> str | None:
        found, here = set(attempt.answer["code_insee"]), set(territoire()["code_insee"])
        if found <= here:
            return None
        if not found & here:
            return (
                "Aucune de ces communes n'est dans le territoire choisi. La valeur vient-elle bien "
                "de la colonne que vous comparez\u00a0?"
            )
        return f"Votre tableau contient des communes d'un autre territoire. {start}"

    return Check("Le territoire", test, weight=0)


def _too_wide(attempt: Attempt) -> bool:
    """All the territory's communes are there, with others, but not the whole country."""
    found, wanted = set(attempt.answer["code_insee"]), set(attempt.expected["code_insee"])
    return wanted < found and len(attempt.answer) < len(_read("communes.csv"))


def _is(*programs: Callable[[pd.DataFrame], pd.DataFrame]) -> Callable[[Attempt], bool]:
    """The answer is what one of these filters makes of the joined table."""
    return lambda attempt: any(
        resembles(attempt.answer, program(avec_agents())) for program in programs
    )


TERRITOIRE = Exercise(
    id="C04.territoire",
    title="Garder les communes de mon territoire",
    points=2,
    answer="territoire",
    expected=territoire,
    given=_given,
    checks=(
        is_table(),
        has_columns("code_insee", "nom", "population"),
        _inside("Que compare votre filtre, et à quelle valeur\u00a0?"),
        row_count(),
        same_rows("code_insee"),
    ),
    misconceptions=(
        Misconception(
            "M46",
            'territoire = communes[communes["nom_region"].str.contains("Loire", na=False)]',
            "Votre filtre garde aussi des communes d'ailleurs\u00a0: plusieurs territoires "
            "contiennent ce bout de nom. Cherchez une égalité exacte, sur le code.",
            _too_wide,
        ),
        Misconception(
            "M55",
            'communes[communes["code_region"] == "52"]\nterritoire = communes',
            "C'est toute la liste\u00a0: le filtre n'a pas été rangé dans la variable. "
            "Il faut l'écrire à droite du signe =.",
        ),
        Misconception(
            "M14",
            'territoire = communes[communes["code_region"] == 52]',
            "Aucune commune ne répond à ce filtre. La valeur doit être écrite exactement comme "
            "dans la colonne\u00a0: un code entre guillemets, un nom avec ses majuscules et "
            "ses accents.",
        ),
        Misconception(
            "M81",
            'territoire = communes[communes["code_region"] != "52"]',
            "Vous avez gardé les communes de tous les autres territoires\u00a0: "
            "regardez le signe de la comparaison.",
            lambda attempt: (
                set(attempt.answer["code_insee"])
                == set(_read("communes.csv")["code_insee"]) - set(attempt.expected["code_insee"])
            ),
        ),
    ),
    hints=(
        "choisir_territoire vous a indiqué une colonne et une valeur\u00a0: ce sont elles "
        "qu'il faut comparer.",
        'La forme d\'un filtre\u00a0: tableau[tableau["colonne"] == "valeur"], avec deux signes =.',
        "Ici le tableau est communes, la colonne mon_territoire.colonne et la valeur "
        "mon_territoire.code.",
    ),
)

SEUIL = Exercise(
    id="C04.seuil",
    title="Appliquer le seuil de 3\u202f500 habitants",
    points=2,
    answer="grandes",
    expected=grandes,
    given=_given,
    checks=(
        is_table(),
        has_columns("code_insee", "population"),
        _inside("Partez du tableau territoire."),
        row_count(),
        same_rows("code_insee"),
    ),
    misconceptions=(
        Misconception(
            "M06",
            'grandes = territoire[territoire["population"] > 3500]',
            "Il manque les communes qui ont exactement 3\u202f500 habitants. La loi dispense "
            "celles qui en ont moins\u00a0: de quel côté se trouve le seuil lui-même\u00a0?",
        ),
        Misconception(
            "M72",
            'grandes = territoire[territoire["population"] < 3500]',
            "Ce sont les communes dispensées, sous le seuil. On cherche les autres.",
        ),
        Misconception(
            "M71",
            'grandes = territoire[territoire["population"].astype(str) >= "3500"]',
            "Les populations ont été comparées comme du texte, lettre à lettre\u00a0: «\u00a0980\u00a0» "
            "passe alors devant «\u00a03500\u00a0». Écrivez le seuil sans guillemets.",
        ),
        Misconception(
            "M55",
            "grandes = territoire",
            "Le filtre n'a rien retiré\u00a0: toutes les communes du territoire sont encore là. Si "
            "vous avez écrit un filtre, regardez le nombre\u00a0: pour Python, 3.500 vaut trois et "
            "demi.",
        ),
    ),
    hints=(
        'Même forme que le filtre précédent, mais sur la colonne "population", dans le '
        "tableau territoire.",
        "Les comparaisons s'écrivent <, <=, > et >=. Dites la règle à voix haute\u00a0: "
        "«\u00a03\u202f500 habitants est concernée\u00a0».",
    ),
)


def _joined_on_names(attempt: Attempt) -> bool:
    """Joined on names, a namesake's row comes twice; whole tables leave two columns of codes."""
    columns = set(attempt.answer.columns)
    if {"code_insee_x", "code_insee_y"} <= columns:
        return True
    return "nom" in columns and (
        len(attempt.answer) > len(attempt.expected)
        and set(attempt.answer["code_insee"]) == set(attempt.expected["code_insee"])
    )


JOINTURE = Exercise(
    id="C04.jointure",
    title="Ajouter le nombre d'agents de chaque commune",
    points=3,
    answer="avec_agents",
    expected=avec_agents,
    given=_given,
    checks=(
        is_table(),
        has_columns("code_insee", "population", AGENTS),
        _inside('Partez de territoire, à gauche, et gardez how="left".'),
        row_count(),
        same_rows("code_insee"),
        same_values(AGENTS, key="code_insee", name="Les nombres d'agents", weight=2),
    ),
    misconceptions=(
        Misconception(
            "M13",
            f'avec_agents = territoire.merge(agents[["nom", "{AGENTS}"]], on="nom", how="left")',
            "Il y a plus de lignes qu'au départ\u00a0: plusieurs communes de France portent le même "
            "nom. Quelle colonne désigne une commune et une seule\u00a0?",
            _joined_on_names,
        ),
        Misconception(
            "M54",
            f'avec_agents = territoire.assign({AGENTS}=agents["{AGENTS}"])',
            "Les deux listes ont été mises côte à côte, mais elles ne sont pas dans le même ordre\u00a0: "
            "les nombres ne sont pas ceux des bonnes communes.",
        ),
        Misconception(
            "M21",
            f'avec_agents = territoire.merge(agents[["code_insee", "{AGENTS}"]], on="code_insee")'
            f'.dropna(subset=["{AGENTS}"])',
            "Les communes dont le nombre d'agents n'est pas connu ont disparu. Elles existent "
            "pourtant\u00a0: gardez-les, avec leur case vide.",
        ),
        Misconception(
            "M20",
            f'avec_agents = territoire.merge(agents[["code_insee", "{AGENTS}"]], on="code_insee", '
            f'how="left").fillna({{"{AGENTS}": 0}})',
            "Les cases vides sont devenues des zéros\u00a0: «\u00a0on ne sait pas\u00a0» est devenu "
            "«\u00a0aucun agent\u00a0».",
        ),
    ),
    hints=(
        "Joindre deux tableaux, c'est chercher pour chaque ligne de l'un la ligne de l'autre qui "
        'a le même identifiant\u00a0: tableau.merge(autre, on="identifiant", how="left").',
        "L'identifiant d'une commune est son code INSEE, jamais son nom.",
        f'De agents, ne prenez que deux colonnes\u00a0: agents[["code_insee", "{AGENTS}"]].',
    ),
)


CONCERNEES = Exercise(
    id="C04.concernees",
    title="Croiser les deux critères de la loi",
    points=3,
    answer="concernees",
    expected=concernees,
    given=_given,
    checks=(
        is_table(),
        has_columns("code_insee", "population", AGENTS),
        row_count(),
        same_rows("code_insee"),
    ),
    misconceptions=(
        Misconception(
            "M04",
            'concernees = avec_agents[(avec_agents["population"] >= 3500) '
            f'| (avec_agents["{AGENTS}"] >= 50)]',
            "Vous gardez les communes qui remplissent au moins un critère. Or être sous un seul des "
            "deux seuils suffit à être dispensée.",
        ),
        Misconception(
            "M05",
            'concernees = avec_agents[avec_agents["population"] >= 3500]',
            "Un seul des deux critères est pris en compte\u00a0: relisez la règle, et cherchez celui "
            "qui manque.",
            _is(
                lambda t: t[t["population"] >= INHABITANTS],
                lambda t: t[t[AGENTS] >= AGENTS_ETP],
            ),
        ),
        Misconception(
            "M06",
            'concernees = avec_agents[(avec_agents["population"] > 3500) '
            f'& (avec_agents["{AGENTS}"] > 50)]',
            "Une commune qui se trouve exactement sur un seuil a été écartée. La loi dispense "
            "celles qui sont en dessous.",
            _is(
                lambda t: t[(t["population"] > INHABITANTS) & (t[AGENTS] > AGENTS_ETP)],
                lambda t: t[(t["population"] >= INHABITANTS) & (t[AGENTS] > AGENTS_ETP)],
                lambda t: t[(t["population"] > INHABITANTS) & (t[AGENTS] >= AGENTS_ETP)],
            ),
        ),
        Misconception(
            "M48",
            'concernees = avec_agents[(avec_agents["population"] >= 3500) '
            f'& ~(avec_agents["{AGENTS}"] < 50)]',
            "Des communes dont le nombre d'agents n'est pas connu sont comptées comme concernées. "
            "Elles sont à vérifier auprès de la mairie, pas à trancher ici.",
        ),
    ),
    hints=(
        "Il faut les deux critères à la fois\u00a0: deux conditions reliées par &, "
        "chacune entre parenthèses.",
        "La forme\u00a0: tableau[(condition 1) & (condition 2)].",
        "Une comparaison avec une case vide donne toujours faux\u00a0: une condition écrite avec "
        ">= laisse donc de côté les communes dont on ne connaît pas les agents.",
    ),
)

TRI = Exercise(
    id="C04.tri",
    title="Classer de la plus peuplée à la moins peuplée",
    points=2,
    answer="classees",
    expected=classees,
    given=_given,
    checks=(
        is_table(),
        has_columns("code_insee", "population", AGENTS),
        row_count(weight=0),
        same_rows("code_insee", weight=0),
        same_order("population"),
    ),
    misconceptions=(
        Misconception(
            "M25",
            'classees = concernees.sort_values("population")',
            "Le classement va de la moins peuplée à la plus peuplée\u00a0: par défaut, un tri est "
            "croissant.",
        ),
        Misconception(
            "M71",
            'classees = concernees.sort_values("population", key=lambda c: c.astype(str), '
            "ascending=False)",
            "Les populations ont été triées comme du texte\u00a0: «\u00a09\u202f800\u00a0» passe avant "
            "«\u00a010\u202f200\u00a0». Triez la colonne de nombres.",
        ),
        Misconception(
            "M26",
            'concernees.sort_values("population", ascending=False)\nclassees = concernees',
            "L'ordre est encore celui du fichier\u00a0: le tri rend un nouveau tableau, qu'il faut "
            "ranger dans la variable.",
        ),
    ),
    hints=(
        'On trie avec tableau.sort_values("colonne").',
        "Pour un ordre décroissant, ajoutez ascending=False entre les parenthèses.",
    ),
)


# Copier dans un autre fichier

SOURCE = "communes.csv"
FILE_COLUMNS = ("code_insee", "nom", "population", AGENTS)


def _reread(attempt: Attempt, separator: str = ";") -> pd.DataFrame:
    """Read the learner's file back, all text."""
    return pd.read_csv(Path(attempt.answer), sep=separator, dtype=str, encoding="utf-8-sig")


def _not_the_source(attempt: Attempt) -> str | None:
    if Path(attempt.answer).name not in datasets.resources():
        return None
    return "Ce nom est celui d'un fichier de référence\u00a0: donnez-en un autre à votre copie."


def _readable(attempt: Attempt) -> str | None:
    if Path(attempt.answer).suffix.casefold() == ".xlsx":
        return "C'est un classeur\u00a0: on attend un fichier CSV, écrit avec to_csv."
    try:
        table = _reread(attempt)
    except UnicodeDecodeError:
        return (
            "Votre fichier n'est pas en UTF-8, l'encodage d'aujourd'hui\u00a0: retirez l'option "
            'encoding, ou écrivez encoding="utf-8-sig", que les tableurs comprennent aussi.'
        )
    missing = [name for name in FILE_COLUMNS if name not in table.columns]
    if missing:
        return (
            "Relu avec le séparateur point-virgule, votre fichier n'a pas ces colonnes\u00a0: "
            + ", ".join(missing)
            + "."
        )
    if any(name.startswith("Unnamed") for name in table.columns):
        return "Le fichier a une colonne sans nom, celle des numéros de ligne."
    return None


def _same_communes(attempt: Attempt) -> str | None:
    found = list(_reread(attempt)["code_insee"])
    wanted = list(attempt.expected["code_insee"])
    if sorted(found) == sorted(wanted):
        return None
    if sorted(code.zfill(5) for code in found) == sorted(wanted):
        return "Des codes ont perdu leur zéro de tête."
    return (
        f"Le fichier a {count(len(found), 'ligne')}, sans celle des noms de colonnes\u00a0; ce ne "
        "sont pas les communes attendues."
    )


def _kept_order(attempt: Attempt) -> str | None:
    populations = [float(value) for value in _reread(attempt)["population"]]
    if populations == sorted(populations, reverse=True):
        return None
    return "Les communes ne sont plus dans l'ordre décroissant."


def _wrote_over_source(_attempt: Attempt) -> bool:
    return datasets.intact(SOURCE) is False


def _has_index(attempt: Attempt) -> bool:
    return any(name.startswith("Unnamed") for name in _reread(attempt).columns)


def _comma(attempt: Attempt) -> bool:
    return "code_insee" in _reread(attempt, ",").columns


def _no_code(attempt: Attempt) -> bool:
    columns = _reread(attempt).columns
    return "nom" in columns and "code_insee" not in columns


COPIE = Exercise(
    id="C04.copie",
    title="Copier la liste dans un autre fichier, sans toucher à la source",
    points=3,
    answer="fichier",
    expected=classees,
    given=_given,
    checks=(
        source_untouched(SOURCE, weight=0),
        file_exists(),
        Check("Un fichier à part", _not_the_source, weight=0),
        Check("Le fichier se relit", _readable),
        Check("Les bonnes communes", _same_communes),
        Check("Le classement est gardé", _kept_order, weight=0.5),
    ),
    misconceptions=(
        Misconception(
            "M12",
            'fichier = donnees("communes.csv")\nclassees.to_csv(fichier, sep=";", index=False)',
            "La liste de référence a été remplacée par votre résultat\u00a0: elle ne pourra plus servir "
            "à autre chose. Écrivez toujours dans un autre fichier.",
            _wrote_over_source,
        ),
        Misconception(
            "M53",
            'fichier = "communes_concernees.csv"\nclassees.to_csv(fichier, sep=";")',
            "Le fichier contient une colonne de plus, sans nom\u00a0: les numéros de ligne de "
            "l'écran. Ajoutez index=False.",
            _has_index,
        ),
        Misconception(
            "M09",
            'fichier = "communes_concernees.csv"\nclassees.to_csv(fichier, index=False)',
            "Les colonnes sont séparées par des virgules\u00a0; un tableur français attend des "
            'points-virgules\u00a0: sep=";".',
            _comma,
        ),
        Misconception(
            "M47",
            'fichier = "communes_concernees.csv"\n'
            'classees[["nom", "population"]].to_csv(fichier, sep=";", index=False)',
            "Sans le code INSEE, personne ne pourra rattacher votre liste à un autre fichier\u00a0: "
            "un nom ne suffit pas.",
            _no_code,
        ),
    ),
    hints=(
        'On écrit un fichier avec tableau.to_csv("nom_du_fichier.csv").',
        'Entre les parenthèses, ajoutez sep=";" pour le point-virgule et index=False pour ne pas '
        "écrire les numéros de ligne.",
    ),
)

REJOUER = Exercise(
    id="C04.rejouer",
    title="Changer le seuil et rejouer",
    points=2,
    answer="villes",
    expected=lambda: concernees(LARGE),
    given=_given,
    checks=(
        is_table(),
        has_columns("code_insee", "population", AGENTS),
        row_count(),
        same_rows("code_insee"),
    ),
    misconceptions=(
        Misconception(
            "M15",
            "seuil = 10000\nvilles = concernees",
            "Cette liste est encore celle du seuil de 3\u202f500 habitants. Changer le seuil ne "
            "recalcule rien tout seul\u00a0: le filtre doit l'utiliser, et être exécuté de nouveau.",
        ),
        Misconception(
            "M73",
            "seuil = 10.000\n"
            'villes = avec_agents[(avec_agents["population"] >= seuil) '
            f'& (avec_agents["{AGENTS}"] >= 50)]',
            "Pour Python, 10.000 vaut dix\u00a0: le point est sa virgule. Dix mille s'écrit 10000 "
            "ou 10_000.",
        ),
        Misconception(
            "M04",
            'villes = avec_agents[(avec_agents["population"] >= 10000) '
            f'| (avec_agents["{AGENTS}"] >= 50)]',
            "En changeant le seuil, le «\u00a0et\u00a0» est devenu un «\u00a0ou\u00a0»\u00a0: des communes "
            "qui n'ont qu'un des deux critères sont entrées.",
        ),
        Misconception(
            "M05",
            'villes = avec_agents[avec_agents["population"] >= 10000]',
            "Le second critère, celui des agents, a disparu en route\u00a0: des communes dont on ne "
            "connaît pas les agents sont revenues.",
        ),
    ),
    hints=(
        "Reprenez votre filtre à deux critères, et mettez seuil à la place de 3500.",
        "Pour écrire dix mille\u00a0: 10000, ou 10_000 pour mieux le lire.",
    ),
)

CHASSE = Exercise(
    id="C04.chasse",
    title="Chasse à l'erreur\u00a0: les communes dispensées",
    points=2,
    answer="dispensees",
    expected=dispensees,
    given=_given,
    checks=(
        is_table(),
        has_columns("code_insee", "population", AGENTS),
        row_count(),
        same_rows("code_insee"),
    ),
    misconceptions=(
        Misconception(
            "M74",
            'dispensees = avec_agents[(avec_agents["population"] < 3500) '
            f'& (avec_agents["{AGENTS}"] < 50)]',
            "Il ne reste que les communes sous les deux seuils à la fois. Relisez la règle\u00a0: "
            "faut-il être sous les deux pour être dispensée\u00a0?",
        ),
        Misconception(
            "M48",
            'dispensees = avec_agents[~((avec_agents["population"] >= 3500) '
            f'& (avec_agents["{AGENTS}"] >= 50))]',
            "Des communes de 3\u202f500 habitants ou plus dont on ne connaît pas les agents sont "
            "comptées comme dispensées\u00a0: on ne le sait pas encore.",
        ),
        Misconception(
            "M06",
            'dispensees = avec_agents[(avec_agents["population"] <= 3500) '
            f'| (avec_agents["{AGENTS}"] <= 50)]',
            "Une commune qui se trouve exactement sur un seuil est comptée comme dispensée.",
            _is(
                lambda t: t[(t["population"] <= INHABITANTS) | (t[AGENTS] <= AGENTS_ETP)],
                lambda t: t[(t["population"] < INHABITANTS) | (t[AGENTS] <= AGENTS_ETP)],
                lambda t: t[(t["population"] <= INHABITANTS) | (t[AGENTS] < AGENTS_ETP)],
            ),
        ),
    ),
    hints=(
        "Essayez sur un cas\u00a0: une commune de 12\u202f000 habitants et 49 agents est-elle "
        "dispensée\u00a0? Le programme la garde-t-il\u00a0?",
        "Entre deux conditions, & veut dire «\u00a0et\u00a0», | veut dire «\u00a0ou\u00a0».",
    ),
)

LESSON = Lesson(
    id="C04",
    slug="qui-est-concerne",
    title="Qui est concerné par la loi\u00a0?",
    domains=("D1", "D4", "D2"),
    level=2,
    minutes=90,
    prerequisites=("C03",),
    exercises=(
        DEFI,
        TERRITOIRE,
        SEUIL,
        JOINTURE,
        CONCERNEES,
        TRI,
        COPIE,
        REJOUER,
        CHASSE,
    ),
)
