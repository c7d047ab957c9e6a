"""Fuzz the reader: damage good files in every way, and see that each is read or refused in words.

    python -m bench.fuzz --seconds 60
    python -m bench.fuzz --seconds 10 --seed 7

A damaged session, scheme or record must either work, and then be scored and put into words, or be
refused with `Unusable`: within a second, and with no other exception. Prints figures; exit status 1
and the damaged file in a temporary folder where something else happened.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, process_time

from core.evidence import Evidence
from core.record import Entry
from core.scorecard import scorecard_of
from core.wording import (
    considered_words,
    criteria_words,
    figures_words,
    flag_words,
    margin_words,
    open_words,
    overall_words,
)
from sessions.files.decisions_file import parse_record
from sessions.files.scheme_file import scheme_from_table
from sessions.files.session_file import read_session
from sessions.text.problems import Unusable
from sessions.text.visible import visible
from sessions.toml.read import parse_toml

ROOT = Path(__file__).resolve().parents[1]
GOOD = ROOT / "tests/sessions/data/good_session.toml"
SLOWEST_ALLOWED = 1.0

# Pieces that mean something to the grammar or to the reader.
TOKENS = (
    *(b"=", b".", b",", b"[", b"]", b"[[", b"]]", b"{", b"}", b"#", b'"', b"'", b'"""', b"'''"),
    *(b"\n", b"\r\n", b"\r", b"\t", b" ", b"\x00", b"\x1b", b"\xff", b"\xc3\xa9", b"\xef\xbb\xbf"),
    *(b"true", b"nan", b"-inf", b"0x7fffffffffffffff", b"-1", b"0", b"1e999", b"2020-02-30"),
    *(b"10:00:00", b"0001-01-01T00:00:00+14:00", b"\\u0000", b"\\ud800", b"\\U0010ffff", b"\\"),
    *(b"10000", b"500", b"99999999999999999999", b"[]", b"{}", b'""', b"[[entries]]\n"),
    *(b"[[standards]]\n", b"[[standards.key_questions]]\n", b"[samples]\n", b"percent = 50\n"),
    *(b"not_rated = 'x'\n", b'"2" = { cases = 500 }\n', b"relevant = 0\n", b'kind = "withdraw"\n'),
)

Damage = Callable[[random.Random, bytes, bytes], bytes]


def flip(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Change a few bytes."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Leave a piece out, or everything after it."""
    start = chance.randrange(len(data))
    end = chance.choice((len(data), start + chance.randrange(1, 80)))
    return data[:start] + data[end:]


def splice(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Put a piece of another file in."""
    start = chance.randrange(len(other))
    piece = other[start : start + chance.randrange(1, 600)]
    place = chance.randrange(len(data))
    return data[:place] + piece + data[place + chance.choice((0, len(piece))) :]


def swap_lines(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Exchange two lines, or repeat one."""
    lines = data.split(b"\n")
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], chance.choice((lines[one], lines[two]))
    return b"\n".join(lines)


def token(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Insert a piece of grammar, or replace what is there by it."""
    piece = chance.choice(TOKENS)
    place = chance.randrange(len(data))
    return data[:place] + piece + data[place + chance.choice((0, 0, 1, len(piece))) :]


def value(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Give a name another value: the change that the most often still parses."""
    lines = data.split(b"\n")
    named = [number for number, line in enumerate(lines) if b" = " in line]
    if named:
        number = chance.choice(named)
        name, _, _ = lines[number].partition(b" = ")
        small = str(chance.randrange(-2, 60)).encode()
        lines[number] = name + b" = " + chance.choice((small, small, *TOKENS))
    return b"\n".join(lines)


def word(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Change a word for another word of the file."""
    words = data.split(b" ")
    words[chance.randrange(len(words))] = chance.choice(words)
    return b" ".join(words)


DAMAGES: tuple[Damage, ...] = (flip, cut, splice, swap_lines, token, value, value, word)


@dataclass
class Figures:
    """What happened so far."""

    tried: Counter[str] = field(default_factory=Counter)
    worked: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0


def put_into_words(evidence: Evidence, entries: tuple[Entry, ...] = ()) -> None:
    """Score an inspection and say everything that the screen says of it."""
    card = scorecard_of(evidence, entries)
    overall_words(card.agreed, len(card.awaited))
    margin_words(card.agreed)
    for score in card.standards:
        criteria_words(score.result).all()
        flag_words(score)
        open_words(score)
        considered_words(score)
        for question in score.result.key_questions:
            figures_words(question.evidence.figures)


class Fuzzer:
    """Damages the good files and reads them."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.chance = random.Random(seed)
        self.path = folder / "session.toml"
        self.figures = Figures()
        fixtures = sorted((ROOT / "fixtures").glob("*.toml"))
        self.records = [path for path in fixtures if path.name.endswith(".decisions.toml")]
        self.sessions = [path for path in fixtures if path not in self.records]
        self.sessions.append(GOOD)
        self.schemes = sorted((ROOT / "sessions/schemes").glob("*.toml"))
        self.bytes = {
            path: path.read_bytes() for path in (*self.sessions, *self.records, *self.schemes)
        }
        self.evidence = {path: read_session(path).evidence for path in self.sessions}

    def rounds(self) -> Iterator[bytes]:
        """Damage one file after another for ever; give the bytes that were tried."""
        while True:
            kind = self.chance.choice(("session", "session", "record", "scheme"))
            paths = {"session": self.sessions, "record": self.records, "scheme": self.schemes}[kind]
            path = self.chance.choice(paths or self.sessions)
            data = self.damaged(self.bytes[path])
            yield data
            start = process_time()
            self.figures.tried[kind] += 1
            try:
                self.read(kind, path, data)
                self.figures.worked[kind] += 1
            except Unusable as unusable:
                self.check_said(unusable)
            took = process_time() - start
            self.figures.slowest = max(self.figures.slowest, took)
            if took > SLOWEST_ALLOWED:
                raise TimeoutError(f"took {took:.2f} s")

    def damaged(self, data: bytes) -> bytes:
        """Damage a file in one to four ways."""
        for _ in range(self.chance.choice((1, 1, 1, 2, 4))):
            other = self.chance.choice(list(self.bytes.values()))
            data = self.chance.choice(DAMAGES)(self.chance, data or b"x", other)
        return data

    def read(self, kind: str, path: Path, data: bytes) -> None:
        """Read the damaged file, and score it where it can be read."""
        if kind == "session":
            self.path.write_bytes(data)
            put_into_words(read_session(self.path).evidence)
        elif kind == "scheme":
            scheme_from_table("scheme.toml", parse_toml("scheme.toml", data))
            self.path.with_name("scheme.toml").write_bytes(data)
            self.path.write_bytes(self.bytes[GOOD].replace(b'"youth-2018"', b'"scheme.toml"'))
            put_into_words(read_session(self.path).evidence)
        else:
            name = path.name.replace(".decisions", "")
            evidence = self.evidence[path.with_name(name)]
            put_into_words(evidence, parse_record("record.toml", data, evidence).entries)

    def check_said(self, unusable: Unusable) -> None:
        """See that something was said, and that it can be shown."""
        if not unusable.problems:
            raise AssertionError("refused without a word")
        for problem in unusable.problems:
            shown = problem.visible_sentence()
            if shown != visible(shown) or not problem.remedy or "Traceback" in shown:
                raise AssertionError(f"cannot be shown: {shown!r}")
        self.figures.said[unusable.problems[0].message.split(":")[0][:60]] += 1


def fuzz(seconds: float, seed: int, folder: Path, most: int | None = None) -> Figures:
    """Fuzz for so long, or `most` rounds; what goes wrong is raised, with the file named in it."""
    fuzzer = Fuzzer(seed, folder)
    end = monotonic() + seconds
    rounds = fuzzer.rounds()
    data = b""
    try:
        while monotonic() < end and (most is None or sum(fuzzer.figures.tried.values()) < most):
            data = next(rounds)
    except Exception as error:
        kept = Path(tempfile.gettempdir()) / f"fuzz-{seed}.toml"
        kept.write_bytes(data)
        error.add_note(f"the file that did it: {kept}")
        raise
    return fuzzer.figures


def main() -> int:
    """Fuzz and print what happened."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=None, help="the same damage again")
    asked = parser.parse_args()
    seed = random.SystemRandom().randrange(10**6) if asked.seed is None else asked.seed
    with tempfile.TemporaryDirectory() as folder:
        figures = fuzz(asked.seconds, seed, Path(folder))
    print(f"seed {seed}")
    for kind, tried in sorted(figures.tried.items()):
        print(f"{kind:8} {tried:9,} tried, {figures.worked[kind]:8,} worked and were scored")
    print(f"{sum(figures.tried.values()):,} files, {len(figures.said)} kinds of message")
    print(f"slowest: {figures.slowest * 1000:.0f} ms; no other exception")
    return 0


if __name__ == "__main__":
    sys.exit(main())
