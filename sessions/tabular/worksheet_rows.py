"""The rows of one worksheet with what openpyxl's read-only mode does not hand out.

Read-only mode gives values only; its full mode knows what is hidden, merged and struck through, but
builds an object for every cell that a few bytes can name. This module therefore uses the parser
behind the read-only mode, which openpyxl counts as internal. Nothing else here does, and
`test_tabular_workbook.py` fails when a new openpyxl no longer has it.
"""

import contextlib
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree.ElementTree import iterparse

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._reader import (
    CF_TAG,
    COL_TAG,
    FILTER_TAG,
    FORMULA_TAG,
    ROW_TAG,
    VALUE_TAG,
    WorkSheetParser,
)
from openpyxl.xml.constants import SHEET_MAIN_NS

from sessions.tabular.cells import Formula
from sessions.tabular.sheet import MOST_COLUMNS, MOST_ROWS, Area

MERGED_TAG = f"{{{SHEET_MAIN_NS}}}mergeCell"
FORMAT_TAG = f"{{{SHEET_MAIN_NS}}}sheetFormatPr"
CELL_TAG = f"{{{SHEET_MAIN_NS}}}c"
TRUE = ("1", "true")
PLAIN_FILLS = ("00000000", "FFFFFFFF", "00FFFFFF")
BLACK, WHITE = "000000", "FFFFFF"
# The first colours of a theme, and the two colours of the system that have a number.
THEME_COLOURS = {0: WHITE, 1: BLACK}
SYSTEM_COLOURS = {64: BLACK, 65: WHITE}
# Shows nothing, whatever the cell holds.
NO_FORMAT = ";;;"
MOST_CONDITIONAL = 200
QUOTED = re.compile(r'"[^"]*"|\\.')
# Below these a row or column cannot be seen: its height in points, its width in characters.
LEAST_HEIGHT, LEAST_WIDTH = 1.0, 0.5


class WorksheetCell(NamedTuple):
    """One cell that holds something or is coloured. `column` counts from 0."""

    column: int
    value: object
    is_struck: bool
    is_invisible: bool
    is_coloured: bool


class _Style(NamedTuple):
    is_struck: bool
    is_invisible: bool
    is_coloured: bool
    is_percent: bool


class WorksheetRows:
    """Reads a worksheet of a read-only workbook once, from its first row to its last.

    `merged`, `conditional`, `filtered` and the hidden columns are complete when all rows have been
    read. `merged` stops at one area more than *most_merged*. `conditional` are the areas in which
    conditional formatting may strike out text or make it invisible.
    """

    def __init__(self, worksheet: Any, most_merged: int) -> None:
        self.merged: list[Area] = []
        self.conditional: list[Area] = []
        self.filtered = False
        self._worksheet = worksheet
        self._most_merged = most_merged
        self._hidden_columns: list[tuple[int, int]] = []
        self._styles: dict[int, _Style] = {}

    def rows(self) -> Iterator[tuple[int, list[WorksheetCell], bool]]:
        """Yield each row that is not blank: its number, its cells, and whether it is hidden."""
        sheet = self._worksheet
        all_hidden = False
        with sheet._get_source() as source:
            parser = _CellParser(
                source,
                sheet._shared_strings,
                data_only=True,
                epoch=sheet.parent.epoch,
                date_formats=sheet.parent._date_formats,
                timedelta_formats=sheet.parent._timedelta_formats,
                rich_text=True,
            )
            # A program that writes formulas without their results may write 0, and asks for them.
            calculation = sheet.parent.calculation
            parser.is_calculated = calculation is None or not calculation.fullCalcOnLoad
            element: Any
            for _, element in iterparse(source):
                tag = element.tag
                if tag == ROW_TAG and not any(map(len, element)):
                    # A row of blank cells, of which a formatted sheet can have very many.
                    given = element.get("r")
                    parser.row_counter = int(given) if given else parser.row_counter + 1
                    element.clear()
                elif tag == ROW_TAG:
                    hidden = element.get("hidden", "1" if all_hidden else "0") in TRUE
                    hidden = hidden or _is_below(element.get("ht"), LEAST_HEIGHT)
                    number, cells = parser.parse_row(element)
                    yield number, self._cells(cells), hidden
                    element.clear()
                elif tag == FORMAT_TAG:
                    height = element.get("defaultRowHeight")
                    all_hidden = element.get("zeroHeight") in TRUE or (
                        element.get("customHeight") in TRUE and _is_below(height, LEAST_HEIGHT)
                    )
                elif tag == COL_TAG:
                    narrow = _is_below(element.get("width"), LEAST_WIDTH)
                    if element.get("hidden") in TRUE or narrow:
                        first, last = int(element.get("min")), int(element.get("max"))
                        self._hidden_columns.append((first - 1, last - 1))
                elif tag == MERGED_TAG:
                    if len(self.merged) <= self._most_merged:
                        self.merged.append(_area(element.get("ref")))
                    element.clear()
                elif tag == CF_TAG:
                    if len(self.conditional) < MOST_CONDITIONAL and self._hides(element):
                        for reference in (element.get("sqref") or "").split():
                            # Some programs leave areas that are gone: #REF!
                            with contextlib.suppress(ValueError):
                                self.conditional.append(_area(reference))
                    element.clear()
                elif tag == FILTER_TAG:
                    self.filtered = True

    def hidden_columns(self, width: int) -> Iterator[int]:
        """Yield the hidden columns among the first *width*."""
        for first, last in self._hidden_columns:
            yield from range(first, min(last + 1, width))

    def _cells(self, cells: list[dict[str, Any]]) -> list[WorksheetCell]:
        found = []
        for cell in cells:
            if cell is BLANK:
                continue
            style = self._style(cell["style_id"])
            value = cell["value"]
            is_struck = style.is_struck
            if isinstance(value, CellRichText):
                is_struck = is_struck or any(map(_is_struck, value))
                value = str(value) or None
            if style.is_percent and isinstance(value, int | float) and value is not True:
                value = _percent_text(value)
            if value is not None or style.is_coloured:
                found.append(
                    WorksheetCell(
                        cell["column"] - 1, value, is_struck, style.is_invisible, style.is_coloured
                    )
                )
        found.sort(key=lambda each: each.column)
        return found

    def _style(self, style_id: int) -> _Style:
        style = self._styles.get(style_id)
        if style is None:
            cell = ReadOnlyCell(self._worksheet, 1, 1, None, "n", style_id)
            fill: Any = cell.fill
            solid = fill.fgColor if fill.fill_type == "solid" else None
            background = WHITE if fill.fill_type is None else _colour(solid, "")
            format_ = cell.number_format
            style = self._styles[style_id] = _Style(
                bool(cell.font.strike),
                format_ == NO_FORMAT or _colour(cell.font.color, BLACK) == background,
                fill.fill_type is not None
                and (fill.fill_type == "linear" or fill.fgColor.rgb not in PLAIN_FILLS),
                "%" in QUOTED.sub("", format_),
            )
        return style

    def _hides(self, formatting: Any) -> bool:
        """Return whether conditional formatting may strike out text or make it invisible."""
        styles = self._worksheet.parent._differential_styles.styles
        for rule in formatting:
            number = rule.get("dxfId", "")
            if not number.isdecimal() or int(number) >= len(styles):
                continue
            style = styles[int(number)]
            fill = getattr(style.fill, "bgColor", None)
            text = style.font.color if style.font is not None else None
            invisible = text is not None and _colour(text, BLACK) == _colour(fill, WHITE)
            struck = style.font is not None and style.font.strike
            shows_nothing = style.numFmt is not None and style.numFmt.formatCode == NO_FORMAT
            if invisible or struck or shows_nothing:
                return True
        return False


def _area(reference: str) -> Area:
    first_column, first_row, last_column, last_row = range_boundaries(reference)
    return Area(
        first_row or 1,
        last_row or MOST_ROWS,
        (first_column or 1) - 1,
        (last_column or MOST_COLUMNS) - 1,
    )


def _colour(colour: Any, default: str) -> str:
    """Return a colour in a form that can be compared: its figures, or its name in the theme."""
    if colour is None or colour.type == "auto":
        return default
    if colour.type == "theme":
        name = THEME_COLOURS.get(colour.theme) if not colour.tint else None
        return name or f"theme {colour.theme} {colour.tint}"
    if colour.type == "indexed":
        known = colour.indexed < len(COLOR_INDEX)
        code = COLOR_INDEX[colour.indexed] if known else default
        return SYSTEM_COLOURS.get(colour.indexed, code[-6:])
    return str(colour.rgb)[-6:].upper()


def _is_below(size: str | None, least: float) -> bool:
    return size is not None and float(size) < least


def _is_struck(part: object) -> bool:
    """Return whether a part of a text is struck through."""
    return isinstance(part, TextBlock) and bool(part.font.strike)


def _percent_text(value: float) -> str:
    """Return a number that is shown as a percentage as it is shown: 0.12 as "12%"."""
    return f"{round(value * 100, 6):.10g}%"


BLANK: dict[str, Any] = {}


class _CellParser(WorkSheetParser):
    """Reads the results of formulas, and knows a formula whose result is not there.

    `is_calculated`: whether the workbook does not ask to be calculated when it is opened.
    """

    is_calculated = True

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """Read one cell; `Formula` where the file holds a formula without its result."""
        if element.tag != CELL_TAG:
            return BLANK
        if not len(element) and "s" not in element.attrib and "r" in element.attrib:
            return BLANK
        cell: dict[str, Any] = super().parse_cell(element)
        not_calculated = not self.is_calculated and cell["value"] == 0
        if (cell["value"] is None or not_calculated) and len(element):
            formula = element.find(FORMULA_TAG)
            # An empty text is a result: ="" gives a cell that is blank.
            is_text = element.get("t") == "str" and element.find(VALUE_TAG) is not None
            if formula is not None and not is_text:
                cell["value"] = Formula(f"={formula.text or '…'}")
        return cell
