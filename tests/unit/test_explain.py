"""Each error below is really raised, by Python or by pandas, before it is explained."""

import re
import time
import warnings
from typing import Any

import nbclient
import nbformat
import pandas as pd
import pytest
from nbgrader.utils import determine_grade

from culture_data.errors import CultureDataError
from culture_data.exercises.explain import explain, to_html, to_text
from culture_data.exercises.explanations import difference, near, phrase
from culture_data.exercises.explanations_warnings import explain_warning

GIVEN = """
import io
import pandas as pd
table = pd.DataFrame({
    "Nom": ["Albiac", "Brens", "Cahuzac"],
    "Code région": ["76", "76", "53"],
    "Population": [349, 3500, 12000],
    "texte": ["12", "3 500", "NC"],
    "agents": [1.0, None, 60.0],
})
fiche = {"nom": "Albiac", "Région": 76}
liste = [1, 2]
"""

COLUMN = 'La colonne `"population"` n\'existe pas'
DOTS = "Il reste des points de suspension à remplacer"
PARENTHESES = "Il manque des parenthèses autour des conditions"
COMPARED = "Un texte est comparé à un nombre"
MIXED = "Un texte et un nombre sont mêlés"
NO_NUMBER = "ne se convertit pas en nombre"

CASES: list[tuple[str, list[str]]] = [
    # Columns, rows, keys.
    ('table["population"]', [COLUMN, '`"Population"`', "majuscules et les minuscules"]),
    ('table["Code region"]', ['`"Code région"`', "un accent"]),
    ('table["Population "]', ['`"Population"`', "une espace"]),
    ('table[["Nom", "population"]]', [COLUMN, '`"Population"`']),
    ('table[["x1", "x2"]]', ["Ces colonnes n'existent pas", '`"x1"`, `"x2"`']),
    ('table.sort_values("population")', [COLUMN, '`"Population"`']),
    ('table.groupby("population").sum()', [COLUMN, '`"Population"`']),
    ('table.set_index("population")', [COLUMN, '`"Population"`']),
    ('table.merge(table, on="population")', [COLUMN, '`"Population"`']),
    ('table.drop(columns=["population"])', [COLUMN]),
    ('table.astype({"population": str})', [COLUMN]),
    ('table.loc[:, "population"]', [COLUMN]),
    ('table.drop("Population")', ["Aucune ligne n'a l'étiquette", "`columns=`"]),
    ("table.loc[17]", ["Aucune ligne n'a l'étiquette `17`", "`.iloc[…]`"]),
    ('table["Nom", "Population"]', ["deux paires de crochets"]),
    ('pd.read_csv(io.StringIO("a;b\\n1;2"))["a"]', ["Il n'y a qu'une colonne", '`sep=";"`']),
    ('pd.read_csv(io.StringIO("a;b\\n1;2"), usecols=["a"])', ['La colonne `"a"`']),
    ('fiche["Nom"]', ["Le dictionnaire `fiche` n'a pas de clé", '`"nom"`']),
    ("{}['x']", ['La clé `"x"` n\'existe pas']),
    ("table.population", ['La colonne s\'appelle peut-être `"Population"`', "entre crochets"]),
    ('table.sort_value("Nom")', ["`sort_values`"]),
    ("table.Nom.lowercase()", ["Une colonne n'a pas d'outil", "`lowercase`"]),
    ("table.Population.str.lower()", ["`.str` ne sert que pour des textes"]),
    ('pd.read_cvs("x.csv")', ["`read_csv`"]),
    # Conditions.
    ("table[table.Population > 1 & table.agents < 2]", [PARENTHESES]),
    ('table[table["Nom"] == "x" & table["Population"] > 2]', [PARENTHESES]),
    ('table[table["Nom"] == "x" & table["texte"] == "y"]', [PARENTHESES]),
    ("table[table.agents > 1 & table.Population < 2]", [PARENTHESES]),
    ("table[table.Population > 1.5 & 2.5 < table.agents]", [PARENTHESES]),
    ('table[table["Nom"] == "x" | table["Population"] > 2]', [PARENTHESES]),
    ("table[(table.agents > 1) and (table.agents < 2)]", ["`and` ne sait pas", "`&`"]),
    ("table[(table.agents > 1) or (table.agents < 2)]", ["`or` ne sait pas", "`|`"]),
    ("not table.agents", ["`not` ne sait pas", "`~`"]),
    ("if table.Population > 1:\n    pass", ["une seule réponse", "`.any()`"]),
    ("table[table.agents > 1, table.agents < 2]", ["séparées par une virgule"]),
    ('table[table["texte"] >= 3500]', [COMPARED, '`table["texte"]`', "`.dtype`"]),
    ('table[table["texte"].astype(object) >= 3500]', [COMPARED]),
    ('table[["Population"]] > "3500"', [COMPARED]),
    ('"3500" >= 3500', [COMPARED]),
    ('table[table["Nom"].str.contains("(")]', ["`regex=False`"]),
    # Numbers and texts.
    ('int("3 500")', [NO_NUMBER, "une espace entre les chiffres"]),
    ('int("3\\u202f500")', [NO_NUMBER, "U+202F"]),
    ('float("3\\u00a0500,5")', [NO_NUMBER, "U+00A0", "virgule décimale"]),
    ('int("12,5")', [NO_NUMBER, "virgule décimale"]),
    ('float("12,5")', [NO_NUMBER, "virgule décimale"]),
    ('int("12.5")', [NO_NUMBER, "nombres entiers"]),
    ('int("NC")', [NO_NUMBER, "autre chose que des chiffres"]),
    ('int("")', ["Un texte vide ne se convertit pas"]),
    ('table["texte"].astype(int)', [NO_NUMBER, "« 3 500 »", "plus bas"]),
    ('pd.to_numeric(table["texte"])', [NO_NUMBER, "« 3 500 »"]),
    ('int(float("nan"))', ["Une valeur manquante", '"Int64"']),
    ('table["agents"].astype(int)', ["Une valeur manquante", '"Int64"']),
    ('"Il y en a " + 3', [MIXED]),
    ('3 + "trois"', [MIXED]),
    ('table["texte"] + 1', [MIXED]),
    ('table["Population"] + "x"', [MIXED]),
    ('table["texte"].mean()', ["Un calcul de nombres"]),
    ('pd.to_datetime("32/01/2026")', ["Une date ne se lit pas"]),
    # Files.
    (r'open(r"C:\Users\agent\data.csv")', ["que sur votre ordinateur", "`donnees("]),
    ('open("/Users/agent/data.csv")', ["que sur votre ordinateur"]),
    ('pd.read_csv("comunes.csv")', ['`"communes.csv"`', "Dans le dossier du carnet", "`donnees("]),
    ('pd.read_csv("donnees/absent.csv")', ["Dans le dossier `donnees`", '`"epci.csv"`']),
    ('table.to_csv("sortie/x.csv")', ["Le dossier « sortie » n'existe pas"]),
    ('open("donnees")', ["est un dossier"]),
    (
        'pd.read_csv(io.BytesIO("é;è".encode("cp1252")))',
        ["UTF-8", '`pd.read_csv(…, encoding="cp1252")`'],
    ),
    ('"œ".encode("latin-1")', ["n'existe pas dans l'encodage"]),
    ('pd.read_csv(io.StringIO("a\\n1\\n1,2,3"))', ["La ligne 3", "3 au lieu de 1", '`sep=";"`']),
    ('pd.read_csv(io.StringIO(""))', ["Ce fichier est vide"]),
    # Names, dots, None.
    ("tabel", ["ne connaît pas le nom `tabel`", "`table`", "redémarrage"]),
    ('table["Nom"] == Albiac', ["`Albiac`", 'guillemets : `"Albiac"`']),
    ("table[Population]", ["`Population` est le nom d'une colonne"]),
    ("plt.plot()", ["un outil à importer"]),
    ('table.query("population > 1")', ["`Population`"]),
    ("reponse = ...\nreponse + 1", [DOTS]),
    ("reponse = ...\nreponse.head()", [DOTS]),
    ("table[...]", [DOTS]),
    ("fiche[...]", [DOTS]),
    ('table[table["Population"] > ...]', [DOTS]),
    ("len(...)", [DOTS]),
    ("vide = print()\nvide.head()", ["`vide` ne contient rien", "inplace=True"]),
    ('vide = None\nvide["Nom"]', ["`vide` ne contient rien"]),
    ('table("Nom")', ["Des parenthèses suivent `table`", "crochets"]),
    ("table.shape()", ["Des parenthèses suivent `table.shape`", "retirez les parenthèses"]),
    ("import pandass", ["Le module `pandass`", "`pandas`"]),
    ("from pandas import readcsv", ["dans le module `pandas`"]),
    ("liste[5]", ["La position demandée", "`liste` compte 2 éléments"]),
    ("table.iloc[99]", ["La position demandée"]),
    ('liste["a"]', ["Une liste se lit par position"]),
    ("1 / 0", ["Une division par zéro"]),
    ("table.sort_values()", ["Il manque quelque chose", "`sort_values`"]),
    ('table.sort_values("Nom", croissant=True)', ["ne connaît pas l'option `croissant`"]),
    ("a, b = 1, 2, 3", ["autant de noms que de valeurs"]),
    # Joins and lengths.
    (
        'table.merge(pd.DataFrame({"Code région": [76]}), on="Code région")',
        ["L'une est en texte, l'autre en nombre"],
    ),
    ('table.merge(pd.DataFrame({"autre": [1]}))', ["par quelle colonne"]),
    (
        'table.merge(table, on="Code région", validate="1:1")',
        ["La jointure rencontre des doublons"],
    ),
    ('table["n"] = [1, 2]', ["Elle en a 2, et le tableau a 3 lignes"]),
    ('table.columns = ["a"]', ["Le tableau en a 5, et la liste en donne 1"]),
    ('pd.DataFrame({"a": [1], "b": [1, 2]})', ["n'ont pas toutes la même longueur"]),
    # Grammar.
    ('print("Bonjour)', ["Il manque un guillemet"]),
    ("x = 'l'eau'", ["Il manque un guillemet"]),
    ('x = """abc', ["trois guillemets"]),
    ('print("Bonjour"', ["Il manque un `)`"]),
    ('table[table["a"] > 1', ["Il manque un `]`"]),
    ('x = {"a": 1', ["Il manque un `}`"]),
    ("x = 1)", ["Un `)` ferme quelque chose"]),
    ("x = (1, 2]", ["`(` a été ouvert, mais c'est `]` qui ferme"]),
    ("if x = 3:\n    pass", ["Un seul signe `=`", "`==`"]),
    ("ma-liste = 3", ["à gauche du signe `=`", "`ma_liste`"]),
    ("x => 3", ["ne connaît pas le signe `=>`", "`>=`"]),
    ("if x == 3\n    pass", ["Il manque les deux-points"]),
    ("x = “a”", ["guillemet typographique"]),
    ("x = « a »", ["guillemet typographique"]),
    ("x = ’a’", ["guillemet typographique"]),
    ("x =\u00a03", ["caractère invisible (U+00A0)"]),
    ("x = 3\u202f500", ["caractère invisible (U+202F)"]),
    ("x = 3 500", ["Un nombre contient une espace"]),
    ("x = 12€", ["`€`", "sans unité"]),
    ("x = 01004", ["Un nombre commence par un zéro"]),
    ("x = 2A004", ["Un nombre est collé", "Corse"]),
    ("x = €", ["ne connaît pas le signe `€`"]),
    ('x = "C:\\Users"', ["barres obliques inversées"]),
    ('print "x"', ["Il manque des parenthèses après `print`"]),
    ("class = 3", ["`class` est un mot que Python se réserve"]),
    ("return 3", ["`return` est hors de sa place"]),
    ("liste = [1 2]", ["Deux éléments se suivent", "une virgule"]),
    ("pour i in x", ["n'arrive pas à lire cette ligne"]),
    ("for i in x:\nprint(i)", ["Il manque un décalage"]),
    ("x = 1\n  y = 2", ["décalée vers la droite sans raison"]),
    ("if x:\n    y = 1\n  z = 2", ["alignée avec aucune"]),
    ("if x:\n\ty = 1\n        z = 2", ["Des tabulations et des espaces"]),
    ('table.query("a >")', ["Un texte donné à une fonction"]),
    # The rest.
    ("assert 1 == 2", ["Une vérification n'est pas satisfaite"]),
    ("def f():\n    return f()\nf()", ["s'appelle elle-même sans fin"]),
    ("raise ConnectionError('x')", ["Le réseau ou le site"]),
    ("raise KeyboardInterrupt", ["La cellule a été interrompue", "Rien n'est abîmé"]),
    ("raise SystemExit(1)", ["l'arrêt du programme"]),
    ("raise Exception('x')", ["s'est arrêtée avant la fin"]),
]


@pytest.fixture
def folder(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "donnees").mkdir()
    for name in ("communes.csv", "donnees/epci.csv"):
        (tmp_path / name).write_text("code;nom\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def error_of(program: str) -> tuple[BaseException, dict[str, Any]]:
    """Run a program as a cell would, and return the error that stops it."""
    names: dict[str, Any] = {}
    exec(GIVEN, names)
    try:
        exec(compile(program, "<cellule>", "exec"), names)
    except BaseException as error:  # noqa: BLE001 - interruptions are told too
        return error, names
    raise AssertionError(f"no error: {program}")


def told(program: str) -> str:
    error, names = error_of(program)
    return to_text(explain(error, source=program, names=names)).replace("\u00a0", " ")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("program", "words"), CASES, ids=[case[0] for case in CASES])
def test_an_error_is_told_in_french_with_the_learners_own_words(
    program: str, words: list[str]
) -> None:
    text = told(program)
    assert [each for each in words if each not in text] == []
    assert not re.search(r"\b(tu|ton|ta|tes)\b", text)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("program", [case[0] for case in CASES])
def test_french_punctuation_has_its_non_breaking_spaces(program: str) -> None:
    error, names = error_of(program)
    explanation = explain(error, source=program, names=names)
    for text in (explanation.title, explanation.meaning, *explanation.advice):
        prose = re.sub(r"`[^`]*`", "`x`", text)
        assert not re.search(r" [:;?!»]|« ", prose)
        assert "{" not in prose


def test_the_learners_line_is_given_even_when_a_library_raised() -> None:
    error, names = error_of('x = 1\n\ntable["population"]')
    place = explain(error, source='x = 1\n\ntable["population"]', names=names).place
    assert place is not None
    assert (place.number, place.text) == (3, 'table["population"]')


def test_our_own_errors_are_already_french() -> None:
    assert (
        explain(CultureDataError("Il n'y a pas d'exercice.")).meaning == "Il n'y a pas d'exercice."
    )


def test_what_comes_from_the_learner_is_escaped() -> None:
    program = 'table["<script>`alert`</script>"]'
    error, names = error_of(program)
    html = to_html(explain(error, source=program, names=names))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert html.startswith('<section lang="fr"')


class _MuteError(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no words")


@pytest.mark.parametrize(
    "error", [_MuteError(), ValueError("m" * 1_000_000), KeyError(), OSError()]
)
def test_an_odd_error_is_still_told_and_shortly(error: BaseException) -> None:
    html = to_html(explain(error))
    assert 100 < len(html) < 3_000


def test_a_very_wide_table_does_not_make_the_learner_wait() -> None:
    wide = pd.DataFrame([[0] * 20_000], columns=[f"colonne_{i}" for i in range(20_000)])
    start = time.monotonic()
    try:
        wide["colone_1"]
    except KeyError as error:
        text = to_text(explain(error))
    assert time.monotonic() - start < 2
    assert '`"colonne_1"`' in text
    assert len(text) < 2_000


def test_near_names_forget_case_accents_and_spaces() -> None:
    assert near("code region", ["Code région", "Nom"]) == ["Code région"]
    assert near("zzz", ["Code région", "Nom"]) == []
    assert "majuscules" in difference("nom", "Nom")
    assert difference("nom", "Population") == ""


def test_a_value_keeps_its_own_typography() -> None:
    assert phrase("Ici : {x} !", x="a : b") == "Ici\u00a0: a : b\u00a0!"


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ('table["Population"][0] = 3', "a porté sur une copie"),
        ('table[table.agents > 1]["Population"] = 3', "a porté sur une copie"),
        ("compile('\"\\\\d\"', 'x', 'exec')", "barre oblique inversée"),
        ('table["Nom"].str.contains("(a)")', "parenthèses, qui ont ici un sens spécial"),
        ('pd.to_datetime(pd.Series(["31/12/2026"]))', "la forme des dates"),
        ('table.sort_values("Nom", inplace=True)', "va disparaître"),
        ("import warnings; warnings.warn('x', FutureWarning)", "prochaine version"),
        ("import warnings; warnings.warn('x')", "quelque chose à vérifier"),
    ],
)
def test_a_warning_is_told_in_french(program: str, words: str) -> None:
    names: dict[str, Any] = {}
    exec(GIVEN, names)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        exec(compile(program, "<cellule>", "exec"), names)
    warned = caught[0]
    assert words in to_text(explain_warning(warned.category, str(warned.message)))


# A real kernel, through nbclient as nbgrader runs it: one for all the tests below.

CELLS = {
    "install": "from culture_data.exercises import explain\n"
    "for _ in range(2):\n    explain.install(get_ipython())\n" + GIVEN,
    "error": "print('avant')\ndef chercher():\n    return table['population']\nchercher()",
    "syntax": "x = 1\nprint('Bonjour",
    "unclosed": "x = 1\ntable[table['Population'] > 1",
    "html": "raise ValueError('<img src=x>')",
    "mute": "class Mute(Exception):\n    def __str__(self):\n        raise RuntimeError('no')\nraise Mute",
    "long": "raise ValueError('m' * 1_000_000)",
    "interrupt": "raise KeyboardInterrupt",
    "magic": "%commande_inconnue",
    "repr": "class Table:\n    def __repr__(self):\n        return 1 / 0\nTable()",
    "copy": "table['Population'][0] = 3",
    "warn": "import warnings\nwarnings.warn('<attention>')\n0.5",
    "broken": "explain.to_html = None\n1 / 0",
    "uninstall": "explain.uninstall(get_ipython())",
    "native": "table['population']",
}


@pytest.fixture(scope="module")
def outputs() -> dict[str, list[Any]]:
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, allow_errors=True, timeout=60).execute()
    return dict(zip(CELLS, (cell.outputs for cell in notebook.cells), strict=True))


def kinds(outputs: list[Any]) -> list[str]:
    return [output.get("name") or output.output_type for output in outputs]


def test_a_failed_cell_shows_french_first_and_is_recorded_as_failed(outputs: Any) -> None:
    assert kinds(outputs["install"]) == []
    assert kinds(outputs["error"]) == ["stdout", "display_data", "error"]
    _, shown, error = outputs["error"]
    assert "La colonne" in shown.data["text/html"]
    assert "La colonne" in shown.data["text/plain"]
    assert (error.ename, error.evalue) == ("KeyError", "'population'")


def test_the_technical_message_keeps_only_the_learners_lines(outputs: Any) -> None:
    trace = "\n".join(outputs["error"][-1].traceback)
    assert "ligne 4" in trace
    assert "return table['population']" in trace
    assert trace.endswith("KeyError: 'population'")
    assert "site-packages" not in trace


@pytest.mark.parametrize(
    ("cell", "words", "ename"),
    [
        ("syntax", "Il manque un guillemet", "SyntaxError"),
        ("unclosed", "Il manque un <code>]</code>", "Error"),  # Python 3.13 has its own
        ("html", "ne convient pas", "ValueError"),
        ("long", "ne convient pas", "ValueError"),
        ("interrupt", "La cellule a été interrompue", "KeyboardInterrupt"),
        ("magic", "n'existe pas", "UsageError"),
        ("repr", "Une division par zéro", "ZeroDivisionError"),
    ],
)
def test_each_way_to_fail_is_explained_and_recorded(
    outputs: Any, cell: str, words: str, ename: str
) -> None:
    assert kinds(outputs[cell]) == ["display_data", "error"]
    shown, error = outputs[cell]
    assert words in shown.data["text/html"]
    assert "<img" not in shown.data["text/html"]
    assert error.ename.endswith(ename)
    assert len("".join(error.traceback)) < 5_000


def test_a_long_message_is_recorded_whole(outputs: Any) -> None:
    assert len(outputs["long"][-1].evalue) == 1_000_000


def test_an_error_that_cannot_speak_is_recorded_too(outputs: Any) -> None:
    assert "error" in kinds(outputs["mute"])
    assert "stderr" not in kinds(outputs["mute"])


def test_a_warning_is_shown_as_a_result_and_costs_no_point(outputs: Any) -> None:
    assert kinds(outputs["copy"]) == ["display_data"]
    assert "sur une copie" in outputs["copy"][0].data["text/html"]
    assert kinds(outputs["warn"]) == ["display_data", "execute_result"]
    assert "&lt;attention&gt;" in outputs["warn"][0].data["text/html"]
    metadata = {"grade": True, "solution": False, "points": 2}
    cell = nbformat.v4.new_code_cell(metadata={"nbgrader": metadata}, outputs=outputs["warn"])
    assert determine_grade(cell) == (0.5, 2.0)


def test_when_explaining_fails_ipython_shows_the_error_its_own_way(outputs: Any) -> None:
    assert kinds(outputs["broken"]) == ["error"]
    assert outputs["broken"][0].ename == "ZeroDivisionError"


def test_a_shell_can_have_its_own_display_back(outputs: Any) -> None:
    assert kinds(outputs["native"]) == ["error"]
    assert "site-packages" in "\n".join(outputs["native"][0].traceback)
