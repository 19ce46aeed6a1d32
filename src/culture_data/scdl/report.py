"""Tell a validation: a web page, a piece of it for a notebook, lines for a terminal, JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2

from culture_data.errors import CultureDataError
from culture_data.files import write_atomic
from culture_data.french import count, number
from culture_data.scdl.encoding import NAMES
from culture_data.scdl.problem import Problem
from culture_data.scdl.text import SEPARATORS
from culture_data.scdl.validation import Validation

TEMPLATE = "rapport.html.j2"
SHOWN_PER_RULE = 50
TERMINAL_EXAMPLES = 3
DECIMALS = {",": "la virgule", ".": "le point"}


def page(validation: Validation) -> str:
    """Return a whole web page in one file, without script or network."""
    return _render(validation, whole=True)


def write_page(validation: Validation, target: Path) -> None:
    """Write the web page; nothing but a web page is ever overwritten.

    Raises:
        CultureDataError: the name is not that of a web page, or it cannot be written.
    """
    if target.suffix.lower() not in (".html", ".htm"):
        raise CultureDataError(
            f"Le rapport est une page web\u00a0: donnez un nom qui finit par «\u00a0.html\u00a0», "
            f"et non «\u00a0{target.name}\u00a0»."
        )
    try:
        write_atomic(target, page(validation))
    except OSError as cause:
        raise CultureDataError(
            f"Le rapport ne peut pas être écrit dans «\u00a0{target}\u00a0»\u00a0: ce dossier n'existe pas, "
            "ou vous n'avez pas le droit d'y écrire. Choisissez-en un autre."
        ) from cause


def fragment(validation: Validation) -> str:
    """Return the same without the page around it, for the output of a notebook."""
    return _render(validation, whole=False)


def as_json(validation: Validation) -> str:
    """Return everything as JSON, with English keys and French texts."""
    told = asdict(validation) | {
        "valid": validation.valid,
        "errors": validation.errors,
        "warnings": validation.warnings,
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def lines(validation: Validation) -> Iterator[str]:
    """Yield the lines that a terminal shows."""
    yield from said(validation)
    yield ""
    yield verdict(validation)
    for rule in validation.summary:
        yield ""
        yield f"{rule.label} ({rule.severity.value}, {number(rule.count)} fois)"
        for problem in _of(validation, rule.rule)[:TERMINAL_EXAMPLES]:
            shown = f" «\u00a0{problem.value}\u00a0»" if problem.value else ""
            yield f"  {place(problem)}{shown}\u00a0: {problem.message}"
            yield f"    {problem.advice}"
        more = rule.count - TERMINAL_EXAMPLES
        if more > 0:
            yield f"  … et {number(more)} de plus."
    yield from _proposals(validation)


def said(validation: Validation) -> Iterator[str]:
    """Yield what was guessed of the file, for people to check."""
    reading = validation.reading
    yield f"Fichier\u00a0: {validation.name}, {count(validation.rows, 'ligne')} de données."
    if reading.sheet is not None:
        yield f"Lu comme un classeur {reading.format}, feuille «\u00a0{reading.sheet}\u00a0»."
    else:
        decimal = DECIMALS.get(reading.decimal or "", "aucun vu")
        yield (
            f"Lu comme un CSV\u00a0: encodage {NAMES[reading.encoding or 'utf-8']}, séparateur "
            f"{SEPARATORS[reading.separator or ',']}, signe décimal\u00a0: {decimal}."
        )
    schema = f"{validation.schema_title} (version {validation.schema_version.removeprefix('v')})"
    if validation.guess is None:
        yield f"Schéma demandé\u00a0: {schema}."
    else:
        percent = number(100 * validation.guess.likeness, 0)
        yield (
            f"Schéma deviné d'après les noms de colonnes (ressemblance\u00a0: {percent}\u00a0%)\u00a0: "
            f"{schema}. Si ce n'est pas le bon, indiquez-le par son nom."
        )
    if validation.proposals_accepted and validation.header_proposals:
        yield "Colonnes contrôlées sous un autre nom, à votre demande\u00a0: voir les propositions."


def verdict(validation: Validation) -> str:
    """Return the verdict in one sentence."""
    errors, warnings = validation.errors, validation.warnings
    look = f"{count(warnings, 'avertissement')} à regarder" if warnings else "aucun avertissement"
    if errors:
        return f"Le fichier n'est pas valide\u00a0: {count(errors, 'erreur')}, {look}."
    return f"Le fichier est valide\u00a0: aucune erreur, {look}."


def place(problem: Problem) -> str:
    """Say where a problem is."""
    parts = [
        f"ligne {problem.row}" if problem.row is not None else "",
        f"colonne {problem.column}" if problem.column else "",
    ]
    return ", ".join(part for part in parts if part) or "fichier entier"


def _proposals(validation: Validation) -> Iterator[str]:
    if not validation.header_proposals:
        return
    yield ""
    yield "Colonnes dont le nom ressemble à un nom du standard (rien n'est renommé sans vous)\u00a0:"
    for proposal in validation.header_proposals:
        percent = number(100 * proposal.likeness, 0)
        yield f"  «\u00a0{proposal.header}\u00a0» → {proposal.field} (ressemblance\u00a0: {percent}\u00a0%)"
    if not validation.proposals_accepted:
        yield "Pour les contrôler sous ce nom, ajoutez --accepter-entetes."


def _of(validation: Validation, rule: str) -> list[Problem]:
    return [problem for problem in validation.problems if problem.rule == rule]


def _render(validation: Validation, *, whole: bool) -> str:
    rules: list[dict[str, Any]] = [
        {"summary": rule, "problems": _of(validation, rule.rule)[:SHOWN_PER_RULE]}
        for rule in validation.summary
    ]
    return _template().render(
        validation=validation,
        whole=whole,
        said=list(said(validation)),
        verdict=verdict(validation),
        rules=rules,
        number=number,
        place=place,
    )


@cache
def _template() -> jinja2.Template:
    source = files("culture_data.scdl").joinpath(TEMPLATE).read_text(encoding="utf-8")
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.from_string(source)
