"""The sample beside the eligible population, by the groups that the reports name."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sessions.answers.answers import CaseAnswer, answer_of
from sessions.answers.layout import value_at
from sessions.tabular.cells import text_of
from sessions.tabular.read import read_tables
from sessions.tabular.sheet import Sheet, unusable
from sessions.text.problems import Problem, Unusable

ROWS_SEARCHED = 30
GROUPS = {
    "Gender": re.compile(r"\b(gender|sex)\b", re.IGNORECASE),
    "Disposal": re.compile(r"\b(disposal|sentence|order)( type)?\b", re.IGNORECASE),
    "Risk of serious harm": re.compile(r"\b(serious harm|rosh)\b", re.IGNORECASE),
    "Safety and wellbeing": re.compile(r"\b(safety|well-?being)\b", re.IGNORECASE),
}
IN_SAMPLE = re.compile(r"\b(sample|sampled|in sample|selected|inspected)\b", re.IGNORECASE)
BLANK = "(blank)"


@dataclass(frozen=True)
class GroupShares:
    """How many eligible and how many sampled cases have each value of a group."""

    group: str
    heading: str
    eligible: Counter[str]
    sampled: Counter[str]


def compare_sample(path: Path) -> tuple[GroupShares, ...]:
    """Compare the sample with the population, from a table with one row per eligible case.

    A column such as "In sample" says yes for the cases of the sample.

    Raises:
        Unusable: The file cannot be read, or has no such columns, or an unclear answer in them.
    """
    for sheet in read_tables(path).sheets:
        if sheet.hidden:
            continue
        for number, row in enumerate(sheet.rows[:ROWS_SEARCHED], 1):
            headings = [text_of(value) for value in row]
            groups = {
                name: place
                for name, pattern in GROUPS.items()
                for place in [_place(headings, pattern)]
                if place is not None
            }
            chosen = _place(headings, IN_SAMPLE)
            if groups and chosen is not None:
                return _shares(path, sheet, number, groups, chosen)
    raise unusable(
        path,
        "has no columns to compare",
        'Use one row per eligible case, a column "In sample" (yes or no), and one or more of '
        f"{', '.join(GROUPS)}.",
    )


def _place(headings: list[str], pattern: re.Pattern[str]) -> int | None:
    return next((place for place, text in enumerate(headings) if pattern.search(text)), None)


def _shares(
    path: Path, sheet: Sheet, header: int, groups: dict[str, int], chosen: int
) -> tuple[GroupShares, ...]:
    problems: list[Problem] = []
    cases = []
    for number, row in enumerate(sheet.rows[header:], header + 1):
        if not any(text_of(value_at(row, place)) for place in groups.values()):
            continue
        answer = answer_of(value_at(row, chosen))
        if answer is None:
            problems += unusable(
                path,
                f'"{text_of(value_at(row, chosen))}" does not say whether the case is in the '
                "sample",
                "Write yes or no.",
                f"row {number}",
            ).problems
        cases.append((row, answer is CaseAnswer.YES))
    if problems:
        raise Unusable(problems)
    return tuple(
        GroupShares(
            name,
            text_of(value_at(sheet.rows[header - 1], place)),
            Counter(text_of(value_at(row, place)) or BLANK for row, _ in cases),
            Counter(text_of(value_at(row, place)) or BLANK for row, taken in cases if taken),
        )
        for name, place in groups.items()
    )
