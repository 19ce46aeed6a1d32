"""From lines of cells to the bytes of a CSV file, and back."""

import csv
import io
from collections.abc import Collection, Sequence

import pandas as pd

from culture_data.scdl.ledger import Reading


def write(lines: Sequence[Sequence[str]], reading: Reading, cp1252_lines: Collection[int]) -> bytes:
    """Write lines of cells as a CSV file.

    Args:
        lines: every line of the file, titles and header included.
        reading: encoding and separator.
        cp1252_lines: for a "mixte" file, the places of the lines in cp1252.

    Raises:
        UnicodeEncodeError: a letter that cp1252 does not have.
    """
    parts = []
    for place, line in enumerate(lines):
        out = io.StringIO()
        csv.writer(out, delimiter=reading.separator, lineterminator="\n").writerow(line)
        small = reading.encoding == "cp1252" or place in cp1252_lines
        parts.append(out.getvalue().encode("cp1252" if small else "utf-8"))
    mark = b"\xef\xbb\xbf" if reading.encoding == "utf-8-sig" else b""
    return mark + b"".join(parts)


def read(content: bytes, reading: Reading) -> pd.DataFrame:
    """Read a file written by `write`, every cell as text, blanks as ""."""
    text = _decode(content, reading)
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=reading.separator))
    header, *rows = lines[reading.lines_before_header :]
    return pd.DataFrame(rows, columns=header, dtype=object)


def _decode(content: bytes, reading: Reading) -> str:
    if reading.encoding != "mixte":
        return content.decode(reading.encoding)
    return "".join(_decode_line(line) for line in content.splitlines(keepends=True))


def _decode_line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252")
