"""A folder of session files, the same evidence under other rules, and drawing the cases again."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.evidence import StandardEvidence
from core.scheme import Band, RatedBy, Scheme
from core.scorecard import scorecard_of
from core.value import replace
from sessions.files.session_file import read_session
from sessions.files.shipped import shipped_inspections
from sessions.portfolio.folder import counts_of, portfolio_of_folder
from sessions.portfolio.other_scheme import changes, under
from sessions.portfolio.portfolio import DRAWN, NOT_DRAWN, PARTLY_DRAWN, Group, Portfolio
from sessions.portfolio.rules import Rules
from sessions.portfolio.simulate import simulate, times_held
from sessions.portfolio.vectorised import results_of
from sessions.text.problems import Unusable
from tests.core.building import YOUTH_2018, YOUTH_2021, evidence_of, whole_evidence
from tests.sessions.test_portfolio_table import sheet_of, whole_row, with_cells
from tests.sessions.test_portfolio_vectorised import assert_row

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in shipped_inspections():
        for suffix in (".toml", ".decisions.toml"):
            if (FIXTURES / f"{name}{suffix}").exists():
                shutil.copy(FIXTURES / f"{name}{suffix}", tmp_path)
    return tmp_path


def group_of(portfolio: Portfolio, scheme: str) -> Group:
    return next(group for group in portfolio.groups if group.rules.scheme.id == scheme)


def higher_bands(scheme: Scheme = YOUTH_2018) -> Scheme:
    """Rules under consultation: each boundary five points higher."""
    starts = [0, *(band.lowest + 5 for band in scheme.bands[1:]), 101]
    bands = tuple(
        Band(band.name, band.rating, starts[place], starts[place + 1] - 1)
        for place, band in enumerate(scheme.bands)
    )
    return replace(scheme, id="higher", bands=bands)


def test_the_shipped_inspections_with_their_decisions(folder: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    portfolio = portfolio_of_folder(folder, progress=lambda *each: heard.append(each))
    assert portfolio.inspections == 5
    assert not portfolio.problems
    assert heard[-1] == ("reading", 5, 5)
    group = group_of(portfolio, "youth-2018")
    score = dict(zip(group.names.ids, group.results.score.tolist(), strict=True))
    assert score["north-somerset-2020"] == 26
    place = group.names.ids.index("north-somerset-2020")
    assert group.evidence.score[place] == 24
    assert group.changed is not None
    assert group.changed[place] == "3.2 3.3"
    assert group.names.dates[place] == "2020-09-18"


def test_evidence_is_as_core_says(folder: Path) -> None:
    portfolio = portfolio_of_folder(folder)
    for group in portfolio.groups:
        for place, name in enumerate(group.names.ids):
            card = scorecard_of(read_session(folder / f"{name}.toml").evidence)
            assert_row(group.rules.scheme, group.evidence, place, card)


def test_what_cannot_be_used_is_named_and_the_others_stay(folder: Path) -> None:
    (folder / "broken.toml").write_text("format = ", encoding="utf-8")
    (folder / "alone.decisions.toml").write_text("", encoding="utf-8")
    shutil.copy(folder / "oldham-2019.toml", folder / "oldham-again.toml")
    (folder / "kirklees-2021.decisions.toml").write_text("no", encoding="utf-8")
    portfolio = portfolio_of_folder(folder)
    said = [each.sentence() for each in portfolio.problems]
    assert {Path(each.partition(":")[0]).name for each in said} == {
        "broken.toml",
        "alone.decisions.toml",
        "kirklees-2021.decisions.toml",
    }
    names = sorted(name for group in portfolio.groups for name in group.names.ids)
    assert names == [
        "hartlepool-2020",
        "north-somerset-2020",
        "oldham-2019",
        "oldham-2019",
        "suffolk-2023",
    ]
    assert any("both are listed" in each.sentence() for each in portfolio.warnings)


def test_scheme_files_beside_sessions_are_no_problem(folder: Path) -> None:
    from sessions.files.scheme_file import shipped_scheme_bytes

    own = shipped_scheme_bytes("youth-2018").replace(b'"youth-2018"', b'"own"', 1)
    (folder / "own.toml").write_bytes(own)
    (folder / "oldham-2019.toml").write_text(
        (folder / "oldham-2019.toml").read_text().replace('"youth-2018"', '"own.toml"', 1)
    )
    portfolio = portfolio_of_folder(folder)
    assert not portfolio.problems
    assert [group.rules.scheme.id for group in portfolio.groups].count("own") == 1


@pytest.mark.parametrize("made", [True, False])
def test_folders_without_sessions(tmp_path: Path, made: bool) -> None:
    place = tmp_path / "sub"
    if made:
        place.mkdir()
    with pytest.raises(Unusable):
        portfolio_of_folder(place)


# The same evidence under other rules.


def test_under_the_same_rules_nothing_changes(folder: Path) -> None:
    portfolio = portfolio_of_folder(folder, YOUTH_2018)
    group = group_of(portfolio, "youth-2018")
    assert group.other is not None
    assert changes(group.rules, group.evidence, group.rules, group.other) == [""] * 4
    for name in ("ratings", "lowest", "criteria", "score", "maximum", "overall"):
        assert np.array_equal(getattr(group.evidence, name), getattr(group.other, name))


def test_higher_bands_say_what_changes(folder: Path) -> None:
    other = higher_bands()
    portfolio = portfolio_of_folder(folder, other)
    group = group_of(portfolio, "youth-2018")
    assert group.other is not None
    assert portfolio.other is not None
    said = changes(group.rules, group.evidence, portfolio.other, group.other)
    place = group.names.ids.index("north-somerset-2020")
    # 3.1 rests on 4 of 5, 80%: Outstanding begins at 85 now. 3.2 and 3.3 rest on 1 of 2, 50%.
    assert said[place] == (
        "3.1 Outstanding to Good; 3.2 Requires improvement to Inadequate; "
        "3.3 Requires improvement to Inadequate"
    )


def test_what_the_other_scheme_does_not_find_is_awaited() -> None:
    evidence = whole_evidence(YOUTH_2018)
    card = scorecard_of(under(evidence, YOUTH_2021))
    # Joint working has key questions; policy and provision is a judgement: not the same thing.
    assert [each.id for each in card.awaited] == ["3.4"]
    assert card.by_evidence.overall is None
    back = scorecard_of(under(whole_evidence(YOUTH_2021), YOUTH_2018))
    assert [each.id for each in back.awaited] == ["3.4"]


def test_key_questions_are_matched_wherever_they_stand() -> None:
    moved = YOUTH_2018.standard("2.2").key_questions
    standards = tuple(
        replace(each, key_questions=each.key_questions + moved)
        if each.id == "2.1"
        else replace(each, rated_by=RatedBy.JUDGEMENT, discretion=False, key_questions=())
        if each.id == "2.2"
        else each
        for each in YOUTH_2018.standards
    )
    other = replace(YOUTH_2018, id="moved", standards=standards)
    evidence = whole_evidence(YOUTH_2018, {"2.2": ["20/20", "9/20", "20/20"]})
    card = scorecard_of(under(evidence, other))
    assert card.standard("2.1").rating == YOUTH_2018.ratings[0]
    assert [each.id for each in card.awaited] == ["2.2"]


def test_not_rated_and_unknown_names_are_carried_or_awaited() -> None:
    evidence = whole_evidence(YOUTH_2018, {"1.1": "not rated: no cases"})
    renamed = tuple(
        replace(each, name="Fair") if each.name == "Good" else each for each in YOUTH_2018.ratings
    )
    bands = tuple(
        replace(band, rating=rating) for band, rating in zip(YOUTH_2018.bands, renamed, strict=True)
    )
    taken = under(evidence, replace(YOUTH_2018, ratings=renamed, bands=bands))
    assert taken.of("1.1") == StandardEvidence("1.1", not_rated="no cases")
    assert taken.of("1.2") is None


@settings(max_examples=25)
@given(st.lists(st.integers(0, 20), min_size=6, max_size=6))
def test_table_and_folder_agree_under_other_rules(yes: list[int]) -> None:
    """The arrays' way through a table, and core's way through session files."""
    import tempfile

    from sessions.portfolio.from_table import portfolio_of_table
    from tests.sessions.test_portfolio_table import save

    asked = [each.id for each in YOUTH_2018.standard("2.1").key_questions]
    asked += [each.id for each in YOUTH_2018.standard("3.1").key_questions]
    cells: dict[str, object] = {
        f"{of} {what}": number
        for of, count in zip(asked, yes, strict=True)
        for what, number in (("yes", count), ("relevant", 20))
    }
    with tempfile.TemporaryDirectory() as place:
        path = save(Path(place) / "in.csv", sheet_of([with_cells(whole_row(), cells)]))
        for other in (higher_bands(), YOUTH_2021):
            (group,) = portfolio_of_table(path, other).groups
            assert group.other is not None
            figures: dict[str, str | list[str]] = {
                each.id: "Good"
                if not each.key_questions
                else [f"{cells.get(f'{q.id} yes', 12)}/20" for q in each.key_questions]
                for each in YOUTH_2018.standards
            }
            card = scorecard_of(under(evidence_of(YOUTH_2018, figures), other))
            assert_row(other, group.other, 0, card)


# Drawing the cases again.


def simulated(portfolio: Portfolio, draws: int = 400, seed: int = 1) -> Portfolio:
    simulate(portfolio.groups, draws, seed)
    return portfolio


def test_the_same_seed_gives_the_same(folder: Path) -> None:
    one, two, other = (
        simulated(portfolio_of_folder(folder), seed=seed).groups[0].simulated for seed in (1, 1, 2)
    )
    assert one is not None
    assert two is not None
    assert other is not None
    assert np.array_equal(one.ratings, two.ratings)
    assert np.array_equal(one.overall, two.overall)
    assert not np.array_equal(one.ratings, other.ratings)


def test_an_inspection_does_not_depend_on_the_others(folder: Path) -> None:
    among = group_of(simulated(portfolio_of_folder(folder)), "youth-2018")
    place = among.names.ids.index("north-somerset-2020")
    for name in shipped_inspections():
        if name != "north-somerset-2020":
            (folder / f"{name}.toml").unlink()
            (folder / f"{name}.decisions.toml").unlink(missing_ok=True)
    alone = group_of(simulated(portfolio_of_folder(folder)), "youth-2018")
    assert among.simulated is not None
    assert alone.simulated is not None
    assert np.array_equal(among.simulated.ratings[:, :, place], alone.simulated.ratings[:, :, 0])


def test_counts_add_up_and_what_is_certain_holds(folder: Path) -> None:
    portfolio = simulated(portfolio_of_folder(folder), draws=300)
    for group in portfolio.groups:
        assert group.simulated is not None
        rated = group.evidence.ratings >= 0
        assert np.array_equal(group.simulated.ratings.sum(axis=1), rated * 300)
        # 8 of 8 in every key question: each draw is the same, and the method says no more.
        if "north-somerset-2020" in group.names.ids:
            place = group.names.ids.index("north-somerset-2020")
            assert times_held(group, 4)[place] == 300


def test_what_is_not_drawn_is_said(folder: Path) -> None:
    portfolio = simulated(portfolio_of_folder(folder), draws=10)
    group = group_of(portfolio, "youth-2018")
    assert group.simulated is not None
    drawn = group.simulated.drawn
    north, kirklees = (
        group.names.ids.index(each) for each in ("north-somerset-2020", "kirklees-2021")
    )
    assert drawn[0].tolist() == [NOT_DRAWN] * 4
    assert drawn[4, north] == DRAWN
    # 2.1 is asked of every case of the sample, so its percentages stand for counts.
    assert drawn[4, kirklees] == DRAWN
    assert drawn[7, kirklees] == PARTLY_DRAWN
    assert times_held(group, 0) == [None] * 4
    suffolk = group_of(portfolio, "youth-2021")
    assert times_held(suffolk, 0) == [None]
    assert times_held(suffolk, None) != [None]


def test_draws_are_binomial() -> None:
    """10 of 20 stays at 50% or more as often as the binomial says: 58.8%."""
    evidence = whole_evidence(YOUTH_2018, {"2.1": ["10/20", "20/20", "20/20"]})
    rules = Rules(YOUTH_2018)
    counts, fixed = counts_of(rules, [evidence])
    results = results_of(rules, counts)
    from sessions.portfolio.case_table import Names

    group = Group(rules, np.arange(1), Names(["x"], [""], [""]), results, results, counts, fixed)
    simulate([group], 100_000, 3)
    assert group.simulated is not None
    inadequate = int(group.simulated.ratings[4, 0, 0])
    assert abs(inadequate / 100_000 - 0.4119) < 0.006
    assert int(group.simulated.ratings[5].sum()) == 100_000
