"""The scheme that a call names: a shipped one, or a file."""

from pathlib import Path

from core.scheme import Scheme
from sessions.files.scheme_file import read_scheme, shipped_scheme, shipped_schemes
from sessions.text.paths import is_network_path
from sessions.text.suggestions import nearest
from tui.cli.output import WrongCall


def scheme_named(name: str) -> Scheme:
    """Return a shipped scheme by its id, or the scheme of a file.

    Raises:
        WrongCall: The name is neither.
    """
    known = shipped_schemes()
    if name in known:
        return shipped_scheme(name)
    if "." not in name and "/" not in name and "\\" not in name:
        hint = nearest(name, known) or "."
        raise WrongCall(f"{name} is not a shipped scheme{hint} Use {known_schemes()}.")
    if is_network_path(name):
        raise WrongCall(
            f"--scheme {name} is on another computer, so it was not opened. Copy the scheme file "
            "to this computer."
        )
    return read_scheme(Path(name))[0]


def known_schemes() -> str:
    """Say which schemes can be given, for a message."""
    return f"{', '.join(shipped_schemes())}, or the path of a scheme file of your own"
