"""Tables of many inspections as offices keep them: rows of averages, macros, links, two schemes."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tui.cli.main import main

Captured = pytest.CaptureFixture[str]
Parts = dict[str, bytes]
HEAD: list[object] = [
    "inspection",
    "scheme",
    "1.1",
    *(f"2.1.{n} {w}" for n in "123" for w in ("yes", "relevant")),
]
ROWS: list[list[object]] = [
    HEAD,
    ["avon", "youth-2018", "Good", 12, 20, 8, 20, 9, 20],
    ["brent", "youth-2021", "Good", 13, 20, 18, 20, 19, 20],
]
MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def relationship(kind: str, target: str, mode: str = "") -> bytes:
    external = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"{external}/>'.encode()


def relationships(one: bytes) -> bytes:
    return f'<Relationships xmlns="{PACKAGE}">'.encode() + one + b"</Relationships>"


def with_macros(parts: Parts) -> None:
    types = parts["[Content_Types].xml"]
    assert MAIN in types
    parts["[Content_Types].xml"] = types.replace(MAIN, MACROS)
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0" + bytes(600)


def with_an_external_link(parts: Parts) -> None:
    link = f'<externalReferences><externalReference xmlns:r="{OFFICE}" r:id="rIdX"/>'
    end = b"</sheets>"
    assert end in parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        end, end + link.encode() + b"</externalReferences>"
    )
    names = parts["xl/_rels/workbook.xml.rels"]
    one = relationship("externalLink", "externalLinks/externalLink1.xml")
    parts["xl/_rels/workbook.xml.rels"] = names.replace(
        b"</Relationships>", one + b"</Relationships>"
    )
    parts["xl/externalLinks/externalLink1.xml"] = (
        f'<externalLink xmlns="{SHEET}" xmlns:r="{OFFICE}"><externalBook r:id="rIdX"/>'
        "</externalLink>"
    ).encode()
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = relationships(
        relationship("externalLinkPath", "http://127.0.0.1:9/x.xlsx", "External")
    )


def with_a_pivot_table(parts: Parts) -> None:
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(
        relationship("pivotTable", "../pivotTables/pivotTable1.xml")
    )
    parts["xl/pivotTables/pivotTable1.xml"] = (
        f'<pivotTableDefinition xmlns="{SHEET}" name="P" cacheId="1" dataCaption="x">'
        '<location ref="A1:B2" firstHeaderRow="1" firstDataRow="1" firstDataCol="0"/>'
        "</pivotTableDefinition>"
    ).encode()


def workbook(path: Path, change: Callable[[Parts], None]) -> Path:
    """Write a workbook of two inspections under two schemes, with its parts changed."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in ROWS:
        book.active.append(row)
    plain = path.with_name("plain.xlsx")
    book.save(plain)
    with zipfile.ZipFile(plain) as source:
        parts = {each.filename: source.read(each) for each in source.infolist()}
    change(parts)
    with zipfile.ZipFile(path, "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("macros.xlsm", with_macros),
        ("link.xlsx", with_an_external_link),
        ("pivot.xlsx", with_a_pivot_table),
    ],
)
def test_a_workbook_of_an_office_is_read(
    name: str, change: Callable[[Parts], None], tmp_path: Path, capsys: Captured
) -> None:
    assert main(["portfolio", str(workbook(tmp_path / name, change))]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    # 8 of 20 is Inadequate, 13 of 20 Good; each inspection stands under its own scheme.
    first, second = told.out.split("2021 youth offending standards")
    (avon,) = [row.split() for row in first.splitlines() if row.startswith("avon")]
    (brent,) = [row.split() for row in second.splitlines() if row.startswith("brent")]
    assert (avon[1], avon[5]) == ("G", "I")
    assert (brent[1], brent[5]) == ("G", "G")


@pytest.mark.parametrize(
    "name", ["England", "Average", "Mean", "England and Wales", "National", "YJS average", "TOTAL:"]
)
@pytest.mark.parametrize("shape", ["percentages", "ratings"])
def test_a_row_of_several_inspections_is_named_and_is_no_inspection(
    name: str, shape: str, tmp_path: Path, capsys: Captured
) -> None:
    head = "inspection,scheme,1.1,2.1.1 percent,2.1.2 percent,2.1.3 percent,2 cases"
    rows = ["avon,youth-2018,Good,80,70,64,600", "brent,youth-2018,Good,90,85,70,20"]
    last = f"{name},youth-2018,Good,85,77,67,620"
    lines = [head, *rows, last]
    if shape == "ratings":
        lines = [",".join(line.split(",")[:3]) for line in lines]
    path = tmp_path / "table.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert main(["portfolio", str(path)]) == 0
    told = capsys.readouterr()
    assert "row 4: totals of other rows: not read" in told.err
    assert name not in told.out
    assert {"avon", "brent"} <= {row.split(" ")[0] for row in told.out.splitlines()}


def test_a_place_that_only_begins_like_the_country_is_an_inspection(
    tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("inspection,scheme,1.1\nwalesby,youth-2018,Good\n", encoding="utf-8")
    assert main(["portfolio", str(path)]) == 0
    assert "walesby" in capsys.readouterr().out


def test_percentages_of_a_sample_of_more_than_500(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "table.csv"
    path.write_text(
        "inspection,scheme,2.1.1 percent,2.1.2 percent,2.1.3 percent,2 cases\n"
        "avon,youth-2018,80,70,66,600\n",
        encoding="utf-8",
    )
    assert main(["portfolio", str(path)]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    (row,) = [row.split() for row in told.out.splitlines() if row.startswith("avon")]
    assert row[5] == "G"
