"""`check` asks about a record that cannot be as it says; nothing in it is refused."""

from pathlib import Path

import pytest

from tests.tui.meeting import NORTH_SOMERSET, copy_of
from tui.cli.main import main

RECORDS = Path(__file__).parents[1] / "sessions" / "data" / "figures" / "rec"
QUESTIONS = {
    "out-of-order": (
        "entry number 2: on 3.2 is dated 1 December 2020, 10:00 UTC, earlier than entry 1 on the "
        "same standard, which comes before it (1 December 2020, 11:00 UTC)."
    ),
    "recorded-effect-wrong": (
        "entry number 1: records the effect score 24 to 31, overall Good to Outstanding; replaying "
        "the record gives score 24 to 25, overall stays Good."
    ),
    "after-signoff": "entry number 2: was recorded after the sign-off and is not applied.",
}
SCORES = {"out-of-order": "24/36", "recorded-effect-wrong": "25/36", "after-signoff": "24/36"}


@pytest.fixture
def session(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = copy_of(NORTH_SOMERSET, tmp_path)
    record = RECORDS / f"{request.param}.decisions.toml"
    path.with_suffix(".decisions.toml").write_bytes(record.read_bytes())
    return path


@pytest.mark.parametrize(("session", "question"), QUESTIONS.items(), indirect=["session"])
def test_what_is_suspect_is_asked_once_with_its_entry(
    session: Path, question: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = session.with_suffix(".decisions.toml").read_bytes()
    assert main(["check", str(session)]) == 1
    said = capsys.readouterr().out
    assert said.count("entry number") == 1
    assert f"{session.with_suffix('.decisions.toml')}: {question}" in said
    assert "Ask the person who wrote the record, and correct it with a new entry." in said
    assert session.with_suffix(".decisions.toml").read_bytes() == before


@pytest.mark.parametrize(("session", "score"), SCORES.items(), indirect=["session"])
def test_the_score_goes_by_the_order_of_the_file(
    session: Path, score: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", str(session)]) == 0
    assert f"Score {score} · Good" in capsys.readouterr().out


def test_a_sign_off_before_what_it_closes_is_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    text = (RECORDS / "after-signoff.decisions.toml").read_text(encoding="utf-8")
    signed, decided = (part for part in text.split("[[entries]]")[1:])
    assert 'kind = "sign-off"' in signed
    head = text.partition("[[entries]]")[0]
    record = "[[entries]]".join([head, decided, signed])
    session.with_suffix(".decisions.toml").write_text(record, encoding="utf-8")
    assert main(["check", str(session)]) == 1
    said = capsys.readouterr().out
    assert "entry number 2: signs the record off at" in said
    assert "earlier than entry 1, which it closes" in said
