"""The dialog that corrects the wording of an entry: reason, names, published wording, text."""

from collections.abc import Callable

from core.history_words import done_words
from core.meeting_details import names_in
from core.proposals import CorrectionProposal
from core.record import NAMES, Entry, correctable
from core.refusals import ENTER_CORRECTION_REASON
from tui.commands.form_drafts import Values
from tui.dialogs.form import FieldShape, Form, FormField, shown_value

LABELS = {
    "reason": "Reason",
    "published_wording": "Published wording",
    "dissent": "Dissent",
    "text": "Note",
    "proposed_by": "Proposed by",
    "agreed_by": "Agreed by",
    "recused": "Recused",
}
LONG = ("reason", "published_wording", "text")
WHY = "reason_for_correction"


def correction_form(
    entry: Entry,
    number: int,
    refusal: Callable[[CorrectionProposal], str | None],
    known: tuple[str, ...],
    draft: Values | None,
    keep: Callable[[Values | None], object],
) -> Form:
    """Return the dialog that corrects the wording of an entry, which is given as corrected so far.

    `number`: of the entry in the record. `known`: the names that fields for names complete.
    """
    fields = [_field(entry, name) for name in correctable(entry.kind)]
    return Form(
        f"Correct the wording of entry {number}: {done_words(entry)}",
        [*fields, FormField(WHY, "Why corrected?", hint="required, such as a typo")],
        lambda values: refusal(correction_of(entry, values)),
        words=["The entry stays in the record as it was; the rating cannot be changed here."],
        known=known,
        begin=fields[0].id,
        draft=draft,
        keep=keep,
        field_of=lambda words: WHY if words == ENTER_CORRECTION_REASON else "",
    )


def _field(entry: Entry, name: str) -> FormField:
    value = getattr(entry, name)
    text = value if isinstance(value, str) else ", ".join(value)
    shape = (
        FieldShape.NAMES if name in NAMES else FieldShape.TEXT if name in LONG else FieldShape.LINE
    )
    return FormField(name, LABELS[name], text, shape)


def correction_of(entry: Entry, values: Values) -> CorrectionProposal:
    """Return what the fields hold as a correction; fields left alone are left out."""
    before = {name: _field(entry, name) for name in correctable(entry.kind)}
    changed: list[tuple[str, str | tuple[str, ...]]] = []
    for name, field in before.items():
        if values[name].strip() != shown_value(field, field.value).strip():
            changed.append((name, names_in(values[name]) if name in NAMES else values[name]))
    return CorrectionProposal(entry.id, tuple(changed), values[WHY])
