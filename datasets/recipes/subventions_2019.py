# /// script
# requires-python = ">=3.11"
# ///
"""Rebuild the file of lesson C08: simulated grants of a real commune, to validate and publish.

Its rows are written by hand, for what they teach: French dates, values outside the list,
amounts with a comma, a unit or « NC », shares from 0 to 100; and a date in 2109, which is
well written and therefore valid. The references do not follow the rows.
"""

from pathlib import Path

from cuisine import Files, csv_text, run

COLUMNS = (
    "nomAttribuant",
    "idAttribuant",
    "dateConvention",
    "referenceDecision",
    "nomBeneficiaire",
    "idBeneficiaire",
    "objet",
    "montant",
    "nature",
    "conditionsVersement",
    "datesPeriodeVersement",
    "notificationUE",
    "pourcentageSubvention",
)
GIVER = ("Commune de Couëron (données simulées)", "21990000800026")
CASH, KIND = "aide en numéraire", "aide en nature"
# Date, number of the decision, association, SIRET, purpose, amount, nature, payment,
# notified, share.
GRANTS = (
    ("2019-02-11", 3, "Les Amis du livre", "29990001900397", "Achat de livres", "850", CASH, "2019-03-01", "non", "1"),
    ("14/03/2019", 1, "Club de voile", "29990002700762", "Achat de gilets", "3200 €", CASH, "2019-04-15", "non", "1"),
    ("2019-03-14", 4, "Comité des fêtes", "29990003500245", "Fête de l'été", "23000", "Aide en numéraire", "2019-05-02", "non", "0.8"),
    ("2019-03-14", 2, "Atelier de réparation", "29990004300611", "Outillage", "1250,50", CASH, "2019-04-15", "non", "1"),
    ("2019-04-08", 7, "Théâtre du Quai", "29990005000095", "Création d'un spectacle", "24000", CASH, "2019-05-20", "non", "50"),
    ("2019-04-08", 5, "Jardins partagés", "29990006800469", "Prêt d'un terrain", "600", KIND, "2019-05-02", "Non", "1"),
    ("28/05/2019", 9, "Chorale des Tilleuls", "29990007600835", "Achat de partitions", "450", CASH, "2019-06-12", "non", "1"),
    ("2019-05-28", 8, "Basket club", "29990008400318", "Déplacements de l'équipe", "NC", CASH, "2019-07-01", "non", "1"),
    ("2019-05-28", 6, "École de cirque", "29990009200683", "Stages d'été", "4800", "Aide en numéraire", "2019-07-01", "non", "0.5"),
    ("2109-06-18", 12, "Ciné-club", "29990010000163", "Projections en plein air", "2100", CASH, "2019-07-15", "non", "1"),
    ("2019-06-18", 10, "Club de lutte", "29990011800538", "Tapis de sol", "1900", CASH, "2019-07-15", "non", "0.8"),
    ("03/07/2019", 14, "Maison des aidants", "29990012600903", "Accueil de jour", "100000", CASH, "2019-09-02", "oui", "0.25"),
    ("2019-07-03", 11, "Harmonie municipale", "29990013400386", "Instruments", "1 500 €", CASH, "2019-09-02", "non", "1"),
    ("2019-07-03", 13, "Radio des Marais", "29990014200751", "Émissions scolaires", "7500", CASH, "2019-09-02", "non", "80"),
    ("19/09/2019", 17, "Randonnée pour tous", "29990015900235", "Balisage de sentiers", "700", KIND, "2019-10-10", "non", "1"),
    ("2019-09-19", 15, "Club d'échecs", "29990016700600", "Tournoi des écoles", "380", "Aide en numéraire", "2019-10-10", "non", "1"),
    ("2019-09-19", 16, "Croix de l'Estuaire", "29990017500082", "Formation aux secours", "2650", CASH, "2019-10-10", "Non", "0.5"),
    ("2019-11-05", 20, "Épicerie solidaire", "29990018300458", "Achat d'un réfrigérateur", "5200", CASH, "2019-12-03", "non", "0.8"),
    ("2019-11-05", 18, "Photo-club", "29990019100824", "Exposition", "300", KIND, "2019-12-03", "non", "1"),
    ("2019-11-05", 19, "Judo des Rives", "29990020900303", "Renouvellement des tatamis", "31000", CASH, "2019-12-03", "non", "0.5"),
)  # fmt: skip


def recipe(_cache: Path) -> Files:
    """Return the file."""
    return {"lessons/C08/subventions_a_publier.csv": csv_text(COLUMNS, _rows()).encode()}


def _rows() -> list[tuple[object, ...]]:
    return [
        (
            *GIVER,
            signed,
            f"2019-DEL-{number:03}",
            name,
            siret,
            purpose,
            amount,
            nature,
            "unique",
            paid,
            notified,
            share,
        )
        for signed, number, name, siret, purpose, amount, nature, paid, notified, share in GRANTS
    ]


if __name__ == "__main__":
    run(recipe, "Reconstruit les subventions simulées de la leçon C08.")
