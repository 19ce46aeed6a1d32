# /// script
# requires-python = ">=3.11"
# ///
"""Rebuild `datapackage.json`: the words of `ressources.toml`, and what the files say.

Rows, columns, sizes and hashes are read from the files, never typed in. Run it last,
after the recipes.
"""

import csv
import hashlib
import io
import json
import tomllib
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from cuisine import DATASETS, Files, run
from sources import RecipeError

WORDS = Path(__file__).with_name("ressources.toml")
SCHEMAS = "scdl/schemas/*.json"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def recipe(_cache: Path) -> Files:
    """Return the descriptor of the files that stand in `datasets/`."""
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    package = {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        **words["paquet"],
        "licenses": list(words["licences"].values()),
        "resources": [
            *(_resource(resource, words) for resource in words["ressource"]),
            *(_table_schema(file, words) for file in sorted(DATASETS.glob(SCHEMAS))),
        ],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    return {"datapackage.json": f"{text}\n".encode()}


def _resource(resource: dict, words: dict) -> dict:
    """Return the full description of one file, in the order of the Frictionless standard."""
    path = resource["path"]
    file = DATASETS / path
    if not file.is_file():
        raise RecipeError(f"« {path} » n'existe pas : lancez d'abord {resource['recipe']}.")
    content = file.read_bytes()
    columns, rows = _count(resource, content)
    return {
        "name": file.name,
        **_reading(resource),
        "path": path,
        "title": resource["title"],
        "description": resource["description"],
        "vintage": resource["vintage"],
        # Frictionless checks `rows` by reading the table; outlines are not one.
        "features" if path.endswith(".geojson") else "rows": rows,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "recipe": resource["recipe"],
        "sources": [words["sources"][source] for source in resource["sources"]],
        "licenses": [words["licences"][name] for name in resource.get("licences", ["etalab"])],
        "schema": _schema(resource, columns, words["champs"]),
    }


def _table_schema(file: Path, words: dict) -> dict:
    """Return the description of a schema, which says itself what it describes."""
    content = file.read_bytes()
    schema = json.loads(content)
    return {
        "name": file.name,
        "type": "json",
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
        "path": file.relative_to(DATASETS).as_posix(),
        "title": f"Schéma SCDL : {schema['title']}",
        "description": f"{schema['description']} {words['schemas']['description']}",
        "vintage": f"Schéma publié, version {schema['version']}",
        "columns": len(schema["fields"]),
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "recipe": words["schemas"]["recipe"],
        "sources": [
            {
                "title": f"Schéma publié « {schema.get('publishedName', schema['name'])} »",
                "path": schema["path"],
                "version": schema["version"],
            }
        ],
        "licenses": [words["licences"]["etalab"]],
    }


def _reading(resource: dict) -> dict:
    """Say how to read the file: its kind, format, encoding, separators."""
    suffix = Path(resource["path"]).suffix
    if suffix == ".geojson":
        return {"type": "file", "format": "geojson", "mediatype": "application/geo+json"}
    if suffix == ".xlsx":
        return {
            "type": "table",
            "format": "xlsx",
            "mediatype": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "dialect": {"excel": {"sheet": resource["sheet"]}},
        }
    reading = {
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": resource.get("encoding", "utf-8"),
    }
    dialect: dict[str, object] = {}
    if resource.get("dressed"):  # its note, after an empty line, is no row
        dialect |= {"commentChar": "Note", "skipBlankRows": True}
    if "lines_before_header" in resource:
        dialect["headerRows"] = [resource["lines_before_header"] + 1]
    if "delimiter" in resource:
        dialect["csv"] = {"delimiter": resource["delimiter"]}
    return reading | ({"dialect": dialect} if dialect else {})


def _count(resource: dict, content: bytes) -> tuple[list[str], int]:
    """Return the names of the columns and the number of rows, or of outlines."""
    suffix = Path(resource["path"]).suffix
    if suffix == ".geojson":
        features = json.loads(content)["features"]
        return list(features[0]["properties"]), len(features)
    if suffix == ".xlsx":
        return _count_sheet(resource["sheet"], content)
    text = content.decode(resource.get("encoding", "utf-8"))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=resource.get("delimiter", ","))
    table = list(lines)[resource.get("lines_before_header", 0) :]
    header, rows = table[0], table[1:]
    if resource.get("dressed"):
        rows = rows[: rows.index([])]
    return header, len(rows)


def _count_sheet(name: str, content: bytes) -> tuple[list[str], int]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        contents = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        names = [sheet.get("name") for sheet in contents.iter(f"{SHEET}sheet")]
        part = f"xl/worksheets/sheet{names.index(name) + 1}.xml"
        rows = list(ElementTree.fromstring(archive.read(part)).iter(f"{SHEET}row"))
    return ["".join(cell.itertext()) for cell in rows[0]], len(rows) - 1


def _schema(resource: dict, columns: list[str], shared: dict) -> dict:
    """Return the columns with type and description; a column without words is an error."""
    described = shared | resource.get("champs", {})
    missing = [column for column in columns if column not in described]
    if missing:
        raise RecipeError(
            f"ressources.toml ne décrit pas ces colonnes de {resource['path']} : {missing}."
        )
    fields = []
    for column in columns:
        kind, description = described[column]
        field = {"name": column, "type": kind, "description": description}
        if kind == "number" and "decimal" in resource:
            field["decimalChar"] = resource["decimal"]
        fields.append(field)
    key = {"primaryKey": [resource["cle"]]} if "cle" in resource else {}
    return {"fields": fields} | key


if __name__ == "__main__":
    run(recipe, "Décrit les fichiers de datasets dans datapackage.json.")
