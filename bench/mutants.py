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
COPIED = ("core", "sessions", "fixtures", "tests/core", "tests/conftest.py", "tests/__init__.py")

# The tests that speak about a module, quickest first; with -x the first failure ends the run.
QUICK = ["tests/core/test_rule_cases.py", "tests/core/test_meeting.py"]
TESTS = {
    "core/scheme.py": [*QUICK, "tests/core/test_laws.py"],
    "core/record.py": ["tests/core/test_record.py", *QUICK, "tests/core/test_laws.py"],
    "core/meeting.py": [*QUICK, "tests/core/test_laws.py"],
    "core/scorecard.py": [*QUICK, "tests/core/test_incremental.py", "tests/core/test_laws.py"],
    "core/outcomes.py": ["tests/core/test_what_if.py"],
    "core/weighing_words.py": [
        *(f"tests/core/test_{name}.py" for name in ("what_if", "judgements", "patterns")),
        *(f"tests/core/test_{name}.py" for name in ("overall_moves", "interval", "share")),
        "tests/core/test_history.py",
    ],
    "core/counts.py": [*QUICK, "tests/core/test_counts.py", "tests/core/test_oracle.py"],
}
# Where a module has tests of its own name, those alone; else these.
OTHERWISE = [
    *QUICK,
    "tests/core/test_interval.py",
    "tests/core/test_laws.py",
    "tests/core/test_oracle.py",
]

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
    """One change in one module: which node of its tree, and what stands there instead."""

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
    """Give everything that may stand instead of a node."""
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            for other in COMPARISONS[type(operator)]:
                changed = copy.deepcopy(node)
                changed.ops[place] = other()
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
    """Give the nodes that say nothing of the rules: annotations, decorators, `X | Y` of types."""
    found: set[ast.AST] = set()
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
                found |= set(ast.walk(part))
    return found


def replaced(tree: ast.Module, number: int, other: ast.AST) -> str:
    """Give the source of the tree with its node of that number replaced."""
    changed = copy.deepcopy(tree)
    target = list(ast.walk(changed))[number]
    for parent in ast.walk(changed):
        for name, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, name, other)
            elif isinstance(value, list):
                setattr(parent, name, [other if each is target else each for each in value])
    return ast.unparse(ast.fix_missing_locations(changed))


def mutants_of(module: str) -> list[Mutant]:
    """Give every mutant of a module."""
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    alone = left_alone(tree)
    found = []
    for number, node in enumerate(ast.walk(tree)):
        if node in alone:
            continue
        for other in changes(node):
            found.append(
                Mutant(
                    module,
                    getattr(node, "lineno", 0),
                    number,
                    ast.unparse(node),
                    ast.unparse(ast.fix_missing_locations(other)),
                    replaced(tree, number, other),
                )
            )
    return found


def copy_of_the_project(folder: Path) -> Path:
    """Copy what the tests of the rules need."""
    for name in COPIED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def tests_pass(folder: Path, tests: list[str], seconds: float) -> bool:
    """Run tests in a copy; a run that does not end in time has noticed the mutant."""
    call = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
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
    """Tell whether no test notices a mutant; borrows a copy of the project for it."""
    folder = folders.get()
    path = folder / mutant.module
    original = path.read_text(encoding="utf-8")
    try:
        path.write_text(mutant.source, encoding="utf-8")
        return tests_pass(folder, tests_of(mutant.module), seconds)
    finally:
        path.write_text(original, encoding="utf-8")
        folders.put(folder)


def chosen(arguments: argparse.Namespace) -> list[Mutant]:
    """Give the mutants to try: all of each module, or a sample of so many a module."""
    dice = random.Random(arguments.seed)
    found: list[Mutant] = []
    for module in arguments.module:
        mutants = mutants_of(module)
        if arguments.sample and arguments.sample < len(mutants):
            mutants = sorted(dice.sample(mutants, arguments.sample), key=lambda each: each.line)
        found += mutants
    return found


def tests_of(module: str) -> list[str]:
    """Give the tests that must notice a mutant of a module."""
    own = f"tests/core/test_{Path(module).stem}.py"
    return TESTS.get(module) or ([own] if (ROOT / own).exists() else OTHERWISE)


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    modules = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "core").glob("*.py"))]
    parser = argparse.ArgumentParser(description="Mutation tests of the rules.")
    parser.add_argument("--module", action="append", choices=modules, help="again for several")
    parser.add_argument("--sample", type=int, default=0, help="so many a module; 0: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=120, help="the longest run of the tests")
    arguments = parser.parse_args()
    arguments.module = arguments.module or modules
    return arguments


def main() -> int:
    """Try the mutants; 1 where one survives, 2 where the tests fail without any."""
    arguments = read_arguments()
    with tempfile.TemporaryDirectory(prefix="ratings-panel-mutants-") as name:
        folders: SimpleQueue[Path] = SimpleQueue()
        for job in range(arguments.jobs):
            folders.put(copy_of_the_project(Path(name) / str(job)))
        whole = Path(name) / "0"
        if not tests_pass(whole, ["tests/core"], arguments.seconds):
            print("The tests fail as the project is; mend them first.")
            return 2
        survivors = 0
        mutants = chosen(arguments)
        with ThreadPoolExecutor(arguments.jobs) as jobs:
            outcomes = jobs.map(lambda each: survives(each, folders, arguments.seconds), mutants)
            killed = dict.fromkeys(arguments.module, 0)
            tried = dict.fromkeys(arguments.module, 0)
            for mutant, survived in zip(mutants, outcomes, strict=True):
                tried[mutant.module] += 1
                killed[mutant.module] += not survived
                if survived:
                    survivors += 1
                    print(f"survived  {mutant.words()}", flush=True)
    for module in arguments.module:
        print(f"{module}: {tried[module]} mutants, {killed[module]} killed")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
