"""The question before leaving while something is not saved."""

from core.wording import plural
from tui.dialogs.dialog import Question, QuestionChoice


class Leaving(Question):
    """Says what is not saved, and asks whether to save again or to leave."""

    def __init__(self, unsaved: int, kept: bool) -> None:
        they, them, verb = ("It is", "it", "is") if unsaved == 1 else ("They are", "them", "are")
        where = (
            f"{they} kept on this computer; the next start offers to restore {them}."
            if kept
            else f"{they} not kept anywhere else. If you leave now, you lose {them}."
        )
        super().__init__(
            "Leave?",
            [f"{plural(unsaved, 'decision')} {verb} not saved yet. {where}"],
            [QuestionChoice("s", "save again", "save"), QuestionChoice("l", "leave", "leave")],
        )
