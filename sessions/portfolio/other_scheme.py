"""The same evidence under other rules, and which ratings change.

Key questions are matched by their ids, wherever they stand. A rating that was given as such is
carried over where the other scheme has a standard of that id, rated in the same way, and a rating
of that name. What the evidence does not hold is awaited: nothing is guessed. Decisions were made
under the first rules and are not carried over, so evidence is compared with evidence.
"""

from core.evidence import Evidence, Published, StandardEvidence
from core.scheme import RatedBy, Scheme, Standard
from sessions.portfolio.rules import Rules
from sessions.portfolio.vectorised import AWAITED, NOT_RATED, Results

WORDS = {NOT_RATED: "not rated", AWAITED: "awaited"}


def under(evidence: Evidence, other: Scheme) -> Evidence:
    """Give an inspection's evidence as the other scheme takes it."""
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


def changes(rules: Rules, own: Results, other_rules: Rules, other: Results) -> list[str]:
    """Say for each inspection which ratings change, such as "2.1 Good to Outstanding".

    Standards are matched by id, ratings by name; the overall rating comes last.
    """
    found: list[list[str]] = [[] for _ in range(len(own.score))]
    place_of = {each.id: place for place, each in enumerate(other_rules.standards)}
    for place, standard in enumerate(rules.standards):
        at = place_of.get(standard.id)
        if at is not None:
            before = names(rules, own.ratings[place].tolist())
            after = names(other_rules, other.ratings[at].tolist())
            _note(found, standard.id, before, after)
    _note(
        found,
        "overall",
        names(rules, own.overall.tolist(), "none"),
        names(other_rules, other.overall.tolist(), "none"),
    )
    return ["; ".join(each) for each in found]


def names(rules: Rules, places: list[int], none: str | None = None) -> list[str]:
    """Give the names of ratings by their places; `none` stands for no rating at all."""
    ratings = rules.scheme.ratings
    return [
        ratings[place].name if place >= 0 else (WORDS[place] if none is None else none)
        for place in places
    ]


def _note(found: list[list[str]], what: str, before: list[str], after: list[str]) -> None:
    for said, first, then in zip(found, before, after, strict=True):
        if first.casefold() != then.casefold():
            said.append(f"{what} {first} to {then}")
