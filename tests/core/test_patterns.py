"""Patterns down the columns, against counting by hand; and the columns themselves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.evidence import Evidence
from core.patterns import DomainPatterns, Pattern, domain_patterns, theme_column
from core.scheme import Domain, KeyQuestion, Scheme, Standard, Theme
from core.scorecard import Scorecard, scorecard_of
from core.value import replace
from core.weighing_words import pattern_words, theme_cell_words
from tests.core.building import YOUTH_2018, YOUTH_2021, evidence_of
from tests.core.strategies import any_figures, counted
from tests.core.weighing import evidence_for, undecided

DESISTANCE, CHILD, OTHERS = YOUTH_2018.domain("2").themes


def court(*standards: list[str]) -> Scorecard:
    given = {f"2.{number}": figures for number, figures in enumerate(standards, start=1)}
    return scorecard_of(evidence_of(YOUTH_2018, given, {"2": 20}))


def said_of(card: Scorecard, domain: str = "2") -> list[str]:
    (found,) = (each for each in domain_patterns(card) if each.domain.id == domain)
    return [pattern_words(pattern) for pattern in found.patterns]


class TestPatterns:
    @pytest.mark.parametrize(
        ("inspection", "court", "out_of_court"),
        [
            (
                "north-somerset-2020",
                ["lowest in all four standards of court disposals: safety of others"],
                ["lowest in all three standards of out-of-court disposals with this theme: "
                 "safety of others"],
            ),
            (
                "hartlepool-2020",
                ["lowest in all four standards of court disposals: "
                 "safety of the child and safety of others"],
                [],
            ),
            (
                "oldham-2019",
                ["lowest in three of the four standards of court disposals: "
                 "safety of others (not in 2.3)"],
                ["lowest in all three standards of out-of-court disposals with this theme: "
                 "safety of others"],
            ),
            (
                "suffolk-2023",
                ["lowest in three of the four standards of court disposals: "
                 "safety of others (not in 2.1)"],
                ["lowest in all three standards of out-of-court disposals: safety of the child"],
            ),
        ],
    )  # fmt: skip
    def test_published(self, inspection: str, court: list[str], out_of_court: list[str]) -> None:
        card = undecided(inspection).scorecard
        assert said_of(card, "2") == court
        assert said_of(card, "3") == out_of_court

    def test_everything_level_everywhere_is_no_pattern(self) -> None:
        level = ["20/20", "20/20", "20/20"]
        assert said_of(court(level, level, level, level)) == []

    def test_one_standard_that_tells_is_not_enough(self) -> None:
        level = ["20/20", "20/20", "20/20"]
        assert said_of(court(level, level, ["20/20", "20/20", "10/20"])) == []
        telling = ["20/20", "20/20", "10/20"]
        assert said_of(court(level, telling, telling)) == [
            "lowest in all three standards of court disposals: safety of others"
        ]

    def test_all_but_one_needs_four(self) -> None:
        others, child = ["20/20", "20/20", "10/20"], ["20/20", "10/20", "20/20"]
        assert said_of(court(others, others, child)) == []
        assert said_of(court(others, child, others, others)) == [
            "lowest in three of the four standards of court disposals: "
            "safety of others (not in 2.2)"
        ]

    def test_where_every_theme_drives_none_stands_out(self) -> None:
        desistance, child, others = (
            ["20/20" if place == high else "10/20" for place in range(3)] for high in (2, 1, 0)
        )
        level = ["10/20", "10/20", "10/20"]
        # Each is the lowest in three of the four, and two of them tell.
        assert said_of(court(desistance, child, others, level)) == []

    def test_the_only_theme_of_a_domain_can_stand_out(self) -> None:
        def with_others_only(standard: Standard) -> Standard:
            questions = tuple(
                each if each.theme == OTHERS.heading else replace(each, theme="")
                for each in standard.key_questions
            )
            return replace(standard, key_questions=questions)

        scheme = replace(
            YOUTH_2018, standards=tuple(with_others_only(each) for each in YOUTH_2018.standards)
        )
        given = {f"2.{number}": ["20/20", "20/20", "10/20"] for number in (1, 2, 3, 4)}
        card = scorecard_of(evidence_of(scheme, given, {"2": 20}))
        assert said_of(card) == [
            "lowest in all four standards of court disposals: safety of others"
        ]

    def test_only_standards_that_ask_are_counted(self) -> None:
        telling, silent = ["20/20", "20/20", "10/20"], ["20/20", "15/20", "n/a"]
        assert said_of(court(telling, silent, telling)) == [
            "lowest in both standards of court disposals with this theme: safety of others"
        ]

    def test_it_is_the_evidence_that_counts(self) -> None:
        card = undecided("kirklees-2021").scorecard
        (court_pattern,) = domain_patterns(card)[0].patterns
        assert court_pattern.driven == ("2.1", "2.2", "2.3", "2.4")
        assert court_pattern.excepted == ()
        assert [each.domain.id for each in domain_patterns(card)] == ["2", "3"]

    @settings(max_examples=200)
    @given(st.data())
    def test_against_counting_by_hand(self, data: st.DataObject) -> None:
        # Three shares only, so that ties and patterns are common.
        figures = data.draw(st.sampled_from([counted(2), any_figures(2)]))
        evidence = data.draw(evidence_for(YOUTH_2018, 2, figures))
        for found in domain_patterns(scorecard_of(evidence)):
            self.check(evidence, found)

    @staticmethod
    def check(evidence: Evidence, found: DomainPatterns) -> None:
        asked: dict[str, list[str]] = {theme.heading: [] for theme in found.domain.themes}
        driven: dict[str, list[str]] = {theme.heading: [] for theme in found.domain.themes}
        telling: dict[str, int] = dict.fromkeys(asked, 0)
        for standard in evidence.scheme.standards:
            given = evidence.of(standard.id)
            if standard.domain != found.domain.id or given is None:
                continue
            percents = {
                question.id: each.figures.whole_percent
                for question, each in zip(standard.key_questions, given.key_questions, strict=True)
            }
            known = [percent for percent in percents.values() if percent is not None]
            for question in standard.key_questions:
                percent = percents[question.id]
                if not question.theme or percent is None:
                    continue
                asked[question.theme].append(standard.id)
                if percent == min(known):
                    driven[question.theme].append(standard.id)
                    telling[question.theme] += max(known) > percent
        for count in found.counts:
            heading = count.theme.heading
            assert list(count.asked) == asked[heading]
            assert list(count.driven) == driven[heading]
            assert len(count.telling) == telling[heading]
        driving = {
            heading
            for heading, standards in asked.items()
            if standards
            and len(standards) - len(driven[heading]) <= (1 if len(standards) >= 4 else 0)
        }
        said = {theme.heading for pattern in found.patterns for theme in pattern.themes}
        if driving == {heading for heading in asked if asked[heading]} and len(driving) > 1:
            assert said == set()
        else:
            assert said == {heading for heading in driving if telling[heading] >= 2}

    def test_titles_stand_in_a_sentence_but_abbreviations_stay(self) -> None:
        theme = Theme("risk", "risk")
        pattern = Pattern(
            Domain("2", "Work of the YOT in Custody", (theme,)),
            (theme,),
            ("2.1", "2.2"),
            ("2.1", "2.2"),
            (),
            2,
        )
        assert pattern_words(pattern) == (
            "lowest in both standards of work of the YOT in custody: risk"
        )


class TestColumns:
    def test_standard_by_standard(self) -> None:
        cells = theme_column(undecided("north-somerset-2020").scorecard, OTHERS)
        assert [cell.score.id for cell in cells] == [
            "2.1",
            "2.2",
            "2.3",
            "2.4",
            "3.1",
            "3.2",
            "3.3",
        ]
        assert all(cell.drives for cell in cells)
        words = {cell.score.id: theme_cell_words(cell) for cell in cells}
        assert words["2.1"] == "lowest in its standard; 2.1.1 and 2.1.2 100%: level with it"
        assert words["2.2"] == (
            "lowest in its standard; 2.2.1 and 2.2.2 100%: same band, 14 points above"
        )
        assert words["3.2"] == (
            "lowest in its standard; 3.2.1 and 3.2.2 100%: two bands and 50 points above"
        )

    def test_a_column_that_does_not_drive(self) -> None:
        (cell,) = theme_column(court(["20/20", "10/20", "n/a"]), DESISTANCE)
        assert (cell.percent, cell.drives) == (100, False)
        assert cell.band == YOUTH_2018.bands[-1]
        assert theme_cell_words(cell) == (
            "not the lowest in its standard; 2.1.2 50%: two bands and 50 points below"
        )
        (cell,) = theme_column(court(["20/20", "10/20", "n/a"]), OTHERS)
        assert (cell.percent, cell.band, cell.other_questions) == (None, None, ())
        assert theme_cell_words(cell) == "no relevant cases"

    def test_one_point_and_one_band(self) -> None:
        card = scorecard_of(evidence_of(YOUTH_2018, {"2.1": ["50%", "49%", "n/a"]}, {"2": 100}))
        cells = {theme.heading: theme_column(card, theme)[0] for theme in (DESISTANCE, CHILD)}
        assert theme_cell_words(cells["desistance"]).endswith(
            "2.1.2 49%: one band and 1 point below"
        )
        assert theme_cell_words(cells["child safe"]).endswith(
            "2.1.1 50%: one band and 1 point above"
        )

    def test_a_question_alone(self) -> None:
        scheme = with_one_question()
        card = scorecard_of(evidence_of(scheme, {"2.1": ["5/8"]}, {"2": 8}))
        (cell,) = theme_column(card, DESISTANCE)
        assert theme_cell_words(cell) == "lowest in its standard; no other key question"

    @given(st.data())
    def test_bands_and_points(self, data: st.DataObject) -> None:
        card = scorecard_of(data.draw(evidence_for(YOUTH_2021, 6)))
        for theme in (DESISTANCE, CHILD, OTHERS):
            for cell in theme_column(card, theme):
                for other in cell.other_questions:
                    assert cell.percent is not None
                    assert cell.band is not None
                    assert other.key_question.band is not None
                    assert other.key_question.percent == cell.percent + other.points
                    bands = YOUTH_2021.bands
                    assert other.bands == (
                        bands.index(other.key_question.band) - bands.index(cell.band)
                    )


def with_one_question() -> Scheme:
    standards = tuple(
        replace(standard, key_questions=(KeyQuestion("2.1.1", "One", "desistance"),))
        if standard.id == "2.1"
        else standard
        for standard in YOUTH_2018.standards
    )
    return replace(YOUTH_2018, standards=standards)
