"""What goes into the published report: the tables, sentences and notes, before any layout.

Everything is worked out by the functions that the screen uses; the layout only places it.
`fields` makes every text visible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from core.counts import Figures
from core.report_words import (
    SUB_SAMPLES,
    assumption_words,
    basis_words,
    discretion_note,
    discretion_words,
    driver_words,
    judged_words,
    lowest_words,
    margin_of_error_words,
    percent_only_words,
    points_words,
    question_sentence,
    range_words,
    rating_words,
    rounding_note,
    sample_words,
    score_words,
    stars,
    sub_sample_words,
    taken_as_whole_note,
    uncounted_words,
    unsettled_note,
)
from core.scheme import Domain, OverallBands, Scheme
from core.scorecard import Considered, StandardScore
from core.standard_result import KeyQuestionResult
from core.value import Value
from core.wording import overall_words, percent_words, plural, total_words
from sessions.documents.about import about
from sessions.documents.names import NameStyle, Naming, surnames_in
from sessions.documents.palette import rating_colour
from sessions.documents.pictures import NARROW_SCALE, question_ruler, score_scale
from sessions.documents.report_parts import (
    Note,
    OverallTable,
    PromptQuestion,
    PromptRow,
    PromptStandard,
    QuestionRow,
    RangeRow,
    RatingGroup,
    RatingRow,
    Report,
    StandardBlock,
)
from sessions.documents.source import Source
from sessions.text.visible import visible_lines

# What the reports of this inspectorate say of how they set their samples.
PUBLISHED_SAMPLING = dict.fromkeys(
    ("youth-2018", "youth-2021"),
    "The samples are set for 80% confidence and a margin of error of five percentage points. "
    "They match the eligible cases by gender, type of disposal, risk of serious harm, and risk to "
    "safety and wellbeing.",
)


class ReportGaps(Value):
    """What the report had to say in its own words, or left out: for the command to name.

    `draft`: whether the record is not signed. `without_wording`: changed standards whose record
    has no published wording. `unsettled`: standards that are still to be decided.
    `surnames`: words in the published wording that end the name of a panel member.
    """

    draft: bool
    without_wording: tuple[str, ...]
    unsettled: tuple[str, ...]
    surnames: tuple[str, ...]


# The decisions whose published wording goes into the report.
PUBLISHED = frozenset({Considered.CHANGED, Considered.KEPT, Considered.AGREED})


def report_content(source: Source) -> Report:
    """Return everything that goes into the published report."""
    scorecard, scheme = source.scorecard, source.meeting.evidence.scheme
    naming = Naming(NameStyle.NONE, source.names)
    notes = {score.id: tuple(_standard_notes(score, naming)) for score in scorecard.standards}
    rating_notes = list(dict.fromkeys(text for texts in notes.values() for text in texts))
    tables = count(1)
    ratings_table = next(tables)
    shown = [score for score in scorecard.standards if _shown(score)]
    blocks = tuple(_block(scheme, score, notes[score.id], tables) for score in shown)
    bands_table, scores_table = next(tables), next(tables)
    overall_tables = tuple(_overall_table(scheme, bands, next(tables)) for bands in scheme.overall)
    annexe = _annexe(shown, tables)
    total = scorecard.agreed
    awaited = len(scorecard.awaited)
    return Report(
        about=about(source, naming),
        score=total_words(total),
        overall=overall_words(total, awaited),
        overall_colour=rating_colour(scheme, total.overall),
        score_label="Score so far" if awaited else "Score",
        scale=score_scale(scheme, total, awaited),
        narrow_scale=score_scale(scheme, total, awaited, NARROW_SCALE),
        ratings_table=ratings_table,
        ratings=tuple(_groups(source, shown, notes, rating_notes)),
        rating_notes=tuple(
            Note(str(place), text) for place, text in enumerate(rating_notes, start=1)
        ),
        score_note=score_words(scheme),
        standards=blocks,
        samples=tuple(_samples(source)),
        method=tuple(
            words
            for words in (lowest_words(scheme), judged_words(scheme), uncounted_words(scheme))
            if words
        ),
        bands_table=bands_table,
        bands=tuple(
            RangeRow(
                band.name,
                f"{range_words(band.lowest, band.highest)}%",
                band.rating.name,
                rating_colour(scheme, band.rating),
            )
            for band in scheme.bands
        ),
        scores_table=scores_table,
        rating_scores=tuple(
            RangeRow(
                stars(scheme, rating),
                str(rating.score),
                rating.name,
                rating_colour(scheme, rating),
            )
            for rating in scheme.ratings
        ),
        overall_tables=overall_tables,
        discretion=tuple(words for words in discretion_words(scheme)),
        assumptions=assumption_words(scheme),
        has_prompts=bool(annexe),
        annexe=annexe,
    )


def _overall_table(scheme: Scheme, bands: OverallBands, table: int) -> OverallTable:
    lines = tuple(
        RangeRow(
            "",
            range_words(band.lowest, band.highest),
            band.rating.name,
            rating_colour(scheme, band.rating),
        )
        for band in bands.bands
    )
    return OverallTable(table, bands.maximum, lines)


def report_gaps(source: Source) -> ReportGaps:
    """Return what a reader of the report should know that the record does not give."""
    scores = source.scorecard.standards
    naming = Naming(NameStyle.NONE, source.names)
    wordings = " ".join(naming.in_text(_own_wording(score)) for score in scores)
    return ReportGaps(
        about(source, naming).draft,
        tuple(score.id for score in scores if discretion_note(score) and not _own_wording(score)),
        tuple(score.id for score in scores if unsettled_note(score)),
        surnames_in(wordings, source.names),
    )


# ---- ratings page ------------------------------------------------------------------------------


def _shown(score: StandardScore) -> bool:
    """Whether a standard belongs in the report: an uncounted one may simply be absent."""
    return score.standard.counted or score.result.evidence is not None


def _groups(
    source: Source,
    shown: Sequence[StandardScore],
    notes: Mapping[str, Sequence[str]],
    numbered: Sequence[str],
) -> Iterator[RatingGroup]:
    scheme = source.meeting.evidence.scheme
    for domain in scheme.domains:
        rows = tuple(
            RatingRow(
                id=score.id,
                title=score.standard.title,
                rating=rating_words(score),
                stars=stars(scheme, score.rating),
                points=points_words(scheme, score.rating),
                colour=rating_colour(scheme, score.rating),
                marks=", ".join(str(numbered.index(text) + 1) for text in notes[score.id]),
            )
            for score in shown
            if score.standard.domain == domain.id
        )
        if rows:
            sample = source.meeting.evidence.sample(domain.id)
            cases = "" if sample is None else plural(sample.cases, "case")
            yield RatingGroup(domain.id, domain.title, cases, rows)


def _standard_notes(score: StandardScore, naming: Naming) -> Iterator[str]:
    """The notes about the rating of a standard as a whole."""
    wording = _own_wording(score) or discretion_note(score)
    if wording:
        yield " ".join(visible_lines(naming.in_text(wording.strip())))
    for words in (unsettled_note(score), rounding_note(score.result)):
        if words:
            yield words
    if not score.standard.counted:
        yield "Rated, but not counted in the score."


def _own_wording(score: StandardScore) -> str:
    """The published wording of the decision that counts."""
    entry = score.decision
    if entry is None or score.considered not in PUBLISHED:
        return ""
    return entry.published_wording.strip()


# ---- one block per standard --------------------------------------------------------------------


def _block(
    scheme: Scheme, score: StandardScore, about_rating: Sequence[str], tables: Iterator[int]
) -> StandardBlock:
    result = score.result
    notes: list[str] = []

    def marks(*texts: str) -> str:
        found = []
        for text in texts:
            if text and text not in notes:
                notes.append(text)
            if text:
                found.append(str(notes.index(text) + 1))
        return ", ".join(found)

    rating_marks = marks(*about_rating, driver_words(score))
    marks(percent_only_words(result), taken_as_whole_note(result))
    questions = tuple(
        _question(scheme, each, each.id in result.driven_by, marks(sub_sample_words(each)))
        for each in result.key_questions
    )
    return StandardBlock(
        id=score.id,
        title=score.standard.title,
        domain=scheme.domain(score.standard.domain).title,
        rating=rating_words(score),
        colour=rating_colour(scheme, score.rating),
        marks=rating_marks,
        basis=basis_words(score),
        counts=any(each.evidence.figures.relevant is not None for each in result.key_questions),
        questions=questions,
        notes=tuple(Note(str(n), text) for n, text in enumerate(notes, start=1)),
        table=next(tables) if questions else 0,
    )


def _question(scheme: Scheme, result: KeyQuestionResult, drives: bool, marks: str) -> QuestionRow:
    relevant, yes, percent = _cells(result.evidence.figures)
    return QuestionRow(
        id=result.id,
        label=result.label,
        wording=result.evidence.wording or "",
        relevant=relevant,
        yes=yes,
        percent=percent,
        rating=result.band.rating.name if result.band else "–",
        colour=rating_colour(scheme, result.band.rating if result.band else None),
        drives=drives,
        marks=marks,
        sentence=question_sentence(result),
        ruler=question_ruler(scheme, result),
    )


def _cells(figures: Figures) -> tuple[str, str, str]:
    """Figures as the cells of a row: relevant cases, number of yes, percentage."""
    relevant = "–" if figures.relevant is None else str(figures.relevant)
    yes = "–" if figures.count is None else str(figures.count.yes)
    return relevant, yes, percent_words(figures.whole_percent)


# ---- annexe and method -------------------------------------------------------------------------


def _annexe(shown: Sequence[StandardScore], tables: Iterator[int]) -> tuple[PromptStandard, ...]:
    found: list[PromptStandard] = []
    for score in shown:
        result = score.result
        if not any(each.evidence.prompts for each in result.key_questions):
            continue
        figures = [
            prompt.figures for each in result.key_questions for prompt in each.evidence.prompts
        ]
        found.append(
            PromptStandard(
                id=score.id,
                title=score.standard.title,
                domain=result.scheme.domain(score.standard.domain).title,
                counts=any(each.relevant is not None for each in figures),
                questions=tuple(
                    PromptQuestion(
                        each.id,
                        each.label,
                        *_cells(each.evidence.figures),
                        prompts=tuple(
                            PromptRow(prompt.label, *_cells(prompt.figures))
                            for prompt in each.evidence.prompts
                        ),
                    )
                    for each in result.key_questions
                ),
                table=next(tables),
            )
        )
    return tuple(found)


def _samples(source: Source) -> Iterator[str]:
    """Samples, margins of error and how they were set."""
    evidence, scheme = source.meeting.evidence, source.meeting.evidence.scheme
    asked = [domain for domain in scheme.domains if _asks(scheme, domain)]
    for domain in asked:
        yield sample_words(domain, evidence.sample(domain.id))
    if scheme.id in PUBLISHED_SAMPLING:
        yield PUBLISHED_SAMPLING[scheme.id]
    for domain in asked:
        if words := margin_of_error_words(domain, evidence.sample(domain.id)):
            yield words
    if asked:
        yield SUB_SAMPLES


def _asks(scheme: Scheme, domain: Domain) -> bool:
    return any(
        standard.domain == domain.id and standard.key_questions for standard in scheme.standards
    )
