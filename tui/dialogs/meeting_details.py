"""The dialog for the details of the meeting: who is present, when, where, and their interests."""

from collections.abc import Callable, Sequence
from typing import Protocol

from textual.binding import Binding

from core.meeting_details import Interest, MeetingDetails, distinct_names, names_in, standards_of
from core.record_words import interest_words
from core.refusals import ENTER_NAME, no_such_standard
from core.scheme import Scheme
from sessions.record.recovery import FormDraft
from sessions.text.dates import NOT_A_DATE, day_of
from sessions.text.visible import shortened
from tui.commands.form_drafts import Values
from tui.dialogs.form import LABEL, FieldShape, Form, FormField
from tui.drawing.lines import Line, Piece, line, padded, wrap

FORGOTTEN = "The names remembered on this computer were cleared. The fields have not changed."
NOT_FORGOTTEN = "The names remembered on this computer could not be cleared."
REMEMBERED = "These names are from the last meeting on this computer. Change any that differ."
NOT_ADDED = "The interest was not added. What was typed is kept; press Ctrl+O to see it again."
ALL_ENTERED = "The members of the last meeting are all entered already."
# Rows of the dialog beside the interests: frame, title, fields, complaint, keys.
LEAST_ELSE = 18
MOST_CAUTIONS = 2
COMMAS = "separate names with commas"


class DetailsDrafts(Protocol):
    """Where the half-typed details of a meeting, and a half-typed interest, are kept."""

    @property
    def details(self) -> FormDraft | None:
        """What was typed of the details the last time."""

    @property
    def interest(self) -> Values | None:
        """What was typed of an interest the last time."""

    def keep_details(self, values: Values | None, interests: tuple[Interest, ...]) -> None:
        """Keep the details; None where nothing was typed."""

    def keep_interest(self, values: Values | None) -> None:
        """Keep an interest; None where nothing was typed."""


class MeetingDetailsForm(Form):
    """Asks for the details of a sitting; `interests` are added and removed by keys.

    `cautions` returns what does not stop the recording but should be seen. `forget` clears the
    names that this computer remembers and returns whether that worked. `drafts` holds what was
    typed the last time, and takes what is typed now.
    """

    BINDINGS = [
        Binding("ctrl+a", "all_present", "all present", show=False, priority=True),
        Binding("ctrl+o", "add_interest", "add an interest", show=False, priority=True),
        Binding("ctrl+r", "remove_interest", "remove the last", show=False, priority=True),
        Binding("ctrl+n", "forget", "clear names", show=False, priority=True),
    ]

    def __init__(
        self,
        details: MeetingDetails,
        remembered: MeetingDetails,
        scheme: Scheme,
        refusal: Callable[[MeetingDetails], str | None],
        cautions: Callable[[MeetingDetails], Sequence[str]],
        forget: Callable[[], bool],
        drafts: DetailsDrafts,
        *,
        offered: bool = False,
    ) -> None:
        draft = drafts.details
        self._began = details.interests
        self.interests = details.interests if draft is None else draft.interests
        self._drafts = drafts
        self._scheme = scheme
        self._details_refusal = refusal
        self._cautions = cautions
        self._remembered = remembered
        self._forget = forget
        self._offered = offered
        known = distinct_names([*details.names, *remembered.names])

        def keep(values: Values | None) -> None:
            drafts.keep_details(values, self.interests)

        super().__init__(
            "Meeting details",
            fields_of(details),
            self._refused,
            known=known,
            draft=None if draft is None else dict(draft.values),
            keep=keep,
        )

    def _refused(self, values: Values) -> str | None:
        if values["day"].strip() and day_of(values["day"]) is None:
            return f"{values['day']} {NOT_A_DATE}"
        return self._details_refusal(details_of(values, self.interests))

    def words(self) -> Sequence[str]:
        """Say where the names come from."""
        return [REMEMBERED] if self._offered else []

    def below(self) -> Sequence[Line]:
        """Draw the interests that were declared, under the fields, and who is not present."""
        width = self.inner_width - LABEL - 3
        said = [row for each in self.interests for row in wrap(interest_words(each), width)]
        rows = said or ["none declared"]
        cautions = self._cautions(self.details())[:MOST_CAUTIONS]
        room = max(1, self.app.size.height - LEAST_ELSE - len(cautions))
        if len(rows) > room:
            rows = [*rows[: room - 1], "…"]
        heads = ["Interests", *[""] * (len(rows) - 1)]
        style = "attention" if said else "quiet"
        drawn = [
            line(Piece(f" {padded(head, LABEL + 1)}", "quiet"), Piece(row, style))
            for head, row in zip(heads, rows, strict=True)
        ]
        return [*drawn, *(line(" ", Piece(words, "attention")) for words in cautions)]

    def more_keys(self) -> Sequence[tuple[str, str]]:
        """Return the keys that only this form has."""
        keys = [("Ctrl+O", "add an interest")]
        if self.interests:
            keys.append(("Ctrl+R", "remove the last interest"))
        if self._remembered.names:
            if self._as_last_time() != names_in(self.values()["members"]):
                keys.append(("Ctrl+A", "all as last time"))
            keys.append(("Ctrl+N", "clear remembered names"))
        return keys

    def details(self) -> MeetingDetails:
        """Return the details as they are typed now."""
        return details_of(self.values(), self.interests)

    def action_all_present(self) -> None:
        """Enter the members of the last meeting as members present."""
        present = self._as_last_time()
        if present == names_in(self.values()["members"]):
            self.complain(ALL_ENTERED)
            return
        self.set_value("members", ", ".join(present))

    def _as_last_time(self) -> tuple[str, ...]:
        """Return the members of the last meeting, and who is entered beside them."""
        return distinct_names([*self._remembered.members, *names_in(self.values()["members"])])

    async def action_add_interest(self) -> None:
        """Ask for a declared interest."""
        form = interest_form(
            self._scheme, self.details(), self._drafts.interest, self._drafts.keep_interest
        )
        await self.app.push_screen(form, self._added)

    def _added(self, values: Values | None) -> None:
        if values is not None:
            self.interests = (*self.interests, interest_of(values))
            self.keep_draft()
            self._drafts.keep_interest(None)
            self.draw()
        elif self._drafts.interest is not None:
            self.complain(NOT_ADDED)

    def differs(self) -> bool:
        """Return whether anything was typed, or an interest added or removed."""
        return self.interests != self._began or super().differs()

    def action_remove_interest(self) -> None:
        """Remove the interest that was added last."""
        self.interests = self.interests[:-1]
        self.keep_draft()
        self.draw()

    def action_forget(self) -> None:
        """Clear the names that this computer remembers."""
        self.complain(FORGOTTEN if self._forget() else NOT_FORGOTTEN)


def fields_of(details: MeetingDetails) -> tuple[FormField, ...]:
    """Return the fields for the details of a sitting, with what is known of it."""
    day = "" if details.day is None else details.day.isoformat()
    return (
        FormField("day", "Date", day),
        FormField("place", "Place", details.place),
        FormField("chair", "Chair", details.chair, FieldShape.NAMES),
        FormField(
            "members", "Members present", ", ".join(details.members), FieldShape.NAMES, hint=COMMAS
        ),
        FormField("attending", "In attendance", ", ".join(details.attending), FieldShape.NAMES),
        FormField("apologies", "Apologies", ", ".join(details.apologies), FieldShape.NAMES),
        FormField("note_taker", "Note taker", details.note_taker, FieldShape.NAMES),
    )


def details_of(values: Values, interests: tuple[Interest, ...]) -> MeetingDetails:
    """Return what the fields hold as the details of a sitting."""
    return MeetingDetails(
        day=day_of(values["day"]),
        place=values["place"].strip(),
        chair=values["chair"].strip(" ,;"),
        members=names_in(values["members"]),
        attending=names_in(values["attending"]),
        apologies=names_in(values["apologies"]),
        note_taker=values["note_taker"].strip(" ,;"),
        interests=interests,
    )


def interest_form(
    scheme: Scheme,
    details: MeetingDetails,
    draft: Values | None,
    keep: Callable[[Values | None], object],
) -> Form:
    """Return the dialog that asks for one declared interest."""

    def refusal(values: Values) -> str | None:
        if not values["interested"].strip(" ,;"):
            return ENTER_NAME
        unknown = [each for each in standards_of(values["standards"]) if not scheme.has(each)]
        if unknown:
            return no_such_standard(scheme, shortened(unknown[0]))
        return None

    return Form(
        "Declared interest",
        [
            FormField("interested", "Name", "", FieldShape.NAMES),
            FormField("interest", "Interest"),
            FormField("standards", "Standards", hint="such as 3.2, 3.3; none means all"),
            FormField("action", "What was done"),
        ],
        refusal,
        words=["Do not name children."],
        label="add",
        known=details.names,
        draft=draft,
        keep=keep,
        field_of=lambda words: "interested" if words == ENTER_NAME else "standards",
    )


def interest_of(values: Values) -> Interest:
    """Return what the fields hold as a declared interest."""
    return Interest(
        name=values["interested"].strip(" ,;"),
        interest=values["interest"].strip(),
        standards=standards_of(values["standards"]),
        action=values["action"].strip(),
    )
