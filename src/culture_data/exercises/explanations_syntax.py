"""Errors of grammar: Python could not read the cell, so none of it was run."""

import re

from culture_data.exercises.explanations import Context, Explanation, Matcher, phrase

TYPOGRAPHIC_QUOTES = "“”„«»‹›‘’‚′″"
NOT_RUN = " Rien de la cellule n'a été exécuté."


def _explanation(title: str, meaning: str, *advice: str, **values: object) -> Explanation:
    return Explanation(
        phrase(title, **values),
        phrase(meaning + NOT_RUN, **values),
        tuple(phrase(each, **values) for each in advice),
    )


def tabs(error: BaseException, context: Context) -> Explanation | None:
    """Tabs and spaces mixed."""
    if not isinstance(error, TabError):
        return None
    return _explanation(
        "Des tabulations et des espaces sont mélangées au début des lignes.",
        "À l'œil, ces lignes paraissent alignées ; pour Python, elles ne le sont pas.",
        "Effacez le début de ces lignes, puis décalez-les toutes avec quatre espaces.",
    )


def indentation(error: BaseException, context: Context) -> Explanation | None:
    """Lines that are not aligned as Python expects."""
    if not isinstance(error, IndentationError):
        return None
    if "expected an indented block" in context.message:
        return _explanation(
            "Il manque un décalage vers la droite (une indentation).",
            "Après une ligne qui finit par deux-points, Python attend au moins une ligne décalée.",
            "Décalez la ligne de quatre espaces, ou sélectionnez-la et appuyez sur la touche Tab.",
        )
    if "unindent" in context.message:
        return _explanation(
            "Cette ligne n'est alignée avec aucune de celles qui la précèdent.",
            "Python lit la structure du programme dans le décalage des lignes : "
            "celles d'un même bloc commencent exactement à la même hauteur.",
            "Alignez cette ligne avec les lignes du bloc auquel elle appartient.",
        )
    return _explanation(
        "Cette ligne est décalée vers la droite sans raison pour Python.",
        "Un décalage n'a de sens qu'après une ligne finie par deux-points (`if`, `for`, `def`).",
        "Effacez les espaces au début de la ligne.",
    )


def _odd_character(context: Context) -> str:
    named = re.search(r"invalid (?:non-printable )?character .*?U\+([0-9A-F]+)", context.message)
    if named:
        return chr(int(named[1], 16))
    if "decimal literal" in context.message and context.place:
        # Before 3.11.4, Python only says that something is wrong with the number.
        stuck = re.search(r"\d([^\x00-\x7f])", context.place.text)
        return stuck[1] if stuck and not stuck[1].isalnum() else ""
    return ""


def odd_character(error: BaseException, context: Context) -> Explanation | None:
    """Typographic quotes, invisible spaces, signs that are no Python."""
    character = _odd_character(context)
    if not character:
        return None
    if character in TYPOGRAPHIC_QUOTES:
        return _explanation(
            "Un guillemet typographique `{sign}` s'est glissé dans la cellule.",
            "Python ne connaît que les guillemets droits, `\"` et `'`. Les guillemets courbes ou "
            "français viennent souvent d'un copier-coller depuis un traitement de texte.",
            'Effacez ce guillemet et retapez-le au clavier : `"`.',
            "Vérifiez aussi le guillemet de l'autre bout du texte.",
            sign=character,
        )
    if character.isspace() or not character.isprintable():
        return _explanation(
            "Un caractère invisible (U+{code}) s'est glissé dans la cellule.",
            "C'est le plus souvent une espace insécable, venue d'un copier-coller depuis une page "
            "Web ou un traitement de texte. Elle ressemble à une espace, mais Python la refuse.",
            "Effacez les espaces de cette ligne et retapez-les au clavier.",
            code=f"{ord(character):04X}",
        )
    return _explanation(
        "Python ne connaît pas le signe `{sign}`.",
        "Hors des guillemets, seuls quelques signes ont un sens pour Python.",
        "Si ce signe fait partie d'un texte, mettez le texte entre guillemets droits.",
        "Sinon, retirez-le : un nombre s'écrit sans unité, `12` et non `12€`.",
        sign=character,
    )


def quotes(error: BaseException, context: Context) -> Explanation | None:
    """A text that never ends."""
    if "unterminated" not in context.message and "EOL while scanning" not in context.message:
        return None
    if "triple" in context.message:
        return _explanation(
            "Un texte ouvert par trois guillemets n'est jamais refermé.",
            "Python a cherché la fin du texte jusqu'au bas de la cellule.",
            'Ajoutez trois guillemets, `"""`, à la fin du texte.',
        )
    return _explanation(
        "Il manque un guillemet.",
        "Un texte commence et finit par le même guillemet, sur la même ligne.",
        "Cherchez sur cette ligne le guillemet qui n'a pas son pareil, et ajoutez l'autre.",
        'Si le texte contient une apostrophe, entourez-le de guillemets doubles : `"l\'habitant"`.',
    )


def windows_path(error: BaseException, context: Context) -> Explanation | None:
    r"""A Windows path whose `\U` is read as an escape."""
    if "unicodeescape" not in context.message:
        return None
    return _explanation(
        "Ce chemin contient des barres obliques inversées, que Python comprend autrement.",
        "Dans un texte, `\\` annonce un caractère spécial : `\\U` ou `\\N` ont un autre sens.",
        'Employez la barre oblique simple, comme dans `"donnees/communes.csv"`.',
        "Préférez un chemin relatif au carnet : un chemin en `C:\\` n'existe que sur votre "
        "ordinateur.",
    )


def brackets(error: BaseException, context: Context) -> Explanation | None:
    """Parentheses, brackets and braces that do not pair up."""
    closing = {"(": ")", "[": "]", "{": "}"}
    opened = re.search(r"'([(\[{])' was never closed", context.message)
    if opened:
        return _explanation(
            "Il manque un `{close}`.",
            "Un `{open}` a été ouvert et n'est jamais refermé.",
            "Comptez les ouvertures et les fermetures de la ligne, et ajoutez `{close}` où il faut.",
            "Dans JupyterLab, placez le curseur contre un signe : son pareil est mis en relief.",
            open=opened[1],
            close=closing[opened[1]],
        )
    unmatched = re.search(r"unmatched '(.)'", context.message)
    if unmatched:
        return _explanation(
            "Un `{sign}` ferme quelque chose qui n'a pas été ouvert.",
            "Il y en a un de trop, ou bien l'ouverture a été oubliée plus haut.",
            "Comptez les ouvertures et les fermetures de la ligne ; retirez `{sign}`, ou ajoutez "
            "l'ouverture qui manque.",
            sign=unmatched[1],
        )
    crossed = re.search(
        r"closing parenthesis '(.)' does not match opening parenthesis '(.)'", context.message
    )
    if crossed:
        return _explanation(
            "`{open}` a été ouvert, mais c'est `{close}` qui ferme.",
            "Une parenthèse se ferme par une parenthèse, un crochet par un crochet.",
            "Remplacez l'un des deux signes pour qu'ils aillent ensemble.",
            open=crossed[2],
            close=crossed[1],
        )
    return None


def equals(error: BaseException, context: Context) -> Explanation | None:
    """`=` where `==` was meant, `=>` where `>=` was."""
    text = context.place.text if context.place else ""
    turned = re.search(r"=>|=<", text)
    if turned:
        return _explanation(
            "Python ne connaît pas le signe `{sign}`.",
            "« Supérieur ou égal » s'écrit `>=` et « inférieur ou égal » s'écrit `<=` : "
            "le signe égal vient en second.",
            "Remplacez `{sign}` par `{right}`.",
            sign=turned[0],
            right=turned[0][::-1],
        )
    asks = bool(re.match(r"(if|elif|while)\b", text)) and bool(re.search(r"[^=<>!]=[^=]", text))
    if "instead of '='" not in context.message and not asks:
        return None
    if asks or "[" in text.split("=")[0]:
        return _explanation(
            "Un seul signe `=` là où une comparaison est attendue.",
            "`=` range une valeur sous un nom ; `==` demande si deux valeurs sont égales.",
            "Pour comparer, écrivez deux signes égal : `==`.",
        )
    return _explanation(
        "Ce qui est à gauche du signe `=` n'est pas un nom de variable.",
        "`=` range une valeur sous un nom. Ce nom n'a ni espace, ni tiret, ni parenthèse, et ce "
        "n'est ni un nombre ni un calcul.",
        "Pour ranger une valeur, corrigez le nom : `ma_liste` plutôt que `ma-liste`.",
        "Pour comparer, écrivez deux signes égal : `==`.",
    )


def colon(error: BaseException, context: Context) -> Explanation | None:
    """A block's first line without its colon."""
    text = context.place.text if context.place else ""
    opens = re.match(r"(if|elif|else|for|while|def|with|try|except)\b", text)
    if "expected ':'" not in context.message and not (opens and ":" not in text):
        return None
    return _explanation(
        "Il manque les deux-points à la fin d'une ligne.",
        "Une ligne qui commence par `if`, `else`, `for`, `while` ou `def` finit par `:`.",
        "Ajoutez `:` à la fin de la ligne.",
    )


def numbers(error: BaseException, context: Context) -> Explanation | None:
    """Numbers written the French way, or with leading zeros."""
    text = context.place.text if context.place else ""
    if "leading zeros" in context.message:
        return _explanation(
            "Un nombre commence par un zéro.",
            "Python refuse `01` comme nombre, car on ne saurait s'il s'agit d'un nombre ou d'un code.",
            'Si c\'est un code (département, commune), mettez-le entre guillemets : `"01"`.',
            "Si c'est un nombre, retirez les zéros de gauche.",
        )
    if "decimal literal" in context.message:
        return _explanation(
            "Un nombre est collé à une lettre ou à un autre signe.",
            "Un nom de variable ne commence pas par un chiffre, et un nombre ne contient que des "
            "chiffres, avec au plus un point : ni lettre, ni unité.",
            "Si c'est un nombre, retirez l'unité : `12` plutôt que `12€`.",
            "Si c'est un nom, commencez-le par une lettre : `liste_2026` plutôt que `2026_liste`.",
            "Si c'est un code, comme celui d'une commune de Corse, mettez-le entre guillemets : `\"2A004\"`.",
        )
    unquoted = re.sub(r"\"[^\"]*\"|'[^']*'", "", text)
    if re.search(r"\b\d{1,3}( \d{3})+\b", unquoted):
        return _explanation(
            "Un nombre contient une espace.",
            "Python lit `3 500` comme deux nombres, 3 et 500, que rien ne relie.",
            "Écrivez le nombre d'un seul tenant : `3500`, ou `3_500` pour le lire mieux.",
            "La virgule décimale s'écrit avec un point : `12.5`.",
        )
    return None


def print_words(error: BaseException, context: Context) -> Explanation | None:
    """A function called without its parentheses."""
    found = re.search(r"Missing parentheses in call to '(\w+)'", context.message)
    if found is None:
        return None
    return _explanation(
        "Il manque des parenthèses après `{name}`.",
        "`{name}` est une fonction : ce qu'on lui donne se met entre parenthèses.",
        "Écrivez `{name}(…)`, avec à la place des points ce qui suit le mot.",
        name=found[1],
    )


def comma(error: BaseException, context: Context) -> Explanation | None:
    """Two things side by side."""
    if "forgot a comma" not in context.message:
        return None
    return _explanation(
        "Deux éléments se suivent sans rien entre eux.",
        "Python attend une virgule, ou une opération comme `+`, `==` ou `&`.",
        "Cherchez sur cette ligne l'endroit où deux éléments se touchent.",
        "Vérifiez aussi qu'aucun guillemet ne manque.",
    )


def outside(error: BaseException, context: Context) -> Explanation | None:
    """`return` and the like out of place."""
    found = re.search(r"'(\w+)' outside", context.message)
    if found is None:
        return None
    return _explanation(
        "`{name}` est hors de sa place.",
        "`return` ne sert que dans une fonction (`def`), `break` et `continue` que dans une boucle.",
        "Dans une cellule, pour montrer un résultat, écrivez-le seul sur la dernière ligne.",
        name=found[1],
    )


def reserved(error: BaseException, context: Context) -> Explanation | None:
    """A word that Python keeps for itself used as a name."""
    text = context.place.text if context.place else ""
    found = re.search(r"cannot assign to (None|True|False)", context.message)
    name = found[1] if found else ""
    if not name:
        word = re.match(
            r"(class|def|del|from|global|import|in|is|lambda|not|pass|return|with)\s*=", text
        )
        name = word[1] if word else ""
    if not name:
        return None
    return _explanation(
        "`{name}` est un mot que Python se réserve.",
        "Il ne peut pas servir de nom de variable.",
        "Choisissez un autre nom, par exemple un mot français.",
        name=name,
    )


def braces(error: BaseException, context: Context) -> Explanation | None:
    """Braces in an f-string."""
    if not context.message.startswith("f-string"):
        return None
    return _explanation(
        'Les accolades de ce texte à trous (`f"…"`) ne vont pas.',
        "Dans un texte précédé de `f`, chaque `{{` est suivi d'un nom, puis de `}}`.",
        "Vérifiez que chaque accolade ouverte est refermée, et qu'elle contient un nom.",
        "Dans les accolades, employez l'autre sorte de guillemets que celle qui entoure le texte.",
    )


def any_syntax(error: BaseException, context: Context) -> Explanation | None:
    """Whatever else Python cannot read."""
    return _explanation(
        "Python n'arrive pas à lire cette ligne.",
        "Il y manque un signe, il y en a un de trop, ou un mot n'est pas à sa place.",
        "Regardez autour de l'endroit que Python montre, puis la ligne juste au-dessus : "
        "une parenthèse ou un guillemet oublié plus haut se remarque souvent trop tard.",
        "Vérifiez les parenthèses, les crochets, les guillemets, les virgules et les deux-points.",
        "Comparez avec l'exemple de la leçon, signe par signe.",
    )


KINDS: tuple[Matcher, ...] = (
    tabs,
    indentation,
    odd_character,
    quotes,
    windows_path,
    brackets,
    reserved,
    equals,
    numbers,
    print_words,
    comma,
    outside,
    braces,
    colon,
    any_syntax,
)


def syntax(error: BaseException, context: Context) -> Explanation | None:
    """Find the kind of an error of grammar."""
    if not isinstance(error, SyntaxError):
        return None
    if context.ran:
        return Explanation(
            phrase("Un texte donné à une fonction n'est pas lisible pour Python."),
            phrase(
                "La cellule elle-même est bien écrite ; c'est dans un texte, par exemple celui de "
                "`.query(…)`, qu'un signe manque ou n'est pas à sa place."
            ),
            (phrase("Relisez ce texte signe par signe : guillemets, parenthèses, opérateurs."),),
        )
    return next(found for kind in KINDS if (found := kind(error, context)) is not None)


MATCHERS: tuple[Matcher, ...] = (syntax,)
