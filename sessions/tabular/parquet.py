"""Parquet files as sheets of cells, read by pyarrow."""

import io
from pathlib import Path
from typing import Any

from sessions.tabular.sheet import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_FILLED_ROWS,
    Progress,
    Row,
    Sheet,
    TableFile,
    too_large,
    too_many_rows,
    unusable,
)
from sessions.tabular.sheet_column import columns_of
from sessions.text.problems import Unusable

BATCH = 10_000
LARGEST_CONTENT = 64 * 1024 * 1024
# The end of the file describes the columns, and is read whole.
LARGEST_DESCRIPTION = 4 * 1024 * 1024


def read_parquet(path: Path, data: bytes, progress: Progress) -> TableFile:
    """Read a Parquet file; its column names become the first row.

    Raises:
        Unusable: The file cannot be read, contains lists or tables in its cells, or is too large.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise unusable(
            path,
            "is a Parquet file, and pyarrow, which reads these, is not installed",
            'Install it (pip install "ratings-panel[parquet]"), or save the table as CSV.',
        ) from None
    described = int.from_bytes(data[-8:-4], "little")
    if data.endswith(b"PAR1") and described > LARGEST_DESCRIPTION:
        message = f"is a Parquet file with more than {LARGEST_DESCRIPTION // 1024 // 1024} MiB of"
        raise unusable(
            path,
            f"{message} descriptions of its columns",
            "Save only the table with the answers, as CSV.",
        )
    try:
        file = pq.ParquetFile(io.BytesIO(data))
        schema = file.schema_arrow
        texts = [field.name for field in schema if _holds_text(field.type)]
        nested = [field.name for field in schema if pa.types.is_nested(field.type)]
        if nested:
            names = ", ".join(f'"{name}"' for name in nested[:10])
            raise unusable(
                path,
                f"contains lists or tables in the cells of {names}",
                "Give each column one value in each cell, or leave these columns out.",
            )
        total = file.metadata.num_rows
        if len(schema) > MOST_COLUMNS or total * len(schema) > MOST_CELLS:
            raise too_large(path)
        if total > MOST_FILLED_ROWS:
            raise too_many_rows(path)
        if _unpacked_size(file.metadata) > LARGEST_CONTENT:
            raise _too_much_text(path)
        # Texts stay packed until their length is known: a few bytes can stand for very many.
        file = pq.ParquetFile(io.BytesIO(data), read_dictionary=texts)
        rows: list[Row] = [tuple(str(name) for name in schema.names)]
        content = 0
        for batch in file.iter_batches(batch_size=BATCH):
            content += sum(map(_size, batch.columns))
            if content > LARGEST_CONTENT:
                raise _too_much_text(path)
            rows += zip(*map(_values, batch.columns), strict=True)
            progress("reading", len(rows) - 1, max(1, total))
    except (Unusable, MemoryError):
        raise
    except Exception as error:
        # A damaged file makes pyarrow raise errors of almost any kind.
        message = f"cannot be read as Parquet ({type(error).__name__})"
        raise unusable(path, message, "Save it again, or as CSV.") from None
    return TableFile(path, "Parquet", (Sheet(None, columns_of(rows), len(rows)),))


def _holds_text(kind: Any) -> bool:
    import pyarrow as pa

    return any(
        is_kind(kind)
        for is_kind in (
            pa.types.is_string,
            pa.types.is_large_string,
            pa.types.is_binary,
            pa.types.is_large_binary,
        )
    )


def _unpacked_size(metadata: Any) -> int:
    """Return how many bytes the columns hold once they are unpacked."""
    groups = range(metadata.num_row_groups)
    return sum(metadata.row_group(group).total_byte_size for group in groups)


def _size(column: Any) -> int:
    """Return how many bytes a column's values hold, each counted where it is used."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_dictionary(column.type) or not _holds_text(column.type.value_type):
        return int(column.nbytes)
    lengths = pc.binary_length(column.dictionary)
    return pc.sum(lengths.take(column.indices)).as_py() or 0


def _values(column: Any) -> list[object]:
    """Return the values of a column; bytes, which older programs write for text, as text."""
    return [
        value.decode(errors="replace") if isinstance(value, bytes) else value
        for value in column.to_pylist()
    ]


def _too_much_text(path: Path) -> Unusable:
    message = (
        f"contains more than the {LARGEST_CONTENT // 1024 // 1024} MiB of text that can be read"
    )
    return unusable(path, message, "Save only the table with the answers, as CSV.")
