"""Options of the command line, written so that they can be copied into a shell."""

import shlex

# A shell reads these even between double quotation marks.
READ_BY_SHELLS = frozenset('"$`\\!')


def map_option(heading: str, name: str) -> str:
    """Return the `--map` that reads the column *heading* as *name*: `--map "Ref=case"`."""
    return f"--map {_quoted(f'{heading}={name}')}"


def codes_option(code: str, meaning: str) -> str:
    """Return the `--codes` that says what a code means: `--codes "NR=na"`."""
    return f"--codes {_quoted(f'{code}={meaning}')}"


def _quoted(text: str) -> str:
    return shlex.quote(text) if READ_BY_SHELLS & set(text) else f'"{text}"'
