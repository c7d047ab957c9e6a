"""The spellings of an answer: yes, no, not applicable."""

from enum import StrEnum

from sessions.tabular.cells import is_date, spreadsheet_fault, text_of
from sessions.text.suggestions import closest


class CaseAnswer(StrEnum):
    """What a case says to a question."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not applicable"


SPELLINGS: dict[CaseAnswer, tuple[str, ...]] = {
    CaseAnswer.YES: ("yes", "y", "true", "t", "1", "met", "yes - met", "✓", "✔"),
    CaseAnswer.NO: ("no", "n", "false", "f", "0", "not met", "unmet", "notmet", "✗", "✘"),
    CaseAnswer.NOT_APPLICABLE: (
        "",
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
        "(blank)",
        "blank",
        "null",
        "none",
        "nan",
    ),
}
MEANS = {text: answer for answer, texts in SPELLINGS.items() for text in texts}
BLANK = "(blank)"


def answer_of(value: object) -> CaseAnswer | None:
    """Give the answer that a cell spells; None where it spells none."""
    if is_date(value):
        return None
    text = text_of(value).casefold()
    return MEANS.get(text, MEANS.get(text.rstrip(".").strip()))


def spelling_of(value: object) -> str:
    """Give a cell as it is listed among the spellings."""
    text = text_of(value)
    return f'"{text}"' if text else BLANK


def answer_fault(value: object) -> tuple[str, str]:
    """Say why a cell is no answer, and what to do."""
    spreadsheet = spreadsheet_fault(value)
    if spreadsheet is not None:
        return spreadsheet
    text = text_of(value)
    like = closest(text, [each for each in MEANS if len(each) > 1])
    hint = f'Did you mean "{like}"? ' if like is not None else ""
    return "is no answer", f"{hint}Write yes, no or n/a."
