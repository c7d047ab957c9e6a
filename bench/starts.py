"""From the start of a process to its first full screen, or to its exit."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from bench.desk import EMPTY, PROGRAM, Desk, python
from bench.figures import Figures
from bench.keys import opened

PARSE = "import sys; from bench.references import parse; parse(sys.argv[1:])"


def measure_starts(desk: Desk, rounds: int, figures: Figures) -> None:
    """Measure the start to the first full screen: an empty app, 20 and 200 entries."""
    small, large = desk.session(20), desk.session(200)
    for number in range(rounds + 1):
        for name, session in (("empty", None), ("start", small), ("start 200", large)):
            with desk.terminal(EMPTY) if session is None else desk.program(session) as program:
                seen = program.rest(_empty if session is None else opened)
                memory = program.memory
            # The first round compiles.
            if number:
                figures.add(name, 1000 * seen.seconds)
                figures.add(f"{name} bytes", seen.written)
                figures.add(f"{name} memory", memory.peak)
                figures.add(f"{name} processor", 1000 * program.processor)


def _empty(text: str) -> bool:
    return "an empty app" in text


def measure_score(desk: Desk, rounds: int, figures: Figures) -> None:
    """Measure `score FILE --json` from start to exit, beside an import of tomli and json."""
    session = desk.session(0)
    for number in range(rounds + 1):
        for name, command in (
            ("import", python("import tomli, json")),
            ("score", python(PROGRAM, "score", str(session), "--json")),
        ):
            seconds, processor = _run(desk, command)
            if number:
                figures.add(name, 1000 * seconds)
                figures.add(f"{name} processor", 1000 * processor)


def measure_many(desk: Desk, rounds: int, figures: Figures) -> None:
    """Measure `score` of 1,000 session files in one process, beside tomli's parse of them."""
    names = [str(path) for path in desk.sessions(1000)]
    for number in range(rounds + 1):
        for name, command in (
            ("parse 1000", python(PARSE, *names)),
            ("score 1000", python(PROGRAM, "score", *names)),
        ):
            seconds, processor = _run(desk, command)
            if number:
                figures.add(name, seconds)
                figures.add(f"{name} processor", processor)


def _run(desk: Desk, command: Sequence[str]) -> tuple[float, float]:
    """Run a command to its end; give the seconds by the clock and of the processor."""
    with Path(os.devnull).open("wb") as nowhere:
        started = perf_counter()
        process = subprocess.Popen(command, env=desk.environment(), cwd=desk.folder, stdout=nowhere)
        _, status, used = os.wait4(process.pid, 0)
        seconds = perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[:3]} ended with {process.returncode}")
    return seconds, used.ru_utime + used.ru_stime
