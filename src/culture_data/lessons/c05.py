"""C05, "Insérer, corriger, supprimer": change a table without losing track of it.

The tables of `datasets/lessons/C05` are simulated. Rows are found by their identifier,
never by a name or a place; blank states mean "not known" and survive a deletion; each
changed value has its line in a journal, from which one change can be undone alone.
"""

import datetime
import re
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
    same_values,
)
from culture_data.exercises.compare import same
from culture_data.exercises.model import Attempt, Check, Exercise, Lesson, Misconception
from culture_data.french import count

HALL, CAPACITY = "EQ-011", 180
TOWN, OLD_STREET, NEW_STREET = "Saint-Colomban", "rue du Stade", "allée des Tilleuls"
CLOSED, CANCELLED = "fermé", "annulé"
RECALLED = "20260917-2"


# The tables, from the first state to the last


@cache
def _equipements() -> pd.DataFrame:
    return pd.read_csv(datasets.path("equipements_atelier.csv"), dtype={"code_insee": str})


@cache
def _menus() -> pd.DataFrame:
    return pd.read_csv(datasets.path("menus_atelier.csv"))


def equipements() -> pd.DataFrame:
    """Return the simulated equipment (24 rows; capacity int64, state NaN if unknown)."""
    return _equipements().copy()


def menus() -> pd.DataFrame:
    """Return the simulated dishes (16 rows; state NaN if the meal is to come)."""
    return _menus().copy()


def next_id() -> str:
    """Return the identifier that follows the highest one ever given."""
    highest = max(int(each.removeprefix("EQ-")) for each in _equipements()["id"])
    return f"EQ-{highest + 1:03}"


def complete() -> pd.DataFrame:
    """Return the equipment with the new one in the last row."""
    table = equipements()
    paimboeuf = table[table["id"] == HALL].iloc[0]
    new = {
        "id": next_id(),
        "nom": "Maison pour tous",
        "type": "Centre social",
        "code_insee": paimboeuf["code_insee"],
        "commune": paimboeuf["commune"],
        "voie": "rue de la Gare",
        "capacite": 75,
        "etat": "ouvert",
        "source": paimboeuf["source"],
    }
    return pd.concat([table, pd.DataFrame([new])], ignore_index=True)


def corrige() -> pd.DataFrame:
    """Return the completed table with the capacity of the hall of Paimbœuf put right."""
    table = complete()
    table.loc[table["id"] == HALL, "capacite"] = CAPACITY
    return table


def renomme() -> pd.DataFrame:
    """Return the corrected table with the street of Saint-Colomban renamed."""
    table = corrige()
    table.loc[(table["commune"] == TOWN) & (table["voie"] == OLD_STREET), "voie"] = NEW_STREET
    return table


def journal() -> pd.DataFrame:
    """Return one row a changed value: date, qui, id, champ, avant, apres."""
    before, after = complete().set_index("id"), renomme().set_index("id")
    rows = [
        {
            "date": "2026-11-24",
            "qui": "service des équipements",
            "id": identifier,
            "champ": field,
            "avant": before.loc[identifier, field],
            "apres": after.loc[identifier, field],
        }
        for field in ("capacite", "voie")
        for identifier in before.index[before[field] != after[field]]
    ]
    return pd.DataFrame(rows)


def ouverts() -> pd.DataFrame:
    """Return the renamed table without the closed equipment; unknown states are kept."""
    table = renomme()
    return table[table["etat"] != CLOSED]


def annule() -> pd.DataFrame:
    """Return the table without closed equipment, the change of street undone."""
    table = ouverts().copy()
    changes = journal()
    changed = changes.loc[changes["champ"] == "voie", "id"]
    table.loc[table["id"].isin(changed), "voie"] = OLD_STREET
    return table


def gardes() -> pd.DataFrame:
    """Return the dishes without the one that is recalled."""
    table = menus()
    return table[table["code"] != RECALLED]


def _given() -> dict[str, Any]:
    return {
        "pd": pd,
        "donnees": datasets.path,
        "equipements": equipements(),
        "menus": menus(),
        "complete": complete(),
        "corrige": corrige(),
        "renomme": renomme(),
        "journal": journal(),
        "ouverts": ouverts(),
    }


# Checks of this lesson

Table = Callable[[], pd.DataFrame]


def _no_more_columns(attempt: Attempt) -> str | None:
    extra = [name for name in attempt.answer.columns if name not in attempt.expected.columns]
    if not extra:
        return None
    return (
        f"Il y a une colonne de plus que dans le tableau de départ\u00a0: «\u00a0{extra[0]}\u00a0»."
    )


def _one_row_each(attempt: Attempt) -> str | None:
    twice = attempt.answer.loc[attempt.answer["id"].duplicated(), "id"]
    if twice.empty:
        return None
    return f"L'identifiant «\u00a0{twice.iloc[0]}\u00a0» désigne maintenant deux équipements."


def _new_id(attempt: Attempt) -> str | None:
    found = set(attempt.answer["id"])
    if missing := set(_equipements()["id"]) - found:
        return (
            f"Il manque {count(len(missing), 'équipement')} du départ, ou son identifiant a changé."
        )
    if next_id() in found:
        return None
    new = found - set(_equipements()["id"])
    if any(isinstance(each, str) and not re.fullmatch(r"EQ-\d{3}", each) for each in new):
        return (
            "Un identifiant s'écrit comme les autres\u00a0: EQ- puis trois chiffres, zéros compris."
        )
    return "L'identifiant du nouvel équipement n'est pas celui que demande la règle."


def _has_value(column: str, before: Table, *, moving: bool) -> Callable[[Attempt], int]:
    """Count the rows with a wrong value, among those that should change (or should not)."""

    def wrong(attempt: Attempt) -> int:
        wanted = attempt.expected.set_index("id")[column]
        moved = wanted.ne(before().set_index("id")[column].reindex(wanted.index))
        concerned = wanted[moved] if moving else wanted[~moved]
        found = attempt.answer.set_index("id")[column]
        return sum(not same(found[each], concerned[each]) for each in concerned.index)

    return wrong


def to_change(column: str, before: Table, weight: float = 1.0) -> Check:
    """The rows that had to change in this column have the expected value."""
    wrong = _has_value(column, before, moving=True)

    def test(attempt: Attempt) -> str | None:
        rows = wrong(attempt)
        if not rows:
            return None
        return f"Colonne «\u00a0{column}\u00a0»\u00a0: il reste {count(rows, 'ligne')} à corriger."

    return Check("Ce qui devait changer", test, weight)


def to_leave(column: str, before: Table, weight: float = 1.0) -> Check:
    """The other rows still have their value in this column."""
    wrong = _has_value(column, before, moving=False)

    def test(attempt: Attempt) -> str | None:
        rows = wrong(attempt)
        if not rows:
            return None
        return f"Colonne «\u00a0{column}\u00a0»\u00a0: vous avez aussi changé {count(rows, 'ligne')} qu'il fallait laisser."

    return Check("Ce qui ne devait pas changer", test, weight)


def _others(column: str) -> Check:
    """The other columns still have their values."""
    names = [name for name in _columns() if name not in ("id", column)]
    return same_values(*names, key="id", name="Les autres colonnes")


def _columns() -> tuple[str, ...]:
    return ("id", "nom", "type", "code_insee", "commune", "voie", "capacite", "etat", "source")


def edited(column: str, before: Table) -> tuple[Check, ...]:
    """The cascade of an exercise that changes one column and nothing else."""
    return (
        is_table(),
        has_columns(*_columns()),
        Check("Les mêmes colonnes", _no_more_columns, weight=0),
        row_count(weight=0),
        same_rows("id", weight=0),
        to_change(column, before),
        to_leave(column, before),
        _others(column),
        same_order("id", weight=0.5),
    )


def _cell(attempt: Attempt, identifier: str, column: str) -> Any:
    return attempt.answer.set_index("id")[column][identifier]


def _entry_is(key: str, value: Callable[[], Any]) -> Callable[[Attempt], bool]:
    return lambda attempt: same(attempt.answer[key], value())


# Défi d'entrée


def _defi() -> dict[str, Any]:
    table, dishes = equipements(), menus()
    table.loc[table["id"] == HALL, "capacite"] = CAPACITY
    return {
        "total": int(table["capacite"].sum()),
        "id": next_id(),
        "restants": int((dishes["statut"] != CANCELLED).sum()),
    }


def _total_by_name() -> int:
    table = equipements()
    table.loc[table["nom"] == "Salle des fêtes", "capacite"] = CAPACITY
    return int(table["capacite"].sum())


_DEFI = """
copie = equipements.copy()
copie.loc[copie[{column}] == {value}, "capacite"] = 180
defi = {{"total": copie["capacite"].sum(), "id": {identifier}, "restants": {left}}}
"""
_BY_ID = {"column": '"id"', "value": '"EQ-011"'}
_LEFT = 'len(menus[menus["statut"] != "annulé"])'

DEFI = Exercise(
    id="C05.defi",
    title="Défi d'entrée",
    points=3,
    answer="defi",
    expected=_defi,
    given=_given,
    checks=(
        part("total", "Le total des capacités", "Le total n'est pas le bon."),
        part("id", "Le nouvel identifiant", "Ce n'est pas l'identifiant attendu."),
        part("restants", "Les plats qui restent", "Le compte n'y est pas."),
    ),
    misconceptions=(
        Misconception(
            "M13",
            _DEFI.format(
                column='"nom"', value='"Salle des fêtes"', identifier='"EQ-027"', left=_LEFT
            ),
            "Votre total a perdu la capacité d'un autre équipement\u00a0: deux lignes portent ce nom, "
            "et une seule était à corriger.",
            _entry_is("total", _total_by_name),
        ),
        Misconception(
            "M23",
            _DEFI.format(**_BY_ID, identifier='f"EQ-{len(equipements) + 1:03}"', left=_LEFT),
            "Vous avez compté les lignes pour numéroter. Cherchez cet identifiant dans le tableau\u00a0: "
            "il est déjà pris.",
            _entry_is("id", lambda: f"EQ-{len(_equipements()) + 1:03}"),
        ),
        Misconception(
            "M21",
            _DEFI.format(
                **_BY_ID, identifier='"EQ-027"', left='len(menus[menus["statut"] == "servi"])'
            ),
            "Des plats qui ne sont pas annulés sont partis avec les autres\u00a0: ceux dont le statut "
            "est une case vide.",
            _entry_is("restants", lambda: int((_menus()["statut"] == "servi").sum())),
        ),
        Misconception(
            "M102",
            _DEFI.format(**_BY_ID, identifier='"EQ-027"', left="len(menus)"),
            "C'est le nombre de plats du départ\u00a0: rien n'a été retiré, ou le résultat n'a pas été "
            "gardé.",
            _entry_is("restants", lambda: len(_menus())),
        ),
    ),
    hints=(
        'Pour corriger une case\u00a0: copie.loc[condition, "colonne"] = valeur, où la condition porte '
        "sur l'identifiant.",
        'equipements["id"].max() donne le plus grand identifiant, où qu\'il soit dans le tableau.',
        'Une case vide n\'est pas égale à "annulé" : la condition doit la garder.',
    ),
)


# Insérer

_NEW = """
nouveau = pd.DataFrame([{{
    "{key}": "{value}", "nom": "Maison pour tous", "type": "Centre social",
    "code_insee": "44116", "commune": "Paimbœuf", "voie": "rue de la Gare",
    "capacite": 75, "etat": "ouvert", "source": "données simulées",
}}])
"""
_CONCAT = "complete = pd.concat([equipements, nouveau], ignore_index=True)"


def _twice(attempt: Attempt, identifier: str) -> bool:
    return int((attempt.answer["id"] == identifier).sum()) == 2


def _freed(attempt: Attempt) -> bool:
    new = set(attempt.answer["id"].dropna()) - set(_equipements()["id"])
    return len(new) == 1 and new.pop() < next_id()


def _after_last(attempt: Attempt) -> bool:
    last = int(_equipements()["id"].iloc[-1].removeprefix("EQ-"))
    return _twice(attempt, f"EQ-{last + 1:03}")


INSERTION = Exercise(
    id="C05.insertion",
    title="Insérer un équipement, avec un identifiant à lui",
    points=3,
    answer="complete",
    expected=complete,
    given=_given,
    checks=(
        is_table(),
        has_columns(*_columns()),
        Check("Les mêmes colonnes", _no_more_columns, weight=0),
        row_count(weight=0),
        Check("Un identifiant, un équipement", _one_row_each),
        Check("Le nouvel identifiant", _new_id),
        same_values(*_columns()[1:], key="id", name="Les autres cases", weight=0.5),
        same_order("id", weight=0.5),
    ),
    misconceptions=(
        Misconception(
            "M23",
            _NEW.format(key="id", value="EQ-025") + _CONCAT,
            "Vous avez numéroté d'après le nombre de lignes. Comme des numéros manquent dans la "
            "liste, celui-ci appartient déjà à un autre équipement.",
            lambda attempt: _twice(attempt, f"EQ-{len(_equipements()) + 1:03}"),
        ),
        Misconception(
            "M83",
            _NEW.format(key="id", value="EQ-019") + _CONCAT,
            "C'est le numéro qui suit celui de la dernière ligne. La liste n'est pas rangée par "
            "identifiant\u00a0: ce numéro est déjà pris plus haut.",
            _after_last,
        ),
        Misconception(
            "M100",
            _NEW.format(key="id", value="EQ-009") + _CONCAT,
            "Ce numéro est libre aujourd'hui, mais il a appartenu à un équipement retiré. Une "
            "facture ou un plan qui le cite désignerait maintenant le vôtre.",
            _freed,
        ),
        Misconception(
            "M101",
            _NEW.format(key="ID", value="EQ-027") + _CONCAT,
            "Une colonne est née, et une case est restée vide dans votre ligne. Comparez les noms "
            "des colonnes signe à signe\u00a0: une majuscule suffit à faire un autre nom.",
            lambda attempt: _no_more_columns(attempt) is not None,
        ),
        Misconception(
            "M102",
            _NEW.format(key="id", value="EQ-027")
            + "pd.concat([equipements, nouveau], ignore_index=True)\ncomplete = equipements",
            "Le tableau n'a pas grandi\u00a0: pd.concat rend un nouveau tableau, qu'il faut ranger dans "
            "la variable.",
        ),
    ),
    hints=(
        "Affichez equipements[\"id\"].max()\u00a0: c'est le plus grand identifiant donné jusqu'ici.",
        "pd.concat([premier, second], ignore_index=True) met le second tableau sous le premier.",
        "Ici, le premier est equipements et le second nouveau, une fois son identifiant rempli.",
    ),
)


# Corriger


def _retyped(attempt: Attempt) -> bool:
    """The hall's row has left its place for the end of the table."""
    if len(attempt.answer) != len(attempt.expected):
        return False
    last = attempt.answer.iloc[-1]
    return bool(last["nom"] == "Salle des fêtes") or bool(last["id"] == HALL)


def _another_row(attempt: Attempt) -> bool:
    """The hall keeps its mistake and one other row took the new value."""
    before = complete().set_index("id")["capacite"]
    found = attempt.answer.set_index("id")["capacite"].reindex(before.index)
    changed = before.index[(found != before).to_numpy()]
    return len(changed) == 1 and changed[0] != HALL


CORRECTION = Exercise(
    id="C05.correction",
    title="Corriger la bonne Salle des fêtes",
    points=3,
    answer="corrige",
    expected=corrige,
    given=_given,
    checks=edited("capacite", complete),
    misconceptions=(
        Misconception(
            "M13",
            'corrige = complete.copy()\ncorrige.loc[corrige["nom"] == "Salle des fêtes", '
            '"capacite"] = 180',
            "Deux équipements portent ce nom, et les deux ont changé de capacité. Celui de "
            "Saint-Colomban n'avait rien demandé.",
            lambda attempt: (
                _cell(attempt, "EQ-020", "capacite") == CAPACITY
                and attempt.answer["capacite"].nunique() > 1
            ),
        ),
        Misconception(
            "M23",
            'corrige = complete.copy()\ncorrige.loc[11, "capacite"] = 180',
            "Un autre équipement a reçu la nouvelle capacité. Le numéro affiché à gauche dit la "
            "place de la ligne\u00a0; il change au premier tri et n'a aucun lien avec "
            "l'identifiant.",
            _another_row,
        ),
        Misconception(
            "M103",
            'corrige = complete.copy()\ncorrige["capacite"] = 180',
            "Tous les équipements ont maintenant la même capacité\u00a0: sans condition, la valeur "
            "s'écrit dans toute la colonne.",
        ),
        Misconception(
            "M24",
            'reste = complete[complete["id"] != "EQ-011"]\n'
            'ressaisie = pd.DataFrame([{"id": "EQ-011", "nom": "Salle des fêtes", '
            '"commune": "Paimbœuf", "capacite": 180}])\n'
            "corrige = pd.concat([reste, ressaisie], ignore_index=True)",
            "La ligne a été supprimée, puis ressaisie à la fin. Elle a changé de place, et ce qui "
            "n'a pas été retapé à l'identique est perdu\u00a0: comptez ses cases vides. Corrigez "
            "seulement la case fausse.",
            _retyped,
        ),
    ),
    hints=(
        "Commencez par corrige = complete.copy()\u00a0: la correction se fait sur la copie.",
        'La forme\u00a0: corrige.loc[corrige["colonne qui identifie"] == "valeur", "colonne à '
        'corriger"] = nouvelle valeur.',
        "La colonne qui identifie n'est pas le nom\u00a0: deux lignes portent le même.",
    ),
)

_RENAME = 'renomme = corrige.copy()\nrenomme.loc[{}, "voie"] = "allée des Tilleuls"'
_IN_TOWN = '(renomme["commune"] == "Saint-Colomban")'
_IN_STREET = '(renomme["voie"] == "rue du Stade")'

VOIE = Exercise(
    id="C05.voie",
    title="Corriger toutes les lignes d'une rue, dans une seule commune",
    points=2,
    answer="renomme",
    expected=renomme,
    given=_given,
    checks=edited("voie", corrige),
    misconceptions=(
        Misconception(
            "M05",
            _RENAME.format(_IN_STREET),
            "La rue a aussi changé de nom à Couëron et à Paimbœuf, où personne n'a rien décidé. "
            "Un second critère manque.",
        ),
        Misconception(
            "M103",
            _RENAME.format(_IN_TOWN),
            "Tous les équipements de Saint-Colomban ont déménagé dans la même rue. La condition "
            "doit dire aussi quelle voie est renommée.",
        ),
        Misconception(
            "M04",
            _RENAME.format(f"{_IN_TOWN} | {_IN_STREET}"),
            "Le signe | veut dire «\u00a0ou\u00a0»\u00a0: une ligne a changé dès qu'elle remplissait un seul des "
            "deux critères.",
        ),
        Misconception(
            "M102",
            f'renomme = corrige.copy()\nrenomme[{_IN_TOWN} & {_IN_STREET}]["voie"].replace('
            '"rue du Stade", "allée des Tilleuls")',
            "Aucune voie n'a changé. Une opération dont le résultat n'est rangé nulle part ne "
            'laisse pas de trace\u00a0: écrivez dans le tableau avec .loc[condition, "voie"] = …',
        ),
    ),
    hints=(
        "Deux conditions sont à réunir\u00a0: la commune et la voie. Chacune va entre parenthèses.",
        'La forme\u00a0: renomme.loc[(condition 1) & (condition 2), "voie"] = "nouveau nom".',
    ),
)


# Tenir un journal

JOURNAL_COLUMNS = ("date", "qui", "id", "champ", "avant", "apres")


def _plain(value: Any) -> str:
    """Write a value so that 1800, 1800.0 and "1800" are the same."""
    text = "" if value is ... or pd.isna(value) else str(value).strip()
    try:
        return f"{float(text):g}"
    except ValueError:
        return text


def _pairs(table: pd.DataFrame) -> list[tuple[str, str]]:
    return [
        (_plain(one), _plain(other)) for one, other in zip(table["id"], table["champ"], strict=True)
    ]


def _changes(table: pd.DataFrame, column: str) -> dict[tuple[str, str], str]:
    return dict(zip(_pairs(table), map(_plain, table[column]), strict=True))


def _one_line_each(attempt: Attempt) -> str | None:
    lines, wanted = len(attempt.answer), len(attempt.expected)
    if lines == wanted:
        return None
    return (
        f"Votre journal a {count(lines, 'ligne')}. Comptez les cases qui ont changé entre "
        "complete et renomme\u00a0: il faut une ligne pour chacune."
    )


def _right_cells(attempt: Attempt) -> str | None:
    if set(_pairs(attempt.answer)) == set(_pairs(attempt.expected)):
        return None
    return (
        "Chaque ligne doit dire quelle case a changé\u00a0: l'identifiant de l'équipement dans «\u00a0id\u00a0», "
        "et le nom de la colonne, écrit comme dans le tableau, dans «\u00a0champ\u00a0»."
    )


def _told(column: str, opposite: str, when: str) -> Check:
    """The journal's old (or new) values are right, whatever way numbers are written."""

    def test(attempt: Attempt) -> str | None:
        found = _changes(attempt.answer, column)
        wanted, swapped = (_changes(attempt.expected, name) for name in (column, opposite))
        wrong = [each for each in wanted if found[each] != wanted[each]]
        if not wrong:
            return None
        if "" in found.values():
            return f"Il reste une valeur d'{when} à remplir."
        if all(found[each] == swapped[each] for each in wrong) and not _same_before_and_after(
            attempt
        ):
            return "Les valeurs d'avant et d'après semblent échangées."
        return f"{count(len(wrong), 'ligne')} du journal à revoir\u00a0: la valeur d'{when} n'est pas la bonne."

    return Check(f"La valeur d'{when}", test, stops=False)


def _when_and_who(attempt: Attempt) -> str | None:
    for value in attempt.answer["date"]:
        try:
            datetime.date.fromisoformat(str(value)[:10])
        except ValueError:
            return "Écrivez les dates ainsi\u00a0: année-mois-jour, par exemple 2026-11-24."
    if all(_plain(value) for value in attempt.answer["qui"]):
        return None
    return "Une ligne ne dit pas qui a fait le changement\u00a0: un nom de service suffit."


def _journal_program(hall: str, *streets: str, before: tuple[str, str] = ("1800", "")) -> str:
    """Return a program that writes a journal; `before` are the old values, as source."""
    old_street = before[1] or f'"{OLD_STREET}"'
    common = '"date": "2026-11-24", "qui": "service des équipements"'
    lines = [
        f'{{{common}, "id": "{hall}", "champ": "capacite", "avant": {before[0]}, "apres": 180}}'
    ]
    lines += [
        f'{{{common}, "id": "{street}", "champ": "voie", "avant": {old_street}, '
        f'"apres": "{NEW_STREET}"}}'
        for street in streets
    ]
    return f"journal = pd.DataFrame([{', '.join(lines)}])"


def _same_before_and_after(attempt: Attempt) -> bool:
    before, after = (_changes(attempt.answer, column) for column in ("avant", "apres"))
    return any(before[each] == after[each] != "" for each in before)


def _one_line_for_two(attempt: Attempt) -> bool:
    found, wanted = set(_pairs(attempt.answer)), set(_pairs(attempt.expected))
    return found < wanted and {field for _, field in found} == {"capacite", "voie"}


JOURNAL = Exercise(
    id="C05.journal",
    title="Tenir le journal des corrections",
    points=3,
    answer="journal",
    expected=journal,
    given=_given,
    checks=(
        is_table(),
        has_columns(*JOURNAL_COLUMNS),
        Check("Une ligne par case changée", _one_line_each),
        Check("La case désignée", _right_cells),
        _told("avant", "apres", "avant"),
        _told("apres", "avant", "après"),
        Check("Quand et qui", _when_and_who, stops=False),
    ),
    misconceptions=(
        Misconception(
            "M13",
            _journal_program("Salle des fêtes", "Vestiaires du stade", "Terrain de pétanque"),
            "Votre journal désigne les équipements par leur nom. Dans un an, qui saura de quelle "
            "Salle des fêtes il s'agit\u00a0?",
            lambda attempt: bool(set(attempt.answer["id"]) & set(_equipements()["nom"])),
        ),
        Misconception(
            "M106",
            _journal_program(HALL, "EQ-012"),
            "Une décision peut changer plusieurs cases. Avec une seule ligne pour deux "
            "équipements, la moitié du changement ne pourra pas être annulée.",
            _one_line_for_two,
        ),
        Misconception(
            "M105",
            _journal_program(HALL, "EQ-012", "EQ-007", before=(str(CAPACITY), f'"{NEW_STREET}"')),
            "Avant et après disent la même chose\u00a0: la valeur d'avant a été relevée après le "
            "changement. Le tableau complete la contient encore.",
            _same_before_and_after,
        ),
    ),
    hints=(
        "Trois cases ont changé\u00a0: une capacité et deux voies. Affichez "
        'complete[complete["voie"] == "rue du Stade"] pour retrouver les identifiants.',
        "Recopiez la première ligne entre accolades autant de fois qu'il le faut, avec une virgule "
        "entre deux lignes, et changez id, champ, avant et apres.",
        "Terminez par journal = pd.DataFrame(lignes).",
    ),
)


# Supprimer et compter


def _lost_unknown(attempt: Attempt) -> bool:
    wanted = attempt.expected
    unknown = set(wanted.loc[wanted["etat"].isna(), "id"])
    return bool(unknown - set(attempt.answer["id"])) and "ouvert" in set(attempt.answer["etat"])


def _filled_in(attempt: Attempt) -> bool:
    return len(attempt.answer) == len(attempt.expected) and not attempt.answer["etat"].isna().any()


def _wrong_rows_right_count(attempt: Attempt) -> bool:
    return len(attempt.answer) == len(attempt.expected) and CLOSED in set(attempt.answer["etat"])


SUPPRESSION = Exercise(
    id="C05.suppression",
    title="Retirer les équipements fermés, et eux seuls",
    points=3,
    answer="ouverts",
    expected=ouverts,
    given=_given,
    checks=(
        is_table(),
        has_columns(*_columns()),
        row_count(),
        same_rows("id", weight=2),
        same_values(*_columns()[1:], key="id", name="Les lignes gardées", weight=0.5),
        same_order("id", weight=0.5),
    ),
    misconceptions=(
        Misconception(
            "M81",
            'ouverts = renomme[renomme["etat"] == "fermé"]',
            "Vous avez gardé les équipements fermés et retiré tous les autres. Le filtre dit quelles "
            "lignes on garde.",
        ),
        Misconception(
            "M21",
            'ouverts = renomme[renomme["etat"] == "ouvert"]',
            "Des équipements dont l'état n'est pas connu ont disparu. Une case vide ne veut pas dire "
            "fermé\u00a0: il faut poser la question, pas effacer la ligne.",
            _lost_unknown,
        ),
        Misconception(
            "M102",
            'renomme.drop(renomme[renomme["etat"] == "fermé"].index)\nouverts = renomme',
            "Rien n'a été retiré. Si vous avez employé drop\u00a0: il rend un nouveau tableau, à ranger "
            "dans la variable. Si vous avez écrit une condition\u00a0: l'état y est-il écrit comme dans "
            "la colonne, accent compris\u00a0?",
        ),
        Misconception(
            "M48",
            'ouverts = renomme.fillna({"etat": "ouvert"})\n'
            'ouverts = ouverts[ouverts["etat"] != "fermé"]',
            "Les lignes sont les bonnes, mais vous avez rempli les états inconnus. Personne n'a "
            "vérifié\u00a0: une case vide qui dit «\u00a0on ne sait pas\u00a0» vaut mieux qu'un état inventé.",
            _filled_in,
        ),
        Misconception(
            "M23",
            "ouverts = renomme.drop(index=[5, 6, 15])",
            "Le nombre de lignes est bon, et pourtant ce ne sont pas les bonnes\u00a0: le numéro de "
            "gauche n'est pas l'identifiant. Compter ne suffit pas toujours.",
            _wrong_rows_right_count,
        ),
    ),
    hints=(
        "Dites quelles lignes vous gardez\u00a0: celles dont l'état est différent de fermé.",
        "Une case vide est différente de tout\u00a0: avec «\u00a0différent de\u00a0», elle est gardée.",
        'La forme\u00a0: ouverts = renomme[renomme["colonne"] != "valeur"].',
    ),
)


def _bilan() -> dict[str, Any]:
    kept = ouverts()
    return {
        "avant": len(renomme()),
        "apres": len(kept),
        "inconnus": int(kept["etat"].isna().sum()),
    }


_BILAN = 'bilan = {{"avant": {}, "apres": {}, "inconnus": {}}}'
_UNKNOWN = 'ouverts["etat"].isna().sum()'

COMPTE = Exercise(
    id="C05.compte",
    title="Compter avant, compter après",
    points=2,
    answer="bilan",
    expected=_bilan,
    given=_given,
    checks=(
        part("avant", "Les lignes avant la suppression", "Ce n'est pas le nombre de lignes."),
        part("apres", "Les lignes après la suppression", "Ce n'est pas le nombre de lignes."),
        part("inconnus", "Les états inconnus", "Ce n'est pas le nombre de cases vides."),
    ),
    misconceptions=(
        Misconception(
            "M109",
            _BILAN.format("len(equipements)", "len(ouverts)", _UNKNOWN),
            "Vous avez compté le tableau du tout début, avant l'insertion. La suppression est partie "
            "d'un autre tableau.",
            _entry_is("avant", lambda: len(_equipements())),
        ),
        Misconception(
            "M104",
            _BILAN.format("len(renomme)", 'ouverts["etat"].count()', _UNKNOWN),
            "Vous avez compté les cases remplies de la colonne etat, pas les lignes\u00a0: les cases "
            "vides manquent à votre compte.",
            _entry_is("apres", lambda: int(ouverts()["etat"].count())),
        ),
        Misconception(
            "M20",
            _BILAN.format("len(renomme)", "len(ouverts)", '(ouverts["etat"] == "").sum()'),
            "Vous n'avez trouvé aucun état inconnu. Une case vide n'est ni zéro ni un texte sans "
            "lettre\u00a0: elle se cherche avec isna().",
            _entry_is("inconnus", lambda: 0),
        ),
    ),
    hints=(
        "len(tableau) compte les lignes d'un tableau, cases vides comprises.",
        'tableau["colonne"].isna().sum() compte les cases vides d\'une colonne.',
    ),
)


# Annuler


def _went_back(attempt: Attempt) -> bool:
    return CLOSED in set(attempt.answer["etat"])


def _half_undone(attempt: Attempt) -> bool:
    changed = [identifier for identifier, field in _pairs(journal()) if field == "voie"]
    undone = [_cell(attempt, each, "voie") == OLD_STREET for each in changed]
    return any(undone) and not all(undone)


ANNULER = Exercise(
    id="C05.annuler",
    title="Annuler un changement, et lui seul",
    points=3,
    answer="annule",
    expected=annule,
    given=_given,
    checks=edited("voie", ouverts),
    misconceptions=(
        Misconception(
            "M107",
            "annule = complete.copy()",
            "Vous êtes revenu à un état plus ancien\u00a0: le changement de voie est annulé, mais la "
            "suppression des équipements fermés l'est aussi. Repartez de ouverts.",
            _went_back,
        ),
        Misconception(
            "M108",
            'annule = ouverts.copy()\nannule.loc[(annule["commune"] == "Saint-Colomban") & '
            '(annule["voie"] == "allée des Tilleuls"), "voie"] = "rue du Stade"',
            "Un équipement qui se trouvait depuis toujours allée des Tilleuls vient de déménager. "
            "Seul le journal sait quelles lignes avaient changé.",
            lambda attempt: _cell(attempt, "EQ-024", "voie") == OLD_STREET,
        ),
        Misconception(
            "M106",
            'annule = ouverts.copy()\nannule.loc[annule["id"] == "EQ-012", "voie"] = '
            '"rue du Stade"',
            "La moitié du changement est annulée\u00a0: un autre équipement a gardé la nouvelle voie. "
            "Combien de lignes du journal parlent de la voie\u00a0?",
            _half_undone,
        ),
    ),
    hints=(
        'Les lignes du journal qui parlent de la voie\u00a0: journal[journal["champ"] == "voie"].',
        "isin garde les lignes dont l'identifiant se trouve dans une colonne d'un autre tableau\u00a0: "
        'annule["id"].isin(changements["id"]).',
        'La forme\u00a0: annule.loc[condition sur l\'identifiant, "voie"] = ancienne valeur.',
    ),
)


# Chasse à l'erreur

CHASSE = Exercise(
    id="C05.chasse",
    title="Chasse à l'erreur\u00a0: le plat retiré",
    points=2,
    answer="gardes",
    expected=gardes,
    given=_given,
    checks=(
        is_table(),
        has_columns("code", "date", "plat", "statut"),
        row_count(),
        same_rows("code"),
    ),
    misconceptions=(
        Misconception(
            "M13",
            'gardes = menus[menus["plat"] != "Gratin de poisson"]',
            "Le gratin du 24 septembre est parti avec celui du 17\u00a0: le même plat revient un autre "
            "jour. Qu'est-ce qui distingue ces deux lignes\u00a0?",
        ),
        Misconception(
            "M05",
            'gardes = menus[menus["date"] != "2026-09-17"]',
            "Tout le repas du 17 septembre a disparu, jusqu'au dessert. Un seul de ses plats était "
            "à retirer.",
        ),
        Misconception(
            "M23",
            "gardes = menus.drop(index=2)",
            "Un plat d'un autre jour est parti à sa place\u00a0: le numéro de gauche ne dit pas le rang "
            "du plat dans le repas.",
        ),
        Misconception(
            "M21",
            'gardes = menus[menus["statut"] != "annulé"]',
            "Le repas du 22 septembre a été retiré aussi. Il est annulé, mais personne n'a demandé "
            "de l'effacer.",
        ),
    ),
    hints=(
        'Affichez menus[menus["plat"] == "Gratin de poisson"]\u00a0: combien de lignes voyez-vous\u00a0?',
        "Une colonne donne à chaque ligne une valeur unique\u00a0: c'est elle qu'il faut comparer.",
    ),
)

LESSON = Lesson(
    id="C05",
    slug="inserer-corriger-supprimer",
    title="Insérer, corriger, supprimer",
    domains=("D3",),
    level=2,
    minutes=75,
    prerequisites=("C03",),
    exercises=(
        DEFI,
        INSERTION,
        CORRECTION,
        VOIE,
        JOURNAL,
        SUPPRESSION,
        COMPTE,
        ANNULER,
        CHASSE,
    ),
)
