"""The long shape of a table of case counts: a row an inspection and key question."""

import numpy as np

from sessions.portfolio.case_table import CaseTable, Coded, Names, Places
from sessions.portfolio.cells import Cells, Figured, assembled
from sessions.portfolio.headings import Headings, Kind
from sessions.toml.table_reader import LARGEST_NUMBER

# Column, and the most that its numbers may be.
FIGURES = ((Kind.YES, LARGEST_NUMBER), (Kind.RELEVANT, LARGEST_NUMBER), (Kind.PERCENT, 100))


def wide_of(cells: Cells, headings: Headings) -> CaseTable:
    """Bring the rows of each inspection together; what is said twice of one is a problem."""
    ids = cells.texts(headings.place(Kind.ID))
    about = cells.texts(headings.place(Kind.KEY_QUESTION))
    rated = cells.texts(headings.place(Kind.RATING))
    has_rating = np.array([bool(text) for text in rated.texts] or [False])[rated.places]
    inspections, first = _in_order(ids)
    standards = tuple(dict.fromkeys(about[row] for row in np.flatnonzero(has_rating).tolist()))
    questions = tuple(text for text in about.texts if text and text not in standards)
    figures = Figured(questions, len(inspections))
    into = (figures.yes, figures.relevant, figures.percent)
    columns = [_numbers(cells, headings, kind, most) for kind, most in FIGURES]
    taken: set[tuple[int, int]] = set()
    ratings = {each: [""] * len(inspections) for each in standards}
    at_inspection = {text: place for place, text in enumerate(inspections)}
    at_question = {text: place for place, text in enumerate(questions)}
    for row, (id_place, place) in enumerate(
        zip(ids.places.tolist(), about.places.tolist(), strict=True)
    ):
        line, key = int(cells.lines[row]), about.texts[place]
        inspection = at_inspection[ids.texts[id_place]]
        if not key:
            cells.wrong(line, "", "names no key question", "Fill in the column `key question`.")
            _also_bad(cells, first[inspection])
        elif (inspection, place) in taken:
            said = f"is given twice for {inspections[inspection][:60]}"
            cells.wrong(line, "key question", said, "Remove one of the two rows.", key)
            _also_bad(cells, first[inspection])
        elif key in ratings:
            ratings[key][inspection] = rated[row]
        else:
            for target, column in zip(into, columns, strict=True):
                if column is not None:
                    target[at_question[key], inspection] = column[row]
        taken.add((inspection, place))
    _spread_bad_lines(cells, ids, first, at_inspection)
    scheme = headings.place(Kind.SCHEME)
    return assembled(
        cells,
        Names(
            list(inspections),
            *(
                _firsts(cells, headings, kind, ids, at_inspection)
                for kind in (Kind.SERVICE, Kind.DATE)
            ),
        ),
        figures,
        ratings={key: Coded.of(each) for key, each in ratings.items()},
        cases={},
        schemes=None
        if scheme is None
        else Coded.of(_firsts(cells, headings, Kind.SCHEME, ids, at_inspection)),
        lines=[int(cells.lines[row]) for row in first],
    )


def _in_order(ids: Coded) -> tuple[tuple[str, ...], list[int]]:
    """Give the inspections in the order of the file, and the first row of each."""
    used, first = np.unique(ids.places, return_index=True)
    order = np.argsort(first, kind="stable")
    return tuple(ids.texts[place] for place in used[order].tolist()), first[order].tolist()


def _numbers(cells: Cells, headings: Headings, kind: Kind, most: int) -> Places | None:
    heading = next((each for each in headings.columns if each.kind is kind and not each.of), None)
    return None if heading is None else cells.numbers(heading, most)


def _firsts(
    cells: Cells, headings: Headings, kind: Kind, ids: Coded, at_inspection: dict[str, int]
) -> list[str]:
    """Give what a column says first of each inspection; blank cells say nothing."""
    column = cells.texts(headings.place(kind))
    found = [""] * len(at_inspection)
    for id_place, place in zip(ids.places.tolist(), column.places.tolist(), strict=True):
        text = column.texts[place]
        inspection = at_inspection[ids.texts[id_place]]
        if text and not found[inspection]:
            found[inspection] = text
    return found


def _also_bad(cells: Cells, first: int) -> None:
    cells.bad_lines.add(int(cells.lines[first]))


def _spread_bad_lines(
    cells: Cells, ids: Coded, first: list[int], at_inspection: dict[str, int]
) -> None:
    """An inspection with a bad row is left out whole: the rest would be rated without it."""
    if not cells.bad_lines:
        return
    for row, line in enumerate(cells.lines.tolist()):
        if line in cells.bad_lines:
            _also_bad(cells, first[at_inspection[ids[row]]])
