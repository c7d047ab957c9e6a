"""Run the tests on other days, in other places and on other machines: `make environments`.

    python -m bench.environments [--list] [--whole] [NAME …] [-- ARGUMENTS OF PYTEST]

The exit status is 1 if a test failed. An environment whose tool is missing is named as not run:
a C compiler is needed to move the clock (`moved_clock.c`), root to run tests as another user, and
Linux's control groups to slow the machine down.
"""

import argparse
import locale
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CLOCK = ROOT / "bench" / "moved_clock.c"
GROUPS = Path("/sys/fs/cgroup")
USUAL = ("-n", "auto", "--dist", "loadgroup")
# The user without rights, by number: every Linux has one, whatever its name is.
NOBODY = 65534
# Tests that start the program or see its screen, its files, its clock and what it prints.
PROCESSES = (
    "tests/test_quiet.py",
    "tests/tui/test_burst.py",
    "tests/tui/test_command_line_process.py",
    "tests/tui/test_company.py",
    "tests/tui/test_company_answers.py",
    "tests/tui/test_environment.py",
    "tests/tui/test_hostile_terminal.py",
    "tests/tui/test_record_attacked.py",
    "tests/tui/test_signals.py",
    "tests/tui/test_terminal.py",
    "tests/tui/test_terminals.py",
    "tests/sessions",
)
SLOW = (
    "tests/tui/test_burst.py",
    "tests/tui/test_company.py",
    "tests/tui/test_guard.py",
    "tests/tui/test_signals.py",
    "tests/tui/test_terminal.py",
    "tests/sessions/test_presence.py",
    "tests/sessions/test_saving.py",
    "tests/sessions/test_torture_short.py",
)


@dataclass(frozen=True)
class Environment:
    """The settings of one run.

    `starts` is what the clock shows when the run starts: an interval from now, a moment, or None.
    """

    about: str
    starts: timedelta | datetime | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    nobody: bool = False
    umask: int = 0o022
    share: float = 1.0
    tests: tuple[str, ...] = ()


ENVIRONMENTS = {
    "later": Environment(
        "230 days from now, furthest east, in Turkish, on a terminal without colours, "
        "without rights, without HOME, with umask 077",
        starts=timedelta(days=230),
        variables={
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "tr_TR.UTF-8",
            "TERM": "dumb",
            "NO_COLOR": "1",
        },
        without=("HOME",),
        nobody=True,
        umask=0o077,
    ),
    "midnight": Environment(
        "across midnight at the end of a month and of a year, half an hour off the full hours, "
        "without a language, in 40 columns",
        # Newfoundland is three and a half hours behind in winter.
        starts=datetime(2028, 1, 1, 3, 28, 30, tzinfo=UTC),
        variables={"TZ": "America/St_Johns", "LC_ALL": "C", "COLUMNS": "40"},
    ),
    "leap-day": Environment(
        "from the day before into 29 February, in German, with umask 077",
        starts=datetime(2028, 2, 28, 22, 59, 30, tzinfo=UTC),
        variables={"TZ": "Europe/Berlin", "LC_ALL": "de_DE.UTF-8"},
        umask=0o077,
        tests=PROCESSES,
    ),
    "summer-time": Environment(
        "across the hour that does not exist, without rights",
        starts=datetime(2027, 3, 28, 0, 59, 30, tzinfo=UTC),
        variables={"TZ": "Europe/London"},
        nobody=True,
        tests=PROCESSES,
    ),
    "winter-time": Environment(
        "across the hour that comes twice, in 40 columns without colours",
        starts=datetime(2027, 10, 31, 0, 59, 30, tzinfo=UTC),
        variables={"TZ": "Europe/London", "COLUMNS": "40", "NO_COLOR": "1"},
        tests=PROCESSES,
    ),
    "slow": Environment(
        "with a tenth of the processors' time",
        share=0.1,
        tests=SLOW,
    ),
}


class Missing(Exception):
    """Something that an environment needs is not on this computer."""


def main(arguments: list[str]) -> int:
    """Run the named environments, or all; return the exit status."""
    own, pytest_arguments = _split(arguments)
    parser = argparse.ArgumentParser(prog="python -m bench.environments", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("names", nargs="*", metavar="NAME", help="an environment; all without one")
    parser.add_argument("--list", action="store_true", help="list the environments")
    parser.add_argument("--whole", action="store_true", help="run every test in each environment")
    chosen = parser.parse_args(own)
    if unknown := [name for name in chosen.names if name not in ENVIRONMENTS]:
        parser.error(f"{', '.join(unknown)}: not one of {', '.join(ENVIRONMENTS)}")
    if chosen.list:
        for name, environment in ENVIRONMENTS.items():
            print(f"{name}: {environment.about} ({_tests_of(environment)})")
        return 0
    status = 0
    for name in chosen.names or ENVIRONMENTS:
        environment = ENVIRONMENTS[name]
        named = any(Path(each.partition("::")[0]).exists() for each in pytest_arguments)
        tests = () if chosen.whole or named else environment.tests
        print(f"{name}: {environment.about}", flush=True)
        try:
            status |= run(environment, [*(pytest_arguments or USUAL), *tests])
        except Missing as missing:
            print(f"  NOT RUN: {missing}", flush=True)
    return status


def run(environment: Environment, arguments: list[str]) -> int:
    """Run the tests in an environment, print what came of it, and return 1 if one failed."""
    with (
        tempfile.TemporaryDirectory(prefix="ratings-panel-") as libraries,
        _tree(environment) as tree,
        _processors(environment.share) as enter,
        tempfile.TemporaryFile("w+", errors="replace") as log,
    ):
        process = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
            cwd=tree,
            env=_variables(environment, Path(libraries)),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=enter,
            umask=environment.umask,
            check=False,
            **_user(environment),
        )
        log.seek(0)
        output = log.read()
    if process.returncode not in (0, 1):
        print(output)
    for line in output.splitlines():
        if re.match(r"(FAILED|ERROR) ", line):
            print(f"  {line}")
    print(f"  {(output.splitlines() or ['no output'])[-1]}", flush=True)
    return 1 if process.returncode else 0


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Separate the script's own arguments from those for pytest."""
    if "--" not in arguments:
        return arguments, []
    at = arguments.index("--")
    return arguments[:at], arguments[at + 1 :]


def _tests_of(environment: Environment) -> str:
    return "some tests" if environment.tests else "all tests"


def _variables(environment: Environment, folder: Path) -> dict[str, str]:
    """Return the environment variables of a run.

    Raises:
        Missing: if there is no such locale, or the clock cannot be moved.
    """
    language = environment.variables.get("LC_ALL", "C")
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, language)
    except locale.Error:
        raise Missing(f"the locale {language} is not installed") from None
    finally:
        locale.setlocale(locale.LC_ALL, before)
    kept = {k: v for k, v in os.environ.items() if k not in environment.without}
    # As in `make test`: the program starts several times faster with compiled modules.
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return {**kept, **environment.variables, **_clock(environment.starts, folder)}


def _clock(starts: timedelta | datetime | None, folder: Path) -> dict[str, str]:
    """Return the variables with which every process sees another time.

    The clock is moved by an interval, so that each process, whenever it starts, sees the same time.

    Raises:
        Missing: if the clock cannot be moved.
    """
    if starts is None:
        return {}
    interval = starts if isinstance(starts, timedelta) else starts - datetime.now(UTC)
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        raise Missing("only a Linux with a C compiler (cc) can move the clock of one program")
    library = folder / "moved_clock.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, CLOCK], check=True)
    folder.chmod(0o755)
    return {
        "LD_PRELOAD": str(library),
        "CLOCK_MOVED_BY": f"{interval.total_seconds():.0f}",
    }


def _user(environment: Environment) -> Mapping[str, int | list[int]]:
    """Return what starts the tests as a user without rights, where that is asked for.

    Raises:
        Missing: if that user may not run this Python.
    """
    if not environment.nobody or not _is_root():
        return {}
    python = Path(sys.executable).resolve()
    if any(not folder.stat().st_mode & 0o001 for folder in (python, *python.parents)):
        raise Missing(f"{python} cannot be run by other users; make .venv with a Python that can")
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


@contextmanager
def _tree(environment: Environment) -> Iterator[Path]:
    """Return a copy to run in, so that the tree can be edited meanwhile; other users own theirs."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    with tempfile.TemporaryDirectory(prefix="ratings-panel-", ignore_cleanup_errors=True) as name:
        tree = Path(name) / "tree"
        for file in filter(None, os.fsdecode(listed).split("\0")):
            if (ROOT / file).is_file():
                (tree / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / file, tree / file)
        if _user(environment):
            for path in (Path(name), tree, *tree.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
        yield tree


@contextmanager
def _processors(share: float) -> Iterator[Callable[[], None] | None]:
    """Return what lets a process that is starting enter a group with a share of the processors.

    Raises:
        Missing: if this system does not let us make such a group.
    """
    if share == 1.0:
        yield None
        return
    period = 20_000
    quota = int(period * share * (os.cpu_count() or 1))
    first_kind, second_kind = GROUPS / "cpu", GROUPS
    old = (first_kind / "cpu.cfs_quota_us").exists()
    group = (first_kind if old else second_kind) / f"ratings-panel-{os.getpid()}"
    try:
        group.mkdir()
        if old:
            (group / "cpu.cfs_period_us").write_text(str(period))
            (group / "cpu.cfs_quota_us").write_text(str(quota))
        else:
            (group / "cpu.max").write_text(f"{quota} {period}")
    except OSError as error:
        with suppress(OSError):
            group.rmdir()
        raise Missing(f"no control group can be made ({error.strerror})") from None

    def enter() -> None:
        (group / "cgroup.procs").write_text(str(os.getpid()))

    try:
        yield enter
    finally:
        for _ in range(100):
            # A process that has just ended is still counted for a moment.
            with suppress(OSError):
                group.rmdir()
                break
            time.sleep(0.1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
