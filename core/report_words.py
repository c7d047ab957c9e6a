"""What a published report says in sentences: quantities, how the score is made, the method.

Every sentence is made from the scheme and the figures, so that it cannot contradict the tables.
"""

from __future__ import annotations

from core.assumptions import Assumption
from core.counts import Count
from core.dates import MONTHS, day_words
from core.discretion import Answer
from core.evidence import Inspection, Sample
from core.interval import whole_ends, wilson
from core.scheme import AskedOf, Band, Domain, OverallBands, RatedBy, Rating, Scheme, Ties
from core.scorecard import Considered, StandardScore
from core.standard_result import KeyQuestionResult, StandardResult, Status
from core.wording import (
    considered_words,
    listed,
    no_figures_words,
    number_words,
    percent_words,
    plural,
    rounding_words,
    sentence,
    taken_as_whole_words,
)

# How the name of a band fits into "… of the cases", by its last word.
_SHARES = ("minority", "majority", "number", "proportion", "share")
_AMOUNTS = ("half", "some", "most", "many", "all", "any", "none")
_MOST_STARS = 5


# ---- one standard ------------------------------------------------------------------------------


def rating_words(score: StandardScore) -> str:
    """Return the agreed rating of a standard, or why it has none."""
    return _rating_or_status(score.rating, score.result.status)


def evidence_rating_words(score: StandardScore) -> str:
    """Return the evidence rating of a standard, or why it has none."""
    return _rating_or_status(score.result.rating, score.result.status)


def _rating_or_status(rating: Rating | None, status: Status) -> str:
    return status.value.capitalize() if rating is None else rating.name


def stars(scheme: Scheme, rating: Rating | None) -> str:
    """Return the points of a rating as stars: "★★☆"; "" where the scheme gives too many."""
    if rating is None or scheme.top_score > _MOST_STARS:
        return ""
    return "★" * rating.score + "☆" * (scheme.top_score - rating.score)


def points_words(scheme: Scheme, rating: Rating | None) -> str:
    """Return the points of a rating with the most that there are: "2 of 3"."""
    return "–" if rating is None else f"{rating.score} of {scheme.top_score}"


def cases_words(result: KeyQuestionResult) -> str:
    """Return in how many of its cases a question was met, by the published name of its band."""
    band = result.band
    if band is None:
        return "no cases, because the question did not apply to any"
    counts = result.counts
    if counts and all(count.yes == 0 for count in counts):
        return "none of the cases"
    if counts and all(count.yes == count.relevant for count in counts):
        return "all of the cases"
    return _in_the_cases(band)


def _in_the_cases(band: Band) -> str:
    name = band.name.lower()
    last = name.split()[-1] if name.split() else ""
    if last in _SHARES:
        article = "an" if name[:1] in "aeiou" else "a"
        return f"{article} {name} of the cases"
    if last == "few":
        return f"{name} cases"
    if last in _AMOUNTS:
        return f"{name} of the cases"
    return f"cases in the band “{band.name}”"


def question_sentence(result: KeyQuestionResult) -> str:
    """Return what a key question showed: "Keeps others safe: too few cases (1 of 2, 50%)."."""
    label = result.label.rstrip(" .?:")
    if not result.applicable:
        return f"{label}: no relevant cases."
    return f"{label}: {cases_words(result)} ({figures_in_words(result)})."


def figures_in_words(result: KeyQuestionResult) -> str:
    """Return the figures of a key question in words: "1 of 2, 50%", or "64%" alone."""
    count = result.evidence.figures.count
    if count is not None:
        return f"{count.yes} of {count.relevant}, {percent_words(result.percent)}"
    relevant = result.evidence.figures.relevant
    if relevant is not None:
        return f"{percent_words(result.percent)} of {relevant}"
    return percent_words(result.percent)


def driver_words(score: StandardScore) -> str:
    """Return which key questions drive the rating; "" where the rating has no figures.

    Where the panel changed the rating, they drive only the evidence rating.
    """
    result = score.result
    if not result.asked:
        return ""
    one = len(result.driven_by) == 1
    lowest = f"lowest key question{'' if one else 's'}, {listed(result.driven_by)}, shown in bold"
    if score.rating != result.rating:
        return f"The evidence rating follows the {lowest}; the panel changed the rating."
    return f"The rating of the standard follows its {lowest}."


def sub_sample_words(result: KeyQuestionResult) -> str:
    """Return in how many of the inspected cases a question was asked; "" where in all of them."""
    relevant, sample = result.evidence.figures.relevant, result.sample
    if relevant is None or sample is None or relevant >= sample.cases:
        return ""
    if not relevant:
        return f"This question applied to none of the {sample.cases} cases inspected."
    return (
        f"This question applied to {relevant} of the {plural(sample.cases, 'case')} inspected; "
        "only these are counted."
    )


def percent_only_words(result: StandardResult) -> str:
    """Return that only percentages were reported; "" where every key question has its count."""
    without = [question for question in result.asked if question.evidence.figures.count is None]
    if not without:
        return ""
    if len(without) == len(result.asked):
        return "Only the percentages were reported here, not the numbers of cases."
    return f"Only the percentage was reported for {listed([question.id for question in without])}."


def taken_as_whole_note(result: StandardResult) -> str:
    """Return which percentages are taken for the whole sample; "" where none is."""
    return " ".join(sentence(words) for words in taken_as_whole_words(result))


def rounding_note(result: StandardResult) -> str:
    """Return that rounding decides the rating of a standard; "" where it does not."""
    return sentence(rounding_words(result))


def discretion_note(score: StandardScore) -> str:
    """Return how a decision of the panel is explained where it has no wording of its own.

    "" where the panel left the rating as the evidence gives it.
    """
    if score.considered is Considered.CHANGED and score.result.rating and score.rating:
        return _discretion_sentence(score.result.rating, score.rating)
    return ""


def decision_sentence(score: StandardScore, rating: Rating | None) -> str:
    """Return a sentence to publish with a decision for *rating*, made from the figures alone.

    It is a draft for the panel to edit: what the panel weighed is not in it.
    """
    before = score.result.rating
    if before is None or rating is None:
        return ""
    if score.proposed is not None:
        if rating == before:
            return f"The ratings panel agreed the proposed rating, {rating.name}."
        return (
            f"The lead inspector proposed {before.name}, and the ratings panel agreed "
            f"{rating.name}."
        )
    lowest = [each for each in score.result.key_questions if each.id in score.result.driven_by]
    facts = f" {question_sentence(lowest[0])}" if lowest else ""
    if rating == before:
        return f"The ratings panel considered this standard and kept {rating.name}.{facts}"
    return _discretion_sentence(before, rating) + facts


def _discretion_sentence(before: Rating, agreed: Rating) -> str:
    return (
        "The ratings panel exercised professional discretion: the key questions alone give "
        f"{before.name}, and the panel agreed {agreed.name}."
    )


def unsettled_note(score: StandardScore) -> str:
    """Return what is not settled yet about a standard; "" where nothing is."""
    if score.considered in (Considered.EVIDENCE_CHANGED, Considered.NOT_ALLOWED):
        return f"A recorded decision is not applied: {considered_words(score)}."
    if score.considered is Considered.DEFERRED:
        return "The panel deferred its decision on this standard."
    if score.to_agree:
        return "The panel has not agreed the proposed rating yet."
    if score.to_consider and score.open is Answer.MET:
        return "This standard is open to professional discretion; the panel has not decided it."
    if score.to_consider:
        return (
            "This standard is possibly open to professional discretion; the panel has not "
            "decided it."
        )
    return ""


def basis_words(score: StandardScore) -> str:
    """Return what the rating of a standard without figures is based on; "" where it has some."""
    return "" if score.result.asked else sentence(no_figures_words(score.result))


# ---- how the score is made ---------------------------------------------------------------------


def score_words(scheme: Scheme) -> str:
    """Return the footnote that says how standards add up to the overall rating."""
    counted = [standard for standard in scheme.standards if standard.counted]
    scores = listed([f"{rating.score} for {rating.name}" for rating in scheme.ratings])
    words = (
        f"Each of the {number_words(len(counted))} counted standards scores {scores}. The scores "
        f"add up, without weighting, to a total from {least_score(scheme)} to {scheme.maximum}."
    )
    bands = scheme.overall_bands(scheme.maximum)
    if bands is None:
        return f"{words} No overall rating is published for this total."
    return f"{words} The total gives the overall rating: {overall_bands_words(bands)}."


def least_score(scheme: Scheme) -> int:
    """Return the score if every counted standard had the lowest rating."""
    return min(rating.score for rating in scheme.ratings) * sum(
        standard.counted for standard in scheme.standards
    )


def overall_bands_words(bands: OverallBands) -> str:
    """Return the overall bands in one line: "0–6 Inadequate, 7–18 Requires improvement"."""
    return ", ".join(f"{range_words(b.lowest, b.highest)} {b.rating.name}" for b in bands.bands)


def range_words(lowest: int, highest: int) -> str:
    """Return a range of whole numbers: "7–18", or "7" where both ends are the same."""
    return str(lowest) if lowest == highest else f"{lowest}–{highest}"


def judged_words(scheme: Scheme) -> str:
    """Return which standards are rated by a judgement; "" where none is."""
    judged = [standard for standard in scheme.standards if standard.rated_by is RatedBy.JUDGEMENT]
    if not judged:
        return ""
    which = listed([standard.id for standard in judged])
    verb = "is" if len(judged) == 1 else "are"
    return (
        f"{_standards(len(judged))} {which} {verb} rated by a single judgement: the lead inspector "
        "proposes the rating from all the evidence."
    )


def lowest_words(scheme: Scheme) -> str:
    """Return how a standard gets its rating from its key questions; "" where none does."""
    if all(standard.rated_by is RatedBy.JUDGEMENT for standard in scheme.standards):
        return ""
    rounded = (
        "Percentages are rounded to whole numbers, halves up, before the band is read off."
        if scheme.rounding_before_banding
        else "The band is read off the exact share; only the printed percentage is rounded."
    )
    return (
        "Inspectors answer each key question yes or no for every case that it applies to. The "
        "percentage of yes puts the question in a band. The standard has the rating of its "
        f"lowest key question, without weighting. {rounded}"
    )


def uncounted_words(scheme: Scheme) -> str:
    """Return which standards are rated but leave the score alone; "" where all count."""
    left = [
        f"{standard.id} {standard.title}" for standard in scheme.standards if not standard.counted
    ]
    if not left:
        return ""
    verb = "is" if len(left) == 1 else "are"
    return f"{_standards(len(left))} {listed(left)} {verb} rated, but not counted in the score."


def discretion_words(scheme: Scheme) -> tuple[str, ...]:
    """Return when the panel may use professional discretion, and what it looks at."""
    opened = [standard for standard in scheme.standards if standard.discretion]
    if not scheme.has_discretion:
        return (
            "This scheme has no professional discretion: the ratings are those that the rules "
            "give.",
        )
    criteria = scheme.criteria
    ways = [
        f"its lowest percentage is within {plural(criteria.points, 'percentage point')} of a "
        f"boundary between bands ({listed(list(map(str, scheme.boundaries)), 'or')}%)"
    ]
    if criteria.one_judgement:
        ways.append("a different judgement in one case would change its rating")
    ties = ""
    if criteria.small_sample:
        ways.append(f"its rating is based on {plural(criteria.cases, 'relevant case')} or fewer")
        enough = (
            "one with so few cases is enough"
            if criteria.ties is Ties.ANY
            else "all must have so few cases"
        )
        ties = f" If several key questions tie for the lowest, {enough}."
    return (
        f"{_standards(len(opened))} {listed([standard.id for standard in opened])} can be open to "
        f"professional discretion. One is open when {'; or when '.join(ways)}.{ties}",
        "The panel then looks at the size of the sub-samples, at the percentages of the other key "
        "questions, and at how far apart they are. It may change the rating or keep it.",
    )


def assumption_words(scheme: Scheme) -> tuple[str, ...]:
    """Return what no published report states and the scheme needs, each with its id."""
    words = {
        Assumption.ROUNDING_BEFORE_BANDING: (
            "Percentages are rounded before the band is read off."
            if scheme.rounding_before_banding
            else "The band is read off the exact share, not the rounded percentage."
        )
    }
    if scheme.has_discretion:
        words |= _criteria_assumptions(scheme)
    questions = [question for standard in scheme.standards for question in standard.key_questions]
    if any(question.asked_of is AskedOf.EVERY_CASE for question in questions):
        words[Assumption.WHOLE_SAMPLE] = (
            "A percentage reported without a count is taken to cover the whole sample, if the "
            "question is asked of every case and a count of the whole sample gives that "
            "percentage."
        )
    words[Assumption.LARGE_POPULATION] = (
        "If the number of eligible cases is not given, it is taken as very large."
    )
    return tuple(f"{key}: {words[key]}" for key in Assumption if key in words)


def _criteria_assumptions(scheme: Scheme) -> dict[Assumption, str]:
    """Return the assumptions about the criteria that a scheme has."""
    words = {
        Assumption.NEAR_BY_ROUNDED_PERCENT: (
            "Whether a percentage is near a boundary depends on its rounded value."
        )
    }
    if scheme.criteria.small_sample:
        words[Assumption.TIES] = (
            "If several key questions tie for the lowest, one with few cases is enough for the "
            "small-sample criterion."
            if scheme.criteria.ties is Ties.ANY
            else "If several key questions tie for the lowest, all must have few cases for the "
            "small-sample criterion."
        )
    if scheme.criteria.one_judgement:
        words[Assumption.ONE_KEY_QUESTION] = (
            "A different judgement in one case means one key question in one case."
        )
        words[Assumption.ANY_QUESTION_PULLS_DOWN] = (
            "Key questions other than the lowest can pull a rating down."
        )
    return words


def _standards(number: int) -> str:
    return "Standard" if number == 1 else "Standards"


# ---- samples and method ------------------------------------------------------------------------


def fieldwork_words(inspection: Inspection) -> str:
    """Return when the fieldwork was: "26 to 29 October 2020"; "" where it is not given."""
    start, end = inspection.fieldwork_start, inspection.fieldwork_end
    if start is None:
        return "" if end is None else f"until {day_words(end)}"
    if end is None:
        return f"from {day_words(start)}"
    if start == end:
        return day_words(start)
    if start.year != end.year:
        return f"{day_words(start)} to {day_words(end)}"
    if start.month != end.month:
        return f"{start.day} {MONTHS[start.month - 1]} to {day_words(end)}"
    return f"{start.day} to {day_words(end)}"


def sample_words(domain: Domain, sample: Sample | None) -> str:
    """Return how many cases of a domain were inspected, of how many that were eligible."""
    if sample is None:
        return f"{domain.title}: the number of cases is not given."
    if sample.eligible is None:
        return (
            f"{domain.title}: {_were(sample.cases)} inspected. The number of eligible cases is "
            "not given."
        )
    if sample.eligible <= sample.cases:
        return f"{domain.title}: all the eligible cases ({sample.cases}) were inspected."
    return f"{domain.title}: {_were(sample.cases)} inspected, of {sample.eligible} eligible."


def _were(cases: int) -> str:
    return f"{plural(cases, 'case')} {'was' if cases == 1 else 'were'}"


def margin_of_error_words(domain: Domain, sample: Sample | None) -> str:
    """Return how far a percentage of a whole sample can be off, at 80% confidence."""
    if sample is None or not sample.cases:
        return ""
    if sample.eligible is not None and sample.eligible <= sample.cases:
        return f"{domain.title}: every eligible case was inspected, so the percentages are exact."
    low, high = whole_ends(wilson(Count(sample.cases // 2, sample.cases), sample))
    # A case or two that were not inspected may not show in whole numbers, but nothing is exact.
    margin = max(1, (high - low + 1) // 2)
    population = (
        "" if sample.eligible is not None else ", taking the eligible population as very large"
    )
    return (
        f"{domain.title}: on these figures, at 80% confidence, a percentage based on all "
        f"{plural(sample.cases, 'case')} has a margin of error of up to "
        f"{plural(margin, 'percentage point')} either way{population}."
    )


SUB_SAMPLES = (
    "Some questions apply only to some of the cases. The fewer the cases, the wider the margin of "
    "error."
)
