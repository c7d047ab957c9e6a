"""What makes a scheme unusable: bands that overlap or are missing, and other contradictions."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from core.scheme import RatedBy, Rating, Scheme, Standard
from core.value import Value


class SchemeFault(Value):
    """One fault of a scheme: the part it is about, the place in it, what is wrong, what to do."""

    part: str
    place: str
    fault: str
    remedy: str


def scheme_faults(scheme: Scheme) -> tuple[SchemeFault, ...]:
    """Say everything that makes a scheme unusable; empty when it is sound."""
    return (
        *_rating_faults(scheme),
        *_band_faults(scheme),
        *_overall_faults(scheme),
        *_domain_faults(scheme),
        *_standard_faults(scheme),
        *_criteria_faults(scheme),
        *_quorum_faults(scheme),
    )


def _doubled(values: list[str]) -> list[str]:
    return sorted(value for value, times in Counter(values).items() if times > 1)


def _rating_faults(scheme: Scheme) -> list[SchemeFault]:
    def about(name: str, fault: str) -> SchemeFault:
        return SchemeFault("ratings", f'rating "{name}"', fault, "Correct or remove it.")

    faults = []
    if len(scheme.ratings) < 2:
        fault = "a scheme needs at least two ratings, the lowest first"
        faults.append(SchemeFault("ratings", "ratings", fault, "Add another [[ratings]] table."))
    faults += [
        about(name, f'the rating "{name}" is named twice')
        for name in _doubled([rating.name.casefold() for rating in scheme.ratings])
    ]
    faults += [
        SchemeFault(
            "ratings",
            "ratings",
            f'the ratings are not in order: "{high.name}" ({high.score}) follows '
            f'"{low.name}" ({low.score}) but does not score more',
            "List the lowest rating first.",
        )
        for low, high in pairwise(scheme.ratings)
        if high.score <= low.score
    ]
    faults += [
        about(each.name, f'the rating "{each.name}" scores {each.score}; a score must be 0 or more')
        for each in scheme.ratings
        if each.score < 0
    ]
    return faults


def _run_faults(
    what: str, runs: list[tuple[str, int, int]], first: int, last: int, unit: str
) -> list[str]:
    """Faults of consecutive runs of whole numbers that must cover `first` to `last`."""
    if not runs:
        return [f"there are no {what}"]
    faults = [
        f'in the {what}, "{name}" runs from {low} to {high}: the lowest is above the highest'
        for name, low, high in runs
        if low > high
    ]
    if faults:
        return faults
    if runs[0][1] != first:
        faults.append(
            f'the {what} must begin at {first}{unit}; "{runs[0][0]}" begins at {runs[0][1]}'
        )
    for (name, _, high), (next_name, next_low, _) in pairwise(runs):
        if next_low <= high:
            faults.append(
                f'in the {what}, "{name}" and "{next_name}" overlap or are out of order: '
                f"one ends at {high}, the next begins at {next_low}"
            )
        elif next_low > high + 1:
            first_left, last_left = high + 1, next_low - 1
            left = f"{first_left}" if first_left == last_left else f"{first_left} to {last_left}"
            faults.append(f'the {what} leave out {left}{unit}, between "{name}" and "{next_name}"')
    if runs[-1][2] != last:
        faults.append(f'the {what} must end at {last}{unit}; "{runs[-1][0]}" ends at {runs[-1][2]}')
    return faults


def _left_out(what: str, scheme: Scheme, ratings: list[Rating]) -> list[str]:
    return [
        f'the {what} leave out the rating "{rating.name}"'
        for rating in scheme.ratings
        if rating not in ratings
    ]


def _out_of_order(what: str, scheme: Scheme, ratings: list[Rating]) -> list[str]:
    """One band for each rating, in their order; said only where none is left out."""
    if any(rating not in ratings for rating in scheme.ratings):
        return []
    if ratings == [rating for rating in scheme.ratings if rating in ratings]:
        return []
    return [f"the {what} are not in the order of the ratings, one for each"]


def _band_faults(scheme: Scheme) -> list[SchemeFault]:
    what = "key-question bands"
    runs = [(band.name, band.lowest, band.highest) for band in scheme.bands]
    ratings = [band.rating for band in scheme.bands]
    messages = [*_run_faults(what, runs, 0, 100, "%"), *_left_out(what, scheme, ratings)]
    in_order = "Give each rating one band, the lowest first."
    return [
        *(SchemeFault("bands", "bands", fault, "Correct [[bands]].") for fault in messages),
        *(
            SchemeFault("bands", "bands", fault, in_order)
            for fault in _out_of_order(what, scheme, ratings)
        ),
    ]


def _overall_faults(scheme: Scheme) -> list[SchemeFault]:
    def about(maximum: int | str, fault: str) -> SchemeFault:
        return SchemeFault("overall", f"overall {maximum}", fault, "Correct [[overall]].")

    faults = []
    for bands in scheme.overall:
        what = f"overall bands for the maximum {bands.maximum}"
        runs = [(band.rating.name, band.lowest, band.highest) for band in bands.bands]
        ratings = [band.rating for band in bands.bands]
        faults += [
            about(bands.maximum, fault)
            for fault in (
                *_run_faults(what, runs, 0, bands.maximum, ""),
                *_left_out(what, scheme, ratings),
                *_out_of_order(what, scheme, ratings),
            )
        ]
    maxima = [str(bands.maximum) for bands in scheme.overall]
    faults += [
        about(value, f"overall bands for the maximum {value} appear twice")
        for value in _doubled(maxima)
    ]
    if str(scheme.maximum) not in maxima:
        fault = (
            f"there are no overall bands for the maximum {scheme.maximum}, "
            "which is what the counted standards add up to"
        )
        faults.append(about(scheme.maximum, fault))
    return faults


def _domain_faults(scheme: Scheme) -> list[SchemeFault]:
    remedy = "Remove one of the two."
    faults = [
        SchemeFault("domains", f'domain "{name}"', f'the domain "{name}" appears twice', remedy)
        for name in _doubled([domain.id for domain in scheme.domains])
    ]
    faults += [
        SchemeFault(
            "domains",
            f'domain "{domain.id}"',
            f'the domain "{domain.id}" has the theme "{heading}" twice',
            remedy,
        )
        for domain in scheme.domains
        for heading in _doubled([theme.heading for theme in domain.themes])
    ]
    return faults


def _standard_faults(scheme: Scheme) -> list[SchemeFault]:
    questions = [
        question.id for standard in scheme.standards for question in standard.key_questions
    ]
    own_id = "Give each its own id."
    faults = [
        SchemeFault(
            "standards", f'standard "{name}"', f'the standard "{name}" appears twice', own_id
        )
        for name in _doubled([standard.id for standard in scheme.standards])
    ]
    faults += [
        SchemeFault(
            "standards",
            f'key question "{name}"',
            f'the key question "{name}" appears twice',
            own_id,
        )
        for name in _doubled(questions)
    ]
    for standard in scheme.standards:
        faults += _theme_faults(scheme, standard)
        faults += _one_standards_faults(scheme, standard)
    if not any(standard.counted for standard in scheme.standards):
        fault = "no standard is counted, so there is no score"
        remedy = "Set counted = true on each standard that counts."
        faults.append(SchemeFault("standards", "standards", fault, remedy))
    return faults


def _theme_faults(scheme: Scheme, standard: Standard) -> list[SchemeFault]:
    headings = {domain.id: [theme.heading for theme in domain.themes] for domain in scheme.domains}
    distinct = {(question.id, question.theme) for question in standard.key_questions}
    faults = [
        SchemeFault(
            "standards",
            f'standard "{standard.id}"',
            f'the standard "{standard.id}" has two key questions with the theme "{heading}"',
            "Give each its own theme, or a `heading` of its own.",
        )
        for heading in _doubled([theme for _, theme in distinct if theme])
    ]
    faults += [
        SchemeFault(
            "standards",
            f'key question "{question.id}"',
            f'the key question "{question.id}" has the theme "{question.theme}", '
            "which its domain does not have",
            "Name a theme of its domain, or remove `theme`.",
        )
        for question in standard.key_questions
        if question.theme and question.theme not in headings.get(standard.domain, [])
    ]
    return faults


def _one_standards_faults(scheme: Scheme, standard: Standard) -> list[SchemeFault]:
    name = f'the standard "{standard.id}"'

    def about(fault: str, remedy: str, key: str = "") -> SchemeFault:
        place = f'standard "{standard.id}"' + (f" › {key}" if key else "")
        return SchemeFault("standards", place, f"{name} {fault}", remedy)

    faults = []
    if standard.domain not in {domain.id for domain in scheme.domains}:
        faults.append(
            about(
                f'is in no known domain ("{standard.domain}")',
                "Use a domain listed under [[domains]].",
                "domain",
            )
        )
    if standard.rated_by is RatedBy.KEY_QUESTIONS:
        if standard.agreed_by_panel:
            faults.append(
                about(
                    "is rated by key questions, so the panel has no proposal to agree",
                    "Remove `agreed_by_panel`.",
                    "agreed_by_panel",
                )
            )
        if not standard.key_questions:
            faults.append(
                about(
                    "is rated by key questions but has none",
                    'Add its key questions, or set rated_by = "judgement".',
                )
            )
        return faults
    if standard.key_questions:
        faults.append(
            about(
                "is judged but has key questions",
                'Remove them, or set rated_by = "key questions".',
            )
        )
    if standard.discretion:
        faults.append(
            about(
                "is judged, so no criterion of discretion can be met; set discretion = false",
                "Correct one of them.",
                "discretion",
            )
        )
    return faults


def _quorum_faults(scheme: Scheme) -> list[SchemeFault]:
    if scheme.quorum is None or scheme.quorum > 0:
        return []
    fault = f"the quorum is {scheme.quorum}; it must be 1 or more"
    return [SchemeFault("panel", "panel › quorum", fault, "Correct or remove it.")]


def _criteria_faults(scheme: Scheme) -> list[SchemeFault]:
    criteria = scheme.criteria
    faults = []
    if criteria.points < 0:
        fault = f"the criterion near boundary has {criteria.points} points; it must be 0 or more"
        faults.append(SchemeFault("discretion", "discretion › points", fault, "Correct it."))
    if criteria.cases < 0:
        fault = f"the criterion small sample has {criteria.cases} cases; it must be 0 or more"
        faults.append(SchemeFault("discretion", "discretion › cases", fault, "Correct it."))
    return faults
