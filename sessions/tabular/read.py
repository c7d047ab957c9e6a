"""Read a file of tables, by what it holds and not by its name."""

import stat
from pathlib import Path

from sessions.tabular.sheet import LARGEST_FILE, Progress, TableFile, no_progress, unusable

ZIP, PARQUET, OLD_OFFICE = b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0"
SUFFIXES = (
    ".csv",
    ".tsv",
    ".txt",
    ".xlsx",
    ".xlsm",
    ".xls",
    ".xlsb",
    ".ods",
    ".parquet",
)


def read_tables(path: Path, progress: Progress = no_progress) -> TableFile:
    """Read every sheet of a file: CSV, TSV, XLSX, XLSM, XLS, XLSB, ODS or Parquet.

    Raises:
        Unusable: The file cannot be read, is of another kind, or is too large.
    """
    data = _bytes_of(path)
    # Each is imported where it is used: their libraries take longer to load than a small file.
    if data.startswith(ZIP):
        from sessions.tabular.package import kind_of_package

        kind = kind_of_package(path, data)
        if kind != "XLSX":
            from sessions.tabular.other_workbook import read_other_workbook

            return read_other_workbook(path, data, kind)
        from sessions.tabular.workbook import read_workbook

        return read_workbook(path, data, progress)
    if data.startswith(PARQUET):
        from sessions.tabular.parquet import read_parquet

        return read_parquet(path, data, progress)
    if data.startswith(OLD_OFFICE):
        from sessions.tabular.other_workbook import read_other_workbook

        return read_other_workbook(path, data, "XLS")
    from sessions.tabular.text_table import read_text_table

    return read_text_table(path, data, progress)


def _bytes_of(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise unusable(path, "is a folder", "Name the file in it.")
        if not stat.S_ISREG(status.st_mode):
            raise unusable(path, "is not a regular file", "Save it as a file.")
        if status.st_size > LARGEST_FILE:
            most = f"is larger than the {LARGEST_FILE // 1024 // 1024} MiB that can be read"
            raise unusable(path, most, "Is it the right file?")
        data = path.read_bytes()
    except FileNotFoundError:
        raise unusable(path, "does not exist", "Check the name and the folder.") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        remedy = "Check the name, and that you have permission to read it."
        raise unusable(path, f"cannot be read ({reason})", remedy) from None
    except ValueError:
        raise unusable(path, "is not the name of a file", "Check the name.") from None
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise unusable(path, "is empty", "Is it the right file?")
    return data
