"""The portfolio against a hand-tuned numpy kernel, against polars, and against its own input.

    python -m bench.portfolio_bench                 # everything
    python -m bench.portfolio_bench --quick         # 10^5 inspections alone

Prints medians of interleaved rounds. Both sides give the same results, which is checked first.
"""

import argparse
import gc
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.numpy_kernel import QUESTIONS, STANDARDS, kernel
from core.scheme import KeyQuestion, RatedBy, Scheme, Standard
from core.value import replace
from sessions.files.scheme_file import shipped_scheme
from sessions.portfolio.columns import columns_of
from sessions.portfolio.from_table import portfolio_of_table
from sessions.portfolio.rules import Rules
from sessions.portfolio.vectorised import CaseCounts, results_of
from sessions.portfolio.writing import write

MOST_CASES = 60
ROUNDS = 9
LEAST_SHARE, MOST_OF_POLARS, MOST_MEMORY = 0.5, 1.5, 3.0

Array = npt.NDArray[np.uint8]


def scheme_of_36() -> Scheme:
    """Give twelve standards of three key questions, else the rules of 2018."""
    standards = tuple(
        Standard(
            id=f"2.{standard}",
            title=f"Standard {standard}",
            domain="2",
            rated_by=RatedBy.KEY_QUESTIONS,
            counted=True,
            discretion=True,
            key_questions=tuple(
                KeyQuestion(f"2.{standard}.{question}", "a question")
                for question in range(1, QUESTIONS + 1)
            ),
        )
        for standard in range(1, STANDARDS + 1)
    )
    return replace(shipped_scheme("youth-2018"), id="of-36", standards=standards)


def made_up(inspections: int, questions: int) -> tuple[Array, Array]:
    """Make counts as inspections have them: samples of 1 to 59 cases, most answers a yes."""
    random = np.random.default_rng(2026)
    shape = (questions, inspections)
    relevant = random.integers(1, MOST_CASES, shape, dtype=np.uint8)
    share = np.sqrt(random.random(shape, dtype=np.float32))
    return np.minimum((share * (relevant + 1)).astype(np.uint8), relevant), relevant


def timed(work: Callable[[], object]) -> float:
    """Time one run, in seconds, without the collector in between."""
    gc.collect()
    gc.disable()
    try:
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun
    finally:
        gc.enable()


def interleaved(
    one: Callable[[], object], other: Callable[[], object]
) -> list[tuple[float, float]]:
    """Time both in turns, after one round that does not count."""
    one(), other()
    rounds = []
    for number in range(ROUNDS):
        if number % 2:
            second, first = timed(other), timed(one)
        else:
            first, second = timed(one), timed(other)
        rounds.append((first, second))
    return rounds


def said(name: str, figures: str, ratio: float, ask: str, holds: bool) -> bool:
    """Print a line of the table; tell whether what is asked for holds."""
    print(
        f"{name:<34} {figures:<52} {ratio:6.2f}   {ask:<18} {'yes' if holds else 'NO'}", flush=True
    )
    return holds


def rates(inspections: int) -> bool:
    """Measure the rows a second against the kernel over the same arrays."""
    rules = Rules(scheme_of_36())
    yes, relevant = made_up(inspections, STANDARDS * QUESTIONS)
    counts = CaseCounts(yes, relevant, {})
    ours, theirs = results_of(rules, counts), kernel(yes, relevant)
    assert np.array_equal(ours.ratings, theirs[0])
    assert np.array_equal(ours.lowest, theirs[1])
    assert np.array_equal(ours.criteria // 3, theirs[2])
    assert np.array_equal(ours.score, theirs[3])
    assert np.array_equal(ours.maximum, theirs[4])
    assert np.array_equal(ours.overall, theirs[5])
    rounds = interleaved(lambda: results_of(rules, counts), lambda: kernel(yes, relevant))
    ratio = median(other / one for one, other in rounds)
    mine, reference = (inspections / median(each) for each in zip(*rounds, strict=True))
    figures = f"{mine / 1e6:.2f} M rows/s, kernel {reference / 1e6:.2f} M rows/s"
    name = f"rated, {inspections:,} inspections"
    return said(name, figures, ratio, f"at least {LEAST_SHARE}", ratio >= LEAST_SHARE)


def memory(inspections: int) -> bool:
    """Measure the peak of memory in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "bench.portfolio_bench", "--memory", str(inspections)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    traced, resident = (float(each) for each in run.stdout.split())
    figures = f"traced {traced:.2f}, resident {resident:.2f} times the input"
    worst = max(traced, resident)
    name = f"peak memory, {inspections:,}"
    return said(name, figures, worst, f"at most {MOST_MEMORY}", worst <= MOST_MEMORY)


def measure_memory(inspections: int) -> None:
    """Print the peak as multiples of the input arrays: as traced, and as the system saw it."""
    rules = Rules(scheme_of_36())
    results_of(rules, CaseCounts(*made_up(1000, STANDARDS * QUESTIONS), {}))
    before = in_memory("VmRSS")
    shape = (STANDARDS * QUESTIONS, inspections)
    yes, relevant = np.empty(shape, np.uint8), np.empty(shape, np.uint8)
    for row in range(shape[0]):
        yes[row], relevant[row] = (each[0] for each in made_up(inspections, 1))
    arrays = yes.nbytes + relevant.nbytes
    # The peak is counted from here on.
    Path("/proc/self/clear_refs").write_text("5")
    results_of(rules, CaseCounts(yes, relevant, {}))
    resident = (in_memory("VmHWM") - before) / arrays
    tracemalloc.start()
    results_of(rules, CaseCounts(yes, relevant, {}))
    traced = (tracemalloc.get_traced_memory()[1] + arrays) / arrays
    print(traced, resident)


def in_memory(what: str) -> int:
    """Give what Linux says of this process: VmRSS is now, VmHWM the peak; in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(what))


def write_input(path: Path, inspections: int) -> None:
    """Write a table of case counts under the 2018 scheme, judgements and all."""
    scheme = shipped_scheme("youth-2018")
    random = np.random.default_rng(7)
    yes, relevant = made_up(inspections, len(Rules(scheme).questions))
    names = np.array([each.name for each in scheme.ratings], dtype=object)
    head, columns = ["inspection", "service", "date"], []
    columns.append([f"inspection-{number:06}" for number in range(inspections)])
    columns.append([f"Service of place {number % 500}" for number in range(inspections)])
    columns.append([f"20{n % 20 + 10}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(inspections)])
    row = 0
    for standard in scheme.standards:
        if standard.rated_by is RatedBy.JUDGEMENT:
            head.append(standard.id)
            columns.append(names[random.integers(0, len(names), inspections)].tolist())
        for question in standard.key_questions:
            head += [f"{question.id} yes", f"{question.id} relevant"]
            columns += [[str(n) for n in each[row].tolist()] for each in (yes, relevant)]
            row += 1
    lines = [",".join(head), *map(",".join, zip(*columns, strict=True))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def with_polars(source: Path, target: Path, scheme: Scheme) -> None:
    """Do the same work in polars: its own reader, expressions and writer, on all processors."""
    import polars as pl

    def col(name: str) -> Any:
        return pl.col(name)

    def band(yes: Any, relevant: Any) -> Any:
        """Compare 200 yes with the boundary: without a division, three times faster."""
        bands = [200 * yes >= relevant * (2 * bound - 1) for bound in scheme.boundaries]
        return sum((each.cast(pl.Int8) for each in bands[1:]), bands[0].cast(pl.Int8))

    names = [each.name for each in scheme.ratings]
    cells, standards, listed = [], [], []
    for standard in scheme.standards:
        own = standard.id
        if not standard.key_questions:
            places = list(range(len(names)))
            cells.append(
                col(own).replace_strict(names, places, return_dtype=pl.Int8).alias(f"R{own}")
            )
            continue
        ids = [question.id for question in standard.key_questions]
        for each in ids:
            yes = col(f"{each} yes").cast(pl.Int32)
            relevant = col(f"{each} relevant").cast(pl.Int32)
            cells += [
                ((200 * yes + relevant) // (2 * relevant)).alias(f"p{each}"),
                band(yes, relevant).alias(f"b{each}"),
                band(pl.min_horizontal(yes + 1, relevant), relevant).alias(f"u{each}"),
                band(pl.max_horizontal(yes - 1, 0), relevant).alias(f"d{each}"),
            ]
        standards += [
            pl.min_horizontal([f"{letter}{each}" for each in ids]).alias(f"{short}{own}")
            for letter, short in (("p", "P"), ("b", "R"), ("d", "D"))
        ]
        lowest, rating = col(f"P{own}"), col(f"R{own}")
        near = pl.any_horizontal(
            [lowest.is_between(bound - 5, bound + 5) for bound in scheme.boundaries]
        )
        few = pl.any_horizontal(
            [(col(f"p{each}") == lowest) & (col(f"{each} relevant") <= 5) for each in ids]
        )
        alone = pl.sum_horizontal([(col(f"b{each}") == rating).cast(pl.Int8) for each in ids]) == 1
        rises = pl.any_horizontal(
            [(col(f"b{each}") == rating) & (col(f"u{each}") > rating) for each in ids]
        )
        one = (col(f"D{own}") < rating) | (alone & rises)
        listed.append([pl.when(each).then(pl.lit(own)) for each in (near, one, few)])
    score = pl.sum_horizontal([f"R{each.id}" for each in scheme.standards]).cast(pl.Int16)
    overall = scheme.overall[0].bands

    def named(place: Any) -> Any:
        return place.replace_strict(list(range(len(names))), names, return_dtype=pl.String)

    place = sum(
        ((col("score") >= each.lowest).cast(pl.Int8) for each in overall[2:]),
        (col("score") >= overall[1].lowest).cast(pl.Int8),
    )
    criteria = zip(
        ("near boundary", "one judgement", "small sample"),
        zip(*listed, strict=True),
        strict=True,
    )
    found = (
        pl.scan_csv(source)
        .with_columns(cells)
        .with_columns(standards)
        .with_columns(score.alias("score"))
        .select(
            "inspection",
            "service",
            "date",
            pl.lit(scheme.id).alias("scheme"),
            *(named(col(f"R{each.id}")).alias(each.id) for each in scheme.standards),
            "score",
            pl.lit(scheme.maximum).alias("maximum"),
            named(place).alias("overall"),
            *(
                pl.concat_str(list(each), separator=" ", ignore_nulls=True).alias(name)
                for name, each in criteria
            ),
            *(pl.lit(None, pl.String).alias(name) for name in ("unknown", "changed", "kept")),
        )
    )
    found.collect().write_csv(target)


def with_portfolio(source: Path, target: Path) -> None:
    """Do what `ratings-panel portfolio IN.csv -o OUT.csv` does."""
    write(target, columns_of(portfolio_of_table(source)))


def from_csv_to_csv(inspections: int) -> bool:
    """Measure from file to file, against polars."""
    scheme = shipped_scheme("youth-2018")
    try:
        import polars  # noqa: F401
    except ImportError:
        print("from CSV to CSV: not measured, polars is not installed (pip install polars)")
        return True
    with tempfile.TemporaryDirectory() as folder:
        source, ours, theirs = (Path(folder) / name for name in ("in.csv", "a.csv", "b.csv"))
        write_input(source, inspections)
        with_portfolio(source, ours)
        with_polars(source, theirs, scheme)
        # Polars writes an empty list as "", which is the same cell.
        assert ours.read_bytes() == theirs.read_bytes().replace(b'""', b"")
        rounds = interleaved(
            lambda: with_portfolio(source, ours), lambda: with_polars(source, theirs, scheme)
        )
    ratio = median(one / other for one, other in rounds)
    mine, reference = (median(each) * 1000 for each in zip(*rounds, strict=True))
    figures = f"{mine:.0f} ms, polars {reference:.0f} ms"
    name = f"CSV to CSV, {inspections:,} rows"
    return said(name, figures, ratio, f"at most {MOST_OF_POLARS}", ratio <= MOST_OF_POLARS)


def main() -> int:
    """Measure what is asked for; 1 where something asked for does not hold."""
    parser = argparse.ArgumentParser(description="Measure the portfolio.")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--memory", type=int, help=argparse.SUPPRESS)
    call = parser.parse_args()
    if call.memory is not None:
        measure_memory(call.memory)
        return 0
    sizes = [100_000] if call.quick else [100_000, 1_000_000]
    print(f"{'what':<34} {'medians of ' + str(ROUNDS) + ' rounds in turns':<52}  ratio   asked for")
    held = [rates(size) for size in sizes]
    held += [memory(size) for size in sizes]
    held.append(from_csv_to_csv(100_000))
    return 0 if all(held) else 1


if __name__ == "__main__":
    raise SystemExit(main())
