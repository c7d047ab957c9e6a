"""The dialogs that close the record with signatures, and open a signed record again."""

from collections.abc import Callable
from itertools import count

from textual import on
from textual.binding import Binding
from textual.widgets import Input

from core.dates import moment_words
from core.meeting import Meeting
from core.meeting_details import MeetingDetails, names_in, same_person
from core.proposals import ReopenProposal, SignOffProposal
from core.record import Signature
from core.record_words import still_open_words, what_is_signed
from sessions.text.visible import typed
from tui.commands.form_drafts import Values
from tui.dialogs.form import FieldShape, Form, FormField
from tui.dialogs.name_field import NameField

LEAST_SIGNATORIES = 3
CLOSED = "Nothing can be recorded afterwards unless the record is reopened."
CHAIR, MEMBER, NOTE_TAKER = "Chair", "Member", "Note taker"


class SignOffForm(Form):
    """Asks who signs and in which role; asks once more where standards are still open.

    The chair is entered already; each further signatory is offered from those present, with the
    role that the details of the meeting give them.
    """

    BINDINGS = [Binding("ctrl+a", "all_present", "all present", show=False, priority=True)]

    def __init__(
        self,
        meeting: Meeting,
        refusal: Callable[[SignOffProposal], str | None],
        known: tuple[str, ...],
        draft: Values | None,
        keep: Callable[[Values | None], object],
    ) -> None:
        self._meeting = meeting
        self._asked = False
        # The names as fields show them; recorded is what was shown.
        self._present = tuple(typed(name) for name in meeting.details.present)
        self._numbers = range(1, max(LEAST_SIGNATORIES, len(self._present)) + 1)
        chair = meeting.details.chair
        self._offered_roles: dict[int, str] = {}
        fields = []
        for number in self._numbers:
            name, role = (chair, CHAIR) if number == 1 else ("", "")
            fields += [
                FormField(f"name{number}", f"Signatory {number}", name, FieldShape.NAMES),
                FormField(f"role{number}", "as", role, beside=True),
            ]
        super().__init__(
            "Sign off the record",
            fields,
            lambda values: refusal(sign_off_of(values)),
            label="sign",
            known=known,
            draft=draft,
            keep=keep,
        )

    def on_mount(self) -> None:
        """Draw, offer those present, and begin to type."""
        super().on_mount()
        self._offer()

    def begin(self) -> str:
        """Name the first empty field for a name."""
        names = [self._name_field(number) for number in self._numbers]
        return next((name for name in names if not name.value), names[0]).id or ""

    def words(self) -> list[str]:
        """Return the sentences between the title and the fields."""
        return [what_is_signed(self._meeting), CLOSED]

    def show(self, meeting: Meeting) -> None:
        """Show the meeting as it is after what another screen recorded."""
        self._meeting = meeting
        self._asked = False

    def more_keys(self) -> list[tuple[str, str]]:
        """Return the keys that only this form has."""
        return [("Ctrl+A", "all present")] if self._present else []

    def _name_field(self, number: int) -> NameField:
        return self.query_one(f"#name{number}", NameField)

    def _role_field(self, number: int) -> Input:
        return self.query_one(f"#role{number}", Input)

    @on(Input.Changed)
    def _named(self) -> None:
        self._offer()

    def _offer(self) -> None:
        """Offer in the first empty field who has not signed, and enter the roles that are known."""
        fields = [self._name_field(number) for number in self._numbers]
        names = [name.value for name in fields]
        left = [name for name in self._present if not any(_same(n, name) for n in names)]
        empty = [name for name in fields if not name.value]
        for name_field in empty:
            # Only one: further names in grey would look as if they were signing.
            name_field.offer(left[0] if left and name_field is empty[0] else "")
        for number in self._numbers:
            role = self._role_field(number)
            if role.value == self._offered_roles.get(number, ""):
                self._offered_roles[number] = role.value = self._role_for(number)

    def _role_for(self, number: int) -> str:
        name = self._name_field(number).value.strip(" ,;")
        if not name and number == 1 and not self._present:
            return CHAIR
        return role_of(name, self._meeting.details)

    def values(self) -> Values:
        """Return what every field holds now; a role that was never typed follows the name."""
        self._offer()
        return super().values()

    def action_all_present(self) -> None:
        """Enter everybody who is present."""
        for number, name in zip(self._numbers, self._present, strict=False):
            self._name_field(number).enter_all([name])
        self._offer()

    def action_record(self) -> None:
        """Sign, unless something is missing; ask once more where standards are still open."""
        left = self._meeting.scorecard.to_decide
        refused = self._refusal(self.values())
        if left and refused is None and not self._asked and self.guard.accepts("Ctrl+S"):
            self._asked = True
            self.complain(f"{still_open_words(self._meeting)} Press Ctrl+S again to sign anyway.")
            self.ask()
            return
        super().action_record()


def role_of(name: str, details: MeetingDetails) -> str:
    """Return the role in which somebody is present; "" where the details give none."""
    if not name:
        return ""
    if _same(name, details.chair):
        return CHAIR
    if any(_same(name, member) for member in details.members):
        return MEMBER
    return NOTE_TAKER if _same(name, details.note_taker) else ""


def _same(typed_name: str, name: str) -> bool:
    """Return whether a name in a field is somebody's name, as a field holds it."""
    return same_person(typed_name, typed(name))


def sign_off_of(values: Values) -> SignOffProposal:
    """Return what the fields hold as a sign-off; signatories without name and role are left out.

    The first role is filled in before anybody is named, so a role alone does not count there.
    """
    signatures = []
    for number in count(1):
        if f"name{number}" not in values:
            break
        name, role = values[f"name{number}"].strip(" ,;"), values[f"role{number}"].strip()
        if name or (role and not (number == 1 and role == CHAIR)):
            signatures.append(Signature(name, role))
    return SignOffProposal(tuple(signatures))


def reopen_form(
    meeting: Meeting,
    refusal: Callable[[ReopenProposal], str | None],
    known: tuple[str, ...],
    draft: Values | None,
    keep: Callable[[Values | None], object],
) -> Form:
    """Return the dialog that opens a signed record again."""
    entry = meeting.signed
    signed_by: tuple[str, ...] = ()
    if entry is not None and entry.sign_off is not None:
        signed_by = tuple(signature.name for signature in entry.sign_off.signed_by)
    at = "" if entry is None else moment_words(entry.at.astimezone())
    return Form(
        "Reopen the signed record?",
        [
            FormField("by", "Reopened by", "", FieldShape.NAMES, offered=meeting.details.chair),
            FormField("why", "Why", "", FieldShape.TEXT),
        ],
        lambda values: refusal(reopen_of(values)),
        words=[
            f"Signed on {at} by {', '.join(signed_by)}. The signature stays in the record.",
            "Nothing can be recorded until the record is reopened.",
        ],
        label="reopen",
        known=known,
        draft=draft,
        keep=keep,
    )


def reopen_of(values: Values) -> ReopenProposal:
    """Return what the fields hold as a proposal to reopen the record."""
    return ReopenProposal(names_in(values["by"]), values["why"])
