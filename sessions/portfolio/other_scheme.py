"""The same evidence under other rules, and which ratings change.

Key questions are matched by their ids, in any standard. A rating that was given as such is
carried over where the other scheme has a standard of that id, rated in the same way, and a rating
of that name. What the evidence does not hold is awaited: nothing is guessed. Decisions were made
under the first rules and are not carried over, so evidence is compared with evidence.
"""

from core.evidence import Evidence, Published, StandardEvidence
from core.scheme import RatedBy, Scheme, Standard
from core.scorecard import Scorecard
from core.standard_result import StandardResult, Status


def under_scheme(evidence: Evidence, other: Scheme) -> Evidence:
    """Return an inspection's evidence as the other scheme takes it."""
    figures = {
        question.id: question
        for standard in evidence.standards
        for question in standard.key_questions
    }
    standards = []
    for standard in other.standards:
        asked = [figures.get(question.id) for question in standard.key_questions]
        whole = tuple(each for each in asked if each is not None)
        if asked and len(whole) == len(asked):
            standards.append(StandardEvidence(standard.id, key_questions=whole))
            continue
        carried = _carried(evidence, other, standard)
        if carried is not None:
            standards.append(carried)
    known = {domain.id for domain in other.domains}
    samples = {of: sample for of, sample in evidence.samples.items() if of in known}
    return Evidence(evidence.inspection, other, samples, tuple(standards), Published())


def _carried(evidence: Evidence, other: Scheme, standard: Standard) -> StandardEvidence | None:
    given = evidence.of(standard.id)
    if given is None or _rated_by(evidence.scheme, standard.id) is not standard.rated_by:
        return None
    if given.not_rated is not None:
        return StandardEvidence(standard.id, not_rated=given.not_rated)
    rating = None if given.judgement is None else other.rating_named(given.judgement.name)
    return None if rating is None else StandardEvidence(standard.id, judgement=rating)


def _rated_by(scheme: Scheme, standard_id: str) -> RatedBy | None:
    found = next((each for each in scheme.standards if each.id == standard_id), None)
    return None if found is None else found.rated_by


def rating_changes(before: Scorecard, after: Scorecard) -> str:
    """Return which ratings by evidence change, such as "2.1 Good to Outstanding".

    Standards are matched by id, ratings by name; the overall rating comes last.
    """
    later = {score.id: score.result for score in after.standards}
    pairs = [
        (score.id, _rating_words(score.result), _rating_words(later[score.id]))
        for score in before.standards
        if score.id in later
    ]
    pairs.append(("overall", overall_words(before), overall_words(after)))
    return "; ".join(
        f"{what} {first} to {then}"
        for what, first, then in pairs
        if first.casefold() != then.casefold()
    )


def overall_words(scorecard: Scorecard, none: str = "none published") -> str:
    """Name the overall rating by evidence, or say why there is none."""
    overall = scorecard.by_evidence.overall
    if overall is not None:
        return overall.name
    return str(Status.AWAITED) if scorecard.awaited else none


def _rating_words(result: StandardResult) -> str:
    return str(result.status) if result.rating is None else result.rating.name
