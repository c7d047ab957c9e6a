"""What is chosen and typed in the dialog that records a decision: the ratings, the reason."""

from collections.abc import Callable

from textual import events

from core.scheme import Rating, Scheme
from tui.drawing.lines import Line, Part, Piece, line, width_of
from tui.state.view import rating_style
from tui.widgets.fields import Reason
from tui.widgets.line_widget import Lines


class Ratings(Lines, can_focus=True):
    """The ratings to choose from, by digit, letter or arrow."""

    def __init__(self, scheme: Scheme, chosen: Rating | None, picked: Callable[[], object]) -> None:
        super().__init__(id="ratings", raised=True)
        self.scheme = scheme
        self.chosen = chosen
        # Not a message: that would come after the next key.
        self._picked = picked
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
        rating_by_key = rating_keys(self.scheme).get((event.character or "").casefold())
        if rating_by_key is not None:
            self._pick(rating_by_key, final=True)
        elif event.key == "enter":
            self.screen.focus_next()

    def _pick(self, rating: Rating, final: bool) -> None:
        self.chosen = rating
        if final and self.reason is not None:
            self.screen.set_focus(self.reason)
        self._picked()

    def on_click(self, event: events.Click) -> None:
        """Choose the rating under the mouse."""
        place = 0
        names = names_within(self.scheme, self.size.width)
        for rating, name in zip(self.scheme.ratings, names, strict=True):
            place += width_of(f" {name} ") + 1
            if event.x < place:
                self._pick(rating, final=True)
                return

    def line_for(self, by_evidence: Rating | None, width: int) -> Line:
        """Draw the ratings, the chosen one reversed; the evidence's is marked."""
        parts: list[Part] = []
        names = names_within(self.scheme, width)
        for rating, name in zip(self.scheme.ratings, names, strict=True):
            style = "cell" if rating == self.chosen else rating_style(self.scheme, rating)
            parts.append(Piece(f" {name} ", style))
            parts.append("○" if rating == by_evidence else " ")
        return line(*parts)


def names_within(scheme: Scheme, width: int) -> list[str]:
    """Name each rating with its score, the longest names in short until all are in sight."""
    names = [f"{rating.score} {rating.name}" for rating in scheme.ratings]
    short = [f"{rating.score} {rating.short}" for rating in scheme.ratings]
    for place in sorted(range(len(names)), key=lambda n: -width_of(names[n])):
        if sum(width_of(name) + 3 for name in names) <= width:
            break
        names[place] = short[place]
    return names


def rating_keys(scheme: Scheme) -> dict[str, Rating]:
    """Give the keys of the ratings: the score, and the first letter where no other shares it."""
    keys = {str(rating.score): rating for rating in scheme.ratings if rating.score < 10}
    letters = [rating.name[0].casefold() for rating in scheme.ratings]
    keys |= {
        letter: rating
        for letter, rating in zip(letters, scheme.ratings, strict=True)
        if letters.count(letter) == 1
    }
    return keys
