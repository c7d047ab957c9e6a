"""When a command applies: what the board shows, what is selected, whose meeting it is."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from textual.binding import Binding

from core.history import history_of
from core.meeting import Meeting
from core.record import DECIDING, Kind, correctable
from core.refusals import SIGNED, undecidable_because
from core.scorecard import StandardScore
from core.value import Value
from tui.state.scene import Mode, Scene

NAMES = {
    "slash": "/",
    "question_mark": "?",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "space": "Space",
    "backspace": "Backspace",
    "escape": "Esc",
    "enter": "Enter",
    "home": "Home",
    "end": "End",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "f1": "F1",
}


# The keys that open the two views in which some commands work.
HISTORY_KEY, WHAT_IF_KEY = "h", "w"


def key_name(key: str) -> str:
    """Return a key as people print it."""
    if key.startswith("ctrl+"):
        return f"Ctrl+{key.removeprefix('ctrl+').upper()}"
    return NAMES.get(key, key)


class Command(Value):
    """Something the user can do on the board.

    `keys` are Textual key names. `refusal` returns why the command does not apply now, or None when
    it does. `modes`: those in which it exists. `rank` orders the footer from the lowest; 0 is left
    out.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: str
    refusal: Callable[["Situation"], str | None]
    modes: frozenset[Mode]
    rank: int = 0

    @property
    def binding(self) -> Binding:
        """The command as a binding of the screen; its id lets a key map change the keys."""
        keys, action = ",".join(self.keys), f"command('{self.id}')"
        return Binding(keys, action, self.label, show=False, id=self.id)


class Keys(Value):
    """The keys in use: those of the registry, but for what the user's key map changes."""

    changed: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    def of(self, command: Command) -> tuple[str, ...]:
        """Return the keys of a command."""
        return self.changed.get(command.id, command.keys)

    def shown(self, command: Command) -> str:
        """Return the first key of a command as people print it."""
        keys = self.of(command)
        return key_name(keys[0]) if keys else "–"


class Situation(Value):
    """What decides whether a command applies now, and by which key it is named."""

    scene: Scene
    unsaved: bool = False
    following: str = ""
    keys: Keys = Keys()

    def refusal(self, command: Command) -> str | None:
        """Say why a command does not apply now; None when it does."""
        mode = self.scene.mode
        if mode in command.modes:
            return command.refusal(self)
        if mode is Mode.WHAT_IF:
            return "This is a what-if. Press Esc first to go back to the meeting."
        if mode is Mode.HISTORY:
            return "This is the history. Press Esc first to go back to the meeting."
        if Mode.HISTORY in command.modes:
            return f"This works in the history. Press {self._key('history', HISTORY_KEY)} first."
        return f"This works in a what-if. Press {self._key('what_if', WHAT_IF_KEY)} first."

    def _key(self, command: str, usual: str) -> str:
        keys = self.keys.changed.get(command, (usual,))
        return key_name(keys[0]) if keys else "Ctrl+P"

    def label(self, command: Command) -> str:
        """Say what a command does now, in as few words as the footer has room for."""
        if command.id == "keep" and self.selected.agreeable and self.selected.decision is None:
            return "agree"
        standard = self.withdrawn_next if command.id == "withdraw" else None
        return command.label if standard is None else f"{command.label} {standard}"

    def rank(self, command: Command) -> int:
        """Return the place of a command at the foot, 0 for none.

        Closing comes first once all is decided, and documents next once the record is signed.
        """
        if command.id == "summary" and not self.scene.meeting.scorecard.to_decide:
            return 1
        if command.id == "documents" and self.scene.meeting.signed is not None:
            return 2
        return command.rank

    @property
    def selected(self) -> StandardScore:
        """The selected standard, without any what-if."""
        return self.scene.meeting.scorecard.standard(self.scene.view.standard)

    @property
    def withdrawn_next(self) -> str | None:
        """The standard whose decision the withdraw key takes back; None in the history."""
        if self.scene.mode is Mode.HISTORY:
            return None
        return withdrawn_next(self.scene.meeting, self.scene.view.standard)


def withdrawn_next(meeting: Meeting, selected: str) -> str | None:
    """Return the selected standard where it is decided, or else the one decided last.

    None where nothing is decided.
    """
    standing = meeting.scorecard.standing.decisions
    if selected in standing or not standing:
        return selected if standing else None
    order = {entry.id: place for place, entry in enumerate(meeting.entries)}
    return max(standing, key=lambda standard: order[standing[standard].id])


def always(_: Situation) -> str | None:
    """Applies always."""
    return None


def ours(now: Situation) -> str | None:
    """Applies while the meeting is ours and the record is not signed."""
    if now.following:
        return now.following
    return None if now.scene.meeting.signed is None else SIGNED


def theirs(now: Situation) -> str | None:
    """Applies while somebody else has the meeting."""
    return None if now.following else "You are already editing this meeting."


def discretion(now: Situation) -> str | None:
    """Applies to a standard that the panel decides: an open one, or a judgement it agrees."""
    selected = now.scene.meeting.scorecard.standard(now.scene.view.standard)
    return ours(now) or undecidable_because(selected)


def withdrawal(now: Situation) -> str | None:
    """Applies once something was decided."""
    if ours(now) is not None:
        return ours(now)
    if now.scene.mode is Mode.HISTORY:
        return standing_note(now)
    if now.scene.meeting.scorecard.standing.decisions:
        return None
    return "Nothing has been decided yet, so there is nothing to withdraw."


def waiting(now: Situation) -> str | None:
    """Applies while anything is left to decide."""
    return None if now.scene.scorecard.to_decide else "Every standard is decided."


def figures(now: Situation) -> str | None:
    """Applies to a standard with key questions."""
    if now.scene.scorecard.standard(now.scene.view.standard).result.key_questions:
        return None
    return f"{now.scene.view.standard} has no key questions to choose from."


def unsaved(now: Situation) -> str | None:
    """Applies while something is not saved."""
    return None if now.unsaved else "Everything is saved."


def changed(now: Situation) -> str | None:
    """Refuse to undo a what-if that has no steps."""
    steps = now.scene.what_if is not None and now.scene.what_if.steps
    return None if steps else "Nothing has been changed yet."


def elsewhere(now: Situation) -> str | None:
    """Applies wherever something else than the board of the meeting is shown."""
    if now.scene.mode is not Mode.MEETING or now.scene.view.large:
        return None
    return "You are already on the board."


def recorded(now: Situation) -> str | None:
    """Applies once something was recorded."""
    return None if now.scene.meeting.entries else "Nothing has been recorded yet."


def was_withdrawn(now: Situation) -> str | None:
    """Applies to a decision that was withdrawn."""
    place = now.scene.entries or 0
    line = history_of(now.scene.meeting)[place - 1] if place else None
    if line is None or line.entry.kind not in DECIDING or line.withdrawn_by is None:
        return "Only a decision that was withdrawn can be recorded again."
    return ours(now)


def has_wording(now: Situation) -> str | None:
    """Applies to an entry whose wording can be corrected."""
    place = now.scene.entries or 0
    if not place or not correctable(now.scene.meeting.entries[place - 1].kind):
        return "This entry has no wording to correct."
    return ours(now)


def standing_note(now: Situation) -> str | None:
    """Applies to a note that was not withdrawn."""
    place = now.scene.entries or 0
    entry = now.scene.meeting.entries[place - 1] if place else None
    if entry is None or entry.kind is not Kind.NOTE:
        return "Only a note can be withdrawn here. Esc goes back to the board first."
    if all(note.id != entry.id for note in now.scene.meeting.notes):
        return "This note has already been withdrawn."
    return ours(now)
