"""Plain characters for a terminal that cannot show the program's own signs.

They are known to Python as the error handler `PLAIN`: whatever a stream's encoding can hold is
written as it is. Each sign becomes one character, so that nothing on the screen moves.
"""

import codecs
import unicodedata

PLAIN = "ratings-panel-plain"
UNKNOWN = "?"
SIGNS = {
    **dict.fromkeys("‘’‚", "'"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("–—−", "-"),
    "…": "~",
    "·": "|",
    "•": "*",
    "×": "x",
    "≈": "~",
    "≤": "<",
    "≥": ">",
    "←": "<",
    "→": ">",
    "↑": "^",
    "↓": "v",
    "⏎": "/",
    "‹": "<",
    "›": ">",
    "◂": "<",
    "▶": ">",
    "▸": ">",
    "▲": "^",
    "▼": "v",
    "●": "*",
    "○": "o",
    "◐": "%",
    "■": "#",
    "□": "_",
    "◧": "%",
    "★": "*",
    "☆": "-",
    "†": "+",
    "‡": "+",
    "▫": ".",
    "⚑": "!",
    "✓": "+",
    "✔": "+",
    "✗": "x",
    "✘": "x",
    "█": "#",
    "▀": '"',
    "▄": "_",
    "▌": "#",
    "▐": "#",
    "▁": "_",
    "▔": "-",
    "▏": "|",
    "▎": "|",
    "▍": "|",
    "▊": "|",
    "▕": "|",
    "░": ".",
    "▒": ":",
    "▓": "#",
}


def plain(text: str) -> str:
    """Return text in which every character that is not ASCII has become one that is."""
    return "".join(letter if letter.isascii() else _plain_letter(letter) for letter in text)


def _plain_letter(letter: str) -> str:
    if letter in SIGNS:
        return SIGNS[letter]
    if "\u2500" <= letter <= "\u257f":
        return _plain_box(unicodedata.name(letter))
    base = unicodedata.normalize("NFKD", letter)[0]
    return base if base.isascii() else UNKNOWN


def _plain_box(name: str) -> str:
    """Return a character for a sign that boxes are drawn with, such as "LIGHT HORIZONTAL"."""
    if " AND " in name:
        return "+"
    if "HORIZONTAL" in name:
        return "=" if "HEAVY" in name or "DOUBLE" in name else "-"
    return "|" if "VERTICAL" in name else "+"


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain(error.object[error.start : error.end]), error.end


codecs.register_error(PLAIN, _replaced)
