"""Large plain CSV files at the speed of the machine; for anything unusual it steps aside.

Plain means: UTF-8, commas, no quotes, a row an inspection, whole numbers of at most three figures
in every cell of figures. `table` reads all other files, and names what is wrong in them.
"""

from pathlib import Path

import numpy as np

from sessions.portfolio.case_table import CaseTable, Coded, Names
from sessions.portfolio.cells import TOTALS
from sessions.portfolio.headings import Headings, Kind, read_headings
from sessions.portfolio.rules import Bools, Bytes, Counts, Numbers
from sessions.text.problems import Unusable
from sessions.text.spreadsheet_safe import GUARD
from sessions.toml.table_reader import LARGEST_NUMBER

COMMA, LINE_END, FIGURE_0 = ord(","), ord("\n"), ord("0")
BLOCK = 1 << 18
# A cell is looked back at by so many bytes: the end before it and three figures.
BACK = 4

# Quotes, and line ends of Windows.
UNUSUAL = (b'"', b"\r")

# Guards a text from a spreadsheet; the careful reader takes it away.
GUARD_BYTE = GUARD.encode()

assert LARGEST_NUMBER >= 999


class _NotPlain(Exception):
    """The file needs the careful reader."""


def read(path: Path) -> tuple[CaseTable, Headings] | None:
    """Read a plain file; None for one that is not."""
    data = path.read_bytes()
    if not data or any(sign in data for sign in UNUSUAL):
        return None
    if not data.endswith(b"\n"):
        data += b"\n"
    end = data.find(b"\n") + 1
    try:
        texts = data[:end].decode("utf-8-sig").rstrip("\n").split(",")
        headings = read_headings(str(path), [each.strip() for each in texts])
    except (UnicodeDecodeError, Unusable):
        return None
    kinds = {each.kind for each in headings.columns}
    # The careful reader says what is wrong with a narrow file, and rows of blanks.
    if headings.long or Kind.PERCENT in kinds or Kind.CASES in kinds or end < BACK:
        return None
    try:
        return _Reader(data, end, headings, len(texts)).table(str(path)), headings
    except (_NotPlain, UnicodeDecodeError):
        return None


class _Reader:
    """Reads block by block, so that what is worked on stays in the processor's own memory."""

    def __init__(self, data: bytes, start: int, headings: Headings, width: int) -> None:
        self._data = data
        self._bytes: Bytes = np.frombuffer(data, np.uint8)
        self._start = start
        self._headings = headings
        self._width = width
        yes, relevant = headings.of(Kind.YES), headings.of(Kind.RELEVANT)
        self._questions = tuple(yes)
        self._places = [list(yes.values()), [relevant[each] for each in yes]]
        self._rows = data.count(b"\n", start)
        shape = (len(yes), self._rows)
        self._counts: list[Counts] = [np.empty(shape, np.uint8), np.empty(shape, np.uint8)]
        self._given: Bools | None = None
        self._names = {
            each.place: _Any()
            for each in headings.columns
            if each.kind in (Kind.ID, Kind.SERVICE, Kind.DATE)
        }
        self._coded = {
            each.place: _Few(self._rows)
            for each in headings.columns
            if each.kind in (Kind.RATING, Kind.SCHEME)
        }
        self._columns: dict[int, _Any | _Few] = {**self._names, **self._coded}
        self._runs = _runs(list(self._columns))

    def table(self, file: str) -> CaseTable:
        """Read everything; _NotPlain where that is not for us."""
        row, start, data = 0, self._start, self._data
        while start < len(data):
            end = data.rfind(b"\n", start, start + BLOCK) + 1
            if not end:
                end = data.find(b"\n", start) + 1
            row = self._block(start, end, row)
            start = end
        blank = [""] * self._rows
        kinds = (Kind.ID, Kind.SERVICE, Kind.DATE)
        places = [self._headings.place(kind) for kind in kinds]
        names = Names(*(blank if at is None else self._names[at].texts for at in places))
        if "" in names.ids or not TOTALS.isdisjoint(names.ids):
            raise _NotPlain
        if GUARD_BYTE in data and any(
            each.startswith(GUARD) for column in self._names.values() for each in column.texts
        ):
            raise _NotPlain
        scheme = self._headings.place(Kind.SCHEME)
        ratings = self._headings.of(Kind.RATING)
        return CaseTable(
            file=file,
            names=names,
            questions=self._questions,
            yes=self._counts[0],
            relevant=self._counts[1],
            lines=np.arange(2, self._rows + 2, dtype=np.intp),
            given=self._given,
            ratings={of: self._coded[place].coded() for of, place in ratings.items()},
            schemes=None if scheme is None else self._coded[scheme].coded(),
        )

    def _block(self, start: int, end: int, row: int) -> int:
        block = self._bytes[start - BACK : end]
        ends_cell = (block == COMMA) | (block == LINE_END)
        ends_cell[:BACK] = False
        ends: Numbers = np.flatnonzero(ends_cell)
        rows, rest = divmod(len(ends), self._width)
        grid = ends.reshape(rows, self._width) if not rest else None
        if grid is None or np.count_nonzero(block[BACK:] == LINE_END) != rows:
            raise _NotPlain
        if not (block[grid[:, -1]] == LINE_END).all():
            raise _NotPlain
        lengths = np.empty_like(ends)
        np.subtract(ends[1:], ends[:-1], out=lengths[1:])
        lengths[0] = ends[0] - (BACK - 1)
        lengths -= 1
        where = slice(row, row + rows)
        self._numbers(block, ends, lengths.reshape(grid.shape), where)
        self._texts(start - BACK, grid, grid - lengths.reshape(grid.shape), where)
        return row + rows

    def _numbers(self, block: Bytes, ends: Numbers, lengths: Numbers, where: slice) -> None:
        """Read every cell as a number, and keep those of figures."""
        found, figures = (each.take(ends).reshape(lengths.shape) for each in _numbers_before(block))
        for place, (columns, into) in enumerate(zip(self._places, self._counts, strict=True)):
            sizes, values = figures[:, columns], found[:, columns]
            if (sizes != lengths[:, columns]).any():
                raise _NotPlain
            if into.dtype == np.uint8 and int(values.max(initial=0)) >= 255:
                self._counts = [each.astype(np.uint16) for each in self._counts]
                into = self._counts[place]
            into[:, where] = values.T
            self._note_blanks(sizes == 0, place, where)
        yes, relevant = (each[:, where] for each in self._counts)
        if (yes > relevant).any():
            raise _NotPlain

    def _note_blanks(self, blank: Bools, place: int, where: slice) -> None:
        if self._given is None:
            if not blank.any():
                return
            self._given = np.ones((len(self._questions), self._rows), np.bool_)
        given = self._given[:, where]
        if place == 0:
            given[:] = ~blank.T
        elif (given != ~blank.T).any():
            raise _NotPlain

    def _texts(self, offset: int, ends: Numbers, starts: Numbers, where: slice) -> None:
        """Read the columns of texts, those that are neighbours in one go."""
        first, last = int(starts[0, 0]), int(ends[-1, -1])
        raw = self._data[offset + first : offset + last + 1]
        for run in self._runs:
            froms = (starts[:, run.start] - first).tolist()
            tos = (ends[:, run.stop - 1] - first).tolist()
            cells = b",".join(map(raw.__getitem__, map(slice, froms, tos))).decode().split(",")
            for number, place in enumerate(run):
                self._columns[place].add(cells[number :: len(run)], where)


def _numbers_before(block: Bytes) -> tuple[Counts, Bytes]:
    """For each byte, the number that ends before it, and of how many figures; at most three.

    A number of four figures or more has the length of none: it is left to the careful reader.
    """
    figure = block - np.uint8(FIGURE_0)
    is_figure = figure < 10
    one = is_figure[BACK - 1 : -1]
    two = one & is_figure[BACK - 2 : -2]
    three = two & is_figure[BACK - 3 : -3]
    found: Counts = np.zeros(len(block), np.uint16 if three.any() else np.uint8)
    lengths = np.zeros(len(block), np.uint8)
    length, value = lengths[BACK:], found[BACK:]
    np.add(one.view(np.uint8), two.view(np.uint8), out=length)
    tens = figure[BACK - 2 : -2] * np.uint8(10)
    tens *= two
    tens += figure[BACK - 1 : -1] * one
    if found.dtype == np.uint16:
        length += three.view(np.uint8)
        np.multiply(figure[BACK - 3 : -3] * three, np.uint16(100), out=value)
    value += tens
    return found, lengths


class _Few:
    """A column of few different texts."""

    def __init__(self, rows: int) -> None:
        self._places = np.empty(rows, np.int32)
        self._seen: dict[str, int] = {}

    def add(self, cells: list[str], where: slice) -> None:
        """Take in the cells of a block."""
        seen = self._seen
        for text in set(cells).difference(seen):
            seen[text] = len(seen)
        self._places[where] = list(map(seen.__getitem__, cells))

    def coded(self) -> Coded:
        """Give the column; texts that differ in outer blanks alone become one."""
        same = Coded.of([each.strip() for each in self._seen])
        return Coded(same.places[self._places], same.texts)


class _Any:
    """A column of any texts."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def add(self, cells: list[str], where: slice) -> None:
        """Take in the cells of a block."""
        self.texts += map(str.strip, cells)


def _runs(places: list[int]) -> list[range]:
    """Put places in order, neighbours together."""
    found: list[range] = []
    for place in sorted(places):
        if found and found[-1].stop == place:
            found[-1] = range(found[-1].start, place + 1)
        else:
            found.append(range(place, place + 1))
    return found
