"""C07, "Nettoyer 2": three files of rising difficulty, whose defects are not listed.

The files are simulated and dirtied by `culture_data.scdl_files`, which keeps account of
every defect. Each file is first met through one or two steps, then cleaned whole: the
score is the defects mended less the good cells damaged.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd

from culture_data import datasets, scdl_files
from culture_data.exercises.checks import has_columns, is_number, is_table, numeric_columns, part
from culture_data.exercises.compare import same
from culture_data.exercises.model import Attempt, Check, Exercise, Lesson, Misconception
from culture_data.french import count, number
from culture_data.scdl import RepairScore, repair_score

EQUIPEMENTS, SUBVENTIONS, POINTS = "equipements", "subventions", "points_apport"
AMOUNTS = ("milliers_espace", "milliers_insecable", "euros", "milliers_euros", "virgule_decimale")
NOT_KNOWN = ("NC", "nc", "n.c.")
# In metropolitan France every latitude is above 41 and every longitude below 10.
BETWEEN = 20


# The three files, from one step to the next


def _raw(file: str) -> pd.DataFrame:
    return scdl_files.dirtied(file).table()


def _clean(file: str) -> Callable[[], pd.DataFrame]:
    return lambda: scdl_files.dirtied(file).clean


def lignes() -> pd.DataFrame:
    """Return the equipment without blank or repeated rows (90 rows, all text)."""
    table = _raw(EQUIPEMENTS)
    return table[table["EQUIP_UID"] != ""].drop_duplicates()


def places() -> pd.DataFrame:
    """Return `lignes` with every latitude and longitude in its own column."""
    table = lignes()
    swapped = pd.to_numeric(table["EQUIP_LAT"]) < BETWEEN
    latitude = table["EQUIP_LAT"].copy()
    table.loc[swapped, "EQUIP_LAT"] = table.loc[swapped, "EQUIP_LONG"]
    table.loc[swapped, "EQUIP_LONG"] = latitude[swapped]
    return table


def montants() -> pd.DataFrame:
    """Return the grants as read, but the column "montant": euros (float64), NaN if unknown."""
    table = _raw(SUBVENTIONS)
    texts = table["montant"].replace(list(NOT_KNOWN), "")
    thousands = texts.str.contains("k€")
    for sign in (" ", "\u00a0", "k€", "€", "euros"):
        texts = texts.str.replace(sign, "", regex=False)
    numbers = pd.to_numeric(texts.str.replace(",", ".", regex=False))
    numbers[thousands] = numbers[thousands] * 1000
    table["montant"] = numbers
    return table


def uniques() -> pd.DataFrame:
    """Return the containers as read, one row for each identifier."""
    return _raw(POINTS).drop_duplicates(subset="pav_id")


def codes() -> pd.DataFrame:
    """Return `uniques` with the commune codes of today."""
    table = uniques()
    table["code_insee"] = table["code_insee"].str.zfill(5).replace(_new_codes())
    return table


def sud() -> float:
    """Return the smallest known latitude among the containers, in degrees."""
    latitude = pd.to_numeric(_raw(POINTS)["latitude"])
    return float(latitude[latitude > BETWEEN].min())


@cache
def _new_codes() -> dict[str, str]:
    table = pd.read_csv(datasets.path("anciens_codes.csv"), dtype=str)
    return dict(zip(table["ancien_code"], table["code_actuel"], strict=True))


@cache
def _names() -> dict[str, str]:
    table = pd.read_csv(datasets.path("communes.csv"), dtype=str)
    return dict(zip(table["code_insee"], table["nom"], strict=True))


def _given() -> dict[str, Any]:
    return {
        "pd": pd,
        "donnees": datasets.path,
        "equipements": _raw(EQUIPEMENTS),
        "versements": _raw(SUBVENTIONS),
        "points": _raw(POINTS),
        "lignes": lignes(),
        "uniques": uniques(),
        "nouveau_code": dict(_new_codes()),
        "nom_officiel": dict(_names()),
    }


# Checks of this lesson


def _score(answer: pd.DataFrame, file: str) -> RepairScore:
    return repair_score(scdl_files.dirtied(file), answer)


def _damage(score: RepairScore) -> str:
    """Say what the repair spoilt, without where."""
    said = score.messages()
    kinds = sum(bool(kind.remaining and kind.counted) for kind in score.by_kind)
    return " ".join(said[max(1, kinds) :])


def same_file(file: str) -> Check:
    """Gate: rows of the file are found again by their identifier."""

    def test(attempt: Attempt) -> str | None:
        made = scdl_files.dirtied(file)
        key = made.ledger.key[0]
        if set(attempt.answer[key].astype(str)) & set(made.clean[key]):
            return None
        return (
            f"La colonne «\u00a0{key}\u00a0» ne contient aucun des identifiants du fichier. Relancez "
            "le carnet depuis la première cellule, et affichez votre tableau."
        )

    return Check("Le bon fichier", test, weight=0)


def _kinds_left(score: RepairScore, defects: tuple[str, ...]) -> tuple[int, int]:
    kinds = [score.kind(defect) for defect in defects]
    return sum(kind.remaining for kind in kinds), sum(kind.total for kind in kinds)


def begun(file: str, *defects: str) -> Check:
    """Gate: at least one defect of these kinds is mended (doing nothing spoils nothing)."""

    def test(attempt: Attempt) -> str | None:
        left, total = _kinds_left(_score(attempt.answer, file), defects)
        if left < total:
            return None
        return f"Aucun des {number(total)} défauts à réparer ici ne l'est encore."

    return Check("Un premier défaut réparé", test, weight=0)


def unharmed(file: str) -> Check:
    """No good cell was changed, no row lost, nothing made up.

    It stops: erasing everything mends the defects too, and must earn nothing.
    """

    def test(attempt: Attempt) -> str | None:
        score = _score(attempt.answer, file)
        return _damage(score) if score.damaged else None

    return Check("Rien d'autre n'a changé", test)


def mended(file: str, *defects: str) -> Check:
    """Every defect of these kinds is mended."""

    def test(attempt: Attempt) -> str | None:
        left, total = _kinds_left(_score(attempt.answer, file), defects)
        return f"Défauts qui restent\u00a0: {number(left)} sur {number(total)}." if left else None

    return Check("Les défauts", test, weight=2, stops=False)


def step(file: str, *defects: str) -> tuple[Check, ...]:
    """Return the cascade of an exercise on a few kinds of defects of one file."""
    return (
        is_table(),
        _all_columns(file),
        same_file(file),
        begun(file, *defects),
        unharmed(file),
        mended(file, *defects),
    )


def _all_columns(file: str) -> Check:
    """Gate: the file's columns are there."""

    def test(attempt: Attempt) -> str | None:
        return has_columns(*scdl_files.dirtied(file).clean.columns).test(attempt)

    return Check("Les colonnes", test, weight=0)


def reaches(file: str, share: float, name: str) -> Check:
    """The repair's score is at least this share; the message says what remains, by kind."""

    def test(attempt: Attempt) -> str | None:
        score = _score(attempt.answer, file)
        if score.score >= share and (share < 1 or score.perfect):
            return None
        return " ".join(
            [
                f"Défauts réparés\u00a0: {number(score.mended)} sur {number(score.total)}. "
                f"Bonnes cellules ou lignes abîmées\u00a0: {number(score.damaged)}.",
                *(f"{line[:1].upper()}{line[1:].rstrip('.')}." for line in score.messages()),
            ]
        )

    return Check(name, test)


def scored(file: str) -> tuple[Check, ...]:
    """Return the cascade of an exercise on a whole file."""
    return (
        is_table(),
        _all_columns(file),
        same_file(file),
        reaches(file, 0.25, "Un quart du chemin"),
        reaches(file, 0.5, "La moitié"),
        reaches(file, 0.75, "Les trois quarts"),
        reaches(file, 1, "Tout réparé, rien d'abîmé"),
    )


# Signs by which a wrong idea is recognised, whatever the rest of the repair


def rows_lost(file: str) -> Callable[[Attempt], bool]:
    """Some rows of the file are gone."""
    return lambda attempt: _score(attempt.answer, file).rows_missing > 0


def spoilt(file: str, what: str, *columns: str) -> Callable[[Attempt], bool]:
    """There is damage of one sort in some columns."""

    def test(attempt: Attempt) -> bool:
        places = _score(attempt.answer, file).where(what)
        return any(place.column in columns for place in places)

    return test


def made_zero(attempt: Attempt) -> bool:
    """An amount that nobody knows became zero."""
    places = _score(attempt.answer, SUBVENTIONS).where("inventée")
    return any(place.column == "montant" and place.found in ("0", "0.0") for place in places)


def untouched(file: str, left: tuple[str, ...], done: tuple[str, ...]) -> Callable[[Attempt], bool]:
    """None of the first kinds of defects is mended, and all of the others are."""

    def test(attempt: Attempt) -> bool:
        score = _score(attempt.answer, file)
        remaining, total = _kinds_left(score, left)
        return remaining == total and not _kinds_left(score, done)[0]

    return test


def _only_exact_ones_gone(attempt: Attempt) -> bool:
    """As many repeated containers are left as were spelled otherwise.

    Not by kind: a container repeated in both ways has one row left, of either kind.
    """
    score = _score(attempt.answer, POINTS)
    left, _ = _kinds_left(score, ("doublon_exact", "doublon_metier"))
    return bool(left == score.kind("doublon_metier").total)


def one_kind_left(file: str) -> Callable[[Attempt], bool]:
    """Nothing is damaged, and a single kind of defect remains."""

    def test(attempt: Attempt) -> bool:
        score = _score(attempt.answer, file)
        return not score.damaged and sum(bool(kind.remaining) for kind in score.by_kind) == 1

    return test


# Défi d'entrée


def _defi() -> dict[str, Any]:
    return {"doublons": int(_raw(EQUIPEMENTS).duplicated().sum()), "montant": 12500, "nc": "C"}


def _letter(attempt: Attempt) -> Any:
    letter = attempt.answer.get("nc")
    return letter.strip(" .").upper() if isinstance(letter, str) else letter


def _nc_letter(attempt: Attempt) -> str | None:
    if _letter(attempt) is ...:
        return "Il reste les trois points à remplacer."
    if _letter(attempt) not in ("A", "B", "C", "D"):
        return "Répondez par une seule lettre entre guillemets\u00a0: A, B, C ou D."
    return None if _letter(attempt) == "C" else "Relisez les quatre conduites proposées."


def _answered(key: str, value: Callable[[], Any]) -> Callable[[Attempt], bool]:
    return lambda attempt: same(attempt.answer[key], value())


_DEFI = 'defi = {{"doublons": {}, "montant": {}, "nc": "{}"}}'
_TWICE = "equipements.duplicated().sum()"

DEFI = Exercise(
    id="C07.defi",
    title="Défi d'entrée",
    points=3,
    answer="defi",
    expected=_defi,
    given=_given,
    checks=(
        part("doublons", "Les lignes répétées", "Ce n'est pas le nombre de lignes répétées."),
        part("montant", "Le montant", "Ce n'est pas le montant en euros."),
        Check("Le montant inconnu", _nc_letter, stops=False),
    ),
    misconceptions=(
        Misconception(
            "M123",
            _DEFI.format('equipements.duplicated(subset="EQUIP_NOM").sum()', 12500, "C"),
            "Vous avez compté les noms répétés. Deux communes peuvent avoir chacune leur "
            "«\u00a0Salle des fêtes\u00a0»\u00a0: ici, c'est la ligne entière qui doit se répéter.",
            _answered(
                "doublons", lambda: int(_raw(EQUIPEMENTS).duplicated(subset="EQUIP_NOM").sum())
            ),
        ),
        Misconception(
            "M124",
            _DEFI.format("equipements.duplicated(keep=False).sum()", 12500, "C"),
            "Vous avez compté aussi la première apparition de chaque ligne. Elle, on la garde\u00a0: "
            "seules les suivantes sont de trop.",
            _answered("doublons", lambda: int(_raw(EQUIPEMENTS).duplicated(keep=False).sum())),
        ),
        Misconception(
            "M121",
            _DEFI.format(_TWICE, 12.5, "C"),
            "Pour le montant, vous avez gardé le nombre et laissé l'unité. Que veut dire le «\u00a0k\u00a0» "
            "de «\u00a0k€\u00a0»\u00a0?",
            _answered("montant", lambda: 12.5),
        ),
        Misconception(
            "M20",
            _DEFI.format(_TWICE, 12500, "A"),
            "Zéro euro est une réponse précise\u00a0: l'association n'aurait rien reçu. «\u00a0NC\u00a0» dit "
            "seulement que le montant n'est pas écrit.",
            lambda attempt: _letter(attempt) == "A",
        ),
        Misconception(
            "M21",
            _DEFI.format(_TWICE, 12500, "B"),
            "La ligne dit encore qui a reçu une aide, quand et pour quoi. Une seule case pose "
            "question.",
            lambda attempt: _letter(attempt) == "B",
        ),
    ),
    hints=(
        "tableau.duplicated() répond «\u00a0vrai\u00a0» pour chaque ligne déjà vue plus haut, et .sum() "
        "compte les «\u00a0vrai\u00a0».",
        "Un kilo-euro, comme un kilo-mètre, en vaut mille.",
    ),
)


# Premier fichier : les équipements

LIGNES = Exercise(
    id="C07.lignes",
    title="Équipements\u00a0: les lignes en trop",
    points=2,
    answer="lignes",
    expected=lignes,
    given=_given,
    checks=step(EQUIPEMENTS, "doublon_exact", "ligne_vide"),
    misconceptions=(
        Misconception(
            "M129",
            "lignes = equipements.drop_duplicates()",
            "Les répétitions sont parties, et les lignes vides aussi, sauf une\u00a0: la première de "
            "toutes. Une ligne sans identifiant ne décrit aucun équipement.",
        ),
        Misconception(
            "M123",
            'lignes = equipements[equipements["EQUIP_UID"] != ""]'
            '.drop_duplicates(subset="EQUIP_NOM")',
            "De vrais équipements ont disparu\u00a0: plusieurs communes ont leur «\u00a0Salle des fêtes\u00a0». "
            "Un même nom n'est pas une même chose.",
        ),
        Misconception(
            "M124",
            'lignes = equipements[equipements["EQUIP_UID"] != ""].drop_duplicates(keep=False)',
            "Les deux exemplaires de chaque doublon sont partis, et l'équipement avec eux. D'une ligne "
            "répétée, il faut en garder une.",
        ),
        Misconception(
            "M21",
            'lignes = equipements[equipements["EQUIP_OUVERTURE"] != ""].drop_duplicates()',
            "Des équipements sans horaires ont disparu. Une case vide n'est pas une ligne vide\u00a0: "
            "regardez plutôt l'identifiant.",
        ),
    ),
    hints=(
        'equipements["EQUIP_UID"] != "" répond «\u00a0vrai\u00a0» pour les lignes qui ont un identifiant.',
        "Un filtre, puis une méthode, sur la même ligne\u00a0: tableau[condition].drop_duplicates().",
    ),
)

_SWAP = """
places = lignes.copy()
inverses = pd.to_numeric(places["EQUIP_LAT"]) < 20
{}
"""

PLACES = Exercise(
    id="C07.places",
    title="Équipements\u00a0: des points hors de la carte",
    points=3,
    answer="places",
    expected=places,
    given=_given,
    checks=step(EQUIPEMENTS, "coordonnees_inversees"),
    misconceptions=(
        Misconception(
            "M49",
            'places = lignes.copy()\nplaces["EQUIP_LAT"] = lignes["EQUIP_LONG"]\n'
            'places["EQUIP_LONG"] = lignes["EQUIP_LAT"]',
            "Toutes les lignes ont été échangées\u00a0: les mauvaises sont devenues bonnes, et les bonnes "
            "mauvaises. N'échangez que celles dont la latitude est impossible.",
        ),
        Misconception(
            "M120",
            _SWAP.format(
                'places.loc[inverses, "EQUIP_LAT"] = places.loc[inverses, "EQUIP_LONG"]\n'
                'places.loc[inverses, "EQUIP_LONG"] = places.loc[inverses, "EQUIP_LAT"]'
            ),
            "Les deux cases contiennent maintenant la même valeur\u00a0: la première copie a effacé ce que "
            "la seconde devait lire. Mettez d'abord l'ancienne latitude de côté.",
        ),
        Misconception(
            "M21",
            'places = lignes[pd.to_numeric(lignes["EQUIP_LAT"]) > 20]',
            "Les équipements mal placés ont disparu. Leurs deux nombres étaient là, chacun "
            "dans la case de l'autre.",
        ),
        Misconception(
            "M125",
            _SWAP.format('places.loc[inverses, ["EQUIP_LAT", "EQUIP_LONG"]] = ""'),
            "Les positions douteuses sont effacées, alors qu'elles étaient justes, une fois remises "
            "dans l'ordre. On ne vide que ce qui est perdu.",
        ),
    ),
    hints=(
        'pd.to_numeric(lignes["EQUIP_LAT"]) < 20 répond «\u00a0vrai\u00a0» pour les latitudes impossibles.',
        "Trois temps\u00a0: mettre de côté les latitudes (.copy()), poser les longitudes à leur place, "
        "puis poser dans les longitudes ce que vous aviez mis de côté.",
        'latitude = places["EQUIP_LAT"].copy(), puis places.loc[inverses, "EQUIP_LAT"] = …, et '
        'enfin places.loc[inverses, "EQUIP_LONG"] = latitude[inverses].',
    ),
)

_EQUIPEMENTS = """
propres_1 = lignes.copy()
{strip}
inverses = pd.to_numeric(propres_1["EQUIP_LAT"]) < 20
latitude = propres_1["EQUIP_LAT"].copy()
propres_1.loc[inverses, "EQUIP_LAT"] = propres_1.loc[inverses, "EQUIP_LONG"]
propres_1.loc[inverses, "EQUIP_LONG"] = latitude[inverses]
{codes}
{end}
"""
_STRIP = (
    "for colonne in propres_1.columns:\n    propres_1[colonne] = propres_1[colonne].str.strip()"
)
_ALL_SPACES = _STRIP.replace("strip()", 'replace(" ", "")')
_ZEROS = 'propres_1["ADR_CODEPOSTAL"] = propres_1["ADR_CODEPOSTAL"].str.zfill(5)'
_AS_INT = 'propres_1["ADR_CODEPOSTAL"] = propres_1["ADR_CODEPOSTAL"].astype(int)'


def _equipements(strip: str = _STRIP, codes: str = _ZEROS, end: str = "") -> str:
    return _EQUIPEMENTS.format(strip=strip, codes=codes, end=end)


PROPRES_1 = Exercise(
    id="C07.equipements",
    title="Équipements\u00a0: le fichier entier",
    points=4,
    answer="propres_1",
    expected=_clean(EQUIPEMENTS),
    given=_given,
    checks=scored(EQUIPEMENTS),
    misconceptions=(
        Misconception(
            "M21",
            _equipements(end='propres_1 = propres_1[propres_1["EQUIP_OUVERTURE"] != ""]'),
            "Des équipements ont disparu. Un fichier incomplet se complète\u00a0; une ligne retirée, "
            "personne ne la redemande.",
            rows_lost(EQUIPEMENTS),
        ),
        Misconception(
            "M14",
            _equipements(codes=_AS_INT),
            "Les codes postaux ont changé, même les bons. Un code est un nom écrit en chiffres\u00a0: "
            "un nombre, lui, ne garde pas de zéro devant.",
            spoilt(EQUIPEMENTS, "cellule", "ADR_CODEPOSTAL"),
        ),
        Misconception(
            "M110",
            _equipements(strip=_ALL_SPACES),
            "Des mots ont été collés les uns aux autres. Seules les espaces du début et de la fin "
            "sont de trop.",
            spoilt(EQUIPEMENTS, "cellule", "EQUIP_NOM", "ADR_NOMVOIE", "EQUIP_TYPE"),
        ),
        Misconception(
            "M129",
            _equipements(codes=""),
            "Presque\u00a0! Il ne reste qu'une sorte de défaut. Pour chaque colonne de codes, regardez "
            "colonne.str.len().value_counts()\u00a0: toutes les longueurs sont-elles normales\u00a0?",
            one_kind_left(EQUIPEMENTS),
        ),
    ),
    hints=(
        "Partez de lignes.copy(), reprenez l'échange de l'exercice 2, puis enquêtez sur les autres "
        "colonnes\u00a0: value_counts(), et str.len() pour la longueur des textes.",
        "Deux sortes de défauts se cachent encore\u00a0: l'une ne se voit pas à l'écran, l'autre a fait "
        "perdre un caractère à des codes.",
        'colonne.str.strip() pour les espaces, et colonne.str.zfill(5) qui remet des "0" devant '
        "jusqu'à cinq caractères.",
    ),
)


# Deuxième fichier : les subventions

_MONTANTS = """
montants = versements.copy()
texte = montants["montant"].replace(["NC", "nc", "n.c."], "{unknown}")
milliers = texte.str.contains("k€")
for signe in {signs}:
    texte = texte.str.replace(signe, "", regex=False)
texte = texte.str.replace(",", "{comma}", regex=False)
nombres = pd.to_numeric(texte{silent})
{thousands}
montants["montant"] = nombres
"""
_SIGNS = r'[" ", "\u00a0", "k€", "€", "euros"]'
_THOUSANDS = "nombres[milliers] = nombres[milliers] * 1000"


def _montants(
    unknown: str = "",
    comma: str = ".",
    signs: str = _SIGNS,
    thousands: str = _THOUSANDS,
    silent: str = "",
) -> str:
    return _MONTANTS.format(
        unknown=unknown, comma=comma, signs=signs, thousands=thousands, silent=silent
    )


MONTANTS = Exercise(
    id="C07.montants",
    title="Subventions\u00a0: des montants qui s'additionnent",
    points=4,
    answer="montants",
    expected=montants,
    given=_given,
    checks=(*step(SUBVENTIONS, *AMOUNTS), numeric_columns("montant")),
    misconceptions=(
        Misconception(
            "M20",
            _montants(unknown="0"),
            "Des montants inconnus sont devenus zéro. Zéro euro se compte, et fait baisser la "
            "moyenne\u00a0; une case vide se voit, et se demande.",
            made_zero,
        ),
        Misconception(
            "M121",
            _montants(thousands=""),
            "Des montants en k€ ont perdu leur unité sans être convertis\u00a0: une association qui a "
            "reçu des milliers d'euros n'en aurait plus que quelques-uns.",
        ),
        Misconception(
            "M122",
            _montants(comma=""),
            "La virgule a disparu au lieu de changer d'écriture\u00a0: «\u00a0850,25\u00a0» devient 85\u202f025. Pour "
            "pandas, le signe des décimales est le point.",
        ),
        Misconception(
            "M68",
            _montants(signs='[" ", "k€", "€", "euros"]', silent=', errors="coerce"'),
            "Des montants se sont effacés en silence. Il restait une espace que l'on ne voit pas, "
            'et errors="coerce" a caché ce que la machine ne comprenait pas.',
        ),
        Misconception(
            "M21",
            _montants() + "montants = montants[montants['montant'].notna()]",
            "Des conventions ont disparu avec leur montant inconnu. La ligne doit rester\u00a0: "
            "l'aide a bien été décidée.",
            rows_lost(SUBVENTIONS),
        ),
    ),
    hints=(
        'versements["montant"].unique() montre toutes les écritures. Repérez d\'abord celles en k€ '
        'avec .str.contains("k€"), et gardez la réponse dans une variable.',
        'Les signes à retirer\u00a0: " ", "\\u00a0", "k€", "€", "euros"\u00a0; «\u00a0k€\u00a0» avant '
        "«\u00a0€\u00a0», sinon il reste un k. La virgule, elle, devient un point.",
        "nombres = pd.to_numeric(texte), puis nombres[milliers] = nombres[milliers] * 1000. Pour les "
        'montants inconnus, avant tout cela\u00a0: texte.replace(["NC", …], "").',
    ),
)

_SUBVENTIONS = (
    _montants()
    + """
propres_2 = montants{rows}.copy()
propres_2 = propres_2.replace(["NC", "nc", "n.c."], "")
francaises = propres_2["dateConvention"].str.contains("/")
texte = propres_2.loc[francaises, "dateConvention"]
propres_2.loc[francaises, "dateConvention"] = {iso}
{end}
"""
)
_DECIDED = '[montants["referenceDecision"] != ""]'
_ISO = 'pd.to_datetime(texte, format="%d/%m/%Y").dt.strftime("%Y-%m-%d")'
_MONTH_FIRST = 'texte.str[6:] + "-" + texte.str[:2] + "-" + texte.str[3:5]'


def _subventions(rows: str = _DECIDED, iso: str = _ISO, end: str = "") -> str:
    # `replace` and not `format`: the amounts' program is already filled in.
    return _SUBVENTIONS.replace("{rows}", rows).replace("{iso}", iso).replace("{end}", end)


PROPRES_2 = Exercise(
    id="C07.subventions",
    title="Subventions\u00a0: le fichier entier",
    points=5,
    answer="propres_2",
    expected=_clean(SUBVENTIONS),
    given=_given,
    checks=scored(SUBVENTIONS),
    misconceptions=(
        Misconception(
            "M20",
            _subventions(end='propres_2["montant"] = propres_2["montant"].fillna(0)'),
            "Des montants inconnus sont devenus zéro\u00a0: qui lira ce fichier croira que "
            "l'association n'a rien reçu.",
            made_zero,
        ),
        Misconception(
            "M21",
            _subventions(end='propres_2 = propres_2[propres_2["dateConvention"] != ""]'),
            "Des conventions ont disparu. Une date ou un montant à demander ne justifie pas de "
            "retirer toute la ligne.",
            rows_lost(SUBVENTIONS),
        ),
        Misconception(
            "M56",
            _subventions(iso=_MONTH_FIRST),
            "Dans des dates, le jour et le mois sont échangés.",
            spoilt(SUBVENTIONS, "de travers", "dateConvention"),
        ),
        Misconception(
            "M127",
            _subventions(rows=""),
            "Des lignes qui ne sont pas des conventions sont encore là. Triez le tableau par "
            "montant, ou regardez sa fin\u00a0: propres_2.tail(3).",
            untouched(SUBVENTIONS, ("ligne_total",), AMOUNTS),
        ),
        Misconception(
            "M121",
            _subventions(
                end='propres_2.loc[versements["montant"].str.contains("k€"), "montant"] /= 1000'
            ),
            "Des montants en k€ ne sont pas convertis en euros.",
            spoilt(SUBVENTIONS, "de travers", "montant"),
        ),
    ),
    hints=(
        "Partez de votre tableau montants. Puis lisez ses dernières lignes avec .tail(3), et "
        "cherchez les écritures qui détonnent dans chaque colonne.",
        "Une vraie convention a une référence de décision. Et deux colonnes contiennent des "
        "«\u00a0NC\u00a0».",
        'Les dates\u00a0: .str.contains("/"), puis pd.to_datetime(…, format="%d/%m/%Y")'
        '.dt.strftime("%Y-%m-%d"), comme dans C06.',
    ),
)


# Troisième fichier : les points d'apport volontaire

DOUBLONS = Exercise(
    id="C07.doublons",
    title="Points d'apport\u00a0: les doublons qui se cachent",
    points=3,
    answer="uniques",
    expected=uniques,
    given=_given,
    checks=step(POINTS, "doublon_exact", "doublon_metier"),
    misconceptions=(
        Misconception(
            "M58",
            "uniques = points.drop_duplicates()",
            "Les lignes identiques sont parties. D'autres décrivent le même conteneur avec un nom "
            "écrit autrement\u00a0: pour la machine, une majuscule suffit à en faire deux.",
        ),
        Misconception(
            "M123",
            'uniques = points.drop_duplicates(subset="adresse")',
            "Des conteneurs ont disparu\u00a0: à une même adresse, on peut trouver un bac à verre et un bac "
            "à papier. Quelle colonne désigne un seul conteneur\u00a0?",
        ),
        Misconception(
            "M123",
            'uniques = points.drop_duplicates(subset=["adresse", "type_dechet"])',
            "C'est mieux pensé, mais deux bacs de la même sorte peuvent se tenir côte à côte, et une "
            "adresse peut s'écrire de deux façons. Quelle colonne désigne un seul conteneur\u00a0?",
        ),
        Misconception(
            "M124",
            'uniques = points.drop_duplicates(subset="pav_id", keep=False)',
            "Vous avez la bonne colonne, mais les deux exemplaires sont partis, et le conteneur "
            "avec eux.",
        ),
    ),
    hints=(
        'points[points.duplicated(subset="pav_id", keep=False)].sort_values("pav_id") met les '
        "doublons côte à côte\u00a0: qu'est-ce qui diffère\u00a0?",
        "drop_duplicates(subset=…) ne compare que la colonne nommée, et garde la première ligne.",
    ),
)

_CODES = 'codes = uniques.copy()\ncodes["code_insee"] = codes["code_insee"]{}'
_FULL_CODE = ".str.zfill(5)"

CODES = Exercise(
    id="C07.codes",
    title="Points d'apport\u00a0: des communes qui n'existent plus",
    points=3,
    answer="codes",
    expected=codes,
    given=_given,
    checks=(
        *step(POINTS, "ancienne_commune"),
        Check("Cinq caractères", lambda attempt: _five(attempt)),
    ),
    misconceptions=(
        Misconception(
            "M126",
            _CODES.format(_FULL_CODE),
            "Tous les codes ont leurs cinq caractères, mais certains ne désignent plus rien\u00a0: leur "
            "commune a fusionné avec d'autres. La bonne forme ne fait pas le bon code.",
        ),
        Misconception(
            "M112",
            _CODES.format(".replace(nouveau_code)"),
            "Les codes des anciennes communes sont remplacés. D'autres codes ont quatre "
            "caractères\u00a0: que leur manque-t-il\u00a0?",
        ),
        Misconception(
            "M125",
            _CODES.format(_FULL_CODE)
            + '\ncodes.loc[codes["code_insee"].isin(list(nouveau_code)), "code_insee"] = ""',
            "Les codes d'anciennes communes sont effacés. Rien n'était perdu\u00a0: une table officielle dit "
            "quelle commune a pris la suite.",
        ),
        Misconception(
            "M21",
            _CODES.format(_FULL_CODE)
            + '\ncodes = codes[~codes["code_insee"].isin(list(nouveau_code))]',
            "Des conteneurs ont disparu avec le code de leur ancienne commune. Sur le trottoir, ils "
            "sont toujours là.",
        ),
        Misconception(
            "M82",
            _CODES.format(_FULL_CODE + ".map(nouveau_code)"),
            "Les bons codes se sont effacés\u00a0: .map ne connaît que la table des anciens codes. Il faut "
            "garder ceux qui n'y sont pas.",
        ),
    ),
    hints=(
        'colonne.str.zfill(5) remet des "0" devant, jusqu\'à cinq caractères.',
        "colonne.replace(table) remplace les textes qui sont dans la table, et laisse les autres.",
        'codes["code_insee"] = codes["code_insee"].str.zfill(5).replace(…)',
    ),
)


def _five(attempt: Attempt) -> str | None:
    found = attempt.answer["code_insee"].astype(str)
    short = int((found[found != ""].str.len() != 5).sum())
    return f"{count(short, 'code')} sans ses cinq caractères." if short else None


_POINTS = """
propres_3 = points[points["pav_id"].str.startswith("PAV")].drop_duplicates({subset}).copy()
for colonne in ["code_postal", "code_insee"]:
    propres_3[colonne] = propres_3[colonne].str.zfill(5)
{merged}
propres_3["commune"] = propres_3["code_insee"].map(nom_officiel)
types = propres_3["type_dechet"].str.lower()
propres_3["type_dechet"] = types.str.replace("dechets", "déchets")
propres_3["accessible_pmr"] = propres_3["accessible_pmr"].replace(
    {{"VRAI": "oui", "O": "oui", "X": "oui", "FAUX": "non", "N": "non", "-": "non"}}
)
propres_3["volume_litres"] = propres_3["volume_litres"].str.replace(" ", "")
{zero}
inverses = {inverses}
latitude = propres_3["latitude"].copy()
propres_3.loc[inverses, "latitude"] = propres_3.loc[inverses, "longitude"]
propres_3.loc[inverses, "longitude"] = latitude[inverses]
{end}
"""
_KEY = 'subset="pav_id"'
_MERGED = 'propres_3["code_insee"] = propres_3["code_insee"].replace(nouveau_code)'
_ZERO = 'propres_3.loc[propres_3["latitude"] == "0", ["latitude", "longitude"]] = ""'
_LOW = 'pd.to_numeric(propres_3["latitude"]) < 20'


def _points(
    subset: str = _KEY,
    merged: str = _MERGED,
    zero: str = _ZERO,
    inverses: str = _LOW,
    end: str = "",
) -> str:
    return _POINTS.format(subset=subset, merged=merged, zero=zero, inverses=inverses, end=end)


PROPRES_3 = Exercise(
    id="C07.points",
    title="Points d'apport\u00a0: le fichier entier",
    points=6,
    answer="propres_3",
    expected=_clean(POINTS),
    given=_given,
    checks=scored(POINTS),
    misconceptions=(
        Misconception(
            "M21",
            _points(end='propres_3 = propres_3[propres_3["latitude"] != ""]'),
            "Des conteneurs ont disparu. Un conteneur sans position connue existe quand même\u00a0: "
            "quelqu'un peut aller voir.",
            rows_lost(POINTS),
        ),
        Misconception(
            "M49",
            _points(inverses='propres_3["latitude"] != ""'),
            "Des positions qui étaient justes ne le sont plus. N'échangez que les lignes dont la "
            "latitude est impossible.",
            spoilt(POINTS, "cellule", "latitude", "longitude"),
        ),
        Misconception(
            "M58",
            _points(subset=""),
            "Les lignes identiques sont parties, mais des conteneurs sont encore comptés deux "
            "fois, sous deux écritures.",
            _only_exact_ones_gone,
        ),
        Misconception(
            "M126",
            _points(merged=""),
            "Tous les codes de communes ont cinq caractères, mais certains sont ceux de communes qui "
            "ont fusionné\u00a0: ils ne mènent plus à aucun nom.",
            untouched(POINTS, ("ancienne_commune",), ("zero_perdu",)),
        ),
        Misconception(
            "M128",
            _points(zero=""),
            "Des conteneurs sont encore au point 0, 0, dans l'océan au large de l'Afrique. Personne ne "
            "les y a posés\u00a0: leur position n'est pas connue.",
            untouched(POINTS, ("coordonnees_nulles",), ("coordonnees_inversees",)),
        ),
    ),
    hints=(
        "Passez les colonnes en revue une à une, avec value_counts(). Traitez les codes avant les "
        "noms\u00a0: nom_officiel donne le nom d'une commune d'après son code.",
        'colonne.replace({"VRAI": "oui", "X": "oui", …}) remplace plusieurs écritures à la fois. '
        ".str.lower() met en minuscules\u00a0; vérifiez aussi les accents.",
        'Pour les positions\u00a0: videz d\'abord celles qui valent "0", puis échangez les inversées. Et '
        "relisez les dernières lignes\u00a0: toutes sont-elles des conteneurs\u00a0?",
    ),
)


# Chasse à l'erreur

_CHASSE = 'latitude = pd.to_numeric(points["latitude"])\nsud = {}'


def _southernmost(attempt: Attempt) -> str | None:
    found = float(attempt.answer)
    if same(round(found, 6), attempt.expected):
        return None
    if not 41 < found < 52:
        return (
            "Aucun point de métropole n'a cette latitude\u00a0: on attend un nombre entre 41 et 52."
        )
    return "C'est une latitude possible, mais ce n'est pas celle du conteneur le plus au sud."


CHASSE = Exercise(
    id="C07.chasse",
    title="Chasse à l'erreur\u00a0: le conteneur le plus au sud",
    points=2,
    answer="sud",
    expected=sud,
    given=_given,
    checks=(is_number(), Check("La latitude", _southernmost)),
    misconceptions=(
        Misconception(
            "M128",
            _CHASSE.format("latitude.min()"),
            "Ce conteneur serait sur l'équateur ou tout près. Son «\u00a00\u00a0» ne dit pas où il est\u00a0: il dit "
            "que personne ne l'a noté.",
            lambda attempt: float(attempt.answer) == 0,
        ),
        Misconception(
            "M49",
            _CHASSE.format('latitude[points["latitude"] != "0"].min()'),
            "Les zéros sont écartés, c'est bien vu. Ce nombre-ci est une longitude, rangée dans la "
            "colonne des latitudes.",
            lambda attempt: 0 < abs(float(attempt.answer)) < BETWEEN,
        ),
        Misconception(
            "M25",
            _CHASSE.format("latitude.max()"),
            "C'est la plus grande latitude, donc l'autre bout\u00a0: les latitudes augmentent vers le nord.",
        ),
    ),
    hints=(
        "Affichez latitude.sort_values().head(12)\u00a0: lesquelles de ces valeurs sont possibles en France\u00a0?",
        "Un filtre suffit à écarter les deux fautes à la fois\u00a0: latitude[latitude > …].min().",
    ),
)


LESSON = Lesson(
    id="C07",
    slug="nettoyer-trois-fichiers",
    title="Nettoyer\u00a02\u00a0: équipements, subventions, points d'apport volontaire",
    domains=("D3",),
    level=3,
    minutes=90,
    prerequisites=("C06",),
    exercises=(
        DEFI,
        LIGNES,
        PLACES,
        PROPRES_1,
        MONTANTS,
        PROPRES_2,
        DOUBLONS,
        CODES,
        PROPRES_3,
        CHASSE,
    ),
)
