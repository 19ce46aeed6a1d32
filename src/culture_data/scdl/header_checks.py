"""What is wrong with the names of the columns: absent, unknown, doubled, out of order."""

from collections.abc import Sequence
from typing import Any

from culture_data.french import count
from culture_data.scdl.names import HeaderProposal
from culture_data.scdl.problem import Finding, Rule, Severity
from culture_data.scdl.rules.base import HeaderRule

MISSING = Rule("colonne-obligatoire", "Colonne obligatoire absente")
OPTIONAL = Rule("colonne-facultative", "Colonnes facultatives absentes", Severity.WARNING)
UNKNOWN = Rule("colonne-inconnue", "Colonne que le standard ne connaît pas", Severity.WARNING)
DOUBLE = Rule("colonne-double", "Nom de colonne écrit deux fois")
UNNAMED = Rule("colonne-sans-nom", "Colonne sans nom")
ORDER = Rule("ordre-colonnes", "Ordre des colonnes", Severity.WARNING)
HEADER_ROW = Rule("lignes-avant-entete", "Lignes avant les noms de colonnes")


def about_header(
    schema: dict[str, Any],
    header: Sequence[str],
    header_row: int,
    proposals: Sequence[HeaderProposal],
    header_rules: Sequence[HeaderRule],
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
    said = (rule.about_header(frozenset(header)) for rule in header_rules)
    return findings + [finding for finding in said if finding]


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
