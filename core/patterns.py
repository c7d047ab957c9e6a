"""Patterns across standards: which theme drives those of a domain, and the figures of one theme.

No report names patterns; they are for reading and decide nothing.
"""

from __future__ import annotations

from core.scheme import Band, Domain, Theme
from core.scorecard import Scorecard, StandardScore
from core.standard_result import Distance, KeyQuestionResult, StandardResult
from core.value import Value

FEWEST_TO_EXCEPT_ONE = 4
FEWEST_TELLING = 2


class ThemeCount(Value):
    """A theme in a domain: the standards that ask about it, and those of them that it drives.

    A standard driven by several themes counts for each. `telling`: the standards that it drives
    and in which some other key question is higher.
    """

    theme: Theme
    asked: tuple[str, ...]
    driven: tuple[str, ...]
    telling: tuple[str, ...]

    @property
    def excepted(self) -> tuple[str, ...]:
        """The standards that ask about it and are driven by something else."""
        return tuple(standard for standard in self.asked if standard not in self.driven)


class Pattern(Value):
    """Themes that drive the same standards of a domain, all but `excepted`.

    `asked`: the standards that ask about them, out of `rated` rated from key questions.
    """

    domain: Domain
    themes: tuple[Theme, ...]
    asked: tuple[str, ...]
    driven: tuple[str, ...]
    excepted: tuple[str, ...]
    rated: int


class DomainPatterns(Value):
    """How often each theme drives a standard of a domain, and the patterns worth saying."""

    domain: Domain
    counts: tuple[ThemeCount, ...]
    patterns: tuple[Pattern, ...]


def domain_patterns(scorecard: Scorecard) -> tuple[DomainPatterns, ...]:
    """Return the patterns of every domain with themes, by the evidence."""
    domains = (domain for domain in scorecard.scheme.domains if domain.themes)
    return tuple(patterns_in(scorecard, domain) for domain in domains)


def patterns_in(scorecard: Scorecard, domain: Domain) -> DomainPatterns:
    """Return the patterns of one domain, by the evidence; none where it has no themes."""
    rated = [
        score.result
        for score in scorecard.standards
        if score.standard.domain == domain.id and score.result.asked
    ]
    counts = tuple(_theme_count(theme, rated) for theme in domain.themes)
    return DomainPatterns(domain, counts, _patterns(domain, counts, len(rated)))


def _theme_count(theme: Theme, rated: list[StandardResult]) -> ThemeCount:
    asked, driven, telling = [], [], []
    for result in rated:
        ids = [each.id for each in result.asked if each.question.theme == theme.heading]
        if not ids:
            continue
        asked.append(result.id)
        if any(question in result.driven_by for question in ids):
            driven.append(result.id)
            if len(result.driven_by) < len(result.asked):
                telling.append(result.id)
    return ThemeCount(theme, tuple(asked), tuple(driven), tuple(telling))


def _patterns(domain: Domain, counts: tuple[ThemeCount, ...], rated: int) -> tuple[Pattern, ...]:
    """The themes that drive all their standards, or all but one of at least four.

    Where every theme does, none stands out. Where every question of a standard is level, nothing
    drives it more than another; at least two standards must tell.
    """
    asked = [count for count in counts if count.asked]
    driving = [count for count in asked if _drives(count)]
    if len(asked) > 1 and len(driving) == len(asked):
        return ()
    together: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Theme]] = {}
    for count in driving:
        if len(count.telling) >= FEWEST_TELLING:
            together.setdefault((count.asked, count.driven), []).append(count.theme)
    return tuple(
        Pattern(
            domain=domain,
            themes=tuple(themes),
            asked=asked_by,
            driven=driven,
            excepted=tuple(standard for standard in asked_by if standard not in driven),
            rated=rated,
        )
        for (asked_by, driven), themes in together.items()
    )


def _drives(count: ThemeCount) -> bool:
    exceptions = 1 if len(count.asked) >= FEWEST_TO_EXCEPT_ONE else 0
    return len(count.excepted) <= exceptions


class ThemeCell(Value):
    """One standard in a theme's column. No percent and no band where the question did not apply."""

    score: StandardScore
    key_question: KeyQuestionResult
    drives: bool
    other_questions: tuple[Distance, ...]

    @property
    def percent(self) -> int | None:
        """The question's whole percentage."""
        return self.key_question.percent

    @property
    def band(self) -> Band | None:
        """The question's band."""
        return self.key_question.band


def theme_column(scorecard: Scorecard, theme: Theme) -> tuple[ThemeCell, ...]:
    """Return a theme's figures standard by standard, through every domain that has its heading.

    Each with the distance of the standard's other key questions.
    """
    return tuple(
        ThemeCell(
            score,
            question,
            question.id in score.result.driven_by,
            _distances(score.result, question),
        )
        for score in scorecard.standards
        for question in score.result.key_questions
        if question.question.theme == theme.heading
    )


def _distances(result: StandardResult, this: KeyQuestionResult) -> tuple[Distance, ...]:
    if this.band is None or this.percent is None:
        return ()
    return tuple(
        Distance(
            question,
            result.scheme.steps_between(this.band.rating, question.band.rating),
            question.percent - this.percent,
        )
        for question in result.asked
        if question is not this and question.band is not None and question.percent is not None
    )
