"""`ratings-panel decide`: record a decision without the screen, by the same rules."""

from argparse import Namespace

from core.history_words import done_words, effect_words
from core.meeting import Meeting
from core.proposals import Proposal
from core.record import DecidedBy, Entry, Kind
from core.refusals import no_such_standard
from core.wording import listed
from sessions.files.session_file import Session
from sessions.text.suggestions import suggestion
from tui.cli.output import WrongCall
from tui.cli.recording import open_record, record
from tui.cli.text_argument import names_given, text_of

WAYS = ("to", "keep", "agree", "defer", "withdraw")


def run(call: Namespace) -> int:
    """Do the command; return the exit status."""
    opened = open_record(call)
    meeting = opened.meeting
    proposal = _proposal(call, opened.session, meeting)
    return record(
        opened,
        proposal,
        lambda entry: (*meeting.cautions(proposal), *_recused_words(call, entry), _words(entry)),
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
        rating = scheme.rating_called(call.to)
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
        proposed_by=names_given(call.proposed_by),
        agreed_by=names_given(call.agreed_by),
        dissent=call.dissent or "",
        recused=meeting.details.recused_from(call.standard)
        if call.recused is None
        else names_given(call.recused),
        published_wording=call.published_wording or "",
        decided_by=DecidedBy.CHAIR if call.chair else DecidedBy.PANEL,
    )


def _recused_words(call: Namespace, entry: Entry) -> tuple[str, ...]:
    """Name those whom an interest recuses where the call names nobody."""
    if call.recused is not None or not entry.recused:
        return ()
    return (f"Recused because of an interest: {listed(entry.recused)}.",)


def _words(entry: Entry) -> str:
    effect = "" if entry.effect is None else f"; {effect_words(entry.effect)}"
    return f"{done_words(entry)}{effect}."
