"""A field for names: completes those that are known as one types, or enters all present."""

from collections.abc import Iterable, Sequence

from textual.binding import Binding
from textual.suggester import Suggester

from core.meeting_details import distinct_names, names_in, same_person
from sessions.text.visible import typed
from tui.widgets.fields import Field


class KnownNames(Suggester):
    """Completes the last of several names, however its letters are written."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.names = tuple(typed(name) for name in distinct_names(names))

    async def get_suggestion(self, value: str) -> str | None:
        """Return the text with its last name completed; None where no known name fits."""
        return self.completed(value)

    def completed(self, value: str) -> str | None:
        """Return the text with its last name completed; None where no known name fits."""
        name = self.meant(value)
        # What is typed stays as typed until the completion is accepted.
        return None if name is None else value + name[len(last_name(value)) :]

    def meant(self, value: str) -> str | None:
        """Return the known name that the last name begins; None where there is none."""
        last = last_name(value)
        if not last:
            return None
        before = names_in(value[: len(value) - len(last)])
        for name in self.names:
            given = any(same_person(name, earlier) for earlier in before)
            if not given and name != last and name.casefold().startswith(last.casefold()):
                return name
        return None


class NameField(Field):
    """Names, separated by commas; → or End accepts the completion that is shown.

    `offered`: the name that is shown, and accepted by the same keys, while the field is empty.
    """

    BINDINGS = [Binding("end", "complete_or_end", "complete", show=False)]

    def __init__(
        self, value: str, known: Iterable[str], *, id: str, offered: str = "", hint: str = ""
    ) -> None:
        self.known = KnownNames(known)
        super().__init__(
            value,
            id=id,
            select_on_focus=False,
            suggester=self.known,
        )
        self._offered = ""
        self._hint = hint
        self.offer(offered)

    def offer(self, name: str) -> None:
        """Offer another name while the field is empty; "" for none."""
        self._offered = typed(name)
        self.placeholder = f"→ {self._offered}" if name else self._hint

    def action_cursor_right(self, select: bool = False) -> None:
        """Complete the name at the end of the text, or move right."""
        if select or not self._complete():
            super().action_cursor_right(select)

    def action_complete_or_end(self) -> None:
        """Complete the name at the end of the text, or move to the end."""
        if not self._complete():
            self.action_end()

    def _complete(self) -> bool:
        # Not what the worker suggested last: a key may come before its answer.
        name = self.known.meant(self.value) if self.cursor_at_end else None
        if not self.value:
            name = self._offered or None
        if name is None:
            return False
        self.value = self.value[: len(self.value) - len(last_name(self.value))] + name
        self.cursor_position = len(self.value)
        return True

    def enter_all(self, names: Sequence[str]) -> None:
        """Enter names in place of what is there."""
        self.value = ", ".join(typed(name) for name in names)
        self.cursor_position = len(self.value)


def last_name(value: str) -> str:
    """Return what was typed of the last of several names."""
    return value.replace(";", ",").rpartition(",")[2].lstrip()
