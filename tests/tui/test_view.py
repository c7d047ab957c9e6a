"""Where the cursor goes."""

from hypothesis import given
from hypothesis import strategies as st

from core.record import Kind
from tests.tui.meeting import INSPECTIONS, NORTH_SOMERSET, changed, laid_out
from tui.drawing.ratings import gauge
from tui.state.columns import column_of
from tui.state.view import View, first_view

NAMES = st.sampled_from(INSPECTIONS)
ALL = st.sampled_from([f"{domain}.{number}" for domain in (1, 2, 3) for number in (1, 2, 3, 4)])


@given(NAMES, ALL, st.integers(-30, 30), st.booleans())
def test_moving_stays_on_the_board(name: str, standard: str, steps: int, only_open: bool) -> None:
    scorecard = laid_out(name).scorecard
    view = View(standard, 1, only_open)
    shown = [score.id for score in view.shown(scorecard)]
    moved = view.moved(scorecard, steps)
    assert moved.standard in shown
    assert moved.question == 1
    if standard in shown:
        place = max(0, min(len(shown) - 1, shown.index(standard) + steps))
        assert moved.standard == shown[place]


@given(NAMES, ALL, st.sampled_from([1, -1]))
def test_next_goes_round_through_all_that_wait(name: str, standard: str, way: int) -> None:
    scorecard = laid_out(name).scorecard
    waiting = [score.id for score in scorecard.to_decide]
    view, seen = View(standard), []
    for _ in waiting:
        view = view.next_to_consider(scorecard, way) or view
        seen.append(view.standard)
    assert sorted(seen) == waiting
    assert seen in ([*waiting[i:], *waiting[:i]][::way] for i in range(len(waiting) + 1))
    again = view.next_to_consider(scorecard, way)
    assert again is not None
    assert again.standard == seen[0]


@given(NAMES, ALL, st.integers(0, 2), st.integers(-4, 4))
def test_sideways_stays_within_the_key_questions(
    name: str, standard: str, start: int, steps: int
) -> None:
    score = laid_out(name).scorecard.standard(standard)
    view = View(standard, start).sideways(score, steps)
    assert view.standard == standard
    if score.result.key_questions:
        assert view.question in column_of(score.result)
        assert view.picked
    else:
        assert view == View(standard, start)


def test_the_meeting_begins_at_the_first_that_waits() -> None:
    meeting = laid_out(NORTH_SOMERSET)
    assert first_view(meeting.scorecard).standard == "2.2"
    for standard in ("2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4"):
        to = "Good" if standard in ("2.2", "3.1", "3.2", "3.3", "3.4") else "Outstanding"
        meeting = changed(meeting, standard, to)
    assert first_view(meeting.scorecard).standard == "1.1"
    for standard in ("1.1", "1.2", "1.3", "1.4"):
        assert View("3.1").next_to_consider(meeting.scorecard, 1) == View(standard)
        meeting = changed(meeting, standard, "", Kind.AGREE)
    assert View("3.1").next_to_consider(meeting.scorecard, 1) is None


def test_a_rating_is_a_shape_too() -> None:
    scheme = laid_out(NORTH_SOMERSET).evidence.scheme
    assert [gauge(scheme, each) for each in (*scheme.ratings, None)] == [
        "○○○",
        "●○○",
        "●●○",
        "●●●",
        "   ",
    ]
