"""The parts of the published report, as plain values: what a template can name."""

from __future__ import annotations

from core.value import Value
from sessions.documents.about import About
from sessions.documents.pictures import Drawing


class Note(Value):
    """A note under a table, with the mark that refers to it."""

    mark: str
    text: str


class RatingRow(Value):
    """One standard on the ratings page. `colour`: of its rating, 0 the lowest; "" for none."""

    id: str
    title: str
    rating: str
    stars: str
    points: str
    colour: int | str
    marks: str


class RatingGroup(Value):
    """One domain on the ratings page."""

    id: str
    title: str
    cases: str
    standards: tuple[RatingRow, ...]


class QuestionRow(Value):
    """One key question of a standard. `drives`: whether it gives the standard its rating."""

    id: str
    label: str
    wording: str
    relevant: str
    yes: str
    percent: str
    rating: str
    colour: int | str
    drives: bool
    marks: str
    sentence: str
    ruler: Drawing | None


class StandardBlock(Value):
    """One standard with its key questions. `counts`: whether any number of cases is known."""

    id: str
    title: str
    domain: str
    rating: str
    colour: int | str
    marks: str
    basis: str
    counts: bool
    questions: tuple[QuestionRow, ...]
    notes: tuple[Note, ...]
    table: int


class PromptRow(Value):
    """One prompt: shown, never scored."""

    label: str
    relevant: str
    yes: str
    percent: str


class PromptQuestion(Value):
    """A key question with its prompts. `counts`: whether any number of cases is known."""

    id: str
    label: str
    relevant: str
    yes: str
    percent: str
    prompts: tuple[PromptRow, ...]


class PromptStandard(Value):
    """A standard in the annexe of prompts."""

    id: str
    title: str
    domain: str
    counts: bool
    questions: tuple[PromptQuestion, ...]
    table: int


class RangeRow(Value):
    """One line of a small table: a name, a range and a rating."""

    name: str
    range: str
    rating: str
    colour: int | str


class OverallTable(Value):
    """The overall bands for one maximum."""

    table: int
    maximum: int
    bands: tuple[RangeRow, ...]


class Report(Value):
    """Everything that the published report takes from the panel."""

    about: About
    score: str
    overall: str
    overall_colour: int | str
    score_label: str
    scale: Drawing
    narrow_scale: Drawing
    ratings_table: int
    ratings: tuple[RatingGroup, ...]
    rating_notes: tuple[Note, ...]
    score_note: str
    standards: tuple[StandardBlock, ...]
    samples: tuple[str, ...]
    method: tuple[str, ...]
    bands_table: int
    bands: tuple[RangeRow, ...]
    scores_table: int
    rating_scores: tuple[RangeRow, ...]
    overall_tables: tuple[OverallTable, ...]
    discretion: tuple[str, ...]
    assumptions: tuple[str, ...]
    has_prompts: bool
    annexe: tuple[PromptStandard, ...]
