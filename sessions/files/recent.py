"""The session files that this user opened recently, newest first; nothing depends on the list."""

import json
from contextlib import suppress
from pathlib import Path

from core.value import Value
from sessions.record.private_file import make_private_folder, write_private
from sessions.record.recovery import state_folder

MOST = 10
LARGEST = 64 * 1024


class Recent(Value):
    """A session file that was opened, and the service that it is about (raw outside text).

    `there`: whether the file was there when the list was read.
    """

    path: Path
    service: str
    there: bool = True


def _place() -> Path:
    return state_folder() / "recent.json"


def recent_sessions() -> tuple[Recent, ...]:
    """List the session files opened recently; empty where nothing can be read."""
    try:
        place = _place()
        if place.stat().st_size > LARGEST:
            return ()
        listed = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return ()
    found = []
    for each in listed if isinstance(listed, list) else []:
        if not isinstance(each, dict):
            continue
        path, service = each.get("path"), each.get("service")
        if isinstance(path, str) and isinstance(service, str):
            there = False
            with suppress(OSError, ValueError):
                there = Path(path).is_file()
            found.append(Recent(Path(path), service, there))
    return tuple(found[:MOST])


def note_opened(path: Path, service: str) -> None:
    """Put a session file first in the list; if the list cannot be written, do nothing."""
    with suppress(OSError, ValueError):
        whole = path.absolute()
        others = [each for each in recent_sessions() if each.path != whole]
        listed = [Recent(whole, service), *others][:MOST]
        text = json.dumps([{"path": str(each.path), "service": each.service} for each in listed])
        place = _place()
        make_private_folder(place.parent)
        write_private(place, text.encode("utf-8"))
