"""Rows too many."""

from culture_data.scdl.defects.base import RowDefect

DEFECTS = (
    RowDefect(
        "doublon_exact", "lignes en double", "subventions/donnees_subventions_agregees_PDL.csv"
    ),
    RowDefect(
        "doublon_metier",
        "lignes en double avec un nom écrit autrement",
        "dechets/nantes-points-apport-volontaire-2016.csv",
    ),
    RowDefect("ligne_total", "lignes de total", "habitude\u00a0: totaux de tableur"),
    RowDefect(
        "ligne_factice",
        "lignes factices à la fin du fichier",
        "dechets/nantes-points-apport-volontaire-2016.csv («\u00a0no2\u00a0», 47.0, -1.6)",
    ),
    RowDefect(
        "note_de_bas",
        "notes au bas du tableau",
        "subventions/brut-53-mayenne-2018.xlsx (restes au bas)",
    ),
    RowDefect("ligne_vide", "lignes vides", "marches/pays-de-mormal-2016.xlsx"),
)
