"""Parquet files as sheets of cells, read by pyarrow."""

import io
from pathlib import Path

from sessions.tabular.sheet import (
    MOST_CELLS,
    MOST_COLUMNS,
    Progress,
    Row,
    Sheet,
    TableFile,
    too_large,
    unusable,
)
from sessions.text.problems import Unusable

BATCH = 10_000
LARGEST_CONTENT = 192 * 1024 * 1024


def read_parquet(path: Path, data: bytes, progress: Progress) -> TableFile:
    """Read a Parquet file; its column names become the first row.

    Raises:
        Unusable: The file cannot be read, holds lists or tables in its cells, or is too large.
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
    try:
        file = pq.ParquetFile(io.BytesIO(data))
        schema = file.schema_arrow
        nested = [field.name for field in schema if pa.types.is_nested(field.type)]
        if nested:
            names = ", ".join(f'"{name}"' for name in nested[:10])
            raise unusable(
                path,
                f"holds lists or tables in the cells of {names}",
                "Give each column one value in each cell, or leave these columns out.",
            )
        total = file.metadata.num_rows
        if len(schema) > MOST_COLUMNS or total * len(schema) > MOST_CELLS:
            raise too_large(path)
        rows: list[Row] = [tuple(str(name) for name in schema.names)]
        content = 0
        for batch in file.iter_batches(batch_size=BATCH):
            content += batch.nbytes
            if content > LARGEST_CONTENT:
                raise too_large(path)
            rows += zip(*(column.to_pylist() for column in batch.columns), strict=True)
            progress("reading", len(rows) - 1, max(1, total))
    except (Unusable, MemoryError):
        raise
    except Exception as error:
        # A damaged file makes pyarrow raise errors of almost any kind.
        message = f"cannot be read as Parquet ({type(error).__name__})"
        raise unusable(path, message, "Save it once more, or as CSV.") from None
    return TableFile(path, "Parquet", (Sheet(None, rows),))
