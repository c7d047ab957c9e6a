"""CSV, TSV and other tables of text as sheets of cells, read by pandas."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd

from sessions.tabular.sheet import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_FILLED_ROWS,
    Progress,
    Sheet,
    TableFile,
    too_large,
    too_many_rows,
    unusable,
)
from sessions.tabular.sheet_column import SheetColumn

LARGEST_TEXT = 32 * 1024 * 1024
LINES_SAMPLED = 20
TEXT_SAMPLED = 1024 * 1024
ROWS_SAMPLED = 300
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
NOT_TABLES = (
    (
        re.compile(
            r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|table|meta|head|body)",
            re.IGNORECASE | re.DOTALL,
        ),
        "a web page",
    ),
    (re.compile(r"\s*<(div|span|center|p|br|pre|title|style|script)\b", re.I), "a web page"),
    (re.compile(r"\s*<", re.DOTALL), "an XML document"),
    (re.compile(r"mime-version:", re.IGNORECASE), "a web page"),
    (re.compile(r"%PDF-"), "a PDF document"),
    (re.compile(r"\{\\rtf"), "an RTF document"),
    (re.compile(r"\s*[\[{]\s*[\[{\"]"), "a JSON document"),
)
# Old programs end a file with it.
END_OF_FILE = "\x1a"
UNCLOSED = re.compile(r"EOF inside string starting at row (\d+)")


def read_text_table(path: Path, data: bytes, progress: Progress) -> TableFile:
    """Read a table of text, whatever separates its cells.

    Raises:
        Unusable: The file is not text, not a table, or too large.
    """
    if len(data) > LARGEST_TEXT:
        message = f"is larger than the {LARGEST_TEXT // 1024 // 1024} MiB of text that can be read"
        raise unusable(path, message, "Save only the table with the answers.")
    text, notes = _decoded(path, data)
    text = text.rstrip(END_OF_FILE)
    _check_kind(path, text)
    separator, text = _separator(text)
    if separator != ",":
        notes.append(f"read with {SEPARATORS[separator]} between the cells")
    progress("reading", 0, 1)
    sheet = _sheet(path, text, separator)
    progress("reading", 1, 1)
    kind = "TSV" if separator == "\t" else "CSV"
    return TableFile(path, kind, (sheet,), tuple(notes))


def _decoded(path: Path, data: bytes) -> tuple[str, list[str]]:
    """Decode a file: by its mark, else UTF-8, else Windows-1252; with a note unless UTF-8."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decode(path, data, encoding), [f"read as {encoding.upper()}"]
    start = data[:4000]
    if b"\0" in start and len(start) >= 2:
        for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
            if zeros.count(0) > 0.8 * len(zeros):
                return _decode(path, data, encoding), ["read as UTF-16"]
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        message = "contains a zero byte, which a text table never does"
        raise unusable(path, message, "Save it as CSV, XLSX or Parquet.", f"line {line}")
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return _decode(path, data, "cp1252"), ["read as Windows-1252, because it is not UTF-8"]


def _decode(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise unusable(
            path,
            "contains bytes that are neither UTF-8 nor Windows-1252",
            "Save it as CSV in UTF-8.",
            f"line {line}",
        ) from None


def _check_kind(path: Path, text: str) -> None:
    start = text[:4000]
    for pattern, kind in NOT_TABLES:
        if pattern.match(start):
            old = path.suffix.casefold() in (".xls", ".xlsx", ".csv")
            named = f" named {path.suffix.casefold()}" if old else ""
            remedy = "Open it in a spreadsheet and save it as .xlsx."
            raise unusable(path, f"is {kind}{named}", remedy)


def _separator(text: str) -> tuple[str, str]:
    """Find what separates the cells, from the first lines; return it with the text to read."""
    first, _, rest = text.partition("\n")
    given = first.strip('\r "').casefold()
    if given.startswith("sep=") and given[4:] in SEPARATORS:
        return given[4:], rest
    lines = [line for line in text[:65536].splitlines() if line.strip()][:LINES_SAMPLED]
    return max(SEPARATORS, key=lambda separator: _evenness(lines, separator)), text


def _evenness(lines: Sequence[str], separator: str) -> int:
    """Return how many lines have the same number of separators, weighed by that number."""
    try:
        counts = [len(row) - 1 for row in csv.reader(lines, delimiter=separator)]
    except csv.Error:
        return 0
    repeated = Counter(count for count in counts if count)
    return max((count * many for count, many in repeated.items()), default=0)


def _sheet(path: Path, text: str, separator: str) -> Sheet:
    encoded = text.encode()
    width = max(_width(path, encoded, separator), _quoted_width(text, separator))
    try:
        # Lines may be shorter than others: titles above a table, notes below it.
        frame = pd.read_csv(
            io.BytesIO(encoded),
            encoding="utf-8",
            sep=separator,
            header=None,
            names=range(width),
            index_col=False,
            dtype="category",
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=False,
            low_memory=False,
        )
    except pd.errors.EmptyDataError:
        raise unusable(path, "is empty", "Is it the right file?") from None
    except (pd.errors.ParserError, ValueError) as error:
        unclosed = UNCLOSED.search(str(error))
        place = f"row {int(unclosed[1]) + 1}" if unclosed else ""
        raise unusable(
            path,
            "cannot be divided into cells",
            "Look for a quotation mark that is not closed, or save the file as CSV again.",
            place,
        ) from None
    return Sheet(None, [_column(frame[place].array) for place in range(width)], len(frame))


def _width(path: Path, text: bytes, separator: str) -> int:
    """Return how many columns a table may have; Unusable where it has more than are read."""
    characters = np.frombuffer(text, np.uint8)
    feeds, returns = characters == ord("\n"), characters == ord("\r")
    ends = np.concatenate(([-1], np.flatnonzero(feeds | returns), [len(text)]))
    filled = np.count_nonzero(np.diff(ends) > 1)
    lines = max(np.count_nonzero(feeds), np.count_nonzero(returns)) + 1
    if filled > MOST_FILLED_ROWS or lines > MOST_CELLS:
        raise too_many_rows(path)
    separators = np.flatnonzero(characters == ord(separator))
    width = 1 + int(np.diff(np.searchsorted(separators, ends)).max())
    if width > MOST_COLUMNS:
        raise unusable(
            path,
            f"has more than the {MOST_COLUMNS:,} columns that can be read",
            "Is it the right file?",
        )
    if width * lines > 2 * MOST_CELLS:
        raise too_large(path)
    return width


def _quoted_width(text: str, separator: str) -> int:
    """Return how many columns the first rows have, where quoted cells may hold line breaks."""
    if '"' not in text:
        return 0
    lines = io.StringIO(text[:TEXT_SAMPLED], newline="")
    try:
        return max(
            map(len, islice(csv.reader(lines, delimiter=separator), ROWS_SAMPLED)), default=0
        )
    except csv.Error:
        return 0


def _column(held: pd.Categorical) -> SheetColumn:
    texts = held.categories.tolist()
    codes = held.codes.astype(np.int32)
    filled = codes >= 0
    if "" in texts:
        filled &= codes != texts.index("")
    places = np.flatnonzero(filled).astype(np.int32)
    return SheetColumn([None, *texts], places + 1, codes[places] + 1)
