"""What the cells of a table answer: yes, no, not applicable, or nothing."""

import re
from collections.abc import Mapping
from enum import StrEnum

from sessions.tabular.cells import is_date, spreadsheet_fault, text_of
from sessions.text.suggestions import closest


class CaseAnswer(StrEnum):
    """What the answers of a case say to a question. MISSING is a blank that has to be filled in."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not applicable"
    MISSING = "missing"


SPELLINGS: dict[CaseAnswer, tuple[str, ...]] = {
    CaseAnswer.YES: ("yes", "y", "true", "t", "1", "met", "yes - met", "✓", "✔", "☑", "✅"),
    CaseAnswer.NO: ("no", "n", "false", "f", "0", "not met", "unmet", "notmet", "✗", "✘", "❌"),
    CaseAnswer.NOT_APPLICABLE: (
        "n/a",
        "na",
        "n.a",
        "n\\a",
        "not applicable",
        "not_applicable",
        "notapplicable",
        "not relevant",
        "-",
        "–",
        "—",
        "[z]",
    ),
}
MEANS = {text: answer for answer, texts in SPELLINGS.items() for text in texts}
BLANK = "(blank)"
# Written by programs where they have no value, or by publishers where they give none.
NO_VALUES = ("none", "null", "nan", "nil", "<na>", "(blank)", "blank", "..", "…", ":", "[x]", "[c]")
# These say that there is no answer yet.
UNKNOWN = (
    *("n/k", "nk", "not known", "unknown", "don't know", "dk", "tbc", "tbd", "pending", "?"),
    *("not answered", "not asked", "not assessed", "not recorded", "missing", "awaited"),
)
# These mean yes on one form and no on the next.
UNCLEAR_BOXES = ("☐", "☒", "□", "■", "x")

# What shows a sign as a picture, and the whole numbers that a program writes with a point: 1.0.
AS_PICTURE = "\ufe0f"
WHOLE = re.compile(r"(-?\d+)[.,]0+")

# Marks of footnotes after an answer: "Yes [1]", "No*".
FOOTNOTE = re.compile(r"\s*(\[(note )?\w{1,3}\]|[*†‡¹²³⁴⁵]+)$", re.IGNORECASE)
# A code before its meaning, or after it: "1. Yes", "0 = No", "Yes (1)".
CODE_BEFORE = re.compile(r"^\d{1,3}\s*[.:=)–-]\s*(?=\D)")
CODE_AFTER = re.compile(r"\s*\(\d{1,3}\)$")


class Codes:
    """The answers that a file's own codes stand for, beside the usual spellings.

    `given` maps codes, such as "9", to answers.
    """

    def __init__(self, given: Mapping[str, CaseAnswer] | None = None) -> None:
        self.given = {text_of(code).casefold(): answer for code, answer in (given or {}).items()}
        self._are_numbers = any(code.isdigit() for code in self.given)

    def answer_of(self, value: object) -> CaseAnswer | None:
        """Return the answer that a cell holds; MISSING where it is blank, None where it is none."""
        if is_date(value):
            return None
        text = text_of(value).casefold().replace(AS_PICTURE, "")
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

    def fault(self, value: object) -> tuple[str, str]:
        """Return why a cell is not an answer, and what to do."""
        spreadsheet = spreadsheet_fault(value)
        if spreadsheet is not None:
            return spreadsheet
        text = text_of(value)
        if text.casefold() in NO_VALUES:
            return "is not an answer", (
                "Programs write this where there is no value. Write yes, no or n/a, or say what it "
                f'means: --codes "{text}=na".'
            )
        if text.casefold() in UNKNOWN:
            remedy = f'Write yes, no or n/a. If it means n/a in this file: --codes "{text}=na".'
            return "means that there is no answer", remedy
        if text.casefold() in UNCLEAR_BOXES:
            return "is not an answer", f'Say what it means, such as --codes "{text}=yes".'
        if re.fullmatch(r"-?\d{1,4}", text):
            remedy = "Write yes, no or n/a; if the answers are codes, say which, such as"
            return "is not an answer", f"{remedy} --codes 1=yes,2=no,9=na."
        like = closest(text, [each for each in MEANS if len(each) > 1])
        hint = f'Did you mean "{like}"? ' if like is not None else ""
        return "is not an answer", f"{hint}Write yes, no or n/a."


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
