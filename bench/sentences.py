"""List every sentence that a person can read, by file, for an editor.

Run `python bench/sentences.py` for what users read; add `--code` for docstrings and comments.
"""

import argparse
import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
SOURCE = ("core", "sessions", "tui")
PAGES = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "ARCHITECTURE.md")

# Two words beside each other: enough to tell a sentence from a key, a colour or a file name.
A_SENTENCE = re.compile(r"[A-Za-z…’'{}]{2,}[,;:]? [A-Za-z({]")

Line = tuple[int, str]


def docstring_nodes(tree: ast.AST) -> set[int]:
    """Return the ids of the nodes of *tree* that are docstrings."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }


def messages(source: str) -> Iterator[Line]:
    """Yield the strings of a module that read as sentences, docstrings left out."""
    tree = ast.parse(source)
    left_out = docstring_nodes(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            left_out.update(id(part) for part in ast.walk(node) if part is not node)
    for node in ast.walk(tree):
        if id(node) in left_out:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = ast.unparse(node)[2:-1]
        else:
            continue
        if A_SENTENCE.search(text):
            yield node.lineno, text


def docstrings_and_comments(source: str) -> Iterator[Line]:
    """Yield the docstrings and the comments of a module."""
    tree = ast.parse(source)
    wanted = docstring_nodes(tree)
    for node in ast.walk(tree):
        if id(node) in wanted and isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def text_lines(text: str) -> Iterator[Line]:
    """Yield the lines of a page or a scheme that hold words."""
    for number, line in enumerate(text.splitlines(), start=1):
        if A_SENTENCE.search(line):
            yield number, line.strip()


def files(code: bool) -> Iterator[Path]:
    """Yield the files that hold what is asked for."""
    for folder in SOURCE:
        yield from sorted((TOP / folder).rglob("*.py"))
    if code:
        for folder in ("tests", "bench"):
            yield from sorted((TOP / folder).rglob("*.py"))
    else:
        yield from sorted((TOP / "sessions").rglob("*.toml"))
        yield from (TOP / page for page in PAGES)
        yield from sorted((TOP / "docs").glob("*.md"))


def sentences(path: Path, code: bool) -> list[Line]:
    """Return the lines of one file that a person can read, in the file's order."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return list(text_lines(text))
    return sorted(set(docstrings_and_comments(text) if code else messages(text)))


def main() -> None:
    """Print the sentences by file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--code", action="store_true", help="docstrings and comments instead")
    code = parser.parse_args().code
    for path in files(code):
        lines = sentences(path, code)
        if lines:
            print(f"\n## {path.relative_to(TOP)}")
            for number, text in lines:
                print(f"{number}: {' '.join(text.split())}")


if __name__ == "__main__":
    main()
