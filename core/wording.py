"""Figures in words: the one place where numbers become text, for screen, record and JSON.

All words are our own; official wording stays in session files.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.banding import nearest_boundary
from core.counts import Count, Figures
from core.discretion import Answer, OneJudgement
from core.interval import Interval, whole_ends
from core.scheme import Rating, Scheme
from core.scorecard import Considered, StandardScore, Total
from core.standard_result import KeyQuestionResult, StandardResult, Status
from core.value import Value

SHOWN_COUNTS = 4


def plural(number: int, one: str, many: str | None = None) -> str:
    """Give a number with its noun: "1 case", "2 cases"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def count_words(figures: Figures) -> str:
    """Give the figures as a short fraction: "7/12", "-/12" or "" where no count is known."""
    if figures.count is not None:
        return f"{figures.count.yes}/{figures.count.relevant}"
    return "" if figures.relevant is None else f"–/{figures.relevant}"


def percent_words(percent: int | None) -> str:
    """Give a whole percentage, or a dash where there is none."""
    return "–" if percent is None else f"{percent}%"


def figures_words(figures: Figures) -> str:
    """Give figures in full, for a sentence: "7/12 (58%)", "64%", "64% of 22"."""
    count, percent = figures.count, figures.whole_percent
    if not figures.applicable:
        return "no relevant cases"
    if count is not None:
        return f"{count.yes}/{count.relevant} ({percent}%)"
    if figures.relevant is not None:
        return f"{percent}% of {figures.relevant}"
    return f"{percent}%"


def counts_words(counts: Sequence[Count]) -> str:
    """List counts, shortened after a few: "7/11, 9/14 or 14/22"."""
    if not counts:
        return "no count"
    shown = [f"{count.yes}/{count.relevant}" for count in counts]
    if len(shown) > SHOWN_COUNTS + 1:
        left = len(shown) - SHOWN_COUNTS
        return ", ".join(shown[:SHOWN_COUNTS]) + f" and {left} more"
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + f" or {shown[-1]}"


def interval_words(interval: Interval | None) -> str:
    """Give an interval in whole percent: "16–84"."""
    if interval is None:
        return ""
    low, high = whole_ends(interval)
    return f"{low}–{high}"


def total_words(total: Total) -> str:
    """Give a score with its maximum: "26/36"."""
    return f"{total.score}/{total.maximum}"


def overall_words(total: Total, awaited: int = 0) -> str:
    """Give the overall rating, or say why there is none."""
    if total.overall is not None:
        return total.overall.name
    if awaited:
        return f"{plural(awaited, 'standard')} awaited: no overall rating yet"
    return f"no overall rating is published for a maximum of {total.maximum}"


def margin_words(total: Total) -> str:
    """Say how far the neighbouring overall ratings are, in points."""
    parts = []
    if total.up is not None:
        parts.append(f"{total.up.points} to {total.up.rating.name}")
    if total.down is not None:
        parts.append(f"{total.down.points} down to {total.down.rating.name}")
    return " · ".join(parts)


def rating_steps(scheme: Scheme, start: Rating | None, end: Rating) -> str:
    """Say a move in bands: "two bands up, from Requires improvement to Outstanding"."""
    if start is None:
        return f"to {end.name}"
    steps = scheme.steps_between(start, end)
    words = ("no", "one", "two", "three", "four")
    number = words[abs(steps)] if abs(steps) < len(words) else str(abs(steps))
    noun = "band" if abs(steps) == 1 else "bands"
    direction = "up" if steps > 0 else "down"
    return f"{number} {noun} {direction}, from {start.name} to {end.name}"


class CriteriaWords(Value):
    """The three criteria of a standard, and what else bears on its rating, each in words."""

    near_boundary: str
    one_judgement: tuple[str, ...]
    small_sample: str
    others: str
    rounding: str
    taken_as_whole: tuple[str, ...] = ()

    def all(self) -> tuple[str, ...]:
        """Everything that was said, one sentence an item."""
        said = (
            self.near_boundary,
            *self.one_judgement,
            self.small_sample,
            self.rounding,
            *self.taken_as_whole,
        )
        return tuple(words for words in said if words)


def criteria_words(result: StandardResult) -> CriteriaWords:
    """Say how each criterion stands for a standard, with the figures that make it so."""
    if not result.asked:
        why = no_figures_words(result)
        return CriteriaWords(why, (why,), why, "", "")
    return CriteriaWords(
        near_boundary_words(result),
        one_judgement_words(result),
        small_sample_words(result),
        others_words(result),
        rounding_words(result),
        taken_as_whole_words(result),
    )


def taken_as_whole_words(result: StandardResult) -> tuple[str, ...]:
    """Say which percentages are taken for the whole sample, the lowest key questions first.

    For example "2.1.3 50% taken as 11 of 22: asked of every case".
    """
    taken = sorted(
        (each for each in result.asked if each.taken_as_whole),
        key=lambda each: each.id not in result.driven_by,
    )
    return tuple(
        f"{each.id} {each.percent}% taken as {counts_in_words(each.counts)}: asked of every case"
        for each in taken
    )


def counts_in_words(counts: Sequence[Count]) -> str:
    """List counts for a sentence, shortened after a few: "7 of 11, 9 of 14 or 14 of 22"."""
    return counts_words(counts).replace("/", " of ")


def no_figures_words(result: StandardResult) -> str:
    """Say why a standard has no figures to weigh."""
    if result.status is Status.AWAITED:
        return "awaited: the session file does not give it yet"
    if result.status is Status.NOT_RATED:
        reason = result.evidence.not_rated if result.evidence is not None else None
        return f"not rated: {reason}" if reason else "not rated: no relevant cases"
    if result.standard.discretion:
        return "no key-question figures"
    return "a single judgement, proposed by the lead inspector"


def near_boundary_words(result: StandardResult) -> str:
    """Say where the lowest percentage stands: "50% is on the 50 boundary, …"."""
    percent = result.lowest_percent
    if percent is None:
        return ""
    scheme = result.scheme
    bounds = result.discretion.boundaries or (nearest_boundary(scheme, percent),)
    return "; ".join(_distance_words(scheme, percent, bound) for bound in bounds)


def _distance_words(scheme: Scheme, percent: int, bound: int) -> str:
    place = scheme.boundaries.index(bound)
    low, high = scheme.bands[place].rating.name, scheme.bands[place + 1].rating.name
    between = f"between {low} and {high}"
    if percent == bound:
        return f"{percent}% is on the {bound} boundary, {between}"
    side = "above" if percent > bound else "below"
    return f"{percent}% is {plural(abs(percent - bound), 'point')} {side} {bound}, {between}"


def one_judgement_words(result: StandardResult) -> tuple[str, ...]:
    """Say every single judgement that changes the rating, or that none does."""
    found = result.discretion.judgements
    if not found:
        return ("no single judgement changes the rating",)
    return tuple(judgement_words(judgement) for judgement in found)


def judgement_words(judgement: OneJudgement) -> str:
    """Say one judgement: "one more yes in 3.2.3 gives Outstanding"."""
    direction = "more" if judgement.change > 0 else "fewer"
    said = f"one {direction} yes in {judgement.key_question}"
    if judgement.certain:
        return f"{said} gives {judgement.rating.name}"
    return (
        f"{said} gives {judgement.rating.name} if it stands for {counts_words(judgement.counts)} "
        f"({len(judgement.counts)} of {judgement.possible} possible counts)"
    )


def small_sample_words(result: StandardResult) -> str:
    """Say on how many relevant cases the rating rests."""
    smallest, largest = result.discretion.smallest, result.discretion.largest
    if smallest is None or largest is None:
        return "the number of relevant cases is not known"
    where = " and ".join(result.driven_by)
    limit = result.scheme.criteria.cases
    if smallest == largest:
        said = f"rests on {plural(smallest, 'relevant case')} in {where}"
        return said if smallest <= limit else f"{said}, more than {limit}"
    said = f"rests on {smallest} to {largest} relevant cases in {where}"
    if result.discretion.small_sample is Answer.NOT_MET:
        return f"{said}, more than {limit}"
    return said


def others_words(result: StandardResult) -> str:
    """Say how far the other key questions stand above the lowest, in bands and points."""
    if not result.others:
        return "no other key question differs" if len(result.asked) > 1 else "no other key question"
    return "; ".join(
        f"{other.key_question.id} {other.key_question.percent}%: "
        f"{_bands_above(other.bands)}, {plural(other.points, 'point')} away"
        for other in result.others
    )


def _bands_above(bands: int) -> str:
    return "same band" if bands == 0 else f"{plural(bands, 'band')} above"


def rounding_words(result: StandardResult) -> str:
    """Say that the rounding rule, an assumption, decides the rating; "" where it does not."""
    if result.rounding not in (Answer.MET, Answer.POSSIBLE):
        return ""
    each = next(
        each
        for each in result.asked
        if each.id in result.driven_by and each.rounding is result.rounding
    )
    certainty = "decides" if result.rounding is Answer.MET else "may decide"
    count = next((c for c in each.counts if _rounds_up(c, each)), each.counts[0])
    return (
        f"rounding {certainty} the rating: {count.yes}/{count.relevant} is "
        f"{_exact_percent(count)} and counts as {each.percent}%"
    )


def _rounds_up(count: Count, result: KeyQuestionResult) -> bool:
    return result.percent is not None and 100 * count.yes < result.percent * count.relevant


def _exact_percent(count: Count) -> str:
    """A share to two places, cut and not rounded, so that it never looks like the next number."""
    hundredths = 10000 * count.yes // count.relevant
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def flag_words(score: StandardScore) -> tuple[str, ...]:
    """Give the short flags of a standard's row: near, one, few, rounded; "?" where possible."""
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
    if score.open is None:
        return "discretion does not apply"
    return {
        Answer.MET: "open to discretion",
        Answer.POSSIBLE: "possibly open to discretion",
        Answer.UNKNOWN: "no figures: discretion cannot be told",
        Answer.NOT_MET: "not open to discretion",
    }[score.open]


def considered_words(score: StandardScore) -> str:
    """Say where the panel stands with a standard; "" where nothing was decided."""
    entry = score.decision
    if entry is None:
        return ""
    if score.considered is Considered.EVIDENCE_CHANGED:
        return f"evidence changed: {evidence_change_words(score)}"
    if score.considered is Considered.NOT_ALLOWED:
        return f"{entry.kind.value} is not allowed here: {open_words(score)}"
    if score.considered is Considered.CHANGED and entry.from_rating and entry.to_rating:
        return f"changed from {entry.from_rating.name} to {entry.to_rating.name}"
    return score.considered.value


def evidence_change_words(score: StandardScore) -> str:
    """Say which figures differ from those an entry was made on: "was 7/12, now 8/12"."""
    if score.decision is None:
        return ""
    then = {each.key_question: each.figures for each in score.decision.evidence}
    now = {each.id: each.evidence.figures for each in score.result.key_questions}
    changes = [
        f"{key} was {_figures_or_none(then.get(key))}, now {_figures_or_none(now.get(key))}"
        for key in sorted({*then, *now})
        if _figures_or_none(then.get(key)) != _figures_or_none(now.get(key))
    ]
    if not changes:
        was = score.decision.from_rating
        is_now = score.result.rating
        return (
            f"was {was.name if was else 'not rated'}, now {is_now.name if is_now else 'not rated'}"
        )
    return "; ".join(changes)


def _figures_or_none(figures: Figures | None) -> str:
    if figures is None:
        return "absent"
    return count_words(figures) if figures.count is not None else figures_words(figures)
