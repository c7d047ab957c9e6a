"""Headings in the negative ("2.1.1 not met"): they hold the other answer, never yes or relevant.

Renaming such a column to the one that is missing would make wrong figures: it is not suggested.
"""

import re
from collections.abc import Mapping

# "no." and "no of" are short for number.
NEGATIVE = (
    r"(?:no(?!\.? (?:of|yes|relevant|cases|eligible)\b|\. ?\w)|not|non|none|notmet|unmet|never"
    r"|(?:insufficient|inadequate)(?:ly)?|concerns?|fail(?:s|ed|ure|ures|ing)?)"
)
ANYWHERE = re.compile(rf"\b{NEGATIVE}\b")
DIRECTLY_BEFORE = re.compile(rf"\b{NEGATIVE}\W+(?:yes|relevant|applicable)\W*")
ENDS_POSITIVE = re.compile(r".*\b(?:yes|relevant)\W*")
NOT_ASKED = re.compile(r"\b(?:no[nt]\W+(?:relevant|applicable)|irrelevant|n/a|na)\b")
NOT_OF_A_QUESTION = re.compile(r"(?:.* )?not (?:yes|relevant|percent|%|cases|eligible)")
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+){2,}(?![\w]|\.\d)")
PERCENTAGE = re.compile(r"%|\bper ?cent|\bpct\b")


def is_negative(words: str) -> bool:
    """Return whether the plain words of a heading say that it holds another answer than yes."""
    if NOT_ASKED.search(words) or DIRECTLY_BEFORE.search(words):
        return True
    return ENDS_POSITIVE.fullmatch(words) is None and ANYWHERE.search(words) is not None


def counts_other_answer(words: str) -> bool:
    """Return whether a heading is in the negative and of a key question."""
    if NOT_OF_A_QUESTION.fullmatch(words):
        return True
    return NUMBER.search(words) is not None and is_negative(words)


def how_to_work_out(of: str, word: str, unused: Mapping[str, str]) -> tuple[str, str] | None:
    """Return what the table holds instead of yes or relevant, and what to do; None if nothing.

    `unused` are the headings that are not read, with their plain words.
    """
    own = re.compile(rf"(?<![\w.]){re.escape(of.casefold())}(?!\w|\.\d)")
    others = [
        text
        for text, words in unused.items()
        if is_negative(words) and (not of or own.search(words))
    ]
    not_asked = [each for each in others if NOT_ASKED.search(unused[each])]
    answers = [each for each in others if each not in not_asked]
    counts = [each for each in answers if not PERCENTAGE.search(unused[each])]
    wanted, yes, relevant = (f"`{f'{of} {each}'.strip()}`" for each in (word, "yes", "relevant"))
    if counts and word == "yes":
        condition = f'If "{counts[0]}" counts every relevant case without a yes, and no other'
        remedy = f'{condition}, add {wanted}: {relevant} − "{counts[0]}".'
    elif counts:
        condition = f'If every relevant case is counted in either {yes} or "{counts[0]}"'
        remedy = f'{condition}, add {wanted}: {yes} + "{counts[0]}".'
    elif answers:
        remedy = f"Add {wanted} from the counts: a percentage does not give it."
    elif not_asked and word == "relevant":
        said = f'"{not_asked[0]}" is of the cases to which the question did not apply'
        return said, f"Do not rename that column. Add {wanted}: the cases inspected less those."
    else:
        return None
    return (
        f'"{(counts or answers)[0]}" is of the other answer',
        f"Do not rename that column. {remedy}",
    )
