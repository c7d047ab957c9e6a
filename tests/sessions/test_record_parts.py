"""A record parsed by its parts is the record parsed whole: tomli, given the whole text, says so."""

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sessions.files.decisions_file import new_record, parse_record, with_entries
from sessions.files.session_file import read_session
from sessions.record import record_parts
from sessions.record.record_parts import HEADING, record_table
from sessions.text.problems import Unusable
from sessions.toml.read import whole_table
from tests.core.weighing import shipped
from tests.tui.meeting import FIXTURES

# What an entry may hold, and what could be taken for something that it is not.
LINES = [
    *("", "# said", "# evidence = [", 'id = "1"', 'id = "2"', "id = 3", "said = 1", "\r"),
    *("evidence = [", "evidence = [1]", "evidence = []", "evidence = [ # said", "]", "1,", "],"),
    *('    { key_question = "2.1.1", percent = 64 },', '"[[entries]]",', "[1],", "[", "[[1]],"),
    *("[entries.criteria]", "[entries.evidence]", "[[entries.evidence]]", 'near = "met"'),
    *("criteria.near = 1", "evidence.a = 1", "criteria = {", "a = 1,", "}", "a = { b = ["),
    *('words = ["a"]', 'reason = """', 'said"""', "reason = '''", "'''", 'reason = "'),
    *("[meeting]", "[entries]", "[[entries]]", " [[entries]]", "[[ entries ]]", '[["entries"]]'),
    *(" [meeting]", "  [ other ] # said", "\t[entries.more]", " [[other]]", "evidence = 0"),
    *(
        f'"{record_parts.MARK}" = 1',
        "score_before = 1",
        "score_before = 1\nscore_after = 2",
        f"# {record_parts.MARK}",
    ),
    *("entries = []", "entries = [", "[[meeting]]", "[other.name]", "entries.x = 1"),
]
OURS = ['id = "1"\nevidence = [\n    { yes = 1 },\n]\n', "[entries.criteria]\nwords = [1]\n", ""]

bits = st.lists(st.sampled_from(LINES) | st.sampled_from(OURS), max_size=6).map("\n".join)
GOOD = "evidence = [\n    { yes = 1 },\n]\n"
ENDINGS = [
    GOOD,
    f"score_before = 1\n{GOOD}",
    f"{GOOD}\n[entries.criteria]\nwords = [1]\n",
    f"{GOOD}said = 1\n",
    "",
]
BETWEEN = ["\n\n[[entries]]\n"] * 3 + ["\n[[entries]]\n", "\r\n[[entries]]\r\n"]


@st.composite
def records(draw: st.DrawFn) -> str:
    """An opening and entries, of which most end alike; in most of them little is odd."""
    odd = draw(st.sampled_from([st.just(""), st.sampled_from(LINES), bits]))
    endings = draw(st.lists(st.sampled_from(ENDINGS), min_size=1, max_size=2))
    endings[0] += draw(odd)
    number = draw(st.integers(2, 8))
    entries = [f"n = {each}\n\n{endings[each % len(endings)]}" for each in range(number)]
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, number - 1))
        entries[place] = entries[place].replace("\n\n", f"\n{draw(odd)}\n", 1)
    opening = draw(st.sampled_from(["", 'format = "x"\n', "[meeting]"]) | odd)
    return draw(st.sampled_from(BETWEEN)).join([opening, *entries])


def entry(text: str) -> str:
    return f"{HEADING}n = 0\n{text}"


def outcome(parse: Any, text: str) -> str:
    """What comes of a text, the order of its keys as well."""
    try:
        return repr(parse(text))
    except ValueError as error:
        return f"{type(error).__name__}: {error}"


@settings(max_examples=1500)
@given(records())
@example(entry(" [[meeting]]\nevidence = [1]\n") * 4)
@example(entry(f'"{record_parts.MARK}" = 1\n [[meeting]]\nevidence = [1]\n') * 4)
@example(entry("evidence = []\n [[entries]]\nm = 2\n") * 4)
@example(entry("evidence = []\n\n[meeting]\nn = 2\n") * 2)
@example(entry("evidence = []\nn = 2\n") * 4)
@example(entry("criteria.n = 1\nevidence = []\n[entries.criteria]\nm = 2\n") * 4)
@example(entry('r = """\nevidence = []\nz = """# """\n') * 4)
@example(entry('r = """\nevidence = []\n"""\nevidence = []\n') * 4)
@example("a = [" + entry("]") * 4)
@example('a = """' + entry('b = """') + entry("evidence = []\n") * 4)
def test_a_record_by_its_parts_is_what_it_is_whole(text: str) -> None:
    assert outcome(record_table, text) == outcome(whole_table, text)


def test_what_repeats_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    session = read_session(FIXTURES / "north-somerset-2020.toml")
    one = shipped("north-somerset-2020").entries[0]
    data = with_entries(new_record(session, date(2021, 1, 4)), (one,) * 50)
    text = data.decode("utf-8")
    given_to_tomli: list[str] = []

    def parsing(text: str) -> dict[str, Any]:
        given_to_tomli.append(text)
        return whole_table(text)

    monkeypatch.setattr(record_parts, "whole_table", parsing)
    assert record_table(text) == whole_table(text)
    assert len(given_to_tomli) == 2
    assert sum(map(len, given_to_tomli)) < 0.6 * len(text)


@pytest.mark.parametrize("wrong", ["percent = 300", "percent = 'x'", "unknown = 1", "yes = 3"])
def test_a_fault_in_what_repeats_is_found_in_every_entry(wrong: str) -> None:
    session = read_session(FIXTURES / "north-somerset-2020.toml")
    opening = new_record(session, date(2021, 1, 4)).decode("utf-8")
    entries = [
        f'\n[[entries]]\nid = "{number}"\nat = 2021-01-04T10:00:00Z\nkind = "defer"\n'
        'standard = "3.2"\nevidence = [\n'
        f'    {{ key_question = "3.2.1", yes = 1, relevant = 2 }},\n'
        f'    {{ key_question = "3.2.2", {wrong} }},\n]\n'
        for number in range(1, 5)
    ]
    with pytest.raises(Unusable) as raised:
        parse_record("r.toml", (opening + "".join(entries)).encode(), session.evidence)
    places = [problem.place for problem in raised.value.problems]
    for number in range(1, 5):
        assert any(place.startswith(f"entry number {number} › ") for place in places)
