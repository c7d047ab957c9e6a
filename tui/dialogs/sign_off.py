"""The dialogs that close the record with signatures, and open a signed record again."""

from collections.abc import Callable

from core.meeting import Meeting
from core.proposals import ReopenProposal, SignOffProposal
from core.record import Signature
from sessions.text.visible import visible
from tui.dialogs.closing_summary import still_open_words
from tui.dialogs.form import Form, FormField, Shape, Values
from tui.dialogs.name_field import people

SIGNATORIES = 3
CHAIR = "Chair"


class SignOffForm(Form):
    """Asks who signs and in which role; asks once more where standards are still open."""

    def __init__(
        self,
        meeting: Meeting,
        refusal: Callable[[SignOffProposal], str | None],
        known: tuple[str, ...],
    ) -> None:
        self._meeting = meeting
        self._asked = False
        chair = meeting.details.chair
        fields = []
        for number in range(1, SIGNATORIES + 1):
            name, role = (chair, CHAIR) if number == 1 else ("", "")
            fields += [
                FormField(f"name{number}", f"Signatory {number}", name, Shape.NAMES),
                FormField(f"role{number}", "Role", role),
            ]
        super().__init__(
            "Sign off the record",
            fields,
            lambda values: refusal(sign_off_of(values)),
            words=[
                f"Still open: {still_open_words(meeting)}.",
                "After signing, nothing can be recorded until somebody reopens the record.",
            ],
            label="sign",
            known=known,
        )

    def action_record(self) -> None:
        """Sign, unless something is missing; ask once more where standards are still open."""
        left = self._meeting.scorecard.to_decide
        refused = self._refusal(self.values())
        if left and refused is None and not self._asked and self.guard.accepts("Ctrl+S"):
            self._asked = True
            self.complain(
                f"Still open: {still_open_words(self._meeting)}. Press Ctrl+S again to sign anyway."
            )
            self.ask()
            return
        super().action_record()


def sign_off_of(values: Values) -> SignOffProposal:
    """Return what the fields hold as a sign-off; signatories without name and role are left out.

    The first role is filled in before anybody is named, so a role alone does not count there.
    """
    signatures = []
    for number in range(1, SIGNATORIES + 1):
        name, role = values[f"name{number}"].strip(" ,;"), values[f"role{number}"].strip()
        if name or (role and not (number == 1 and role == CHAIR)):
            signatures.append(Signature(name, role))
    return SignOffProposal(tuple(signatures))


def reopen_form(
    meeting: Meeting,
    refusal: Callable[[ReopenProposal], str | None],
    known: tuple[str, ...],
) -> Form:
    """Return the dialog that opens a signed record again."""
    entry = meeting.signed
    signed_by: tuple[str, ...] = ()
    if entry is not None and entry.sign_off is not None:
        signed_by = tuple(signature.name for signature in entry.sign_off.signed_by)
    at = "" if entry is None else f"{entry.at.astimezone():%d %B %Y, %H:%M}"
    return Form(
        "Reopen the signed record?",
        [
            FormField("by", "Reopened by", "", Shape.NAMES),
            FormField("why", "Why", "", Shape.TEXT),
        ],
        lambda values: refusal(reopen_of(values)),
        words=[
            visible(
                f"Signed on {at} by {', '.join(signed_by)}. The signature stays in the record."
            ),
            "Nothing can be recorded until the record is reopened.",
        ],
        label="reopen",
        known=known,
    )


def reopen_of(values: Values) -> ReopenProposal:
    """Return what the fields hold as the wish to reopen the record."""
    return ReopenProposal(people(values["by"]), values["why"])
