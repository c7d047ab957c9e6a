"""The one gate for text from outside: what a terminal or a report may show of it.

Control, bidirectional and invisible characters become visible marks; combining marks are capped.
The raw text stays in the data.
"""

import unicodedata

MARK = "\N{REPLACEMENT CHARACTER}"
MOST_MARKS = 3
LONGEST = 2_000


def visible(text: object, longest: int = LONGEST) -> str:
    """Give one line of text that cannot act: no control, no direction, no invisible characters.

    Line breaks become "⏎", tabs a blank; longer text is cut with "…".
    """
    raw = str(text)[: 4 * longest + 1]
    if raw.isascii() and raw.isprintable():
        return raw if len(raw) <= longest else raw[: longest - 1] + "…"
    shown: list[str] = []
    marks = 0
    for character in raw:
        if character == "\n":
            shown.append("⏎")
        elif character == "\t":
            shown.append(" ")
        elif unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
            marks += 1
            if marks > MOST_MARKS:
                continue
            shown.append(character)
            continue
        elif _harmless(character):
            shown.append(character)
        else:
            shown.append(MARK)
        marks = 0
    clean = "".join(shown)
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"


def visible_lines(text: object, longest: int = LONGEST) -> tuple[str, ...]:
    """Give text of several lines, each of them made visible."""
    raw = str(text)[: 4 * longest + 1].replace("\r\n", "\n")
    return tuple(visible(line, longest) for line in raw.split("\n"))


def _harmless(character: str) -> bool:
    """Letters, figures, signs and the plain blank: nothing that formats, hides or controls."""
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return False
    return category != "Zs" or character in " \N{NO-BREAK SPACE}"
