"""The keeper: kept at once, saved when the share answers, offered again until it is."""

import errno
from pathlib import Path
from threading import Event, Thread

import pytest

from bench.disks import SIX_ERRORS, FailingDisk
from bench.meetings import copied_session, decision, withdrawal
from core.record import Entry
from sessions.files.session_file import Session
from sessions.record.atomic_save import NotSaved, Patience
from sessions.record.disk import DISK, Disk
from sessions.record.keeper import Keeper
from sessions.record.recovery import Draft, NotKept, Pending, Recovery
from sessions.record.store import Conflict, RecordStore


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return copied_session(tmp_path)


def recovery_of(session: Session, disk: Disk = DISK) -> Recovery:
    store = RecordStore.open(session)
    state = session.path.parent / "state"
    scheme = session.evidence.scheme
    return Recovery.open(state, session.evidence.inspection.id, store.path, scheme, disk)


def keeper_of(session: Session, share: Disk = DISK, computer: Disk = DISK) -> Keeper:
    return Keeper(RecordStore.open(session, disk=share), recovery_of(session, computer))


def ids(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.id for entry in entries]


def test_what_is_saved_is_offered_no_more(session: Session) -> None:
    keeper = keeper_of(session)
    keeper.keep(entry := decision(session))
    assert ids(keeper.pending().entries) == [entry.id]
    assert ids(keeper.save((entry,)).entries) == [entry.id]
    assert keeper.pending() == Pending()
    keeper.close()
    assert keeper_of(session).pending() == Pending()


def test_what_was_not_saved_is_offered_at_the_next_start(session: Session) -> None:
    share = FailingDisk()
    keeper = keeper_of(session, share)
    share.fail_calls({"fsync"}, errno.ENETDOWN)
    keeper.keep(entry := decision(session))
    keeper.draft(Draft("3.3", reason="One case"))
    with pytest.raises(NotSaved, match="network"):
        keeper.save((entry,))
    keeper.close()
    again = keeper_of(session)
    found = again.pending()
    assert ids(found.entries) == [entry.id]
    assert found.draft == Draft("3.3", reason="One case")
    again.save(found.entries)
    again.drop_draft("3.3")
    assert again.pending() == Pending()


def test_what_is_in_the_record_is_not_offered_though_never_confirmed(session: Session) -> None:
    share, computer = FailingDisk(), FailingDisk()
    keeper = keeper_of(session, share, computer)
    keeper.keep(entry := decision(session))
    # The new record is in place, but nobody can tell whether its name has reached the medium.
    share.fail_calls({"fsync_folder"}, errno.EIO)
    with pytest.raises(NotSaved):
        keeper.save((entry,))
    keeper.close()
    share.heal()
    again = keeper_of(session, share)
    assert again.pending() == Pending()
    assert again.recovery is not None
    assert ids(again.recovery.pending().entries) == [entry.id]
    again.save(again.store.entries)
    assert "replace" in share.calls
    assert again.recovery.pending() == Pending()
    assert again.store.path.read_bytes().count(entry.id.encode()) == 1


def test_a_confirmation_that_cannot_be_kept_is_no_failed_save(session: Session) -> None:
    computer = FailingDisk()
    keeper = keeper_of(session, computer=computer)
    keeper.keep(entry := decision(session))
    computer.fail_calls({"write", "create"}, errno.EIO)
    assert ids(keeper.save((entry,)).entries) == [entry.id]
    assert keeper.pending() == Pending()


def test_a_conflict_leaves_the_entries_offered(session: Session) -> None:
    keeper = keeper_of(session)
    keeper.store.path.write_bytes(b"mine = 1\n")
    keeper.keep(entry := decision(session))
    with pytest.raises(Conflict):
        keeper.save((entry,))
    assert ids(keeper.pending().entries) == [entry.id]


def test_a_withdrawal_that_was_left_out_is_offered_no_more(session: Session) -> None:
    made = decision(session)
    RecordStore.open(session).save((made,))
    keeper = keeper_of(session)
    RecordStore.open(session).save((made, withdrawal(session, made)))
    keeper.keep(ours := withdrawal(session, made))
    assert ids(keeper.save((made, ours)).left_out) == [ours.id]
    assert keeper.pending() == Pending()


def test_discarding(session: Session) -> None:
    keeper = keeper_of(session)
    assert keeper.discard() is None
    keeper.keep(decision(session))
    aside = keeper.discard()
    assert aside is not None
    assert aside.exists()
    assert keeper.pending() == Pending()


def test_without_a_place_on_this_computer_saving_works(session: Session) -> None:
    keeper = Keeper(RecordStore.open(session), None)
    entry = decision(session)
    with pytest.raises(NotKept, match="nowhere"):
        keeper.keep(entry)
    with pytest.raises(NotKept):
        keeper.draft(Draft("2.2"))
    assert ids(keeper.save((entry,)).entries) == [entry.id]
    assert keeper.pending() == Pending()
    assert keeper.discard() is None
    keeper.close()


def test_keeping_never_waits_for_a_share_that_does_not_answer(session: Session) -> None:
    hanging, answered = Event(), Event()

    class DeadShare(Disk):
        def fsync(self, descriptor: int) -> None:
            hanging.set()
            assert answered.wait(60)
            super().fsync(descriptor)

    keeper = keeper_of(session, DeadShare())
    first, second = decision(session), decision(session)
    keeper.keep(first)
    worker = Thread(target=keeper.save, args=((first,),))
    worker.start()
    assert hanging.wait(60)
    keeper.keep(second)
    keeper.draft(Draft("2.2"))
    assert ids(keeper.pending().entries) == [first.id, second.id]
    assert keeper.poll() is None
    answered.set()
    worker.join()
    assert ids(keeper.pending().entries) == [second.id]


def test_a_follower_sees_the_others_entries(session: Session) -> None:
    keeper, writer = keeper_of(session), keeper_of(session)
    writer.save((decision(session),))
    seen = keeper.poll()
    assert seen is not None
    assert len(seen.added) == 1


@pytest.mark.parametrize("call", ["create", "write", "fsync", "replace", "read"])
@pytest.mark.parametrize("number", SIX_ERRORS)
def test_what_cannot_be_set_aside_is_kept_on_this_computer(
    tmp_path: Path, call: str, number: int
) -> None:
    session, disk = copied_session(tmp_path), FailingDisk()
    store = RecordStore.open(session, disk=disk, patience=Patience(0.0))
    scheme = session.evidence.scheme
    recovery = Recovery.open(tmp_path / "state", "north", store.path, scheme)
    keeper = Keeper(store, recovery)
    made = (decision(session), decision(session, standard="3.3"))
    keeper.save(made)
    assert keeper.pending().entries == ()
    store.path.write_bytes(b"")
    disk.fail_calls({call}, number)
    with pytest.raises(NotSaved):
        keeper.set_aside()
    assert {entry.id for entry in recovery.pending().entries} == {entry.id for entry in made}
    disk.heal()
    path = keeper.set_aside()
    assert path is not None
    assert len(RecordStore.open(session, path).entries) == 2
    assert keeper.set_aside() == path
    keeper.close()
