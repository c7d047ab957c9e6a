"""The headings of a table of case counts: what each column holds, and which shape it is."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache

from core.value import Value
from sessions.files.scheme_file import shipped_scheme, shipped_schemes
from sessions.portfolio.other_answer import counts_other_answer, how_to_work_out, is_negative
from sessions.text.problems import Problem, Unusable
from sessions.text.suggestions import closest, suggestion


class ColumnKind(StrEnum):
    """What a column holds."""

    ID = "inspection"
    SERVICE = "service"
    DATE = "date"
    SCHEME = "scheme"
    KEY_QUESTION = "key question"
    YES = "yes"
    RELEVANT = "relevant"
    PERCENT = "percent"
    RATING = "rating"
    CASES = "cases"
    ELIGIBLE = "eligible"
    OVERALL = "overall"


OTHER_NAMES = {
    "id": ColumnKind.ID,
    "inspection id": ColumnKind.ID,
    "standard": ColumnKind.KEY_QUESTION,
    "question": ColumnKind.KEY_QUESTION,
    "cases relevant": ColumnKind.RELEVANT,
    "relevant cases": ColumnKind.RELEVANT,
    "%": ColumnKind.PERCENT,
    "overall rating": ColumnKind.OVERALL,
    "overall effectiveness": ColumnKind.OVERALL,
}
OF_A_QUESTION = re.compile(
    r"(?P<of>.+?)[ _](?P<what>yes|relevant|percent|%|cases|eligible)", re.IGNORECASE
)
# A percentage in other words than "2.1.1 percent"; it is read where the counts are not given.
PERCENTAGE_OF = re.compile(
    r"(?P<of>.+?)[ _](?:% ?yes|(?:yes[ _])?\(?(?:%|per ?cent|percentage|pct)\)?(?:[ _]yes)?)",
    re.IGNORECASE,
)
# Other words for a count in a heading that names a key question: "KQ 2.1.1 (number yes)".
COUNT_WORDS: Mapping[str, ColumnKind] = {
    **dict.fromkeys(("yes", "number yes", "number of yes", "count yes", "n yes"), ColumnKind.YES),
    **dict.fromkeys(("no of yes", "count of yes", "yes count", "yes n"), ColumnKind.YES),
    **dict.fromkeys(
        ("relevant", "relevant cases", "number relevant", "n relevant"), ColumnKind.RELEVANT
    ),
    **dict.fromkeys(
        ("number of relevant cases", "cases relevant", "count relevant"), ColumnKind.RELEVANT
    ),
    **dict.fromkeys(("of", "out of", "base", "denominator"), ColumnKind.RELEVANT),
    **dict.fromkeys(("percent", "per cent", "percentage", "%"), ColumnKind.PERCENT),
}
PERCENT_WORDS = ("percent", "per cent", "percentage", "pct", "%")
QUESTION_NUMBER = re.compile(
    r"(?<![\w.])(?:kq|key question|question|q)?[ :]*(?P<of>\d+(?:\.\d+){2,})(?![\w]|\.\d)",
    re.IGNORECASE,
)
# "1.1 Governance" is the standard "1.1 Governance and leadership".
SHORTEST_TITLE = 4
OF_ONE = frozenset(
    (
        ColumnKind.YES,
        ColumnKind.RELEVANT,
        ColumnKind.PERCENT,
        ColumnKind.RATING,
        ColumnKind.CASES,
        ColumnKind.ELIGIBLE,
    )
)
OF_A_STANDARD = re.compile(r"(?P<named>.+)[ _]rating|(?P<of>\S*\d\S*)", re.IGNORECASE)


class Heading(Value):
    """What one column holds, and of which key question, standard or domain."""

    place: int
    text: str
    kind: ColumnKind
    of: str = ""


class PortfolioHeadings(Value):
    """All columns of a table. `long`: one row per key question instead of one per inspection.

    `unused` are the headings that say nothing to us.
    """

    columns: tuple[Heading, ...]
    long: bool
    unused: tuple[str, ...]

    def place(self, kind: ColumnKind) -> int | None:
        """Return the one column of a kind."""
        return next((each.place for each in self.columns if each.kind is kind), None)

    def of(self, kind: ColumnKind) -> dict[str, int]:
        """Return the places of the columns of a kind, by what they are of."""
        return {each.of: each.place for each in self.columns if each.kind is kind}


def read_headings(file: str, texts: Sequence[str]) -> PortfolioHeadings:
    """Return what the columns hold.

    Raises:
        Unusable: With every problem of the headings.
    """
    if names_counts_often(texts):
        message = "name counts more than once without the number of a key question"
        remedy = "Write the number in each heading, as in `2.1.1 yes` and `2.1.1 relevant`."
        raise Unusable([Problem(file, "headings", message, remedy)])
    problems: list[Problem] = []
    found: list[Heading] = []
    unused: list[str] = []
    seen: dict[tuple[ColumnKind, str], str] = {}
    for place, text in enumerate(texts):
        heading = _heading(place, text)
        if heading is None:
            unused += [text] if text.strip() else []
            continue
        key = (heading.kind, heading.of.casefold())
        if key in seen and heading.kind is ColumnKind.PERCENT:
            unused.append(text)
            continue
        if key in seen:
            where, message = f"column {place + 1}", f'means the same as "{seen[key]}"'
            problems.append(Problem(file, where, message, "Remove one of the two.", f'"{text}"'))
            continue
        seen[key] = text
        found.append(heading)
    long = any(each.kind is ColumnKind.KEY_QUESTION for each in found)
    counted = {each.of.casefold() for each in found if each.kind is ColumnKind.YES}
    for heading in tuple(found):
        of = heading.of.casefold()
        usual = plain(heading.text) in (f"{of} percent", f"{of} %")
        beside_counts = heading.kind is ColumnKind.PERCENT and not usual and of in counted
        of_nothing = heading.kind in OF_ONE and not heading.of and not long
        if beside_counts or of_nothing:
            found.remove(heading)
            unused.append(heading.text)
    headings = PortfolioHeadings(tuple(found), long, tuple(unused))
    problems += _missing(file, headings)
    if problems:
        raise Unusable(problems)
    return headings


def with_row_above(texts: Sequence[str], above: Sequence[str]) -> list[str]:
    """Return headings with the key questions that the row above gives them.

    Published tables write the number once over its counts: "2.1.1" over "yes" and "relevant".
    Headings that say themselves what they are of stay as they are.
    """
    whole: list[str] = []
    over = ""
    for place, text in enumerate(texts):
        if place < len(above) and re.search(r"\d", above[place]):
            over = above[place].strip()
        heading = _heading(place, text)
        counts = heading is not None and heading.kind in OF_ONE and not heading.of
        counts = counts or (is_negative(plain(text)) and not re.search(r"\d", text))
        whole.append(f"{over} {text}" if counts and over else text)
    return whole


def names_counts_often(texts: Sequence[str]) -> bool:
    """Return whether headings such as "yes" are repeated without saying of what."""
    kinds = [
        heading.kind
        for text in texts
        if (heading := _heading(0, text)) is not None and not heading.of
    ]
    return any(
        kinds.count(kind) > 1 for kind in (ColumnKind.YES, ColumnKind.RELEVANT, ColumnKind.PERCENT)
    )


def is_heading_row(texts: Sequence[str]) -> bool:
    """Return whether a row names the inspection and something that is read of it."""
    kinds = {heading.kind for text in texts if (heading := _heading(0, text)) is not None}
    about = {
        ColumnKind.YES,
        ColumnKind.RELEVANT,
        ColumnKind.PERCENT,
        ColumnKind.RATING,
        ColumnKind.KEY_QUESTION,
        ColumnKind.CASES,
    }
    return ColumnKind.ID in kinds and bool(kinds & about)


def plain(text: str) -> str:
    """Return a heading without regard to case, blanks and underscores."""
    return " ".join(text.replace("_", " ").split()).casefold()


def _heading(place: int, text: str) -> Heading | None:
    words = plain(text)
    if words in OTHER_NAMES or words in list(ColumnKind):
        return Heading(place, text, OTHER_NAMES.get(words) or ColumnKind(words))
    whole = " ".join(text.split())
    worded = _worded(whole)
    if worded is not None:
        return Heading(place, text, *worded)
    if counts_other_answer(words):
        return None
    found = PERCENTAGE_OF.fullmatch(whole)
    if found is not None:
        return Heading(place, text, ColumnKind.PERCENT, found["of"])
    found = OF_A_QUESTION.fullmatch(whole)
    if found is not None:
        if found["of"].casefold() in PERCENT_WORDS:
            return Heading(place, text, ColumnKind.PERCENT)
        what = found["what"].casefold()
        return Heading(
            place, text, ColumnKind.PERCENT if what == "%" else ColumnKind(what), found["of"]
        )
    found = OF_A_STANDARD.fullmatch(whole)
    if found is None:
        return None
    return Heading(place, text, ColumnKind.RATING, found["named"] or found["of"])


def _worded(text: str) -> tuple[ColumnKind, str] | None:
    """Return what a heading in other words is of: "2.1.1 (yes)", "1.2 Staff", if anything."""
    number, _, title = text.partition(" ")
    number = number.rstrip(".:").casefold()
    beginning = plain(title.removesuffix(" rating"))
    if len(beginning) >= SHORTEST_TITLE and any(
        each.startswith(beginning) for each in _titles().get(number, ()) if number.count(".") == 1
    ):
        return ColumnKind.RATING, number
    found = QUESTION_NUMBER.search(text)
    if found is None:
        return None
    beside = re.sub(r"[\W_]+", " ", f"{text[: found.start()]} {text[found.end() :]}").strip()
    words = beside.casefold()
    if "%" in text:
        return None
    label = next((each for each in _titles().get(found["of"], ()) if words.startswith(each)), "")
    kind = COUNT_WORDS.get(words.removeprefix(label).strip())
    return None if kind is None else (kind, found["of"])


@cache
def _titles() -> Mapping[str, tuple[str, ...]]:
    """Return what the shipped schemes call their standards and key questions, by number."""
    titles: dict[str, tuple[str, ...]] = {}
    for scheme in map(shipped_scheme, shipped_schemes()):
        for standard in scheme.standards:
            titles[standard.id] = (*titles.get(standard.id, ()), plain(standard.title))
            for question in standard.key_questions:
                label = re.sub(r"[\W_]+", " ", question.label).casefold()
                titles[question.id] = (*titles.get(question.id, ()), label)
    return titles


def _missing(file: str, headings: PortfolioHeadings) -> list[Problem]:
    problems = []
    if headings.place(ColumnKind.ID) is None:
        meant = suggestion("inspection", headings.unused)
        remedy = f"{meant}Add one that names each inspection: letters, digits, - and _."
        problems.append(Problem(file, "", "has no column `inspection`", remedy))
    unused = {text: plain(text) for text in headings.unused}
    yes, relevant = headings.of(ColumnKind.YES), headings.of(ColumnKind.RELEVANT)
    for have, lack, word in ((yes, relevant, "relevant"), (relevant, yes, "yes")):
        for of in have:
            if of in lack or (word == "yes" and of in headings.of(ColumnKind.PERCENT)):
                continue
            wanted = f"{of} {word}".strip()
            message = f"has no column `{wanted}`"
            instead = how_to_work_out(plain(of), word, unused)
            # The number alone is like the number of any other column: "2.1.1 comments".
            meant = suggestion(
                wanted,
                [
                    text
                    for text, words in unused.items()
                    if not is_negative(words) and closest(word, words.split()) is not None
                ],
            )
            if instead is not None:
                said, remedy = instead
                message = f"{message}; {said}"
            elif meant:
                remedy = f"{meant}Correct the heading."
            else:
                remedy = "Add it: the two columns belong together."
            problems.append(Problem(file, "", message, remedy))
    if not headings.long and not any(
        (yes, relevant, headings.of(ColumnKind.PERCENT), headings.of(ColumnKind.RATING))
    ):
        remedy = "Add `2.1.1 yes` and `2.1.1 relevant` and so on; docs/portfolio.md shows it."
        problems.append(
            Problem(
                file, "", "has neither figures of key questions nor ratings of standards", remedy
            )
        )
    return problems
