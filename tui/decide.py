"""The dialog that records a decision: rating, reason, names; with its effect as one types."""

from collections.abc import Callable
from time import monotonic

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, TextArea

from core.meeting import Meeting, Proposal
from core.record import Kind
from core.scheme import Rating, Scheme
from core.wording import considered_words, overall_words, total_words
from sessions.recovery import Draft
from sessions.visible import visible, visible_lines
from tui.drawing import Lines
from tui.lines import Line, Part, Piece, line, width_of, wrap
from tui.selected_lines import criteria_lines
from tui.sheet import Field, Sheet, harmless, keys_line
from tui.view import rating_piece, rating_style

IDLE_SECONDS, MOST_SECONDS = 1.0, 5.0
ROOMY = 30
LEAST_REASON, LEAST_REASON_ROOMY = 2, 5
TITLES = {
    Kind.CHANGE: "Decide",
    Kind.KEEP: "Keep",
    Kind.DEFER: "Defer",
    Kind.WITHDRAW: "Withdraw the decision on",
}
NAMES = (("proposed_by", "Proposed by"), ("agreed_by", "Agreed by"), ("dissent", "Dissent"))


class Reason(TextArea):
    """Where the reason is typed; what is pasted loses everything that could act."""

    async def _on_key(self, event: events.Key) -> None:
        row, column = self.cursor_location
        if event.is_printable and not harmless(self.document.get_line(row)[:column], event):
            event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        # Textual calls the base class's handler next; calling it here would paste twice.
        event.text = "\n".join(visible_lines(event.text, 20_000))


class Ratings(Lines, can_focus=True):
    """The ratings to choose from, by digit, letter or arrow."""

    class Picked(Message):
        """A rating was chosen; `final` when by its own key, so that the reason comes next."""

        def __init__(self, rating: Rating, final: bool) -> None:
            self.rating = rating
            self.final = final
            super().__init__()

    def __init__(self, scheme: Scheme, chosen: Rating | None) -> None:
        super().__init__(id="ratings", raised=True)
        self.scheme = scheme
        self.chosen = chosen

    def on_key(self, event: events.Key) -> None:
        """Choose by key; left and right go through the ratings."""
        ratings = self.scheme.ratings
        if event.key in ("left", "right", "h", "l"):
            place = ratings.index(self.chosen) if self.chosen else -1
            step = 1 if event.key in ("right", "l") else -1
            rating = ratings[max(0, min(len(ratings) - 1, place + step))]
            # The next key may come before the message is handled.
            self.chosen = rating
            self.post_message(self.Picked(rating, final=False))
            event.stop()
            return
        rating_by_key = rating_keys(self.scheme).get((event.character or "").casefold())
        if rating_by_key is not None:
            self.post_message(self.Picked(rating_by_key, final=True))
            event.stop()
        elif event.key == "enter":
            self.screen.focus_next()
            event.stop()

    def on_click(self, event: events.Click) -> None:
        """Choose the rating under the mouse."""
        place = 0
        for rating in self.scheme.ratings:
            place += len(f" {rating.score} {rating.name} ") + 1
            if event.x < place:
                self.post_message(self.Picked(rating, final=True))
                return

    def line_for(self, by_evidence: Rating | None) -> Line:
        """Draw the ratings, the chosen one reversed; the evidence's is marked."""
        parts: list[Part] = []
        for rating in self.scheme.ratings:
            mark = "○" if rating == by_evidence else " "
            words = f" {rating.score} {rating.name}{mark}"
            style = "cell" if rating == self.chosen else rating_style(self.scheme, rating)
            parts += [Piece(words, style), " "]
        return line(*parts)


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


class Decide(Sheet[Proposal | None]):
    """Asks for everything that an entry holds. Leaving keeps what was typed as a draft."""

    BINDINGS = [
        Binding("ctrl+s", "record", "record", show=False, priority=True),
        Binding("escape", "leave", "leave", show=False, priority=True),
        Binding("tab", "app.focus_next", "next field", show=False),
    ]

    def __init__(
        self,
        meeting: Meeting,
        kind: Kind,
        standard: str,
        draft: Draft | None,
        keep_draft: Callable[[Draft], None],
    ) -> None:
        super().__init__()
        self.meeting = meeting
        self.kind = kind
        self.standard = standard
        self.score = meeting.scorecard.standard(standard)
        self.rating = draft.to_rating if draft else None
        self.complaint = ""
        self.asked_again = False
        self._draft = draft or Draft(standard, kind)
        self._keep_draft = keep_draft
        self._kept_at = monotonic()
        self._idle: Timer | None = None
        self._typed = False

    def compose(self) -> ComposeResult:
        """What is decided, the ratings, the effect, the reason, the names, the keys."""
        draft = self._draft
        with Vertical(id="frame"):
            yield Lines(id="what", raised=True)
            if self.kind is Kind.CHANGE:
                yield Ratings(self.meeting.evidence.scheme, self.rating)
            yield Lines(id="effect", raised=True)
            # A draft can come from a file: what is typed on is shown, and recorded, as visible.
            reason = "\n".join(visible_lines(draft.reason))
            yield Reason(reason, id="reason", show_line_numbers=False, soft_wrap=True)
            with VerticalScroll(id="names", can_focus=False):
                for name, _ in NAMES:
                    value = getattr(draft, name)
                    text = value if isinstance(value, str) else ", ".join(value)
                    with Horizontal(classes="row"):
                        yield Lines(id=f"name-{name}", classes="name", raised=True)
                        yield Field(visible(text), id=name, select_on_focus=False)
            yield Lines(id="keys", raised=True)

    def on_mount(self) -> None:
        """Begin where the first thing is to be chosen or typed."""
        self.draw()
        first = "#ratings" if self.kind is Kind.CHANGE and self.rating is None else "#reason"
        self.query_one(first).focus()
        if self.kind is not Kind.CHANGE:
            reason = self.query_one("#reason", Reason)
            reason.move_cursor(reason.document.end)

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new size; nothing typed is lost."""
        self.draw()

    def draw(self) -> None:
        """Draw what depends on the choice and the size."""
        self.fit_frame()
        width, height = self.inner_width, self.app.size.height
        roomy = height >= ROOMY
        self.set_class(roomy, "roomy")
        what, effect = self._what(width, roomy), self._effect(width, roomy)
        keys = keys_line(
            ("ctrl+s", "record"), ("Tab", "next field"), ("Esc", "leave, draft is kept")
        )
        used = len(effect) + 2 + 2 + roomy + len(NAMES) + (self.kind is Kind.CHANGE)
        room = height - used - 1
        least = LEAST_REASON_ROOMY if roomy else LEAST_REASON
        if len(what) > max(1, room - least):
            # Long notes never push what is to be typed off the screen.
            what = [*what[: max(1, room - least - 1)], line(Piece(" …", "quiet"))]
        for name, label in NAMES:
            self.query_one(f"#name-{name}", Lines).show(
                [line(Piece(f" {label}", "quiet"))], self.look
            )
        self.query_one("#what", Lines).show(what, self.look)
        self.query_one("#effect", Lines).show(effect, self.look)
        self.query_one("#keys", Lines).show([line(), keys], self.look)
        self.query_one("#reason").styles.height = max(LEAST_REASON, min(6, room - len(what)))
        if self.kind is Kind.CHANGE:
            ratings = self.query_one(Ratings)
            ratings.chosen = self.rating
            ratings.show([ratings.line_for(self.score.result.rating)], self.look)

    def _what(self, width: int, roomy: bool) -> list[Line]:
        scheme = self.meeting.evidence.scheme
        result = self.score.result
        title = f" {TITLES[self.kind]} {self.standard} {result.standard.title}"
        parts: list[Part] = [Piece(title, "accent"), Piece("   by evidence ", "quiet")]
        parts.append(rating_piece(scheme, result.rating))
        decided = considered_words(self.score)
        if decided and self.kind is not Kind.WITHDRAW:
            parts += [Piece(" · ", "rule"), Piece(decided, "settled")]
        lines = [line(*parts), *([line()] if roomy else [])]
        if roomy and self.kind is not Kind.WITHDRAW:
            lines += criteria_lines(self.meeting.scorecard, self.score, width)
            lines.append(line())
        if self.kind is Kind.WITHDRAW and self.score.decision is not None:
            words = self.score.decision.reason or "no reason was given"
            then = wrap(f"Reason then: {words}", width - 2)
            lines += [line(" ", Piece(row, "quiet")) for row in then][:3]
        return lines

    def _effect(self, width: int, roomy: bool) -> list[Line]:
        proposal = self.proposal()
        rating, total = self.meeting.outcome(proposal)
        before = self.meeting.scorecard.agreed
        scheme = self.meeting.evidence.scheme
        if self.kind is Kind.CHANGE and rating is None:
            lines = [line(Piece(" Choose the rating that the panel agreed.", "strong"))]
        else:
            parts: list[Part] = [" ", rating_piece(scheme, self.score.rating)]
            if rating == self.score.rating and self.kind in (Kind.KEEP, Kind.DEFER):
                parts += [" stays", Piece("   score ", "quiet")]
            else:
                parts += [" → ", rating_piece(scheme, rating), Piece("   score ", "quiet")]
            parts += [f"{before.score} → "] if total.score != before.score else []
            parts.append(Piece(total_words(total), "strong"))
            overall = overall_words(total, len(self.meeting.scorecard.awaited))
            changed = "now" if total.overall != before.overall else "still"
            then: list[Part] = [Piece(f" overall {changed} ", "quiet")]
            then.append(rating_piece(scheme, total.overall, overall))
            whole = line(*parts, "  ", *then)
            lines = [whole] if width_of(whole.text) <= width else [line(*parts), line(*then)]
        for caution in self.meeting.cautions(proposal):
            lines += [line(" ", Piece(row, "attention")) for row in wrap(caution, width - 2)]
        if self.complaint:
            lines += [line(" ", Piece(row, "alarm")) for row in wrap(self.complaint, width - 2)]
        asked = " Reason: what did the panel weigh?"
        optional = " (optional)" if self.kind is Kind.DEFER else ""
        lines += [line()] if roomy else []
        lines.append(line(Piece(asked + optional, "quiet")))
        return lines

    def proposal(self) -> Proposal:
        """Give what the dialog holds as a proposal."""
        names = {name: self.query_one(f"#{name}", Input).value for name, _ in NAMES}
        return Proposal(
            kind=self.kind,
            standard=self.standard,
            to_rating=self.rating if self.kind is Kind.CHANGE else None,
            reason=self.query_one("#reason", TextArea).text,
            proposed_by=people(names["proposed_by"]),
            agreed_by=people(names["agreed_by"]),
            dissent=names["dissent"],
        )

    @on(Ratings.Picked)
    def _picked(self, event: Ratings.Picked) -> None:
        self.rating = event.rating
        self.complaint, self.asked_again = "", False
        self._typed = True
        if event.final:
            self.query_one("#reason").focus()
        self.draw()

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _changed(self, event: Message) -> None:
        event.stop()
        if not self.is_mounted or not self._differs():
            return
        self._typed = True
        if self.complaint:
            self.complaint = ""
            self.draw()
        if self._idle is not None:
            self._idle.stop()
        if monotonic() - self._kept_at >= MOST_SECONDS:
            self.keep_draft()
        else:
            self._idle = self.set_timer(IDLE_SECONDS, self.keep_draft)

    def _differs(self) -> bool:
        draft = self._draft
        now = self._as_draft()
        return now != draft

    def _as_draft(self) -> Draft:
        proposal = self.proposal()
        return Draft(
            standard=self.standard,
            kind=self.kind,
            to_rating=self.rating,
            reason=proposal.reason,
            proposed_by=proposal.proposed_by,
            agreed_by=proposal.agreed_by,
            dissent=proposal.dissent,
        )

    def keep_draft(self) -> None:
        """Keep what is typed so far."""
        self._kept_at = monotonic()
        self._draft = self._as_draft()
        self._keep_draft(self._draft)

    def action_record(self) -> None:
        """Record, unless something is missing; ask once more for a move of several bands."""
        if self.guarded:
            return
        proposal = self.proposal()
        refusal = self.meeting.refusal(proposal)
        if refusal is not None:
            self.complaint = refusal
            self.draw()
            unchosen = self.kind is Kind.CHANGE and self.rating in (None, self.score.result.rating)
            self.query_one("#ratings" if unchosen else "#reason").focus()
            return
        if self.meeting.asks_twice(proposal) and not self.asked_again:
            self.asked_again = True
            self.complaint = "More than one band: press ctrl+s once more to record it."
            self.guard()
            self.draw()
            return
        if self._idle is not None:
            self._idle.stop()
        self.dismiss(proposal)

    def action_leave(self) -> None:
        """Leave without recording; what was typed stays as a draft."""
        if self._idle is not None:
            self._idle.stop()
        if self._typed:
            self.keep_draft()
        self.dismiss(None)


def people(text: str) -> tuple[str, ...]:
    """Split names at commas and semicolons."""
    return tuple(name.strip() for name in text.replace(";", ",").split(",") if name.strip())
