"""Which confirming keys count, by what was seen and done."""

from tui.dialogs.guard import Guard


def test_a_key_counts_once_the_question_was_painted() -> None:
    guard = Guard()
    guard.ask()
    assert not guard.accepts("r")
    guard.painted()
    assert guard.accepts("r")


def test_a_key_pressed_blind_does_not_count_as_the_first_of_two() -> None:
    guard = Guard()
    guard.ask(unbidden=True)
    assert not guard.accepts("r")
    guard.painted()
    assert not guard.accepts("r")
    guard.painted()
    assert guard.accepts("r")


def test_an_unbidden_question_needs_the_same_key_twice_in_a_row() -> None:
    guard = Guard()
    guard.ask(unbidden=True)
    guard.painted()
    assert not guard.accepts("r")
    guard.painted()
    guard.other_key()
    assert not guard.accepts("r")
    guard.painted()
    assert not guard.accepts("d")
    guard.painted()
    assert guard.accepts("d")


def test_a_new_question_has_to_be_painted_anew() -> None:
    guard = Guard()
    guard.ask()
    guard.painted()
    guard.ask()
    assert not guard.accepts("r")
