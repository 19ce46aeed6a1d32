"""Guess the encoding of a text from its bytes, and decode it line by line."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from culture_data.errors import CultureDataError

CHUNK = 1 << 20
SAMPLE = 1 << 22
LONGEST_LINE = 10_000_000
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OLD = ("cp1252", "mac_roman", "cp850")
FRENCH = frozenset("éèêëàâäùûüôöîïçœæÉÈÊËÀÂÙÛÔÖÎÏÇŒ’‘“”«»–—…°²€\u00a0")
OLD_MAC_END = re.compile(r"(?<=\r)(?!\n|$)")
NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 avec marque d'ordre (BOM)",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp850": "DOS (cp850)",
}


def guess(path: Path) -> str:
    """Return the Python name of the encoding of a text file.

    A few lines that are not UTF-8 do not change the encoding of a file that is: those lines
    are told apart later, one by one.
    """
    with path.open("rb") as file:
        start = file.read(4)
        for mark, name in BOMS:
            if start.startswith(mark):
                return name
        file.seek(0)
        good, bad, sample = _count_lines(file)
    if good >= bad:  # a line is seldom UTF-8 by chance
        return "utf-8"
    return max(OLD, key=lambda name: (_looks_french(sample, name), name == "cp1252"))


def lines(file: BinaryIO, encoding: str) -> Iterator[tuple[str, bool]]:
    """Yield each line with its end, and whether it was in the announced encoding.

    Raises:
        CultureDataError: a line is too long for a table.
    """
    if encoding == "utf-16":
        reader = codecs.getreader("utf-16")(file, "replace")
        yield from ((line, "\ufffd" not in line) for line in reader)
        return
    decoder = "utf-8" if encoding == "utf-8-sig" else encoding
    if encoding == "utf-8-sig":
        file.read(3)
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise CultureDataError(
                "Une ligne du fichier dépasse dix millions de caractères\u00a0: ce n'est pas un tableau. "
                "Vérifiez que le fichier est bien un export CSV."
            )
        try:
            text, right = line.decode(decoder), True
        except UnicodeDecodeError:
            text, right = line.decode("cp1252", errors="replace"), False
        if "\r" in text[:-2]:  # the ends of lines of old Macs, which csv refuses inside a line
            yield from ((piece, right) for piece in OLD_MAC_END.split(text))
        else:
            yield text, right


def _count_lines(file: BinaryIO) -> tuple[int, int, bytes]:
    """Count the lines with accents that are UTF-8 and those that are not."""
    good = bad = 0
    sample = bytearray()
    for line in iter(lambda: file.readline(LONGEST_LINE), b""):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            good += 1
        except UnicodeDecodeError:
            bad += 1
            if len(sample) < SAMPLE:
                sample += line
    return good, bad, bytes(sample)


def _looks_french(sample: bytes, encoding: str) -> int:
    """Count the French signs among those beyond ASCII, less the others."""
    beyond = bytes(byte for byte in sample if byte > 127)
    text = beyond.decode(encoding, errors="replace")
    return sum(1 if character in FRENCH else -1 for character in text)
