"""What the columns of a table hold: found by their headings, as mapped, or as suggested."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from core.scheme import AskedOf, RatedBy, Scheme, Standard
from sessions.answers.answers import Codes
from sessions.files.other_schemes import schemes_with_key_question
from sessions.tabular.cells import Formula, date_of_number, spreadsheet_fault, text_of
from sessions.tabular.sheet_column import DIGITS
from sessions.text.suggestions import closest, nearest


class Role(StrEnum):
    """What a column holds. The words are the names that `--map` takes."""

    CASE = "case"
    DOMAIN = "domain"
    KEY_QUESTION = "key question"
    PROMPT = "prompt"
    ANSWER = "answer"
    YES = "yes"
    RELEVANT = "relevant"
    CASES = "cases"
    ELIGIBLE = "eligible"
    STANDARD = "standard"
    RATING = "rating"
    PERCENT = "percentage"
    ANSWER_TO = "answer to a question"
    IGNORED = "ignore"


NAMES: dict[Role, tuple[str, ...]] = {
    Role.CASE: (
        "case",
        "case id",
        "case identifier",
        "case number",
        "case no",
        "case ref",
        "case reference",
        "caseid",
        "id",
        "record id",
        "respondent id",
        "response id",
        "submission id",
    ),
    Role.DOMAIN: ("domain", "domain id", "domain number"),
    Role.KEY_QUESTION: (
        "key question",
        "key question id",
        "key question number",
        "question",
        "question id",
        "kq",
    ),
    Role.PROMPT: ("prompt", "prompt label", "sub-question"),
    Role.ANSWER: ("answer", "answers", "response", "result"),
    Role.YES: (
        *("yes", "number yes", "number of yes", "yes count", "count yes", "count of yes"),
        *("n yes", "yes n", "no of yes", "numerator"),
    ),
    Role.RELEVANT: (
        *("relevant", "relevant cases", "number relevant", "of relevant", "sub-sample"),
        *("number of relevant cases", "of relevant cases", "n relevant", "out of", "base"),
        "denominator",
    ),
    Role.CASES: ("cases", "case sample", "sample", "cases inspected", "sample size"),
    Role.ELIGIBLE: ("eligible", "eligible cases", "population"),
    Role.STANDARD: ("standard", "standard id", "standard number"),
    Role.RATING: ("rating", "judgement", "judgment"),
    Role.IGNORED: ("ignore",),
}
MEANT = {re.sub(r"[\W_]+", "", name): role for role, names in NAMES.items() for name in names}
SEPARATOR = re.compile(r"\s*[›>|]\s*")

# Survey tools number the forms that were sent; a case's reference is another column then.
FORM_NUMBERS = ("id", "recordid", "respondentid", "responseid", "submissionid")
PERCENTAGE = re.compile(r"%|\b(per ?cent(age)?|pct|proportion)\b", re.IGNORECASE)
# LimeSurvey writes "ref. Case reference", and KoboToolbox "intro/case_ref".
CODE_OR_GROUP = re.compile(r"^(?:\w+\.\s+|(?:[\w ]+/)+)")
# Columns beside a question's answers that are not its answers.
REMARKS = re.compile(
    r"\b(comments?|notes?|evidence|reasons?|why|explain|explanation|details?|text|other|specify"
    r"|remarks?|rationale|examples?)\b",
    re.IGNORECASE,
)
# A heading made of these words, with one of the first kind, names the case: "What is the case
# reference number?"
NAMES_A_CASE = {"ref", "reference", "id", "identifier", "no", "number", "code", "pseudonym"}
CASE_NOUNS = {"case", "child", "childs", "person", "client", "yp", "file", "reference", "pseudonym"}
ABOUT_A_CASE = {
    *NAMES_A_CASE,
    *CASE_NOUNS,
    *("what", "is", "the", "please", "enter", "give", "type", "in", "your", "this", "of", "for"),
    *("a", "an", "unique", "local", "s", "young"),
}


def plain(name: str) -> str:
    """Return a name without case, blanks and punctuation: "Key_Question " is "keyquestion"."""
    return re.sub(r"[\W_]+", "", name.casefold())


@dataclass(frozen=True)
class Column:
    """What one column holds: its role, its heading, and for answers which question and prompt.

    Attributes:
        certain: Whether the heading is nothing but the question's number, or was mapped.
        numbers_forms: Whether the column counts the forms that were sent, rather than the cases.
    """

    role: Role
    heading: str
    question: str = ""
    prompt: str = ""
    certain: bool = True
    numbers_forms: bool = False

    @property
    def may_be_remarks(self) -> bool:
        """Return whether the heading's words speak of remarks on a question."""
        return not self.certain and REMARKS.search(self.heading) is not None


@dataclass
class Names:
    """Knows the names that a scheme and the user's `--map` give to columns and rows."""

    scheme: Scheme
    maps: Mapping[str, str] = field(default_factory=dict)
    codes: Codes = field(default_factory=Codes)
    # The domain that the sheet being read is named after.
    sheet_domain: str | None = None
    # Maps that were kept from another file: this one need not have their columns.
    kept_maps: Mapping[str, str] = field(default_factory=dict)
    used_maps: set[str] = field(default_factory=set)
    # Filled in while the headers are read: headings that stand for nothing known, and whether
    # merged cells took the names of some columns.
    not_known: list[str] = field(default_factory=list)
    names_lost: bool = False
    # By sheet and row of headings: the column of the case, and the column and heading that number
    # the forms.
    form_numbers: dict[tuple[str | None, int], tuple[str, str, str]] = field(default_factory=dict)

    @cached_property
    def question_ids(self) -> tuple[str, ...]:
        """The ids of all key questions."""
        return tuple(q.id for s in self.scheme.standards for q in s.key_questions)

    @cached_property
    def standard_of(self) -> dict[str, Standard]:
        """Each key question's standard."""
        return {q.id: s for s in self.scheme.standards for q in s.key_questions}

    @cached_property
    def _questions(self) -> dict[str, str]:
        return {each.casefold(): each for each in self.question_ids}

    @cached_property
    def _standards(self) -> dict[str, str]:
        """Standards by id, and by their titles where only one has it."""
        titles = [standard.title.casefold() for standard in self.scheme.standards]
        found = {
            standard.title.casefold(): standard.id
            for standard in self.scheme.standards
            if titles.count(standard.title.casefold()) == 1
        }
        return found | {standard.id.casefold(): standard.id for standard in self.scheme.standards}

    @cached_property
    def _domains(self) -> dict[str, str]:
        found = {domain.title.casefold(): domain.id for domain in self.scheme.domains}
        return found | {domain.id.casefold(): domain.id for domain in self.scheme.domains}

    @cached_property
    def judged(self) -> tuple[str, ...]:
        """The ids of the standards that are judged."""
        return tuple(s.id for s in self.scheme.standards if s.rated_by is RatedBy.JUDGEMENT)

    def question(self, text: str) -> str | None:
        """Find a key question by its id, with or without words after it: "2.1.1 Desistance"."""
        return _led_by(text, self._questions)

    def standard(self, text: str) -> str | None:
        """Find a standard by its id, with or without its title, or by a title that only it has."""
        return _led_by(text, self._standards)

    def domain(self, text: str) -> str | None:
        """Find a domain by its id or title: "2", "Domain 2", "Court disposals"."""
        bare = re.sub(r"^domain\s*", "", text.strip(), flags=re.IGNORECASE)
        return _led_by(bare, self._domains)

    @cached_property
    def _labels(self) -> dict[str, tuple[str, ...]]:
        """Key questions by their wording; several standards can ask in the same words."""
        found: dict[str, tuple[str, ...]] = {}
        for standard in self.scheme.standards:
            for question in standard.key_questions:
                words = plain(question.label)
                if len(words) > 8:
                    found[words] = (*found.get(words, ()), question.id)
        return found

    def questions_worded(self, heading: str) -> tuple[str, ...]:
        """Return the key questions that a heading gives in the scheme's words.

        Where several have the same words, those of the domain that the sheet is named after.
        """
        ids = self._labels.get(plain(heading), ())
        own = tuple(each for each in ids if self.standard_of[each].domain == self.sheet_domain)
        return own or ids

    def domain_of_sheet(self, name: str | None) -> str | None:
        """Return the domain that a sheet is named after: "Court" is "Court disposals"."""
        words = plain(name or "")
        if len(words) < 4:
            return self.domain(name or "")
        named = [
            domain.id
            for domain in self.scheme.domains
            if plain(domain.title).startswith(words) or words.startswith(plain(domain.title))
        ]
        return named[0] if len(named) == 1 else self.domain(name or "")

    @cached_property
    def _numbers(self) -> tuple[re.Pattern[str], dict[str, str]]:
        """A pattern that finds key questions' numbers in a text, and the questions they name."""
        parts = {each: re.findall(r"[^\W_]+", each.casefold()) for each in self.question_ids}
        several = {each: words for each, words in parts.items() if len(words) > 1}
        found = {".".join(words): each for each, words in several.items()}
        ids = "|".join(
            r"[._-]".join(map(re.escape, words))
            for words in sorted(several.values(), key=len, reverse=True)
        )
        # 2.1.1 is not in 2.1.1.2, 12.1.1 or 2.1.10; it is in q2_1_1.
        pattern = rf"(?<![0-9])(?<![0-9][._-])(?:{ids or '(?!)'})(?![0-9]|[._-][0-9])"
        return re.compile(pattern), found

    def questions_in(self, text: str) -> tuple[str, ...]:
        """Return the key questions whose numbers are in a text: each once, in order."""
        pattern, known = self._numbers
        numbers = (re.sub(r"[._-]", ".", each) for each in pattern.findall(text.casefold()))
        return tuple(dict.fromkeys(known[number] for number in numbers))

    def column(self, value: object) -> Column | None:
        """Return what a heading stands for; None where it stands for nothing known."""
        heading = text_of(value)
        if not heading or isinstance(value, Formula):
            return None
        mapped = self._mapped(heading)
        name = heading if mapped is None else mapped
        role = MEANT.get(plain(name))
        if mapped is None and PERCENTAGE.search(name):
            return Column(Role.PERCENT, heading)
        if role is not None:
            numbers_forms = mapped is None and plain(name) in FORM_NUMBERS
            return Column(role, heading, numbers_forms=numbers_forms)
        first, *rest = SEPARATOR.split(name, maxsplit=1)
        question = self.question(first)
        if question is not None and (rest or len(self.questions_in(name)) <= 1):
            certain = mapped is not None or bool(rest) or first.casefold() == question.casefold()
            prompt = rest[0].strip() if rest else ""
            return Column(Role.ANSWER_TO, heading, question, prompt, certain)
        named = self.questions_in(name)
        named = named or self.questions_worded(name)
        if len(named) == 1:
            return Column(Role.ANSWER_TO, heading, named[0], certain=False)
        if _names_a_case(name):
            return Column(Role.CASE, heading)
        if mapped is None and not named:
            return _case_behind_code(heading)
        return None

    def may_be_heading(self, text: str) -> bool:
        """Return whether a text may be a heading that names a case, a question or a standard.

        All digits count alike, so that very many references of cases can be passed over at once.
        """
        text = text.translate(DIGITS)
        lower = text.casefold()
        words = plain(text)
        ids, numbers, names = self._kinds_of_headings
        pointed = re.sub(r"[._-]", ".", lower)
        return (
            words in names
            or _names_a_case(text)
            or any(each in lower for each in ids)
            or any(each in pointed for each in numbers)
        )

    @cached_property
    def _kinds_of_headings(self) -> tuple[set[str], set[str], set[str]]:
        """The ids of questions, their numbers with points, and all names; every digit as 0."""
        numbers = self._numbers[1]
        names = {*MEANT, *self._labels, *map(plain, self.maps), *map(plain, self.kept_maps)}
        ids, numbers_of_ids, all_names = (
            {each.casefold().translate(DIGITS) for each in texts}
            for texts in (self.question_ids, numbers, names)
        )
        return ids, numbers_of_ids, all_names

    def _mapped(self, heading: str) -> str | None:
        for old, new in (*self.maps.items(), *self.kept_maps.items()):
            if plain(old) == plain(heading):
                self.used_maps.add(old)
                return new
        return None

    def scheme_with(self, text: str) -> str | None:
        """Return the other scheme that has a key question which this one lacks."""
        for number in (text.strip(), _leading_word(text)):
            schemes = schemes_with_key_question(number, self.scheme)
            if schemes:
                return schemes[0]
        return None

    def question_meant(self, value: object) -> str | None:
        """Return the one key question that a cell may stand for, in another way of writing.

        Codes leave out the points (G01Q211, 2,1,1), and a spreadsheet may keep 2.1.1 as a date's
        number (36893).
        """
        day = date_of_number(value)
        if day is not None:
            year = day.year % 100
            written = (f"{day.day}.{day.month}.{year}", f"{day.month}.{day.day}.{year}")
            return next(
                (self._questions[each] for each in written if each in self._questions), None
            )
        text = unicodedata.normalize("NFKC", text_of(value)).casefold()
        meant = [each for each, pattern in self._codes if pattern.search(text)]
        return meant[0] if len(meant) == 1 else None

    @cached_property
    def _codes(self) -> list[tuple[str, re.Pattern[str]]]:
        """Each key question of three numbers or more, with a pattern that finds its numbers."""
        found = []
        for each in self.question_ids:
            parts = re.findall(r"\d+", each)
            if len(parts) > 2:
                numbers = r"[\s.,_/-]{0,3}".join(f"0*{part}" for part in parts)
                pattern = rf"(?<!\d)(?<!\d[.,]){numbers}(?!\d|[.,]\d)"
                found.append((each, re.compile(pattern)))
        return found

    def is_asked_of_every_case(self, question: str) -> bool:
        """Return whether the scheme asks a key question of every case of its domain."""
        asked = next(q for q in self.standard_of[question].key_questions if q.id == question)
        return asked.asked_of is AskedOf.EVERY_CASE

    def suggest(self, heading: str) -> str | None:
        """Return the known column name that a heading was perhaps meant to be."""
        known = [
            name for role, names in NAMES.items() if role is not Role.IGNORED for name in names
        ]
        return closest(heading, [*known, *self.question_ids])

    def is_like_a_question(self, heading: str) -> bool:
        """Return whether a heading is written like the scheme's key questions: 2.1.9, 2,1,1."""
        first = heading.split(" ")[0].rstrip(".:")
        shapes = {_shape(each) for each in self.question_ids}
        return bool(first) and _shape(first) in shapes

    def map_faults(self) -> list[tuple[str, str]]:
        """Say what is wrong with the new names of `--map`: message and remedy."""
        found = []
        for old, new in self.maps.items():
            first = SEPARATOR.split(new, maxsplit=1)[0]
            if MEANT.get(plain(new)) is None and self.question(first) is None:
                like = self.suggest(new)
                hint = f'Did you mean "{like}"? ' if like else ""
                listed = ", ".join(role.value for role in NAMES)
                found.append(
                    (
                        f'--map "{old}={new}": "{new}" is not a column that `import` reads',
                        f"{hint}Use one of {listed}, or a key question such as "
                        f"{self.question_ids[0] if self.question_ids else '…'}.",
                    )
                )
        return found

    def unused_maps(self, headings: Iterable[str]) -> list[tuple[str, str]]:
        """Say which `--map` names a column that the file does not have: message and remedy."""
        known = sorted(set(headings))
        found = []
        for old, new in self.maps.items():
            if old not in self.used_maps:
                like = closest(old, known)
                hint = f'Did you mean "{like}"? ' if like else ""
                listed = ", ".join(f'"{each}"' for each in known[:20])
                found.append(
                    (
                        f'--map "{old}={new}": the file has no column "{old}"',
                        f"{hint}Its columns are {listed}." if listed else "Check the name.",
                    )
                )
        return found


def _case_behind_code(heading: str) -> Column | None:
    """Return what a heading names after a code or a group: "ref. Case ref", "intro/case_ref"."""
    behind = CODE_OR_GROUP.sub("", heading)
    if behind == heading:
        return None
    if MEANT.get(plain(behind)) is Role.CASE or _names_a_case(behind):
        return Column(Role.CASE, heading, numbers_forms=plain(behind) in FORM_NUMBERS)
    return None


def _names_a_case(heading: str) -> bool:
    words = set(re.findall(r"[a-z]+", heading.casefold()))
    return (
        words <= ABOUT_A_CASE
        and not words.isdisjoint(NAMES_A_CASE)
        and not words.isdisjoint(CASE_NOUNS)
    )


def number_of_date_fault(value: object) -> tuple[str, str]:
    """Return what is wrong with a number that a spreadsheet keeps for a date, and what to do."""
    day = date_of_number(value)
    return (
        f"is the number that a spreadsheet stores for the date {day:%d/%m/%Y}",
        "It may have been a key question's number, such as 2.1.1: format the cells as text "
        "and type the numbers again.",
    )


def question_fault(value: object, names: Names) -> tuple[str, str]:
    """Say why a cell names no key question, and what to do."""
    text = text_of(value)
    if not text:
        return "is blank, but a key question is needed", "Enter its number."
    spreadsheet = spreadsheet_fault(value)
    if spreadsheet is not None:
        return spreadsheet
    if date_of_number(value) is not None and names.question_meant(value) is not None:
        return number_of_date_fault(value)
    standard = names.standard(text)
    if standard is not None:
        ids = [question.id for question in names.scheme.standard(standard).key_questions]
        if ids:
            return "is a standard, not a key question", f"Use one of {', '.join(ids)}."
        return (
            "is a judged standard, not a key question",
            "Put its rating in columns named standard and rating, on this sheet or another.",
        )
    other = names.scheme_with(text)
    if other is not None:
        return (
            f"is not a key question of {names.scheme.id}, but one of {other}",
            f"Use --scheme {other}, or remove it.",
        )
    hint = nearest(text, names.question_ids).lstrip("; ")
    known = names.question_ids
    listed = f"{known[0]} to {known[-1]}" if known else "none"
    said = f"{hint[:1].upper()}{hint[1:]} " if hint else ""
    return f"is not a key question of {names.scheme.id}", f"{said}Its key questions are {listed}."


def _led_by(text: str, known: Mapping[str, str]) -> str | None:
    """Find the known id that a text is, or begins with before a blank or punctuation."""
    wanted = text.strip().casefold()
    if wanted in known:
        return known[wanted]
    return known.get(_leading_word(wanted))


def _leading_word(text: str) -> str:
    """Return what comes before the first blank or punctuation; empty where nothing does."""
    word = re.match(r"[^\s:;,()–—›>|]+", text.strip())
    return word[0].rstrip(".") if word else ""


def _shape(text: str) -> str:
    """The shape of an id: figures as 9, letters as a, other signs as one point."""
    shape = re.sub(r"\d+", "9", text.casefold())
    shape = re.sub(r"[^\W\d_]+", "a", shape)
    return re.sub(r"[\W_]+", ".", shape)


def quoted_list(names: Sequence[str], most: int = 12) -> str:
    """List names in quotes, shortened after a few."""
    shown = ", ".join(f'"{name}"' for name in names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
