"""What is chosen and typed in the dialog that records a decision: rating, reason, who decided."""

from collections.abc import Callable

from textual import events

from core.record import DecidedBy
from core.scheme import Rating, Scheme
from tui.drawing.lettering import lettered
from tui.drawing.lines import Line, Part, Piece, line, width_of
from tui.drawing.ratings import rating_style
from tui.widgets.fields import Reason
from tui.widgets.line_widget import Lines

Picked = Callable[[], object]


class Choice(Lines, can_focus=True):
    """Something to choose from by key; it calls *picked* when that changes, or where keys go.

    Not by a message, which would come after the next key.
    """

    def __init__(self, name: str, picked: Picked) -> None:
        super().__init__(id=name, raised=True)
        self._picked = picked

    @property
    def mark(self) -> str:
        """The mark before what is chosen, where keys choose another now."""
        return "▶" if self.has_focus else " "

    def on_focus(self) -> None:
        """Show that keys choose here now."""
        self._picked()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self._picked()


class Ratings(Choice):
    """The ratings to choose from, by digit, small letter or arrow; other letters are the reason."""

    def __init__(self, scheme: Scheme, chosen: Rating | None, picked: Picked) -> None:
        super().__init__("ratings", picked)
        self.scheme = scheme
        self.chosen = chosen
        self.reason: Reason | None = None

    async def on_paste(self, event: events.Paste) -> None:
        """Paste into the reason."""
        if self.reason is not None:
            self.screen.set_focus(self.reason)
            await self.reason.on_event(event)

    def on_key(self, event: events.Key) -> None:
        """Choose by key; left and right go through the ratings."""
        ratings = self.scheme.ratings
        if event.key in ("left", "right", "h", "l"):
            place = ratings.index(self.chosen) if self.chosen else -1
            step = 1 if event.key in ("right", "l") else -1
            self._pick(ratings[max(0, min(len(ratings) - 1, place + step))], final=False)
            return
        rating_by_key = rating_keys(self.scheme).get(event.character or "")
        if rating_by_key is not None:
            self._pick(rating_by_key, final=True)
        elif event.key == "enter":
            self.screen.focus_next()
        elif event.is_printable and event.character and self.reason is not None:
            # A sentence begins with a capital letter: whoever types one means the reason.
            self.screen.set_focus(self.reason)
            self.reason.insert(event.character)

    def _pick(self, rating: Rating, final: bool) -> None:
        self.chosen = rating
        if final and self.reason is not None:
            self.screen.set_focus(self.reason)
        self._picked()

    def on_click(self, event: events.Click) -> None:
        """Choose the rating under the mouse."""
        place = width_of(self._head)
        names = names_within(self.scheme, self.size.width - place)
        for rating, name in zip(self.scheme.ratings, names, strict=True):
            place += width_of(f" {name} ") + 1
            if event.x < place:
                self._pick(rating, final=True)
                return

    @property
    def _head(self) -> str:
        """The keys that choose a rating, where they do so now."""
        scores = [rating.score for rating in self.scheme.ratings]
        keys = f" {min(scores)}–{max(scores)} "
        return keys if self.has_focus else " " * len(keys)

    def lines_for(self, width: int, standard: str = "", largest: int = 0) -> list[Line]:
        """Draw the ratings, the chosen one reversed.

        `largest`: of the letters in which *standard* and the name of the chosen rating stand below.
        """
        parts: list[Part] = [Piece(self._head, "key")]
        names = names_within(self.scheme, width - width_of(self._head))
        for rating, name in zip(self.scheme.ratings, names, strict=True):
            chosen = rating == self.chosen
            style = "cell" if chosen else rating_style(self.scheme, rating)
            parts += [Piece(f"{self.mark if chosen else ' '}{name} ", style), " "]
        row = line(*parts)
        if not largest or self.chosen is None:
            return [row]
        style = rating_style(self.scheme, self.chosen)
        pieces = [Piece(standard, "strong"), Piece(self.chosen.name, style)]
        block = lettered(pieces, largest, width - 2)
        return [row, line(), *(line("  ", *parts) for parts in block)] if block else [row]


class DecidedByChoice(Choice):
    """Whether the panel decides or its chair alone."""

    LABELS = ((DecidedBy.PANEL, "the panel"), (DecidedBy.CHAIR, "the chair alone"))

    def __init__(self, chosen: DecidedBy, picked: Picked) -> None:
        super().__init__("decided_by", picked)
        self.chosen = chosen

    def on_key(self, event: events.Key) -> None:
        """Choose by arrow, blank or first letter."""
        if event.key in ("left", "p"):
            self._pick(DecidedBy.PANEL)
        elif event.key in ("right", "c"):
            self._pick(DecidedBy.CHAIR)
        elif event.key == "space":
            other = self.chosen is DecidedBy.PANEL
            self._pick(DecidedBy.CHAIR if other else DecidedBy.PANEL)
        elif event.key == "enter":
            self.screen.focus_next()

    def on_click(self, event: events.Click) -> None:
        """Choose what is under the mouse."""
        first = width_of(f"  {self.LABELS[0][1]} ")
        self._pick(DecidedBy.PANEL if event.x <= first else DecidedBy.CHAIR)

    def _pick(self, chosen: DecidedBy) -> None:
        self.chosen = chosen
        self._picked()

    def drawn(self) -> Line:
        """Draw both, the chosen one reversed."""
        parts: list[Part] = [" "]
        for value, label in self.LABELS:
            chosen = value is self.chosen
            mark = self.mark if chosen else " "
            parts += [Piece(f"{mark}{label} ", "cell" if chosen else "text"), " "]
        return line(*parts)


def names_within(scheme: Scheme, width: int) -> list[str]:
    """Name each rating with its score, the longest names in short until all are visible."""
    names = [f"{rating.score} {rating.name}" for rating in scheme.ratings]
    short = [f"{rating.score} {rating.short}" for rating in scheme.ratings]
    for place in sorted(range(len(names)), key=lambda n: -width_of(names[n])):
        if sum(width_of(name) + 3 for name in names) <= width:
            break
        names[place] = short[place]
    return names


def rating_keys(scheme: Scheme) -> dict[str, Rating]:
    """Return the keys of the ratings: the score, and the first letter where no other shares it."""
    keys = {str(rating.score): rating for rating in scheme.ratings if rating.score < 10}
    letters = [rating.name[0].casefold() for rating in scheme.ratings]
    keys |= {
        letter: rating
        for letter, rating in zip(letters, scheme.ratings, strict=True)
        if letters.count(letter) == 1
    }
    return keys
