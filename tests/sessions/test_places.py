"""Names of files, without `pathlib`: as it would write them."""

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from sessions.text.paths import SUFFIX, decisions_path, record_beside, written

PARTS = ["/", "//", ".", "..", "a", "b.toml", ".toml", " ", "~", "\\", "C:"]
names = st.lists(st.sampled_from(PARTS)).map("".join)


@given(names | st.text())
@example("")
@example("./a//b/./c.toml/")
def test_a_name_is_written_as_pathlib_writes_it(name: str) -> None:
    assert written(name) == str(Path(name)) == written(Path(name))


@given(names)
def test_the_record_lies_beside_its_session_file(name: str) -> None:
    if Path(name).name:
        beside = record_beside(written(name))
        assert beside == str(decisions_path(Path(name)))
        assert Path(beside).name.endswith(SUFFIX)
