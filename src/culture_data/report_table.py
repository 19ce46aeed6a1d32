"""What a learner types to check a file against the standard: valider(fichier, schema).

The report is that of `culture_data.scdl`, offline, on the schema shipped with the project:
changing a copy of the schema changes nothing here.
"""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from culture_data.errors import CultureDataError
from culture_data.scdl import report, validation


@dataclass(frozen=True)
class Rapport:
    """A validation, as a learner reads it: a summary, and a table when asked for it.

    Attributes:
        valide: whether the file has no error.
        erreurs: number of errors.
        avertissements: number of warnings.
        problemes: one row a problem: ligne (as in a spreadsheet, 1 for the names of
            columns; missing for the whole file), colonne, valeur, gravite, message, conseil.
    """

    valide: bool
    erreurs: int
    avertissements: int
    problemes: pd.DataFrame = field(repr=False)
    _validation: validation.Validation = field(repr=False)

    def __repr__(self) -> str:
        return "\n".join(report.lines(self._validation))

    def _repr_html_(self) -> str:
        return report.fragment(self._validation)


def valider(fichier: str | Path, schema: str | None = None) -> Rapport:
    """Valide un fichier, sans réseau et sans le modifier, et rend le rapport.

    Args:
        fichier: le nom du fichier (CSV, xlsx ou ods).
        schema: le nom du schéma, par exemple "subventions"\u00a0; deviné s'il n'est pas donné.

    Raises:
        CultureDataError: no name of a file, a file that is no table, an unknown schema.
    """
    if not isinstance(fichier, str | Path):
        raise CultureDataError(
            "valider attend le nom d'un fichier. Pour un tableau, enregistrez-le d'abord\u00a0: "
            'tableau.to_csv("mon_fichier.csv", index=False), puis valider("mon_fichier.csv").'
        )
    checked = validation.validate(fichier, schema, details=None)
    problems = pd.DataFrame(
        [
            (each.row, each.column, each.value, each.severity.value, each.message, each.advice)
            for each in checked.problems
        ],
        columns=["ligne", "colonne", "valeur", "gravite", "message", "conseil"],
    ).astype({"ligne": "Int64"})
    return Rapport(checked.valid, checked.errors, checked.warnings, problems, checked)
