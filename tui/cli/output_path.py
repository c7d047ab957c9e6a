"""Where `-o` wants a file: looked at before any work, so that nobody waits for a refusal."""

from pathlib import Path

from tui.cli.output import Unwritten, WrongCall


def check_folder(target: Path) -> None:
    """Unwritten where the folder that a file shall go into is not there."""
    folder = target.parent
    if folder.is_dir():
        return
    said = f"there is no folder {folder}. Make it first"
    if folder.exists():
        said = f"{folder} is a file, not a folder. Choose a folder"
    raise Unwritten(f"{target} was not written: {said}, or give another name to -o.")


def check_session_name(target: Path) -> None:
    """WrongCall where a new session file cannot have this name; Unwritten without its folder."""
    if target.suffix != ".toml":
        raise WrongCall(f"{target} is no session file's name: it ends in .toml.")
    if target.is_dir():
        inside = target / "north.toml"
        raise WrongCall(f"{target} is a folder; name a file in it, such as {inside}.")
    check_folder(target)
