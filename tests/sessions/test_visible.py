"""The gate: nothing that passes it can act, hide, or push a column out of line."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sessions.text.problems import Problem, Unusable
from sessions.text.visible import (
    BEARER,
    LINE_END,
    LONGEST,
    MARK,
    MOST_MARKS,
    NAME_CELLS,
    shortened,
    typed,
    typed_lines,
    visible,
    visible_lines,
)

ACTING = {
    "escape": "\x1b[31m",
    "bell": "\x07",
    "backspace": "\x08",
    "zero": "\x00",
    "delete": "\x7f",
    "vertical tab": "\x0b",
    "form feed": "\x0c",
    "C1 control sequence": "\x9b31m",
    "C1 operating system command": "\x9d0;x\x9c",
    "next line": "\x85",
    "right-to-left override": "\u202e",
    "left-to-right embedding": "\u202a",
    "isolate": "\u2066",
    "right-to-left mark": "\u200f",
    "Arabic letter mark": "\u061c",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "tag letter": "\U000e0041",
    "private use": "\ue000",
    "private use of plane 16": "\U0010fffd",
    "unassigned": "\u0378",
    "no character": "\uffff",
    "lone high surrogate": "\ud800",
    "lone low surrogate": "\udfff",
    "byte of a broken file name": "\udcff",
    "grapheme joiner": "\u034f",
    "variation selector": "\ufe0f",
    "variation selector of plane 14": "\U000e0100",
    "Hangul filler": "\u3164",
    "half-width Hangul filler": "\uffa0",
    "Hangul initial filler": "\u115f",
    "Mongolian vowel separator": "\u180e",
    "invisible Khmer vowel": "\u17b4",
    "blank of Braille": "\u2800",
    "skin tone": "\U0001f3fd",
    "half of a flag": "\U0001f1ec",
    "interlinear annotation": "\ufff9",
    "musical begin beam": "\U0001d173",
}


@pytest.mark.parametrize("kind", ACTING)
def test_what_acts_or_hides_becomes_a_mark(kind: str) -> None:
    shown = visible(f"a{ACTING[kind]}b")
    assert shown.startswith(f"a{MARK}")
    assert shown.endswith("b")
    assert ACTING[kind][0] not in shown


HONEST = [
    "North Somerset",
    "[/] [sic] [bold]x[/bold] [@click=app.quit]x",
    "Môn, Ynys Môn: é è ê ñ ü",
    "e\u0301 e\u0301\u0323 in two parts",
    "検査の結果　良好",
    "한국어 검사",
    unicodedata.normalize("NFD", "한국어 각"),
    "תוצאות הבדיקה",
    "שָׁלוֹם",
    "نتائج التفتيش",
    "परिणाम कि क्षेत्र",
    "ผลการตรวจสอบที่ดี",
    "Ελληνικά, Русский",
    "🙂 🚀 ✓ ⚑ ◂ ½ € “quoted” – dashes",
    "a b",
]


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_passes(text: str) -> None:
    assert visible(text) == text


def test_line_ends_and_tabs_become_signs_and_blanks() -> None:
    assert visible("a\nb\r\nc\td") == f"a{LINE_END}b{LINE_END}c d"
    assert visible("a\u2028b\u2029c") == f"a{LINE_END}b{LINE_END}c"
    assert visible("a\rb\r\nc") == f"a{LINE_END}b{LINE_END}c"


def test_odd_blanks_become_a_blank() -> None:
    assert visible("a\u00a0b\u2003c\u202fd\u1680e") == "a b c d e"


def test_an_emoji_of_several_parts_shows_its_joints() -> None:
    assert visible("👩\u200d👧") == f"👩{MARK}👧"
    assert visible("❤\ufe0f") == f"❤{MARK}"
    assert visible("👍\U0001f3fd") == f"👍{MARK}"


KEPT = [
    *HONEST[:-1],
    "👩\u200d💻 👨\u200d👩\u200d👧 ❤\ufe0f 👍\U0001f3fd 🇬🇧",
    "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f Cymru, tŷ, ŵyl",
    "Zażółć gęślą jaźń",
    "می\u200cخواهم",
    "葛\U000e0100城市",
    "\u200fنتائج\u200e 3.2 \u2067عربي\u2069, \u202bעברית\u202c",
    "10\u00a0% of 20\u202fcases: co\u00adoperation",
    "Z" + "\u0301" * 9,
]


@pytest.mark.parametrize("text", KEPT)
def test_typed_text_is_kept_to_the_letter(text: str) -> None:
    assert typed(text) == text
    assert typed_lines(f"{text}\r{text}\r\n\n{text}\u2028{text}\u2029{text}") == (
        text,
        text,
        "",
        text,
        text,
        text,
    )


NO_TEXT = (
    *("escape", "bell", "backspace", "zero", "delete", "vertical tab", "form feed", "next line"),
    *("C1 control sequence", "C1 operating system command", "no character"),
    *("lone high surrogate", "lone low surrogate", "byte of a broken file name"),
)


@pytest.mark.parametrize("kind", ACTING)
def test_the_data_keep_all_that_is_text(kind: str) -> None:
    text = f"ab{ACTING[kind]}c"
    if kind not in NO_TEXT:
        assert typed(text) == text
        return
    assert typed(text).startswith(f"ab{MARK}")
    assert ACTING[kind][0] not in typed(text)


def test_a_tab_is_kept_as_a_blank() -> None:
    assert typed("a\tb") == "a b"


@given(st.text())
def test_what_is_kept_is_text_and_kept_again(text: str) -> None:
    kept = typed_lines(text)
    assert typed_lines("\n".join(kept)) == kept
    letters = set("".join(kept))
    assert not [c for c in letters if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]


@pytest.mark.parametrize("mark", ["\u0301", "\u0489", "\u1161", "\u20dd"])
def test_marks_are_capped(mark: str) -> None:
    assert visible("a" + mark * 500 + "b") == "a" + mark * MOST_MARKS + "b"


def test_marks_are_counted_for_each_letter() -> None:
    assert visible("a\u0301\u0301b\u0301\u0301\u0301") == "a\u0301\u0301b\u0301\u0301\u0301"


@pytest.mark.parametrize("mark", ["\u0301", "\u0903", "\u1161"])
def test_a_mark_without_a_letter_gets_a_bearer(mark: str) -> None:
    assert visible(f"{mark}a") == f"{BEARER}{mark}a"


def test_a_text_of_a_megabyte_is_cut() -> None:
    for text in ("x" * 1_000_000, "検" * 1_000_000, "\x1b" * 1_000_000):
        shown = visible(text)
        assert len(shown) == LONGEST
        assert shown.endswith("…")


def test_a_text_is_cut_visibly_even_when_its_marks_were_left_out() -> None:
    assert visible("a" + "\u0301" * 100_000 + "the end").endswith("…")


@pytest.mark.parametrize("longest", [0, 1, 2, 5])
def test_small_lengths(longest: int) -> None:
    assert visible("abcdefgh", longest) == ("abcdefgh"[: max(0, longest - 1)] + "…")


def test_what_just_fits_is_not_cut() -> None:
    assert visible("abcde", 5) == "abcde"
    assert visible("ab\u0301de", 5) == "ab\u0301de"


def test_anything_can_be_shown() -> None:
    assert visible(OSError(2, "No\x1bsuch")) == f"[Errno 2] No{MARK}such"
    assert visible(None) == "None"


def test_lines() -> None:
    assert visible_lines("one\r\ntwo\n\nfour\u2028five\x1b") == (
        "one",
        "two",
        "",
        "four",
        f"five{MARK}",
    )
    assert visible_lines("") == ("",)


def test_a_long_paragraph_of_a_reason_stays_whole() -> None:
    reason = "The panel weighed the two relevant cases. " * 300
    assert visible_lines(reason) == (reason,)


def test_lines_are_cut_in_all() -> None:
    lines = visible_lines("ab\n" * 100, 10)
    assert lines == ("ab", "ab", "ab", "a…")
    assert visible_lines("x" * 1_000_000, 20) == ("x" * 19 + "…",)


ANY_TEXT = st.text(st.characters(), max_size=60)
MANY_MARKS = st.text(st.sampled_from("a\u0301\u0903\u1161\u200d\n\r\t\ud800 …検"), max_size=60)


@given(ANY_TEXT | MANY_MARKS, st.integers(1, 40))
@example("\u0301" * 10, 3)
@example("\r\n", 1)
@example("a" + "\u0301" * 200 + "b", 5)
def test_the_gate_holds(text: str, longest: int) -> None:
    shown = visible(text, longest)
    assert len(shown) <= longest
    assert visible(shown, longest) == shown
    assert all(unicodedata.category(letter)[0] != "C" for letter in shown)
    assert all(unicodedata.category(letter) not in ("Zl", "Zp") for letter in shown)
    assert not shown or unicodedata.category(shown[0])[0] != "M"


@given(ANY_TEXT | MANY_MARKS, st.integers(1, 40))
def test_the_gate_holds_for_lines(text: str, longest: int) -> None:
    for line in visible_lines(text, longest):
        assert visible(line) == line
        assert "\n" not in line
        assert len(line) <= longest + 1


# What is shown of problems.

HOSTILE = "\x1b]0;x\x07\u202e[@click=app.quit]x"


def test_a_problem_can_be_shown_whatever_it_holds() -> None:
    problem = Problem(HOSTILE, HOSTILE, f"is wrong {HOSTILE}", f"Correct {HOSTILE}.", HOSTILE)
    for shown in (problem.visible_sentence(), str(Unusable([problem]))):
        assert visible(shown) == shown
        assert "\x1b" not in shown
    assert problem.sentence().count("\x1b") == 5


def test_a_harmless_problem_is_shown_as_it_is() -> None:
    problem = Problem("a.toml", "standards", "is a table", "Write a list.", '"x"')
    assert problem.visible_sentence() == problem.sentence()
    assert problem.sentence() == 'a.toml: standards: "x" is a table. Write a list.'


def test_an_endless_problem_is_shown_in_part() -> None:
    problem = Problem("/x" * 5000 + "/end.toml", "p" * 5000, "m" * 5000, "r" * 5000, "v" * 5000)
    shown = problem.visible_sentence()
    assert len(shown) < 2_100
    assert "/end.toml: ppp" in shown


@pytest.mark.parametrize("cells", [NAME_CELLS, 72])
@given(name=st.text(max_size=300))
@example(name="日" * 100 + ".toml")
@example(name="x" * 43 + "日")
def test_a_long_name_keeps_its_beginning_and_its_end(cells: int, name: str) -> None:
    short = shortened(name, cells)
    widths = [2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in short]
    assert sum(widths) <= cells
    if short != name:
        begin, _, end = short.partition("…")
        assert name.startswith(begin)
        assert name.endswith(short.rpartition("…")[2])
        assert len(begin) + len(end) >= cells // 2 - 3


def test_a_name_that_fits_stays_whole() -> None:
    assert shortened("north-somerset-2020.decisions.toml") == "north-somerset-2020.decisions.toml"
    long = shortened("n" * 200 + ".decisions.toml")
    assert long == "n" * 14 + "…" + "n" * 14 + ".decisions.toml"
