"""What this computer remembers between meetings: names, theme, size of the view, last folder.

Nothing about cases and no interests. The meeting does not depend on it, so nobody is told if it
cannot be read or written.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from core.meeting_details import MeetingDetails
from core.value import Value
from sessions.files.shipped import is_practice_copy
from sessions.record.private_file import make_private_folder, write_private
from sessions.record.recovery import state_folder
from sessions.text.visible import typed

LARGEST = 64 * 1024
MOST_NAMES, LONGEST_NAME = 50, 200
LONGEST_FOLDER = 4096


class Preferences(Value):
    """The theme, whether the large view was in use, and the folder of the last session file."""

    theme: str = ""
    large: bool = False
    folder: Path | None = None


def remembered_names() -> MeetingDetails:
    """Return the names of the last meeting on this computer; nothing else is in the details."""
    table = _read(_names_path())

    def names(key: str) -> tuple[str, ...]:
        listed = table.get(key)
        texts = (
            [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else []
        )
        return tuple(typed(each)[:LONGEST_NAME] for each in texts[:MOST_NAMES] if each.strip())

    chair, note_taker = (next(iter(names(key)), "") for key in ("chair", "note_taker"))
    return MeetingDetails(
        chair=chair,
        members=names("members"),
        attending=names("attending"),
        note_taker=note_taker,
    )


def remember_names(details: MeetingDetails) -> None:
    """Remember the names in the details of a meeting for the next one; never interests."""
    _write(
        _names_path(),
        {
            "chair": [details.chair] if details.chair else [],
            "members": [*details.members],
            "attending": [*details.attending],
            "note_taker": [details.note_taker] if details.note_taker else [],
        },
    )


def forget_names() -> bool:
    """Remove the remembered names from this computer; return whether none are left."""
    try:
        _names_path().unlink(missing_ok=True)
    except OSError:
        return False
    return True


def preferences() -> Preferences:
    """Return the theme, the size of the view and the folder of the last meeting."""
    table = _read(_preferences_path())
    theme, large, folder = table.get("theme"), table.get("large"), table.get("folder")
    return Preferences(
        theme=theme if isinstance(theme, str) else "",
        large=large is True,
        folder=_folder(folder) if isinstance(folder, str) else None,
    )


def _folder(name: str) -> Path | None:
    """Return a folder that was remembered; None for what cannot be the name of one."""
    folder = Path(name)
    usable = folder.is_absolute() and "\0" not in name and len(name) <= LONGEST_FOLDER
    return folder if usable else None


def remember_preferences(given: Preferences) -> None:
    """Remember the theme, the size of the view and the folder for the next start."""
    folder = "" if given.folder is None else str(given.folder)
    table = {"theme": given.theme, "large": given.large, "folder": folder}
    _write(_preferences_path(), table)


def folder_to_remember(session: Path, before: Path | None) -> Path | None:
    """Return the folder of a session file; a practice copy leaves the one from *before*."""
    return before if is_practice_copy(session, state_folder()) else session.absolute().parent


def _names_path() -> Path:
    return state_folder() / "names.json"


def _preferences_path() -> Path:
    return state_folder() / "preferences.json"


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST:
            return {}
        table = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return table if isinstance(table, dict) else {}


def _write(path: Path, table: dict[str, Any]) -> None:
    with suppress(OSError, ValueError):
        make_private_folder(path.parent)
        write_private(path, json.dumps(table).encode("utf-8"))
