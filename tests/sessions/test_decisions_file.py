"""The panel's record: what was written is read again, whatever it holds; what is wrong is named."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.counts import Figures
from core.discretion import Answer
from core.record import Effect, Entry, Kind, RecordedCriteria, RecordedFigures
from core.scorecard import scorecard_of
from core.value import replace
from sessions.files.decisions_file import (
    Record,
    decided_record,
    decisions_path,
    new_record,
    parse_record,
    record_warnings,
    with_entries,
)
from sessions.files.session_file import Session, read_session
from sessions.text.problems import Unusable
from sessions.text.visible import MARK
from sessions.toml.read import LARGEST

DATA = Path(__file__).parent / "data"
SESSION = read_session(DATA / "good_session.toml")
EVIDENCE = SESSION.evidence
INADEQUATE, REQUIRES_IMPROVEMENT, GOOD, OUTSTANDING = EVIDENCE.scheme.ratings
NEW = new_record(SESSION, date(2020, 12, 1))
NOON = datetime(2020, 12, 1, 12, tzinfo=UTC)

CHANGE = Entry(
    id="5f0c0000-0000-4000-8000-000000000001",
    at=NOON,
    kind=Kind.CHANGE,
    standard="3.2",
    from_rating=REQUIRES_IMPROVEMENT,
    to_rating=GOOD,
    reason="The two cases were weighed.",
    proposed_by=("A. Lead",),
    agreed_by=("B. Chair", "C. Member"),
    dissent="D. Member would have kept it.",
    recused=("E. Member",),
    criteria=RecordedCriteria(Answer.MET, Answer.MET, Answer.MET, ("50% is on the boundary",)),
    evidence=(
        RecordedFigures("3.2.1", Figures(5, 5)),
        RecordedFigures("3.2.2", Figures(percent=75)),
        RecordedFigures("3.2.3", Figures(1, 2, 50)),
    ),
    effect=Effect(24, 25, GOOD, None),
)
KEEP = Entry(
    id="5f0c0000-0000-4000-8000-000000000002",
    at=NOON + timedelta(minutes=5),
    kind=Kind.KEEP,
    standard="2.1",
    from_rating=GOOD,
    to_rating=GOOD,
    reason="Left as it is.",
)
DEFER = Entry("5f0c-3", NOON, Kind.DEFER, "3.1")
WITHDRAW = Entry("5f0c-4", NOON, Kind.WITHDRAW, "3.2", reason="On reflection.", replaces=CHANGE.id)
SIGN_OFF = Entry("5f0c-5", NOON, Kind.SIGN_OFF, agreed_by=("B. Chair",))
AGAIN = replace(CHANGE, id="5f0c-6", to_rating=OUTSTANDING, replaces=CHANGE.id)
EVERY_KIND = (CHANGE, KEEP, DEFER, AGAIN, replace(WITHDRAW, replaces=AGAIN.id), SIGN_OFF)


def parsed(data: bytes) -> Record:
    return parse_record("r.toml", data, EVIDENCE)


def problems_of(data: bytes) -> list[str]:
    with pytest.raises(Unusable) as caught:
        decided_record("r.toml", data, EVIDENCE)
    return [problem.sentence().removeprefix("r.toml: ") for problem in caught.value.problems]


# Round trips.


def test_a_new_record_is_read() -> None:
    record = parsed(NEW)
    assert record.entries == ()
    assert record.meeting.day == date(2020, 12, 1)
    assert record_warnings("r.toml", record, SESSION) == ()


def test_every_kind_of_entry_comes_back_as_it_was() -> None:
    assert parsed(with_entries(NEW, EVERY_KIND)).entries == EVERY_KIND


def test_entries_added_one_by_one_are_those_added_at_once() -> None:
    data = NEW
    for entry in EVERY_KIND:
        data = with_entries(data, (entry,))
    assert parsed(data).entries == EVERY_KIND


def test_a_short_entry_still_gets_a_heading_of_its_own() -> None:
    short = Entry("a", NOON, Kind.SIGN_OFF)
    uuid = replace(short, id="5f0c0000-0000-4000-8000-000000000009")
    data = with_entries(with_entries(NEW, (short,)), (uuid,))
    assert data.count(b"[[entries]]") == 2
    assert parsed(with_entries(data, (KEEP,))).entries == (short, uuid, KEEP)


def test_no_entries_add_nothing() -> None:
    assert with_entries(NEW, ()) is NEW


ANY_TEXT = st.text(
    st.characters() | st.sampled_from("\"'\\\n\r\t\x00\x1b\x7f\x85\ud800\udfff\u2028🙂{}[]#=,"),
    max_size=40,
)
NOT_BLANK = ANY_TEXT.filter(str.strip)
NAMES = st.lists(NOT_BLANK, max_size=3).map(tuple)
ANSWERS = st.sampled_from(list(Answer))
RATINGS = st.sampled_from(EVIDENCE.scheme.ratings)
NUMBERS = st.integers(0, 36)
COUNTS = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(
    lambda both: Figures(min(both), max(both))
)
FIGURES = COUNTS | st.integers(0, 100).map(lambda percent: Figures(percent=percent))
MOMENTS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)
ENTRIES = st.builds(
    Entry,
    id=st.uuids().map(str),
    at=MOMENTS,
    kind=st.just(Kind.CHANGE),
    standard=st.sampled_from(["2.1", "3.2", "3.4"]),
    from_rating=st.just(INADEQUATE),
    to_rating=st.sampled_from([GOOD, OUTSTANDING]),
    reason=NOT_BLANK,
    proposed_by=NAMES,
    agreed_by=NAMES,
    dissent=ANY_TEXT,
    recused=NAMES,
    criteria=st.none() | st.builds(RecordedCriteria, ANSWERS, ANSWERS, ANSWERS, NAMES),
    evidence=st.lists(st.builds(RecordedFigures, st.sampled_from(["3.2.1", "x"]), FIGURES)).map(
        tuple
    ),
    effect=st.none()
    | st.builds(Effect, NUMBERS, NUMBERS, st.none() | RATINGS, st.none() | RATINGS),
)


def without_surrogates(text: str) -> str:
    return re.sub("[\ud800-\udfff]", MARK, text)


def marked(entry: Entry) -> Entry:
    """The entry as it may come back: no lone surrogate can be in a file."""

    def all_of(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(without_surrogates(name) for name in names)

    criteria = entry.criteria
    return replace(
        entry,
        reason=without_surrogates(entry.reason),
        dissent=without_surrogates(entry.dissent),
        proposed_by=all_of(entry.proposed_by),
        agreed_by=all_of(entry.agreed_by),
        recused=all_of(entry.recused),
        criteria=criteria and replace(criteria, words=all_of(criteria.words)),
    )


@given(st.lists(ENTRIES, max_size=3, unique_by=lambda entry: entry.id))
def test_any_text_comes_back_as_it_was(entries: list[Entry]) -> None:
    data = with_entries(NEW, tuple(entries))
    assert data.startswith(NEW)
    assert parsed(data).entries == tuple(marked(entry) for entry in entries)


def test_a_surrogate_is_marked() -> None:
    entry = replace(KEEP, reason="a\udcffb", proposed_by=("\ud800",))
    (read,) = parsed(with_entries(NEW, (entry,))).entries
    assert read.reason == f"a{MARK}b"
    assert read.proposed_by == (MARK,)


def test_the_name_of_the_session_file_may_be_anything() -> None:
    for name in ("a\udcff.toml", 'a"\\\n.toml', "検査.toml"):
        session = replace(SESSION, file=name)
        assert parsed(new_record(session, date(2020, 12, 1))).entries == ()


# Adding to what stands there.


FIRST = with_entries(NEW, (CHANGE,))
STANDING: dict[str, bytes] = {
    "as written": FIRST,
    "without a last line end": FIRST.rstrip(),
    "with CRLF": FIRST.replace(b"\n", b"\r\n"),
    "with CRLF and no last line end": FIRST.replace(b"\n", b"\r\n").rstrip(),
    "with a byte order mark": b"\xef\xbb\xbf" + FIRST,
    "ending with a comment": FIRST + b"# checked by the chair",
    "edited by hand": b"# Our panel.\n"
    + FIRST.replace(b"[meeting]", b'[meeting] # on paper\nchair = "B. Chair"').replace(
        b"[[entries]]", b"# first\n[[ entries ]] # one"
    ),
    "with a quoted heading": FIRST.replace(b"[[entries]]", b'[["entries"]]').replace(
        b"[[entries.evidence]]", b"[['entries'.evidence]]"
    ),
    "ending in an entry's table": FIRST[: FIRST.index(b"[entries.criteria]")].replace(
        b"replaces", b"replaces"
    )
    + b'[entries.criteria]\nnear_boundary = "met"\n',
    "ending with an escaped heading": FIRST.replace(b"[[entries]]", b'[["entr\\u0069es"]]'),
}


@pytest.mark.parametrize("kind", STANDING)
def test_what_stood_before_stays_to_the_byte(kind: str) -> None:
    before = STANDING[kind]
    earlier = parsed(before).entries
    after = with_entries(before, (KEEP, DEFER))
    assert after[: len(before)] == before
    assert parsed(after).entries == (*earlier, KEEP, DEFER)


def test_a_record_that_ends_within_its_meeting_can_be_added_to() -> None:
    data = NEW + b'chair = "B. Chair"'
    record = parsed(with_entries(data, (KEEP,)))
    assert record.meeting.chair == "B. Chair"
    assert record.entries == (KEEP,)


@pytest.mark.parametrize(
    "entries",
    [
        b"entries = []\n",
        b'"entries" = [ ]\n',
        b'entries = [{ id = "a", at = 2020-12-01T12:00:00Z, kind = "defer", standard = "3.1" }]\n',
    ],
)
def test_entries_in_one_closed_list_are_refused_because_nothing_could_be_added(
    entries: bytes,
) -> None:
    opening, rest = NEW.split(b"\n", 1)
    assert problems_of(opening + b"\n" + entries + rest) == [
        "entries: is a single closed list, so no decision can be added to it. Write each entry "
        "under its own heading [[entries]], or remove the list if it is empty."
    ]


def test_a_record_beyond_the_limit_is_refused_before_it_is_trusted() -> None:
    data = with_entries(NEW, (replace(KEEP, reason="x" * LARGEST),))
    assert problems_of(data) == ["is larger than the 2 MiB that can be read. Is it the right file?"]


# What is wrong with a record.

ENTRY = with_entries(NEW, (KEEP,)).decode()


def changed(old: str, new: str) -> Callable[[], bytes]:
    def change() -> bytes:
        assert ENTRY.count(old) == 1, ENTRY
        return ENTRY.replace(old, new).encode()

    return change


def holding(*entries: Entry) -> Callable[[], bytes]:
    return lambda: with_entries(NEW, entries)


SHA = SESSION.sha256
FAULTS: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "empty": (lambda: b"", ["is empty. Is it the right file?"]),
    "a session file": (
        lambda: (DATA / "good_session.toml").read_bytes(),
        [
            'format: "ratings-panel/session/1" marks a session file: the evidence of an '
            "inspection. Name a decisions file: the panel's record."
        ],
    ),
    "a newer format": (
        changed("decisions/1", "decisions/2"),
        [
            'format: "ratings-panel/decisions/2" is a newer format of decisions file. '
            "Update ratings-panel."
        ],
    ),
    "no format": (
        changed('format = "ratings-panel/decisions/1"\n', ""),
        [
            '`format` is missing. A decisions file says format = "ratings-panel/decisions/1". '
            "Is it the right file?"
        ],
    ),
    "another session": (
        changed('id = "somewhere-2020"', 'id = "elsewhere-2020"'),
        [
            'session › id: "elsewhere-2020" does not match the inspection of the session file, '
            '"somewhere-2020". Keep each record beside its own session file.'
        ],
    ),
    "another scheme": (
        changed('id = "youth-2018"', 'id = "youth-2021"'),
        [
            'scheme › id: "youth-2021" does not match the scheme of the session file, '
            '"youth-2018". '
            "Use the scheme that the record was made under."
        ],
    ),
    "no session": (
        changed("[session]", "[sessions]"),
        [
            "`session` is missing. Add [session].",
            'sessions: is not a key that this version knows. Did you mean "session"? '
            "Update ratings-panel, or correct the record if it was written by hand.",
        ],
    ),
    "unknown keys": (
        changed('reason = "Left as it is."', 'reason = "x"\nreasons = "y"'),
        [
            "entry number 1 › reasons: is not a key that this version knows. Did you mean "
            '"reason"? Update ratings-panel, or correct the record if it was written by hand.'
        ],
    ),
    "an unknown key of the meeting": (
        changed("[meeting]", "[meeting]\nchairs = 1"),
        [
            'meeting › chairs: is not a key that this version knows. Did you mean "chair"? '
            "Update ratings-panel, or correct the record if it was written by hand."
        ],
    ),
    "names that are numbers": (
        changed("[meeting]", "[meeting]\nmembers = [1]"),
        [
            "meeting › members: is a list, not a list of words in quotes. "
            "Enter a list of words in quotes."
        ],
    ),
    "no time": (
        changed("at = 2020-12-01 12:05:00+00:00\n", ""),
        [
            "entry number 1: `at` is missing. Add `at`: a date and time with its offset, such as "
            "2020-09-14T10:00:00Z."
        ],
    ),
    "a time without its offset": (
        changed("12:05:00+00:00", "12:05:00"),
        [
            "entry number 1 › at: 2020-12-01T12:05:00 is a date with a time, not a date and time "
            "with its offset, such as 2020-09-14T10:00:00Z. Enter a date and time with its offset, "
            "such as 2020-09-14T10:00:00Z."
        ],
    ),
    "a time before the first year": (
        changed("2020-12-01 12:05:00+00:00", "0001-01-01 00:00:00+14:00"),
        [
            "entry number 1 › at: 0001-01-01T00:00:00+14:00 is outside the years 1 to 9999. "
            "Correct the year."
        ],
    ),
    "a time after the last year": (
        changed("2020-12-01 12:05:00+00:00", "9999-12-31 23:00:00-10:00"),
        [
            "entry number 1 › at: 9999-12-31T23:00:00-10:00 is outside the years 1 to 9999. "
            "Correct the year."
        ],
    ),
    "no id": (
        changed(f'id = "{KEEP.id}"\n', ""),
        ["entry number 1: `id` is missing. Add `id`: text."],
    ),
    "an unknown kind": (
        changed('kind = "keep"', 'kind = "kept"'),
        [
            'entry number 1 › kind: "kept" is not a kind of entry that this version knows. Did you '
            'mean "keep"? Update ratings-panel, or correct the record if it was written by hand.'
        ],
    ),
    "no kind": (
        changed('kind = "keep"\n', ""),
        [
            'entry number 1: `kind` is missing. Use one of "change", "keep", "agree", "defer", '
            '"withdraw", "meeting", "note", "correct", "sign-off", "reopen".'
        ],
    ),
    "an unknown standard": (
        changed('standard = "2.1"', 'standard = "2.9"'),
        ['entry number 1 › standard: "2.9" is not a standard of youth-2018. Correct it.'],
    ),
    "a standard that is never open": (
        changed('standard = "2.1"', 'standard = "1.1"'),
        ['entry number 1 › standard: "1.1" is never open to discretion. Remove the entry.'],
    ),
    "no standard": (
        changed('standard = "2.1"\n', ""),
        ["entry number 1: `standard` is missing. Add `standard`: text."],
    ),
    "a rating that is none": (
        changed('to = "Good"', 'to = "Goood"'),
        [
            'entry number 1 › to: "Goood" is not a rating. Did you mean "Good"? Use one of '
            '"Inadequate", "Requires improvement", "Good", "Outstanding".'
        ],
    ),
    "no rating": (
        changed('to = "Good"\n', ""),
        ["entry number 1: `to` is missing. Add `to`: a rating."],
    ),
    "kept, but changed": (
        changed('to = "Good"', 'to = "Outstanding"'),
        [
            'entry number 1 › to: "Outstanding" differs from `from` in an entry of kind keep. '
            "Correct one of them."
        ],
    ),
    "changed, but kept": (
        changed('kind = "keep"', 'kind = "change"'),
        [
            'entry number 1 › to: "Good" equals `from` in an entry of kind change. '
            "Use the kind keep."
        ],
    ),
    "no reason": (
        changed('reason = "Left as it is."\n', ""),
        ["entry number 1: `reason` is missing. Add `reason`: text."],
    ),
    "a blank reason": (
        changed('reason = "Left as it is."', 'reason = "  "'),
        ['entry number 1 › reason: "  " is blank. Fill in `reason`.'],
    ),
    "half an effect": (
        changed('kind = "keep"', 'kind = "keep"\nscore_before = 24'),
        [
            "entry number 1 › score_before: 24 is given without `score_after`. Add `score_after`, "
            "or remove both."
        ],
    ),
    "an answer that is none": (
        lambda: with_entries(NEW, (CHANGE,)).replace(
            b'one_judgement = "met"', b'one_judgement = "m"'
        ),
        [
            'entry number 1 › criteria › one_judgement: "m" is not among the choices. '
            'Use one of "met", "not met", "possible", "unknown".'
        ],
    ),
    "figures that cannot be": (
        lambda: with_entries(NEW, (CHANGE,)).replace(
            b"yes = 1, relevant = 2", b"yes = 3, relevant = 2"
        ),
        [
            "entry number 1 › evidence number 3 › yes: 3 is more than the 2 relevant cases. "
            "Enter at most 2, or correct `relevant`."
        ],
    ),
    "figures of a huge sample": (
        lambda: with_entries(NEW, (CHANGE,)).replace(
            b"yes = 1, relevant = 2", b"relevant = 1000000000000"
        ),
        [
            "entry number 1 › evidence number 3 › relevant: 1000000000000 is far too large. "
            "Enter 0 to 10,000."
        ],
    ),
    "entries as one table": (
        lambda: NEW + b'[entries]\nid = "x"\n',
        [
            "entries: is a table, not a list of tables. Write each under its own heading "
            "[[entries]]."
        ],
    ),
    "the same id twice": (
        holding(KEEP, replace(DEFER, id=KEEP.id)),
        [f"entry number 2: has the id of an earlier entry, {KEEP.id}. Give it its own id."],
    ),
    "a withdrawal of nothing": (
        holding(WITHDRAW),
        [
            f"entry number 1: replaces the entry {CHANGE.id}, which does not come before it. "
            "Correct `replaces`."
        ],
    ),
    "a withdrawal that names nothing": (
        holding(replace(WITHDRAW, replaces=None)),
        ["entry number 1: withdraws nothing. Name the entry in `replaces`."],
    ),
    "a withdrawal twice": (
        holding(CHANGE, WITHDRAW, replace(WITHDRAW, id="again")),
        ["entry number 3: withdraws an entry that has already been withdrawn. Remove it."],
    ),
    "a withdrawn sign-off": (
        holding(SIGN_OFF, replace(WITHDRAW, replaces=SIGN_OFF.id, standard="3.2")),
        [
            "entry number 2: withdraws an entry of kind sign-off. Only change, keep, agree, "
            "defer and note can be withdrawn."
        ],
    ),
    "a replacement for another standard": (
        holding(CHANGE, replace(KEEP, replaces=CHANGE.id)),
        ["entry number 2: replaces an entry about standard 3.2. Correct `replaces` or `standard`."],
    ),
    "several at once, in the order of the file": (
        lambda: (
            ENTRY.replace('id = "somewhere-2020"', 'id = "x"')
            .replace("[meeting]", "[meeting]\nchair = 1")
            .replace('kind = "keep"', 'kind = "kept"')
            .replace('from = "Good"', "from = 2")
            .encode()
        ),
        [
            'session › id: "x" does not match the inspection of the session file, '
            '"somewhere-2020". '
            "Keep each record beside its own session file.",
            "meeting › chair: 1 is a whole number, not text. Enter text.",
            'entry number 1 › kind: "kept" is not a kind of entry that this version knows. Did you '
            'mean "keep"? Update ratings-panel, or correct the record if it was written by hand.',
        ],
    ),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_of_a_record_is_named(kind: str) -> None:
    make, said = FAULTS[kind]
    found = problems_of(make())
    if kind == "a withdrawn sign-off":
        assert said[0] in found
        return
    assert found == said


def test_cut_records_are_refused_or_hold_the_first_entries() -> None:
    data = with_entries(NEW, EVERY_KIND)
    for length in range(0, len(data), 11):
        try:
            entries = parsed(data[:length]).entries
        except Unusable:
            continue
        whole = max(0, len(entries) - 1)
        assert entries[:whole] == EVERY_KIND[:whole]


def test_other_bytes_of_the_session_and_the_scheme_are_warned_of() -> None:
    other = replace(SESSION, data=b"other", scheme_data=b"other")
    places = [warning.place for warning in record_warnings("r.toml", parsed(NEW), other)]
    assert places == ["session", "scheme"]


def test_a_record_without_fingerprints_is_read_without_warning() -> None:
    data = re.sub(rb'sha256 = "[0-9a-f]*"\n', b"", NEW)
    assert record_warnings("r.toml", parsed(data), SESSION) == ()


def test_an_hour_elsewhere_is_read_as_utc() -> None:
    data = ENTRY.replace("12:05:00+00:00", "14:05:00+02:00").encode()
    assert parsed(data).entries[0].at == KEEP.at


def test_what_was_read_can_be_scored() -> None:
    card = scorecard_of(EVIDENCE, parsed(with_entries(NEW, EVERY_KIND)).entries)
    assert set(card.standing.decisions) == {"2.1", "3.1", "3.2"}


def test_the_record_lies_beside_the_session() -> None:
    session: Session = SESSION
    assert decisions_path(session.path) == DATA / "good_session.decisions.toml"
    assert decisions_path(Path("a/b.session")) == Path("a/b.session.decisions.toml")
