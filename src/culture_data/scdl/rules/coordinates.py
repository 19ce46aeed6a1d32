"""Coordinates are somewhere in France, overseas included, and not swapped."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from culture_data.scdl.problem import Finding, Rule, Severity
from culture_data.scdl.rules.base import Line, RowRule

SWAPPED = Rule("coordonnees-inversees", "Latitude et longitude échangées", Severity.WARNING)
OUTSIDE = Rule("coordonnees-hors-france", "Coordonnées hors de France", Severity.WARNING)
LATITUDES = {"latitude", "ylat", "lat_coor1", "equip_lat", "lat"}
LONGITUDES = {"longitude", "xlong", "long_coor1", "equip_long", "lon", "long"}
# West, south, east, north, in degrees, with a small margin: to tell a slip, not a border.
TERRITORIES = {
    "la métropole": (-5.3, 41.3, 9.7, 51.2),
    "la Guadeloupe": (-61.9, 15.8, -60.9, 16.6),
    "la Martinique": (-61.3, 14.3, -60.7, 15.0),
    "la Guyane": (-54.7, 2.0, -51.5, 5.9),
    "La Réunion": (55.1, -21.5, 55.9, -20.8),
    "Mayotte": (44.9, -13.1, 45.4, -12.5),
    "Saint-Pierre-et-Miquelon": (-56.6, 46.7, -56.0, 47.2),
    "Saint-Barthélemy et Saint-Martin": (-63.3, 17.8, -62.7, 18.2),
    "la Nouvelle-Calédonie": (158.0, -23.0, 172.2, -18.0),
    "la Polynésie française": (-155.0, -28.0, -134.0, -7.5),
    "Wallis-et-Futuna": (-178.3, -14.5, -176.0, -13.1),
    "les Terres australes et antarctiques": (39.5, -50.2, 78.0, -11.3),
}


@dataclass(frozen=True)
class Pair:
    """Check a longitude and a latitude that stand in two columns."""

    longitude: str
    latitude: str

    def applies(self, present: frozenset[str]) -> bool:
        """Tell whether both columns are there."""
        return present.issuperset((self.longitude, self.latitude))

    def check(self, line: Line) -> list[Finding]:
        """Return a point that is swapped or far away."""
        x, y = line.values[self.longitude], line.values[self.latitude]
        if x is None or y is None:
            return []
        written = f"{line.written[self.latitude]}, {line.written[self.longitude]}"
        return _judge(x, y, written, self.latitude)


@dataclass(frozen=True)
class Point:
    """Check a longitude and a latitude that stand in one cell."""

    column: str

    def applies(self, present: frozenset[str]) -> bool:
        """Tell whether the column is there."""
        return self.column in present

    def check(self, line: Line) -> list[Finding]:
        """Return a point that is swapped or far away."""
        point = line.values[self.column]
        if point is None:
            return []
        return _judge(point[0], point[1], line.written[self.column], self.column)


def for_fields(fields: list[dict[str, Any]]) -> list[RowRule]:
    """Return the rules that the fields of a schema call for."""
    names = {field["name"].lower(): field["name"] for field in fields}
    longitude = next((names[name] for name in names if name in LONGITUDES), None)
    latitude = next((names[name] for name in names if name in LATITUDES), None)
    rules: list[RowRule] = [
        Point(field["name"]) for field in fields if field.get("type") == "geopoint"
    ]
    if longitude and latitude:
        rules.append(Pair(longitude, latitude))
    return rules


def in_france(longitude: Decimal | float, latitude: Decimal | float) -> bool:
    """Tell whether a point is in or near a French territory."""
    return any(
        west <= longitude <= east and south <= latitude <= north
        for west, south, east, north in TERRITORIES.values()
    )


def _judge(x: Any, y: Any, written: str, column: str) -> list[Finding]:
    if in_france(x, y):
        return []
    if in_france(y, x):
        return [
            Finding(
                SWAPPED,
                written,
                "Latitude et longitude sont échangées\u00a0: dans l'autre sens, ce point est en France.",
                "Échangez les deux valeurs\u00a0; si toutes les lignes sont dans ce cas, échangez les "
                "noms des deux colonnes.",
                column,
            )
        ]
    return [
        Finding(
            OUTSIDE,
            written,
            "Ce point n'est ni en métropole ni outre-mer.",
            "Vérifiez le signe (à l'ouest de Greenwich, la longitude est négative), la place du point "
            "décimal, et que les valeurs sont des degrés WGS 84, pas des mètres (Lambert 93).",
            column,
        )
    ]
