"""Every flag, criterion and figure in one plain sentence, with the rule that it comes from."""

from core.discretion import Answer
from core.scheme import RatedBy, Scheme
from core.scorecard import Considered, Scorecard, StandardScore
from core.value import Value
from core.wording import (
    considered_words,
    near_boundary_words,
    no_figures_words,
    one_judgement_words,
    overall_words,
    rounding_words,
    small_sample_words,
    total_words,
)

ANNEXE = "“Ratings explained”, the annexe on methodology of the published reports"


class Explanation(Value):
    """What a thing on the screen is called, what it means here, and where its rule stands."""

    name: str
    meaning: str
    source: str


def explanations(scorecard: Scorecard, score: StandardScore) -> tuple[Explanation, ...]:
    """Explain everything that the screen shows of one standard."""
    scheme, result = scorecard.scheme, score.result
    found = [_rating(scheme, score)]
    if result.asked:
        found += _criteria(scheme, score)
        if result.rounding in (Answer.MET, Answer.POSSIBLE):
            found.append(
                Explanation(
                    "rounded",
                    f"{rounding_words(result)}. The scheme rounds before it reads off the band.",
                    "an assumption of the scheme: no report states it (docs/rules.md)",
                )
            )
        found.append(
            Explanation(
                "interval",
                "the thick part of a scale is the range of shares that a sample of this size "
                "allows, at 80% confidence; it decides nothing.",
                "the reports set their samples for 80% confidence; the method is Wilson's (1927)",
            )
        )
    if score.considered is not Considered.NOT_YET:
        found.append(
            Explanation("the panel", f"{considered_words(score)}.", "the record of this meeting")
        )
    total = scorecard.agreed
    counted = "" if score.standard.counted else " This standard is rated, but not counted."
    found.append(
        Explanation(
            "score",
            f"{total_words(total)} adds up the counted standards, 0 to {scheme.top_score} each, "
            f"without weights: {overall_words(total, len(scorecard.awaited))}.{counted}",
            f"{ANNEXE}: overall provider rating",
        )
    )
    return tuple(found)


def _rating(scheme: Scheme, score: StandardScore) -> Explanation:
    result = score.result
    name = result.rating.name if result.rating is not None else "not rated"
    if not result.asked:
        return Explanation("rating", f"{name}: {no_figures_words(result)}.", ANNEXE)
    lowest = " and ".join(result.driven_by)
    band = next(each for each in scheme.bands if each.rating == result.rating)
    return Explanation(
        "rating",
        f"{name}, because the lowest percentage, {result.lowest_percent}% in {lowest}, lies in the "
        f"band “{band.name}”, {band.lowest} to {band.highest}%. ◂ marks what drives it.",
        f"{ANNEXE}: a standard has the rating of its lowest key question",
    )


def _criteria(scheme: Scheme, score: StandardScore) -> list[Explanation]:
    if score.standard.rated_by is RatedBy.JUDGEMENT or not score.standard.discretion:
        return []
    result, criteria = score.result, scheme.criteria
    found = result.discretion
    source = f"{ANNEXE}: professional discretion"
    return [
        Explanation(
            "near",
            f"{_answer(found.near_boundary)}: {near_boundary_words(result)}. The lowest percentage "
            f"opens a standard when it is within {criteria.points} points of a boundary.",
            source,
        ),
        Explanation(
            "one",
            f"{_answer(found.one_judgement)}: {'; '.join(one_judgement_words(result))}. A standard "
            "is open when one different judgement in one case would change its rating.",
            source,
        ),
        Explanation(
            "few",
            f"{_answer(found.small_sample)}: {small_sample_words(result)}. A standard is open when "
            f"its rating rests on {criteria.cases} relevant cases or fewer.",
            f"{source}; that any of several lowest questions suffices is an assumption",
        ),
    ]


def _answer(answer: Answer) -> str:
    if answer is Answer.POSSIBLE:
        return "possible, since only a percentage was reported"
    return answer.value
