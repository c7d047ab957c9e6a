"""The one registry of commands: it feeds bindings, footer, finder and help."""

from collections.abc import Callable
from dataclasses import dataclass

from textual.binding import Binding

from core.meeting import Meeting, closed_because
from tui.view import View


@dataclass(frozen=True)
class Situation:
    """What decides whether a command applies now."""

    meeting: Meeting
    view: View
    unsaved: bool = False
    following: str = ""

    @property
    def closed(self) -> str | None:
        """Why the selected standard is closed to discretion; None when it is not."""
        return closed_because(self.meeting.scorecard.standard(self.view.standard))


def _always(_: Situation) -> str | None:
    return None


def _ours(now: Situation) -> str | None:
    return f"You follow: {now.following}. T asks to take over." if now.following else None


def _discretion(now: Situation) -> str | None:
    return _ours(now) or now.closed


def _theirs(now: Situation) -> str | None:
    return None if now.following else "The meeting is yours already."


def _withdrawal(now: Situation) -> str | None:
    if now.following:
        return _ours(now)
    if now.meeting.scorecard.standing.decisions:
        return None
    return "Nothing has been decided yet, so there is nothing to withdraw."


def _waiting(now: Situation) -> str | None:
    if any(score.to_consider for score in now.meeting.scorecard.standards):
        return None
    return "Every open standard has been considered."


def _figures(now: Situation) -> str | None:
    if now.meeting.scorecard.standard(now.view.standard).result.key_questions:
        return None
    return f"{now.view.standard} has no key questions to choose from."


def _unsaved(now: Situation) -> str | None:
    return None if now.unsaved else "Everything is saved."


@dataclass(frozen=True)
class Command:
    """Something the user can do on the board.

    `keys` are Textual key names; `shown` is how the first of them is printed. `refusal` tells why
    the command does not apply now (None when it does). `rank` orders the footer; 0 is left out.
    """

    id: str
    keys: tuple[str, ...]
    shown: str
    label: str
    help: str
    group: str
    refusal: Callable[[Situation], str | None] = _always
    rank: int = 0

    @property
    def binding(self) -> Binding:
        """The command as a binding of the screen; its id lets a key map change the keys."""
        return Binding(
            ",".join(self.keys), f"command('{self.id}')", self.label, show=False, id=self.id
        )


MOVE, DECIDE, LOOK, PROGRAM = "Move", "Decide", "Look", "Program"

COMMANDS: tuple[Command, ...] = (
    Command("up", ("up", "k"), "↑", "up", "Select the standard above.", MOVE),
    Command("down", ("down", "j"), "↓", "down", "Select the standard below.", MOVE),
    Command("left", ("left",), "←", "left", "Select the key question to the left.", MOVE, _figures),
    Command(
        "right", ("right",), "→", "right", "Select the key question to the right.", MOVE, _figures
    ),
    Command("first", ("home", "g"), "Home", "first", "Select the first standard.", MOVE),
    Command("last", ("end", "G"), "End", "last", "Select the last standard.", MOVE),
    Command(
        "next",
        ("n",),
        "n",
        "next open",
        "Go to the next open standard that has not been considered.",
        MOVE,
        _waiting,
        rank=2,
    ),
    Command(
        "previous",
        ("N", "shift+n"),
        "N",
        "previous open",
        "Go to the previous open standard that has not been considered.",
        MOVE,
        _waiting,
    ),
    Command("go_to", ("slash",), "/", "go to", "Find a standard or a key question.", MOVE),
    Command(
        "decide",
        ("d", "enter"),
        "d",
        "decide",
        "Change the rating of the selected standard, with the panel's reason.",
        DECIDE,
        _discretion,
        rank=3,
    ),
    Command(
        "keep",
        ("x",),
        "x",
        "keep",
        "Record that the panel considered the standard and leaves its rating as it is.",
        DECIDE,
        _discretion,
        rank=4,
    ),
    Command(
        "defer",
        ("D", "shift+d"),
        "D",
        "defer",
        "Set the standard aside, to come back to it.",
        DECIDE,
        _discretion,
    ),
    Command(
        "withdraw",
        ("u",),
        "u",
        "withdraw",
        "Withdraw the selected standard's decision, or else the last one made.",
        DECIDE,
        _withdrawal,
        rank=5,
    ),
    Command(
        "prompts",
        ("space",),
        "Space",
        "in full",
        "Show everything about the selected standard, with the prompts of its key questions.",
        LOOK,
        rank=6,
    ),
    Command(
        "only_open",
        ("f",),
        "f",
        "only open",
        "Show only the standards that are open to discretion or decided; again for all.",
        LOOK,
    ),
    Command("theme", ("t",), "t", "theme", "Change between dark, light and high contrast.", LOOK),
    Command(
        "save",
        ("s", "ctrl+s"),
        "s",
        "save again",
        "Try again to save what could not be saved.",
        PROGRAM,
        _unsaved,
        rank=1,
    ),
    Command(
        "take_over",
        ("T", "shift+t"),
        "T",
        "take over",
        "Take over a meeting that somebody else has open; they have to agree unless they are gone.",
        PROGRAM,
        _theirs,
        rank=1,
    ),
    Command("find", ("ctrl+p",), "ctrl+p", "commands", "Find a command by its name.", PROGRAM),
    Command(
        "help",
        ("question_mark", "f1"),
        "?",
        "help",
        "Show every key, and what the marks mean.",
        PROGRAM,
        rank=8,
    ),
    Command("quit", ("q",), "q", "quit", "Leave. Nothing recorded is lost.", PROGRAM, rank=9),
)
BY_ID = {command.id: command for command in COMMANDS}


def footer_commands(now: Situation, most: int) -> list[Command]:
    """Give the commands worth naming now, at most so many."""
    ranked = sorted(
        (c for c in COMMANDS if c.rank and c.refusal(now) is None), key=lambda c: c.rank
    )
    if len(ranked) <= most:
        return ranked
    ends = [c for c in ranked if c.id in ("help", "quit")]
    return [c for c in ranked if c not in ends][: most - len(ends)] + ends
