"""A scheme as a page to read: standards, bands, criteria, source, and what is assumed."""

from collections.abc import Iterator, Sequence

from core.report_words import assumption_words
from core.scheme import AskedOf, RatedBy, Scheme, Standard
from core.wording import plural

Rows = list[list[str]]


def scheme_summary(scheme: Scheme) -> list[str]:
    """Return a scheme's cells in the list of schemes: id, title, standards, maximum."""
    counted = sum(standard.counted for standard in scheme.standards)
    return [
        scheme.id,
        scheme.title,
        f"{plural(len(scheme.standards), 'standard')}, {counted} counted",
        f"score 0–{scheme.maximum}",
    ]


def scheme_page(scheme: Scheme) -> Iterator[str | Rows]:
    """Yield the page in parts: a text is a line or paragraph, rows are a table."""
    yield f"{scheme.title} ({scheme.id})"
    yield ""
    yield "Source"
    yield f"  {scheme.source or 'none given'}"
    yield ""
    yield "Standards"
    yield from _standards(scheme)
    yield "Bands of a key question's % yes"
    yield [
        [f"  {band.name}", f"{band.lowest}–{band.highest}%", band.rating.name]
        for band in scheme.bands
    ]
    yield ""
    yield "Ratings and their scores"
    yield [["  " + rating.name, rating.short, str(rating.score)] for rating in scheme.ratings]
    yield ""
    for bands in scheme.overall:
        yield f"Overall rating, for scores out of {bands.maximum}"
        yield [[f"  {band.rating.name}", f"{band.lowest}–{band.highest}"] for band in bands.bands]
        yield ""
    yield "  For any other maximum no overall rating is published."
    yield ""
    if scheme.has_discretion:
        yield "Professional discretion: a standard is open to it when any of these is true"
        yield from (f"  {line}" for line in _criteria(scheme))
    else:
        yield "Professional discretion: no standard is open to it"
    yield ""
    if scheme.sampling is not None:
        yield "Samples"
        yield (
            f"  set for {scheme.sampling.confidence}% confidence and a margin of error of "
            f"{plural(scheme.sampling.margin, 'point')}"
        )
        yield ""
    yield "Assumptions, which no report states, numbered as in docs/rules.md"
    yield from (f"  {line}" for line in _assumptions(scheme))


def _standards(scheme: Scheme) -> Iterator[str | Rows]:
    for domain in scheme.domains:
        standards = [each for each in scheme.standards if each.domain == domain.id]
        if not standards:
            continue
        yield f"  {domain.id} {domain.title}"
        rows: Rows = []
        for standard in standards:
            rows.append([f"    {standard.id}", standard.title, _how(standard)])
            rows += [
                [f"      {question.id}", question.label, ""] for question in standard.key_questions
            ]
        yield rows
        yield ""


def _how(standard: Standard) -> str:
    if standard.rated_by is RatedBy.JUDGEMENT:
        how = "inspector's judgement"
    else:
        how = f"lowest of {plural(len(standard.key_questions), 'key question')}"
    counted = "" if standard.counted else ", not counted in the score"
    opened = ", discretion applies" if standard.discretion else ""
    return f"{how}{counted}{opened}"


def _criteria(scheme: Scheme) -> Sequence[str]:
    criteria = scheme.criteria
    bounds = ", ".join(map(str, scheme.boundaries))
    near = f"within {plural(criteria.points, 'point')} of a boundary ({bounds})"
    lines = [f"near boundary   the lowest % is {near}"]
    if criteria.one_judgement:
        lines.append(
            "one judgement   a differing judgement in one case would change the standard's rating"
        )
    if criteria.small_sample:
        cases = plural(criteria.cases, "relevant case")
        lines.append(f"small sample    the rating is based on {cases} or fewer")
    return lines


def _assumptions(scheme: Scheme) -> Iterator[str]:
    yield from assumption_words(scheme)
    every_case = [
        question.id
        for standard in scheme.standards
        for question in standard.key_questions
        if question.asked_of is AskedOf.EVERY_CASE
    ]
    if every_case:
        yield f"Asked of every case: {', '.join(every_case)}"
