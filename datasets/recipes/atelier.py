# /// script
# requires-python = ">=3.11"
# ///
"""Rebuild the two files of lesson C05: simulated equipment of real communes, simulated menus.

Their rows are written by hand, for what they teach: two « Salle des fêtes », identifiers
with holes and in another order than the rows, a last row that has not the highest one, a
street name that several communes share, blank states that mean "not known", a dish
served twice.
"""

from pathlib import Path

from cuisine import Files, csv_text, run, shipped_communes

SIMULATED = "données simulées"
EQUIPMENT_COLUMNS = (
    "id",
    "nom",
    "type",
    "code_insee",
    "commune",
    "voie",
    "capacite",
    "etat",
    "source",
)
COUERON, PAIMBOEUF, SAINT_COLOMBAN = "44047", "44116", "44155"
# Number of the identifier, name, type, commune, street, capacity, state.
EQUIPMENT = (
    (3, "Mairie de Couëron", "Mairie", COUERON, "place de l'Église", 120, "ouvert"),
    (8, "Gymnase des Tilleuls", "Salle de sport", COUERON, "allée des Tilleuls", 400, "ouvert"),
    (1, "Stade du Moulin", "Terrain de sport", COUERON, "rue du Stade", 900, "ouvert"),
    (14, "École de la Forêt", "École maternelle", COUERON, "rue de la Forêt", 110, ""),
    (22, "École des Marronniers", "École élémentaire", COUERON, "rue des Écoles", 240, ""),
    (6, "Piscine du Lavoir", "Salle de sport", COUERON, "chemin du Lavoir", 350, "fermé"),
    (19, "Médiathèque de l'Étang", "Bibliothèque", COUERON, "boulevard de l'Étang", 90, "ouvert"),
    (25, "Crèche des Hérissons", "Crèche", COUERON, "rue des Écoles", 40, "en travaux"),
    (11, "Salle des fêtes", "Salle polyvalente", PAIMBOEUF, "place du Marché", 1800, "ouvert"),
    (2, "Mairie de Paimbœuf", "Mairie", PAIMBOEUF, "quai des Barques", 80, "ouvert"),
    (16, "Tennis couvert", "Salle de sport", PAIMBOEUF, "rue du Stade", 60, "ouvert"),
    (5, "Musée de la Faïence", "Musée", PAIMBOEUF, "rue de la République", 70, "fermé"),
    (26, "Salle de danse", "Salle de sport", PAIMBOEUF, "rue de la Gare", 50, ""),
    (13, "École des Mouettes", "École élémentaire", PAIMBOEUF, "rue des Écoles", 160, "ouvert"),
    (21, "Halle couverte", "Salle polyvalente", PAIMBOEUF, "place du Marché", 300, "en travaux"),
    (10, "Ludothèque des Marées", "Bibliothèque", PAIMBOEUF, "rue de la Gare", 30, "ouvert"),
    (4, "Mairie de Saint-Colomban", "Mairie", SAINT_COLOMBAN, "rue de la Poste", 60, "ouvert"),
    (20, "Salle des fêtes", "Salle polyvalente", SAINT_COLOMBAN, "rue de la Poste", 220, "ouvert"),
    (12, "Vestiaires du stade", "Salle de sport", SAINT_COLOMBAN, "rue du Stade", 45, "ouvert"),
    (7, "Terrain de pétanque", "Terrain de sport", SAINT_COLOMBAN, "rue du Stade", 80, ""),
    (24, "École du Lac", "École élémentaire", SAINT_COLOMBAN, "allée des Tilleuls", 180, "ouvert"),
    (15, "Garderie du Lac", "Crèche", SAINT_COLOMBAN, "allée des Charmes", 25, "fermé"),
    (23, "Bibliothèque du Lac", "Bibliothèque", SAINT_COLOMBAN, "rue de la Poste", 35, "ouvert"),
    (18, "Aire de jeux", "Terrain de sport", SAINT_COLOMBAN, "chemin du Lavoir", 50, "en travaux"),
)

MENU_COLUMNS = ("code", "date", "plat", "type", "allergenes", "statut", "source")
# Day, then its dishes: name, allergens, state.
MENUS = {
    "2026-09-15": (
        ("Carottes râpées", "moutarde", "servi"),
        ("Poulet rôti", "", "servi"),
        ("Purée de potiron", "lait", "servi"),
        ("Compote de pommes", "", "servi"),
    ),
    "2026-09-17": (
        ("Salade de betteraves", "moutarde", "servi"),
        ("Gratin de poisson", "poisson, lait", "annulé"),
        ("Riz pilaf", "", "servi"),
        ("Yaourt nature", "lait", "servi"),
    ),
    "2026-09-22": (
        ("Velouté de légumes", "céleri", "annulé"),
        ("Lasagnes de légumes", "gluten, lait", "annulé"),
        ("Salade verte", "moutarde", "annulé"),
        ("Poire", "", "annulé"),
    ),
    "2026-09-24": (
        ("Taboulé", "gluten", ""),
        ("Gratin de poisson", "poisson, lait", ""),
        ("Haricots verts", "", ""),
        ("Fromage blanc", "lait", ""),
    ),
}
COURSES = ("entrée", "plat", "accompagnement", "dessert")


def recipe(_cache: Path) -> Files:
    """Return the two files."""
    return {
        "lessons/C05/equipements_atelier.csv": csv_text(EQUIPMENT_COLUMNS, _equipment()).encode(),
        "lessons/C05/menus_atelier.csv": csv_text(MENU_COLUMNS, _menus()).encode(),
    }


def _equipment() -> list[tuple[object, ...]]:
    names = {commune["code_insee"]: commune["nom"] for commune in shipped_communes()}
    return [
        (f"EQ-{number:03}", name, kind, code, names[code], street, capacity, state, SIMULATED)
        for number, name, kind, code, street, capacity, state in EQUIPMENT
    ]


def _menus() -> list[tuple[object, ...]]:
    return [
        (f"{day.replace('-', '')}-{rank}", day, dish, course, allergens, state, SIMULATED)
        for day, dishes in MENUS.items()
        for rank, ((dish, allergens, state), course) in enumerate(
            zip(dishes, COURSES, strict=True), start=1
        )
    ]


if __name__ == "__main__":
    run(recipe, "Reconstruit les équipements et les menus simulés de la leçon C05.")
