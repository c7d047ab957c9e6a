"""Words of the command line, written so that they can be copied into a shell."""

import shlex
import sys

# A shell reads these even between double quotation marks.
READ_BY_SHELLS = frozenset('"$`\\!')


def map_option(heading: str, name: str) -> str:
    """Return the `--map` that reads the column *heading* as *name*: `--map "Ref=case"`."""
    return f"--map {_quoted(f'{heading}={name}')}"


def codes_option(code: str, meaning: str) -> str:
    """Return the `--codes` that says what a code means: `--codes "NR=na"`."""
    return f"--codes {_quoted(f'{code}={meaning}')}"


def file_argument(path: str) -> str:
    """Return a path as one word of a command line."""
    if sys.platform == "win32":
        return f'"{path}"' if " " in path else path
    return shlex.quote(path)


def _quoted(text: str) -> str:
    return shlex.quote(text) if READ_BY_SHELLS & set(text) else f'"{text}"'
