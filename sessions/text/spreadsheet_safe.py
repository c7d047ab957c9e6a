"""Text from outside in tables that we write: a spreadsheet shows it and never acts on it.

Opening a CSV file, a spreadsheet runs a cell that begins with = + - or @, and turns what looks like
a number or a date into one: 007 becomes 7. An apostrophe before the text keeps it as it is.
"""

import re

from sessions.text.visible import visible

GUARD = "'"

# More figures than a spreadsheet keeps of a number.
MOST_DIGITS = 15
LONGEST_CELL = 32_000

# The wide forms start a formula too, where the system is set to Japanese or Chinese.
FORMULA_SIGNS = re.escape("=+-@＝＋－＠")
STARTS_FORMULA = re.compile(rf"\s*[{FORMULA_SIGNS}]")

# Where the system separates cells by semicolons, a formula may start in the middle of our text.
STARTS_LATER = re.compile(rf"([;|,]\s*\"?)(?=[{FORMULA_SIGNS}])")

WHOLE_DATE = re.compile(r"\d{4}-\d\d-\d\d")
CHANGES_AS_NUMBER = re.compile(
    r"0\d[\d.,]*"  # leading zeros
    r"|\d*\.\d*0|\d+,\d+"  # 2.10 becomes 2.1; 1,10 depends on the country
    r"|\d+(\.\d+)?[eE][+-]?\d+"  # 12E3 becomes 12000
    r"|\d{1,4}[-/.:]\d{1,4}([-/.:]\d{1,4})+|\d{1,4}[-/:]\d{1,4}"  # 3-4 becomes the third of April
    r"|(?i:true|false)"
)


def safe_cell(text: object, typed: bool = False) -> str:
    """Return text from outside that is safe in a cell: visible, and nothing but text.

    `typed` is for XLSX and Parquet, whose cells know that they are text: there figures survive by
    themselves and only what could become a formula is guarded.
    """
    clean = visible(text, LONGEST_CELL)
    if typed:
        return GUARD + clean if STARTS_FORMULA.match(clean) else clean
    clean = STARTS_LATER.sub(rf"\1{GUARD}", clean)
    return GUARD + clean if _would_change(clean) else clean


def unguarded(text: str) -> str:
    """Take away the apostrophe that `safe_cell` put before a text, where it did."""
    if not text.startswith(GUARD):
        return text
    bare = text[1:]
    return bare if _would_change(bare) else text


def _would_change(text: str) -> bool:
    """Return whether a spreadsheet that opens a CSV file would make something else of a text."""
    if STARTS_FORMULA.match(text):
        return True
    bare = text.strip()
    if WHOLE_DATE.fullmatch(bare):
        return False
    digits = sum(character.isdigit() for character in bare)
    return (bare.isdigit() and digits > MOST_DIGITS) or bool(CHANGES_AS_NUMBER.fullmatch(bare))
