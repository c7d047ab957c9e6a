"""How long import takes for 100,000 rows, as a multiple of only reading the same file.

Run as `python -m bench.import_bench`; it prints ratios, and fails on none.
"""

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd

from sessions.answers.importing import import_answers
from sessions.files.scheme_file import shipped_scheme

CASES = 8_334
SEED = 1


def seconds(task: Callable[[], object]) -> float:
    """Return the processor time of a task, the best of three runs."""
    times = []
    for _ in range(3):
        begin = time.process_time()
        task()
        times.append(time.process_time() - begin)
    return min(times)


def read_rows(path: Path) -> None:
    """Read a workbook once, as openpyxl reads it fastest."""
    book = openpyxl.load_workbook(path, read_only=True)
    for _ in book.worksheets[0].iter_rows(values_only=True):
        pass


def main() -> None:
    """Write both files, and print the ratios."""
    scheme = shipped_scheme("youth-2018")
    asked = [q.id for s in scheme.standards if s.domain == "2" for q in s.key_questions]
    chance = random.Random(SEED)
    rows = [("case", "key question", "answer")]
    rows += [
        (f"C{case}", question, chance.choice(("Yes", "No", "N/A")))
        for case in range(CASES)
        for question in asked
    ]
    with tempfile.TemporaryDirectory() as folder:
        text, workbook = Path(folder) / "a.csv", Path(folder) / "a.xlsx"
        text.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Answers")
        for row in rows:
            sheet.append(row)
        book.save(workbook)
        for path, read in ((text, pd.read_csv), (workbook, read_rows)):
            base = seconds(lambda path=path, read=read: read(path))
            whole = seconds(lambda path=path: import_answers(path, scheme))
            print(f"{path.suffix}: import takes {whole / base:.2f} times as long as reading alone")


if __name__ == "__main__":
    main()
