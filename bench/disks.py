"""Disks that fail: every file call in turn, and the power at any moment."""

# ruff: noqa: D102 - every method here overrides one that Disk documents.

import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import product
from pathlib import Path
from typing import TypeVar

from sessions.record.disk import Disk

Result = TypeVar("Result")

SIX_ERRORS = (
    errno.ENOSPC,
    errno.EIO,
    errno.EACCES,
    errno.EROFS,
    errno.EDQUOT,
    errno.ENETDOWN,
)


class Failing(Enum):
    """For how long a disk fails once it has begun to."""

    ONCE = "once"
    THIS_CALL = "this call for good"
    EVERYTHING = "everything for good"


class FailingDisk(Disk):
    """The real disk, whose call number `at` fails; half of a failing write is written.

    `done`: the failing call does its work all the same, as a share does whose answer is lost.
    """

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.heal()

    def heal(self) -> None:
        """Fail no longer, and count calls from 0 again."""
        self.calls = []
        self._at = -1
        self._number = 0
        self._failing = Failing.ONCE
        self._done = False
        self._names: frozenset[str] = frozenset()
        self.failed: str | None = None

    def fail(self, at: int, number: int, failing: Failing, done: bool = False) -> None:
        """Let the call number `at` from now fail with an errno."""
        self.heal()
        self._at, self._number, self._failing, self._done = at, number, failing, done

    def fail_calls(self, names: set[str], number: int) -> None:
        """Let every call of these names fail with an errno, for good."""
        self.heal()
        self._names, self._number = frozenset(names), number

    def _call(self, name: str, act: Callable[[], Result]) -> Result:
        here = len(self.calls)
        self.calls.append(name)
        if here == self._at:
            self.failed = name
        fails = here == self._at
        if self._failing is Failing.EVERYTHING:
            fails = here >= self._at >= 0
        elif self._failing is Failing.THIS_CALL:
            fails = here >= self._at >= 0 and name == self.failed
        if not fails and name not in self._names:
            return act()
        if name == "close" or (self._done and name not in ("create", "open", "duplicate")):
            act()
        raise OSError(self._number, os.strerror(self._number))

    def create(self, path: Path, mode: int = 0o666) -> int:
        return self._call("create", lambda: Disk.create(self, path, mode))

    def open(self, path: Path) -> int:
        return self._call("open", lambda: Disk.open(self, path))

    def lock(self, descriptor: int) -> bool | None:
        return self._call("lock", lambda: Disk.lock(self, descriptor))

    def same(self, descriptor: int, path: Path) -> bool:
        return self._call("same", lambda: Disk.same(self, descriptor, path))

    def duplicate(self, descriptor: int) -> int:
        return self._call("duplicate", lambda: Disk.duplicate(self, descriptor))

    def write(self, descriptor: int, data: bytes, offset: int = 0) -> None:
        try:
            self._call("write", lambda: Disk.write(self, descriptor, data, offset))
        except OSError:
            Disk.write(self, descriptor, data[: len(data) // 2], offset)
            raise

    def cut(self, descriptor: int, size: int) -> None:
        self._call("cut", lambda: Disk.cut(self, descriptor, size))

    def fsync(self, descriptor: int) -> None:
        self._call("fsync", lambda: Disk.fsync(self, descriptor))

    def close(self, descriptor: int) -> None:
        self._call("close", lambda: Disk.close(self, descriptor))

    def read(self, path: Path, most: int = 1 << 30) -> bytes:
        return self._call("read", lambda: Disk.read(self, path, most))

    def replace(self, source: Path, target: Path) -> None:
        self._call("replace", lambda: Disk.replace(self, source, target))

    def unlink(self, path: Path) -> None:
        self._call("unlink", lambda: Disk.unlink(self, path))

    def fsync_folder(self, folder: Path) -> None:
        self._call("fsync_folder", lambda: Disk.fsync_folder(self, folder))

    def make_folder(self, folder: Path) -> None:
        self._call("make_folder", lambda: Disk.make_folder(self, folder))

    def listed(self, folder: Path, begins: str, ends: str) -> list[Path]:
        return self._call("listed", lambda: Disk.listed(self, folder, begins, ends))

    def stamp(self, path: Path) -> tuple[int, ...] | None:
        return self._call("stamp", lambda: Disk.stamp(self, path))


@dataclass
class _Node:
    """A file: what is on the medium, and what was written since."""

    durable: bytes = b""
    since: list[tuple[int, bytes]] = field(default_factory=list)

    def live(self) -> bytes:
        return _laid(self.durable, self.since)

    def after_a_cut(self) -> list[bytes]:
        """What the medium may hold: nothing, all or a part of what was written, or zeros for it."""
        found = [self.durable]
        for count, (offset, data) in enumerate(self.since):
            before = self.since[:count]
            found.append(_laid(self.durable, [*before, (offset, data[: len(data) // 2])]))
            found.append(_laid(self.durable, [*before, (offset, bytes(len(data)))]))
            found.append(_laid(self.durable, [*before, (offset, data)]))
        return list(dict.fromkeys(found))


def _laid(base: bytes, writes: list[tuple[int, bytes]]) -> bytes:
    content = bytearray(base)
    for offset, data in writes:
        content.extend(bytes(max(0, offset - len(content))))
        content[offset : offset + len(data)] = data
    return bytes(content)


Names = dict[Path, _Node]
Change = tuple[tuple[Path, "_Node | None"], ...]


class PowerCutDisk(Disk):
    """A small file system in memory that only keeps through a power cut what was fsynced.

    Changes of names reach the medium in any selection until their folder is fsynced; a rename is
    one change. `moment` is called before and after every call, and amid every write.
    """

    def __init__(self, files: dict[Path, bytes] | None = None) -> None:
        self.moment: Callable[[], None] = lambda: None
        self._durable: Names = {path: _Node(data) for path, data in (files or {}).items()}
        self._names: Names = dict(self._durable)
        self._changes: list[Change] = []
        self._open: dict[int, tuple[_Node, int]] = {}
        self._locks: dict[int, int] = {}
        self._next = 100
        self._version = 0

    def images(self) -> "Iterator[dict[Path, bytes]]":
        """Yield everything that may be found after the power is cut now."""
        for chosen in product((False, True), repeat=len(self._changes)):
            names = dict(self._durable)
            for change, reached in zip(self._changes, chosen, strict=True):
                if reached:
                    _apply(names, change)
            variants = [node.after_a_cut() for node in names.values()]
            for contents in product(*variants):
                yield dict(zip(names, contents, strict=True))

    def after_clean_end(self) -> dict[Path, bytes]:
        """Return the files as a program would read them now."""
        return {path: node.live() for path, node in self._names.items()}

    def _change(self, *change: tuple[Path, _Node | None]) -> None:
        self.moment()
        _apply(self._names, change)
        self._changes.append(change)
        self._version += 1
        self.moment()

    def _descriptor(self, node: _Node, description: int | None = None) -> int:
        self._next += 1
        self._open[self._next] = (node, description or self._next)
        return self._next

    def create(self, path: Path, mode: int = 0o666) -> int:
        if path in self._names:
            raise FileExistsError(errno.EEXIST, "exists", str(path))
        node = _Node()
        self._change((path, node))
        return self._descriptor(node)

    def open(self, path: Path) -> int:
        return self._descriptor(self._node(path))

    def lock(self, descriptor: int) -> bool | None:
        node, description = self._open[descriptor]
        return self._locks.setdefault(id(node), description) == description

    def same(self, descriptor: int, path: Path) -> bool:
        return self._names.get(path) is self._open[descriptor][0]

    def duplicate(self, descriptor: int) -> int:
        return self._descriptor(*self._open[descriptor])

    def like(self, descriptor: int, path: Path, new: bool = False) -> tuple[str, ...]:
        return ()

    def protection(self, path: Path) -> str:
        return ""

    def names(self, path: Path) -> int:
        return 1

    def write(self, descriptor: int, data: bytes, offset: int = 0) -> None:
        node = self._open[descriptor][0]
        self.moment()
        node.since.append((offset, data[: len(data) // 2]))
        self.moment()
        node.since[-1] = (offset, data)
        self._version += 1
        self.moment()

    def fsync(self, descriptor: int) -> None:
        node = self._open[descriptor][0]
        node.durable, node.since = node.live(), []
        self.moment()

    def close(self, descriptor: int) -> None:
        _, description = self._open.pop(descriptor)
        if all(each[1] != description for each in self._open.values()):
            self._locks = {k: v for k, v in self._locks.items() if v != description}
        self.moment()

    def read(self, path: Path, most: int = 1 << 30) -> bytes:
        return self._node(path).live()[:most]

    def replace(self, source: Path, target: Path) -> None:
        self._change((target, self._node(source)), (source, None))

    def unlink(self, path: Path) -> None:
        self._node(path)
        self._change((path, None))

    def fsync_folder(self, folder: Path) -> None:
        here = [change for change in self._changes if change[0][0].parent == folder]
        for change in here:
            _apply(self._durable, change)
        self._changes = [change for change in self._changes if change not in here]
        self.moment()

    def make_folder(self, folder: Path) -> None:
        pass

    def listed(self, folder: Path, begins: str, ends: str) -> list[Path]:
        here = (path for path in self._names if path.parent == folder)
        return sorted(p for p in here if p.name.startswith(begins) and p.name.endswith(ends))

    def stamp(self, path: Path) -> tuple[int, ...] | None:
        return (id(self._names[path]), self._version) if path in self._names else None

    def _node(self, path: Path) -> _Node:
        if path not in self._names:
            raise FileNotFoundError(errno.ENOENT, "no such file", str(path))
        return self._names[path]


def _apply(names: Names, change: Change) -> None:
    for path, node in change:
        if node is None:
            names.pop(path, None)
        else:
            names[path] = node
