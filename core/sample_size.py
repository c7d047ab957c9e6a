"""How many cases to inspect, by the rule that the reports give for their samples.

Source: "The sample size was set to achieve a confidence level of 80 per cent (with a margin of
error of five)" (reports of 2020 and 2021). The formula is Cochran's, with the correction for a
finite population, and the share that needs most cases (a half). That the result is rounded to the
nearest whole number is inferred: it gives the figures of the reports.
"""

from math import floor

CONFIDENCE = 80
MARGIN = 5
FORMULA = "n = n0 / (1 + (n0 - 1) / N), with n0 = z² × 0.25 / margin²"
SOURCE = (
    "Reports of HM Inspectorate of Probation, 2020 and 2021: samples are set for 80% confidence "
    "with a margin of error of five. Formula: Cochran, Sampling Techniques (1977)."
)


def normal_quantile(confidence: int) -> float:
    """Return z: within how many standard deviations *confidence* percent (1 to 99) lie.

    Raises:
        ValueError: No number of standard deviations contains that much: 100 percent or more.
    """
    # Imported here because only `sample` needs it, and it imports many other modules.
    from statistics import NormalDist

    return NormalDist().inv_cdf(0.5 + confidence / 200)


def sample_size(eligible: int, confidence: int = CONFIDENCE, margin: int = MARGIN) -> int:
    """Return how many of the *eligible* cases (0 or more) to inspect; at most all of them.

    `confidence` is in percent (1 to 99), `margin` in percentage points (1 to 50).

    Raises:
        ValueError: *confidence* is 100 or more.
        ZeroDivisionError: *margin* is 0.
    """
    if eligible == 0:
        return 0
    endless = normal_quantile(confidence) ** 2 * 0.25 / (margin / 100) ** 2
    cases = endless / (1 + (endless - 1) / eligible)
    return min(eligible, max(1, floor(cases + 0.5)))
