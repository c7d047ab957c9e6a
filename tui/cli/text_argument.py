"""Texts and names on the command line: in an option, in a file, or on standard input."""

import sys
from collections.abc import Sequence

from core.meeting_details import names_in
from sessions.toml.read import read_bytes
from tui.cli.output import WrongCall

STANDARD_INPUT = "-"
UTF_8 = "utf-8-sig"


def text_of(option: str, text: str | None, file: str | None) -> str:
    """Return the text of `--OPTION` or of the file that `--OPTION-file` names.

    Raises:
        WrongCall: both are given, or the file is not text in UTF-8.
        Unusable: the file cannot be read.

    """
    if text is not None and file is not None:
        raise WrongCall(f"Use --{option} or --{option}-file, not both.")
    if file is None:
        return text or ""
    try:
        content = _standard_input() if file == STANDARD_INPUT else read_bytes(file).decode(UTF_8)
    except UnicodeDecodeError:
        where = "Standard input" if file == STANDARD_INPUT else file
        raise WrongCall(f"{where} is not text in UTF-8. Save it as UTF-8.") from None
    return "\n".join(content.splitlines())


def _standard_input() -> str:
    if sys.stdin is None or sys.stdin.closed:
        raise WrongCall("Standard input is closed, so no text can be read from it.")
    return sys.stdin.read()


def names_given(given: Sequence[str] | None) -> tuple[str, ...]:
    """Return the names in an option that may be given several times, with several names in each."""
    return names_in(", ".join(given or ()))
