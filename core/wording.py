"""Figures in words: the one place where numbers become text, for screen, record and JSON.

All words are our own; official wording stays in session files.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.assumptions import (
    Assumption,
    nearness_by_rounding,
    only_others_pull_down,
    raised_by_one_case_in_all,
    ties_decide,
)
from core.banding import nearest_boundary, rounding_lifts
from core.counts import Count, Figures
from core.discretion import Answer, OneJudgement
from core.interval import Interval, whole_ends
from core.record import Kind
from core.scheme import Rating, Scheme, Ties
from core.scorecard import Considered, Scorecard, StandardScore, Total
from core.standard_result import StandardResult, Status
from core.value import Value

SHOWN_COUNTS = 4
NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def sentence(words: str) -> str:
    """Return *words* as a sentence: a capital at the start, a full stop at the end; "" for none."""
    words = words.strip()
    end = "" if not words or words.endswith((".", "?", "!", ":", "…")) else "."
    return f"{words[:1].upper()}{words[1:]}{end}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """Join items for a sentence: "2.1, 2.2 and 2.4"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 case", "2 cases"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def number_words(number: int) -> str:
    """Return a number as a word up to twelve."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def count_words(figures: Figures) -> str:
    """Return figures as a short fraction: "7/12", "–/12" without yes, "" where nothing is known."""
    if figures.count is not None:
        return f"{figures.count.yes}/{figures.count.relevant}"
    return "" if figures.relevant is None else f"–/{figures.relevant}"


def percent_words(percent: int | None) -> str:
    """Return a whole percentage, or a dash where there is none."""
    return "–" if percent is None else f"{percent}%"


def figures_words(figures: Figures) -> str:
    """Return figures in full, for a sentence: "7/12 (58%)", "64%", "64% of 22"."""
    count, percent = figures.count, figures.whole_percent
    if not figures.applicable:
        return "no relevant cases"
    if count is not None:
        return f"{count.yes}/{count.relevant} ({percent}%)"
    if figures.relevant is not None:
        return f"{percent}% of {figures.relevant}"
    return f"{percent}%"


def counts_words(counts: Sequence[Count]) -> str:
    """List counts, shortened after a few: "7 of 11, 9 of 14 or 14 of 22"."""
    if not counts:
        return "no count"
    shown = [f"{count.yes} of {count.relevant}" for count in counts]
    if len(shown) > SHOWN_COUNTS + 1:
        return ", ".join(shown[:SHOWN_COUNTS]) + f"… ({len(shown)} possibilities)"
    return listed(shown, "or")


def interval_words(interval: Interval | None) -> str:
    """Return an interval in whole percent: "16–84"."""
    if interval is None:
        return ""
    low, high = whole_ends(interval)
    return f"{low}–{high}"


def total_words(total: Total) -> str:
    """Return a score with its maximum: "26/36"."""
    return f"{total.score}/{total.maximum}"


def decided_count_words(scorecard: Scorecard) -> str:
    """Return how much of what the panel settles is decided: "3 of 11 decided"."""
    if not scorecard.for_the_panel:
        return "nothing to decide"
    return f"{scorecard.decided_count} of {len(scorecard.for_the_panel)} decided"


def overall_words(total: Total, awaited: int = 0) -> str:
    """Return the overall rating, or say why there is none."""
    if total.overall is not None:
        return total.overall.name
    if awaited:
        return f"{plural(awaited, 'standard')} awaited: no overall rating yet"
    return f"no overall rating is published for a maximum of {total.maximum}"


def not_present_words(names: Sequence[str]) -> tuple[str, ...]:
    """Caution that these people are not among those who are present, a sentence each."""
    return tuple(f"{name} is not entered as present." for name in names)


def rating_name(rating: Rating | None) -> str:
    """Return the name of a rating; "not rated" for none."""
    return "not rated" if rating is None else rating.name


def ratings_words(ratings: Sequence[Rating | None], none: str = "not rated") -> str:
    """List ratings: "Requires improvement or Good"."""
    return listed([none if rating is None else rating.name for rating in ratings], "or")


def margin_words(total: Total) -> str:
    """Say how far the neighbouring overall ratings are, in points."""
    parts = []
    if total.up is not None:
        parts.append(f"{total.up.points} more for {total.up.rating.name}")
    if total.down is not None:
        parts.append(f"{total.down.points} fewer for {total.down.rating.name}")
    return " · ".join(parts)


def bands_words(bands: int) -> str:
    """Return a number of bands, up or down: "one band", "two bands"."""
    return f"{number_words(abs(bands))} {'band' if abs(bands) == 1 else 'bands'}"


def rating_steps(scheme: Scheme, start: Rating | None, end: Rating) -> str:
    """Say a move in bands: "two bands up, from Requires improvement to Outstanding".

    Raises:
        ValueError: The scheme does not have one of the two ratings.
    """
    if start is None:
        return f"to {end.name}"
    steps = scheme.steps_between(start, end)
    direction = "up" if steps > 0 else "down"
    return f"{bands_words(steps)} {direction}, from {start.name} to {end.name}"


class CriteriaWords(Value):
    """The criteria of a standard, and what else bears on its rating, each in words.

    A criterion that the scheme does not have is empty.
    """

    near_boundary: str
    one_judgement: tuple[str, ...]
    small_sample: str
    other_questions: str
    rounding: str
    taken_as_whole: tuple[str, ...] = ()

    def all(self) -> tuple[str, ...]:
        """Return everything but the other key questions, one sentence per item."""
        sentences = (
            self.near_boundary,
            *self.one_judgement,
            self.small_sample,
            self.rounding,
            *self.taken_as_whole,
        )
        return tuple(sentence for sentence in sentences if sentence)


def criteria_words(result: StandardResult) -> CriteriaWords:
    """Say how each criterion stands for a standard, with the figures that make it so."""
    if not result.asked:
        why = no_figures_words(result)
        return CriteriaWords(why, (why,), why, "", "")
    criteria = result.scheme.criteria
    return CriteriaWords(
        near_boundary_words(result),
        one_judgement_words(result) if criteria.one_judgement else (),
        small_sample_words(result) if criteria.small_sample else "",
        other_questions_words(result),
        rounding_words(result),
        taken_as_whole_words(result),
    )


def taken_as_whole_words(result: StandardResult) -> tuple[str, ...]:
    """Say which percentages are taken for the whole sample, the lowest key questions first.

    For example "2.1.3 50% taken as 11 of 22: asked of every case".
    """
    taken = sorted(
        (question for question in result.asked if question.taken_as_whole),
        key=lambda question: question.id not in result.driven_by,
    )
    return tuple(
        f"{question.id} {question.percent}% taken as {counts_words(question.counts)}: "
        f"asked of every case (assumption {Assumption.WHOLE_SAMPLE})"
        for question in taken
    )


def no_figures_words(result: StandardResult) -> str:
    """Say why a standard has no figures to weigh."""
    if result.status is Status.AWAITED:
        return "awaited: the session file does not give it yet"
    if result.status is Status.NOT_RATED:
        reason = result.evidence.not_rated if result.evidence is not None else None
        return f"not rated: {reason}" if reason else "not rated: no relevant cases"
    if result.standard.discretion:
        return "no key-question figures"
    return "inspector's judgement, without key-question figures"


def near_boundary_words(result: StandardResult) -> str:
    """Say how far the lowest percentage is from a boundary: "50% is on the boundary between …"."""
    percent = result.lowest_percent
    if percent is None:
        return ""
    scheme = result.scheme
    bounds = result.discretion.boundaries or (nearest_boundary(scheme, percent),)
    distances = "; ".join(_distance_words(scheme, percent, bound) for bound in bounds)
    return f"{distances}{_nearness_by_rounding_words(result)}"


def _nearness_by_rounding_words(result: StandardResult) -> str:
    """Name the assumption where the exact share would answer otherwise; "" elsewhere."""
    decides = nearness_by_rounding(result)
    if decides is None:
        return ""
    count, exactly_near = decides
    answer = "near" if exactly_near else "not near"
    return (
        f"; exactly, {count.yes} of {count.relevant} is {exact_percent_words(count)} and {answer} "
        f"(assumption {Assumption.NEAR_BY_ROUNDED_PERCENT})"
    )


def _distance_words(scheme: Scheme, percent: int, bound: int) -> str:
    position = scheme.boundaries.index(bound)
    low, high = scheme.bands[position].rating.name, scheme.bands[position + 1].rating.name
    between = f"between {low} and {high}"
    if percent == bound:
        return f"{percent}% is on the boundary {between}"
    side = "above" if percent > bound else "below"
    points = plural(abs(percent - bound), "point")
    return f"{percent}% is {points} {side} {bound}, the boundary {between}"


def one_judgement_words(result: StandardResult) -> tuple[str, ...]:
    """Say every single judgement that changes the rating, or that none does."""
    judgements = result.discretion.judgements
    if not judgements:
        return (f"no single judgement changes the rating{one_judgement_assumption_words(result)}",)
    *earlier, last = (judgement_words(judgement) for judgement in judgements)
    return (*earlier, f"{last}{one_judgement_assumption_words(result)}")


def one_judgement_assumption_words(result: StandardResult) -> str:
    """Name the assumptions that decide the one-judgement criterion; "" where none does."""
    words = ""
    raised = raised_by_one_case_in_all(result)
    if raised:
        words += (
            f"; one case judged differently in {listed(raised)} together is not one "
            "judgement "
            f"(assumption {Assumption.ONE_KEY_QUESTION})"
        )
    if only_others_pull_down(result):
        words += (
            "; a key question other than the lowest may pull the rating down "
            f"(assumption {Assumption.ANY_QUESTION_PULLS_DOWN})"
        )
    return words


def judgement_words(judgement: OneJudgement) -> str:
    """Say one judgement: "one more yes in 3.2.3 would make it Outstanding"."""
    direction = "more" if judgement.change > 0 else "fewer"
    effect = (
        f"one {direction} yes in {judgement.key_question} would make it {judgement.rating.name}"
    )
    if judgement.certain:
        return effect
    return (
        f"{effect} if it is {counts_words(judgement.counts)} "
        f"({len(judgement.counts)} of {judgement.possible} possible counts)"
    )


def note_subject_words(scheme: Scheme, standard_id: str | None) -> str:
    """Return what a note is on: "3.4 Joint working", or "the inspection" for None.

    Raises:
        KeyError: The scheme has no standard of that number.
    """
    if standard_id is None:
        return "the inspection"
    return f"{standard_id} {scheme.standard(standard_id).title}"


def small_sample_words(result: StandardResult) -> str:
    """Say on how many relevant cases the rating is based, beside the scheme's threshold."""
    smallest, largest = result.discretion.smallest, result.discretion.largest
    if smallest is None or largest is None:
        return "the number of relevant cases is not known"
    where = listed(result.driven_by)
    cases = plural(smallest, "case") if smallest == largest else f"{smallest} to {largest} cases"
    words = f"based on {cases} in {where} (threshold {result.scheme.criteria.cases})"
    if not ties_decide(result):
        return words
    return f"{words}; {ties_words(result.scheme.criteria.ties)}"


def ties_words(ties: Ties) -> str:
    """Say how many of several lowest key questions must have few cases: an assumption."""
    rule = "one with few cases is enough" if ties is Ties.ANY else "all must have few cases"
    return f"if several questions are lowest, {rule} (assumption {Assumption.TIES})"


def other_questions_words(result: StandardResult) -> str:
    """Say how far the other key questions are above the lowest, in bands and points."""
    if not result.other_questions:
        return "all key questions are level" if len(result.asked) > 1 else "no other key question"
    return "; ".join(
        f"{other.key_question.id} {other.key_question.percent}%: "
        f"{_bands_above(other.bands)}, {plural(other.points, 'point')} away"
        for other in result.other_questions
    )


def _bands_above(bands: int) -> str:
    return "same band" if bands == 0 else f"{plural(bands, 'band')} above"


def rounding_words(result: StandardResult) -> str:
    """Say that the rounding rule, an assumption, decides the rating; "" where it does not."""
    if result.rounding not in (Answer.MET, Answer.POSSIBLE):
        return ""
    question = next(
        question
        for question in result.asked
        if question.id in result.driven_by and question.rounding is result.rounding
    )
    certainty = "decides" if result.rounding is Answer.MET else "may decide"
    count = next(count for count in question.counts if rounding_lifts(result.scheme, count))
    return (
        f"rounding {certainty} the rating: {count.yes} of {count.relevant} is "
        f"{exact_percent_words(count)} and counts as {question.percent}% "
        f"(assumption {Assumption.ROUNDING_BEFORE_BANDING})"
    )


def exact_percent_words(count: Count) -> str:
    """Return a share in percent to two places, cut off so that it never shows the next number.

    Raises:
        ZeroDivisionError: There are no relevant cases.
    """
    hundredths = 10000 * count.yes // count.relevant
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def flag_words(score: StandardScore) -> tuple[str, ...]:
    """Return the short flags of a standard's row: near, one, few, rounded; "?" where possible."""
    discretion = score.result.discretion
    flags = []
    if score.open is not None:
        for word, answer in (
            ("near", discretion.near_boundary),
            ("one", discretion.one_judgement),
            ("few", discretion.small_sample),
        ):
            if answer is Answer.MET:
                flags.append(word)
            elif answer is Answer.POSSIBLE:
                flags.append(f"{word}?")
    if score.result.rounding in (Answer.MET, Answer.POSSIBLE):
        flags.append("rounded" if score.result.rounding is Answer.MET else "rounded?")
    return tuple(flags)


def open_words(score: StandardScore) -> str:
    """Say whether a standard is open to discretion."""
    if score.result.status is Status.AWAITED:
        return "awaited"
    if score.result.status is Status.NOT_RATED:
        return "not rated"
    if score.agreeable:
        return "agreed by the panel" if not score.to_agree else "for the panel to agree"
    if score.open is None:
        return "discretion does not apply"
    return {
        Answer.MET: "open to discretion",
        Answer.POSSIBLE: "possibly open to discretion",
        Answer.UNKNOWN: "no figures: not known whether open to discretion",
        Answer.NOT_MET: "not open to discretion",
    }[score.open]


DOING = {
    Kind.CHANGE: "changing it",
    Kind.KEEP: "keeping it",
    Kind.AGREE: "agreeing it",
    Kind.DEFER: "deferring it",
}


def evidence_rating_label(score: StandardScore) -> str:
    """Return what to call the rating that the panel starts from: a judgement is proposed."""
    return "Evidence rating" if score.proposed is None else "Proposed rating"


def considered_words(score: StandardScore) -> str:
    """Say where the panel stands with a standard; "" where nothing was decided."""
    entry = score.decision
    if entry is None:
        return ""
    if score.considered is Considered.EVIDENCE_CHANGED:
        return f"evidence changed: {evidence_change_words(score)}"
    if score.considered is Considered.NOT_ALLOWED:
        return f"{DOING[entry.kind]} is not allowed here: {open_words(score)}"
    if score.considered is Considered.CHANGED and entry.from_rating and entry.to_rating:
        return f"changed from {entry.from_rating.name} to {entry.to_rating.name}"
    if score.considered is Considered.AGREED and entry.from_rating and entry.to_rating:
        if entry.from_rating == entry.to_rating:
            return "agreed as proposed"
        return f"agreed as {entry.to_rating.name}; {entry.from_rating.name} was proposed"
    return score.considered.value


def evidence_change_words(score: StandardScore) -> str:
    """Say which figures differ from those of an entry: "2.4.2 was 7/12, now 8/12".

    An entry that carries no figures does not say that there were none: its rating is named.
    """
    if score.decision is None:
        return ""
    then = {question.key_question: question.figures for question in score.decision.evidence}
    now = {question.id: question.evidence.figures for question in score.result.key_questions}
    changes = [
        f"{key} was {_figures_or_none(then.get(key))}, now {_figures_or_none(now.get(key))}"
        for key in sorted({*then, *now})
        if _figures_or_none(then.get(key)) != _figures_or_none(now.get(key))
    ]
    if not changes or not then:
        was = score.decision.from_rating
        is_now = score.result.rating
        return f"was {rating_name(was)}, now {rating_name(is_now)}"
    return "; ".join(changes)


def _figures_or_none(figures: Figures | None) -> str:
    if figures is None:
        return "absent"
    return count_words(figures) if figures.count is not None else figures_words(figures)
