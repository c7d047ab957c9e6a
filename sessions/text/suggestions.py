"""What a person may have meant by a name that is not known, or that is written differently."""

from __future__ import annotations

from collections.abc import Sequence


def same_words(text: str, known: Sequence[str]) -> str | None:
    """Find the known text that is the same without regard to case and blanks."""
    wanted = " ".join(text.split()).casefold()
    return next((each for each in known if " ".join(each.split()).casefold() == wanted), None)


def closest(word: str, known: Sequence[str]) -> str | None:
    """Find the known word most like `word`; None where none is like it."""
    # Imported here, because only a mistake needs it.
    from difflib import get_close_matches

    close = get_close_matches(word.strip().casefold()[:80], [k.casefold() for k in known], 1, 0.6)
    return next((k for k in known if close and k.casefold() == close[0]), None)


def suggestion(word: str, known: Sequence[str]) -> str:
    """Suggest the known word most like `word`, before a remedy: `Did you mean "yes"? `, or ""."""
    found = closest(word, known)
    return "" if found is None else f'Did you mean "{found}"? '


def nearest(word: str, known: Sequence[str]) -> str:
    """Suggest the known word most like `word`, after a message: `; did you mean "yes"?`, or ""."""
    found = closest(word, known)
    return "" if found is None else f'; did you mean "{found}"?'
