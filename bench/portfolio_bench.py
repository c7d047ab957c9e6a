"""Measure `portfolio --simulate` against numpy drawing the same numbers alone.

    python -m bench.portfolio_bench [--rounds N]

Both sides draw 10,000 times the cases of 100 inspections. The figure is the median ratio of rounds
in which both sides take turns.
"""

import argparse
import time
from statistics import median

import numpy as np

from core.counts import Figures
from core.evidence import Evidence, Inspection, KeyQuestionEvidence, StandardEvidence
from core.scheme import Scheme
from core.scorecard import Scorecard, scorecard_of
from sessions.files.scheme_file import shipped_scheme
from sessions.portfolio.simulate import random_numbers, simulated

INSPECTIONS, DRAWS, ROUNDS, ASKED = 100, 10_000, 5, 3.0
MOST_CASES = 40


def made_up(scheme: Scheme, number: int, random: np.random.Generator) -> Scorecard:
    """Return the scorecard of a made-up inspection with counts for every key question."""

    def figures() -> Figures:
        relevant = int(random.integers(1, MOST_CASES))
        return Figures(int(random.integers(0, relevant + 1)), relevant)

    standards = tuple(
        StandardEvidence(
            standard.id,
            tuple(KeyQuestionEvidence(each.id, figures()) for each in standard.key_questions),
            None if standard.key_questions else scheme.ratings[number % len(scheme.ratings)],
        )
        for standard in scheme.standards
    )
    return scorecard_of(Evidence(Inspection(f"inspection-{number}", ""), scheme, {}, standards))


def draw_alone(scorecards: list[Scorecard]) -> None:
    """Draw the numbers that the simulation draws, and do nothing with them."""
    for scorecard in scorecards:
        random = random_numbers(1, scorecard.evidence.inspection.id)
        for score in scorecard.standards:
            for question in score.result.asked:
                yes, relevant = question.counts[0]
                random.binomial(relevant, yes / relevant, DRAWS)


def main() -> int:
    """Measure and print; return 1 where more is taken than was asked for."""
    parser = argparse.ArgumentParser(description="Measure the simulation.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args().rounds
    random = np.random.default_rng(7)
    scheme = shipped_scheme("youth-2018")
    scorecards = [made_up(scheme, number, random) for number in range(INSPECTIONS)]
    ours, alone = [], []
    for _ in range(rounds):
        begun = time.perf_counter()
        for scorecard in scorecards:
            simulated(scorecard, DRAWS, 1)
        middle = time.perf_counter()
        draw_alone(scorecards)
        ours.append(middle - begun)
        alone.append(time.perf_counter() - middle)
    ratio = median(one / other for one, other in zip(ours, alone, strict=True))
    print(
        f"portfolio --simulate {DRAWS:,}, {INSPECTIONS} inspections: {median(ours):.2f} s; "
        f"numpy drawing alone {median(alone):.2f} s; ratio {ratio:.2f} (asked: {ASKED})"
    )
    return 0 if ratio <= ASKED else 1


if __name__ == "__main__":
    raise SystemExit(main())
