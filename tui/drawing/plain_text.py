"""What the screen shows as plain text: for the clipboard, e-mail and screen readers."""

from core.scorecard import Scorecard
from core.wording import (
    considered_words,
    criteria_words,
    figures_words,
    margin_words,
    open_words,
    overall_words,
    total_words,
)
from sessions.text.visible import visible
from tui.state.scene import Scene


def standard_text(scene: Scene) -> str:
    """Give the selected standard as a few lines of plain text."""
    score = scene.scorecard.standard(scene.view.standard)
    rating = score.rating.name if score.rating is not None else "not rated"
    lines = [f"{score.id} {score.standard.title}: {rating} ({open_words(score)})"]
    if score.result.rating is not None and score.rating != score.result.rating:
        lines[0] += f", evidence rating {score.result.rating.name}"
    for result in score.result.key_questions:
        mark = " (lowest)" if result.id in score.result.driven_by else ""
        lines.append(
            f"  {result.id} {result.label}: {figures_words(result.evidence.figures)}{mark}"
        )
    if score.result.asked:
        lines += [f"  {words}" for words in criteria_words(score.result).all()]
    if score.decision is not None:
        lines.append(f"  the panel: {considered_words(score)}: {score.decision.reason}")
    banner = [scene.banner] if scene.banner else []
    return "\n".join(visible(each) for each in [*banner, *lines])


def scorecard_text(scorecard: Scorecard) -> str:
    """Give score, overall rating and every standard's rating as plain text."""
    inspection, total = scorecard.evidence.inspection, scorecard.agreed
    overall = overall_words(total, len(scorecard.awaited))
    lines = [inspection.service, f"{total_words(total)} {overall}"]
    if margin_words(total):
        lines.append(margin_words(total))
    if total.score != scorecard.by_evidence.score:
        lines.append(f"{total_words(scorecard.by_evidence)} by evidence alone")
    for score in scorecard.standards:
        rating = score.rating.name if score.rating is not None else "not rated"
        decided = considered_words(score)
        lines.append(
            f"{score.id} {score.standard.title}: {rating}{f' ({decided})' if decided else ''}"
        )
    return "\n".join(visible(each) for each in lines)
