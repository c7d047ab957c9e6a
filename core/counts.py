"""Counts and percentages, in whole numbers only.

Source: the reports print 1 of 8 as 13% and 5 of 8 as 63% (Kirklees 2021), so halves go up.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import NamedTuple

from core.value import Value


class Count(NamedTuple):
    """`yes` of `relevant` cases."""

    yes: int
    relevant: int

    @property
    def percent(self) -> int:
        """The whole percentage, halves rounded up.

        Raises:
            ZeroDivisionError: There are no relevant cases.
        """
        return percent_of(self.yes, self.relevant)


def percent_of(yes: int, relevant: int) -> int:
    """Return `yes` of `relevant` (at least 1) as a whole percentage, halves rounded up.

    Raises:
        ZeroDivisionError: There are no relevant cases.
    """
    return (200 * yes + relevant) // (2 * relevant)


class Figures(Value):
    """What is known of one question: `yes` of `relevant`, or a percentage, or both.

    A percentage may come with `relevant` alone. No relevant cases: the question does not apply.
    """

    yes: int | None = None
    relevant: int | None = None
    percent: int | None = None

    @cached_property
    def count(self) -> Count | None:
        """The count, where it is known."""
        if self.yes is None or self.relevant is None:
            return None
        return Count(self.yes, self.relevant)

    @property
    def applicable(self) -> bool:
        """Whether the question applies to any case."""
        return self.relevant != 0

    @property
    def whole_percent(self) -> int | None:
        """The whole percentage, of the count where known; None where the question is not asked."""
        if not self.applicable:
            return None
        count = self.count
        return self.percent if count is None else count.percent


class Contradiction(Value):
    """Figures that cannot be: which field, what is wrong with it, and what to do."""

    field: str
    value: int | None
    fault: str
    remedy: str


def possible_counts(
    figures: Figures, cases: int | None, *, every_case: bool = False
) -> tuple[Count, ...]:
    """Return every count that the figures could represent, smallest sample first.

    A known count stands for itself. A percentage stands for every count that rounds to it with the
    relevant cases given. Without them, it stands for the counts of the whole sample where the
    question is asked of *every_case* and some count of the sample's *cases* gives it; else for
    every count of 1 to *cases* relevant cases. The result is empty where neither a sample nor a
    number of relevant cases is known, and for a question that does not apply.
    """
    if not figures.applicable:
        return ()
    count = figures.count
    if count is not None:
        return (count,)
    if figures.percent is None:
        return ()
    if figures.relevant is not None:
        return _counts_of(figures.percent, figures.relevant, figures.relevant)
    whole = _counts_of(figures.percent, cases, cases) if every_case and cases else ()
    return whole or _counts_of(figures.percent, 1, cases or 0)


def stands_for_the_whole_sample(figures: Figures, cases: int | None) -> bool:
    """Return whether a percentage alone is given by some count of the whole sample of *cases*.

    False for figures with a number of relevant cases: they need no reading.
    """
    if figures.percent is None or figures.relevant is not None or not cases:
        return False
    return bool(_counts_of(figures.percent, cases, cases))


@lru_cache(maxsize=512)
def _counts_of(percent: int, fewest: int, most: int) -> tuple[Count, ...]:
    """Every count of `fewest` to `most` relevant cases that rounds to `percent`."""
    sizes = range(fewest, most + 1)
    return tuple(Count(yes, size) for size in sizes for yes in _yes_for(percent, size))


def _yes_for(percent: int, relevant: int) -> range:
    """Every `yes` that rounds to `percent` of `relevant`: solved from the rounding rule."""
    least = -((relevant - 2 * percent * relevant) // 200)
    most = -((-2 * percent * relevant - relevant) // 200) - 1
    return range(max(0, least), min(relevant, most) + 1)


def contradictions(
    figures: Figures, cases: int | None, *, every_case: bool = False
) -> tuple[Contradiction, ...]:
    """Return what makes figures impossible within a sample of *cases* (None: not known).

    *every_case*: whether the question is asked of every case of the sample, see `possible_counts`.
    """
    yes, relevant, percent = figures.yes, figures.relevant, figures.percent
    faults: list[Contradiction] = []
    for name, value in (("yes", yes), ("relevant", relevant), ("percent", percent)):
        if value is not None and value < 0:
            faults.append(Contradiction(name, value, "is negative", "Enter 0 or more."))
    if percent is not None and percent > 100:
        faults.append(Contradiction("percent", percent, "is more than 100", "Enter 0 to 100."))
    if faults:
        return tuple(faults)
    if yes is not None and relevant is None:
        faults.append(
            Contradiction(
                "yes",
                yes,
                "is given without `relevant`",
                "Add `relevant`, the number of relevant cases.",
            )
        )
    if yes is None and percent is None:
        faults.append(
            Contradiction(
                "yes",
                None,
                "is missing, and so is `percent`",
                "Enter `yes` and `relevant`, or `percent`.",
            )
        )
    if relevant is not None and cases is not None and relevant > cases:
        faults.append(
            Contradiction(
                "relevant",
                relevant,
                f"is more than the {cases} cases of the domain's sample",
                f"Enter at most {cases}, or correct [samples].",
            )
        )
    if yes is not None and relevant is not None and yes > relevant:
        faults.append(
            Contradiction(
                "yes",
                yes,
                f"is more than the {relevant} relevant cases",
                f"Enter at most {relevant}, or correct `relevant`.",
            )
        )
    if faults:
        return tuple(faults)
    if percent is not None and relevant == 0:
        return (
            Contradiction(
                "percent",
                percent,
                "is given for a question with no relevant cases",
                "Remove `percent`, or correct `relevant`.",
            ),
        )
    return tuple(_percent_contradictions(figures, cases, every_case))


def _percent_contradictions(
    figures: Figures, cases: int | None, every_case: bool
) -> list[Contradiction]:
    percent, count = figures.percent, figures.count
    if percent is None:
        return []
    if count is not None:
        if count.percent == percent:
            return []
        return [
            Contradiction(
                "percent",
                percent,
                f"does not agree with {count.yes} of {count.relevant}, which is {count.percent}%",
                "Correct one of them.",
            )
        ]
    counts = possible_counts(figures, cases, every_case=every_case)
    if counts or (figures.relevant is None and cases is None):
        return []
    if figures.relevant is not None:
        within = f"of {figures.relevant} relevant cases"
    else:
        within = f"of at most {cases} cases"
    return [
        Contradiction(
            "percent",
            percent,
            f"is not possible: no count {within} gives {percent}%",
            "Correct the percentage or the number of cases.",
        )
    ]
