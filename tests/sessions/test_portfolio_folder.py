"""A folder of session files, and the same evidence under other rules."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.evidence import StandardEvidence
from core.scheme import Band, RatedBy, Scheme
from core.scorecard import scorecard_of
from core.value import replace
from sessions.files.shipped import shipped_inspections
from sessions.portfolio.from_folder import portfolio_of_folder
from sessions.portfolio.from_table import portfolio_of_table
from sessions.portfolio.other_scheme import rating_changes, under_scheme
from sessions.portfolio.portfolio import Portfolio, ScoredInspection
from sessions.text.problems import Unusable
from tests.core.building import YOUTH_2018, YOUTH_2021, whole_evidence
from tests.sessions.portfolio_tables import save, sheet_of, whole_row

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in shipped_inspections():
        for suffix in (".toml", ".decisions.toml"):
            if (FIXTURES / f"{name}{suffix}").exists():
                shutil.copy(FIXTURES / f"{name}{suffix}", tmp_path)
    return tmp_path


def inspection_of(portfolio: Portfolio, name: str) -> ScoredInspection:
    return next(each for each in portfolio.inspections if each.id == name)


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
    assert len(portfolio.inspections) == 5
    assert not portfolio.problems
    assert heard[-1] == ("reading", 5, 5)
    north = inspection_of(portfolio, "north-somerset-2020")
    assert (north.scorecard.agreed.score, north.scorecard.by_evidence.score) == (26, 24)
    assert north.date == "2020-09-18"


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
    names = sorted(each.id for each in portfolio.inspections)
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
    assert [each.scheme.id for each in portfolio.inspections].count("own") == 1


@pytest.mark.parametrize("made", [True, False])
def test_folders_without_sessions(tmp_path: Path, made: bool) -> None:
    place = tmp_path / "sub"
    if made:
        place.mkdir()
    with pytest.raises(Unusable):
        portfolio_of_folder(place)


# The same evidence under other rules.


def test_under_the_same_rules_nothing_changes(folder: Path) -> None:
    for inspection in portfolio_of_folder(folder, YOUTH_2018).inspections:
        if inspection.scheme.id == "youth-2018":
            assert inspection.other is not None
            assert rating_changes(inspection.scorecard, inspection.other) == ""
            assert inspection.other.by_evidence == inspection.scorecard.by_evidence


def test_higher_bands_say_what_changes(folder: Path) -> None:
    portfolio = portfolio_of_folder(folder, higher_bands())
    north = inspection_of(portfolio, "north-somerset-2020")
    assert north.other is not None
    # 3.1 rests on 4 of 5, 80%: Outstanding begins at 85 now. 3.2 and 3.3 rest on 1 of 2, 50%.
    assert rating_changes(north.scorecard, north.other) == (
        "3.1 Outstanding to Good; 3.2 Requires improvement to Inadequate; "
        "3.3 Requires improvement to Inadequate"
    )


def test_what_the_other_scheme_does_not_find_is_awaited() -> None:
    evidence = whole_evidence(YOUTH_2018)
    card = scorecard_of(under_scheme(evidence, YOUTH_2021))
    # Joint working has key questions; policy and provision is a judgement: not the same thing.
    assert [each.id for each in card.awaited] == ["3.4"]
    assert card.by_evidence.overall is None
    back = scorecard_of(under_scheme(whole_evidence(YOUTH_2021), YOUTH_2018))
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
    card = scorecard_of(under_scheme(evidence, other))
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
    taken = under_scheme(evidence, replace(YOUTH_2018, ratings=renamed, bands=bands))
    assert taken.of("1.1") == StandardEvidence("1.1", not_rated="no cases")
    assert taken.of("1.2") is None


SESSION = """format = "ratings-panel/session/1"
scheme = "youth-2018"
[inspection]
id = "one"
service = "x"
"""


def session_of(row: dict[str, object]) -> str:
    """Write a row of a table as a session file."""
    text = SESSION + "".join(f'[samples."{domain}"]\ncases = 20\n' for domain in (2, 3))
    for standard in YOUTH_2018.standards:
        text += f'[[standards]]\nid = "{standard.id}"\n'
        if standard.id in row:
            text += f'rating = "{row[standard.id]}"\n'
            continue
        for question in standard.key_questions:
            text += f'[[standards.key_questions]]\nid = "{question.id}"\n'
            text += "".join(f"{n} = {row[f'{question.id} {n}']}\n" for n in ("yes", "relevant"))
    return text


@settings(max_examples=15)
@given(st.lists(st.integers(0, 20), min_size=6, max_size=6), st.booleans())
def test_table_and_folder_agree_under_other_rules(yes: list[int], rated: bool) -> None:
    """A rating of 3.4 by 2018 stands for its key questions; 2021 asks for a judgement."""
    import tempfile

    asked = [f"{standard}.{number}" for standard in ("2.1", "3.1") for number in (1, 2, 3)]
    row = whole_row() | {f"{of} yes": count for of, count in zip(asked, yes, strict=True)}
    if rated:
        row = {name: value for name, value in row.items() if not name.startswith("3.4.")}
        row["3.4"] = "Outstanding"
    row["scheme"] = "youth-2018"
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "s.toml").write_text(session_of(row))
        path = save(Path(place) / "in.csv", sheet_of([row]))
        for other in (higher_bands(), YOUTH_2021):
            (table,) = portfolio_of_table(path, other).inspections
            (folder,) = portfolio_of_folder(Path(place), other).inspections
            assert table.other is not None
            assert folder.other is not None
            assert table.scorecard.by_evidence == folder.scorecard.by_evidence
            assert table.other.by_evidence == folder.other.by_evidence
            assert rating_changes(table.scorecard, table.other) == rating_changes(
                folder.scorecard, folder.other
            )
            if other is YOUTH_2021:
                assert [each.id for each in table.other.awaited] == ["3.4"]
                assert "3.4" in rating_changes(table.scorecard, table.other)
                assert rating_changes(table.scorecard, table.other).endswith(" to awaited")


def test_conflict_and_hidden_files_are_passed_over_and_said(folder: Path) -> None:
    shutil.copy(folder / "oldham-2019.toml", folder / ".oldham-2019.toml")
    record = folder / "north-somerset-2020.decisions.toml"
    shutil.copy(record, folder / "north-somerset-2020.decisions-LAPTOP-7AB.toml")
    portfolio = portfolio_of_folder(folder)
    assert not portfolio.problems
    assert len(portfolio.inspections) == 5
    said = " ".join(each.sentence() for each in portfolio.warnings)
    assert ".oldham-2019.toml: was skipped: it is hidden" in said
    assert "LAPTOP-7AB.toml: was skipped: it is another version of a record" in said
