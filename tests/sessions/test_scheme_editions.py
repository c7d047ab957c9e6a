"""A record made under an earlier edition of a shipped scheme opens without a warning."""

from pathlib import Path

import pytest

from sessions.files.decisions_file import parse_record, record_warnings
from sessions.files.scheme_file import FOLDER, earlier_editions, shipped_schemes
from sessions.files.session_file import read_session
from sessions.toml.read import fingerprint
from tests.core.building import DATA

SESSIONS = {"youth-2018": "north-somerset-2020", "youth-2021": "suffolk-2023"}
FIXTURES = Path(__file__).parents[2] / "fixtures"
# The editions of the first version that others used, and of those before it.
PUBLISHED = {
    "youth-2018": {
        "02db08adfd8d4a414a042a990ce43295b956c7553f9f923dd43befa49bb79a59",
        "749bcb70c4192fa60df0c93343a67aa3f017eaa10d34461799b8b8d2f031aca6",
    },
    "youth-2021": {
        "900a8acb92fbacd5d08803e3953bd3137b42a6dd7f00490d1ad9f3b71d212705",
        "62c212a8c2d8b7f01eb052e5a7dcb36531fc8ba4e4be7651c510fea867471d13",
    },
}


def warnings_of(session_file: Path, scheme_sha256: str) -> list[str]:
    """Return the places that are warned about in an empty record under a scheme's fingerprint."""
    session = read_session(session_file)
    evidence = session.evidence
    record = (
        'format = "ratings-panel/decisions/1"\n'
        f'[session]\nid = "{evidence.inspection.id}"\n'
        f'[scheme]\nid = "{evidence.scheme.id}"\nsha256 = "{scheme_sha256}"\n'
    )
    parsed = parse_record("r.toml", record.encode(), evidence)
    return [warning.place for warning in record_warnings("r.toml", parsed, session)]


@pytest.mark.parametrize("scheme", sorted(SESSIONS))
def test_every_earlier_edition_is_known(scheme: str) -> None:
    assert earlier_editions(scheme) >= PUBLISHED[scheme]
    current = fingerprint((Path(FOLDER) / f"{scheme}.toml").read_bytes())
    session = FIXTURES / f"{SESSIONS[scheme]}.toml"
    for edition in {*earlier_editions(scheme), current}:
        assert warnings_of(session, edition) == []


@pytest.mark.parametrize("scheme", sorted(SESSIONS))
def test_any_other_edition_is_warned_about(scheme: str) -> None:
    other = next(iter(earlier_editions("youth-2018" if scheme == "youth-2021" else "youth-2021")))
    for edition in (other, "0" * 64):
        assert warnings_of(FIXTURES / f"{SESSIONS[scheme]}.toml", edition) == ["scheme"]


def test_a_scheme_of_the_users_own_has_no_earlier_editions() -> None:
    assert earlier_editions("audit") == frozenset()
    assert warnings_of(DATA / "schemes" / "audit-1.toml", "0" * 64) == ["scheme"]


def test_editions_are_kept_for_every_shipped_scheme() -> None:
    assert set(shipped_schemes()) == set(SESSIONS) == set(PUBLISHED)
