"""The columns of a file beside those of a schema, and what each cell of them is worth.

frictionless reads the cells (types and constraints); rules of ours add what it ignores.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

import frictionless

from culture_data.french import count
from culture_data.scdl import messages
from culture_data.scdl.names import HeaderProposal
from culture_data.scdl.problem import Finding, Rule, Severity
from culture_data.scdl.rules.base import CellRule
from culture_data.scdl.rules.cohesive import Cohesive
from culture_data.scdl.rules.text_cells import Absent, Spaces

REMEMBERED = 1_024  # values a column: most columns repeat few
LONGEST = 100_000
Examined = tuple[Any, tuple[Finding, ...]]

MISSING = Rule("colonne-obligatoire", "Colonne obligatoire absente")
OPTIONAL = Rule("colonne-facultative", "Colonnes facultatives absentes", Severity.WARNING)
UNKNOWN = Rule("colonne-inconnue", "Colonne que le standard ne connaît pas", Severity.WARNING)
DOUBLE = Rule("colonne-double", "Nom de colonne écrit deux fois")
UNNAMED = Rule("colonne-sans-nom", "Colonne sans nom")
ORDER = Rule("ordre-colonnes", "Ordre des colonnes", Severity.WARNING)
HEADER_ROW = Rule("lignes-avant-entete", "Lignes avant les noms de colonnes")
TOGETHER = Rule("colonnes-ensemble", "Colonnes qui vont ensemble")


@dataclass(frozen=True)
class Column:
    """A column of the file that the schema knows; `index` is its place in the file."""

    name: str
    index: int
    examine: Callable[[Any], Examined]


def build(
    schema: dict[str, Any], header: Sequence[str], cell_rules: dict[str, list[CellRule]]
) -> list[Column]:
    """Return the columns that the schema knows, in the order of the file."""
    engine = frictionless.Schema.from_descriptor(schema)
    columns = []
    for described, field in zip(schema["fields"], engine.fields, strict=True):
        if described["name"] in header:
            rules = [*cell_rules.get(described["name"], []), Spaces()]
            if _is_free_text(described):
                rules.append(Absent())
            index = list(header).index(described["name"])
            columns.append(Column(described["name"], index, _examiner(described, field, rules)))
    return sorted(columns, key=lambda column: column.index)


def _is_free_text(field: dict[str, Any]) -> bool:
    constraints = field.get("constraints", {})
    open_ended = {"pattern", "enum"}.isdisjoint(constraints)
    return open_ended and bool(field.get("type", "string") == "string")


def _examiner(
    described: dict[str, Any], field: Any, rules: Sequence[CellRule]
) -> Callable[[Any], Examined]:
    """Return what reads a cell; the latest values are remembered."""
    read = field.create_cell_reader()
    name = described["name"]

    @lru_cache(maxsize=REMEMBERED, typed=True)
    def examine(cell: Any) -> Examined:
        written = messages.show(cell)
        if len(written) > LONGEST:
            too_long = f"La cellule compte {count(len(written), 'caractère')}."
            advice = "Un guillemet n'est sans doute pas refermé\u00a0: vérifiez cette ligne."
            return None, (Finding(messages.LENGTH, written, too_long, advice, name),)
        try:
            value, notes = read(cell)
        except Exception:  # noqa: BLE001 - frictionless fails on "sNaN" and the like
            value, notes = None, {"type": ""}
        if isinstance(value, Decimal) and not value.is_finite():
            value = None
        said = _said(rules, written)
        if notes and not any(expert for expert, _ in said):
            told = messages.tell(described, cell, notes)
        else:
            told = []
        found = (*told, *(finding for _, finding in said))
        return (None if notes else value), tuple(each._replace(column=name) for each in found)

    return examine


def _said(rules: Sequence[CellRule], written: str) -> list[tuple[bool, Finding]]:
    if not written.strip():
        return []
    return [(rule.expert, found) for rule in rules if (found := rule.check(written))]


def about_header(
    schema: dict[str, Any],
    header: Sequence[str],
    header_row: int,
    proposals: Sequence[HeaderProposal],
    groups: Sequence[Cohesive],
) -> list[Finding]:
    """Return what is wrong with the names of the columns."""
    fields = {field["name"]: field for field in schema["fields"]}
    proposed = {proposal.field: proposal.header for proposal in proposals}
    findings = [
        *_above(header_row),
        *_doubles(header),
        *(_missing(name, proposed) for name in _absent(fields, header, required=True)),
        *_unknown(fields, header, proposals),
        *_optional(_absent(fields, header, required=False)),
        *_out_of_order(fields, header),
    ]
    for group in groups:
        findings += _lonely(group, group.missing(frozenset(header)))
    return findings


def _above(header_row: int) -> list[Finding]:
    if header_row == 1:
        return []
    return [
        Finding(
            HEADER_ROW,
            "",
            f"Les noms de colonnes sont à la ligne {header_row}\u00a0; le standard les demande à la "
            "première.",
            "Supprimez les lignes de titre au-dessus des noms de colonnes.",
        )
    ]


def _doubles(header: Sequence[str]) -> list[Finding]:
    findings = []
    met: set[str] = set()
    for index, name in enumerate(header):
        if not name.strip():
            findings.append(
                Finding(
                    UNNAMED,
                    "",
                    f"La colonne {index + 1} n'a pas de nom.",
                    "Donnez-lui un nom, ou supprimez-la si elle est vide.",
                )
            )
        elif name in met:
            findings.append(
                Finding(
                    DOUBLE,
                    name,
                    f"Deux colonnes s'appellent «\u00a0{name}\u00a0»\u00a0: seule la première est contrôlée.",
                    "Renommez ou supprimez la seconde.",
                    name,
                )
            )
        met.add(name)
    return findings


def _absent(fields: dict[str, Any], header: Sequence[str], *, required: bool) -> list[str]:
    return [
        name
        for name, field in fields.items()
        if name not in header and bool(field.get("constraints", {}).get("required")) is required
    ]


def _missing(name: str, proposed: dict[str, str]) -> Finding:
    if name in proposed:
        advice = (
            f"La colonne «\u00a0{proposed[name]}\u00a0» lui ressemble\u00a0: si c'est bien elle, renommez-la "
            f"«\u00a0{name}\u00a0»."
        )
    else:
        advice = f"Ajoutez une colonne nommée exactement «\u00a0{name}\u00a0»."
    return Finding(
        MISSING, "", f"La colonne obligatoire «\u00a0{name}\u00a0» manque.", advice, name
    )


def _unknown(
    fields: dict[str, Any], header: Sequence[str], proposals: Sequence[HeaderProposal]
) -> list[Finding]:
    near = {proposal.header: proposal.field for proposal in proposals}
    findings = []
    for name in dict.fromkeys(header):
        if name in fields or not name.strip():
            continue
        advice = (
            f"Si c'est «\u00a0{near[name]}\u00a0», renommez la colonne ainsi, exactement."
            if name in near
            else "Gardez-la si elle est utile, après les colonnes du standard\u00a0; elle n'est pas contrôlée."
        )
        message = f"Le standard ne connaît pas la colonne «\u00a0{name}\u00a0»."
        findings.append(Finding(UNKNOWN, name, message, advice, name))
    return findings


def _optional(absent: Sequence[str]) -> list[Finding]:
    if not absent:
        return []
    return [
        Finding(
            OPTIONAL,
            "",
            f"{count(len(absent), 'colonne')} du standard ne sont pas dans le fichier\u00a0: {', '.join(absent)}."
            if len(absent) > 1
            else f"Une colonne du standard n'est pas dans le fichier\u00a0: {absent[0]}.",
            "Ajoutez-les, vides au besoin\u00a0: les fichiers de plusieurs collectivités se réunissent "
            "mieux avec les mêmes colonnes.",
        )
    ]


def _out_of_order(fields: dict[str, Any], header: Sequence[str]) -> list[Finding]:
    found = [name for name in dict.fromkeys(header) if name in fields]
    if found == [name for name in fields if name in found]:
        return []
    return [
        Finding(
            ORDER,
            "",
            "Les colonnes ne sont pas dans l'ordre du standard.",
            "Remettez-les dans l'ordre de la description du schéma\u00a0; les noms, eux, suffisent au "
            "contrôle.",
        )
    ]


def _lonely(group: Cohesive, missing: Sequence[str]) -> list[Finding]:
    if not missing:
        return []
    return [
        Finding(
            TOGETHER,
            "",
            f"Les colonnes {', '.join(group.columns)} vont ensemble\u00a0; il manque {', '.join(missing)}.",
            "Ajoutez les colonnes qui manquent, ou retirez tout le groupe.",
            missing[0],
        )
    ]
