"""Clean tables to practise on: simulated, on real communes and town halls.

Communes, codes and addresses of town halls are real; everything else (bodies'
identifiers, associations, amounts, containers, menus) is made up and says so: see
`fictional`. A seed gives one département and the same table everywhere. Every cell is a
text, as read from a CSV file.
"""

import csv
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from culture_data import datasets
from culture_data.scdl import fictional
from culture_data.scdl.defects.codes import former_codes
from culture_data.scdl.defects.texts import without_accents
from culture_data.scdl.dice import Dice
from culture_data.scdl.sample_words import (
    ASSOCIATIONS,
    CATALOGUE,
    CONTAINERS,
    DISHES,
    EQUIPMENT,
    FREQUENCIES,
    PURPOSES,
    STREETS,
)

KEYS = {
    "catalogue": ("ID",),
    "equipements": ("EQUIP_UID",),
    "subventions": ("referenceDecision",),
    "points_apport_volontaire": ("pav_id",),
    "menus": ("menuPlatCode",),
}
SCHEMAS = {
    "catalogue": "catalogue",
    "equipements": "equipements",
    "subventions": "subventions",
    "menus": "menus-collectifs",
}
YEAR = 2024
# The standard's pattern for a commune's name takes no apostrophe and no œ.
PLAIN_NAME = re.compile(r"[A-Za-z\s\-À-ÿ]+")
STREET = re.compile(r"(\d+(?: (?:bis|ter))?),? ([a-zA-Z0-9\-'\sÀ-ÿ]{3,})")


@dataclass(frozen=True)
class TownHall:
    """A real commune and where its town hall stands."""

    code: str
    name: str
    department: str
    postcode: str
    population: int
    number: str
    street: str
    latitude: float
    longitude: float


def catalogue(seed: int) -> pd.DataFrame:
    """Return 60 rows of an SCDL catalogue (schema 0.1.3): five datasets of twelve communes."""
    dice = Dice(f"catalogue/{seed}")
    rows = []
    for number, hall in enumerate(_territory(dice, 12)):
        body, siret = f"Commune {of(hall.name)}", fictional.siret(fictional.COLLECTIVITE, number)
        for slug, title, theme, words, formats in dice.draw(CATALOGUE, 5):
            first = _day(dice, YEAR - 4, 500)
            published = first + datetime.timedelta(days=dice.between(60, 400))
            updated = published + datetime.timedelta(days=dice.between(10, 300))
            identifier = f"{_slug(hall.name)}-{slug}"
            rows.append(
                {
                    "COLL_NOM": body,
                    "COLL_SIRET": siret,
                    "ID": identifier,
                    "TITRE": f"{title} {of(hall.name)}",
                    "DESCRIPTION": f"{title} (données simulées pour l'exercice)",
                    "THEME": theme,
                    "PRODUCTEUR_NOM": body,
                    "PRODUCTEUR_SIRET": siret,
                    "COUV_SPAT_MAILLE": dice.pick(["Communale", "Communale", "Infracommunale"]),
                    "COUV_SPAT_NOM": hall.name,
                    "COUV_TEMP_DEBUT": str(first),
                    "COUV_TEMP_FIN": str(first + datetime.timedelta(days=365)),
                    "DATE_PUBL": str(published),
                    "FREQ_MAJ": dice.pick(FREQUENCIES),
                    "DATE_MAJ": str(updated),
                    "MOTS_CLES": words,
                    "LICENCE": dice.pick(
                        ["Licence Ouverte-LO"] * 3 + ["Open Database License-ODBL"]
                    ),
                    "NOMBRE_RESSOURCES": str(formats.count(";") + 1),
                    "FORMAT_RESSOURCES": formats,
                    "URL": f"https://data.{_slug(hall.name)}.example/{slug}",
                }
            )
    return pd.DataFrame(rows)


def equipements(seed: int) -> pd.DataFrame:
    """Return 90 rows of SCDL equipment (schema 0.1.5): town halls and five more each."""
    dice = Dice(f"equipements/{seed}")
    rows = []
    for number, hall in enumerate(_territory(dice, 15, zero=True)):
        for place, kind in enumerate([EQUIPMENT[0], *dice.draw(EQUIPMENT[1:], 5)]):
            code, theme, what, name, erp = kind
            town_hall = place == 0
            site = f"www.{_slug(hall.name)}.example"
            rows.append(
                {
                    "COLL_NOM": f"Commune {of(hall.name)}",
                    "COLL_SIRET": fictional.siret(fictional.COLLECTIVITE, number),
                    "EQUIP_UID": f"{hall.code}-{code}-001",
                    "EQUIP_THEME": theme,
                    "EQUIP_CODE": f"{code}-001",
                    "EQUIP_TYPE": what,
                    "EQUIP_NOM": f"{name} {of(hall.name)}" if town_hall else name,
                    "ADR_NUMERO": hall.number if town_hall else str(dice.between(1, 60)),
                    "ADR_NOMVOIE": hall.street if town_hall else dice.pick(STREETS),
                    "ADR_CODEPOSTAL": hall.postcode,
                    "ADR_COMMUNE": hall.name,
                    "ADR_CLE_INTEROP": "",
                    "ERP_ID": "",
                    "ERP_TYPE": erp,
                    "ERP_CATEGORIE": str(dice.between(2, 5)),
                    "EQUIP_LAT": _near(hall.latitude, town_hall, dice),
                    "EQUIP_LONG": _near(hall.longitude, town_hall, dice),
                    "EQUIP_OUVERTURE": dice.pick(["Mo-Fr 09:00-12:00", "Mo-Sa 08:30-17:30", ""]),
                    "EQUIP_TEL": fictional.telephone(number * 10 + place),
                    "EQUIP_EMAIL": f"accueil{place + 1}@{site.removeprefix('www.')}",
                    "EQUIP_WEB": f"https://{site}/equipements/{place + 1}",
                }
            )
    return pd.DataFrame(rows)


def subventions(seed: int) -> pd.DataFrame:
    """Return 100 rows of SCDL grants (schema 2.1.1) that one commune gave to associations."""
    dice = Dice(f"subventions/{seed}")
    halls = _territory(dice, 12)
    giver = max(halls, key=lambda hall: hall.population)
    clubs = [(f"{club} {of(hall.name)}", hall) for hall in halls for club in ASSOCIATIONS]
    rows = []
    for number, (name, _) in enumerate(dice.draw(clubs, 100)):
        day = _day(dice, YEAR, 300)
        paid = day + datetime.timedelta(days=dice.between(15, 60))
        parts = dice.below(4) == 0
        end = paid + datetime.timedelta(days=180)
        amount = dice.between(4, 400) * 50
        rows.append(
            {
                "nomAttribuant": f"Commune {of(giver.name)}",
                "idAttribuant": fictional.siret(fictional.COLLECTIVITE, 0),
                "dateConvention": str(day),
                "referenceDecision": f"{YEAR}-DEL-{number + 1:03}",
                "nomBeneficiaire": name,
                "idBeneficiaire": fictional.siret(fictional.ASSOCIATION, number + 1),
                "rnaBeneficiaire": fictional.rna(number + 1),
                "objet": dice.pick(PURPOSES),
                "montant": f"{amount}.{dice.pick(['50', '80', '25'])}" if parts else str(amount),
                "nature": dice.pick(["aide en numéraire"] * 5 + ["aide en nature"]),
                "conditionsVersement": "échelonné" if parts else "unique",
                "datesPeriodeVersement": f"{paid}/{end}" if parts else str(paid),
                "idRAE": "",
                "notificationUE": "oui" if dice.below(12) == 0 else "non",
                "pourcentageSubvention": dice.pick(["1", "1", "0.5", "0.8", "0.25"]),
                "dispositifAide": "",
            }
        )
    return pd.DataFrame(rows)


def points_apport_volontaire(seed: int) -> pd.DataFrame:
    """Return 120 containers for sorted waste: no SCDL schema, one row a container."""
    dice = Dice(f"pav/{seed}")
    halls = _territory(dice, 15, zero=True)
    rows = []
    for number in range(120):
        hall = halls[number % len(halls)]
        kind, volumes = dice.pick(CONTAINERS)
        street = dice.pick(STREETS)
        rows.append(
            {
                "pav_id": f"PAV-{number + 1:04}",
                "type_dechet": kind,
                "nom": f"{street}, {hall.name}",
                "adresse": f"{dice.between(1, 60)} {street}",
                "code_postal": hall.postcode,
                "code_insee": hall.code,
                "commune": hall.name,
                "volume_litres": str(dice.pick(volumes)),
                "accessible_pmr": dice.pick(["oui", "oui", "non"]),
                "date_pose": str(_day(dice, YEAR - dice.between(1, 9), 360)),
                "latitude": _near(hall.latitude, False, dice),
                "longitude": _near(hall.longitude, False, dice),
                "source": "données simulées",
            }
        )
    return pd.DataFrame(rows)


def menus(seed: int) -> pd.DataFrame:
    """Return 100 rows of SCDL menus (schema 1.2.3): 20 school lunches of five dishes."""
    dice = Dice(f"menus/{seed}")
    hall = max(_territory(dice, 12), key=lambda one: one.population)
    siret = fictional.siret(fictional.COLLECTIVITE, 0)
    rows = []
    for week in range(5):
        for weekday in (0, 1, 3, 4):
            day = datetime.date(YEAR, 9, 2) + datetime.timedelta(days=7 * week + weekday)
            for rank, (what, dishes) in enumerate(DISHES.items()):
                name, diet, allergens = dice.pick(dishes)
                organic = dice.below(3) == 0
                rows.append(
                    {
                        "menuCollNom": f"Commune {of(hall.name)}",
                        "menuCollSiret": siret,
                        "menuEtablissementNom": f"Cuisine municipale {of(hall.name)}",
                        "menuEtablissementSiret": siret,
                        "menuRestaurantNom": "École élémentaire des Tilleuls",
                        "menuRestaurantInsee": hall.code,
                        "menuRestaurantId": "",
                        "menuRestaurantIdType": "sans",
                        "menuRestaurantType": "élémentaire",
                        "menuRestaurantConvive": "élémentaire",
                        "menuDate": str(day),
                        "menuRepasType": "déjeuner",
                        "menuPlatType": what,
                        "menuPlatNom": name,
                        "menuPlatCode": f"{day:%Y%m%d}-{rank + 1}",
                        "menuPlatSiqo": '["agriculture biologique"]' if organic else "",
                        "menuPlatLabel": "",
                        "menuPlatPrecision": "",
                        "menuPlatRegime": _array(diet),
                        "menuPlatAllergene": _array(allergens),
                        "menuPlatTexture": '["sans texture modifiée"]',
                        "menuPlatNutriscore": dice.pick(["A", "A", "B", "C", "D"]),
                        "menuPlatPrix": f"{dice.between(20, 250) / 100:.2f}",
                        "menuPublicationDate": f"{YEAR}-08-26T08:00:00Z",
                        "menuModificationDate": "",
                        "menuModificationInfo": "",
                    }
                )
    return pd.DataFrame(rows)


def of(name: str) -> str:
    """Return "de" and the name, as French joins them: "d'Égly", "du Mans", "des Herbiers"."""
    for article, joined in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return joined + name.removeprefix(article)
    return f"d'{name}" if without_accents(name)[0] in "AEIOUY" else f"de {name}"


def _territory(dice: Dice, count: int, *, zero: bool = False) -> list[TownHall]:
    """Return communes of one département, some of them born of a merger.

    With `zero`, the département's number starts with 0, so that codes can lose it.
    """
    departments = _town_halls()
    numbers = sorted(number for number in departments if number.startswith("0") or not zero)
    halls = departments[dice.pick(numbers)]
    merged = dice.draw([hall for hall in halls if hall.code in former_codes()], 4)
    others = dice.draw([hall for hall in halls if hall not in merged], count - len(merged))
    return sorted((*merged, *others), key=lambda hall: hall.code)


@cache
def _town_halls() -> dict[str, list[TownHall]]:
    """Return the usable town halls of the départements that have enough of them."""
    with datasets.path("mairies.csv").open(encoding="utf-8", newline="") as file:
        halls = {line["code_insee"]: line for line in csv.DictReader(file)}
    found: dict[str, list[TownHall]] = {}
    with datasets.path("communes.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            hall = halls.get(line["code_insee"])
            made = _town_hall(line, hall) if hall and line["zone"] == "metro" else None
            if made:
                found.setdefault(made.department, []).append(made)
    former = former_codes()
    return {
        department: made
        for department, made in found.items()
        if len(made) >= 30 and sum(hall.code in former for hall in made) >= 4
    }


def _town_hall(commune: dict[str, str], hall: dict[str, str]) -> TownHall | None:
    street = STREET.fullmatch(hall["adresse"].split("\n")[0].strip())
    if not (street and PLAIN_NAME.fullmatch(commune["nom"]) and hall["latitude"]):
        return None
    return TownHall(
        code=commune["code_insee"],
        name=commune["nom"],
        department=commune["code_departement"],
        postcode=re.split(r"\D", commune["codes_postaux"])[0],
        population=int(commune["population"] or 0),
        number=street[1],
        street=street[2].strip(),
        latitude=float(hall["latitude"]),
        longitude=float(hall["longitude"]),
    )


def _near(degrees: float, exactly: bool, dice: Dice) -> str:
    """Return a coordinate at the town hall, or within about one kilometre."""
    return f"{degrees + (0 if exactly else dice.between(-900, 900) / 100_000):.6f}"


def _day(dice: Dice, year: int, days: int) -> datetime.date:
    return datetime.date(year, 1, 2) + datetime.timedelta(days=dice.below(days))


def _array(values: Sequence[str]) -> str:
    return "[" + ",".join(f'"{value}"' for value in values) + "]" if values else ""


def _slug(name: str) -> str:
    return re.sub(r"[^a-z]+", "-", without_accents(name).lower()).strip("-")
