"""`ratings-panel sample`: how many cases to inspect, and how a sample compares with all cases."""

from argparse import Namespace
from pathlib import Path

from core.sample_size import CONFIDENCE, FORMULA, MARGIN, SOURCE, normal_quantile, sample_size
from sessions.text.visible import visible
from tui.cli.output import DONE, WrongCall, say
from tui.cli.text_output import columns


def run(call: Namespace) -> int:
    """Print a sample size, a comparison, or both; return the exit status."""
    if call.eligible is None and call.compare is None:
        raise WrongCall("`sample` needs --eligible N, or --compare CASES.csv.")
    lines: list[str] = []
    if call.eligible is not None:
        confidence = CONFIDENCE if call.confidence is None else call.confidence
        margin = MARGIN if call.margin is None else call.margin
        lines += _size_lines(call.eligible, confidence, margin)
    if call.compare is not None:
        lines += [""] if lines else []
        lines += _comparison_lines(Path(call.compare))
    say("\n".join(lines))
    return DONE


def _size_lines(eligible: int, confidence: int, margin: int) -> list[str]:
    cases = sample_size(eligible, confidence, margin)
    noun = "case" if eligible == 1 else "cases"
    return [
        f"Inspect {cases:,} of {eligible:,} eligible {noun}: {confidence}% confidence, "
        f"margin of error {margin}.",
        f"Formula: {FORMULA}; N = {eligible:,}, z = {normal_quantile(confidence):.4f}, "
        f"margin = {margin / 100:g}. Rounded to the nearest whole number.",
        f"Source: {SOURCE}",
    ]


def _comparison_lines(path: Path) -> list[str]:
    # Imported here, because reading tables loads pandas, which the size alone does not need.
    from sessions.answers.sample_groups import compare_sample

    rows = [["", "Eligible", "%", "Sample", "%", "Difference"]]
    for group in compare_sample(path):
        rows.append([f"{group.group} ({group.heading})", "", "", "", "", ""])
        all_cases, taken = group.eligible.total(), group.sampled.total()
        for value, many in group.eligible.most_common():
            sampled = group.sampled[value]
            shares = (_share(many, all_cases), _share(sampled, taken))
            rows.append(
                [
                    f"  {value}",
                    f"{many:,}",
                    f"{shares[0]}%",
                    f"{sampled:,}",
                    f"{shares[1]}%",
                    f"{shares[1] - shares[0]:+d}",
                ]
            )
        rows.append(["  All", f"{all_cases:,}", "", f"{taken:,}", "", ""])
    return [visible(str(path)), "", *columns(rows, right=range(1, 6))]


def _share(many: int, of: int) -> int:
    """Return a whole percentage, halves rounded up; 0 of nothing."""
    return (200 * many + of) // (2 * of) if of else 0
