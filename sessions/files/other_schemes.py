"""The shipped schemes that have a number which the scheme in use lacks."""

from __future__ import annotations

from core.scheme import Scheme
from sessions.files.scheme_file import shipped_scheme, shipped_schemes


def schemes_with_key_question(number: str, scheme: Scheme) -> tuple[str, ...]:
    """Return the ids of the shipped schemes other than *scheme* with a key question *number*."""
    wanted = number.casefold()
    return tuple(
        shipped.id
        for shipped in _others(scheme)
        if any(
            question.id.casefold() == wanted
            for standard in shipped.standards
            for question in standard.key_questions
        )
    )


def schemes_with_standard(number: str, scheme: Scheme) -> tuple[str, ...]:
    """Return the ids of the shipped schemes other than *scheme* with a standard *number*."""
    return tuple(shipped.id for shipped in _others(scheme) if shipped.has(number))


def other_scheme_hint(number: str, scheme: Scheme) -> str:
    """Return a sentence that names the scheme which *number* fits, to stand before a remedy.

    For example "3.4.1 is a key question of youth-2018. ". Empty where the number is none of any
    other shipped scheme.
    """
    for what, ids in (
        ("key question", schemes_with_key_question(number, scheme)),
        ("standard", schemes_with_standard(number, scheme)),
    ):
        if ids:
            return f"{number} is a {what} of {' and '.join(ids)}. "
    return ""


def _others(scheme: Scheme) -> list[Scheme]:
    return [shipped_scheme(name) for name in shipped_schemes() if name != scheme.id]
