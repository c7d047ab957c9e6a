"""Mutation tests of the rules: change one thing in core, and some test must fail.

    python bench/mutants.py --module core/discretion.py --sample 40

Copies the project to a temporary folder, changes one place at a time there, and runs the tests of
the rules. Prints every mutant that no test noticed. Nothing is written inside the project.
"""

import argparse
import ast
import copy
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).resolve().parents[1]
COPIED = (
    "core",
    "sessions",
    "tui",
    "fixtures",
    "bench",
    "docs",
    "tests",
    "ratings_panel.py",
    "README.md",
    "pyproject.toml",
)

# The tests that must notice a mutant of a module, quickest first: the first failure ends the run.
CASES, MEETING = "tests/core/test_rule_cases.py", "tests/core/test_meeting.py"
LAWS, ORACLE = "tests/core/test_laws.py", "tests/core/test_oracle.py"
WHAT_IF, HISTORY = "tests/core/test_what_if.py", "tests/core/test_history.py"
INCREMENTAL, RECORD = "tests/core/test_incremental.py", "tests/core/test_record.py"
EXPLANATIONS, PATTERNS = "tests/core/test_explanations.py", "tests/core/test_patterns.py"
COUNTS, INTERVAL = "tests/core/test_counts.py", "tests/core/test_interval.py"
BAND_SHARES, JUDGEMENTS = "tests/core/test_band_shares.py", "tests/core/test_judgements.py"
MOVES, COMPARISON = "tests/core/test_overall_moves.py", "tests/core/test_comparison.py"
SITTINGS, REFUSALS = "tests/core/test_sittings.py", "tests/core/test_refusals.py"
WORDS, WHOLE_SAMPLE = "tests/core/test_words.py", "tests/sessions/test_whole_sample.py"
SCHEMES = "tests/sessions/test_schemes.py"
MINUTES, REPORT = "tests/sessions/test_minutes_files.py", "tests/sessions/test_report_files.py"
RATING = [CASES, MEETING, LAWS, ORACLE]
# What is recorded besides decisions, through the commands that need no screen.
RECORDING = [
    "tests/tui/test_record_outputs.py",
    "tests/tui/test_record_commands.py",
    "tests/tui/test_record_without_screen.py",
    "tests/sessions/test_seals.py",
    "tests/sessions/test_record_conflicts.py",
]
TESTS = {
    "core/__init__.py": [CASES],
    "core/assumptions.py": [CASES, EXPLANATIONS],
    "core/band_shares.py": [BAND_SHARES],
    "core/banding.py": RATING,
    "core/comparison.py": [COMPARISON],
    "core/conflicts.py": ["tests/core/test_conflicts.py", *RECORDING],
    "core/counts.py": [CASES, COUNTS, ORACLE],
    "core/dates.py": [WORDS],
    "core/discretion.py": RATING,
    "core/evidence.py": [CASES, INTERVAL, WHOLE_SAMPLE, LAWS],
    "core/explanations.py": [EXPLANATIONS],
    "core/history.py": [HISTORY],
    "core/history_words.py": [HISTORY, WORDS, *RECORDING],
    "core/interval.py": [CASES, INTERVAL, BAND_SHARES],
    "core/judgements.py": [JUDGEMENTS],
    "core/meeting.py": [MEETING, REFUSALS, SITTINGS, HISTORY, LAWS, *RECORDING],
    "core/meeting_details.py": [
        WORDS,
        MEETING,
        HISTORY,
        "tests/sessions/test_seals.py",
        *RECORDING,
    ],
    "core/minutes_words.py": [WORDS, MINUTES],
    "core/overall_moves.py": [MOVES],
    "core/patterns.py": [PATTERNS],
    "core/proposals.py": [MEETING],
    "core/record.py": [RECORD, SITTINGS, MEETING, LAWS, *RECORDING],
    "core/record_words.py": ["tests/core/test_record_words.py", *RECORDING],
    "core/refusals.py": [REFUSALS, MEETING, RECORD, WORDS, *RECORDING],
    "core/report_words.py": [WORDS, "tests/core/test_report_words.py", REPORT],
    "core/sample_size.py": ["tests/core/test_sample_size.py"],
    "core/scheme.py": [CASES, MEETING, REFUSALS, EXPLANATIONS, WORDS, LAWS, SCHEMES],
    "core/scheme_faults.py": ["tests/core/test_scheme_faults.py", SCHEMES],
    "core/scorecard.py": [CASES, MEETING, INCREMENTAL, LAWS, WHOLE_SAMPLE],
    "core/standard_result.py": [CASES, WORDS, MEETING, ORACLE, INCREMENTAL],
    "core/standing.py": [
        RECORD,
        SITTINGS,
        MEETING,
        HISTORY,
        INCREMENTAL,
        LAWS,
    ],
    "core/value.py": ["tests/core/test_value.py"],
    "core/weighing_words.py": [
        WORDS,
        JUDGEMENTS,
        PATTERNS,
        MOVES,
        COMPARISON,
        INTERVAL,
        BAND_SHARES,
    ],
    "core/what_if.py": [WHAT_IF],
    "core/what_if_outcomes.py": [WHAT_IF],
    "core/what_if_words.py": [WHAT_IF, WORDS],
    "core/wording.py": [
        "tests/core/test_wording.py",
        CASES,
        EXPLANATIONS,
        WORDS,
        MEETING,
        WHAT_IF,
        SCHEMES,
    ],
}

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """One change in one module: which node of its tree, and what replaces it."""

    module: str
    line: int
    node: int
    before: str
    after: str
    source: str

    def words(self) -> str:
        """Say where and what, in one line."""
        return f"{self.module}:{self.line}: {self.before}  =>  {self.after}"


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield every node that may replace *node* in a mutant."""
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            for replacement in COMPARISONS[type(operator)]:
                changed = copy.deepcopy(node)
                changed.ops[index] = replacement()
                yield changed
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield ast.Constant(not node.value)
        elif isinstance(node.value, int | float):
            yield ast.Constant(node.value + 1)
            yield ast.Constant(node.value - 1)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        yield ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
    elif isinstance(node, ast.Name) and node.id in NAMES:
        yield ast.Name(NAMES[node.id], node.ctx)
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, ast.Return) and node.value is not None:
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC:
        yield ast.AugAssign(node.target, ARITHMETIC[type(node.op)](), node.value)


def left_alone(tree: ast.Module) -> set[ast.AST]:
    """Return the nodes that decide nothing: annotations, decorators, `X | Y` of types."""
    ignored: set[ast.AST] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            parts += node.decorator_list
        if isinstance(node, ast.FunctionDef):
            parts.append(node.returns)
        if isinstance(node, ast.arg | ast.AnnAssign):
            parts.append(node.annotation)
        for part in parts:
            if part is not None:
                ignored |= set(ast.walk(part))
    return ignored


def replaced(tree: ast.Module, number: int, replacement: ast.AST) -> str:
    """Return the source of *tree* with its node of that number, in order of a walk, replaced."""
    changed = copy.deepcopy(tree)
    target = list(ast.walk(changed))[number]
    for parent in ast.walk(changed):
        for name, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, name, replacement)
            elif isinstance(value, list):
                items = [replacement if item is target else item for item in value]
                setattr(parent, name, items)
    return ast.unparse(ast.fix_missing_locations(changed))


def mutants_of(project: Path, module: str) -> list[Mutant]:
    """Return every mutant of a module of the project in a folder."""
    tree = ast.parse((project / module).read_text(encoding="utf-8"))
    ignored = left_alone(tree)
    return [
        Mutant(
            module,
            getattr(node, "lineno", 0),
            number,
            ast.unparse(node),
            ast.unparse(ast.fix_missing_locations(replacement)),
            replaced(tree, number, replacement),
        )
        for number, node in enumerate(ast.walk(tree))
        if node not in ignored
        for replacement in changes(node)
    ]


def copy_of_the_project(folder: Path) -> Path:
    """Copy what the tests of the rules need, and return the folder."""
    for name in COPIED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return folder


def tests_pass(folder: Path, tests: list[str], seconds: float) -> bool:
    """Run tests in a copy; a run that does not end in time has noticed the mutant."""
    quickly = ("-x", "-q", "-p", "no:cacheprovider", "--hypothesis-profile=any failure")
    call = [sys.executable, "-m", "pytest", *quickly, *tests]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(folder)}
    process = subprocess.Popen(
        call,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(timeout=seconds) == 0
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False


def survives(mutant: Mutant, folders: "SimpleQueue[Path]", seconds: float) -> bool:
    """Return whether no test notices a mutant; borrows a copy of the project for it."""
    folder = folders.get()
    path = folder / mutant.module
    original = path.read_text(encoding="utf-8")
    try:
        path.write_text(mutant.source, encoding="utf-8")
        return tests_pass(folder, tests_of(mutant.module), seconds)
    finally:
        path.write_text(original, encoding="utf-8")
        folders.put(folder)


def chosen(project: Path, module: str, sample: int, dice: random.Random) -> list[Mutant]:
    """Return the mutants of a module to try: all of them (*sample* 0), or so many at random."""
    mutants = mutants_of(project, module)
    if not sample or sample >= len(mutants):
        return mutants
    return sorted(dice.sample(mutants, sample), key=lambda mutant: mutant.line)


def tests_of(module: str) -> list[str]:
    """Return the tests that must notice a mutant of a module."""
    return [test for test in TESTS[module] if (ROOT / test).exists()]


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    modules = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "core").glob("*.py"))]
    parser = argparse.ArgumentParser(description="Mutation tests of the rules.")
    parser.add_argument("--module", action="append", choices=modules, help="may be repeated")
    parser.add_argument("--sample", type=int, default=0, help="mutants per module; 0: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=300, help="the longest run of the tests")
    arguments = parser.parse_args()
    arguments.module = arguments.module or modules
    return arguments


def main() -> int:
    """Try the mutants; 1 where one survives, 2 where the tests fail without any."""
    arguments = read_arguments()
    # A shell that starts this in the background has Ctrl+C ignored, and tests of it would fail.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    unlisted = sorted(set(arguments.module) - TESTS.keys())
    if unlisted:
        print(f"Name the tests of {', '.join(unlisted)} in TESTS first.")
        return 2
    dice = random.Random(arguments.seed)
    tried = killed = 0
    with (
        tempfile.TemporaryDirectory(prefix="ratings-panel-mutants-") as name,
        ThreadPoolExecutor(arguments.jobs) as jobs,
    ):
        folders: SimpleQueue[Path] = SimpleQueue()
        for job in range(arguments.jobs):
            folders.put(copy_of_the_project(Path(name) / str(job)))
        # The project may be edited meanwhile: mutants are made of a copy, too.
        untouched = copy_of_the_project(Path(name) / "untouched")
        tests = sorted({test for module in arguments.module for test in tests_of(module)})
        if not tests_pass(untouched, tests, 5 * arguments.seconds):
            print("The tests fail without any mutant; mend them first.")
            return 2
        for module in arguments.module:
            mutants = chosen(untouched, module, arguments.sample, dice)
            survived = list(
                jobs.map(lambda mutant: survives(mutant, folders, arguments.seconds), mutants)
            )
            for mutant, alive in zip(mutants, survived, strict=True):
                if alive:
                    print(f"survived  {mutant.words()}", flush=True)
            dead = len(mutants) - sum(survived)
            print(f"{module}: {dead} of {len(mutants)} mutants killed", flush=True)
            tried, killed = tried + len(mutants), killed + dead
    print(f"all: {killed} of {tried} mutants killed ({100 * killed // max(1, tried)}%)")
    return 1 if killed < tried else 0


if __name__ == "__main__":
    sys.exit(main())
