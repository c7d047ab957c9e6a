"""The cells of a table from outside: read as texts and whole numbers, each bad one named."""

from typing import TYPE_CHECKING, Any

import numpy as np

from core.counts import Figures, contradictions, possible_counts
from sessions.portfolio.case_table import NOTHING, CaseTable, Coded, Names, Places
from sessions.portfolio.headings import Heading
from sessions.portfolio.rules import Bools, Counts
from sessions.text.problems import Problem
from sessions.text.spreadsheet_safe import unguarded
from sessions.toml.table_reader import LARGEST_NUMBER, MOST_PROBLEMS

if TYPE_CHECKING:
    import pandas as pd


_WORDS = ("total", "totals", "grand total", "subtotal", "sum", "average", "mean", "% yes")
# What stands in the place of an inspection where a row adds up the others.
TOTALS = frozenset(
    each for word in _WORDS for each in (word, word.upper(), word.capitalize(), word.title())
)


class Cells:
    """The cells below the headings, as texts; notes which cannot be read."""

    def __init__(self, file: str, frame: "pd.DataFrame") -> None:
        import pandas as pd

        self.file = file
        self._frame = frame
        blank = frame.isna() | (frame == "")
        filled = ~blank.all(axis=1).to_numpy()
        filled[0] = False
        self.lines = np.flatnonzero(filled) + 1
        self._filled = filled
        self._factorize = pd.factorize
        self.problems: list[Problem] = []
        self.bad_lines: set[int] = set()
        # The row and the key question of every cell that was named as no number.
        self.unread: set[tuple[int, str]] = set()

    def leave_out_totals(self, place: int | None) -> list[int]:
        """Pass over the rows that add up the others; give their numbers."""
        names = self.texts(place)
        sums = np.array([text in TOTALS for text in names.texts] or [False])[names.places]
        totals: list[int] = self.lines[sums].tolist()
        self._filled[self.lines[sums] - 1] = False
        self.lines = self.lines[~sums]
        return totals

    def __len__(self) -> int:
        return len(self.lines)

    def texts(self, place: int | None) -> Coded:
        """Give a column as texts, with blanks at the ends removed; blank where there is none."""
        if place is None:
            return Coded(np.zeros(len(self), dtype=np.int32), ("",))
        column = self._frame.iloc[:, place].to_numpy(dtype=object)[self._filled]
        codes, found = self._factorize(column, use_na_sentinel=False)
        return Coded(codes.astype(np.int32), tuple(cell_text(each) for each in found))

    def numbers(self, heading: Heading, most: int = LARGEST_NUMBER) -> Places:
        """Give a column of whole numbers; NOTHING where a cell is blank, or wrong (and noted)."""
        column = self.texts(heading.place)
        values = np.array([_whole(text, most) for text in column.texts] or [NOTHING], np.int32)
        for wrong in np.flatnonzero(values < NOTHING).tolist():
            said, remedy = _not_whole(column.texts[wrong], most)
            for row in np.flatnonzero(column.places == wrong).tolist():
                self.wrong(int(self.lines[row]), heading.text, said, remedy, column.texts[wrong])
                self.unread.add((int(self.lines[row]), heading.of))
        found: Places = np.maximum(values, NOTHING)[column.places]
        return found

    def wrong(
        self, line: int, heading: str, message: str, remedy: str, value: str | None = None
    ) -> None:
        """Note a problem with a cell of a row of the file; with the row where no heading is."""
        self.bad_lines.add(line)
        where = f'row {line} › "{heading}"' if heading else f"row {line}"
        shown = None if value is None else f'"{value[:60]}"'
        if len(self.problems) <= MOST_PROBLEMS:
            self.problems.append(Problem(self.file, where, message, remedy, shown))


def cell_text(value: Any) -> str:
    """Give a cell as text: whole numbers without a point, days without a time, nothing as blank."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).strip()
    return unguarded(text.removesuffix(" 00:00:00"))


def _whole(text: str, most: int) -> int:
    """Give a whole number; NOTHING for a blank, and less for what is none."""
    if not text:
        return NOTHING
    bare = text.removesuffix(".0")
    if not (bare.isascii() and bare.isdigit() and len(bare) < 10) or int(bare) > most:
        return NOTHING - 1
    return int(bare)


def _not_whole(text: str, most: int) -> tuple[str, str]:
    bare = text.removesuffix(".0")
    if bare.isascii() and bare.isdigit():
        return f"is more than {most:,}", "Correct it."
    return "is no whole number", "Give a whole number of cases, or leave the cell blank."


class Figured:
    """The figures of a table: for each key question (a row) and inspection, NOTHING where blank."""

    def __init__(self, questions: tuple[str, ...], inspections: int) -> None:
        shape = (len(questions), inspections)
        self.questions = questions
        self.yes: Places = np.full(shape, NOTHING, dtype=np.int32)
        self.relevant: Places = np.full(shape, NOTHING, dtype=np.int32)
        self.percent: Places = np.full(shape, NOTHING, dtype=np.int32)


def assembled(
    cells: Cells,
    names: Names,
    figures: Figured,
    ratings: dict[str, Coded],
    cases: dict[str, Places],
    schemes: Coded | None,
    lines: list[int],
) -> CaseTable:
    """Put the parts together, and note which figures cannot be. `lines`: rows in the file."""
    _check(cells, figures, cases, lines)
    yes, relevant, percent = figures.yes, figures.relevant, figures.percent
    given: Bools = (yes != NOTHING) & (relevant != NOTHING)
    percents = {
        of: np.where(given[row], NOTHING, percent[row]).astype(np.int32)
        for row, of in enumerate(figures.questions)
        if ((percent[row] != NOTHING) & ~given[row]).any()
    }
    return CaseTable(
        file=cells.file,
        names=names,
        questions=figures.questions,
        yes=narrow(yes),
        relevant=narrow(relevant),
        lines=np.array(lines, dtype=np.intp),
        given=None if bool(given.all()) else given,
        percents=percents,
        ratings=ratings,
        cases=cases,
        schemes=schemes,
    )


def narrow(values: Places) -> Counts:
    """Give counts in the smallest whole numbers that hold them; blanks become 0."""
    kind = np.uint8 if int(values.max(initial=0)) < 255 else np.uint16
    found: Counts = np.maximum(values, 0).astype(kind)
    return found


def _check(cells: Cells, figures: Figured, cases: dict[str, Places], lines: list[int]) -> None:
    """Let core judge every cell that is not plainly right; solve percentages of a known sample."""
    yes, relevant, percent = figures.yes, figures.relevant, figures.percent
    plain = (yes <= relevant) & (percent == NOTHING) & ((yes == NOTHING) == (relevant == NOTHING))
    for row, at in np.argwhere(~plain).tolist():
        question = figures.questions[row]
        if (lines[at], question) in cells.unread:
            # Named already; what follows from it is no problem of its own.
            continue
        found = Figures(*(_known(each[row, at]) for each in (yes, relevant, percent)))
        # Whether a percentage fits its domain's sample is looked at with the scheme at hand.
        wrong = contradictions(found, None)
        if wrong:
            for each in wrong:
                value = None if each.value is None else str(each.value)
                heading = f"{question} {each.field}"
                cells.wrong(lines[at], heading, each.fault, each.remedy, value)
            continue
        counts = possible_counts(found, None)
        if len(counts) == 1:
            yes[row, at], relevant[row, at] = counts[0]


def _known(value: int) -> int | None:
    return None if value == NOTHING else int(value)
