"""Large plain CSV files at the speed of the machine; for anything unusual it steps aside.

Plain means: UTF-8, commas, no quotes, a row an inspection, whole numbers of at most three figures
in every cell of figures. `table` reads all other files, and names what is wrong in them.
"""

from pathlib import Path

import numpy as np

from sessions.portfolio.case_table import CaseTable, Coded, Names, Places
from sessions.portfolio.headings import Headings, Kind, read_headings
from sessions.portfolio.rules import Bools, Bytes, Codes, Counts, Numbers
from sessions.problems import Unusable
from sessions.tables import LARGEST_NUMBER

COMMA, LINE_END, FIGURE_0 = ord(","), ord("\n"), ord("0")
BLOCK = 1 << 18
# A cell is looked back at by so many bytes: the end before it and three figures.
BACK = 4
LENGTH_SHIFT, VALUE_MASK = 12, (1 << 12) - 1
MOST_TEXTS = 200

# Quotes, line ends of Windows, and the apostrophe that guards a text from a spreadsheet.
UNUSUAL = (b'"', b"\r", b"\n'", b",'")

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
        self._names: dict[Kind, list[str]] = {
            kind: [] for kind in (Kind.ID, Kind.SERVICE, Kind.DATE)
        }
        self._coded = {
            each.place: _Texts(self._rows)
            for each in headings.columns
            if each.kind in (Kind.RATING, Kind.SCHEME)
        }

    def table(self, file: str) -> CaseTable:
        """Read everything; _NotPlain where that is not for us."""
        row, start, data = 0, self._start, self._data
        while start < len(data):
            end = data.rfind(b"\n", start, start + BLOCK) + 1
            if not end:
                end = data.find(b"\n", start) + 1
            row = self._block(start, end, row)
            start = end
        if "" in self._names[Kind.ID]:
            raise _NotPlain
        scheme = self._headings.place(Kind.SCHEME)
        ratings = self._headings.of(Kind.RATING)
        blank = [""] * self._rows
        return CaseTable(
            file=file,
            names=Names(*(each or blank for each in self._names.values())),
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
        read = _numbers_before(block).take(ends).reshape(lengths.shape)
        for place, (columns, into) in enumerate(zip(self._places, self._counts, strict=True)):
            cells = read[:, columns]
            sizes = cells >> LENGTH_SHIFT
            if (sizes != lengths[:, columns]).any():
                raise _NotPlain
            values = cells & VALUE_MASK
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
        place_of = {kind: self._headings.place(kind) for kind in self._names}
        first, last = int(starts[0, 0]), int(ends[-1, -1])
        raw = self._data[offset + first : offset + last + 1]
        plain = raw.isascii()
        text = raw.decode("ascii") if plain else ""
        for kind, place in place_of.items():
            if place is None:
                continue
            froms, tos = (starts[:, place] - first).tolist(), (ends[:, place] - first).tolist()
            if plain:
                found = [text[a:b] for a, b in zip(froms, tos, strict=True)]
            else:
                found = [raw[a:b].decode() for a, b in zip(froms, tos, strict=True)]
            self._names[kind] += [each.strip() for each in found]
        block = np.frombuffer(raw, np.uint8)
        for place, column in self._coded.items():
            column.read(block, starts[:, place] - first, ends[:, place] - first, where)


def _numbers_before(block: Bytes) -> Codes:
    """For each byte, the number that ends before it: how many figures, at most three, and value."""
    figure = block - np.uint8(FIGURE_0)
    is_figure = figure < 10
    found = np.zeros(len(block), np.uint16)
    one = is_figure[BACK - 1 : -1]
    two = one & is_figure[BACK - 2 : -2]
    three = two & is_figure[BACK - 3 : -3]
    # A number of four figures or more has the length of none, and is left to the careful reader.
    value = figure[BACK - 1 : -1].astype(np.uint16)
    value *= one
    tens = figure[BACK - 2 : -2] * two
    value += tens * np.uint8(10)
    value += (figure[BACK - 3 : -3] * three) * np.uint16(100)
    length = one.view(np.uint8) + two.view(np.uint8)
    length += three.view(np.uint8)
    value += length.astype(np.uint16) << LENGTH_SHIFT
    found[BACK:] = value
    return found


class _Texts:
    """A column of few different texts, compared byte by byte with those seen before."""

    def __init__(self, rows: int) -> None:
        self._places = np.empty(rows, np.int32)
        self._seen: dict[bytes, int] = {}

    def read(self, block: Bytes, starts: Numbers, ends: Numbers, where: slice) -> None:
        """Read the cells of a block."""
        lengths = ends - starts
        places = np.full(len(starts), -1, np.int32)
        for text, place in self._seen.items():
            self._compare(block, (starts, lengths, places), text, place)
        while (unknown := np.flatnonzero(places < 0)).size:
            if len(self._seen) > MOST_TEXTS:
                raise _NotPlain
            first = int(unknown[0])
            text = block[int(starts[first]) : int(ends[first])].tobytes()
            place = self._seen.setdefault(text, len(self._seen))
            self._compare(block, (starts, lengths, places), text, place)
        self._places[where] = places

    @staticmethod
    def _compare(
        block: Bytes, cells: tuple[Numbers, Numbers, Places], text: bytes, place: int
    ) -> None:
        starts, lengths, places = cells
        rows = np.flatnonzero((lengths == len(text)) & (places < 0))
        if text and rows.size:
            at = starts[rows]
            same = np.ones(len(rows), np.bool_)
            # The last letters tell most texts of one length apart.
            for number, letter in reversed(list(enumerate(text))):
                same &= block[at + number] == letter
            rows = rows[same]
        places[rows] = place

    def coded(self) -> Coded:
        """Give the column; texts that differ in outer blanks alone become one."""
        texts = [each.decode().strip() for each in self._seen] or [""]
        same = Coded.of(texts)
        return Coded(same.places[self._places], same.texts)
