"""Opening a meeting: the session, its record, and what an earlier start left unsaved."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread

from core.meeting import Meeting
from core.wording import plural
from sessions.files.session_file import Session
from sessions.record.atomic_save import NotSaved
from sessions.record.keeper import Keeper
from sessions.record.presence import Other, Presence
from sessions.record.recovery import NotKept, Pending, Recovery, state_folder
from sessions.record.recovery_place import kept_for_moved
from sessions.record.store import RecordStore
from sessions.record.versions import version_problems, versions_of
from sessions.text.problems import Problem
from tui.meeting.waiting import waiting_for

LAST_SECONDS = 2.0
# Longer, because what is written then may be in no other file.
SET_ASIDE_SECONDS = 15.0
# The exit status where the record does not hold everything.
UNSAVED = 3


class Opening:
    """Everything that the meeting's screen starts from. `warnings` are raw outside text.

    `greeting`: a sentence that the screen begins with.
    """

    greeting = ""

    # Not a dataclass, which would compile this method at each start.
    def __init__(
        self,
        session: Session,
        keeper: Keeper,
        warnings: tuple[Problem, ...],
        pending: Pending,
        holding: Presence | Other,
        unkept: str = "",
    ) -> None:
        self.session = session
        self.keeper = keeper
        self.warnings = warnings
        self.pending = pending
        self.holding = holding
        self.unkept = unkept

    @property
    def meeting(self) -> Meeting:
        """The meeting with the record as loaded."""
        store = self.keeper.store
        return Meeting(self.session.evidence, store.entries, store.meeting)

    @property
    def record_path(self) -> Path:
        """Where the decisions are saved."""
        return self.keeper.store.path

    def close(self) -> None:
        """Let go of what the meeting held; a share or folder that hangs is not waited for."""
        if isinstance(self.holding, Presence):
            in_time(self.holding.release)
        in_time(self.keeper.close)

    def leave(self) -> tuple[int, list[str]]:
        """Make sure that everything recorded is in a file; return an exit status and what to say.

        Where another program changed, emptied or deleted the record, all that is known here is
        written beside it. The status is 3 where the record does not hold everything.
        """
        words: list[str] = []
        aside: list[Path | None] = []
        failed: list[NotSaved | NotKept] = []

        def set_aside() -> None:
            try:
                aside.append(self.keeper.set_aside())
            except (NotSaved, NotKept) as error:
                failed.append(error)

        answered = in_time(set_aside, SET_ASIDE_SECONDS)
        name = self.record_path
        if not answered:
            words.append(
                f"ratings-panel: {name.parent} is not responding; {name.name} was not checked."
            )
            if self.keeper.trouble:
                in_time(self.keeper.keep_all)
        if failed:
            words.append(
                f"ratings-panel: {name} no longer contains what was recorded, and a copy could "
                f"not be saved beside it: {failed[0]} What can be kept is kept on this computer; "
                "open the session again to restore it."
            )
        elif aside and aside[0] is not None:
            words.append(
                f"ratings-panel: {name} was changed or deleted by another program. All that was "
                f"recorded here is saved in {aside[0]}. To bring both together: ratings-panel join "
                f"{self.session.file}"
            )
        unsaved = bool(self.keeper.unsaved)
        if not failed and not any(aside):
            words += self._kept_words()
            if unsaved and not words:
                words.append(
                    f"ratings-panel: {plural(self.keeper.unsaved, 'decision')} could not be saved "
                    f"in {name}, nor kept on this computer."
                )
        return (UNSAVED if failed or unsaved or any(aside) else 0), words

    def _kept_words(self) -> list[str]:
        """Say what is kept on this computer and still has to be saved."""
        found: list[Pending] = []

        def look() -> None:
            with suppress(NotKept):
                found.append(self.keeper.pending())

        in_time(look)
        if not found or not found[0].entries:
            return []
        number = len(found[0].entries)
        what, them = ("1 decision is", "it") if number == 1 else (f"{number} decisions are", "them")
        return [
            f"ratings-panel: {what} kept on this computer and not yet saved in "
            f"{self.record_path}. Open the session again to restore {them}."
        ]


def in_time(work: Callable[[], object], seconds: float = LAST_SECONDS) -> bool:
    """Do some work on a thread; go on without it where a share or a folder hangs.

    Returns whether it was done in time.
    """
    thread = Thread(target=work, name="end", daemon=True)
    thread.start()
    thread.join(seconds)
    return not thread.is_alive()


def open_meeting(session: Session, store: RecordStore | None = None) -> Opening:
    """Read what belongs to a meeting: its record unless *store* has it, and who has it open.

    Raises:
        Unusable: With every problem of the record.
    """
    with waiting_for(session.path.parent):
        store = store or RecordStore.open(session)
        versions = versions_of(session, store.record)
    unkept = ""
    recovery: Recovery | None = None
    inspection = session.evidence.inspection.id
    try:
        with waiting_for(state_folder()):
            recovery = Recovery.open(
                state_folder(), inspection, store.path, session.evidence.scheme
            )
    except NotKept as error:
        unkept = str(error)
    keeper = Keeper(store, recovery)
    return Opening(
        session=session,
        keeper=keeper,
        warnings=(
            *session.warnings,
            *store.warnings,
            *version_problems(session, versions),
            *kept_for_moved(state_folder(), inspection, store.path),
        ),
        pending=keeper.pending(),
        holding=Presence.take(store.path),
        unkept=unkept,
    )
