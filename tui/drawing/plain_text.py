"""What the screen shows as plain text: for the clipboard, e-mail and screen readers.

Each line is made visible here, where it is made.
"""

from collections.abc import Sequence

from core.meeting import Meeting
from core.minutes_words import criteria_of
from core.record_words import Fact, decision_facts, proposal_facts, record_facts
from core.scorecard import Scorecard
from core.standard_result import StandardResult
from core.wording import (
    considered_words,
    criteria_words,
    figures_words,
    margin_words,
    open_words,
    overall_words,
    rating_name,
    sentence,
    total_words,
)
from sessions.text.visible import visible, visible_lines
from tui.state.scene import Scene


def standard_text(scene: Scene) -> str:
    """Return the selected standard as a few lines of plain text."""
    score = scene.scorecard.standard(scene.view.standard)
    rating = rating_name(score.rating)
    lines = [f"{score.id} {score.standard.title}: {rating} ({open_words(score)})"]
    if score.result.rating is not None and score.rating != score.result.rating:
        lines[0] += f", evidence rating {score.result.rating.name}"
    for result in score.result.key_questions:
        mark = " (lowest)" if result.id in score.result.driven_by else ""
        lines.append(
            f"  {result.id} {result.label}: {figures_words(result.evidence.figures)}{mark}"
        )
    if score.result.asked:
        lines += _criteria_lines(score.result)
    if score.decision is not None:
        lines.append(f"  Decision: {considered_words(score)}")
    banner = [scene.banner] if scene.banner else []
    facts = decision_facts(scene.shown, score) or proposal_facts(score)
    return "\n".join([*(visible(each) for each in [*banner, *lines]), *fact_texts(facts)])


def fact_texts(facts: Sequence[Fact]) -> list[str]:
    """Return facts as indented lines; further lines of a fact are indented under its first."""
    lines = []
    for fact in facts:
        first, *further = visible_lines(fact.words)
        lines.append(f"  {visible(fact.name)}: {first}")
        lines += [f"    {each}".rstrip() for each in further]
    return lines


def record_texts(meeting: Meeting) -> list[str]:
    """Return what the record says apart from its decisions, a blank line before each heading."""
    lines = []
    for part in record_facts(meeting):
        lines += ["", part.heading, *fact_texts(part.facts)]
    return lines


def _criteria_lines(result: StandardResult) -> list[str]:
    """Return each criterion by name with its answer, then what else bears on the rating."""
    words = criteria_words(result)
    why = (words.near_boundary, "; ".join(words.one_judgement), words.small_sample)
    criteria = criteria_of(result, why)
    further = [each for each in (words.rounding, *words.taken_as_whole) if each]
    return [
        *(f"  {sentence(f'{each.name}, {each.answer}: {each.why}')}" for each in criteria),
        *(f"  {sentence(each)}" for each in further),
    ]


def scorecard_text(scorecard: Scorecard) -> str:
    """Return the score, the overall rating and every standard's rating as plain text."""
    inspection, total = scorecard.evidence.inspection, scorecard.agreed
    overall = overall_words(total, len(scorecard.awaited))
    lines = [inspection.service, f"{total_words(total)} {overall}"]
    if margin_words(total):
        lines.append(margin_words(total))
    if total.score != scorecard.by_evidence.score:
        lines.append(f"{total_words(scorecard.by_evidence)} on the evidence alone")
    for score in scorecard.standards:
        rating = rating_name(score.rating)
        decided = considered_words(score)
        lines.append(
            f"{score.id} {score.standard.title}: {rating}{f' ({decided})' if decided else ''}"
        )
    return "\n".join(visible(each) for each in lines)
