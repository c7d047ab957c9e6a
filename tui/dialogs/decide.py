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
from core.scheme import Rating
from core.value import replace
from core.wording import considered_words, overall_words, total_words
from sessions.record.recovery import Draft
from sessions.text.visible import typed, typed_lines
from tui.dialogs.decide_fields import Ratings
from tui.dialogs.sheet import Sheet
from tui.drawing.lines import Line, Part, Piece, line, width_of, wrap
from tui.drawing.selected import criteria_lines
from tui.state.view import rating_piece
from tui.widgets.fields import Field, Reason
from tui.widgets.line_widget import Lines

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


class Decide(Sheet[Proposal | None]):
    """Asks for everything that an entry holds. Leaving keeps what was typed as a draft."""

    BINDINGS = [
        Binding("ctrl+s", "record", "record", show=False),
        Binding("escape", "leave", "leave", show=False),
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
        chosen = draft.to_rating if draft else None
        self._ratings = Ratings(meeting.evidence.scheme, chosen, self._picked)
        self.complaint = ""
        # What another screen recorded on the same standard while this dialog stood open.
        self.news = ""
        self._complained_of: Proposal | None = None
        self.asked_again = False
        self._draft = draft or Draft(standard, kind)
        self._keep_draft = keep_draft
        self._kept_at = monotonic()
        self._idle: Timer | None = None
        self._typed = False

    @property
    def rating(self) -> Rating | None:
        """The rating chosen so far, from the moment its key was pressed."""
        return self._ratings.chosen

    def compose(self) -> ComposeResult:
        """What is decided, the ratings, the effect, the reason, the names, the keys."""
        draft = self._draft
        with Vertical(id="frame"):
            yield Lines(id="what", raised=True)
            if self.kind is Kind.CHANGE:
                yield self._ratings
            yield Lines(id="effect", raised=True)
            # A draft can come from a file that somebody else wrote.
            reason = "\n".join(typed_lines(draft.reason))
            yield Reason(reason, id="reason", show_line_numbers=False, soft_wrap=True)
            with VerticalScroll(id="names", can_focus=False):
                for name, _ in NAMES:
                    value = getattr(draft, name)
                    text = value if isinstance(value, str) else ", ".join(value)
                    with Horizontal(classes="row"):
                        yield Lines(id=f"name-{name}", classes="name", raised=True)
                        yield Field(typed(text), id=name, select_on_focus=False)
            yield Lines(id="keys", raised=True)

    def on_mount(self) -> None:
        """Begin where the first thing is to be chosen or typed."""
        self.draw()
        self._ratings.reason = self.query_one("#reason", Reason)
        first = "#ratings" if self.kind is Kind.CHANGE and self.rating is None else "#reason"
        self.set_focus(self.query_one(first))
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
        keys = self.foot(
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
            drawn = self._ratings.line_for(self.score.result.rating, width)
            self._ratings.show([drawn], self.look)

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
        if self.news:
            lines += [line(" ", Piece(row, "alarm")) for row in wrap(self.news, width - 2)][:3]
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

    def _picked(self) -> None:
        self.complaint, self.asked_again = "", False
        self._typed = True
        self.draw()

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _changed(self, event: Message) -> None:
        event.stop()
        if not self.is_active or not self.is_mounted or not self._differs():
            return
        self._typed = True
        # The news of a letter can come later than a complaint that knew of it.
        if self.complaint and self.proposal() != self._complained_of:
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
        return replace(Draft.of(self.proposal()), to_rating=self.rating)

    def tell_of(self, news: str) -> None:
        """Show what another screen has recorded on the standard; ctrl+s comes after that."""
        self.news = news
        self.ask(unbidden=True)
        if self.is_mounted:
            self.draw()

    def keep_draft(self) -> None:
        """Keep what is typed so far."""
        self._kept_at = monotonic()
        self._draft = self._as_draft()
        self._keep_draft(self._draft)

    def action_record(self) -> None:
        """Record, unless something is missing; ask once more for a move of several bands."""
        if not self.confirmed("ctrl+s", "record"):
            return
        proposal = self.proposal()
        self._complained_of = proposal
        refusal = self.meeting.refusal(proposal)
        if refusal is not None:
            self.complaint = refusal
            self.draw()
            unchosen = self.kind is Kind.CHANGE and self.rating in (None, self.score.result.rating)
            self.set_focus(self.query_one("#ratings" if unchosen else "#reason"))
            return
        if self.meeting.asks_twice(proposal) and not self.asked_again:
            self.asked_again = True
            self.complaint = "More than one band: press ctrl+s once more to record it."
            self.draw()
            self.ask()
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
