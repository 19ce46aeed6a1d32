"""Write a small xlsx whose bytes never change: no clock, no compression, no library.

A general library writes the date of the day and follows the version of zlib; a file
whose hash is published can do neither.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

MIDNIGHT = (2026, 3, 9, 0, 0, 0)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"

PROPERTIES = (
    f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:creator>Culture Data</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2026-03-09T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2026-03-09T00:00:00Z</dcterms:modified>'
    "</cp:coreProperties>"
)

# The least that readers accept without a warning: one font, two fills, one named style.
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its rows; text stays text, numbers are numbers, "" is an empty cell."""

    name: str
    rows: Sequence[Sequence[str | float]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return the bytes of the workbook (at most 26 columns)."""
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations(
            (f"{OFFICE}/officeDocument", "xl/workbook.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": PROPERTIES,
        "xl/workbook.xml": _contents([sheet.name for sheet in sheets]),
        "xl/_rels/workbook.xml.rels": _relations(
            *((f"{OFFICE}/worksheet", f"worksheets/sheet{n}.xml") for n, _ in _numbered(sheets)),
            (f"{OFFICE}/styles", "styles.xml"),
        ),
        "xl/styles.xml": STYLES,
    }
    for number, sheet in _numbered(sheets):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, MIDNIGHT)
            entry.create_system = 0  # the same on Windows and elsewhere
            entry.external_attr = 0
            archive.writestr(entry, text.encode())
    return packed.getvalue()


def _numbered(sheets: Sequence[Sheet]) -> list[tuple[int, Sheet]]:
    return list(enumerate(sheets, start=1))


def _content_types(sheets: int) -> str:
    overrides = {
        "/xl/workbook.xml": f"{CONTENT}.sheet.main+xml",
        "/xl/styles.xml": f"{CONTENT}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    for number in range(1, sheets + 1):
        overrides[f"/xl/worksheets/sheet{number}.xml"] = f"{CONTENT}.worksheet+xml"
    lines = "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items()
    )
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    )


def _relations(*relations: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, start=1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def _contents(names: Sequence[str]) -> str:
    lines = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    return f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{lines}</sheets></workbook>'


def _sheet(sheet: Sheet) -> str:
    rows = "".join(
        f'<row r="{number}">{_row(number, cells)}</row>'
        for number, cells in enumerate(sheet.rows, start=1)
    )
    return f'{XML}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _row(number: int, cells: Sequence[str | float]) -> str:
    return "".join(
        _cell(f"{letter}{number}", cell)
        for letter, cell in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", cells, strict=False)
    )


def _cell(place: str, cell: str | float) -> str:
    if cell == "":
        return f'<c r="{place}"/>'
    if isinstance(cell, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    return f'<c r="{place}"><v>{cell!r}</v></c>'
