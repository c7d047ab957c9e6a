"""How a half-filled form is named, and which keys open it again."""

from collections.abc import Iterable, Mapping

from core.record_words import interest_words
from sessions.record.recovery import AnyDraft, FormDraft
from sessions.text.visible import visible
from tui.commands.availability import Keys
from tui.commands.registry import BY_ID

# What the fields of a form hold, by field.
Values = Mapping[str, str]
DETAILS, INTEREST, NOTE, CORRECT = "details", "interest", "note", "correct"
WITHDRAW, SIGN_OFF, REOPEN = "withdraw", "sign-off", "reopen"
NAMES = {
    DETAILS: "the meeting details",
    INTEREST: "a declared interest",
    NOTE: "the note on the inspection",
    CORRECT: "a correction",
    WITHDRAW: "the withdrawal of a note",
    SIGN_OFF: "the sign-off",
    REOPEN: "the reopening",
}
COMMANDS = {
    DETAILS: ("details",),
    INTEREST: ("details",),
    NOTE: ("note_inspection",),
    CORRECT: ("history", "correct"),
    WITHDRAW: ("history", "withdraw"),
    SIGN_OFF: ("summary",),
    REOPEN: ("summary",),
}


def key_of(form: str, about: str | None = None) -> str:
    """Return the key that a form's draft is kept by."""
    return form if about is None else f"{form} {about}"


def form_words(draft: FormDraft) -> str:
    """Name the form of a draft: "the note on 3.2"."""
    form, about = draft.about
    if form == NOTE and about:
        return f"the note on {visible(about)}"
    return NAMES.get(form, "a form")


def kept_words(drafts: Iterable[AnyDraft]) -> list[str]:
    """Say which drafts are kept for the next time that a session is opened, a sentence each."""
    return [
        f"A draft of {form_words(draft)} is kept."
        if isinstance(draft, FormDraft)
        else f"A draft for {visible(draft.standard)} is kept."
        for draft in drafts
    ]


def form_keys(draft: FormDraft, keys: Keys) -> str:
    """Name the keys that open the form of a draft again: "h, then e"."""
    form, about = draft.about
    commands = ("note",) if form == NOTE and about else COMMANDS.get(form, ())
    return ", then ".join(keys.shown(BY_ID[command]) for command in commands)


def typed_words(draft: FormDraft) -> str:
    """Return what was typed into a form, in one line."""
    texts = [" ".join(value.split()) for _, value in draft.values]
    texts += [f"interest {interest_words(interest)}" for interest in draft.interests]
    return "; ".join(text for text in texts if text)
