"""The question when the program starts and something is left unsaved from the last time."""

from pathlib import Path

from core.dates import moment_words
from core.history_words import done_words
from core.wording import plural
from sessions.record.recovery import FormDraft, Pending
from tui.commands.form_drafts import form_words, typed_words
from tui.dialogs.dialog import Question, QuestionChoice


class Restore(Question):
    """Offers to restore, show or discard what an earlier screen kept and did not save."""

    def __init__(self, pending: Pending, record: Path, title: str) -> None:
        self._pending = pending
        self._shown = False
        self._asked = False
        super().__init__(title, self._summary(record), CHOICES)

    def _summary(self, record: Path) -> list[str]:
        pending = self._pending
        what = []
        if pending.entries:
            what.append(plural(len(pending.entries), "decision"))
        if pending.drafts:
            what.append("a draft" if len(pending.drafts) == 1 else f"{len(pending.drafts)} drafts")
        at = f" from {moment_words(pending.at.astimezone())}" if pending.at else ""
        verb = "was" if what in (["1 decision"], ["a draft"]) else "were"
        left = " and ".join(what) or "something"
        words = [
            f"{left[:1].upper()}{left[1:]}{at} {verb} kept on this computer "
            f"and not saved in {record.name}."
        ]
        if pending.unreadable:
            words.append(
                f"{plural(pending.unreadable, 'more entry', 'more entries')} cannot be read here."
            )
        return words

    def key_pressed(self, key: str) -> bool:
        """Show in place; the other keys answer, and the one that discards is pressed twice."""
        if key == DISCARD and not self._asked:
            # On the board the same key decides.
            self._asked = True
            self.hint = f"Press {key} again to discard. A copy is kept for 30 days."
            self.ask()
            self.draw()
            return True
        if self._asked and key != DISCARD:
            self._asked, self.hint = False, ""
            self.draw()
        if key != "v":
            return super().key_pressed(key)
        if not self._shown:
            self._shown = True
            self._words = (*self._words, "", *self._details())
            self.draw()
        return True

    def _details(self) -> list[str]:
        lines = []
        for entry in self._pending.entries:
            words = entry.reason or entry.text or "no reason"
            lines.append(f"{entry.at.astimezone():%H:%M} {done_words(entry)}: {words}")
        for draft in self._pending.drafts:
            if isinstance(draft, FormDraft):
                lines.append(f"draft of {form_words(draft)}: {typed_words(draft)}")
                continue
            lines.append(f"draft for {draft.standard}: {draft.reason or 'no reason yet'}")
        return lines


DISCARD = "d"
CHOICES = (
    QuestionChoice("r", "restore", "restore"),
    QuestionChoice("v", "show", "show"),
    QuestionChoice(DISCARD, "discard (a copy is kept)", "discard"),
)
