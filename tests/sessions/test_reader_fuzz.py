"""A short run of the fuzzer, the same every time; the long one is `python -m bench.fuzz`."""

from pathlib import Path

import pytest

from bench.fuzz import fuzz, put_into_words
from sessions.files.scheme_file import shipped_scheme
from sessions.files.session_file import read_session
from sessions.files.standards import LARGEST_SAMPLE_OF_PERCENTAGES
from tests.bounded import bounded


@pytest.mark.parametrize("seed", range(3))
def test_damaged_files_are_read_or_refused(seed: int, tmp_path: Path) -> None:
    figures = fuzz(60, seed, tmp_path, most=400)
    assert sum(figures.tried.values()) == 400
    assert sum(figures.worked.values()) > 10
    assert len(figures.said) > 20


def test_the_largest_sample_of_percentages_is_scored_in_time(tmp_path: Path) -> None:
    lines = [
        'format = "ratings-panel/session/1"\nscheme = "youth-2018"',
        '[inspection]\nid = "x"\nservice = "X"',
        f'[samples]\n"2" = {{ cases = {LARGEST_SAMPLE_OF_PERCENTAGES} }}',
        f'"3" = {{ cases = {LARGEST_SAMPLE_OF_PERCENTAGES} }}',
    ]
    for standard in shipped_scheme("youth-2018").standards:
        lines.append(f'[[standards]]\nid = "{standard.id}"')
        if not standard.key_questions:
            lines.append('rating = "Good"')
        for number, question in enumerate(standard.key_questions):
            lines.append(f'[[standards.key_questions]]\nid = "{question.id}"')
            lines.append(f"percent = {49 + 8 * number}")
    path = tmp_path / "session.toml"
    path.write_text("\n".join(lines), "utf-8")
    with bounded():
        put_into_words(read_session(path).evidence)
