"""The one registry of commands: it feeds bindings, footer, finder and help."""

from collections.abc import Awaitable, Callable

from tui.commands import availability as situation
from tui.commands.availability import Command, Situation
from tui.state.scene import Mode

MOVE, DECIDE, LOOK = "Move", "Decide", "Look"
TRY, BACK, PROGRAM = "What if", "History", "Program"
EVERYWHERE = frozenset(Mode)
MEETING, WHAT_IF, HISTORY = (frozenset({mode}) for mode in Mode)
BOARD = MEETING | WHAT_IF
# What a command does; the next key waits for it.
Action = Callable[[], Awaitable[None] | None]


def _command(
    id: str,
    keys: str,
    label: str,
    help: str,
    group: str,
    refusal: Callable[[Situation], str | None] = situation.always,
    *,
    modes: frozenset[Mode] = EVERYWHERE,
    rank: int = 0,
) -> Command:
    return Command(id, tuple(keys.split()), label, help, group, refusal, modes, rank)


COMMANDS: tuple[Command, ...] = (
    _command(
        "up", "up k", "up", "Select the standard above (an earlier entry in the history).", MOVE
    ),
    _command("down", "down j", "down", "Select the standard below (a later entry).", MOVE),
    _command(
        "left", "left", "left", "Select the key question to the left.", MOVE, situation.figures
    ),
    _command(
        "right", "right", "right", "Select the key question to the right.", MOVE, situation.figures
    ),
    _command("first", "home g", "first", "Select the first standard.", MOVE),
    _command("last", "end G", "last", "Select the last standard.", MOVE),
    _command(
        "next",
        "n",
        "next to decide",
        "Go to the next standard to decide: open ones and judgements.",
        MOVE,
        situation.waiting,
        modes=BOARD,
        rank=2,
    ),
    _command(
        "previous",
        "N",
        "previous to decide",
        "Go to the previous standard to decide.",
        MOVE,
        situation.waiting,
        modes=BOARD,
    ),
    _command(
        "go_to",
        "slash",
        "find",
        "Find a standard or a key question; in the history, an entry.",
        MOVE,
    ),
    _command(
        "decide",
        "d enter",
        "decide",
        "Choose the rating of the selected standard, with the panel's reason.",
        DECIDE,
        situation.discretion,
        modes=MEETING,
        rank=3,
    ),
    _command(
        "keep",
        "x",
        "keep",
        "Keep the evidence rating, with a reason; agree a judgement as proposed, at once.",
        DECIDE,
        situation.discretion,
        modes=MEETING,
        rank=4,
    ),
    _command(
        "defer",
        "D",
        "defer",
        "Defer the decision on the selected standard, to come back to it.",
        DECIDE,
        situation.discretion,
        modes=MEETING,
    ),
    _command(
        "withdraw",
        "u",
        "withdraw",
        "Withdraw the selected standard's decision, or else the last one; in the history a note.",
        DECIDE,
        situation.withdrawal,
        modes=MEETING | HISTORY,
        rank=7,
    ),
    _command(
        "details",
        "m",
        "meeting details",
        "Record who is present, when and where, and which interests were declared.",
        DECIDE,
        situation.ours,
        modes=MEETING,
        rank=10,
    ),
    _command(
        "note",
        "a",
        "note",
        "Add a note on the selected standard, decided or not.",
        DECIDE,
        situation.ours,
        modes=MEETING,
        rank=11,
    ),
    _command(
        "note_inspection",
        "A",
        "note on the inspection",
        "Add a note on the inspection as a whole.",
        DECIDE,
        situation.ours,
        modes=MEETING,
    ),
    _command(
        "summary",
        "S",
        "closing summary",
        "Show the outcome of the meeting, and sign it off or reopen it.",
        DECIDE,
        modes=MEETING,
        rank=12,
    ),
    _command(
        "what_if",
        situation.WHAT_IF_KEY,
        "what if",
        "Try other judgements. Nothing is saved.",
        TRY,
        modes=MEETING,
        rank=5,
    ),
    _command(
        "more",
        "plus equals_sign",
        "one more yes",
        "Try one more yes in the key question.",
        TRY,
        situation.figures,
        modes=WHAT_IF,
        rank=1,
    ),
    _command(
        "fewer",
        "minus",
        "one fewer",
        "Try one fewer yes in the key question.",
        TRY,
        situation.figures,
        modes=WHAT_IF,
        rank=1,
    ),
    _command(
        "fewer_no",
        "left_square_bracket",
        "treat one no as not relevant",
        "Treat one case judged no as not relevant.",
        TRY,
        situation.figures,
        modes=WHAT_IF,
        rank=2,
    ),
    _command(
        "more_no",
        "right_square_bracket",
        "one more no",
        "Try one more relevant case, judged no.",
        TRY,
        situation.figures,
        modes=WHAT_IF,
    ),
    _command(
        "fewer_yes",
        "left_curly_bracket",
        "treat one yes as not relevant",
        "Treat one case judged yes as not relevant.",
        TRY,
        situation.figures,
        modes=WHAT_IF,
    ),
    _command(
        "more_yes",
        "right_curly_bracket",
        "one more case, a yes",
        "Try one more relevant case, judged yes.",
        TRY,
        situation.figures,
        modes=WHAT_IF,
    ),
    _command(
        "undo",
        "backspace",
        "undo",
        "Undo the last what-if.",
        TRY,
        situation.changed,
        modes=WHAT_IF,
        rank=3,
    ),
    _command(
        "back",
        "escape",
        "back",
        "Leave the what-if, the history or the large view.",
        PROGRAM,
        situation.elsewhere,
        rank=-1,
    ),
    _command(
        "history",
        situation.HISTORY_KEY,
        "history",
        "Step back through the record and see the board at each entry.",
        BACK,
        situation.recorded,
        modes=MEETING,
    ),
    _command(
        "record_again",
        "r",
        "record again",
        "Record a withdrawn decision again, as a new entry.",
        BACK,
        situation.was_withdrawn,
        modes=HISTORY,
        rank=2,
    ),
    _command(
        "correct",
        "e",
        "correct wording",
        "Correct the wording of the selected entry. Its rating does not change.",
        BACK,
        situation.has_wording,
        modes=HISTORY,
        rank=1,
    ),
    _command(
        "in_full",
        "space",
        "in full",
        "Show everything about the selected standard, with its prompts; in the history the record.",
        LOOK,
        rank=6,
    ),
    _command(
        "column",
        "c",
        "column",
        "Show the selected question's figures standard by standard.",
        LOOK,
        situation.figures,
        modes=BOARD,
    ),
    _command(
        "overall",
        "o",
        "overall",
        "Show which standards could change the overall rating.",
        LOOK,
        modes=BOARD,
    ),
    _command(
        "compare",
        "v",
        "compare",
        "Show where agreed ratings differ from evidence ratings.",
        LOOK,
        modes=BOARD,
    ),
    _command(
        "explain",
        "f1",
        "explain",
        "Explain each flag and figure of the selected standard, with the rule behind it.",
        LOOK,
        modes=BOARD,
    ),
    _command(
        "only_open",
        "f",
        "only open",
        "Show only the standards that are open to discretion or decided. Press again to show all.",
        LOOK,
        modes=BOARD,
    ),
    _command(
        "large",
        "z",
        "large",
        "Show only the selected standard, in large letters.",
        LOOK,
        modes=BOARD,
    ),
    _command("theme", "t", "theme", "Switch between dark, light and high contrast.", LOOK),
    _command("copy", "y", "copy", "Copy the selected standard as text.", LOOK, modes=BOARD),
    _command(
        "copy_score", "Y", "copy score", "Copy the whole scorecard as text.", LOOK, modes=BOARD
    ),
    _command(
        "save",
        "s ctrl+s",
        "save again",
        "Try again to save what could not be saved.",
        PROGRAM,
        situation.unsaved,
        rank=1,
    ),
    _command(
        "take_over",
        "T",
        "take over",
        "Ask to take over a meeting that somebody else has open.",
        PROGRAM,
        situation.theirs,
        rank=1,
    ),
    _command(
        "documents",
        "p",
        "minutes and report",
        "Write the minutes or the report beside the session file.",
        PROGRAM,
        modes=MEETING,
    ),
    _command(
        "join",
        "J",
        "join a version",
        "Join another version of the record, such as a conflict file.",
        PROGRAM,
        situation.ours,
        modes=MEETING,
    ),
    _command("find", "ctrl+p", "commands", "Find a standard or a command by its name.", PROGRAM),
    _command(
        "help", "question_mark", "help", "Show every key and what the marks mean.", PROGRAM, rank=8
    ),
    _command("quit", "q", "quit", "Leave. Nothing recorded is lost.", PROGRAM, rank=9),
)
BY_ID = {command.id: command for command in COMMANDS}


# These apply always, and are named last.
ENDS = ("help", "quit")


def footer_commands(now: Situation) -> list[Command]:
    """Return the commands worth naming now, the most useful first, with ENDS behind them."""
    ranked = (command for command in COMMANDS if now.rank(command))
    applying = [command for command in ranked if now.refusal(command) is None]
    return sorted(applying, key=lambda command: (command.id in ENDS, now.rank(command)))
