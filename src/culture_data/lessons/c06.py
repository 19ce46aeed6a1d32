"""C06, "Nettoyer 1 : le catalogue": eight kinds of defects, one at a time, then together.

The catalogue is simulated and dirtied by `culture_data.scdl_files`, which keeps account of
every defect: answers are judged by that account, not against one right table. Each
exercise asks for one kind, and that no good cell is touched.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd

from culture_data import scdl_files
from culture_data.exercises.checks import has_columns, is_table, part
from culture_data.exercises.compare import same
from culture_data.exercises.model import Attempt, Check, Exercise, Lesson, Misconception
from culture_data.french import count, number
from culture_data.scdl import RepairScore, repair_score, schemas

FILE, FINAL_FILE = "catalogue", "catalogue_final"
STANDARD = tuple(schemas.fields("catalogue"))
DATES = ("COUV_TEMP_DEBUT", "COUV_TEMP_FIN", "DATE_PUBL", "DATE_MAJ")
LICENCES = (
    "Licence Ouverte-LO",
    "Open Database License-ODBL",
    "Creative Commons-CC",
    "Spécifique ou autre",
)
NOT_KNOWN = ("NC", "nc", "n.c.")


# The catalogue, from one step to the next


def brut() -> pd.DataFrame:
    """Return the dirty catalogue as it is read (text, 60 rows, misspelt columns)."""
    return scdl_files.dirtied(FILE).table()


def catalogue() -> pd.DataFrame:
    """Return the catalogue with the standard's columns, in the standard's order."""
    entries = scdl_files.dirtied(FILE).ledger.entries
    names = {entry.dirty: entry.column for entry in entries if entry.defect == "entetes"}
    return brut().rename(columns=names)[list(STANDARD)]


def net() -> pd.DataFrame:
    """Return the catalogue without spaces before or after."""
    return _with(catalogue(), STANDARD, str.strip)


def _with(
    table: pd.DataFrame, columns: tuple[str, ...], mend: Callable[[str], str]
) -> pd.DataFrame:
    for column in columns:
        table[column] = table[column].map(mend)
    return table


def dates() -> pd.DataFrame:
    """Return `net` with ISO dates only (and the NC)."""
    return _with(net(), DATES, lambda text: "-".join(reversed(text.split("/"))))


def web() -> pd.DataFrame:
    """Return `net` with whole web addresses."""
    return _with(net(), ("URL",), lambda text: "https://data." + text.split("data.", 1)[1])


def sirets() -> pd.DataFrame:
    """Return `net` with a blank where a SIRET lost its digits."""
    columns = ("COLL_SIRET", "PRODUCTEUR_SIRET")
    return _with(net(), columns, lambda text: "" if "E" in text else text)


def licences() -> pd.DataFrame:
    """Return `net` with a blank where no licence is named."""
    return _with(net(), ("LICENCE",), lambda text: text if text in LICENCES else "")


def vides() -> pd.DataFrame:
    """Return `net` with blanks instead of NC."""
    return _with(net(), STANDARD, lambda text: "" if text in NOT_KNOWN else text)


def controle() -> pd.DataFrame:
    """Return `net` with a blank where no licence is named: what the colleague wanted."""
    return licences()


def propre() -> pd.DataFrame:
    """Return the other catalogue, clean (a simulation: the source is known)."""
    return scdl_files.dirtied(FINAL_FILE).clean


def _given() -> dict[str, Any]:
    return {
        "pd": pd,
        "brut": brut(),
        "standard": list(STANDARD),
        "colonnes_dates": list(DATES),
        "licences_connues": list(LICENCES),
        "catalogue": catalogue(),
        "net": net(),
    }


# Checks of this lesson


def _score(answer: pd.DataFrame, file: str = FILE) -> RepairScore:
    return repair_score(scdl_files.dirtied(file), answer)


def _damage(score: RepairScore) -> str:
    """Say what the repair spoilt, without where."""
    said = score.messages()
    kinds = sum(bool(kind.remaining and kind.counted) for kind in score.by_kind)
    return " ".join(said[max(1, kinds) :])


def same_catalogue() -> Check:
    """Gate: the rows of the catalogue are found again by their identifier."""

    def test(attempt: Attempt) -> str | None:
        found = set(attempt.answer["ID"].astype(str))
        if found & set(scdl_files.dirtied(FILE).clean["ID"]):
            return None
        return (
            "La colonne «\u00a0ID\u00a0» ne contient aucun des identifiants du catalogue. Affichez-en "
            "les premières lignes\u00a0: que contient-elle\u00a0?"
        )

    return Check("Les identifiants", test, weight=0)


def begun(defect: str) -> Check:
    """Gate: at least one defect of the kind is mended (doing nothing spoils nothing)."""

    def test(attempt: Attempt) -> str | None:
        kind = _score(attempt.answer).kind(defect)
        if kind.mended:
            return None
        return f"Aucun défaut de cette sorte n'est encore réparé, sur {number(kind.total)}."

    return Check("Un premier défaut réparé", test, weight=0)


def mended(defect: str, name: str, weight: float = 2.0) -> Check:
    """Every defect of one kind is mended."""

    def test(attempt: Attempt) -> str | None:
        kind = _score(attempt.answer).kind(defect)
        if not kind.remaining:
            return None
        return (
            f"Il reste {number(kind.remaining)} défauts de cette sorte, sur {number(kind.total)}."
        )

    return Check(name, test, weight, stops=False)


def unharmed(weight: float = 1.0) -> Check:
    """No good cell was changed, no row lost, nothing made up.

    It stops: erasing a whole column mends its defects too, and must earn nothing.
    """

    def test(attempt: Attempt) -> str | None:
        score = _score(attempt.answer)
        return _damage(score) if score.damaged else None

    return Check("Rien d'autre n'a changé", test, weight)


def one_kind(defect: str, name: str) -> tuple[Check, ...]:
    """Return the cascade of an exercise on one kind of defect."""
    return (
        is_table(),
        has_columns(*STANDARD),
        same_catalogue(),
        begun(defect),
        unharmed(),
        mended(defect, name),
    )


# Défi d'entrée


def _defi() -> dict[str, Any]:
    return {
        "colonnes": len(set(brut().columns) - set(STANDARD)),
        "date": "2022-04-03",
        "siret": "C",
    }


def _letter(attempt: Attempt) -> Any:
    letter = attempt.answer.get("siret")
    return letter.strip(" .").upper() if isinstance(letter, str) else letter


def _siret_letter(attempt: Attempt) -> str | None:
    if _letter(attempt) is ...:
        return "Il reste les trois points à remplacer."
    if _letter(attempt) not in ("A", "B", "C", "D"):
        return "Répondez par une seule lettre entre guillemets\u00a0: A, B, C ou D."
    return None if _letter(attempt) == "C" else "Relisez les quatre conduites proposées."


_DEFI = 'defi = {{"colonnes": {}, "date": "{}", "siret": "{}"}}'
_SIX = "len(set(brut.columns) - set(standard))"

DEFI = Exercise(
    id="C06.defi",
    title="Défi d'entrée",
    points=3,
    answer="defi",
    expected=_defi,
    given=_given,
    checks=(
        part("colonnes", "Les noms de colonnes", "Ce n'est pas le nombre de noms à corriger."),
        part("date", "La date", "Ce n'est pas cette date, ou pas dans l'écriture du standard."),
        Check("Le SIRET", _siret_letter, stops=False),
    ),
    misconceptions=(
        Misconception(
            "M56",
            _DEFI.format(_SIX, "2022-03-04", "C"),
            "Vous avez pris le mois pour le jour. Dans un fichier français, lequel des deux nombres "
            "vient en premier\u00a0?",
            lambda attempt: same(attempt.answer["date"], "2022-03-04"),
        ),
        Misconception(
            "M113",
            _DEFI.format(_SIX, "2022-04-03", "A"),
            "Avec des zéros, le numéro aura 14 chiffres, et il sera faux\u00a0: rien ne dit que "
            "les chiffres perdus étaient des zéros.",
            lambda attempt: _letter(attempt) == "A",
        ),
        Misconception(
            "M21",
            _DEFI.format(_SIX, "2022-04-03", "B"),
            "La ligne contient dix-neuf autres informations, toutes utiles\u00a0: une seule cellule "
            "pose question.",
            lambda attempt: _letter(attempt) == "B",
        ),
        Misconception(
            "M11",
            _DEFI.format(_SIX, "2022-04-03", "D"),
            "Dans un tableur, les chiffres seraient peut-être encore derrière l'affichage. Mais un "
            "CSV ne contient que ce que l'on y lit\u00a0: rien n'est caché derrière «\u00a02,20E+13\u00a0».",
            lambda attempt: _letter(attempt) == "D",
        ),
    ),
    hints=(
        "Pour les colonnes\u00a0: un nom est juste s'il est écrit exactement comme dans standard, "
        "majuscules et espaces compris. Leur ordre ne compte pas ici.",
        "Au standard, une date s'écrit de la plus grande unité à la plus petite\u00a0: "
        "année-mois-jour, avec des tirets.",
    ),
)


# Les noms et l'ordre des colonnes


def _header(attempt: Attempt) -> str | None:
    score = _score(attempt.answer)
    if score.damaged:
        return _damage(score)
    return None


def _order(attempt: Attempt) -> str | None:
    known = [name for name in attempt.answer.columns if name in STANDARD]
    if known == list(STANDARD):
        return None
    return f"La première colonne est «\u00a0{known[0]}\u00a0»\u00a0: l'ordre n'est pas celui du standard."


_RENAMED = """
noms = brut.rename(columns={"datemaj": "DATE_MAJ", "id": "ID", "collnom": "COLL_NOM",
                            "Date publ": "DATE_PUBL", "Titre": "TITRE", "url": "URL"})
"""

NOMS = Exercise(
    id="C06.noms",
    title="Les noms et l'ordre des colonnes",
    points=3,
    answer="noms",
    expected=catalogue,
    given=_given,
    checks=(
        is_table(),
        has_columns(*STANDARD),
        same_catalogue(),
        Check("Sous chaque nom, son contenu", _header, weight=2),
        Check("L'ordre du standard", _order),
    ),
    misconceptions=(
        Misconception(
            "M116",
            "noms = brut.copy()\nnoms.columns = standard",
            "Les vingt noms sont là, mais chacun est posé sur une autre colonne\u00a0: les colonnes "
            "de brut n'étaient pas dans l'ordre du standard. Regardez noms.head(2).",
        ),
        Misconception(
            "M101",
            "noms = brut.rename(columns=str.upper)",
            "Les majuscules sont là, mais un nom sans son trait bas, ou avec une espace, reste un "
            "autre nom pour la machine.",
        ),
        Misconception(
            "M22",
            _RENAMED,
            "Les noms sont tous justes. Reste l'ordre des colonnes\u00a0: une personne s'y retrouve, "
            "mais un programme qui lit par position prendrait l'une pour l'autre.",
        ),
    ),
    hints=(
        "set(brut.columns) - set(standard) donne les noms à corriger. À chacun, faites "
        "correspondre celui du standard.",
        'brut.rename(columns={"ancien nom": "NOUVEAU_NOM", …}) change les noms sans déplacer '
        "les colonnes.",
        "Un tableau suivi de [standard] rend ses colonnes dans l'ordre de la liste\u00a0: "
        "brut.rename(columns={…})[standard].",
    ),
)


# Les espaces en trop

_EACH = "espaces = catalogue.copy()\nfor colonne in standard:\n    espaces[colonne] = "

ESPACES = Exercise(
    id="C06.espaces",
    title="Les espaces en trop",
    points=2,
    answer="espaces",
    expected=net,
    given=_given,
    checks=one_kind("espaces_autour", "Les espaces du début et de la fin"),
    misconceptions=(
        Misconception(
            "M110",
            _EACH + 'espaces[colonne].str.replace(" ", "")',
            "Toutes les espaces sont parties, même celles qui séparent les mots\u00a0: lisez la "
            "colonne TITRE à voix haute.",
        ),
        Misconception(
            "M111",
            _EACH + "espaces[colonne].str.rstrip()",
            "Les espaces de la fin sont parties. Il y en a aussi au début, et elles se voient moins "
            "qu'on ne croit\u00a0: l'affichage aligne les textes à droite.",
        ),
        Misconception(
            "M112",
            'espaces = catalogue.copy()\nespaces["TITRE"] = espaces["TITRE"].str.strip()',
            "Une colonne est nettoyée. Les autres ont aussi leurs espaces\u00a0: répétez l'opération "
            "sur chacune.",
        ),
    ),
    hints=(
        ".str.strip() retire les espaces du début et de la fin, et laisse celles du milieu.",
        "Une boucle «\u00a0for colonne in standard:\u00a0» répète la ligne en retrait pour chaque colonne.",
        "espaces[colonne] = espaces[colonne].str.…",
    ),
)


# Les dates

_DATES_SHAPE = """
dates = net.copy()
for colonne in {columns}:
    francaises = dates[colonne].str.contains("/")
    texte = dates.loc[francaises, colonne]
    dates.loc[francaises, colonne] = {iso}
"""
_RIGHT_ISO = 'pd.to_datetime(texte, format="%d/%m/%Y").dt.strftime("%Y-%m-%d")'
_MONTH_FIRST = 'texte.str[6:] + "-" + texte.str[:2] + "-" + texte.str[3:5]'

JOURS = Exercise(
    id="C06.dates",
    title="Les dates françaises",
    points=3,
    answer="dates",
    expected=dates,
    given=_given,
    checks=one_kind("date_francaise", "Les dates françaises"),
    misconceptions=(
        Misconception(
            "M56",
            _DATES_SHAPE.format(columns="colonnes_dates", iso=_MONTH_FIRST),
            "Le jour et le mois sont échangés. Certaines dates n'existent plus, avec un mois 13 ou "
            "plus\u00a0; les autres sont plus dangereuses, car elles ont l'air justes.",
        ),
        Misconception(
            "M56",
            _DATES_SHAPE.format(
                columns="colonnes_dates",
                iso='pd.to_datetime(texte, format="%m/%d/%Y", errors="coerce")'
                '.dt.strftime("%Y-%m-%d")',
            ),
            "Le mois a été lu avant le jour. Les dates impossibles ont été effacées par "
            'errors="coerce"\u00a0: elles seules vous auraient prévenu.',
        ),
        Misconception(
            "M112",
            _DATES_SHAPE.format(columns='["DATE_PUBL"]', iso=_RIGHT_ISO),
            "La date de publication est en ordre. Le catalogue a trois autres colonnes de dates.",
        ),
        Misconception(
            "M82",
            "dates = net.copy()\n"
            "for colonne in colonnes_dates:\n"
            '    jours = pd.to_datetime(dates[colonne], format="%d/%m/%Y", errors="coerce")\n'
            '    dates[colonne] = jours.dt.strftime("%Y-%m-%d")',
            "Les dates françaises sont converties, mais celles qui étaient déjà au standard ont été "
            'effacées sans bruit. Ne convertissez que les lignes qui contiennent une barre "/".',
        ),
    ),
    hints=(
        'dates[colonne].str.contains("/") répond «\u00a0vrai\u00a0» pour les dates françaises.',
        "Le modèle d'une date française, jour puis mois puis année, s'écrit \"%d/%m/%Y\"\u00a0; "
        'celui du standard, "%Y-%m-%d".',
        "dates.loc[francaises, colonne] = pd.to_datetime(dates.loc[francaises, colonne], "
        "format=…).dt.strftime(…)",
    ),
)


# Les adresses web


def _replaced(*pairs: tuple[str, str]) -> str:
    lines = [f'web["URL"] = web["URL"].str.replace({a}, {b}, regex=False)' for a, b in pairs]
    return "\n".join(["web = net.copy()", *lines])


WEB = Exercise(
    id="C06.web",
    title="Les adresses web",
    points=2,
    answer="web",
    expected=web,
    given=_given,
    checks=one_kind("adresse_web", "Les adresses web"),
    misconceptions=(
        Misconception(
            "M115",
            _replaced(
                ('"https:/"', '"https://"'),
                ('"https//"', '"https://"'),
                (r'"https:\\\\"', '"https://"'),
            ),
            "Les bonnes adresses ont gagné une barre de trop\u00a0: «\u00a0https:/\u00a0» se trouve aussi dans "
            "«\u00a0https://\u00a0». Cherchez un morceau que seules les adresses fautives contiennent.",
        ),
        Misconception(
            "M118",
            _replaced((r'"https:\\\\data"', '"https://data"')),
            "Les barres obliques inversées sont corrigées. La même faute s'écrit ici de trois façons.",
        ),
        Misconception(
            "M117",
            'web = net.copy()\nweb.loc[~web["URL"].str.startswith("https://"), "URL"] = ""',
            "Les adresses fautives sont effacées. Ici rien n'est perdu\u00a0: tout ce qui suit le début "
            "de l'adresse est juste, et peut être gardé.",
        ),
    ),
    hints=(
        'Affichez les fautives\u00a0: net.loc[~net["URL"].str.startswith("https://"), "URL"].',
        'Ici, toutes les adresses continuent par "data"\u00a0: remplacez "https:/data" par '
        '"https://data", et de même pour les deux autres fautes.',
        'web["URL"] = web["URL"].str.replace("https:/data", "https://data", regex=False), puis '
        "deux autres lignes de la même forme.",
    ),
)


# Les SIRET

_SIRET_SHAPE = """
sirets = net.copy()
for colonne in ["COLL_SIRET", "PRODUCTEUR_SIRET"]:
    perdus = sirets[colonne].str.contains("E")
    {line}
"""

SIRETS = Exercise(
    id="C06.sirets",
    title="Les SIRET aux chiffres perdus",
    points=3,
    answer="sirets",
    expected=sirets,
    given=_given,
    checks=one_kind("siret_scientifique", "Les SIRET en notation scientifique"),
    misconceptions=(
        Misconception(
            "M113",
            _SIRET_SHAPE.format(line='sirets.loc[perdus, colonne] = "22000000000000"'),
            "Ces SIRET ont bien 14 chiffres, et ils sont faux\u00a0: les zéros ont pris la place de "
            "chiffres perdus. Un faux numéro qui a l'air juste est pire qu'une case vide.",
        ),
        Misconception(
            "M21",
            "sirets = net[~net["
            '"COLL_SIRET"].str.contains("E") & ~net["PRODUCTEUR_SIRET"].str.contains("E")]',
            "Des lignes entières ont disparu du catalogue, pour une seule cellule abîmée. Le jeu de "
            "données existe toujours\u00a0: sa ligne doit rester.",
        ),
        Misconception(
            "M117",
            'sirets = net.copy()\nsirets["COLL_SIRET"] = ""\nsirets["PRODUCTEUR_SIRET"] = ""',
            "Tous les SIRET sont effacés, même les bons. Ne videz que les cellules où des chiffres "
            "manquent.",
        ),
        Misconception(
            "M112",
            'sirets = net.copy()\nsirets.loc[sirets["COLL_SIRET"].str.contains("E"), '
            '"COLL_SIRET"] = ""',
            "La première colonne de SIRET est traitée. Le catalogue en a une seconde, celle du "
            "producteur.",
        ),
    ),
    hints=(
        "«\u00a02,20E+13\u00a0» contient trois chiffres utiles sur quatorze. Les onze autres ne sont nulle "
        "part dans cette cellule.",
        'Une case vide, "", dit honnêtement\u00a0: «\u00a0à demander\u00a0». Les cellules à vider sont celles '
        "qui contiennent la lettre E.",
        'sirets.loc[sirets[colonne].str.contains("E"), colonne] = …, pour les deux colonnes.',
    ),
)


# Les licences

_LICENCE_SHAPE = (
    "licences = net.copy()\n"
    'inconnue = ~licences["LICENCE"].isin(licences_connues)\n'
    'licences.loc[inconnue, "LICENCE"] = "{}"'
)

LICENCE = Exercise(
    id="C06.licences",
    title="Les licences qui n'en sont pas",
    points=2,
    answer="licences",
    expected=licences,
    given=_given,
    checks=one_kind("licence_vague", "Les licences vagues"),
    misconceptions=(
        Misconception(
            "M114",
            _LICENCE_SHAPE.format("Licence Ouverte-LO"),
            "Vous venez d'accorder des droits à la place du producteur. La licence la plus courante "
            "n'est pas forcément la sienne, et elle engage la collectivité.",
        ),
        Misconception(
            "M02",
            _LICENCE_SHAPE.format("Spécifique ou autre"),
            "«\u00a0Spécifique ou autre\u00a0» affirme qu'une licence existe, écrite ailleurs. Or "
            "«\u00a0Gratuit\u00a0» ne nomme aucune licence\u00a0: ici, on ne sait pas.",
        ),
        Misconception(
            "M118",
            'licences = net.copy()\nlicences["LICENCE"] = licences["LICENCE"].replace("Gratuit", "")',
            "Un des textes vagues est traité. Il y en a d'autres\u00a0: partez plutôt de la liste des "
            "licences connues, et regardez ce qui n'en est pas.",
        ),
        Misconception(
            "M117",
            'licences = net.copy()\nlicences["LICENCE"] = ""',
            "La colonne entière est effacée\u00a0: les bonnes licences aussi ont disparu.",
        ),
    ),
    hints=(
        'net["LICENCE"].value_counts() montre toutes les écritures, et combien de fois.',
        'Le signe ~ inverse la question\u00a0: ~licences["LICENCE"].isin(licences_connues).',
        'licences.loc[condition, "LICENCE"] = …\u00a0: que peut-on écrire quand on ne sait pas\u00a0?',
    ),
)


# Les cases obligatoires sans valeur

VIDES = Exercise(
    id="C06.vides",
    title="Les cases obligatoires sans valeur",
    points=2,
    answer="vides",
    expected=vides,
    given=_given,
    checks=one_kind("nc", "Les «\u00a0NC\u00a0»"),
    misconceptions=(
        Misconception(
            "M118",
            'vides = net.replace("NC", "")',
            "Une des écritures est traitée. La même absence s'écrit ici de plusieurs façons, avec "
            "ou sans majuscules, avec ou sans points.",
        ),
        Misconception(
            "M20",
            'vides = net.replace(["NC", "nc", "n.c."], "0")',
            "Zéro est une valeur\u00a0: «\u00a0zéro ressource\u00a0» dirait que le jeu est vide. «\u00a0Non "
            "communiqué\u00a0» veut dire que l'on ne sait pas.",
        ),
        Misconception(
            "M21",
            'vides = net[~net.isin(["NC", "nc", "n.c."]).any(axis=1)]',
            "Des jeux de données ont disparu du catalogue, parce qu'il leur manquait une date ou un "
            "nombre. Leur ligne doit rester\u00a0: c'est elle qui rappelle ce qu'il faut demander.",
        ),
    ),
    hints=(
        'tableau.replace(["un texte", "un autre"], "") remplace les cellules dont tout le contenu '
        "est l'un de ces textes.",
        'Pour voir les écritures\u00a0: net["NOMBRE_RESSOURCES"].unique(), et de même pour les dates.',
        'net.replace([…, …, …], "")',
    ),
)


# Tout ensemble


@cache
def _final_ids(seed: int) -> frozenset[str]:
    return frozenset(scdl_files.dirtied(FINAL_FILE, seed).clean["ID"])


def _own_file(attempt: Attempt) -> str | None:
    seed = scdl_files.seed(FINAL_FILE)
    if "ID" not in attempt.answer.columns:
        return (
            "La colonne «\u00a0ID\u00a0» est introuvable\u00a0: commencez par les noms de colonnes."
        )
    if set(attempt.answer["ID"].astype(str)) & _final_ids(seed):
        return None
    return (
        f"Ce n'est pas le fichier de la graine {seed}. Relancez la cellule depuis la ligne "
        "fichier_a_nettoyer(…)."
    )


def _licences_guessed(attempt: Attempt) -> int:
    """Count the vague licences replaced by a named one: a guess may be right by luck."""
    answer = attempt.answer
    if not {"ID", "LICENCE"} <= set(answer.columns):
        return 0
    entries = scdl_files.dirtied(FINAL_FILE).ledger.entries
    asked = {entry.row for entry in entries if entry.defect == "licence_vague"}
    return int((answer["ID"].isin(asked) & answer["LICENCE"].isin(LICENCES)).sum())


def reaches(share: float, name: str) -> Check:
    """The repair's score is at least this share; the message says what remains, by kind."""

    def test(attempt: Attempt) -> str | None:
        score = _score(attempt.answer, FINAL_FILE)
        guessed = _licences_guessed(attempt)
        if score.score >= share and (share < 1 or (score.perfect and not guessed)):
            return None
        chosen = f"Licences choisies sans le producteur\u00a0: {number(guessed)}."
        return " ".join(
            [
                f"{count(score.mended, 'défaut')} sur {number(score.total)} de réparés, "
                f"{count(score.damaged, 'dégât')}.",
                *(f"{line[:1].upper()}{line[1:].rstrip('.')}." for line in score.messages()),
                *([chosen] if guessed else []),
            ]
        )

    return Check(name, test)


def _spoilt(what: str, *columns: str) -> Callable[[Attempt], bool]:
    """Recognise damage of one sort in some columns."""

    def test(attempt: Attempt) -> bool:
        places = _score(attempt.answer, FINAL_FILE).where(what)
        return any(place.column in columns for place in places)

    return test


_FINAL = """
fichier = fichier_a_nettoyer("catalogue_final", graine=12)
depart = pd.read_csv(fichier, dtype=str, keep_default_na=False)
propre = depart.rename(columns={{
    "format_ressources": "FORMAT_RESSOURCES", "DATE_PUBL ": "DATE_PUBL",
    "coll_nom": "COLL_NOM", "freq-maj": "FREQ_MAJ", "datemaj": "DATE_MAJ",
    "producteur_nom": "PRODUCTEUR_NOM",
}})[standard]
for colonne in standard:
    propre[colonne] = propre[colonne].str.strip()
for colonne in colonnes_dates:
    francaises = propre[colonne].str.contains("/")
    texte = propre.loc[francaises, colonne]
    propre.loc[francaises, colonne] = {iso}
for debut in ["https:/data", "https//data", "https:\\\\\\\\data"]:
    propre["URL"] = propre["URL"].str.replace(debut, "https://data", regex=False)
for colonne in ["COLL_SIRET", "PRODUCTEUR_SIRET"]:
    propre.loc[propre[colonne].str.contains("E"), colonne] = "{siret}"
propre.loc[~propre["LICENCE"].isin(licences_connues), "LICENCE"] = "{licence}"
propre = propre.replace(["NC", "nc", "n.c."], "")
{end}
"""


def _final(iso: str = _RIGHT_ISO, siret: str = "", licence: str = "", end: str = "") -> str:
    return _FINAL.format(iso=iso, siret=siret, licence=licence, end=end)


FINAL = Exercise(
    id="C06.final",
    title="Un catalogue entier",
    points=6,
    answer="propre",
    expected=propre,
    given=_given,
    checks=(
        is_table(),
        Check("Le bon fichier", _own_file, weight=0),
        reaches(0.25, "Un quart du chemin"),
        reaches(0.5, "La moitié"),
        reaches(0.75, "Les trois quarts"),
        reaches(1, "Tout réparé, rien d'abîmé"),
    ),
    misconceptions=(
        Misconception(
            "M113",
            _final(siret="22000000000000"),
            "Des SIRET ont été complétés\u00a0: ce sont des numéros inventés. Mieux vaut une case "
            "vide et une question au producteur.",
            _spoilt("inventée", "COLL_SIRET", "PRODUCTEUR_SIRET"),
        ),
        Misconception(
            "M114",
            _final(licence="Licence Ouverte-LO"),
            "Des licences ont été choisies à la place du producteur. Lui seul peut dire laquelle "
            "s'applique.",
            lambda attempt: _licences_guessed(attempt) > 0,
        ),
        Misconception(
            "M56",
            _final(iso=_MONTH_FIRST),
            "Dans des dates, le jour et le mois sont échangés.",
            _spoilt("de travers", *DATES),
        ),
        Misconception(
            "M21",
            _final(end='propre = propre[(propre != "").all(axis=1)]'),
            "Des lignes ont disparu. Un catalogue incomplet se complète\u00a0; une ligne retirée, "
            "personne ne la redemande.",
            lambda attempt: _score(attempt.answer, FINAL_FILE).rows_missing > 0,
        ),
    ),
    hints=(
        "Reprenez vos réponses dans l'ordre de la leçon\u00a0: noms et ordre, espaces, dates, "
        "adresses, SIRET, licences, «\u00a0NC\u00a0». Après chaque étape, lancez verifier(…).",
        "Les noms de colonnes fautifs ne sont pas ceux de tout à l'heure\u00a0: "
        "set(depart.columns) - set(standard) les donne.",
        "Travaillez sur un seul tableau\u00a0: propre = depart.rename(columns={…})[standard], puis "
        "chaque étape change propre.",
    ),
)

# Chasse à l'erreur

_CHASSE = """
controle = catalogue.copy()
{}
"""
_STRIP = 'controle["LICENCE"] = controle["LICENCE"].str.strip()'
_BLANK = (
    'inconnue = ~controle["LICENCE"].isin(licences_connues)\ncontrole.loc[inconnue, "LICENCE"] = {}'
)


def _spaces_out(attempt: Attempt) -> str | None:
    found = attempt.answer["LICENCE"].dropna().astype(str)
    if found.eq(found.str.strip()).all():
        return None
    return "Des licences ont encore une espace au début ou à la fin."


CHASSE = Exercise(
    id="C06.chasse",
    title="Chasse à l'erreur\u00a0: des licences effacées",
    points=2,
    answer="controle",
    expected=controle,
    given=_given,
    checks=(*one_kind("licence_vague", "Les licences vagues"), Check("Les espaces", _spaces_out)),
    misconceptions=(
        Misconception(
            "M119",
            _CHASSE.format(_BLANK.format('""') + "\n" + _STRIP),
            "De bonnes licences ont été effacées\u00a0: au moment de la comparaison, elles n'étaient "
            "pas encore écrites comme dans la liste. Quelle ligne devrait venir avant\u00a0?",
        ),
        Misconception(
            "M114",
            _CHASSE.format(_STRIP + "\n" + _BLANK.format('"Licence Ouverte-LO"')),
            "Plus de case vide, mais des licences que personne n'a choisies. L'erreur à trouver "
            "est ailleurs.",
        ),
        Misconception(
            "M21",
            _CHASSE.format(
                _STRIP + '\ncontrole = controle[controle["LICENCE"].isin(licences_connues)]'
            ),
            "Les lignes sans licence ont été retirées du catalogue. Elles doivent rester, avec une "
            "case vide.",
        ),
    ),
    hints=(
        'Affichez catalogue["LICENCE"].unique()\u00a0: certaines écritures se ressemblent beaucoup.',
        "«\u00a0Licence Ouverte-LO \u00a0», avec une espace à la fin, n'est pas dans la liste. Que "
        "fait donc le programme de ces lignes\u00a0?",
        "Aucune ligne n'est fausse\u00a0: c'est leur ordre qu'il faut changer.",
    ),
)


LESSON = Lesson(
    id="C06",
    slug="nettoyer-le-catalogue",
    title="Nettoyer\u00a01\u00a0: le catalogue",
    domains=("D3",),
    level=2,
    minutes=75,
    prerequisites=("C05",),
    exercises=(DEFI, NOMS, ESPACES, JOURS, WEB, SIRETS, LICENCE, VIDES, FINAL, CHASSE),
)
