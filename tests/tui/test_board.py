"""The board: one row per standard, its figures, its marks and words."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from core.meeting import Meeting
from core.record import Kind
from sessions.files.session_file import read_session
from sessions.text.visible import visible
from tests.tui.meeting import (
    COMMON,
    INSPECTIONS,
    LARGE,
    NORTH_SOMERSET,
    OLDHAM,
    SMALL,
    board_of,
    changed,
    copy_of,
    drawn,
    edit,
    laid_out,
)

SIZES = (SMALL, COMMON, LARGE)


def edited(folder: Path, *edits: tuple[str, str]) -> Meeting:
    path = copy_of(NORTH_SOMERSET, folder)
    for old, new in edits:
        edit(path, old, new)
    return Meeting(read_session(path).evidence)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", INSPECTIONS)
def test_every_row_shows_figures_score_and_flags(name: str, size: tuple[int, int]) -> None:
    scorecard = laid_out(name).scorecard
    for standard, row in board_of(drawn(laid_out(name), size)).items():
        score = scorecard.standard(standard)
        if size == SMALL and score.result.judged:
            # Judgements share one line, see below.
            continue
        assert f" {score.score} " in row
        assert score.rating is not None
        assert score.rating.name in row or f" {score.rating.short} " in row
        for question in score.result.asked:
            assert re.search(rf"[ ▫]{question.percent}%", row)
        assert ("⚑" in row) == (score in scorecard.open_standards)
        assert "◂" in row or not score.result.asked


def test_flags_are_marks_and_words() -> None:
    rows = board_of(drawn(laid_out(NORTH_SOMERSET), SMALL))
    assert rows["3.2"].rstrip().endswith("⚑ near·one·few")
    assert rows["2.3"].rstrip().endswith("⚑ 1 judgement")
    assert "⚑" not in rows["1.1"] + rows["2.1"]
    assert "inspector's judgement" in board_of(drawn(laid_out(NORTH_SOMERSET), COMMON))["1.1"]
    assert board_of(drawn(laid_out(OLDHAM), SMALL))["2.2"].rstrip().endswith("⚑ 1 judgement?")


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (80, "⚑ near·one·few"),
        (120, "⚑ near 50, 1 judgement, few"),
        (130, "⚑ near 50 · 1 judgement · 2 cases"),
        (150, "⚑ 50% is on a boundary · 1 judgement · 2 cases"),
    ],
)
def test_why_a_standard_is_open_is_said_in_the_longest_words_that_fit(
    width: int, words: str
) -> None:
    rows = board_of(drawn(laid_out(NORTH_SOMERSET), (width, 40)))
    assert rows["3.2"].rstrip().endswith(words)


def test_single_words_stand_apart_where_another_row_has_made_room(tmp_path: Path) -> None:
    decided = changed(laid_out(NORTH_SOMERSET), "2.3", "Outstanding")
    session = copy_of(NORTH_SOMERSET, tmp_path)
    edit(session, 'id = "2.3.3"\nyes = 5', 'id = "2.3.3"\nyes = 6')
    rows = board_of(drawn(Meeting(read_session(session).evidence, decided.entries), SMALL))
    assert rows["2.3"].rstrip().endswith("⚑ evidence changed")
    assert rows["3.2"].rstrip().endswith("⚑ near · one · few")


def test_a_criterion_that_only_some_counts_meet_has_a_question_mark() -> None:
    rows = board_of(drawn(laid_out(OLDHAM), (150, 40)))
    assert rows["2.2"].rstrip().endswith("⚑ 1 judgement?")


def test_the_ratings_of_a_domain_stand_under_each_other() -> None:
    rows = board_of(drawn(laid_out("suffolk-2023"), SMALL))
    places = {rows[each].index(rating) for each, rating in (("3.1", "Inad"), ("3.4", "RI"))}
    assert len(places) == 1


def test_judgements_share_one_line_in_a_small_window_until_one_is_selected() -> None:
    meeting = laid_out(NORTH_SOMERSET)
    folded = [row.line.text for row in drawn(meeting, SMALL, "3.2").rows]
    assert folded[0].startswith(" 1 Organisational delivery  RI G RI G  0 of 4 agreed ")
    assert not any("1.2 Staff" in row for row in folded)
    whole = [row.line.text for row in drawn(meeting, SMALL, "1.2").rows]
    assert any("1.2 Staff" in row for row in whole)
    assert any("1.4 Information and facilities" in row for row in whole)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("kind", "words"),
    [(Kind.CHANGE, "✓ changed"), (Kind.KEEP, "✓ kept"), (Kind.DEFER, "… deferred")],
)
def test_what_the_panel_did_takes_the_place_of_the_flags(
    size: tuple[int, int], kind: Kind, words: str
) -> None:
    meeting = changed(laid_out(NORTH_SOMERSET), "3.2", "Good", kind)
    row = board_of(drawn(meeting, size))["3.2"]
    assert row.rstrip().endswith(words)
    assert "⚑" not in row


def test_the_lowest_figures_are_marked_even_where_several_are() -> None:
    rows = board_of(drawn(laid_out(NORTH_SOMERSET), COMMON))
    assert rows["2.1"].count("◂") == 3
    assert "1/2▫ 50%◂≈" in rows["3.2"]
    assert "4/5▫ 80%◂≈" in rows["3.1"]
    wide = board_of(drawn(laid_out(NORTH_SOMERSET), (150, 40)))
    assert "1/2  50%◂≈▫" in wide["3.2"]


def test_counts_that_nobody_reported_are_left_out() -> None:
    row = board_of(drawn(laid_out("kirklees-2021"), COMMON))["2.2"]
    assert re.search(r"64% ?≈ +6/19 +32% +–/18 +22%◂", row)


@pytest.mark.parametrize("size", SIZES)
def test_the_columns_are_straight(size: tuple[int, int]) -> None:
    rows = board_of(drawn(laid_out(NORTH_SOMERSET), size))
    places = [
        [found.end() for found in re.finditer("%", row)]
        for standard, row in rows.items()
        if standard[0] in "23" and standard != "3.4"
    ]
    assert len({tuple(place) for place in places}) == 1
    assert [found.end() for found in re.finditer("%", rows["3.4"])] == places[0][:2]


@pytest.mark.parametrize("size", SIZES)
def test_headings_stand_over_their_figures(size: tuple[int, int]) -> None:
    rows = [row.line.text for row in drawn(laid_out(NORTH_SOMERSET), size).rows]
    heading = next(row for row in rows if row.startswith(" 2 Court disposals · 8 cases"))
    below = rows[rows.index(heading) + 1]
    ends = [found.end() for found in re.finditer("%", below)]
    words = [heading.rindex(word) for word in ("desist", "child", "others")]
    for start, end, following in zip(words, ends, [*words[1:], 1000], strict=True):
        assert start <= end < following
    own = next(row for row in rows if "advice" in row)
    assert own.index("advice") < ends[0] < own.index("police") < ends[1]


def test_marks_are_explained_where_there_is_room() -> None:
    least = "◂ lowest  ≈ near  ▫ few"
    whole = "◂ lowest  ≈ near a boundary  ▫ few cases  ⚑ open"
    for size, words in zip(SIZES, (least, whole, whole), strict=True):
        shown = drawn(laid_out(NORTH_SOMERSET), size)
        heading = next(row.line.text for row in shown.rows if row.line.text)
        assert heading.startswith(" 1 Organisational delivery  ")
        assert words in heading
    assert "✓ decided" in heading


def test_near_and_few_are_marked_in_the_smallest_window_too() -> None:
    rows = board_of(drawn(laid_out(NORTH_SOMERSET), SMALL))
    assert "1/2▫ 50%◂≈ ⚑" in rows["3.2"]
    assert "5/5▫100%  " in rows["3.2"]
    assert "5/7  71%◂  ⚑" in rows["2.3"]
    for name in INSPECTIONS:
        meeting = laid_out(name)
        small, common = (board_of(drawn(meeting, size)) for size in (SMALL, COMMON))
        for standard, row in small.items():
            if not meeting.scorecard.standard(standard).result.asked:
                continue
            for mark in "◂≈▫":
                assert row.count(mark) == common[standard].count(mark), row


@pytest.mark.parametrize("size", [(60, 20), *SIZES])
@pytest.mark.parametrize("name", INSPECTIONS)
def test_the_cursor_is_seen_in_every_standard_from_every_column(
    name: str, size: tuple[int, int]
) -> None:
    scorecard = laid_out(name).scorecard
    for score in scorecard.standards:
        for column in range(3):
            shown = drawn(laid_out(name), size, score.id, column)
            (row,) = (row for row in shown.rows if row.standard == score.id)
            assert row.line.chosen
            assert row.line.text.startswith(" ▶ ")
            under = [piece for piece in row.line.pieces if piece.style == "cell"]
            assert bool(under) == bool(score.result.key_questions)


def test_a_key_question_without_cases_is_named(tmp_path: Path) -> None:
    meeting = edited(
        tmp_path,
        (
            'id = "3.3.3"\nyes = 1\nrelevant = 2',
            'id = "3.3.3"\nyes = 0\nrelevant = 0',
        ),
    )
    for size in SIZES:
        shown = drawn(meeting, size, "3.3")
        assert "n/a" in board_of(shown)["3.3"]
        assert "no relevant cases: not part of the rating" in "".join(
            each.text for each in shown.selected
        )


def test_what_is_awaited_or_not_rated_is_said(tmp_path: Path) -> None:
    meeting = edited(
        tmp_path,
        ('[[standards]]\nid = "1.1"\nrating = "Requires improvement"\n', ""),
        ('id = "1.2"\nrating = "Good"', 'id = "1.2"\nnot_rated = "no cases"'),
    )
    rows = board_of(drawn(meeting, SMALL))
    assert "awaited" in rows["1.1"]
    assert "no cases" in rows["1.2"] or "not rated" in rows["1.2"]
    assert " – " in rows["1.1"]


def test_wide_letters_keep_the_columns_straight(tmp_path: Path) -> None:
    meeting = edited(
        tmp_path,
        ("North Somerset Youth Offending Service", "北サマセット青少年犯罪対策サービス" * 4),
        ('id = "3.2.1"\n', 'id = "3.2.1"\nlabel = "再犯防止の計画 \\u001b[2J[/]"\n'),
        ('id = "3.2.3"\n', 'id = "3.2.3"\nlabel = "他者の安全 👨‍👩‍👧"\n'),
    )
    for width in range(60, 221):
        shown = drawn(meeting, (width, 40), "3.2")
        texts = [visible(each.text) for each in shown.selected]
        asked = [text for text in texts if re.search(r"3\.2\.\d ", text)][:3]
        ends = [cell_len(row[: row.index("%")]) for row in asked]
        assert len(asked) == 3
        assert len(set(ends)) == 1, asked


def test_where_no_standard_is_open_f_leaves_the_judgements(tmp_path: Path) -> None:
    figures = "yes = {}\nrelevant = {}"
    path = copy_of(NORTH_SOMERSET, tmp_path)
    text = path.read_text(encoding="utf-8")
    for yes, relevant in ((6, 7), (7, 8), (5, 7), (4, 5), (1, 2), (5, 5), (3, 3), (7, 7)):
        text = text.replace(figures.format(yes, relevant), figures.format(8, 8))
    text = text.replace("cases = 5", "cases = 8")
    path.write_text(text, encoding="utf-8")
    meeting = Meeting(read_session(path).evidence)
    assert not meeting.scorecard.open_standards
    shown = board_of(drawn(meeting, COMMON, only_open=True))
    assert list(shown) == ["1.1", "1.2", "1.3", "1.4"]


@pytest.mark.parametrize("name", INSPECTIONS)
def test_a_decision_moves_no_column(name: str) -> None:
    """The room would ask what else has changed."""
    before = after = laid_out(name)
    for score in before.scorecard.open_standards:
        after = changed(after, score.id, "", Kind.KEEP)
        for width in range(60, 221, 7):
            size = (width, 40)
            assert drawn(after, size).plan == drawn(before, size).plan, (score.id, width)
