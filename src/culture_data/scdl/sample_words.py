"""The words that the simulated tables are made of; no person, no real association."""

STREETS = (
    "rue des Écoles",
    "place de l'Église",
    "rue du Stade",
    "avenue de la Gare",
    "chemin du Lavoir",
    "rue de la République",
    "allée des Tilleuls",
    "impasse du Moulin",
    "rue de la Forêt",
    "boulevard de l'Étang",
)

# Slug, title, theme, keywords, formats.
CATALOGUE = (
    ("equipements", "Équipements publics", "Équipements", "scdl;équipements", "csv;json"),
    ("subventions", "Subventions attribuées", "Finances", "scdl;subventions", "csv"),
    ("deliberations", "Délibérations du conseil", "Citoyenneté", "scdl;délibérations", "csv;pdf"),
    ("budget-primitif", "Budget primitif", "Finances", "scdl;budget", "csv;xml"),
    ("prenoms", "Prénoms des nouveau-nés", "Population", "scdl;prénoms", "csv"),
    ("arbres", "Arbres des espaces verts", "Environnement", "arbres;nature", "csv;geojson"),
    ("menus-scolaires", "Menus des écoles", "Éducation", "scdl;menus;cantine", "csv"),
    ("stationnement", "Parcs de stationnement", "Mobilités", "stationnement", "csv;geojson"),
    ("tri-des-dechets", "Points de tri des déchets", "Environnement", "déchets;tri", "csv;json"),
    ("agenda", "Agenda des événements", "Culture", "agenda;événements", "csv;ics"),
)

_LEISURE = "Equipement sportif et de loisirs"
_SCHOOL = "Equipement d'enseignement"
_CULTURE = "Equipement culturel"
_SOCIAL = "Equipement social et d'animation"
# Code, theme, type, name, kind of public building; the town hall comes first.
EQUIPMENT = (
    ("01010401", "Equipement administratif", "Mairie", "Mairie", "W"),
    ("05010101", _LEISURE, "Salle de sport", "Gymnase des Tilleuls", "X"),
    ("05020201", _LEISURE, "Terrain de sport", "Stade du Moulin", "PA"),
    ("06010101", _SCHOOL, "École maternelle", "École maternelle de la Forêt", "R"),
    ("06010201", _SCHOOL, "École élémentaire", "École élémentaire des Marronniers", "R"),
    ("08010101", _CULTURE, "Bibliothèque", "Médiathèque de l'Étang", "S"),
    ("08020101", _CULTURE, "Musée", "Musée de la Faïence", "Y"),
    ("04010101", _SOCIAL, "Salle polyvalente", "Salle des fêtes", "L"),
    ("04020101", _SOCIAL, "Centre social", "Maison pour tous", "L"),
    ("04030101", _SOCIAL, "Crèche", "Crèche des Hérissons", "R"),
    ("09010101", "Equipement de mobilité", "Parc de stationnement", "Parking de la Gare", "PS"),
    ("10010101", "Autre équipement", "Déchèterie", "Déchèterie des Brûlés", ""),
)

ASSOCIATIONS = (
    "Les Amis du livre",
    "Club de pétanque",
    "Chorale Les Hérons",
    "Comité des fêtes",
    "Théâtre de l'Écluse",
    "Jardins partagés",
    "Cyclo-club",
    "Club d'échecs",
    "Atelier de réparation",
    "École de musique",
)

PURPOSES = (
    "Fonctionnement annuel",
    "Achat de matériel",
    "Organisation d'une fête de quartier",
    "Ateliers pour les écoles",
    "Déplacements de l'équipe",
    "Édition d'un livret sur le patrimoine",
)

FREQUENCIES = ("Annuelle", "Annuelle", "Semestrielle", "Trimestrielle", "Ponctuelle", "Irrégulière")

# What is collected, and the usual volumes in litres.
CONTAINERS = (
    ("verre", (2000, 3000, 4000)),
    ("papier", (3000, 4000)),
    ("emballages", (3000, 4000, 5000)),
    ("textile", (1500, 2000)),
    ("déchets alimentaires", (240, 660, 1100)),
)

_GLUTEN = "céréales contenant du gluten"
# Name, diets, allergens, for each kind of dish.
DISHES: dict[str, tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]] = {
    "entrée": (
        ("Carottes râpées", ("végétarien",), ("moutarde",)),
        ("Salade de betteraves", ("végétarien",), ("moutarde",)),
        ("Taboulé", ("végétarien",), (_GLUTEN,)),
        ("Céleri rémoulade", ("végétarien",), ("céleri", "oeufs", "moutarde")),
        ("Potage de légumes", ("végétarien",), ("céleri",)),
    ),
    "plat principal": (
        ("Poisson pané", (), ("poissons", _GLUTEN)),
        ("Poulet rôti", (), ()),
        ("Lasagnes aux légumes", ("végétarien",), (_GLUTEN, "lait")),
        ("Omelette aux herbes", ("végétarien",), ("oeufs",)),
        ("Bœuf bourguignon", (), ("anhydride sulfureux et sulfites",)),
        ("Chili aux haricots rouges", ("végétarien",), ()),
    ),
    "garniture": (
        ("Purée de pommes de terre", ("végétarien",), ("lait",)),
        ("Riz de Camargue", ("végétarien",), ()),
        ("Haricots verts", ("végétarien",), ()),
        ("Semoule complète", ("végétarien",), (_GLUTEN,)),
    ),
    "produit laitier": (
        ("Yaourt nature", ("végétarien",), ("lait",)),
        ("Comté", (), ("lait",)),
        ("Fromage blanc", ("végétarien",), ("lait",)),
    ),
    "dessert": (
        ("Pomme", ("végétarien",), ()),
        ("Compote de poires", ("végétarien",), ()),
        ("Gâteau au chocolat", ("végétarien",), (_GLUTEN, "oeufs", "lait")),
        ("Crème à la vanille", ("végétarien",), ("lait",)),
    ),
}
