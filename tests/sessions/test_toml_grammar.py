"""The grammar of TOML, rule by rule: what 1.0 and 1.1 refuse, and what 1.1 newly allows."""

import re
import tomllib
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from sessions.text.problems import Unusable
from sessions.toml.faults import PLAIN_WORDS
from sessions.toml.read import parse_toml

REFUSED = {
    # line ends and control characters
    "bare CR between statements": "a = 1\rb = 2",
    "bare CR at the end": "a = 1\r",
    "bare CR before CRLF": "a = 1\r\r\n",
    "bare CR in a comment": "# a\rb = 1",
    "bare CR at the end of a comment": "# a\r",
    "bare CR in a text": 'a = "b\rc"',
    "bare CR in a long text": 'a = """b\rc"""',
    "bare CR in a literal text": "a = 'b\rc'",
    "bare CR in a long literal text": "a = '''b\rc'''",
    "bare CR in a list": "a = [1,\r2]",
    "bare CR in an inline table": "a = {b = 1,\rc = 2}",
    "form feed between statements": "a = 1\n\x0cb = 2",
    "vertical tab": "a =\x0b1",
    "next line": "a = 1\x85b = 2",
    "line separator": "a = 1\u2028b = 2",
    "no-break space": "a\u00a0= 1",
    "byte order mark within": "a = 1\n\ufeffb = 2",
    "line end in a text": 'a = "b\nc"',
    "CRLF in a text": 'a = "b\r\nc"',
    "line end in a literal text": "a = 'b\nc'",
    # names
    "no name": "= 1",
    "no value": "a =",
    "no value before a comment": "a = # b",
    "no =": "a",
    "a value on the next line": "a =\n1",
    "a name on its own line": "a\n= 1",
    "two names": "a b = 1",
    "two values": "a = 1 2",
    "two statements": "a = 1 b = 2",
    "an open dotted name": "a. = 1",
    "a dotted name without its start": ".a = 1",
    "two dots": "a..b = 1",
    "a letter with an accent": "é = 1",
    "a sign in a name": "a+b = 1",
    "a space in a name": "a! = 1",
    "a long text for a name": '"""a""" = 1',
    "a long literal text for a name": "'''a''' = 1",
    "a line end in a quoted name": '"a\nb" = 1',
    "a line end in a literal name": "'a\nb' = 1",
    "a line end in a dotted name": "a.\nb = 1",
    "a name that goes on after its quotes": '"a"b = 1',
    "a bad escape in a name": '"\\z" = 1',
    # texts
    "an open text": 'a = "b',
    "an open literal text": "a = 'b",
    "an open long text": 'a = """b',
    "an open long literal text": "a = '''b",
    "a long text closed with two quotes": 'a = """b""',
    "six quotes at the end": 'a = """b""""""',
    "six single quotes at the end": "a = '''b''''''",
    "an escaped closing quote": 'a = "b\\"',
    "an unknown escape": 'a = "\\a"',
    "an escaped blank": 'a = "\\ "',
    "an escaped line end in a short text": 'a = "b\\\nc"',
    "an escaped slash": 'a = "\\/"',
    "an escaped single quote": 'a = "\\\'"',
    "an octal escape": 'a = "\\012"',
    "a capital escape": 'a = "\\N"',
    "a short u escape": 'a = "\\u12"',
    "a u escape that is none": 'a = "\\u12g4"',
    "a short U escape": 'a = "\\U0001F60"',
    "a short x escape": 'a = "\\x1"',
    "an x escape that is none": 'a = "\\xg1"',
    "a high surrogate": 'a = "\\ud800"',
    "a low surrogate": 'a = "\\uDFFF"',
    "a pair of surrogates": 'a = "\\ud83d\\ude00"',
    "a long surrogate": 'a = "\\U0000D800"',
    "beyond Unicode": 'a = "\\U00110000"',
    "far beyond Unicode": 'a = "\\UFFFFFFFF"',
    "text after a continued line": 'a = """b \\ c"""',
    # whole numbers
    "a leading zero": "a = 01",
    "a signed leading zero": "a = -01",
    "two zeros": "a = 00",
    "two signs": "a = +-1",
    "twice the same sign": "a = ++1",
    "a sign alone": "a = +",
    "a blank after the sign": "a = - 1",
    "two underscores": "a = 1__0",
    "an underscore at the end": "a = 1_",
    "an underscore at the start": "a = _1",
    "an underscore after the sign": "a = +_1",
    "a comma in a number": "a = 1,000",
    "a number with letters": "a = 1a",
    "a capital hexadecimal mark": "a = 0X1",
    "a capital octal mark": "a = 0O1",
    "a capital binary mark": "a = 0B1",
    "hexadecimal without digits": "a = 0x",
    "octal without digits": "a = 0o",
    "binary without digits": "a = 0b",
    "a hexadecimal digit that is none": "a = 0xg",
    "an octal digit that is none": "a = 0o8",
    "a binary digit that is none": "a = 0b2",
    "signed hexadecimal": "a = +0x1",
    "negative binary": "a = -0b1",
    "an underscore after the mark": "a = 0x_1",
    "an underscore at the end of hexadecimal": "a = 0x1_",
    "two underscores in hexadecimal": "a = 0x1__2",
    "Arabic digits": "a = ١",
    "full-width digits": "a = １",
    # numbers with a point
    "no digit after the point": "a = 1.",
    "no digit before the point": "a = .1",
    "a signed point": "a = -.1",
    "a point before the exponent": "a = 1.e2",
    "an underscore before the point": "a = 1_.0",
    "an underscore after the point": "a = 1._0",
    "an underscore at the end of the places": "a = 1.0_",
    "two points": "a = 1.2.3",
    "an empty exponent": "a = 1e",
    "an empty signed exponent": "a = 1e+",
    "an underscore at the start of the exponent": "a = 1e_1",
    "an underscore at the end of the exponent": "a = 1e1_",
    "a point in the exponent": "a = 1e1.5",
    "a leading zero before the point": "a = 01.5",
    "a leading zero before the exponent": "a = 00e1",
    "hexadecimal with a point": "a = 0x1.8",
    "capital infinity": "a = Inf",
    "infinity in full": "a = infinity",
    "capital nan": "a = NaN",
    "two signs of infinity": "a = +-inf",
    # true and false
    "capital true": "a = True",
    "loud false": "a = FALSE",
    "yes": "a = yes",
    "half of true": "a = tru",
    "more than true": "a = truee",
    "nothing": "a = null",
    # dates and times
    "month 0": "a = 2020-00-01",
    "month 13": "a = 2020-13-01",
    "day 0": "a = 2020-01-00",
    "day 32": "a = 2020-01-32",
    "31 April": "a = 2020-04-31",
    "30 February": "a = 2020-02-30",
    "29 February of no leap year": "a = 2021-02-29",
    "29 February 1900": "a = 1900-02-29",
    "a year of two digits": "a = 20-01-01",
    "a year of five digits": "a = 12020-01-01",
    "a month of one digit": "a = 2020-1-01",
    "a day of one digit": "a = 2020-01-1",
    "slashes in a date": "a = 2020/01/01",
    "hour 24": "a = 24:00:00",
    "hour 24 of a day": "a = 2020-01-01T24:00:00",
    "minute 60": "a = 10:60:00",
    "second 61": "a = 10:00:61",
    "an hour of one digit": "a = 1:00:00",
    "an hour alone": "a = 2020-01-01T10",
    "a date with an open time": "a = 2020-01-01T",
    "a point without places": "a = 10:00:00.",
    "a comma in the seconds": "a = 10:00:00,5",
    "a time with an offset": "a = 10:00:00Z",
    "a date with an offset": "a = 2020-01-01Z",
    "an offset of 24 hours": "a = 2020-01-01T10:00:00+24:00",
    "an offset of 60 minutes": "a = 2020-01-01T10:00:00+01:60",
    "an offset without minutes": "a = 2020-01-01T10:00:00+01",
    "an offset without its colon": "a = 2020-01-01T10:00:00+0100",
    "an offset with one digit": "a = 2020-01-01T10:00:00+1:00",
    "two blanks before the time": "a = 2020-01-01  10:00:00",
    "an underscore before the time": "a = 2020-01-01_10:00:00",
    "an underscore in a date": "a = 20_20-01-01",
    # lists
    "an open list": "a = [1",
    "a list closed with a brace": "a = [1}",
    "no comma": "a = [1 2]",
    "two commas": "a = [1,,2]",
    "a comma first": "a = [,1]",
    "a comma alone": "a = [,]",
    "a list closed twice": "a = [1]]",
    "a list with a name in it": "a = [b = 1]",
    "a comment that swallows the end": "a = [1 # ]",
    # inline tables
    "an open inline table": "a = {b = 1",
    "two commas in an inline table": "a = {b = 1,, c = 2}",
    "a comma first in an inline table": "a = {, b = 1}",
    "a comma alone in an inline table": "a = {,}",
    "no comma in an inline table": "a = {b = 1 c = 2}",
    "a line end for a comma": "a = {b = 1\nc = 2}",
    "a value alone in an inline table": "a = {1}",
    "a name alone in an inline table": "a = {b}",
    "a name twice in an inline table": "a = {b = 1, b = 2}",
    "a dotted name twice in an inline table": "a = {b.c = 1, b.c = 2}",
    "a value made a table in an inline table": "a = {b = 1, b.c = 2}",
    "a table made a value in an inline table": "a = {b.c = 1, b = 2}",
    "an inline table extended within": "a = {b = {c = 1}, b.d = 2}",
    "a list extended within": "a = {b = [1], b.c = 2}",
    "two inline tables on one line": "a = {} b = {}",
    # headings
    "an open heading": "[a",
    "an open listed heading": "[[a]",
    "a heading closed twice": "[a]]",
    "an empty heading": "[]",
    "an empty listed heading": "[[]]",
    "a blank heading": "[ ]",
    "a heading with an open name": "[a.]",
    "a heading without its start": "[.a]",
    "blanks within the brackets": "[ [a]]",
    "blanks within the closing brackets": "[[a] ]",
    "a line end within the brackets": "[a\n]",
    "a statement behind a heading": "[a] b = 1",
    "two headings on one line": "[a] [b]",
    "a heading with =": "[a = 1]",
    "a heading with two names": "[a b]",
    "a heading with a comment in it": "[a # b\n]",
    # saying twice
    "a name twice": "a = 1\na = 1",
    "a name twice, once in quotes": 'a = 1\n"a" = 1',
    "a name twice, once escaped": 'a = 1\n"\\u0061" = 1',
    "a name twice in a table": "[t]\na = 1\na = 2",
    "a dotted name twice": "a.b = 1\na.b = 2",
    "a value made a table": "a = 1\na.b = 2",
    "a table made a value": "a.b = 1\na = 2",
    "a value with a heading": "a = 1\n[a]",
    "a value with a listed heading": "a = 1\n[[a]]",
    "a value with a heading below": "a = 1\n[a.b]",
    "a heading twice": "[a]\n[a]",
    "a heading twice, once in quotes": "[a]\n['a']",
    "a heading below, twice": "[a.b]\n[a]\n[a.b]",
    "a heading for a value of a table": "[a]\nb = 1\n[a.b]",
    "a value for a headed table": "[a.b]\n[a]\nb = 1",
    "a heading for a dotted table": "a.b = 1\n[a]",
    "a heading for a dotted table below": "[t]\na.b.c = 1\n[t.a.b]",
    "a dotted name into a headed table": "[a.b.c]\nz = 1\n[a]\nb.c.t = 2",
    "a dotted name into a table headed below": "[a.b.c.d]\nz = 1\n[a]\nb.c.d.k.t = 2",
    "a dotted name into a listed table": "[[a.b]]\n[a]\nb.c = 1",
    "an inline table with a heading": "a = {}\n[a]",
    "an inline table with a heading below": "a = {b = 1}\n[a.c]",
    "an inline table with a listed heading": "a = {}\n[[a]]",
    "an inline table with a listed heading below": "a = {}\n[[a.b]]",
    "an inline table extended": "a = {b = 1}\na.c = 2",
    "an inline table within extended": "a.b = {}\na.b.c = 1",
    "an inline table of a table extended": "[t]\na = {b = {}}\n[t.a.b.c]",
    "a list with a listed heading": "a = []\n[[a]]",
    "a list of tables with a listed heading": "a = [{b = 1}]\n[[a]]",
    "a list of tables with a heading below": "a = [{b = 1}]\n[a.c]",
    "a list extended by a dotted name": "a = [{b = 1}]\na.c = 1",
    "a table with a listed heading": "[a]\n[[a]]",
    "a table of a heading below with a listed heading": "[a.b]\n[[a]]",
    "a listed table with a heading": "[[a]]\n[a]",
    "a listed table below with a heading": "[[a]]\n[[a.b]]\n[a.b]",
    "a heading below, then listed": "[[a]]\n[a.b]\n[[a.b]]",
    "a dotted table with a listed heading": "a.b = 1\n[[a]]",
}

ACCEPTED: dict[str, tuple[str, dict[str, Any]]] = {
    # new in 1.1
    "line ends in an inline table": ("a = {\n  b = 1,\n  c = 2\n}", {"a": {"b": 1, "c": 2}}),
    "CRLF in an inline table": ("a = {\r\n  b = 1\r\n}", {"a": {"b": 1}}),
    "a comma at the end of an inline table": ("a = { b = 1, }", {"a": {"b": 1}}),
    "comments in an inline table": ("a = { # x\n b = 1, # y\n}", {"a": {"b": 1}}),
    "an escape for escape": ('a = "\\e"', {"a": "\x1b"}),
    "an escape of two digits": ('a = "\\x41\\xe9"', {"a": "Aé"}),
    "a time without seconds": ("a = 10:30", {"a": time(10, 30)}),
    "a date and time without seconds": (
        "a = 2020-01-01 10:30",
        {"a": datetime(2020, 1, 1, 10, 30)},
    ),
    "a moment without seconds": (
        "a = 2020-01-01T10:30+01:00",
        {"a": datetime(2020, 1, 1, 10, 30, tzinfo=timezone(timedelta(hours=1)))},
    ),
    # allowed in both, and easily refused by mistake
    "nothing but a comment": ("# a", {}),
    "a tab in a comment": ("#\ta", {}),
    "a C1 character in a comment": ("# \x85", {}),
    "an empty name": ('"" = 1', {"": 1}),
    "a name of digits": ("1 = 1", {"1": 1}),
    "a dotted name of digits": ("3.2 = 1", {"3": {"2": 1}}),
    "a name like a value": ("true = 1\ninf = 2", {"true": 1, "inf": 2}),
    "a dash for a name": ("- = 1", {"-": 1}),
    "blanks around the dots": ("a . 'b' . \"c\" = 1", {"a": {"b": {"c": 1}}}),
    "five quotes at the end": ('a = """b"""""', {"a": 'b""'}),
    "five single quotes at the end": ("a = '''b'''''", {"a": "b''"}),
    "an empty long text": ('a = """"""', {"a": ""}),
    "the first line end of a long text": ('a = """\nb"""', {"a": "b"}),
    "a continued line": ('a = """b \\  \n\n  c"""', {"a": "b c"}),
    "a backslash in a literal text": ("a = '\\d'", {"a": "\\d"}),
    "zero with signs": ("a = [0, +0, -0]", {"a": [0, 0, 0]}),
    "underscores": ("a = [1_000, 0xf_f, 1_0.0_1, 1e1_0]", {"a": [1000, 255, 10.01, 1e10]}),
    "zeros in the exponent": ("a = 1e06", {"a": 1e6}),
    "many places of a second": ("a = 10:00:00.123456789", {"a": time(10, 0, 0, 123456)}),
    "small t and z": (
        "a = 2020-01-01t10:00:00z",
        {"a": datetime.fromisoformat("2020-01-01T10:00:00Z")},
    ),
    "29 February of a leap year": ("a = 2020-02-29", {"a": date(2020, 2, 29)}),
    "a date before a comment": ("a = 2020-01-01 # b", {"a": date(2020, 1, 1)}),
    "a list of several kinds": ("a = [1, 'b', [2.0,],]", {"a": [1, "b", [2.0]]}),
    "a heading after the one below it": ("[a.b]\n[a]\nc = 1", {"a": {"b": {}, "c": 1}}),
    "a heading below a dotted table": ("[t]\na.b = 1\n[t.a.c]", {"t": {"a": {"b": 1, "c": {}}}}),
    "the same heading below each listed one": (
        "[[a]]\n[a.b]\n[[a]]\n[a.b]",
        {"a": [{"b": {}}, {"b": {}}]},
    ),
    "blanks in a heading": ("[ a . b ]", {"a": {"b": {}}}),
    "a name of many letters of other scripts": ('"Prüfung 検査" = 1', {"Prüfung 検査": 1}),
    "sixteen parts": (
        ".".join("abcdefghijklmnop") + " = 1",
        tomllib.loads(".".join("abcdefghijklmnop") + " = 1"),
    ),
    "three hundred digits": ("a = " + "1" * 300, {"a": int("1" * 300)}),
}


@pytest.mark.parametrize("rule", REFUSED)
def test_what_neither_version_allows_is_refused_in_plain_words(rule: str) -> None:
    with pytest.raises(Unusable) as caught:
        parse_toml("x.toml", REFUSED[rule].encode())
    (problem,) = caught.value.problems
    assert problem.message != "this is not TOML"
    assert problem.remedy
    assert not re.search(r"Expected|Invalid|Illegal|tuple|\('", problem.sentence())


@pytest.mark.parametrize("number", [*range(9), *range(11, 32), 127])
def test_control_characters_are_refused_everywhere(number: int) -> None:
    for text in ('a = "{}"', "a = '{}'", 'a = """{}"""', "a = '''{}'''", "# {}", "a = {}1", "{}"):
        with pytest.raises(Unusable):
            parse_toml("x.toml", text.replace("{}", f"b{chr(number)}c").encode())


@pytest.mark.parametrize("rule", ACCEPTED)
def test_what_a_version_allows_is_read(rule: str) -> None:
    text, expected = ACCEPTED[rule]
    assert parse_toml("x.toml", text.encode()) == expected


def test_every_message_of_the_parser_has_plain_words() -> None:
    source = Path(tomli.__file__).with_name("_parser.py").read_text("utf-8")
    messages = re.findall(r"TOMLDecodeError\(\s*f?(\"[^\"]*\"|'[^']*')", source)
    assert len(messages) > 15
    for message in messages:
        said = message[1:-1].replace("\\\\", "\\").replace("{expect!r}", "\"'")
        assert any(said.startswith(theirs) for theirs in PLAIN_WORDS), said


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "a",
            "b",
            ".",
            " = ",
            "1",
            "'x'",
            '"y"',
            "\n",
            "[",
            "]",
            "[[",
            "]]",
            "{",
            "}",
            ", ",
            "#",
            "\n\n",
            "0",
            "_",
            "-",
            "+",
            "e",
            "2020-01-01",
            "T10:00:00",
            "Z",
            "true",
            "inf",
            '"""',
            "'''",
            "\\",
            "\\n",
            "\r\n",
            "\t",
            "a = 1\n",
            "[a]\n",
            "[[b]]\n",
            "a.b = 1\n",
            "b = {a = 1}\n",
            "a = [1]\n",
        ]
    ),
    max_size=25,
).map("".join)


@given(FRAGMENTS)
def test_whatever_1_0_allows_is_read_alike(text: str) -> None:
    try:
        expected = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError):
        expected = None
    try:
        found = parse_toml("x.toml", text.encode())
    except Unusable:
        found = None
        assert expected is None or not text.strip()
    if expected is not None and text.strip():
        assert repr(found) == repr(expected)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_plain_words(text: str) -> None:
    try:
        parse_toml("x.toml", text.encode("utf-8", "surrogatepass"))
    except Unusable as unusable:
        assert unusable.problems[0].message != "this is not TOML"  # noqa: PT017


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        parse_toml("x.toml", data)
    except Unusable as unusable:
        assert len(unusable.problems) == 1  # noqa: PT017
