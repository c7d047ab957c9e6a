"""The three criteria that open a standard to professional discretion.

Source: "Ratings explained" of the 2020 and 2021 reports: the lowest percentage is within five
points of a boundary; or a differing judgement in one case would change the rating; or the rating
is based on five cases or fewer. The figures come from the scheme (`core.scheme.Criteria`). Where
only percentages were reported, each criterion is answered over every count that they could
represent; each question's counts are taken on their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from core.banding import band_of_count, lowest_rating, near_boundaries
from core.counts import Count
from core.scheme import Band, Rating, Scheme, Ties
from core.value import Value


class Answer(StrEnum):
    """Whether something holds, on evidence that may be only partly known."""

    MET = "met"
    NOT_MET = "not met"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


def strongest(answers: Iterable[Answer]) -> Answer:
    """Return the strongest answer: met, then possible, then unknown, then not met."""
    all_answers = tuple(answers)
    for answer in (Answer.MET, Answer.POSSIBLE, Answer.UNKNOWN):
        if answer in all_answers:
            return answer
    return Answer.NOT_MET


def over_counts(holds: Sequence[bool]) -> Answer:
    """Answer from what holds for each possible count: all, some or none of them."""
    if not holds:
        return Answer.UNKNOWN
    if all(holds):
        return Answer.MET
    return Answer.POSSIBLE if any(holds) else Answer.NOT_MET


class AskedQuestion(Value):
    """A key question that applies: its percentage, its band and every count it could represent."""

    id: str
    percent: int
    band: Band
    counts: tuple[Count, ...]


class OneJudgement(Value):
    """One judgement that would change the standard's rating to `rating`.

    `change` is +1 or -1. `counts` are the possible counts of the key question with which it does,
    out of `possible` counts in all.
    """

    key_question: str
    change: int
    rating: Rating
    counts: tuple[Count, ...]
    possible: int

    @property
    def certain(self) -> bool:
        """Whether it gives this rating with every count that the question could represent."""
        return len(self.counts) == self.possible


class Discretion(Value):
    """How the three criteria stand for one standard, with the figures that make it so.

    `boundaries` are those within reach of the lowest percentage; `judgements` every judgement that
    changes the rating; `smallest` and `largest` the fewest and most relevant cases that the
    lowest key questions can rest on.
    """

    near_boundary: Answer
    one_judgement: Answer
    small_sample: Answer
    boundaries: tuple[int, ...] = ()
    judgements: tuple[OneJudgement, ...] = ()
    smallest: int | None = None
    largest: int | None = None

    @property
    def open(self) -> Answer:
        """The strongest of the three answers."""
        return strongest((self.near_boundary, self.one_judgement, self.small_sample))


UNKNOWN = Discretion(Answer.UNKNOWN, Answer.UNKNOWN, Answer.UNKNOWN)


def lowest_questions(asked: Sequence[AskedQuestion]) -> tuple[AskedQuestion, ...]:
    """Return the key questions with the lowest percentage: these drive the rating."""
    least = min((question.percent for question in asked), default=None)
    return tuple(question for question in asked if question.percent == least)


def discretion_of(scheme: Scheme, asked: Sequence[AskedQuestion]) -> Discretion:
    """Answer the three criteria for a standard from its key questions that apply.

    If none applies, all three are unknown.
    """
    if not asked:
        return UNKNOWN
    lowest = lowest_questions(asked)
    boundaries = near_boundaries(scheme, lowest[0].percent)
    judgements: tuple[OneJudgement, ...] = ()
    one_judgement = Answer.NOT_MET
    if scheme.criteria.one_judgement:
        judgements = tuple(
            judgement for question in asked for judgement in _judgements(scheme, question, asked)
        )
        one_judgement = _one_judgement_answer(asked, judgements)
    sizes = [count.relevant for question in lowest for count in question.counts]
    return Discretion(
        near_boundary=Answer.MET if boundaries else Answer.NOT_MET,
        one_judgement=one_judgement,
        small_sample=small_sample_answer(scheme, lowest),
        boundaries=boundaries,
        judgements=judgements,
        smallest=min(sizes, default=None),
        largest=max(sizes, default=None),
    )


def _judgements(
    scheme: Scheme, question: AskedQuestion, asked: Sequence[AskedQuestion]
) -> list[OneJudgement]:
    """Return every rating that one judgement more or less in `question` can give the standard."""
    changing = tuple(_changes(scheme, question.counts))
    if not changing:
        return []
    others = [other.band for other in asked if other is not question]
    least = min((band.lowest for band in others), default=100)
    if least == 0:
        # Another question holds the standard in the lowest band, whatever this one does.
        return []
    judgements: list[OneJudgement] = []
    for change in (1, -1):
        reached: dict[Rating, list[Count]] = {}
        for count, changed, before, after in changing:
            if changed != change or min(before.lowest, after.lowest) >= least:
                continue
            rating = lowest_rating([*others, after])
            if rating is not None:
                reached.setdefault(rating, []).append(count)
        judgements += [
            OneJudgement(question.id, change, rating, tuple(counts), len(question.counts))
            for rating, counts in sorted(reached.items(), key=lambda item: item[0].score)
        ]
    return judgements


def _changes(scheme: Scheme, counts: Iterable[Count]) -> Iterator[tuple[Count, int, Band, Band]]:
    """Yield every count that one judgement (+1 or -1) puts in another band, with both bands."""
    for count in counts:
        for change in (1, -1):
            differing = Count(count.yes + change, count.relevant)
            if 0 <= differing.yes <= differing.relevant:
                before, after = band_of_count(scheme, count), band_of_count(scheme, differing)
                if before is not after:
                    yield count, change, before, after


def _one_judgement_answer(
    asked: Sequence[AskedQuestion], judgements: Sequence[OneJudgement]
) -> Answer:
    """Answer met where every count of some question allows it: no choice of counts avoids it."""
    by_question = []
    for question in asked:
        changing = {
            count
            for judgement in judgements
            if judgement.key_question == question.id
            for count in judgement.counts
        }
        by_question.append(over_counts([count in changing for count in question.counts]))
    return strongest(by_question)


def small_sample_answer(scheme: Scheme, lowest: Sequence[AskedQuestion]) -> Answer:
    """Answer whether the rating rests on a small sample, by the scheme's rule for ties."""
    by_question = [small_sample(scheme, question.counts) for question in lowest]
    if scheme.criteria.ties is Ties.ANY:
        return strongest(by_question)
    if all(answer is Answer.MET for answer in by_question):
        return Answer.MET
    if Answer.NOT_MET in by_question:
        return Answer.NOT_MET
    return Answer.UNKNOWN if Answer.UNKNOWN in by_question else Answer.POSSIBLE


def small_sample(scheme: Scheme, counts: Sequence[Count]) -> Answer:
    """Answer whether one key question rests on the scheme's number of cases or fewer."""
    return over_counts([count.relevant <= scheme.criteria.cases for count in counts])
