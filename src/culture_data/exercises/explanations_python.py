"""Errors of Python itself, and a general text for every kind of exception."""

import ast
import builtins
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from culture_data.errors import CultureDataError
from culture_data.exercises.explanations import (
    Context,
    Explanation,
    Matcher,
    Ready,
    difference,
    listed,
    near,
    phrase,
    repr_name,
)

SHELL_NAMES = {"In", "Out", "exit", "quit", "get_ipython", "open"}
MODULES = (
    "pandas",
    "matplotlib",
    "folium",
    "ipywidgets",
    "culture_data",
    "math",
    "datetime",
    "pathlib",
)
RERUN = (
    "Si ce nom est créé dans une cellule plus haut, exécutez-la d'abord : après un redémarrage du "
    "noyau, tous les noms sont oubliés. Le menu « Exécuter » sait relancer toutes les cellules "
    "au-dessus."
)


def make(title: str, meaning: str, *advice: str, **values: Any) -> Explanation:
    """Build an explanation from templates (see `phrase`); empty advice is left out."""
    return Explanation(
        phrase(title, **values),
        phrase(meaning, **values),
        tuple(
            each if isinstance(each, Ready) else phrase(each, **values) for each in advice if each
        ),
    )


def suggestion(name: Any, candidates: Iterable[Any], *, bare: bool = False) -> Ready:
    """Return "Vouliez-vous écrire … ?", with the little thing that differs, or ""."""
    found = near(name, candidates)
    if not found:
        return Ready()
    detail = difference(name, found[0])
    more = phrase(" Regardez de près : {detail}.", detail=detail) if detail else ""
    close = listed(found, joint=" ou ", bare=bare)
    return Ready(phrase("Vouliez-vous écrire {close} ?", close=close) + more)


def ours(error: BaseException, context: Context) -> Explanation | None:
    """Errors that culture_data raised: their text is already French."""
    if not isinstance(error, CultureDataError):
        return None
    return Explanation(phrase("Cette demande n'a pas pu aboutir."), context.message)


def interrupted(error: BaseException, context: Context) -> Explanation | None:
    """The learner stopped the cell."""
    if not isinstance(error, KeyboardInterrupt):
        return None
    return make(
        "La cellule a été interrompue.",
        "L'exécution s'est arrêtée à votre demande. Rien n'est abîmé : ce qui était calculé avant "
        "l'arrêt est resté en mémoire.",
        "Pour recommencer, exécutez la cellule de nouveau.",
        "Si elle ne finissait pas, cherchez une boucle `while` dont la condition reste toujours vraie.",
    )


def magic(error: BaseException, context: Context) -> Explanation | None:
    """A command of IPython that does not exist."""
    if type(error).__name__ != "UsageError":
        return None
    return make(
        "Cette commande en `%` n'existe pas.",
        "Une ligne qui commence par `%` s'adresse au carnet lui-même, et non à Python.",
        "Si ce `%` n'est pas voulu, retirez-le.",
    )


def dots(error: BaseException, context: Context) -> Explanation | None:
    """The skeleton's three dots are still in place."""
    key = isinstance(error, KeyError) and error.args[:1] in ((...,), ("Ellipsis",))
    if not key and "'ellipsis'" not in context.message and "Ellipsis" not in context.message:
        return None
    return make(
        "Il reste des points de suspension à remplacer.",
        "Les trois points `...` tiennent la place de votre réponse : Python ne peut pas calculer "
        "avec eux.",
        "Cherchez `...` dans cette cellule, puis dans les cellules du dessus, et écrivez votre "
        "réponse à la place.",
        "Exécutez ensuite ces cellules, de haut en bas.",
    )


def dictionary_key(error: BaseException, context: Context) -> Explanation | None:
    """A key that a dict does not have."""
    if not isinstance(error, KeyError) or not error.args:
        return None
    wanted = error.args[0]
    for node in context.nodes(ast.Subscript):
        owner = context.names.get(node.value.id) if isinstance(node.value, ast.Name) else None
        if isinstance(owner, Mapping) and _missing(wanted, owner):
            return make(
                "Le dictionnaire `{owner}` n'a pas de clé `{key}`.",
                "Une clé s'écrit exactement comme elle a été créée : majuscules, accents et espaces "
                "compris.",
                suggestion(wanted, list(owner)),
                "Les clés présentes : {keys}." if owner else "Ce dictionnaire est vide.",
                owner=node.value.id,
                key=repr_name(wanted),
                keys=listed(owner),
            )
    return make(
        "La clé `{key}` n'existe pas.",
        "Python a cherché cette clé exactement comme elle est écrite, et ne l'a pas trouvée.",
        "Vérifiez l'orthographe, les majuscules, les accents et les espaces.",
        "Affichez les clés ou les colonnes présentes pour comparer.",
        key=repr_name(wanted),
    )


def _missing(key: Any, owner: Mapping[Any, Any]) -> bool:
    try:
        return key not in owner
    except TypeError:
        return False


def unknown_name(error: BaseException, context: Context) -> Explanation | None:
    """A name that Python has not met."""
    if not isinstance(error, NameError):
        return None
    found = re.search(r"name '(.+?)' is not defined", context.message)
    local = re.search(r"local variable '(.+?)'", context.message)
    if isinstance(error, UnboundLocalError) and local:
        return make(
            "Dans cette fonction, `{name}` est employé avant d'avoir reçu une valeur.",
            "La fonction crée elle-même un nom `{name}` : celui du dehors n'y est plus visible.",
            "Donnez une valeur à `{name}` au début de la fonction, ou choisissez un autre nom.",
            name=local[1],
        )
    if found is None:
        return None
    name = found[1]
    known = [each for each in context.names if not each.startswith("_")]
    known += [each for each in dir(builtins) if each.islower()]
    close = [each for each in near(name, known) if each not in SHELL_NAMES and each != name]
    columns = _columns(context.names)
    quoted = name in columns
    in_query = type(error).__name__ == "UndefinedVariableError"
    return make(
        "Python ne connaît pas le nom `{name}`.",
        "Ce nom n'a pas encore reçu de valeur dans ce carnet, ou il est écrit autrement ailleurs.",
        "`{name}` est le nom d'une colonne : entre guillemets, c'est un texte, `\"{name}\"`."
        if quoted
        else "",
        suggestion(name, columns if in_query else close, bare=True),
        "`{name}` est un outil à importer : exécutez la première cellule du carnet."
        if name in ("pd", "plt", "np", "donnees", "verifier", "indice", "solution")
        else "",
        RERUN,
        "" if quoted else 'Si c\'est un texte, mettez-le entre guillemets : `"{name}"`.',
        name=name,
    )


def _columns(names: dict[str, Any]) -> list[str]:
    tables = [value for value in list(names.values()) if type(value).__name__ == "DataFrame"]
    return [str(column) for table in tables for column in list(table.columns)[:500]]


def none_attribute(error: BaseException, context: Context) -> Explanation | None:
    """Something asked of None."""
    if (
        not isinstance(error, AttributeError | TypeError)
        or "'NoneType' object" not in context.message
    ):
        return None
    name = next(
        (
            node.value.id
            for node in context.nodes(ast.Attribute, ast.Subscript)
            if isinstance(node.value, ast.Name) and context.names.get(node.value.id, ...) is None
        ),
        None,
    )
    return make(
        "`{name}` ne contient rien : sa valeur est `None`."
        if name
        else "Une valeur est vide : c'est `None`.",
        "Une opération qui ne rend pas de résultat donne `None`. C'est le cas de "
        "`.sort_values(…, inplace=True)`, de `print(…)` et d'une fonction sans `return`.",
        "Cherchez la ligne qui a créé `{name}`."
        if name
        else "Cherchez la ligne qui a créé cette valeur.",
        "Si elle contient `inplace=True`, retirez cela et gardez le résultat : "
        '`triee = table.sort_values("colonne")`.',
        name=name or "",
    )


def unknown_attribute(error: BaseException, context: Context) -> Explanation | None:
    """A dot and a name that the object does not have."""
    found = re.search(
        r"(?:'(\S+)' object|module '(\S+)') has no attribute '(\w+)'", context.message
    )
    if not isinstance(error, AttributeError) or found is None:
        return None
    owner = error.obj
    names = [each for each in dir(owner) if not each.startswith("_")] if owner is not None else []
    return make(
        "`{kind}` n'a rien qui s'appelle `{name}`.",
        "Après un point, Python attend un nom que l'objet connaît, écrit exactement de la même façon.",
        suggestion(found[3], names, bare=True),
        "Vérifiez l'orthographe de `{name}`, majuscules comprises.",
        "Vérifiez aussi que l'objet à gauche du point est bien celui que vous croyez : "
        "affichez-le seul dans une cellule.",
        kind=found[2] or found[1],
        name=found[3],
    )


def text_and_number(error: BaseException, context: Context) -> Explanation | None:
    """A text compared with a number, or added to one."""
    if not isinstance(error, TypeError):
        return None
    message = context.message
    compared = re.search(
        r"'([<>]=?)' not supported between instances of '(\w+)' and '(\w+)'", message
    )
    frame = re.search(r"Invalid comparison between dtype=(\S+) and (\w+)", message)
    if (compared and {"str"} & set(compared.groups())) or frame:
        where = next((context.code(node.left) for node in context.nodes(ast.Compare)), "")
        return make(
            "Un texte est comparé à un nombre.",
            'Pour Python, `"3500"` entre guillemets est un texte, et `3500` est un nombre : il ne '
            "peut pas dire lequel est le plus grand.",
            "Regardez ce que contient `{where}` : une colonne peut avoir l'air faite de nombres et "
            "être faite de textes ; son `.dtype` vous le dira (`str` ou `object` : du texte)."
            if where
            else "",
            "Si le nombre de votre ligne est entre guillemets, retirez-les.",
            "Si c'est la colonne qui est en texte, convertissez-la d'abord : "
            '`pd.to_numeric(table["colonne"])`. Des espaces ou des virgules dans les nombres se '
            "retirent avant.",
            where=where,
        )
    mixed = re.search(r"can only concatenate str|unsupported operand type\(s\) for (\S+):", message)
    kinds = set(re.findall(r"'(\w+)'", message)) | set(re.findall(r'not "(\w+)"', message))
    ufunc = "ufunc" in message and re.search(r"<U|StrDType|StringDType", message)
    if ufunc or (mixed and ("str" in kinds or "concatenate str" in message)):
        return make(
            "Un texte et un nombre sont mêlés dans un même calcul.",
            "Python n'additionne que deux nombres, et ne met bout à bout que deux textes.",
            'Pour calculer, convertissez le texte en nombre : `int("12")`, ou '
            '`pd.to_numeric(table["colonne"])` pour une colonne.',
            "Pour composer une phrase, convertissez le nombre en texte : `str(12)`, ou écrivez "
            '`f"Il y a {{nombre}} communes"`.',
        )
    return None


def number_from_text(error: BaseException, context: Context) -> Explanation | None:
    """`int("3 500")`, `float("12,5")`, and their like in a column."""
    if not isinstance(error, ValueError):
        return None
    message = context.message
    found = re.search(
        r"(?:invalid literal for int\(\) with base \d+: |could not convert string to float: "
        r"|Unable to parse string )(['\"])(.*?)\1",
        message,
        re.DOTALL,
    )
    if found is None:
        return None
    raw = (
        found[2].replace("\\xa0", "\xa0").replace("\\u202f", "\u202f").replace("\\u2009", "\u2009")
    )
    column = "pandas" in _modules(context)
    text = 'table["colonne"].str' if column else "texte"
    hidden = [f"U+{ord(each):04X}" for each in raw.strip() if each.isspace() and each != " "]
    spaced = bool(re.fullmatch(r"\s*[-+]?\d[\d\s]*(?:[.,]\d+)?\s*", raw)) and bool(
        re.search(r"\d\s+\d", raw)
    )
    decimal = bool(re.search(r"\d,\d", raw))
    whole = bool(re.fullmatch(r"\s*[-+]?\d+\.\d*\s*", raw))
    reasons, advice = [], []
    if hidden:
        reasons.append(
            f"il contient une espace spéciale ({hidden[0]}), qui ressemble à une espace ordinaire "
            "mais n'en est pas une"
        )
        advice.append(
            "Retirez toutes les sortes d'espaces : "
            + (
                r'`table["colonne"].str.replace(r"\s", "", regex=True)`.'
                if column
                else '`"".join(texte.split())`.'
            )
        )
    elif spaced:
        reasons.append("il contient une espace entre les chiffres")
        advice.append(f'Retirez les espaces avant de convertir : `{text}.replace(" ", "")`.')
    if decimal:
        reasons.append("il a une virgule décimale, et Python attend un point")
        advice.append(
            f'Remplacez la virgule par un point : `{text}.replace(",", ".")`, puis convertissez en `float`. '
            'À la lecture d\'un fichier, `decimal=","` le fait pour vous.'
        )
    if whole:
        reasons.append("il a une partie décimale, et `int` n'accepte que des nombres entiers")
        advice.append("Employez `float(…)`.")
    if not raw.strip():
        reasons.append("il est vide")
        advice.append("Cherchez d'où vient ce texte vide : une case vide du fichier, sans doute.")
    if not reasons:
        reasons.append("il contient autre chose que des chiffres")
        advice.append(
            "Regardez ces valeurs avant de les convertir : une mention comme « NC » n'est pas un "
            "nombre, et ce n'est pas zéro non plus."
        )
    advice.append(
        "Dans une colonne, une seule valeur de ce genre suffit à arrêter la conversion ; "
        "il peut y en avoir d'autres plus bas."
        if column
        else ""
    )
    return make(
        "Le texte « {raw} » ne se convertit pas en nombre."
        if raw.strip()
        else "Un texte vide ne se convertit pas en nombre.",
        "En effet, " + " ; ".join(reasons) + ".",
        *advice,
        raw=raw,
    )


def _modules(context: Context) -> set[str]:
    return {str(frame.f_globals.get("__name__", "")).split(".")[0] for frame in context.frames}


def missing_number(error: BaseException, context: Context) -> Explanation | None:
    """NaN asked to become a whole number."""
    if not isinstance(error, ValueError | OverflowError) or not re.search(
        r"cannot convert float (NaN|infinity)|Cannot convert non-finite", context.message
    ):
        return None
    return make(
        "Une valeur manquante ne se convertit pas en nombre entier.",
        "Une case vide est lue comme `NaN`, « pas de valeur ». Aucun entier ne veut dire cela : "
        "zéro dirait autre chose.",
        'Comptez d\'abord les cases vides : `table["colonne"].isna().sum()`.',
        'Pour garder des entiers et des cases vides, convertissez en `"Int64"` : '
        '`table["colonne"].astype("Int64")`.',
        "N'écrivez zéro que si vous savez que la valeur est vraiment zéro.",
    )


def file_not_found(error: BaseException, context: Context) -> Explanation | None:
    """A file that is not there."""
    folder = re.search(r"non-existent directory: '(.+)'", context.message)
    if not isinstance(error, FileNotFoundError) and not folder:
        return None
    path = folder[1] if folder else str(getattr(error, "filename", "") or context.message)
    if re.match(r"[A-Za-z]:[\\/]|\\\\|/Users/|/home/|/Volumes/|/mnt/|file:", path):
        return make(
            "Le fichier « {path} » n'est pas là.",
            "Ce chemin est complet : il n'existe que sur votre ordinateur, ou que sur celui où il a "
            "été écrit. Un collègue, ou le serveur, n'a pas ce dossier.",
            "Mettez le fichier à côté du carnet, puis écrivez seulement son nom.",
            'Pour un fichier du parcours, écrivez `donnees("communes.csv")`.',
            path=path,
        )
    wanted = Path(path)
    present = _files(Path(path) if folder else wanted.parent)
    where = "le dossier du carnet" if str(wanted.parent) == "." else "le dossier `{folder}`"
    return make(
        "Le dossier « {path} » n'existe pas."
        if folder
        else "Le fichier « {path} » n'a pas été trouvé.",
        "Python cherche à partir du dossier du carnet. Le nom doit être exact : majuscules, accents, "
        "espaces et terminaison (`.csv`, `.xlsx`) compris.",
        suggestion(wanted.name, present),
        f"Dans {where}, il y a : {{present}}."
        if present
        else (
            "" if folder else f"Il n'y a aucun fichier dans {where}, ou ce dossier n'existe pas."
        ),
        "Créez ce dossier, ou écrivez le fichier à côté du carnet." if folder else "",
        'Pour un fichier du parcours, écrivez `donnees("communes.csv")`.',
        path=path,
        folder=wanted.parent,
        present=listed(present),
    )


def _files(folder: Path) -> list[str]:
    try:
        return sorted(each.name for each in os.scandir(folder) if not each.name.startswith("."))
    except OSError:
        return []


def no_permission(error: BaseException, context: Context) -> Explanation | None:
    """A file that cannot be opened."""
    if not isinstance(error, PermissionError | IsADirectoryError):
        return None
    path = getattr(error, "filename", None) or "ce fichier"
    if isinstance(error, IsADirectoryError):
        return make(
            "« {path} » est un dossier, pas un fichier.",
            "Python attendait le nom d'un fichier.",
            "Ajoutez le nom du fichier au bout du chemin.",
            path=path,
        )
    return make(
        "Le fichier « {path} » ne se laisse pas ouvrir.",
        "Souvent, il est ouvert dans un tableur (Excel, LibreOffice), qui le garde pour lui. Il se "
        "peut aussi que vous n'ayez pas le droit de le lire ou d'y écrire.",
        "Fermez ce fichier dans le tableur, puis exécutez la cellule de nouveau.",
        "Sinon, écrivez sous un autre nom, à côté du carnet.",
        path=path,
    )


def undecodable(error: BaseException, context: Context) -> Explanation | None:
    """A file read with the wrong encoding."""
    if isinstance(error, UnicodeEncodeError):
        return make(
            "Un caractère de ce texte n'existe pas dans l'encodage demandé.",
            "Chaque encodage connaît un certain nombre de signes ; l'UTF-8 les connaît tous.",
            'Écrivez le fichier avec `encoding="utf-8"`.',
        )
    if not isinstance(error, UnicodeDecodeError):
        return None
    return make(
        "Ce fichier n'est pas écrit en {encoding}.",
        "Un fichier de texte est fait de nombres ; l'encodage dit quel nombre vaut quelle lettre. "
        "Les vieux exports français, ceux d'Excel sous Windows par exemple, sont souvent en "
        "`cp1252`, et leurs accents sont illisibles en UTF-8.",
        'Indiquez l\'encodage : `pd.read_csv(…, encoding="cp1252")`.',
        "Vérifiez ensuite des mots à accents et un « œ » : ils doivent se lire correctement.",
        encoding="UTF-8" if "utf" in error.encoding.lower() else error.encoding,
    )


def not_callable(error: BaseException, context: Context) -> Explanation | None:
    """Parentheses after something that is no function."""
    found = re.search(r"'(\w+)' object is not callable", context.message)
    if not isinstance(error, TypeError) or found is None:
        return None
    kind = found[1]
    name = next(
        (
            context.code(node.func)
            for node in context.nodes(ast.Call)
            if not isinstance(node.func, ast.Name)
            or not callable(context.names.get(node.func.id, len))
        ),
        None,
    )
    table = kind in ("DataFrame", "Series", "list", "dict")
    return make(
        "Des parenthèses suivent `{name}`, qui n'est pas une fonction."
        if name
        else "Des parenthèses suivent une valeur qui n'est pas une fonction.",
        "Les parenthèses demandent d'exécuter une fonction ; ici, Python a trouvé une valeur de "
        "type `{kind}`.",
        'Pour choisir une colonne ou un élément, employez des crochets : `table["colonne"]`.'
        if table
        else "Si c'est une simple information, comme `.shape` ou `.columns`, retirez les parenthèses.",
        "Il se peut qu'une de vos variables porte le nom d'une fonction (`list`, `sum`, `len`) : "
        "choisissez-lui un autre nom, puis redémarrez le noyau.",
        name=name or "",
        kind=kind,
    )


def no_module(error: BaseException, context: Context) -> Explanation | None:
    """A module or a name to import that does not exist."""
    if not isinstance(error, ImportError):
        return None
    if not isinstance(error, ModuleNotFoundError):
        return make(
            "Ce nom ne se trouve pas dans le module `{module}`.",
            "Le module existe, mais il ne contient rien qui porte exactement ce nom.",
            "Vérifiez l'orthographe, majuscules comprises.",
            module=error.name or "demandé",
        )
    name = error.name or ""
    return make(
        "Le module `{name}` n'est pas installé.",
        "Python l'a cherché sous ce nom exact et ne l'a pas trouvé.",
        suggestion(name, MODULES, bare=True),
        "Vérifiez l'orthographe de la ligne `import`.",
        "Si le nom est juste, ce module ne fait pas partie du parcours : les leçons n'en ont pas besoin.",
        name=name,
    )


def out_of_range(error: BaseException, context: Context) -> Explanation | None:
    """A position past the end."""
    if not isinstance(error, IndexError):
        return None
    sizes = [
        (node.value.id, len(owner))
        for node in context.nodes(ast.Subscript)
        if isinstance(node.value, ast.Name)
        and isinstance(owner := context.names.get(node.value.id), list | tuple | str)
    ]
    return make(
        "La position demandée n'existe pas.",
        "Python compte à partir de zéro : dans une liste de trois éléments, les positions sont 0, 1 "
        "et 2.",
        f"`{{name}}` compte {sizes[0][1]} élément{'s' if sizes[0][1] > 1 else ''}."
        if sizes
        else "",
        "Vérifiez combien il y a d'éléments avec `len(…)`.",
        "Le dernier élément a la position `-1`.",
        name=sizes[0][0] if sizes else "",
    )


def zero_division(error: BaseException, context: Context) -> Explanation | None:
    """A division by zero."""
    if not isinstance(error, ZeroDivisionError):
        return None
    return make(
        "Une division par zéro.",
        "Le nombre par lequel on divise vaut zéro : le résultat n'existe pas.",
        "Affichez le diviseur pour voir d'où vient ce zéro : un filtre qui ne garde aucune ligne, "
        "une somme vide, une population nulle.",
        "Écartez ce cas avant de diviser.",
    )


def list_index(error: BaseException, context: Context) -> Explanation | None:
    """A text between a list's brackets."""
    if "indices must be integers" not in context.message:
        return None
    return make(
        "Une liste se lit par position, pas par nom.",
        "Entre les crochets d'une liste, Python attend un nombre entier, à partir de zéro.",
        "Pour chercher par nom, il faut un dictionnaire ou un tableau : vérifiez ce que contient "
        "la variable en l'affichant.",
    )


def arguments(error: BaseException, context: Context) -> Explanation | None:
    """A call with too few, too many or unknown arguments."""
    if not isinstance(error, TypeError):
        return None
    missing = re.search(r"(\w+)\(\) missing \d+ required [\w-]+ arguments?: (.+)", context.message)
    if missing:
        return make(
            "Il manque quelque chose entre les parenthèses de `{name}`.",
            "Cette fonction a besoin qu'on lui donne : {wanted}.",
            "Ajoutez-le entre les parenthèses.",
            name=missing[1],
            wanted=missing[2].replace("'", "").replace(" and ", " et "),
        )
    unknown = re.search(r"(\w+)\(\) got an unexpected keyword argument '(\w+)'", context.message)
    if unknown:
        return make(
            "`{name}` ne connaît pas l'option `{option}`.",
            "Les options d'une fonction ont un nom précis, presque toujours anglais.",
            "Vérifiez l'orthographe de `{option}`.",
            "Pour lire l'aide de la fonction, tapez son nom suivi de `?` dans une cellule.",
            name=unknown[1],
            option=unknown[2],
        )
    many = re.search(r"(\w+)\(\) takes (?:from )?(\d+).* (?:but|were) ", context.message)
    if many:
        return make(
            "`{name}` a reçu trop de choses entre ses parenthèses.",
            "Elle en attend moins, ou certaines veulent être précédées de leur nom (`option=valeur`).",
            "Vérifiez les virgules : une virgule de trop, ou un nombre écrit `12,5`, fait deux valeurs.",
            name=many[1],
        )
    return None


def unpacking(error: BaseException, context: Context) -> Explanation | None:
    """Several names at once, and not as many values."""
    if not re.search(r"(too many|not enough) values to unpack", context.message):
        return None
    return make(
        "Il n'y a pas autant de noms que de valeurs.",
        "À gauche du signe `=`, il faut un nom pour chaque valeur de droite.",
        "Comptez les noms et les valeurs. Un nombre écrit `12,5` en fait deux : écrivez `12.5`.",
    )


# By type, from the most precise to the most general: the first that fits is taken.
GENERAL: tuple[tuple[type[BaseException], str, str, str], ...] = (
    (
        RecursionError,
        "Une fonction s'appelle elle-même sans fin.",
        "Python s'est arrêté avant que la mémoire ne soit pleine.",
        "Vérifiez que la fonction a un cas où elle ne s'appelle plus.",
    ),
    (
        MemoryError,
        "Il n'y a plus assez de mémoire.",
        "Le calcul demande plus de place que l'ordinateur n'en a.",
        "Redémarrez le noyau, puis travaillez sur moins de lignes. Une jointure sur une colonne qui "
        "contient des doublons peut multiplier les lignes.",
    ),
    (
        AssertionError,
        "Une vérification n'est pas satisfaite.",
        "Une ligne `assert` dit ce qui doit être vrai ; ici, cela ne l'est pas.",
        "Lisez la condition qui suit `assert` et affichez les valeurs qu'elle compare.",
    ),
    (
        TimeoutError,
        "L'opération a pris trop de temps.",
        "Ce qui était attendu, souvent une réponse du réseau, n'est pas venu.",
        "Recommencez dans un moment.",
    ),
    (
        ConnectionError,
        "La connexion n'a pas pu se faire.",
        "Le réseau ou le site demandé ne répond pas.",
        "Les données du parcours se lisent sans réseau, avec `donnees(…)`.",
    ),
    (
        OSError,
        "L'ordinateur n'a pas pu lire ou écrire un fichier.",
        "Le chemin, le disque ou le réseau a refusé l'opération.",
        "Vérifiez le nom du fichier, son dossier et la place qui reste sur le disque.",
    ),
    (
        AttributeError,
        "Un nom placé après un point n'existe pas pour cet objet.",
        "Chaque sorte d'objet a ses propres outils.",
        "Affichez l'objet seul dans une cellule pour voir de quelle sorte il est.",
    ),
    (
        TypeError,
        "Cette opération ne convient pas à cette sorte de valeur.",
        "Chaque valeur a un type (texte, nombre, liste, tableau), et chaque opération n'en accepte "
        "que certains.",
        "Affichez `type(…)` des valeurs de cette ligne pour voir laquelle n'est pas celle attendue.",
    ),
    (
        ValueError,
        "Une valeur est de la bonne sorte, mais ne convient pas.",
        "La fonction attendait une valeur d'une autre forme ou d'un autre ordre de grandeur.",
        "Affichez les valeurs de cette ligne, une par une, et comparez-les avec l'exemple.",
    ),
    (
        ArithmeticError,
        "Un calcul n'a pas de résultat.",
        "Le nombre obtenu serait trop grand, ou n'existe pas.",
        "Affichez les nombres qui entrent dans le calcul.",
    ),
    (
        SystemExit,
        "La cellule a demandé l'arrêt du programme.",
        "`exit()` et `quit()` ne servent pas dans un carnet.",
        "Retirez cet appel ; pour tout recommencer, redémarrez le noyau.",
    ),
    (
        BaseException,
        "La cellule s'est arrêtée avant la fin.",
        "Python a rencontré une situation qu'il ne sait pas traiter.",
        "Lisez la dernière ligne du message ci-dessous : elle dit ce qui s'est passé, en anglais.",
    ),
)


def general(error: BaseException, context: Context) -> Explanation:
    """Say what can be said of any exception, by its type."""
    _, title, meaning, advice = next(each for each in GENERAL if isinstance(error, each[0]))
    return make(
        title,
        meaning,
        advice,
        "Exécutez de nouveau les cellules du dessus, dans l'ordre, puis celle-ci.",
        "Relire une erreur à deux aide souvent : montrez cette cellule à quelqu'un de votre groupe.",
    )


MATCHERS: tuple[Matcher, ...] = (
    magic,
    text_and_number,
    number_from_text,
    missing_number,
    file_not_found,
    no_permission,
    undecodable,
    unknown_name,
    unknown_attribute,
    not_callable,
    no_module,
    out_of_range,
    zero_division,
    list_index,
    arguments,
    unpacking,
    dictionary_key,
)
