"""What is being typed and not recorded yet, as the recovery file keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.meeting import Proposal
from core.meeting_details import Interest
from core.record import DecidedBy, Kind
from core.scheme import Rating, Scheme
from core.value import Value, fields_of

Body = dict[str, Any]
# Fields of forms that hold sentences: of two drafts, both texts are kept.
SENTENCES = frozenset({"note", "reason", "published_wording", "text", "why"})


class Draft(Value):
    """A decision being typed: what is in the dialog, complete or not."""

    standard: str
    kind: Kind | None = None
    to_rating: Rating | None = None
    reason: str = ""
    proposed_by: tuple[str, ...] = ()
    agreed_by: tuple[str, ...] = ()
    dissent: str = ""
    recused: tuple[str, ...] = ()
    published_wording: str = ""
    decided_by: DecidedBy = DecidedBy.PANEL

    @classmethod
    def of(cls, proposal: Proposal) -> Draft:
        """Return the draft that holds what a proposal holds."""
        return cls(**fields_of(proposal))

    @property
    def key(self) -> str:
        """The standard it is about: there is one draft per standard, the latest."""
        return self.standard

    @property
    def blank(self) -> bool:
        """Whether nothing was chosen and nothing typed."""
        return self == Draft(self.standard, self.kind)


class FormDraft(Value):
    """A form being filled in: meeting details, a note, a correction, a signature.

    `form`: which form, and what it is about, such as "note 3.2"; there is one draft of each.
    `values`: by the name of the field. `interests`: those that were added to meeting details.
    """

    form: str
    values: tuple[tuple[str, str], ...] = ()
    interests: tuple[Interest, ...] = ()

    @property
    def key(self) -> str:
        """What it is kept by."""
        return self.form

    @property
    def about(self) -> tuple[str, str]:
        """The kind of form, and the standard or entry that it is about, or ""."""
        kind, _, about = self.form.partition(" ")
        return kind, about

    @property
    def blank(self) -> bool:
        """Whether nothing is in it."""
        return not self.values and not self.interests


AnyDraft = Draft | FormDraft


def draft_table(draft: AnyDraft) -> Body:
    """Return a draft as its line holds it."""
    table = fields_of(draft)
    if isinstance(draft, FormDraft):
        table["values"] = [list(pair) for pair in draft.values]
        table["interests"] = [fields_of(interest) for interest in draft.interests]
    else:
        table["to_rating"] = None if draft.to_rating is None else draft.to_rating.name
    return table


def draft_key(table: Body) -> str:
    """Return the key of the draft in a line.

    Raises:
        KeyError: It has none.
    """
    key = table["form"] if "form" in table else table["standard"]
    return str(key)


def draft_of(body: Body, scheme: Scheme) -> AnyDraft | None:
    """Build a draft from its line; None when the line does not hold one."""
    try:
        table = body["draft"]
        return _form_draft(table) if "form" in table else _decision_draft(table, scheme)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _form_draft(table: Mapping[str, Any]) -> FormDraft:
    interests = [
        Interest(
            str(each["name"]),
            str(each["interest"]),
            tuple(str(standard) for standard in each["standards"]),
            str(each["action"]),
        )
        for each in table["interests"]
    ]
    values = tuple((str(name), str(value)) for name, value in table["values"])
    return FormDraft(str(table["form"]), values, tuple(interests))


def _decision_draft(table: Mapping[str, Any], scheme: Scheme) -> Draft:
    rating, kind = table["to_rating"], table["kind"]
    return Draft(
        standard=table["standard"],
        kind=None if kind is None else Kind(kind),
        to_rating=None if rating is None else scheme.rating_named(rating),
        reason=table["reason"],
        proposed_by=tuple(table["proposed_by"]),
        agreed_by=tuple(table["agreed_by"]),
        dissent=table["dissent"],
        recused=tuple(table["recused"]),
        published_wording=table.get("published_wording", ""),
        decided_by=DecidedBy(table.get("decided_by", DecidedBy.PANEL)),
    )


def both_drafts(one: Body, other: Body) -> Body:
    """Join two lines with drafts of the same key: the later counts, and no sentence is lost."""
    earlier, later = sorted((one, other), key=lambda body: str(body["at"]))
    table = dict(later["draft"])
    if "form" in table:
        before = dict(earlier["draft"]["values"])
        table["values"] = [
            [name, _both_texts(value, before.get(name, "")) if name in SENTENCES else value]
            for name, value in table["values"]
        ]
    else:
        table["reason"] = _both_texts(table["reason"], earlier["draft"]["reason"])
    return {**later, "draft": table}


def _both_texts(later: str, earlier: str) -> str:
    longer = max(later, earlier, key=len)
    return longer if later in earlier or earlier in later else f"{later}\n{earlier}"
