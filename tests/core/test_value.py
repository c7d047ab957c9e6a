"""A value behaves as a frozen dataclass of the standard library does: the oracle here."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass
from dataclasses import replace as dataclass_replace
from functools import cached_property
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.value import FrozenValue, Value, fields_of, replace

worked_out: list[int] = []


class Mark(Value):
    number: int
    name: str = "none"
    parts: tuple[int, ...] = ()

    @cached_property
    def double(self) -> int:
        worked_out.append(self.number)
        return 2 * self.number


class Alike(Value):
    number: int
    name: str = "none"
    parts: tuple[int, ...] = ()


class Longer(Mark):
    more: int = 0


class Nothing(Value):
    pass


@dataclass(frozen=True)
class Oracle:
    number: int
    name: str = "none"
    parts: tuple[int, ...] = ()


Given = tuple[object, ...]
Names = dict[str, object]

positional = st.one_of(
    st.tuples(),
    st.tuples(st.integers(0, 2)),
    st.tuples(st.integers(0, 2), st.sampled_from("ab")),
    st.tuples(st.integers(0, 2), st.sampled_from("ab"), st.just((1, 2))),
    st.tuples(st.integers(0, 2), st.sampled_from("ab"), st.just(()), st.just(4)),
)
named = st.dictionaries(
    st.sampled_from(["number", "name", "parts", "other"]), st.sampled_from([1, 2, "a", ()])
)


def made(kind: Any, args: Given, names: Names) -> Any:
    try:
        return kind(*args, **names)
    except TypeError:
        return None


@given(positional, named)
def test_it_takes_what_a_dataclass_takes(args: Given, names: Names) -> None:
    ours, theirs = made(Mark, args, names), made(Oracle, args, names)
    assert (ours is None) == (theirs is None)
    if ours is not None:
        assert fields_of(ours) == vars(theirs)
        assert repr(ours) == repr(theirs).replace("Oracle", "Mark")


@given(positional, positional)
def test_it_equals_what_holds_the_same(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    ours = made(Mark, one, {}), made(Mark, other, {})
    theirs = made(Oracle, one, {}), made(Oracle, other, {})
    assert (ours[0] == ours[1]) == (theirs[0] == theirs[1])
    if None not in ours and ours[0] == ours[1]:
        assert hash(ours[0]) == hash(ours[1])


@given(positional, named)
def test_replacing_is_as_with_a_dataclass(args: Given, names: Names) -> None:
    ours, theirs = made(Mark, args, {}), made(Oracle, args, {})
    if ours is None:
        return
    if "other" in names:
        with pytest.raises(TypeError):
            replace(ours, **names)
    else:
        changed: Any = replace(ours, **names)
        assert fields_of(changed) == vars(dataclass_replace(theirs, **names))


def test_another_kind_is_never_equal() -> None:
    one: object = Mark(1, "a")
    assert one != Alike(1, "a")
    assert one != Longer(1, "a")
    assert one != (1, "a", ())
    same = one
    assert one == same
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())
    assert repr(Nothing()) == "Nothing()"


def test_fields_are_inherited_in_order() -> None:
    found = fields_of(Longer(1, "a", (2,), 3))
    assert found == {
        "number": 1,
        "name": "a",
        "parts": (2,),
        "more": 3,
    }
    assert Longer(1) == Longer(1, "none", (), 0)


def test_nothing_can_be_changed() -> None:
    one: Any = Mark(1)
    with pytest.raises(FrozenValue):
        one.number = 2
    with pytest.raises(FrozenValue):
        del one.number
    with pytest.raises(FrozenValue):
        one.unknown = 3
    assert one == Mark(1)
    assert issubclass(FrozenInstanceError, AttributeError)
    assert issubclass(FrozenValue, AttributeError)


def test_what_is_worked_out_once_is_no_part_of_it() -> None:
    one = Mark(7)
    assert (one.double, one.double) == (14, 14)
    assert worked_out == [7]
    assert one == Mark(7)
    assert hash(one) == hash(Mark(7))
    assert "double" not in fields_of(one)
    assert replace(one, number=2).double == 4


def test_it_can_be_matched_copied_and_pickled() -> None:
    match Mark(1, "a"):
        case Mark(number, name):
            assert (number, name) == (1, "a")
        case _:
            pytest.fail("no match")
    assert copy.deepcopy(Mark(1, "a", (2,))) == Mark(1, "a", (2,))
    assert pickle.loads(pickle.dumps(Mark(1, "a"))) == Mark(1, "a")


def test_all_fields_can_be_given_by_place_and_no_more() -> None:
    assert Mark(1, "one", (2,)) == Mark(number=1, name="one", parts=(2,))
    with pytest.raises(TypeError, match="Mark has 3 fields, not 4"):
        Mark(1, "one", (2,), 3)  # type: ignore[call-arg]
