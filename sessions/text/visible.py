"""The one gate for text from outside: what may be shown of it, and what the data keep of it.

Control, bidirectional and invisible characters become visible marks; combining marks are capped.
The raw text stays in the data.
"""

from __future__ import annotations

import unicodedata

MARK = "\N{REPLACEMENT CHARACTER}"
LINE_END = "\N{RETURN SYMBOL}"
MOST_MARKS = 3
LONGEST = 2_000
LONGEST_TEXT = 100_000
NAME_CELLS = 44

# A mark with no letter before it would sit on the program's own text.
BEARER = "\N{DOTTED CIRCLE}"


def _characters(*ranges: str) -> frozenset[str]:
    """Return every character from the first to the last of each range."""
    return frozenset(chr(code) for r in ranges for code in range(ord(r[0]), ord(r[-1]) + 1))


# Shown as nothing, or of a width that terminals disagree about, although no category says so:
# grapheme joiner, fillers, selectors of variants, skin tones, halves of flags, the Braille blank.
DOUBTFUL = _characters(
    "\u034f",
    "\u115f\u1160",
    "\u17b4\u17b5",
    "\u180b\u180f",
    "\u2800",
    "\u3164",
    "\ufe00\ufe0f",
    "\uffa0",
    "\U0001f1e6\U0001f1ff",
    "\U0001f3fb\U0001f3ff",
    "\U000e0100\U000e01ef",
)
# Characters met so far that stay as they are, whatever is next to them.
_plain = set(map(chr, range(ord(" "), ord("~") + 1)))
MOST_PLAIN = 4096


def visible(text: object, longest: int = LONGEST) -> str:
    """Return one line of text that cannot act: no control, no direction, no invisible characters.

    Line ends (LF, CR, CRLF, U+2028 and U+2029) become "⏎", tabs and odd blanks a blank; longer
    text is cut with "…". What is visible already stays as it is.
    """
    whole = str(text)
    raw = whole[: 4 * longest + 1]
    if (raw.isascii() and raw.isprintable()) or _plain.issuperset(raw):
        return _cut(raw, longest, len(whole) > len(raw))
    shown = [BEARER] if _is_mark(raw[:1]) or _category(raw[:1]) == "Mc" else []
    marks = 0
    for character in _with_plain_ends(raw).replace("\n", LINE_END):
        if _is_mark(character):
            marks += 1
            if marks <= MOST_MARKS:
                shown.append(character)
            continue
        marks = 0
        shown.append(_shown(character))
    return _cut("".join(shown), longest, len(whole) > len(raw))


def visible_lines(text: object, longest: int = LONGEST_TEXT) -> tuple[str, ...]:
    """Return text of several lines, each made visible; cut with "…" after `longest` in all."""
    whole = str(text)
    lines = [visible(line, longest) for line in _with_plain_ends(whole[:longest]).split("\n")]
    if len(whole) > longest:
        lines[-1] = lines[-1][: longest - 1] + "…"
    return tuple(lines)


def typed(text: str) -> str:
    """Return one line of typed or pasted text as the data keep it: as it was typed.

    Direction marks, joiners and odd blanks stay. Only what is no text becomes a mark, such as
    control characters and halves of characters; a tab becomes a blank. Nothing of this may reach a
    terminal before it went through `visible`.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(character if _is_text(character) else _shown(character) for character in text)


def typed_lines(text: str, longest: int = LONGEST_TEXT) -> tuple[str, ...]:
    """Return typed or pasted text of several lines; cut with "…" after `longest` in all."""
    lines = [typed(line) for line in _with_plain_ends(text[:longest]).split("\n")]
    if len(text) > longest:
        lines[-1] = lines[-1][: longest - 1] + "…"
    return tuple(lines)


def is_unseen(character: str) -> bool:
    """Return whether a character has no shape of its own: it formats, joins or varies others."""
    return character in DOUBTFUL or _category(character) == "Cf"


def _is_text(character: str) -> bool:
    """Return whether a character is text; one that is younger than this Python's tables is."""
    category = _category(character)
    if category == "Cn":
        return ord(character) & 0xFFFE != 0xFFFE and not "\ufdd0" <= character <= "\ufdef"
    return category not in ("Cc", "Cs", "Zl", "Zp")


def _with_plain_ends(text: str) -> str:
    for end in ("\r\n", "\r", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    return text


def shortened(name: str, cells: int = NAME_CELLS) -> str:
    """Return a file's name with its middle left out where it is long; its end tells files apart."""
    widths = [2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in name]
    if sum(widths) <= cells:
        return name
    end, room = len(name), cells * 2 // 3
    while end and widths[end - 1] <= room:
        end -= 1
        room -= widths[end]
    start, room = 0, cells - cells * 2 // 3 - 1
    while widths[start] <= room:
        room -= widths[start]
        start += 1
    return f"{name[:start]}…{name[end:]}"


def _cut(clean: str, longest: int, more: bool) -> str:
    if len(clean) <= longest and not more:
        return clean
    return clean[: max(0, longest - 1)] + "…"


def _is_mark(character: str) -> bool:
    """Return whether a character draws on the one before it: accents, points, parts of Hangul."""
    if character in DOUBTFUL:
        return False
    return "\u1160" <= character <= "\u11ff" or _category(character) in ("Mn", "Me")


def _category(character: str) -> str:
    return unicodedata.category(character) if character else ""


def _shown(character: str) -> str:
    """Letters, figures, signs and the plain blank as they are; what formats or hides as a mark."""
    category = _category(character)
    if category == "Zs":
        return character if character == "\N{IDEOGRAPHIC SPACE}" else " "
    if character == "\t":
        return " "
    if category.startswith(("C", "Z")) or character in DOUBTFUL:
        return MARK
    if (
        not category.startswith("M")
        and not "\u1160" <= character <= "\u11ff"
        and len(_plain) < MOST_PLAIN
    ):
        _plain.add(character)
    return character
