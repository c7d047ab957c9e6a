"""A column holds each different value once, and says which cell holds which."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.scheme import Scheme
from sessions.answers.answers import Codes
from sessions.answers.columns import Names, Role
from sessions.tabular.sheet import Row, Sheet, trimmed
from sessions.tabular.sheet_column import columns_of
from tests.core.building import SHIPPED

VALUES = (None, 0, 1, 1.0, True, False, "1", "Yes", " ", "TRUE", 2.5, date(2021, 2, 1))
LEADING = (Role.CASE, Role.KEY_QUESTION, Role.STANDARD, Role.DOMAIN, Role.ANSWER_TO)

rows_of_cells = st.lists(st.lists(st.sampled_from(VALUES), max_size=5), max_size=8)


@given(rows_of_cells)
def test_rows_come_back_as_they_were(rows: list[list[object]]) -> None:
    sheet = Sheet(None, columns_of(rows), len(rows))
    wanted: list[Row] = [trimmed(row) for row in rows]
    assert [list(map(kind, row)) for row in sheet.rows] == [list(map(kind, row)) for row in wanted]
    for number, row in enumerate(rows, 1):
        assert list(map(kind, sheet.row(number))) == list(map(kind, trimmed(row)))
        for place, value in enumerate(row):
            assert kind(sheet.value(number, place)) == kind(value)
    assert sheet.value(len(rows) + 1, 0) is None
    assert sheet.value(1, 9) is None


def kind(value: object) -> tuple[type, object]:
    """1, 1.0 and TRUE are equal, and not the same."""
    return type(value), value


@given(rows_of_cells, st.lists(st.integers(1, 9), unique=True))
def test_what_some_cells_hold(rows: list[list[object]], wanted: list[int]) -> None:
    numbers = np.array(sorted(wanted), np.int32)
    sheet = Sheet(None, columns_of(rows), len(rows))
    for place, column in enumerate(sheet.columns):
        values = [column.values[code] for code in column.codes_at(numbers)]
        assert list(map(kind, values)) == [
            kind(sheet.value(number, place)) for number in numbers.tolist()
        ]


words = st.sampled_from(
    (
        "case",
        "ref",
        "Reference",
        "Key question",
        "domain",
        "2.1.1",
        "q2_1_1",
        "2-1-10",
        "12",
        "Old 7",
    )
)
headings = st.one_of(
    st.lists(words | st.text(max_size=4), max_size=4).map(" ".join),
    st.sampled_from([q.label for each in SHIPPED for s in each.standards for q in s.key_questions]),
)


@given(st.sampled_from(SHIPPED), headings)
def test_no_heading_is_passed_over(scheme: Scheme, heading: str) -> None:
    names = Names(scheme, {"Old 7": "case"}, Codes(), kept_maps={"old-12": "2.1.1"})
    column = names.column(heading)
    if column is not None and column.role in LEADING:
        assert names.may_be_heading(heading)
