"""The page of keys in the docs is the program's own."""

from bench.keys_page import PAGE, keys_page


def test_the_page_of_keys_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == keys_page()
