"""Tell in French what frictionless found in a cell: type, pattern, list, bounds."""

import re
from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from culture_data.french import count
from culture_data.scdl import hints
from culture_data.scdl.problem import Finding, Rule
from culture_data.scdl.rules import siren, siret

REQUIRED = Rule("obligatoire", "Valeur obligatoire absente")
PATTERN = Rule("forme", "Forme attendue de la valeur")
ENUM = Rule("liste", "Valeur hors de la liste")
BOUND = Rule("bornes", "Nombre hors des bornes")
LENGTH = Rule("longueur", "Nombre de caractères")
TYPES = {
    "date": (Rule("date", "Date (AAAA-MM-JJ)"), "une date au format AAAA-MM-JJ"),
    "datetime": (Rule("date-heure", "Date et heure"), "une date et une heure"),
    "time": (Rule("heure", "Heure"), "une heure"),
    "number": (Rule("nombre", "Nombre"), "un nombre"),
    "integer": (Rule("entier", "Nombre entier"), "un nombre entier"),
    "boolean": (Rule("oui-non", "Oui ou non"), "oui ou non"),
    "year": (Rule("annee", "Année"), "une année en quatre chiffres"),
    "string": (Rule("texte", "Texte"), "du texte"),
    "array": (Rule("tableau", "Liste entre crochets"), "une liste entre crochets"),
    "geopoint": (Rule("point", "Coordonnées"), "une longitude et une latitude"),
}
OTHER_TYPE = (Rule("type", "Type de la valeur"), "une valeur d'un autre type")
TEXT_FORMATS = {
    "email": (
        "une adresse électronique",
        "Vérifiez l'arobase et le domaine\u00a0: «\u00a0service@commune.fr\u00a0».",
    ),
    "uri": (
        "une adresse web complète",
        "Écrivez l'adresse entière, «\u00a0https://\u00a0» compris, sans espace.",
    ),
}


def tell(field: dict[str, Any], cell: Any, notes: dict[str, str]) -> list[Finding]:
    """Return one finding a note of frictionless.

    Args:
        field: the field as the schema describes it.
        cell: the cell as read; None when it is blank.
        notes: what frictionless says, by "type" or name of the constraint.
    """
    written = "" if cell is None else show(cell)
    return [
        _wrong_type(field, cell, written)
        if name == "type"
        else _CONSTRAINTS[name](_bearer(field, name), written)
        for name in notes
    ]


def _bearer(field: dict[str, Any], constraint: str) -> dict[str, Any]:
    """Return what bears a constraint: the field, or the items of its lists."""
    if constraint in field.get("constraints", {}):
        return field
    return field | {"constraints": field.get("arrayItem", {}).get("constraints", {})}


def show(cell: Any) -> str:
    """Write a cell as people see it."""
    if isinstance(cell, bool):
        return "VRAI" if cell else "FAUX"
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()  # workbooks give dates an hour, midnight
    return "" if cell is None else str(cell)


def _wrong_type(field: dict[str, Any], cell: Any, written: str) -> Finding:
    kind = field.get("type", "string")
    rule, name = TYPES.get(kind, OTHER_TYPE)
    if kind == "string" and not isinstance(cell, str):
        return Finding(
            rule,
            written,
            "La colonne attend du texte, et le classeur contient un nombre ou une date.",
            "Mettez la colonne au format Texte, puis vérifiez les zéros de tête et les derniers chiffres.",
        )
    advice = _type_advice(field, kind, written)
    if kind == "string":
        name = TEXT_FORMATS.get(field.get("format", ""), (name, ""))[0]
    return Finding(rule, written, f"La colonne attend {name}.", advice)


def _type_advice(field: dict[str, Any], kind: str, written: str) -> str:
    if kind == "date":
        return hints.for_date(written)
    if kind in ("number", "integer"):
        advice = hints.for_number(written)
        if kind == "integer" and re.search(r"\d[.,]\d", written):
            return f"{advice} La colonne n'accepte pas de décimales."
        return advice
    if hints.is_absent(written):
        return "Si la valeur manque, laissez la cellule vide."
    if kind == "boolean":
        allowed = [*field.get("trueValues", ["true"]), *field.get("falseValues", ["false"])]
        return hints.for_list(written, allowed)
    if kind == "string":
        return str(TEXT_FORMATS.get(field.get("format", ""), ("", field["description"]))[1])
    if kind == "datetime":
        return "Écrivez «\u00a02026-01-31T12:00:00Z\u00a0»."
    return (
        str(field.get("description", ""))
        or "Corrigez la valeur d'après la description de la colonne."
    )


def _required(field: dict[str, Any], _written: str) -> Finding:
    return Finding(
        REQUIRED,
        "",
        "Cette cellule est vide, et la colonne est obligatoire.",
        f"Retrouvez la valeur à la source. {field['description']}",
    )


def _pattern(field: dict[str, Any], written: str) -> Finding:
    pattern = field["constraints"]["pattern"]
    if pattern == r"^\d{14}$" and (found := siret.Siret().check(written)):
        return found._replace(rule=PATTERN)
    if pattern == r"^\d{9}$" and (found := siren.Siren().check(written)):
        return found._replace(rule=PATTERN)
    advice = f"Attendu\u00a0: {field['description']}"
    if written != written.strip() and re.match(f"^{pattern}$", written.strip()):
        advice = "Retirez les espaces au début et à la fin."
    elif re.fullmatch(r"\d{4}", written) and re.match(f"^{pattern}$", f"0{written}"):
        advice = (
            f"Le zéro de tête est perdu\u00a0: écrivez «\u00a00{written}\u00a0», au format Texte."
        )
    elif hints.is_absent(written):
        advice = "Si la valeur manque, laissez la cellule vide."
    return Finding(PATTERN, written, "La valeur n'a pas la forme attendue.", advice)


def _enum(field: dict[str, Any], written: str) -> Finding:
    allowed = [str(choice) for choice in field["constraints"]["enum"]]
    return Finding(
        ENUM,
        written,
        "Cette valeur n'est pas dans la liste du standard.",
        hints.for_list(written, allowed),
    )


def _bound(word: str, name: str) -> Callable[[dict[str, Any], str], Finding]:
    def finding(field: dict[str, Any], written: str) -> Finding:
        limit = str(field["constraints"][name]).replace("-", "−")
        return Finding(
            BOUND,
            written,
            f"Le nombre doit être {word} {limit}.",
            f"Vérifiez l'unité et le point décimal. {field['description']}",
        )

    return finding


def _length(word: str, name: str) -> Callable[[dict[str, Any], str], Finding]:
    def finding(field: dict[str, Any], written: str) -> Finding:
        limit = field["constraints"][name]
        return Finding(
            LENGTH,
            written,
            f"La valeur a {count(len(written), 'caractère')}\u00a0; il en faut {limit} {word}.",
            f"Attendu\u00a0: {field['description']}",
        )

    return finding


_CONSTRAINTS: dict[str, Callable[[dict[str, Any], str], Finding]] = {
    "required": _required,
    "pattern": _pattern,
    "enum": _enum,
    "minimum": _bound("au moins", "minimum"),
    "maximum": _bound("au plus", "maximum"),
    "exclusiveMinimum": _bound("au-dessus de", "exclusiveMinimum"),
    "exclusiveMaximum": _bound("au-dessous de", "exclusiveMaximum"),
    "minLength": _length("au moins", "minLength"),
    "maxLength": _length("au plus", "maxLength"),
}
