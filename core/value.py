"""Frozen values, equal where all their fields are equal.

They read like the standard library's frozen dataclasses and are checked as such, but all classes
share their methods, so that a class costs nothing when the program starts.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, ClassVar, dataclass_transform

if TYPE_CHECKING:
    # For the type checker a value is a dataclass, so that `replace` is checked field by field.
    from dataclasses import replace as replace


_set = object.__setattr__


class FrozenValue(AttributeError):
    """Raised when code tries to change a value; `replace` returns a changed copy instead."""


@dataclass_transform(frozen_default=True)
class Value:
    """Base class of all values: the annotated names of a class are its fields, in order.

    A field may have a default. All values share it, so it must itself be frozen.

    Raises:
        TypeError: When one is made, fields are missing, unknown or given twice.
        FrozenValue: Later, a field is assigned or deleted.
    """

    _fields: ClassVar[tuple[str, ...]] = ()
    _names: ClassVar[frozenset[str]] = frozenset()
    _defaults: ClassVar[dict[str, object]] = {}
    _content: ClassVar[itemgetter[Any]]

    if not TYPE_CHECKING:

        def __init_subclass__(cls) -> None:
            own = tuple(cls.__annotations__)
            cls._fields = cls.__match_args__ = (*cls._fields, *own)
            cls._defaults = cls._defaults | {
                name: cls.__dict__[name] for name in own if name in cls.__dict__
            }
            cls._names = frozenset(cls._fields)
            cls._content = itemgetter(*cls._fields) if cls._fields else tuple

        def __init__(self, *given: object, **named: object) -> None:
            # The dictionary is set whole: attributes cannot be assigned one by one.
            if not named and len(given) == len(self._fields):
                _set(self, "__dict__", dict(zip(self._fields, given, strict=True)))
            elif not given and named.keys() == self._names:
                _set(self, "__dict__", named)
            else:
                _set(self, "__dict__", self._complete(given, named))

        @classmethod
        def _complete(
            cls, given: tuple[object, ...], named: dict[str, object]
        ) -> dict[str, object]:
            """Return all fields by name, defaults included.

            Raises:
                TypeError: Fields are missing, unknown or given twice.
            """
            fields = cls._fields
            if len(given) > len(fields):
                raise TypeError(f"{cls.__name__} has {len(fields)} fields, not {len(given)}")
            for name in named:
                if name not in cls._names:
                    raise TypeError(f"{cls.__name__} has no field {name!r}")
                if name in fields[: len(given)]:
                    raise TypeError(f"{cls.__name__}: {name!r} was given twice")
            held = cls._defaults | dict(zip(fields, given, strict=False)) | named
            for name in fields:
                if name not in held:
                    raise TypeError(f"{cls.__name__}: {name!r} is missing")
            return held

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(other) is not type(self):
            return NotImplemented
        return bool(self._content(self.__dict__) == self._content(other.__dict__))

    def __hash__(self) -> int:
        return hash(self._content(self.__dict__))

    def __repr__(self) -> str:
        held = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self._fields)
        return f"{type(self).__name__}({held})"

    if not TYPE_CHECKING:

        def __setattr__(self, name: str, value: object) -> None:
            raise FrozenValue(f"{type(self).__name__}.{name} cannot be changed")

        def __delattr__(self, name: str) -> None:
            raise FrozenValue(f"{type(self).__name__}.{name} cannot be deleted")


def fields_of(value: Value) -> dict[str, Any]:
    """Return the fields of *value* by name, in order."""
    return {name: value.__dict__[name] for name in value._fields}


if not TYPE_CHECKING:

    def replace(value: Value, **changes: object) -> Value:
        """Return *value* with some fields changed.

        Raises:
            TypeError: A name is not that of a field.
        """
        return type(value)(**{**fields_of(value), **changes})
