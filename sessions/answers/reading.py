"""A file of answers as sheets of cells: CSV, TSV, XLSX, Parquet. What they mean is read later."""

import csv
import io
import stat
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sessions.answers.sheets import (
    STEP,
    AnswersFile,
    Progress,
    Row,
    Sheet,
    no_progress,
    unusable,
)

LARGEST = 512 * 1024 * 1024
LARGEST_CELL = 1024 * 1024
LINES_LOOKED_AT = 20
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}

ZIP, PARQUET, OLD_OFFICE = b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0"


def read_answers(path: Path, progress: Progress = no_progress) -> AnswersFile:
    """Read a file of answers, by what it holds and not by its name; Unusable where it cannot be."""
    data = _bytes_of(path)
    if data.startswith(ZIP):
        # Late: importing openpyxl takes longer than reading a small CSV file.
        from sessions.answers.workbook import read_workbook

        return read_workbook(path, data, progress)
    if data.startswith(PARQUET):
        return _parquet(path)
    if data.startswith(OLD_OFFICE):
        raise unusable(
            path,
            "is an old Excel workbook (.xls), or one that is locked with a password",
            "Save it as .xlsx without a password, or as CSV.",
        )
    return _text(path, data, progress)


def _bytes_of(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise unusable(path, "is a folder", "Name the file in it.")
        if not stat.S_ISREG(status.st_mode):
            raise unusable(path, "is not a regular file", "Save it as a file.")
        if status.st_size > LARGEST:
            most = f"is larger than the {LARGEST // 1024 // 1024} MiB that are read"
            raise unusable(path, most, "Is it the right file?")
        data = path.read_bytes()
    except FileNotFoundError:
        raise unusable(path, "does not exist", "Check the name and the folder.") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        remedy = "Check the name, and your right to read it."
        raise unusable(path, f"cannot be read ({reason})", remedy) from None
    except ValueError:
        raise unusable(path, "is no file name", "Check the name.") from None
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise unusable(path, "is empty", "Is it the right file?")
    return data


def _text(path: Path, data: bytes, progress: Progress) -> AnswersFile:
    text, said = _decoded(path, data)
    separator, text = _separator(text)
    if separator != ",":
        said.append(f"read with {SEPARATORS[separator]} between the cells")
    rows: list[Row] = []
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    size = max(1, text.count("\n"))
    try:
        for number, row in enumerate(reader, 1):
            rows.append(row)
            if number % STEP == 0:
                progress("reading", reader.line_num, size)
    except csv.Error as error:
        line = f"line {reader.line_num}"
        if "unexpected end" in str(error):
            line = f"row {len(rows) + 1}"
        raise unusable(
            path,
            f"cannot be divided into cells ({error})",
            "Look for a quotation mark that is not closed, or save the file as CSV once more.",
            line,
        ) from None
    progress("reading", size, size)
    return AnswersFile(path, (Sheet(None, rows),), tuple(said))


def _decoded(path: Path, data: bytes) -> tuple[str, list[str]]:
    """Decode a text file: UTF-8, UTF-16 with its mark, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(path, data, "utf-16"), ["read as UTF-16"]
    if b"\0" in data:
        raise unusable(path, "is no table that is read here", "Save it as CSV, XLSX or Parquet.")
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
            "holds bytes that are neither UTF-8 nor Windows-1252",
            "Save it as CSV in UTF-8.",
            f"line {line}",
        ) from None


def _separator(text: str) -> tuple[str, str]:
    """Find what separates the cells, from the first lines; give it with the text to read."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"').casefold()
    if said.startswith("sep=") and len(said) == 5 and said[4] in SEPARATORS:
        return said[4], rest
    if first.strip('\r"').casefold() == "sep=\t":
        return "\t", rest
    lines = [line for line in text[:65536].splitlines() if line.strip()][:LINES_LOOKED_AT]
    return max(SEPARATORS, key=lambda separator: _evenness(lines, separator)), text


def _evenness(lines: Sequence[str], separator: str) -> int:
    """How many lines have the same number of separators, weighed by that number."""
    try:
        counts = [len(row) - 1 for row in csv.reader(lines, delimiter=separator)]
    except csv.Error:
        return 0
    found = Counter(count for count in counts if count)
    return max((count * many for count, many in found.items()), default=0)


def _parquet(path: Path) -> AnswersFile:
    # Late: nobody else needs pandas to read.
    import pandas as pd

    try:
        frame = pd.read_parquet(path)
    except ImportError:
        raise unusable(
            path,
            "is a Parquet file, and pyarrow, which reads these, is not installed",
            'Install it (pip install "ratings-panel[parquet]"), or save the table as CSV.',
        ) from None
    except (OSError, ValueError, KeyError) as error:
        raise unusable(
            path, f"cannot be read as Parquet ({type(error).__name__})", "Save it once more."
        ) from None
    rows: list[Row] = [[str(name) for name in frame.columns]]
    columns = [_plain_values(frame.iloc[:, place]) for place in range(frame.shape[1])]
    rows += zip(*columns, strict=True)
    return AnswersFile(path, (Sheet(None, rows),), ())


def _plain_values(column: "object") -> list[object]:
    import pandas as pd

    assert isinstance(column, pd.Series)
    missing = column.isna()
    return [
        None if gone else value
        for value, gone in zip(column.astype(object).tolist(), missing.tolist(), strict=True)
    ]
