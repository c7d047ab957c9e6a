"""`ratings-panel decide`: record a decision without the screen, by the same rules."""

from argparse import Namespace

from core.history_words import done_words, effect_words
from core.meeting import Meeting
from core.proposals import Proposal
from core.record import DecidedBy, Entry, Kind
from core.refusals import no_such_standard
from sessions.files.session_file import Session
from sessions.text.suggestions import suggestion
from tui.cli.output import WrongCall
from tui.cli.recording import open_record, record
from tui.cli.text_argument import text_of

WAYS = ("to", "keep", "agree", "defer", "withdraw")


def run(call: Namespace) -> int:
    """Do the command; return the exit status."""
    opened = open_record(call)
    meeting = opened.meeting
    proposal = _proposal(call, opened.session, meeting)
    return record(
        opened,
        proposal,
        lambda entry: (*meeting.cautions(proposal), _words(entry)),
        yes=call.yes,
    )


def _proposal(call: Namespace, session: Session, meeting: Meeting) -> Proposal:
    scheme = session.evidence.scheme
    if not scheme.has(call.standard):
        raise WrongCall(no_such_standard(scheme, call.standard))
    chosen = [way for way in WAYS if getattr(call, way)]
    if len(chosen) != 1 and chosen != ["to", "agree"]:
        raise WrongCall(
            "`decide` needs one of --to RATING, --keep, --agree, --defer and --withdraw."
        )
    rating = None
    kind = Kind(chosen[-1]) if chosen[-1] != "to" else Kind.CHANGE
    if call.to is not None:
        rating = scheme.rating_named(call.to)
        if rating is None:
            names = [each.name for each in scheme.ratings]
            hint = suggestion(call.to, names)
            raise WrongCall(f"--to {call.to} is not a rating. {hint}Use one of {', '.join(names)}.")
        if chosen == ["to"]:
            kind = meeting.kind_for(call.standard, rating)
    return Proposal(
        kind=kind,
        standard=call.standard,
        to_rating=rating if kind in (Kind.CHANGE, Kind.AGREE) else None,
        reason=text_of("reason", call.reason, call.reason_file),
        proposed_by=tuple(call.proposed_by or ()),
        agreed_by=tuple(call.agreed_by or ()),
        dissent=call.dissent or "",
        recused=tuple(call.recused or ()),
        published_wording=call.published_wording or "",
        decided_by=DecidedBy.CHAIR if call.chair else DecidedBy.PANEL,
    )


def _words(entry: Entry) -> str:
    effect = "" if entry.effect is None else f"; {effect_words(entry.effect)}"
    return f"{done_words(entry)}{effect}."
