"""Workbooks written part by part, for what no library writes."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>"
    ),
}


def worksheet(rows: str, before: str = "", after: str = "", prolog: str = "") -> str:
    """Return the XML of a worksheet with these rows, and what stands before and after them."""
    return (
        f'<?xml version="1.0"?>{prolog}<worksheet xmlns="{MAIN}">'
        f"{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def write_package(path: Path, sheet: str) -> None:
    """Write a workbook of one worksheet, given as XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in PARTS.items():
            package.writestr(name, content)
        package.writestr("xl/worksheets/sheet1.xml", sheet)


def repacked(
    path: Path,
    change: Callable[[str, bytes], bytes] = lambda name, data: data,
    rename: Callable[[str], str] = lambda name: name,
) -> None:
    """Write a package again with its parts changed or renamed."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            # As it is: the library would put slashes in.
            part = zipfile.ZipInfo("part")
            part.filename = rename(name)
            package.writestr(part, change(name, data))


def content_of_ods(
    sheets: Mapping[str, Sequence[Sequence[object]]], repeated: int = 1, columns: int = 1
) -> str:
    """Return the XML of an ODS workbook, every cell as text."""
    name = "xmlns:{0}='urn:oasis:names:tc:opendocument:xmlns:{0}:1.0'"
    names = " ".join(name.format(each) for each in ("office", "table", "text"))
    tables = "".join(
        f"<table:table table:name='{escape(name)}'>"
        + "".join(
            f"<table:table-row table:number-rows-repeated='{repeated}'>"
            + "".join(_cell_of_ods(value, columns) for value in row)
            + "</table:table-row>"
            for row in rows
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    return (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )


def _cell_of_ods(value: object, columns: int) -> str:
    repeated = f"table:number-columns-repeated='{columns}'"
    if value is None or value == "":
        return f"<table:table-cell {repeated}/>"
    text = escape(str(value))
    return (
        f"<table:table-cell {repeated} office:value-type='string'><text:p>{text}</text:p>"
        "</table:table-cell>"
    )


def write_ods(path: Path, content: str) -> None:
    """Write an ODS workbook."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
        f"<manifest:file-entry manifest:full-path='/' manifest:media-type='{kind}'/>"
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", kind)
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", content)
