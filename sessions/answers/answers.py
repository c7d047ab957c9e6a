"""What the cells of a table answer: yes, no, not applicable, or nothing."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from sessions.tabular.cells import is_date, spreadsheet_fault, text_of
from sessions.text.command_words import codes_option
from sessions.text.suggestions import closest


class CaseAnswer(StrEnum):
    """The answer of a case to a question. MISSING is a blank that has to be filled in."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not applicable"
    MISSING = "missing"


SPELLINGS: dict[CaseAnswer, tuple[str, ...]] = {
    CaseAnswer.YES: (
        *("yes", "y", "true", "t", "1", "met", "yes - met", "sufficient"),
        *("✓", "✔", "☑", "✅", "🗸", "🗹"),
    ),
    CaseAnswer.NO: (
        *("no", "n", "false", "f", "0", "not met", "unmet", "notmet"),
        *("insufficient", "not sufficient", "✗", "✘", "❌"),
    ),
    CaseAnswer.NOT_APPLICABLE: (
        "n/a",
        "na",
        "n.a",
        "n\\a",
        "not applicable",
        "not_applicable",
        "notapplicable",
        "not applicable (n/a)",
        "n/a (not applicable)",
        "not relevant",
        "does not apply",
        "doesn't apply",
        "-",
        "–",
        "—",
        "➖",
        "[z]",
    ),
}
MEANS = {text: answer for answer, texts in SPELLINGS.items() for text in texts}
# The spellings that a misspelt answer may have been meant to be.
WELL_SPELLED = ("yes", "no", "not applicable", "n/a", "met", "sufficient", "insufficient")
# What `--codes` calls the answers.
SHORT = {CaseAnswer.YES: "yes", CaseAnswer.NO: "no", CaseAnswer.NOT_APPLICABLE: "na"}
BLANK = "(blank)"
# Written by programs where they have no value, or by publishers where they give none.
NO_VALUES = ("none", "null", "nan", "nil", "<na>", "(blank)", "blank", "..", "…", ":", "[x]", "[c]")
# These say that there is no answer yet.
UNKNOWN = (
    *("n/k", "nk", "not known", "unknown", "don't know", "dk", "tbc", "tbd", "pending", "?"),
    *("not answered", "not asked", "not assessed", "not recorded", "missing", "awaited"),
)
# These mean yes on one form and no on the next.
UNCLEAR_BOXES = ("☒", "■", "x", "❎", "🗷")
# A box without a tick: no, or not answered.
EMPTY_BOXES = ("☐", "□", "⬜")
# Yes in Welsh; no is "na" then.
WELSH_YES = ("ie", "oes", "do", "ydy", "ydi")

# Pages and keyboards leave these between letters. They cannot turn text round, as others can.
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Wide letters, as some keyboards write them, and the apostrophe of word processors.
USUAL_SIGNS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("’"): "'"}
# What shows a sign as a picture, and the whole numbers that a program writes with a point: 1.0.
AS_PICTURE = "\ufe0f"
WHOLE = re.compile(r"(-?\d+)[.,]0+")

# Marks of footnotes after an answer: "Yes [1]", "No*".
FOOTNOTE = re.compile(r"\s*(\[(note )?\w{1,3}\]|[*†‡¹²³⁴⁵]+)$", re.IGNORECASE)
# A code for an answer: 9, -99.
CODE = re.compile(r"-?\d{1,4}")
MOST_CODES = 12
# A code before its meaning, or after it: "1. Yes", "0 = No", "Yes (1)".
CODE_BEFORE = re.compile(r"^\d{1,3}\s*[.:=)–-]\s*(?=\D)")
CODE_AFTER = re.compile(r"\s*\(\d{1,3}\)$")


class Codes:
    """The answers that a file's own codes stand for, beside the usual spellings.

    `given` maps codes, such as "9", to answers.
    """

    def __init__(self, given: Mapping[str, CaseAnswer] | None = None) -> None:
        self.given = {_bare(code): answer for code, answer in (given or {}).items()}
        self._are_numbers = any(code.isdigit() for code in self.given)

    def answer_of(self, value: object) -> CaseAnswer | None:
        """Return the answer in a cell; MISSING where it is blank, None where it is unclear."""
        if is_date(value):
            return None
        text = _bare(value)
        if not text:
            return CaseAnswer.MISSING
        whole = WHOLE.fullmatch(text)
        if whole is not None:
            text = whole[1]
        if self._are_numbers and text.isdigit():
            return self.given.get(text)
        for spelling in (text, *_without_marks(text)):
            answer = self.given.get(spelling, MEANS.get(spelling))
            if answer is not None:
                return answer
        return None

    def fault(self, value: object, codes: frozenset[str] = frozenset()) -> tuple[str, str]:
        """Return why a cell is not an answer, and what to do.

        *codes* are the codes among the answers of the file.
        """
        spreadsheet = spreadsheet_fault(value)
        if spreadsheet is not None:
            return spreadsheet
        text = text_of(value)
        if "," in text:
            # A comma divides the codes of a command.
            like = _meant(text)
            hint = "" if like is None else f'Did you mean "{like}"? '
            return "is not an answer", f"{hint}Write yes, no or n/a."
        if text.casefold() in NO_VALUES:
            return "is not an answer", (
                "Programs write this if there is no value. Write yes, no or n/a. If it means n/a: "
                f"{codes_option(text, 'na')}."
            )
        if text.casefold() in WELSH_YES:
            remedy = f'If the answers are in Welsh: --codes "{text}=yes,na=no".'
            return "is not an answer", remedy
        if text.casefold() in EMPTY_BOXES:
            remedy = (
                f"Fill it in if the answer is missing; if it means no: {codes_option(text, 'no')}."
            )
            return "is not an answer", remedy
        if text.casefold() in UNKNOWN:
            remedy = (
                f"Write yes, no or n/a. If it means n/a in this file: {codes_option(text, 'na')}."
            )
            return "means that there is no answer", remedy
        if text.casefold() in UNCLEAR_BOXES:
            remedy = (
                f"If it means yes: {codes_option(text, 'yes')}; "
                f"if it means no: {codes_option(text, 'no')}."
            )
            return "is not an answer", remedy
        if CODE.fullmatch(text):
            remedy = "Write yes, no or n/a; if the answers are codes, add their meanings, such as"
            return "is not an answer", f"{remedy} --codes {_example(codes | {text})}."
        if is_figure(value):
            return "is a number, not an answer", "Write yes, no or n/a."
        like = _meant(text)
        if like is not None:
            code = codes_option(text, SHORT[MEANS[like]])
            remedy = f'Did you mean "{like}"? Write yes, no or n/a, or use {code}.'
            return "is not an answer", remedy
        options = [codes_option(text, meaning) for meaning in ("na", "yes", "no")]
        said = f"{', '.join(options[:-1])} or {options[-1]}"
        return "is not an answer", f"Write yes, no or n/a, or use {said}."


def codes_among(values: Iterable[object]) -> frozenset[str]:
    """Return the codes among the answers of a file: none where there are too many to be codes."""
    codes = {text for value in values if CODE.fullmatch(text := text_of(value))}
    return frozenset(codes if len(codes) <= MOST_CODES else ())


def _example(codes: frozenset[str]) -> str:
    """Return what the codes of a file may mean: "1=yes,0=no,99=na", or "-1=yes,0=no,9=na"."""
    yes = "-1" if "-1" in codes and "1" not in codes else "1"
    no = "0" if "0" in codes else "2"
    rest = sorted(codes - {yes, no}, key=int) or ["9"]
    return ",".join([f"{yes}=yes", f"{no}=no", *(f"{each}=na" for each in rest)])


def _bare(value: object) -> str:
    """Return the text of a cell without case and without signs that cannot be seen."""
    text = text_of(value)
    if not (text.isascii() and text.isalnum()):
        text = text.translate(USUAL_SIGNS).replace(AS_PICTURE, "")
        text = "".join(each for each in text if each not in UNSEEN)
        text = " ".join(re.sub(r"\s*/\s*", "/", text).split())
    return text.casefold()


def _meant(text: str) -> str | None:
    """Return the spelling that a text is a misspelling of; None where it may be of several."""
    words = set(re.findall(r"[^\W\d_]+", text.casefold()))
    if {"yes", "y"} & words and {"no", "n", "not"} & words:
        return None
    like = closest(text, WELL_SPELLED)
    denies = bool({"not", "non", "in", "un"} & words)
    return None if like is None or (denies and MEANS[like] is CaseAnswer.YES) else like


def _without_marks(text: str) -> list[str]:
    """Return a text without its full stop, its footnote mark, or the code beside its meaning."""
    bare = text.rstrip(".").strip()
    found = [bare]
    for pattern in (FOOTNOTE, CODE_BEFORE, CODE_AFTER):
        shorter = pattern.sub("", bare)
        if shorter and shorter != bare and not shorter.isdigit():
            found.append(shorter)
    return found


def answer_of(value: object) -> CaseAnswer | None:
    """Return the answer that a cell spells in one of the usual ways; None where it spells none."""
    return Codes().answer_of(value)


def spelling_of(value: object) -> str:
    """Return a cell as it is listed among the spellings."""
    text = text_of(value)
    return f'"{text}"' if text else BLANK


def is_figure(value: object) -> bool:
    """Return whether a cell holds a number or a percentage, and not a word."""
    if isinstance(value, bool):
        return False
    return re.fullmatch(r"-?[\d.,]+\s*%?", text_of(value)) is not None
