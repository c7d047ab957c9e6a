"""Opening a meeting: the session, its record, and what an earlier start left unsaved."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

from core.meeting import Meeting
from sessions.files.session_file import Session
from sessions.record.keeper import Keeper
from sessions.record.presence import Other, Presence
from sessions.record.recovery import NotKept, Pending, Recovery, state_folder
from sessions.record.recovery_place import kept_for_moved
from sessions.record.store import RecordStore
from sessions.text.problems import Problem
from sessions.text.visible import visible

LAST_SECONDS = 2.0


class Opening:
    """Everything that the meeting's screen starts from. `warnings` are raw outside text."""

    # No dataclass: it would compile this method at each start (0.3 ms).
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
        """Let go of what the meeting held."""
        if isinstance(self.holding, Presence):
            # A share that is dead must not hold up the end of the program.
            letting_go = Thread(target=self.holding.release, name="let go", daemon=True)
            letting_go.start()
            letting_go.join(LAST_SECONDS)
        self.keeper.close()

    def closing_words(self) -> Iterator[str]:
        """Say after the screen is gone what still waits to be saved."""
        try:
            left = self.keeper.pending()
        except NotKept:
            return
        if left.entries:
            number = len(left.entries)
            what = "1 decision is" if number == 1 else f"{number} decisions are"
            yield visible(
                f"ratings-panel: {what} kept on this computer and not yet saved in "
                f"{self.record_path}. Open the session again to restore."
            )


def open_meeting(session: Session) -> Opening:
    """Read the record beside a session; Unusable with every problem where it cannot be used."""
    store = RecordStore.open(session)
    unkept = ""
    recovery: Recovery | None = None
    inspection = session.evidence.inspection.id
    try:
        recovery = Recovery.open(state_folder(), inspection, store.path, session.evidence.scheme)
    except NotKept as error:
        unkept = str(error)
    keeper = Keeper(store, recovery)
    return Opening(
        session=session,
        keeper=keeper,
        warnings=(
            *session.warnings,
            *store.warnings,
            *kept_for_moved(state_folder(), inspection, store.path),
        ),
        pending=keeper.pending(),
        holding=Presence.take(store.path),
        unkept=unkept,
    )
