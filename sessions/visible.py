"""The one gate for text from outside: what a terminal or a report may show of it.

Control, bidirectional and invisible characters become visible marks; combining marks are capped.
The raw text stays in the data.
"""

import re
import unicodedata

MARK = "\N{REPLACEMENT CHARACTER}"
LINE_END = "\N{RETURN SYMBOL}"
MOST_MARKS = 3
LONGEST = 2_000
LONGEST_TEXT = 100_000

# A mark with no letter before it would sit on the program's own text.
BEARER = "\N{DOTTED CIRCLE}"

# Shown as nothing, or of a width that terminals disagree about, although no category says so:
# grapheme joiner, fillers, selectors of variants, skin tones, halves of flags, the Braille blank.
DOUBTFUL = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]"
)
LINE_ENDS = re.compile("\r\n|[\n\u2028\u2029]")


def visible(text: object, longest: int = LONGEST) -> str:
    """Give one line of text that cannot act: no control, no direction, no invisible characters.

    Line ends become "⏎", tabs and odd blanks a blank; longer text is cut with "…". What is visible
    already stays as it is.
    """
    whole = str(text)
    raw = whole[: 4 * longest + 1]
    if raw.isascii() and raw.isprintable():
        return _cut(raw, longest, len(whole) > len(raw))
    shown = [BEARER] if _is_mark(raw[:1]) or _category(raw[:1]) == "Mc" else []
    marks = 0
    for character in LINE_ENDS.sub(LINE_END, raw):
        if _is_mark(character):
            marks += 1
            if marks <= MOST_MARKS:
                shown.append(character)
            continue
        marks = 0
        shown.append(_shown(character))
    return _cut("".join(shown), longest, len(whole) > len(raw))


def visible_lines(text: object, longest: int = LONGEST_TEXT) -> tuple[str, ...]:
    """Give text of several lines, each made visible; cut with "…" after `longest` in all."""
    whole = str(text)
    lines = [visible(line, longest) for line in LINE_ENDS.split(whole[:longest])]
    if len(whole) > longest:
        lines[-1] = lines[-1][: longest - 1] + "…"
    return tuple(lines)


def _cut(clean: str, longest: int, more: bool) -> str:
    if len(clean) <= longest and not more:
        return clean
    return clean[: max(0, longest - 1)] + "…"


def _is_mark(character: str) -> bool:
    """Tell whether a character draws on the one before it: accents, points, parts of Hangul."""
    if DOUBTFUL.match(character):
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
    return MARK if category.startswith(("C", "Z")) or DOUBTFUL.match(character) else character
