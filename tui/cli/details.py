"""`ratings-panel details`: record who met, when and where, and which interests were declared."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date

from core.meeting import Meeting
from core.meeting_details import Interest, MeetingDetails, distinct_names, standards_of
from core.proposals import DetailsProposal
from core.record import Entry
from core.record_words import meeting_facts
from sessions import clock
from sessions.text.dates import NOT_A_DATE, day_of
from tui.cli.output import WrongCall
from tui.cli.recording import open_record, record
from tui.cli.text_argument import names_given

INTEREST_PARTS = 4


def run(call: Namespace) -> int:
    """Record the details of a sitting; return the exit status."""
    opened = open_record(call)
    details = _details(call, opened.meeting)
    proposal = DetailsProposal(details)

    def words(_entry: Entry) -> list[str]:
        facts = meeting_facts(opened.session.evidence.scheme, details)
        told = [f"{fact.name.capitalize()}: {fact.words}" for fact in facts]
        return [*told, *opened.meeting.cautions(proposal)]

    return record(opened, proposal, words, yes=call.yes)


def _details(call: Namespace, meeting: Meeting) -> MeetingDetails:
    """Return the details recorded for the date so far, with what the call changes."""
    day = clock.today() if call.date is None else _day(call.date)
    known = MeetingDetails(day=day)
    for sitting in meeting.sittings:
        if sitting.details.day == day:
            known = sitting.details
    return MeetingDetails(
        day=day,
        place=_text(call.place, known.place),
        chair=_text(call.chair, known.chair),
        members=_names(call.members, known.members),
        attending=_names(call.attending, known.attending),
        apologies=_names(call.apologies, known.apologies),
        note_taker=_text(call.note_taker, known.note_taker),
        interests=known.interests
        if call.interests is None
        else tuple(_interest(text) for text in call.interests),
    )


def _text(given: str | None, known: str) -> str:
    return known if given is None else given.strip()


def _names(given: Sequence[str] | None, known: tuple[str, ...]) -> tuple[str, ...]:
    return known if given is None else distinct_names(names_given(given))


def _day(text: str) -> date:
    day = day_of(text)
    if day is None:
        raise WrongCall(f"--date {text} {NOT_A_DATE}")
    return day


def _interest(text: str) -> Interest:
    """Return the interest of `NAME; INTEREST; STANDARDS; WHAT WAS DONE`; a name is enough."""
    parts = [part.strip() for part in text.split(";")]
    if len(parts) > INTEREST_PARTS or not parts[0] or "," in parts[0]:
        raise WrongCall(
            f"--interest {text}: enter the name, the interest, the standards and what was done, "
            'such as "A Name; worked there until 2019; 3.2 3.3; left the room".'
        )
    name, interest, standards, action = [*parts, "", "", ""][:INTEREST_PARTS]
    return Interest(name, interest, standards_of(standards), action)
