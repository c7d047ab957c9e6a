"""The session file to fill in: readable as it is, and right once it is filled in."""

import re
from pathlib import Path

import pytest

from core.scheme import Scheme
from core.scorecard import scorecard_of
from sessions.files.session_file import UNNAMED, read_session
from sessions.files.template import template_text
from sessions.text.problems import Unusable
from tests.core.building import SHIPPED, YOUTH_2018

BLOCK = re.compile(r"^# \[\[standards\]\]\n(?:# .*\n)+", re.MULTILINE)


def fresh(folder: Path, scheme: Scheme, service: str | None = None) -> Path:
    path = folder / "north.toml"
    text = template_text(scheme, scheme.id, "north", service, path.name)
    path.write_text(text, encoding="utf-8")
    return path


def uncommented(block: str) -> str:
    return re.sub("^# ", "", block, flags=re.MULTILINE)


def filled(text: str) -> str:
    """Fill every standard in: all yes, all Good; and the samples."""
    text = BLOCK.sub(lambda block: uncommented(block[0]), text)
    text = text.replace("yes = , relevant = ", "yes = 4, relevant = 5")
    text = text.replace('rating = ""', 'rating = "Good"')
    return re.sub(r'^# ("\d" = \{ cases = ) \}', r"\g<1>8 }", text, flags=re.MULTILINE)


@pytest.mark.parametrize("scheme", SHIPPED, ids=lambda scheme: scheme.id)
class TestTemplate:
    def test_every_standard_and_key_question_is_listed(
        self, tmp_path: Path, scheme: Scheme
    ) -> None:
        text = fresh(tmp_path, scheme).read_text(encoding="utf-8")
        for standard in scheme.standards:
            assert f'# id = "{standard.id}"' in text
            assert standard.title in text
            for question in standard.key_questions:
                assert f'{{ id = "{question.id}", yes = , relevant =  }},' in text
                assert question.label in text
        assert max(map(len, text.splitlines())) <= 100

    def test_as_it_is_everything_is_awaited_in_the_order_of_the_file(
        self, tmp_path: Path, scheme: Scheme
    ) -> None:
        session = read_session(fresh(tmp_path, scheme))
        counted = [standard.id for standard in scheme.standards if standard.counted]
        assert [warning.place for warning in session.warnings] == [
            "inspection › service",
            *(f'standards "{each}"' for each in counted),
        ]
        text = session.path.read_text(encoding="utf-8")
        places = [text.index(f'# id = "{each}"') for each in counted]
        assert places == sorted(places)
        assert session.evidence.inspection.service == UNNAMED

    def test_filled_in_it_is_whole(self, tmp_path: Path, scheme: Scheme) -> None:
        path = fresh(tmp_path, scheme, "North Youth Justice Service")
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
        session = read_session(path)
        assert not session.warnings
        assert session.evidence.inspection.service == "North Youth Justice Service"
        scorecard = scorecard_of(session.evidence)
        assert not scorecard.awaited
        assert all(score.rating is not None for score in scorecard.standards)

    def test_every_step_on_the_way_names_what_is_missing(
        self, tmp_path: Path, scheme: Scheme
    ) -> None:
        """Fill in one standard after the other; the rest stays awaited."""
        path = fresh(tmp_path, scheme)
        text = filled(path.read_text(encoding="utf-8"))
        blocks = re.findall(r"^\[\[standards\]\]\n(?:\S.*\n| .*\n)+", text, re.MULTILINE)
        assert len(blocks) == len(scheme.standards)
        for place in range(len(blocks), 0, -1):
            text = text.replace(blocks[place - 1], "")
            path.write_text(text, encoding="utf-8")
            given = {standard.id for standard in scheme.standards[: place - 1]}
            wanted = [s.id for s in scheme.standards if s.counted and s.id not in given]
            awaited = scorecard_of(read_session(path).evidence).awaited
            assert [score.id for score in awaited] == wanted


def test_a_question_that_was_left_out_is_named(tmp_path: Path) -> None:
    path = fresh(tmp_path, YOUTH_2018)
    text = filled(path.read_text(encoding="utf-8"))
    path.write_text(re.sub(r'  \{ id = "2.1.2".*\n', "", text), encoding="utf-8")
    with pytest.raises(Unusable, match=r'the key question "2\.1\.2" is missing'):
        read_session(path)


def test_figures_that_were_left_blank_are_named_by_their_line(tmp_path: Path) -> None:
    path = fresh(tmp_path, YOUTH_2018)
    text = filled(path.read_text(encoding="utf-8"))
    line = next(n for n, each in enumerate(text.splitlines(), 1) if '"2.1.2"' in each)
    old = '{ id = "2.1.2", yes = 4, relevant = 5 }'
    assert old in text
    path.write_text(text.replace(old, '{ id = "2.1.2", yes = , relevant = }'), encoding="utf-8")
    with pytest.raises(Unusable, match=f"line {line}"):
        read_session(path)


def test_samples_that_were_left_out_are_named(tmp_path: Path) -> None:
    path = fresh(tmp_path, YOUTH_2018)
    text = filled(path.read_text(encoding="utf-8"))
    path.write_text(re.sub(r'^"2" = .*\n', "", text, flags=re.MULTILINE), encoding="utf-8")
    with pytest.raises(Unusable, match="does not say how many cases of domain 2"):
        read_session(path)
