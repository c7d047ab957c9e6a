"""The command `portfolio`: many inspections in one table, on the screen or in a file."""

import sys
import time
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from core.scheme import Scheme
from sessions.portfolio.columns import columns_of
from sessions.portfolio.from_folder import portfolio_of_folder
from sessions.portfolio.portfolio import Portfolio, named_scheme
from sessions.portfolio.terminal_tables import TerminalTable, terminal_tables
from sessions.portfolio.writing import check_place, write
from sessions.record.atomic_save import NotSaved
from sessions.text.problems import Problem, Unusable
from sessions.text.visible import visible
from tui.cli.output import DONE, WRONG, Unwritten, WrongCall, complain, say
from tui.cli.output_path import check_output
from tui.cli.text_output import columns

LONGEST_LINE = 300


def run(call: Namespace) -> int:
    """Score many inspections into one table; return the exit status."""
    draws, seed = call.simulate, call.seed
    if seed is not None and draws is None:
        raise WrongCall(
            "--seed is used with --simulate: ratings-panel portfolio FOLDER --simulate N."
        )
    source = Path(call.source)
    output = None if call.output is None else Path(call.output)
    if output is not None:
        _check_output(source, output, call.scheme, call.force)
    other = None if call.scheme is None else named_scheme(call.scheme, Path())
    progress = ProgressLine()
    try:
        portfolio = _read(source, other, progress)
        if draws is not None:
            # Imported here, because numpy is slow to load.
            from sessions.portfolio.simulate import simulate

            simulate(portfolio.inspections, draws, 1 if seed is None else seed, progress)
        progress.clear()
        _name([*portfolio.warnings, *portfolio.problems])
        if portfolio.inspections:
            _give(portfolio, output, progress)
        else:
            complain("No inspection could be used, so no table was made.")
    finally:
        progress.clear()
    return WRONG if portfolio.problems else DONE


def _check_output(source: Path, output: Path, scheme: str | None, force: bool) -> None:
    check_place(output)
    check_output(output, [source, scheme], force)


def _read(source: Path, other: Scheme | None, progress: "ProgressLine") -> Portfolio:
    if source.is_dir():
        return portfolio_of_folder(source, other, progress)
    if source.suffix == ".toml":
        remedy = "Name the folder it is in, or use `ratings-panel score`."
        raise Unusable([Problem(str(source), "", "is one file, not a folder of them", remedy)])
    # Imported here, because pandas is slow to load.
    from sessions.portfolio.from_table import portfolio_of_table

    return portfolio_of_table(source, other, progress)


def _name(problems: Sequence[Problem]) -> None:
    for problem in problems:
        complain(problem.sentence())


def _give(portfolio: Portfolio, output: Path | None, progress: "ProgressLine") -> None:
    if output is None:
        say("\n\n".join("\n".join(_lines(table)) for table in terminal_tables(portfolio)))
        return
    try:
        write(output, columns_of(portfolio))
    except NotSaved as failed:
        raise Unwritten(str(failed)) from None
    progress.clear()
    number = len(portfolio.inspections)
    said = f"{number:,} inspection{'s' * (number != 1)}"
    say("\n".join(columns([[f"{said} written to {output}"]])))


def _lines(table: TerminalTable) -> list[str]:
    legend = [visible(line, LONGEST_LINE) for line in table.legend]
    return [
        visible(table.title, LONGEST_LINE),
        "",
        *columns(table.rows),
        *([""] * bool(legend)),
        *legend,
    ]


class ProgressLine:
    """One line on a terminal's standard error: the task, how far it is, and how long is left."""

    EVERY = 0.2
    AFTER = 0.5

    def __init__(self) -> None:
        stream = sys.stderr
        self._shows = stream is not None and not stream.closed and stream.isatty()
        self._what = ""
        self._begun = self._said = time.monotonic()
        self._width = 0

    def __call__(self, what: str, done: int, of: int) -> None:
        """Show from time to time how far it is."""
        if not self._shows:
            return
        now = time.monotonic()
        if what != self._what:
            self._what, self._begun = what, now
        if now - self._begun < self.AFTER or now - self._said < self.EVERY:
            return
        self._said = now
        left = duration_words((now - self._begun) / max(done, 1) * (of - done))
        self._write(f"{what} {done:,} of {of:,} · {left} left")

    def clear(self) -> None:
        """Remove the line."""
        if self._width:
            self._write("")

    def _write(self, line: str) -> None:
        with suppress(OSError, ValueError):
            sys.stderr.write(f"\r{line}{' ' * (self._width - len(line))}\r{line}")
            sys.stderr.flush()
        self._width = len(line)


def duration_words(seconds: float) -> str:
    """Return a length of time as minutes and seconds."""
    minutes, rest = divmod(int(seconds + 0.5), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
