"""Measure the Word report beside a bare docxtpl render: `python -m bench.documents [--rounds N]`.

Both fill in the same template with every prompt of Kirklees. The bare render has its fields ready;
ours also reads the files, works everything out, checks the template and draws the picture.
"""

import argparse
import sys
import time
from collections.abc import Callable
from io import BytesIO
from statistics import median
from typing import Any

from docxtpl import DocxTemplate

from bench.pictures import FIXTURES
from sessions.documents.fields import as_fields
from sessions.documents.report_content import report_content
from sessions.documents.source import read_source
from sessions.documents.word import shade
from sessions.documents.writing import Document, report_bytes, shipped_template

SESSION = FIXTURES / "kirklees-2021.toml"


def ours() -> None:
    """Write the report as the command does."""
    report_bytes(read_source(SESSION, "0"), ".docx")


def bare(fields: dict[str, Any], template: bytes) -> None:
    """Fill in the template by docxtpl alone, without the picture."""
    from jinja2 import Environment

    document = DocxTemplate(BytesIO(template))
    environment = Environment()
    environment.filters["shade"] = shade
    document.render(fields, environment, autoescape=True)
    document.save(BytesIO())


def seconds(do: Callable[[], None]) -> float:
    """Return how long one call takes."""
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def main() -> int:
    """Measure both in turn; print the medians and the ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=10, help="how often (10)")
    rounds = parser.parse_args().rounds
    fields = as_fields(report_content(read_source(SESSION, "0")), lambda drawing: drawing.words)
    template = shipped_template(Document.REPORT)
    pairs = [(seconds(ours), seconds(lambda: bare(fields, template))) for _ in range(rounds)]
    own, other = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    ratio = median(pair[0] / pair[1] for pair in pairs)
    print(f"Word report of Kirklees with all prompts: {own:.2f} s")
    print(f"bare docxtpl render of the same template: {other:.2f} s")
    print(f"ratio: {ratio:.2f}")
    print("pandas is imported" if "pandas" in sys.modules else "pandas is not imported")
    return 0


if __name__ == "__main__":
    sys.exit(main())
