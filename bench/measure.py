"""Measure the start, a key, a save, memory and `score`, each beside a reference.

    python -m bench.measure [--rounds N] [--minutes N] [--json FILE] [--only NAME]

Whole processes with compiled modules, in a terminal of 120×40. Every round measures both sides;
the figure is the median of the rounds' ratios. A slow day moves both sides, so nothing here fails.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.desk import Desk
from bench.figures import Figures, Row
from bench.keys import measure_keys, measure_memory
from bench.starts import measure_many, measure_score, measure_starts

ROUNDS = 20
MINUTES = 10.0
ROWS = (
    Row("start", "start to first full screen", "start", "empty", "empty app", 1.15),
    Row("start", "start with a record of 200 entries", "start 200", "start", "20 entries", 1.25),
    Row("keys", "cursor key to screen", "cursor", "cell key", "one cell", 2.0),
    Row("keys", "what-if step to screen", "what-if", "cell key", "one cell", 2.0),
    Row("keys", "record a keep, saved and seen", "record", "table key", "DataTable", 2.0),
    Row(
        "memory", "memory after random keys", "keys memory", "empty memory", "empty app", 1.5, "KiB"
    ),
    Row(
        "memory",
        "its growth after a fifth of them",
        "keys memory",
        "early memory",
        "then",
        1.0,
        "KiB",
    ),
    Row("score", "score FILE --json, start to exit", "score", "import", "tomli, json", 2.2),
    Row("many", "score of 1,000 files", "score 1000", "parse 1000", "tomli alone", 4.0, "s"),
)
# The same by the processor's clock, which other programs of the machine disturb less.
PROCESSOR = (
    "start",
    "empty",
    "start 200",
    "score",
    "import",
    "score 1000",
    "parse 1000",
)


def main(arguments: Sequence[str]) -> int:
    """Measure what is asked for; print the table and write the JSON."""
    names = sorted({row.name for row in ROWS})
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often (20)")
    parser.add_argument("--minutes", type=float, default=MINUTES, help="of random keys (10)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure to FILE")
    parser.add_argument("--only", choices=names, action="append", help="only these rows")
    asked = parser.parse_args(arguments)
    figures = Figures()
    only = asked.only or names
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        desk = Desk(Path(folder))
        if "start" in only:
            measure_starts(desk, asked.rounds, figures)
        if "keys" in only:
            measure_keys(desk, asked.rounds, figures)
        if "memory" in only:
            measure_memory(desk, asked.minutes, figures)
        if "score" in only:
            measure_score(desk, asked.rounds, figures)
        if "many" in only:
            measure_many(desk, max(3, asked.rounds // 4), figures)
    print("\n".join(table(figures)))
    if asked.json is not None:
        asked.json.write_text(json.dumps(report(figures), indent=1) + "\n", encoding="utf-8")
    return 0


def table(figures: Figures) -> list[str]:
    """Return the ratios as lines of text."""
    lines = [f"{'what':40}{'measured':>13}{'reference':>13}  {'against':13}{'ratio':>6}{'ask':>7}"]
    for row in filter(figures.has, ROWS):
        ratio = figures.ratio(row)
        measured = f"{figures.median(row.measured):,.1f} {row.unit}"
        reference = f"{figures.median(row.reference):,.1f} {row.unit}"
        mark = "" if ratio <= row.ask else "  missed"
        lines.append(
            f"{row.what:40}{measured:>13}{reference:>13}  {row.against:13}"
            f"{ratio:6.2f}{row.ask:7.2f}{mark}"
        )
        processor = by_processor(row)
        if row.measured in PROCESSOR and figures.has(processor):
            lines.append(f"{'  by the processor’s clock':81}{figures.ratio(processor):6.2f}")
    return lines


def by_processor(row: Row) -> Row:
    """Return the row that compares what both sides used of the processor."""
    return row._replace(
        measured=f"{row.measured} processor", reference=f"{row.reference} processor"
    )


def report(figures: Figures) -> dict[str, object]:
    """Return every figure, ready for JSON."""
    from importlib.metadata import version

    return {
        "python": platform.python_version(),
        "textual": version("textual"),
        "machine": f"{platform.machine()}, {os.cpu_count()} processors",
        "load": os.getloadavg(),
        "rows": [
            {**row._asdict(), "ratio": round(figures.ratio(row), 3)}
            for row in filter(figures.has, ROWS)
        ],
        "figures": {
            name: [round(each, 3) for each in found] for name, found in figures.by_name.items()
        },
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
