"""The dialog that records a decision: rating, reason, names; with its effect as one types."""

from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, TextArea

from core.meeting import Meeting, Proposal
from core.meeting_details import names_in, same_person
from core.record import Kind
from core.refusals import needs_reason, reason_refusal
from core.report_words import decision_sentence
from core.scheme import Rating
from core.value import replace
from sessions.record.recovery import Draft
from sessions.text.visible import typed, typed_lines
from tui.dialogs.decide_fields import DecidedByChoice, Ratings
from tui.dialogs.decide_lines import (
    Saying,
    effect_lines,
    interest_lines,
    question_line,
    reason_lines,
    what_lines,
)
from tui.dialogs.dialog import Dialog, keys_line
from tui.dialogs.keep_soon import KeepSoon
from tui.dialogs.name_field import NameField
from tui.drawing.lines import Line, Piece, line, width_of
from tui.widgets.fields import Reason
from tui.widgets.line_widget import Lines

ROOMY = 30
LEAST_REASON, LEAST_REASON_ROOMY, MOST_REASON = 2, 5, 8
LARGE_FIELD = 3
# From this height on, the large form takes larger letters.
LARGEST = 50
# Rows of the published wording in roomy windows, with the gap below it.
WORDING_ROOMY = 4
NAMES = (
    ("proposed_by", "Proposed by"),
    ("agreed_by", "Agreed by"),
    ("dissent", "Dissent"),
    ("recused", "Recused"),
)
# What an empty field says about itself.
HINTS = {
    "published_wording": "optional: for the report",
    "agreed_by": "separate names with commas",
    "dissent": "optional: who, and why",
}
# The kinds whose rating is chosen in the dialog.
RATED = frozenset({Kind.CHANGE, Kind.KEEP, Kind.AGREE})
NUMBERS = {2: "Two", 3: "Three", 4: "Four"}


class Decide(Dialog[Proposal | None]):
    """Asks for everything that an entry holds. Leaving keeps what was typed as a draft.

    `purpose`: what the key that opened it is for. To decide, the rating that is chosen says which
    kind of entry is recorded: keeping the evidence rating, changing it, or agreeing a judgement.
    """

    BINDINGS = [
        Binding("ctrl+s", "record", "record", show=False),
        Binding("escape", "leave", "leave", show=False),
        Binding("ctrl+g", "draft_wording", "draft", show=False, priority=True),
        Binding("ctrl+a", "all_present", "all present", show=False, priority=True),
    ]

    def __init__(
        self,
        meeting: Meeting,
        purpose: Kind,
        standard: str,
        draft: Draft | None,
        keep_draft: Callable[[Draft], None],
        *,
        large: bool = False,
    ) -> None:
        super().__init__()
        self.meeting = meeting
        self.purpose = purpose
        self.standard = standard
        self.large = large
        self.score = meeting.scorecard.standard(standard)
        # A decision that stands is chosen at the start: recording again never reverses it unseen.
        keep = purpose is Kind.KEEP
        self._start = self.score.result.rating if keep else self.score.rating
        chosen = draft.to_rating if draft is not None and not keep else None
        self._ratings = Ratings(meeting.evidence.scheme, chosen or self._start, self._picked)
        recused = meeting.details.recused_from(standard)
        self._draft = draft or Draft(standard, purpose, recused=recused)
        self._decided_by = DecidedByChoice(self._draft.decided_by, self._picked)
        self.complaint = ""
        # What another screen recorded on the same standard while this dialog was open.
        self.news = ""
        self._complained_of: Proposal | None = None
        self.asked_again = False
        self._keep_draft = keep_draft
        self._soon = KeepSoon(self, self.keep_draft)
        self._typed = False

    @property
    def rating(self) -> Rating | None:
        """The rating chosen so far, from the moment its key was pressed."""
        return self._ratings.chosen

    @property
    def kind(self) -> Kind:
        """What would be recorded now."""
        if self.purpose not in RATED or self.rating is None:
            return self.purpose
        return self.meeting.kind_for(self.standard, self.rating)

    def compose(self) -> ComposeResult:
        """What is decided, the ratings, the effect, the reason, the names, the keys."""
        draft = self._draft
        known = self._known_names()
        with Vertical(id="frame"):
            yield Lines(id="what", raised=True)
            if self.purpose in RATED:
                yield self._ratings
            yield Lines(id="effect", raised=True)
            # A draft can come from a file that somebody else wrote.
            reason = "\n".join(typed_lines(draft.reason))
            yield Reason(reason, id="reason", show_line_numbers=False, soft_wrap=True)
            yield Lines(id="spoken", raised=True)
            with VerticalScroll(id="names", can_focus=False):
                if self.purpose in RATED:
                    with Horizontal(classes="row wording"):
                        yield Lines(id="name-published_wording", classes="name", raised=True)
                        yield Reason(
                            "\n".join(typed_lines(draft.published_wording)),
                            id="published_wording",
                            show_line_numbers=False,
                            soft_wrap=True,
                            placeholder=HINTS["published_wording"],
                        )
                for name, _ in NAMES:
                    value = getattr(draft, name)
                    text = value if isinstance(value, str) else ", ".join(value)
                    with Horizontal(classes="row"):
                        yield Lines(id=f"name-{name}", classes="name", raised=True)
                        yield NameField(typed(text), known, id=name, hint=HINTS.get(name, ""))
                with Horizontal(classes="row"):
                    yield Lines(id="name-decided_by", classes="name", raised=True)
                    yield self._decided_by
            yield Lines(id="keys", raised=True)

    def _known_names(self) -> tuple[str, ...]:
        """Every name that the details of the meeting or an earlier entry hold."""
        recorded = [
            name
            for entry in self.meeting.entries
            for name in (*entry.proposed_by, *entry.agreed_by, *entry.recused)
        ]
        return (*self.meeting.details.names, *recorded)

    def on_mount(self) -> None:
        """Begin where the first thing is to be chosen or typed."""
        reason = self.query_one("#reason", Reason)
        self._ratings.reason = reason
        reason.move_cursor(reason.document.end)
        self.set_class(self.large, "large")
        self.draw()
        choose = self.purpose in RATED and self.purpose is not Kind.KEEP
        self.set_focus(self._ratings if choose else reason)

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new size; nothing typed is lost."""
        self.draw()

    @property
    def inner_width(self) -> int:
        """The cells that a line may take: in the large form, those of the window."""
        if self.large:
            return max(20, self.app.size.width - 4)
        return super().inner_width

    def draw(self) -> None:
        """Draw what depends on the choice and the size."""
        self.fit_frame()
        width, height = self.inner_width, self.app.size.height
        roomy = height >= ROOMY
        # In the large form the room goes to what is read from the back row.
        boxed = roomy and not self.large
        self.set_class(boxed, "roomy")
        proposal = self.proposal()
        rated = self.purpose in RATED
        letters = 2 if height >= LARGEST else 1
        largest = letters + 1 if self.large and roomy else 0
        ratings = self._ratings.lines_for(width, self.standard, largest) if rated else []
        effect = effect_lines(self.meeting, proposal, Saying(self.news, self.complaint), width)
        interests = interest_lines(self.meeting, self.standard, width)
        asked = question_line(self.kind, needs_reason(self.score, proposal), width)
        effect = [*effect, *interests, *([line()] if roomy else []), asked]
        keys = self._key_lines(width)
        names = len(NAMES) + 1 + ((WORDING_ROOMY if boxed else 1) if rated else 0)
        # The frame, and in roomy windows the box around the reason.
        room = height - 2 - len(ratings) - len(effect) - len(keys) - 3 * boxed
        least = LEAST_REASON_ROOMY if boxed else LEAST_REASON
        names = max(1, min(names, room - least - 2))
        room -= names
        title = self.purpose if self.kind is Kind.KEEP else self.kind
        what = what_lines(self.meeting, title, self.standard, width, boxed)
        if len(what) > max(1, room - least):
            # Long notes never push what is to be typed off the screen.
            what = [*what[: max(1, room - least - 1)], line(Piece(" …", "quiet"))]
        elif roomy and len(what) + least < room:
            what = [*what, line()]
        for name, label in (*NAMES, ("decided_by", "Decided by")):
            self._label(name, label)
        if rated:
            self._label("published_wording", "Published wording")
            self._ratings.show(ratings, self.look)
        self._decided_by.show([self._decided_by.drawn()], self.look)
        self.query_one("#what", Lines).show(what, self.look)
        self.query_one("#effect", Lines).show(effect, self.look)
        self.query_one("#keys", Lines).show(keys, self.look)
        self.query_one("#names").styles.height = names
        rows = max(LEAST_REASON, min(MOST_REASON, room - len(what)))
        spoken: list[Line] = []
        if self.large:
            left = room - len(what) - LARGE_FIELD
            spoken = reason_lines(proposal.reason, width, left, letters)
            # What is to spare parts the reason from the fields below it.
            spoken += [line()] if spoken and len(spoken) < left else []
            rows = max(least, min(rows, LARGE_FIELD, room - len(what) - len(spoken)))
        self.query_one("#spoken", Lines).show(spoken, self.look)
        self.query_one("#reason").styles.height = rows + 2 * boxed

    def _label(self, name: str, label: str) -> None:
        self.query_one(f"#name-{name}", Lines).show([line(Piece(f" {label}", "quiet"))], self.look)

    def _key_lines(self, width: int) -> list[Line]:
        """Draw the keys: those that matter where the cursor is."""
        focused = self.focused
        gap = [line()] if self.has_class("roomy") else []
        if self.hint:
            return [*gap, self.hint_line]
        keys = [("Ctrl+S", "record"), ("Tab", "next field")]
        if focused is self._ratings:
            # A digit goes on to the reason by itself; Tab after it would skip the reason.
            scores = [rating.score for rating in self.meeting.evidence.scheme.ratings]
            keys[1] = (f"{min(scores)}–{max(scores)}", "choose, then the reason")
        elif focused is not None and focused.id == "reason" and self.purpose in RATED:
            keys.append(("Shift+Tab", "rating"))
        elif focused is not None and focused.id == "published_wording":
            keys.append(("Ctrl+G", "draft a sentence"))
        elif isinstance(focused, NameField):
            keys.append(("Ctrl+A", "all present"))
            keys.append(("→", "complete"))
        elif focused is self._decided_by:
            keys.append(("←→", "choose"))
        keys.append(("Esc", "leave (draft is kept)"))
        if width_of(keys_line(*keys).text) > width:
            keys[-1] = ("Esc", "leave")
        if width_of(keys_line(*keys).text) > width and focused is not self._ratings:
            keys[1] = ("Tab", "next")
        return [*gap, keys_line(*keys)]

    def proposal(self) -> Proposal:
        """Return what the dialog holds as a proposal."""
        names = {name: self.query_one(f"#{name}", Input).value for name, _ in NAMES}
        kind = self.kind
        wording = ""
        if self.purpose in RATED:
            wording = " ".join(self.query_one("#published_wording", TextArea).text.split())
        return Proposal(
            kind=kind,
            standard=self.standard,
            to_rating=self.rating if kind in (Kind.CHANGE, Kind.AGREE) else None,
            reason=self.query_one("#reason", TextArea).text,
            proposed_by=names_in(names["proposed_by"]),
            agreed_by=names_in(names["agreed_by"]),
            dissent=names["dissent"],
            recused=names_in(names["recused"]),
            published_wording=wording,
            decided_by=self._decided_by.chosen,
        )

    def _picked(self) -> None:
        """Draw what is chosen now; a new choice has to be confirmed again."""
        if not self.is_mounted:
            return
        if self.proposal() != self._complained_of:
            self.complaint, self.asked_again = "", False
        self._typed = self._typed or self._differs()
        self.draw()

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        if self.is_mounted:
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
        elif self.large:
            self.draw()
        self._soon.typed()

    def _differs(self) -> bool:
        return self._as_draft() != self._draft

    def _as_draft(self) -> Draft:
        """Return what is chosen and typed, without the rating that the dialog opened with."""
        now = Draft.of(self.proposal())
        rating = self.rating if self.rating != self._start else None
        if self.purpose not in RATED:
            rating = self._draft.to_rating
            now = replace(now, published_wording=self._draft.published_wording)
        return replace(now, kind=self.purpose, to_rating=rating)

    def tell_of(self, news: str) -> None:
        """Show what another screen has recorded on the standard; ctrl+s comes after that."""
        self.news = news
        self.ask(unbidden=True)
        if self.is_mounted:
            self.draw()

    def keep_draft(self) -> None:
        """Keep what is typed so far; names that the dialog filled in itself are not a draft."""
        self._draft = self._as_draft()
        recused = self.meeting.details.recused_from(self.standard)
        untouched = self._draft == Draft(self.standard, self.purpose, recused=recused)
        self._keep_draft(Draft(self.standard, self.purpose) if untouched else self._draft)

    def action_draft_wording(self) -> None:
        """Offer a sentence made from the facts as published wording, to be edited."""
        if self.purpose not in RATED:
            return
        field = self.query_one("#published_wording", Reason)
        if field.text.strip():
            self._complain("Published wording is not empty. Clear it first to draft a sentence.")
        else:
            field.text = decision_sentence(self.score, self.rating)
            field.move_cursor(field.document.end)
        self.set_focus(field)

    def action_all_present(self) -> None:
        """Enter everybody present under the cursor's names, or else under those who agreed."""
        focused = self.focused
        here = isinstance(focused, NameField) and focused.id != "dissent"
        field = focused if here else self.query_one("#agreed_by", NameField)
        present = self.meeting.details.present
        if not present or not isinstance(field, NameField):
            self._complain("Nobody is entered as present. Leave this dialog and press m first.")
            return
        recused = names_in(self.query_one("#recused", Input).value)
        if field.id != "recused":
            present = tuple(
                name for name in present if not any(same_person(name, each) for each in recused)
            )
        field.enter_all(present)

    def _complain(self, words: str) -> None:
        self.complaint = words
        self._complained_of = self.proposal()
        self.draw()

    def action_record(self) -> None:
        """Record, unless something is missing; ask once more for a move of several bands."""
        if not self.confirmed("Ctrl+S", "record"):
            return
        proposal = self.proposal()
        refusal = self.meeting.refusal(proposal)
        if refusal is not None:
            self._complain(refusal)
            unusable = reason_refusal(self.score, proposal) is not None
            if unusable or self.focused is self._ratings:
                self.set_focus(self.query_one("#reason"))
            return
        if self.meeting.asks_twice(proposal) and not self.asked_again:
            self.asked_again = True
            self._complain(f"{self._bands(proposal)} change: press Ctrl+S again to confirm.")
            self.ask()
            return
        self._soon.stop()
        self.dismiss(proposal)

    def _bands(self, proposal: Proposal) -> str:
        """Say by how many bands the rating would move: "Two-band"."""
        evidence = self.score.result.rating
        if evidence is None or proposal.to_rating is None:
            return "Large"
        steps = abs(self.meeting.evidence.scheme.steps_between(evidence, proposal.to_rating))
        return f"{NUMBERS.get(steps, str(steps))}-band"

    def action_leave(self) -> None:
        """Leave without recording; what was typed stays as a draft."""
        self._soon.stop()
        if self._typed:
            self.keep_draft()
        self.dismiss(None)
