"""The conflict rule: nobody's entry is ever overwritten, and none is written twice."""

from pathlib import Path

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from bench.disks import Failing, FailingDisk
from bench.meetings import copied_session, decision, withdrawal
from core.record import Entry, Kind, unsealed
from core.standing import fold
from core.value import replace
from sessions import clock
from sessions.files.decisions_file import new_record, parse_record, with_entries
from sessions.files.entries import entry_table
from sessions.files.session_file import Session
from sessions.record.atomic_save import NotSaved, saving
from sessions.record.store import RESERVED, RecordStore, Saved, TooLarge
from sessions.text.problems import Unusable
from sessions.toml.read import LARGEST


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return copied_session(tmp_path)


def on_disk(session: Session, path: Path) -> tuple[Entry, ...]:
    return parse_record(str(path), path.read_bytes(), session.evidence).entries


def same(entries: tuple[Entry, ...], others: tuple[Entry, ...]) -> bool:
    """Return whether entries are the same but for what they get when they are saved."""
    ours = [entry_table(unsealed(entry)) for entry in entries]
    return ours == [entry_table(unsealed(entry)) for entry in others]


def ids(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.id for entry in entries]


def three(session: Session) -> tuple[Entry, Entry, Entry]:
    return decision(session), decision(session, standard="3.3"), decision(session, standard="2.2")


def test_a_first_save_makes_the_record(session: Session) -> None:
    store = RecordStore.open(session)
    assert store.entries == ()
    assert not store.path.exists()
    entry = decision(session, 'Ends with "quotes" \\ and\r\nlines\x07\u202e[/]')
    saved = store.save((entry,))
    assert same(saved.entries, (entry,))
    assert saved.at <= clock.now_in_seconds()
    assert saved == Saved(saved.entries, saved.at)
    assert store.entries == saved.entries == on_disk(session, store.path)
    assert store.meeting.day is not None
    assert RecordStore.open(session).warnings == ()


def test_nothing_to_save_makes_no_file(session: Session) -> None:
    store = RecordStore.open(session)
    assert store.save(()).entries == ()
    assert not store.path.exists()
    assert not list(store.path.parent.glob("*.saving"))


def test_a_later_save_adds_behind_to_the_byte(session: Session) -> None:
    a, b, _ = three(session)
    RecordStore.open(session).save((a,))
    store = RecordStore.open(session)
    before = store.path.read_bytes()
    assert same(store.save((*store.entries, b)).entries, (a, b))
    assert store.path.read_bytes().startswith(before)


def test_saving_again_writes_nothing(session: Session) -> None:
    store = RecordStore.open(session)
    entry = decision(session)
    store.save((entry,))
    before = store.path.stat()
    assert same(store.save((entry,)).entries, (entry,))
    assert store.path.stat() == before


def test_an_entry_given_twice_is_written_once(session: Session) -> None:
    store = RecordStore.open(session)
    entry = decision(session)
    assert same(store.save((entry, entry)).entries, (entry,))


def test_an_unusable_record_is_refused_at_once(session: Session) -> None:
    path = RecordStore.open(session).path
    path.write_bytes(b"format = 3\n")
    with pytest.raises(Unusable):
        RecordStore.open(session)
    path.write_bytes(b" " * (LARGEST + 1))
    with pytest.raises(Unusable):
        RecordStore.open(session)
    path.unlink()
    path.mkdir()
    with pytest.raises(Unusable):
        RecordStore.open(session)


def test_a_record_for_other_evidence_warns(session: Session) -> None:
    RecordStore.open(session).save((decision(session),))
    other = replace(session, data=b"other")
    assert [problem.place for problem in RecordStore.open(other).warnings] == ["session"]


def test_the_first_save_keeps_a_copy_of_what_was_there(session: Session) -> None:
    a, b, c = three(session)
    first = RecordStore.open(session)
    first.save((a,))
    copy = first.path.with_name(first.path.name + ".bak")
    first.save((a, b))
    assert not copy.exists()
    as_found = first.path.read_bytes()
    second = RecordStore.open(session)
    second.save((a, b, c))
    second.save((a, b, c, decision(session)))
    assert copy.read_bytes() == as_found


def test_a_copy_that_fails_holds_nothing_up_and_is_made_later(session: Session) -> None:
    a, b, c = three(session)
    RecordStore.open(session).save((a,))
    store = RecordStore.open(session)
    copy = store.path.with_name(store.path.name + ".bak")
    as_found = store.path.read_bytes()
    copy.mkdir()
    assert ".bak" in store.save((a, b)).note
    copy.rmdir()
    assert store.save((a, b, c)).note == ""
    assert copy.read_bytes() == as_found


def test_what_others_added_stays_and_ours_follow(session: Session) -> None:
    a, b, c = three(session)
    mine, theirs = RecordStore.open(session), RecordStore.open(session)
    theirs.save((a, b))
    saved = mine.save((c,))
    assert same(saved.entries, (a, b, c))
    assert same(saved.added, (a, b))
    assert saved.clashes == ()
    again = theirs.save((a, b))
    assert same(again.entries, (a, b, c))
    assert same(again.added, (c,))


def test_both_decided_the_same_standard(session: Session) -> None:
    ours, theirs = decision(session, "Ours."), decision(session, "Theirs.")
    here, there = RecordStore.open(session), RecordStore.open(session)
    there.save((theirs,))
    saved = here.save((ours,))
    assert same(saved.entries, (theirs, ours))
    assert [ids(pair) for pair in saved.clashes] == [[theirs.id, ours.id]]
    assert here.save(saved.entries).clashes == ()


def test_a_decision_made_knowing_theirs_is_no_clash(session: Session) -> None:
    theirs = decision(session)
    here, there = RecordStore.open(session), RecordStore.open(session)
    there.save((theirs,))
    followed = here.poll()
    assert followed is not None
    assert here.save((*followed.entries, decision(session))).clashes == ()


def test_a_clash_is_told_although_the_first_try_failed_late(session: Session) -> None:
    disk = FailingDisk()
    ours, theirs = decision(session, "Ours."), decision(session, "Theirs.")
    here = RecordStore.open(session, disk=disk)
    RecordStore.open(session).save((theirs,))
    disk.fail_calls({"fsync_folder"}, 5)
    with pytest.raises(NotSaved):
        here.save((ours,))
    disk.heal()
    assert here.poll() is None
    saved = here.save((ours,))
    assert "fsync_folder" in disk.calls
    assert [ids(pair) for pair in saved.clashes] == [[theirs.id, ours.id]]
    assert ids(on_disk(session, here.path)) == [theirs.id, ours.id]


def test_both_withdrew_the_same_decision(session: Session) -> None:
    made, more = decision(session), decision(session, standard="2.2")
    RecordStore.open(session).save((made,))
    here, there = RecordStore.open(session), RecordStore.open(session)
    theirs, ours = withdrawal(session, made, "Theirs."), withdrawal(session, made, "Ours.")
    there.save((made, theirs))
    saved = here.save((made, ours, more))
    assert same(saved.entries, (made, theirs, more))
    assert same(saved.left_out, (ours,))
    assert [ids(pair) for pair in saved.clashes] == [[theirs.id, ours.id]]
    (kept,) = here.path.parent.glob("*.conflict-*.toml")
    assert kept.name in saved.note
    assert same(on_disk(session, kept), (made, ours, more))


def test_a_record_that_was_removed_is_written_whole_again(session: Session) -> None:
    a, b, c = three(session)
    store = RecordStore.open(session)
    store.save((a,))
    RecordStore.open(session).save((a, b))
    assert store.poll() is not None
    store.path.unlink()
    saved = store.save((a, b, c))
    assert same(saved.entries, (a, b, c))
    assert "removed" in saved.note
    store.path.unlink()
    assert "removed" in store.save((a, b, c)).note
    assert same(on_disk(session, store.path), (a, b, c))


def test_a_record_with_a_mark_windows_lines_and_no_last_break_is_added_to(session: Session) -> None:
    a, b, _ = three(session)
    data = with_entries(new_record(session, clock.now_in_seconds().date()), (a,)).rstrip(b"\n")
    data = b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n") + b"\r\n# The end"
    path = RecordStore.open(session).path
    path.write_bytes(data)
    store = RecordStore.open(session)
    store.save((*store.entries, b))
    assert path.read_bytes().startswith(data)
    assert same(on_disk(session, path), (a, b))


def test_a_record_never_grows_beyond_what_is_read(session: Session) -> None:
    a, b, c = three(session)
    store = RecordStore.open(session)
    store.save((a,))
    before = store.path.read_bytes()
    with pytest.raises(NotSaved, match="at most"):
        store.save((a, replace(b, reason="x" * LARGEST)))
    assert store.path.read_bytes() == before
    assert same(store.save((a, c)).entries, (a, c))


def test_an_entry_that_cannot_be_written_is_told(session: Session) -> None:
    store = RecordStore.open(session)
    with pytest.raises(NotSaved, match="entry"):
        store.save((replace(decision(session), id="\ud800"),))
    with pytest.raises(NotSaved, match="cannot be read"):
        store.save((replace(decision(session), standard="9.9"),))
    assert not store.path.exists()


def test_a_follower_sees_what_others_add(session: Session) -> None:
    a, b, c = three(session)
    follower, writer = RecordStore.open(session), RecordStore.open(session)
    assert follower.poll() is None
    writer.save((a,))
    seen = follower.poll()
    assert seen is not None
    assert same(seen.added, (a,))
    assert follower.poll() is None
    writer.save((a, b))
    writer.save((a, b, c))
    seen = follower.poll()
    assert seen is not None
    assert same(seen.entries, (a, b, c))
    assert same(seen.added, (b, c))
    assert writer.poll() is None
    writer.path.unlink()
    assert follower.poll() is None


def test_a_poll_never_waits_for_a_save(session: Session) -> None:
    store = RecordStore.open(session)
    seen: list[Saved | None] = []

    class Slow(FailingDisk):
        def replace(self, source: Path, target: Path) -> None:
            seen.append(store.poll())
            super().replace(source, target)

    store = RecordStore.open(session, disk=Slow())
    store.save((decision(session),))
    assert seen == [None]


def test_a_save_waits_for_another_of_the_same_record(session: Session) -> None:
    store = RecordStore.open(session)
    other = saving(store.path)
    with other as lock:
        lock.write(
            with_entries(new_record(session, clock.now_in_seconds().date()), (decision(session),)),
            id,
        )
    assert len(store.save((decision(session),)).entries) == 2


def test_a_record_elsewhere_and_behind_a_link(session: Session, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "record.toml"
    real.parent.mkdir()
    link = tmp_path / "link.toml"
    link.symlink_to(real)
    store = RecordStore.open(session, link)
    store.save((decision(session),))
    assert link.is_symlink()
    assert len(on_disk(session, real)) == 1


KINDS = st.sampled_from(["save", "save", "save", "poll", "reopen", "fail"])


@given(
    steps=st.lists(
        st.tuples(st.integers(0, 1), KINDS, st.integers(0, 3), st.integers(0, 30)), max_size=14
    )
)
def test_bytes_only_grow_and_every_acknowledged_entry_is_there_once(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str, int, int]]
) -> None:
    session = copied_session(tmp_path_factory.mktemp("grow"))
    disks = [FailingDisk(), FailingDisk()]
    stores = [RecordStore.open(session, disk=disk) for disk in disks]
    screens: list[tuple[Entry, ...]] = [(), ()]
    path = stores[0].path
    before, acknowledged, told = b"", set[str](), set[str]()
    for which, kind, count, at in steps:
        store = stores[which]
        if kind == "poll":
            seen = store.poll()
            if seen is not None:
                mine = [e for e in screens[which] if e.id not in ids(seen.entries)]
                screens[which] = (*seen.entries, *mine)
        elif kind == "reopen":
            screens[which] = tuple(e for e in screens[which] if e.id in acknowledged)
            stores[which] = RecordStore.open(session, disk=disks[which])
            screens[which] = stores[which].entries
        else:
            made = tuple(decision(session, standard=("2.2", "3.2")[n % 2]) for n in range(count))
            told.update(ids(made))
            screens[which] = (*screens[which], *made)
            disks[which].heal()
            if kind == "fail":
                disks[which].fail(at, 28, Failing.ONCE)
            try:
                saved = store.save(screens[which])
            except NotSaved:
                pass
            else:
                screens[which] = saved.entries
                acknowledged.update(ids(saved.entries))
                assert same(saved.entries, on_disk(session, path) if path.exists() else ())
            disks[which].heal()
        now_there = path.read_bytes() if path.exists() else b""
        assert now_there.startswith(before)
        before = now_there
        there = ids(on_disk(session, path)) if now_there else []
        assert len(there) == len(set(there))
        assert acknowledged <= set(there) <= told
    for which in (0, 1, 0):
        screens[which] = stores[which].save(screens[which]).entries
    assert screens[0] == stores[0].entries
    final = on_disk(session, path) if path.exists() else ()
    assert same(screens[0], final)
    assert fold(screens[0]) == fold(final)


def test_a_short_sign_off_is_written_as_a_table_too(session: Session) -> None:
    """tomli_w puts a short table in one line, behind which nothing could be added."""
    store = RecordStore.open(session)
    short = Entry("1", clock.now_in_seconds(), Kind.SIGN_OFF)
    assert "entries = [" in tomli_w.dumps({"entries": [{"id": "1"}]})
    store.save((short,))
    assert same(store.save((short, decision(session))).entries[:1], (short,))


def test_a_full_record_still_takes_withdrawals_and_the_sign_off(session: Session) -> None:
    store = RecordStore.open(session)
    first = decision(session, "x" * 1000)
    store.save((first,))
    full = decision(session, "y" * (LARGEST - RESERVED - store.path.stat().st_size - 900))
    store.save((first, full))
    before = store.path.read_bytes()
    assert len(before) <= LARGEST - RESERVED
    more = decision(session, "z" * 5000, "3.3")
    back = withdrawal(session, first, "A slip.")
    signed = Entry("signed", clock.now_in_seconds(), Kind.SIGN_OFF)
    depends = withdrawal(session, more, "It waits for the decision that it withdraws.")
    with pytest.raises(TooLarge, match="is full: 2 entries were not saved") as told:
        store.save((first, full, more, back, depends, signed))
    assert ids(told.value.saved.entries) == ids((first, full, back, signed))
    assert store.path.read_bytes().startswith(before)
    assert ids(on_disk(session, store.path)) == ids((first, full, back, signed))
    with pytest.raises(TooLarge):
        store.save((first, full, more, back, depends, signed))
    assert ids(on_disk(session, store.path)) == ids((first, full, back, signed))
