"""Points that are no longer where they were."""

from culture_data.scdl.defects.base import PairDefect


def _swapped(latitude: str, longitude: str) -> tuple[str, str]:
    return longitude, latitude


def _null(_latitude: str, _longitude: str) -> tuple[str, str]:
    return "0", "0"


DEFECTS = (
    PairDefect(
        "coordonnees_inversees",
        "latitudes et longitudes échangées",
        "irve/irve-consolidation-v2.0.0-20210718.csv",
        change=_swapped,
    ),
    PairDefect(
        "coordonnees_nulles",
        "coordonnées à zéro (au large de l'Afrique)",
        "dechets/nantes-points-apport-volontaire-2016.csv (point arrondi, hors de propos)",
        recovery="source",
        change=_null,
    ),
)
