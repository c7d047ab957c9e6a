"""Where `-o` wants a file: checked before any work, so that nobody waits for a refusal."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sessions.record.versions import is_version_name
from sessions.text.paths import SUFFIX
from tui.cli.output import Unwritten, WrongCall

# How a file begins that is never replaced, even with --force.
KEPT = re.compile(rb"""^\s*format\s*=\s*["']ratings-panel/(decisions|scheme)/""", re.MULTILINE)
KINDS = {b"decisions": "a panel's record", b"scheme": "a scheme file"}
BEGINNING = 64 * 1024


def check_output(
    target: Path, reads: Iterable[Path | str | None], force: bool, option: str = "-o"
) -> None:
    """Refuse to write where something would be lost.

    A file that the call reads, a panel's record and a scheme file are never replaced, whatever name
    or link leads to them. Any other file is replaced only with --force. `reads` are the files that
    the call reads; a folder stands for every session file, record and scheme file in it.

    Raises:
        WrongCall: the target is a file that must stay.
        Unwritten: the target exists and *force* is not given, or its folder does not exist.
    """
    for source in reads:
        if source is not None and _is_one_of(target, Path(source)):
            raise WrongCall(
                f"{target} is a file that this command reads. Choose another name for {option}."
            )
    kind = _kept_kind(target)
    if kind:
        raise WrongCall(
            f"{target} is {kind}, which is never overwritten. Choose another name for {option}."
        )
    check_folder(target)
    if not force and os.path.lexists(target) and not target.is_dir():
        raise Unwritten(
            f"{target} already exists and was not changed. Choose another name for {option}, or "
            "add --force to replace it."
        )


def _is_one_of(target: Path, source: Path) -> bool:
    """Return whether a target is the source itself, or a TOML file in a folder that is read."""
    with suppress(OSError):
        if source.is_dir():
            return any(_same(target, path) for path in source.iterdir() if path.suffix == ".toml")
    return _same(target, source)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return os.path.realpath(one) == os.path.realpath(other)


def _kept_kind(target: Path) -> str:
    """Say what a target is that must stay: by its name, or by how its contents begin."""
    real = Path(os.path.realpath(target))
    for name in (target.name, real.name):
        stem = name.partition(SUFFIX.removesuffix(".toml"))[0]
        record = stem + SUFFIX
        if stem and (name == record or is_version_name(name, record)):
            return "a panel's record, or a copy of one"
    try:
        if not real.is_file():
            return ""
        with real.open("rb") as file:
            found = KEPT.search(file.read(BEGINNING))
    except OSError:
        return ""
    return "" if found is None else KINDS[found[1]]


def check_folder(target: Path) -> None:
    """Refuse a file whose folder does not exist.

    Raises:
        Unwritten: The folder does not exist.
    """
    folder = target.parent
    if folder.is_dir():
        return
    said = f"there is no folder {folder}. Create it first"
    if folder.exists():
        said = f"{folder} is a file, not a folder. Choose a folder"
    raise Unwritten(f"{target} was not written: {said}, or choose another name for -o.")


def check_session_name(target: Path) -> None:
    """Refuse a name that a new session file cannot have.

    Raises:
        WrongCall: The name does not end in .toml, or is that of a folder.
    """
    if target.suffix != ".toml":
        raise WrongCall(f"{target} is not the name of a session file: it ends in .toml.")
    if target.is_dir():
        inside = target / "north.toml"
        raise WrongCall(f"{target} is a folder; name a file in it, such as {inside}.")
