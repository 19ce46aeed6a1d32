"""Errors that come out of pandas, told about the learner's own table and columns."""

import ast
import re
from typing import Any

import pandas as pd

from culture_data.exercises.explanations import Context, Explanation, Matcher, listed, near
from culture_data.exercises.explanations_python import make, suggestion


def missing_column(error: BaseException, context: Context) -> Explanation | None:
    """A column, or a row label, that the table does not have."""
    wanted, owner = _wanted(error, context), _owner(context)
    if not wanted or (owner is None and isinstance(error, KeyError)):
        return None
    columns = list(owner.columns) if isinstance(owner, pd.DataFrame) else []
    if isinstance(owner, pd.Series) or _asks_rows(context):
        return _missing_row(wanted, columns)
    missing = [name for name in wanted if name not in columns] or wanted
    if isinstance(missing[0], tuple):
        return make(
            "Pour choisir plusieurs colonnes, il faut deux paires de crochets.",
            "Une seule paire de crochets attend une seule colonne ; ici, elle en a reçu plusieurs, "
            "séparées par une virgule.",
            'Mettez les noms dans une liste : `table[["Nom", "Population"]]`.',
        )
    return make(
        "La colonne {name} n'existe pas dans ce tableau."
        if len(missing) == 1
        else "Ces colonnes n'existent pas dans ce tableau : {name}.",
        "Un nom de colonne s'écrit exactement comme dans le tableau : majuscules, accents et espaces "
        "compris.",
        *(suggestion(name, columns) for name in missing[:3]),
        "Les colonnes de ce tableau : {columns}."
        if columns
        else "Pour voir les colonnes, lisez le fichier sans cette option et affichez `table.columns`.",
        "Il n'y a qu'une colonne : le fichier a sans doute été lu avec un autre séparateur que le "
        'sien. Essayez `sep=";"`.'
        if len(columns) == 1
        else "",
        name=listed(missing),
        columns=listed(columns),
    )


def _missing_row(wanted: list[Any], columns: list[Any]) -> Explanation:
    column = wanted[0] in columns or near(wanted[0], columns)
    return make(
        "Aucune ligne n'a l'étiquette {name}.",
        "Une ligne se cherche ici par son étiquette, celle qui s'affiche tout à gauche du tableau.",
        "S'il s'agit d'une colonne, dites-le : `table.loc[:, \"colonne\"]`, ou l'option `columns=`."
        if column
        else "",
        "Pour choisir une ligne par sa position, employez `.iloc[…]`.",
        "Pour voir les étiquettes, affichez `table.index`.",
        name=listed(wanted),
    )


def _wanted(error: BaseException, context: Context) -> list[Any]:
    """The names that were asked for, whatever way pandas put them in its message."""
    if not isinstance(error, KeyError | ValueError) or not error.args:
        return []
    text = error.args[0]
    if isinstance(error, ValueError):
        found = re.search(
            r"(?:expected but not found: |'parse_dates': )(\[.*\]|'.*')", context.message
        )
    elif not isinstance(text, str):
        return [text]
    else:
        found = re.search(
            r"(\[.*?\])(?:, dtype=.*)? (?:not (?:found )?in|are in)|^Only a column.*('.+?') not",
            text,
        )
        found = found or re.search(r"(\[[^\[\]]*\]).*are in the", text)
        if found is None:
            return [text]
    if found is None:
        return []
    literal = next(group for group in found.groups() if group)
    literal = literal[literal.rfind("[") :] if "[" in literal else literal
    try:
        value = ast.literal_eval(literal)
    except (SyntaxError, ValueError):
        return []
    return value if isinstance(value, list) else [value]


def _owner(context: Context) -> pd.DataFrame | pd.Series | None:
    """The table or column that was asked, found where the error was raised."""
    for frame in reversed(context.frames):
        for name in ("self", "obj"):
            owner = frame.f_locals.get(name)
            if isinstance(owner, pd.DataFrame | pd.Series):
                return owner
    return None


def _asks_rows(context: Context) -> bool:
    """Tell whether row labels were asked (`.loc`, `.drop`), rather than columns."""
    for frame in reversed(context.frames):
        here = frame.f_locals
        if frame.f_globals.get("__name__") == "pandas.core.indexing" and "axis" in here:
            return bool(here["axis"] == 0)
        if frame.f_code.co_name == "drop" and isinstance(here.get("self"), pd.DataFrame):
            return here.get("columns") is None and here.get("axis") in (0, "index")
    return False


def column_attribute(error: BaseException, context: Context) -> Explanation | None:
    """`table.something` that is neither a column nor a tool."""
    if not isinstance(error, AttributeError) or not isinstance(error.obj, pd.DataFrame | pd.Series):
        return None
    name, owner = error.name or "", error.obj
    columns = list(owner.columns) if isinstance(owner, pd.DataFrame) else []
    methods = [each for each in dir(type(owner)) if not each.startswith("_")]
    close_columns = near(name, columns)
    return make(
        "Ni une colonne ni un outil de ce tableau ne s'appelle `{name}`."
        if columns
        else "Une colonne n'a pas d'outil qui s'appelle `{name}`.",
        "Après un point, pandas cherche un outil (`head`, `sort_values`) ou une colonne, sous ce nom "
        "exact.",
        "La colonne s'appelle peut-être {columns} : écrivez son nom entre crochets et guillemets, "
        '`table["…"]`.'
        if close_columns
        else "",
        suggestion(name, methods, bare=True),
        "Pour voir les colonnes, affichez `table.columns`." if columns else "",
        name=name,
        columns=listed(close_columns, joint=" ou "),
    )


def str_accessor(error: BaseException, context: Context) -> Explanation | None:
    """`.str` on a column of numbers, `.dt` on one of texts."""
    found = re.search(r"Can only use \.(str|dt) accessor", context.message)
    if found is None:
        return None
    kind = "des textes" if found[1] == "str" else "des dates"
    return make(
        f"`.{found[1]}` ne sert que pour {kind}.",
        f"La colonne ne contient pas {kind.replace('des', 'de')} : vérifiez son `.dtype`.",
        'Pour la convertir en textes : `table["colonne"].astype(str)`.'
        if found[1] == "str"
        else 'Pour la convertir en dates : `pd.to_datetime(table["colonne"])`.',
    )


def precedence(error: BaseException, context: Context) -> Explanation | None:
    """`a > 1 & b < 2`: the parentheses are missing."""
    if not isinstance(error, TypeError | ValueError):
        return None
    said = re.search(
        r"Cannot perform 'r?(and|or)_'|unsupported operand type\(s\) for [&|]", context.message
    )
    if not (
        said
        or (
            _bare_logic(context)
            and ("truth value" in context.message or "rand_" in context.message)
        )
    ):
        return None
    return make(
        "Il manque des parenthèses autour des conditions.",
        "Python calcule `&` et `|` avant `>`, `<` et `==`, comme la multiplication avant l'addition : "
        "il a donc groupé autre chose que ce que vous vouliez.",
        "Mettez chaque condition entre parenthèses : `(condition 1) & (condition 2)`.",
        "Vous pouvez aussi donner un nom à chaque condition, sur sa propre ligne, puis les relier "
        "par `&` (et) ou `|` (ou).",
    )


def _bare_logic(context: Context) -> bool:
    for node in context.nodes(ast.Compare):
        for side in (node.left, *node.comparators):
            if isinstance(side, ast.BinOp) and isinstance(side.op, ast.BitAnd | ast.BitOr):
                return True
    return False


def ambiguous(error: BaseException, context: Context) -> Explanation | None:
    """A whole column asked for a single yes or no."""
    if (
        "truth value of a" not in context.message
        and "truth value of an array" not in context.message
    ):
        return None
    word = next(iter(context.nodes(ast.BoolOp)), None)
    if word is not None:
        pair = ("and", "&", "et") if isinstance(word.op, ast.And) else ("or", "|", "ou")
        return make(
            f"`{pair[0]}` ne sait pas relier deux colonnes.",
            f"`{pair[0]}` attend un seul « vrai » ou « faux » de chaque côté ; une colonne en contient "
            "autant que de lignes.",
            f"Pour dire « {pair[2]} » ligne par ligne, écrivez `{pair[1]}`, avec des parenthèses autour "
            f"de chaque condition : `(condition 1) {pair[1]} (condition 2)`.",
        )
    if any(isinstance(node.op, ast.Not) for node in context.nodes(ast.UnaryOp)):
        return make(
            "`not` ne sait pas nier une colonne.",
            "`not` attend un seul « vrai » ou « faux » ; une colonne en contient autant que de lignes.",
            "Pour nier ligne par ligne, écrivez `~` devant la condition entre parenthèses : "
            "`~(condition)`.",
        )
    return make(
        "Une colonne entière ne se réduit pas à un seul « vrai » ou « faux ».",
        "`if` et `while` attendent une seule réponse ; une condition sur une colonne en donne une "
        "par ligne.",
        "Pour garder les lignes qui conviennent, mettez la condition entre crochets : "
        "`table[condition]`.",
        "Pour savoir si une ligne au moins convient, ajoutez `.any()` ; si toutes conviennent, "
        "`.all()`.",
    )


def fields(error: BaseException, context: Context) -> Explanation | None:
    """Lines of a file that do not have the same number of cells."""
    found = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", context.message)
    if found is None:
        return None
    return make(
        "La ligne {line} du fichier n'a pas autant de cases que les autres : "
        "{saw} au lieu de {expected}.",
        "Le plus souvent, le séparateur n'est pas celui que pandas attend, ou le fichier commence par "
        "des lignes de titre, ou il finit par une note.",
        "Regardez les premières lignes du fichier, telles quelles.",
        'Si les cases sont séparées par des points-virgules, ajoutez `sep=";"`.',
        "Si des lignes de titre précèdent les noms de colonnes, ajoutez `skiprows=` et leur nombre.",
        line=found[2],
        saw=found[3],
        expected=found[1],
    )


def empty(error: BaseException, context: Context) -> Explanation | None:
    """A file with nothing in it."""
    if not isinstance(error, pd.errors.EmptyDataError):
        return None
    return make(
        "Ce fichier est vide.",
        "pandas n'y a trouvé aucune colonne à lire.",
        "Vérifiez que c'est le bon fichier, et sa taille.",
        "S'il devait être écrit par une autre cellule, exécutez-la d'abord.",
    )


def merging(error: BaseException, context: Context) -> Explanation | None:
    """Two tables that do not join."""
    message = context.message
    found = re.search(r"trying to merge on (.+?) and (.+?) columns(?: for key '(.*?)')?", message)
    if found:
        return make(
            "Les deux colonnes de la jointure ne sont pas de la même sorte.",
            "L'une est en {left}, l'autre en {right} : pour pandas, le texte « 01004 » et le nombre "
            "1004 ne se ressemblent pas.",
            "Un code (commune, SIREN, département) est un texte, même s'il n'a que des chiffres : "
            'relisez le fichier avec `dtype={{"code": str}}` pour ne pas perdre ses zéros.',
            left=_kind(found[1]),
            right=_kind(found[2]),
        )
    if not isinstance(error, pd.errors.MergeError):
        return None
    if "not unique" in message:
        return make(
            "La jointure rencontre des doublons.",
            "La colonne qui relie les tableaux contient plusieurs fois la même valeur, alors que "
            "`validate` demande qu'elle soit unique. Sans ce contrôle, des lignes seraient multipliées.",
            'Comptez les doublons : `table["colonne"].duplicated().sum()`.',
            "Reliez plutôt par un code que par un nom : deux communes peuvent porter le même nom.",
        )
    return make(
        "pandas ne sait pas par quelle colonne relier les deux tableaux.",
        "Sans indication, il cherche des colonnes de même nom, et n'en trouve pas.",
        'Indiquez-la : `on="code"` si elle porte le même nom des deux côtés, sinon '
        '`left_on="…", right_on="…"`.',
    )


def _kind(dtype: str) -> str:
    return (
        "texte"
        if re.search(r"str|object", dtype)
        else "nombre"
        if re.search(r"int|float", dtype)
        else dtype
    )


def lengths(error: BaseException, context: Context) -> Explanation | None:
    """As many values as rows, or not."""
    message = context.message
    found = re.search(
        r"Length of values \((\d+)\) does not match length of index \((\d+)\)", message
    )
    if found:
        return make(
            "La liste n'a pas autant de valeurs que le tableau a de lignes.",
            "Elle en a {values}, et le tableau a {rows} lignes : pandas ne sait pas où les mettre.",
            "Vérifiez les deux nombres avec `len(…)`.",
            "Si la liste a été calculée sur un autre tableau (avant ou après un filtre), recalculez-la "
            "sur celui-ci.",
            values=found[1],
            rows=found[2],
        )
    found = re.search(r"Expected axis has (\d+) elements, new values have (\d+)", message)
    if found:
        return make(
            "Il n'y a pas autant de noms que de colonnes.",
            "Le tableau en a {columns}, et la liste en donne {values}.",
            'Pour changer quelques noms seulement : `table.rename(columns={{"ancien": "nouveau"}})`.',
            columns=found[1],
            values=found[2],
        )
    if re.search(r"arrays must be of the same length|Item wrong length", message):
        return make(
            "Les listes n'ont pas toutes la même longueur.",
            "Dans un tableau, chaque colonne a autant de cases qu'il y a de lignes.",
            "Comptez les valeurs de chaque liste avec `len(…)`.",
        )
    return None


def invalid_index(error: BaseException, context: Context) -> Explanation | None:
    """A comma between two conditions."""
    if not isinstance(error, pd.errors.InvalidIndexError):
        return None
    return make(
        "Les conditions entre crochets sont séparées par une virgule.",
        "La virgule ne veut dire ni « et » ni « ou » : pandas attend une seule condition.",
        "Reliez-les par `&` (et) ou par `|` (ou), chacune entre parenthèses.",
    )


def masks(error: BaseException, context: Context) -> Explanation | None:
    """Missing values in a condition."""
    if "Cannot mask with non-boolean array" not in context.message:
        return None
    return make(
        "La condition contient des cases vides.",
        "Pour une case vide, pandas ne peut répondre ni « vrai » ni « faux ».",
        "Dites quoi faire des cases vides : `.str.contains(…, na=False)` les écarte.",
    )


def pattern(error: BaseException, context: Context) -> Explanation | None:
    """A text to look for that is no regular expression."""
    if not isinstance(error, re.error):
        return None
    return make(
        "Le texte cherché contient un signe qui a un sens spécial.",
        "`.str.contains` et ses semblables lisent le texte comme un motif, où `(`, `[`, `*`, `+` et "
        "`?` ont un rôle.",
        "Pour chercher le texte tel quel, ajoutez `regex=False`.",
    )


def text_calculation(error: BaseException, context: Context) -> Explanation | None:
    """An average of texts; pandas 2 joins them first, then cannot make a number of that."""
    found = re.search(
        r"Could not convert string .* to numeric|reduction '\w+'|cannot use method '\w+'"
        r"|does not support operation '\w+'",
        context.message,
    )
    if not isinstance(error, TypeError) or found is None:
        return None
    return make(
        "Un calcul de nombres est demandé à une colonne de textes.",
        "Une moyenne, un maximum ou un classement attend des nombres. La colonne peut avoir l'air "
        "faite de nombres et être faite de textes.",
        "Vérifiez son `.dtype`.",
        'Convertissez-la : `pd.to_numeric(table["colonne"])`, après avoir retiré espaces et virgules.',
    )


def dates(error: BaseException, context: Context) -> Explanation | None:
    """Dates that cannot be read."""
    parse = type(error).__name__ in ("DateParseError", "OutOfBoundsDatetime")
    if not parse and not re.search(
        r"time data .* match format|day is out of range for month", context.message
    ):
        return None
    return make(
        "Une date ne se lit pas.",
        "Toutes les dates de la colonne n'ont pas la même forme, ou l'une d'elles n'existe pas "
        "(un 32 janvier, un treizième mois).",
        'Indiquez la forme : `format="%d/%m/%Y"` pour 31/12/2026, `format="%Y-%m-%d"` pour 2026-12-31.',
        'Pour trouver les dates illisibles, essayez `errors="coerce"` et regardez les lignes devenues '
        "vides.",
    )


MATCHERS: tuple[Matcher, ...] = (
    precedence,
    ambiguous,
    missing_column,
    str_accessor,
    column_attribute,
    fields,
    empty,
    merging,
    lengths,
    invalid_index,
    masks,
    pattern,
    text_calculation,
    dates,
)
