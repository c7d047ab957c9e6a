"""The explanations of a standard: they follow the scheme in use, its source and its criteria."""

from collections.abc import Mapping, Sequence

import pytest

from core.explanations import Explanation, explanations, scheme_source
from core.meeting import Meeting, Proposal
from core.record import Kind
from core.scheme import Scheme
from core.scorecard import scorecard_of
from core.value import replace
from tests.core.building import (
    GOOD,
    YOUTH_2018,
    YOUTH_2021,
    evidence_of,
    recorded,
    scheme_named,
    whole_evidence,
)

LIBRARIES = scheme_named("near/lib.scheme.toml")
AUDIT = scheme_named("schemes/audit.scheme.toml")
CQC = scheme_named("schemes/cqc.scheme.toml")
CRITERIA = ("near boundary", "one judgement", "small sample")


def explained(
    scheme: Scheme,
    standard: str,
    given: str | Sequence[str],
    cases: int = 20,
    eligible: Mapping[str, int] | None = None,
) -> dict[str, Explanation]:
    """Return the explanations of one standard, by name."""
    domain = scheme.standard(standard).domain
    evidence = evidence_of(scheme, {standard: given}, {domain: cases}, eligible)
    scorecard = scorecard_of(evidence)
    return {each.name: each for each in explanations(scorecard, scorecard.standard(standard))}


class TestWhichAreGiven:
    @pytest.mark.parametrize(
        ("scheme", "standard", "given", "names"),
        [
            (
                YOUTH_2018,
                "2.2",
                ["20/20", "10/20", "1/2"],
                ["rating", *CRITERIA, "interval", "score"],
            ),
            (YOUTH_2018, "1.1", "Good", ["rating", "score"]),
            (YOUTH_2018, "2.2", "Good", ["rating", "score"]),
            (YOUTH_2018, "2.2", "not rated: no cases", ["rating", "score"]),
            (
                AUDIT,
                "3",
                ["20/20", "19/20", "20/20"],
                ["rating", "near boundary", "small sample", "interval", "score"],
            ),
            (LIBRARIES, "C2", ["10/20", "20/20"], ["rating", "interval", "score"]),
            (CQC, "S", "Inadequate", ["rating", "score"]),
            (
                YOUTH_2018,
                "2.1",
                ["11/17", "50%", "17/17"],
                ["rating", *CRITERIA, "every case", "interval", "score"],
            ),
            (
                YOUTH_2018,
                "2.1",
                ["11/17", "17/17", "17/17"],
                ["rating", *CRITERIA, "rounded", "interval", "score"],
            ),
        ],
    )
    def test_names(
        self, scheme: Scheme, standard: str, given: str | list[str], names: list[str]
    ) -> None:
        cases = 20 if given != ["11/17", "50%", "17/17"] else 18
        assert list(explained(scheme, standard, given, cases)) == names

    def test_a_scheme_without_small_samples_does_not_explain_them(self) -> None:
        criteria = replace(YOUTH_2018.criteria, cases=0)
        names = explained(replace(YOUTH_2018, criteria=criteria), "2.2", ["1/1", "1/2", "1/2"])
        assert "small sample" not in names
        assert "one judgement" in names

    def test_what_the_panel_decided(self) -> None:
        evidence = whole_evidence(standards={"2.2": ["20/20", "10/20", "1/2"]})
        meeting, _ = recorded(Meeting(evidence), Proposal(Kind.CHANGE, "2.2", GOOD, "One case."))
        score = meeting.scorecard.standard("2.2")
        panel = {each.name: each for each in explanations(meeting.scorecard, score)}["the panel"]
        assert panel.meaning == "changed from Requires improvement to Good."


class TestWhatIsCited:
    @pytest.mark.parametrize(
        ("scheme", "source"),
        [
            (YOUTH_2018, YOUTH_2018.source),
            (YOUTH_2021, YOUTH_2021.source),
            (LIBRARIES, LIBRARIES.source),
            (AUDIT, "the scheme audit, which names no source"),
            (CQC, "the scheme cqc-like, which names no source"),
        ],
    )
    def test_the_source_is_the_schemes_own(self, scheme: Scheme, source: str) -> None:
        assert scheme_source(scheme) == source
        standard = scheme.standards[0]
        given = [*["20/20"] * len(standard.key_questions)] or scheme.ratings[0].name
        for name, each in explained(scheme, standard.id, given).items():
            if name in ("rating", *CRITERIA, "score"):
                assert each.source.startswith(source)

    def test_nothing_of_another_scheme_is_cited(self) -> None:
        for scheme, standard, given in (
            (AUDIT, "3", ["20/20", "19/20", "20/20"]),
            (LIBRARIES, "C1", ["14/20", "20/20"]),
        ):
            said = str([*explained(scheme, standard, given).values()])
            for words in ("HM Inspectorate", "Kirklees", "five points", "5 points", "0 to 3"):
                assert words not in said

    def test_the_rule_for_ties_is_the_schemes_own(self) -> None:
        said = explained(LIBRARIES, "C1", ["4/8", "8/16"])["small sample"]
        assert said.source.endswith(
            "; if several questions are lowest, all must have few cases (assumption A2)"
        )
        said = explained(YOUTH_2018, "2.2", ["20/20", "2/4", "5/10"])["small sample"]
        assert said.source.endswith(
            "; if several questions are lowest, one with few cases is enough (assumption A2)"
        )

    def test_a_band_read_off_the_exact_share(self) -> None:
        below = explained(LIBRARIES, "C1", ["16/23", "20/20"], 23)
        assert below["rating"].meaning == (
            "Fair, because the lowest percentage, 70% in C1-a, is by its exact share in the band "
            "“More than half”, 55 to 69%. ◂ marks the lowest."
        )
        assert "rounded" not in below
        unsure = explained(LIBRARIES, "C1", ["70%", "20/20"], 64)
        assert unsure["rating"].meaning.startswith(
            "Strong, because the lowest percentage, 70% in C1-a, is in the band"
        )
        assert unsure["rounded"].meaning == (
            "rounding may decide the rating: 16 of 23 is 69.56% and counts as 70% (assumption "
            "A1). The scheme reads the band off the exact share, which the percentage alone does "
            "not give."
        )
        lifted = explained(YOUTH_2018, "2.2", ["11/17", "17/17", "17/17"])
        assert lifted["rounded"].meaning.endswith("The scheme rounds before it reads off the band.")

    def test_figures_of_the_scheme(self) -> None:
        found = explained(LIBRARIES, "C1", ["14/20", "20/20"])
        assert found["rating"].meaning == (
            "Strong, because the lowest percentage, 70% in C1-a, is in the band “Most”, 70 to "
            "89%. ◂ marks the lowest."
        )
        assert "within 3 points of a boundary" in found["near boundary"].meaning
        assert "8 relevant cases or fewer" in found["small sample"].meaning
        assert found["score"].meaning == (
            "4/30, 5 standards awaited: no overall rating yet. These are the points of the "
            "counted standards, 0 to 5 each, added up without weighting."
        )
        said = explained(AUDIT, "3", ["1/1"] * 3)["small sample"]
        assert "1 relevant case or fewer" in said.meaning
        assert "1 to 4 each" in explained(CQC, "S", "Inadequate")["score"].meaning

    def test_a_standard_that_is_not_counted_says_so(self) -> None:
        assert explained(YOUTH_2021, "4.1", "Good")["score"].meaning.endswith(
            "This standard is rated, but not counted."
        )
        assert "not counted" not in explained(YOUTH_2021, "1.1", "Good")["score"].meaning


class TestAnswers:
    def test_met_and_not_met(self) -> None:
        found = explained(YOUTH_2018, "2.2", ["20/20", "20/20", "10/20"])
        near, one, few = (found[name].meaning for name in CRITERIA)
        assert near.startswith("met: 50% is on the boundary")
        assert one.startswith("met: one fewer yes in 2.2.3 would make it")
        assert few.startswith("not met: based on 20 cases in 2.2.3 (threshold 5)")

    def test_possible_says_why(self) -> None:
        few = explained(YOUTH_2018, "2.2", ["20/20", "20/20", "50%"])["small sample"].meaning
        assert few.startswith("possible, since only a percentage was reported: ")

    def test_rounding_and_the_whole_sample_name_their_assumptions(self) -> None:
        found = explained(YOUTH_2018, "2.1", ["50%", "22/22", "22/22"], 22)
        assert found["every case"].meaning == (
            "2.1.1 50% taken as 11 of 22: asked of every case (assumption A3)."
        )
        assert found["every case"].source.startswith("assumption A3, inferred")
        found = explained(YOUTH_2018, "2.2", ["17/17", "11/17", "17/17"], 17)
        assert found["rounded"].source.startswith("assumption A1: ")
        found = explained(YOUTH_2018, "2.2", ["20/20", "65%", "20/20"])
        assert found["rounded"].meaning.startswith("rounding may decide the rating: 11 of 17 is")

    def test_the_interval_says_what_it_takes_for_the_population(self) -> None:
        unknown = explained(YOUTH_2018, "2.2", ["20/20", "10/20", "20/20"])["interval"].meaning
        assert unknown.endswith(
            "It does not affect any rating. Population not given: taken as very large (assumption "
            "A8); the reports set samples for 80% confidence and a margin of error of 5 points."
        )
        known = explained(YOUTH_2018, "2.2", ["20/20", "10/20", "20/20"], 20, {"2": 25})
        assert known["interval"].meaning.endswith("It does not affect any rating.")
        silent = explained(AUDIT, "3", ["20/20", "19/20", "20/20"])["interval"].meaning
        assert silent.endswith("taken as very large (assumption A8).")
