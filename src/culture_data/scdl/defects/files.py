"""Defects of the whole file."""

from culture_data.scdl.defects import rows
from culture_data.scdl.defects.base import FileDefect

ENCODINGS = frozenset({"cp1252", "bom", "encodages_melanges"})
# Rows added after the cut would be lost with it, and the ledger would lie.
ROWS = frozenset(defect.id for defect in rows.DEFECTS)
SEPARATORS = frozenset({"point_virgule", "tabulation"})

DEFECTS = (
    FileDefect(
        "cp1252",
        "encodage Windows (cp1252) au lieu d'UTF-8",
        "subventions/donnees_subventions_agregees_PDL_utf8.csv",
        conflicts=ENCODINGS,
    ),
    FileDefect(
        "bom",
        "marque invisible en tête de fichier (BOM)",
        "subventions/entetes-rencontrees-eclaireur-public.csv",
        conflicts=ENCODINGS,
    ),
    FileDefect(
        "encodages_melanges",
        "lignes dans un autre encodage que le reste du fichier",
        "subventions/donnees_subventions_agregees_PDL.csv",
        conflicts=ENCODINGS,
    ),
    FileDefect(
        "point_virgule",
        "colonnes séparées par des points-virgules",
        "subventions/brut-44-loire-atlantique.csv",
        conflicts=SEPARATORS,
    ),
    FileDefect(
        "tabulation",
        "colonnes séparées par des tabulations",
        "habitude\u00a0: collage depuis un tableur",
        conflicts=SEPARATORS,
    ),
    FileDefect(
        "entetes",
        "noms de colonnes différents du standard",
        "subventions/entetes-rencontrees-eclaireur-public.csv",
    ),
    FileDefect(
        "ordre_colonnes",
        "colonnes dans un autre ordre",
        "marches/pays-de-mormal-2016.xlsx (deux feuilles, deux ordres)",
    ),
    FileDefect(
        "lignes_de_titre",
        "lignes de titre avant les noms de colonnes",
        "habitude\u00a0: exports de logiciels métier",
    ),
    FileDefect(
        "tronque_16384",
        "fichier coupé à 16 384 lignes",
        "subventions/donnees_subventions_agregees_PDL.csv (plus long que les anciens tableurs)",
        recovery="source",
        conflicts=ROWS,
    ),
)
