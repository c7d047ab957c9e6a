"""The shipped schemes that have a number which the scheme in use lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from core.scheme import Scheme
from sessions.files.scheme_file import shipped_scheme, shipped_schemes


def schemes_with_key_question(number: str, scheme: Scheme) -> tuple[str, ...]:
    """Return the ids of the other shipped schemes that have a key question *number*.

    Empty where *scheme* itself has it.
    """
    return _schemes_with(number, scheme, _key_questions)


def schemes_with_standard(number: str, scheme: Scheme) -> tuple[str, ...]:
    """Return the ids of the other shipped schemes that have a standard *number*.

    Empty where *scheme* itself has it.
    """
    return _schemes_with(number, scheme, _standards)


def other_scheme_hint(number: str, scheme: Scheme) -> str:
    """Return a sentence that names the scheme which *number* fits, to be put before a remedy.

    For example "3.4.1 is a key question of youth-2018. ". Empty where the number is known to
    *scheme*, or to no shipped scheme.
    """
    for noun, ids in (
        ("key question", schemes_with_key_question(number, scheme)),
        ("standard", schemes_with_standard(number, scheme)),
    ):
        if ids:
            return f"{number} is a {noun} of {' and '.join(ids)}. "
    return ""


def _schemes_with(
    number: str, scheme: Scheme, numbers_of: Callable[[Scheme], Iterable[str]]
) -> tuple[str, ...]:
    wanted = number.casefold()
    if wanted in map(str.casefold, numbers_of(scheme)):
        return ()
    shipped = (shipped_scheme(name) for name in shipped_schemes() if name != scheme.id)
    return tuple(
        candidate.id for candidate in shipped if wanted in map(str.casefold, numbers_of(candidate))
    )


def _key_questions(scheme: Scheme) -> list[str]:
    return [question.id for standard in scheme.standards for question in standard.key_questions]


def _standards(scheme: Scheme) -> list[str]:
    return [standard.id for standard in scheme.standards]
