"""What is inconsistent in a record, each fault by its sentence."""

import pytest

from core.record import Entry, Kind, RecordFault, Signature, SignOff, record_faults
from core.standing import fold
from tests.core.building import at


def entry(
    name: str, kind: Kind = Kind.KEEP, standard: str | None = "3.2", replaces: str | None = None
) -> Entry:
    return Entry(name, at(0), kind, standard, replaces=replaces)


class TestRecordFaults:
    def test_none(self) -> None:
        record = [
            entry("a"),
            entry("b", replaces="a"),
            entry("c", Kind.DEFER, "3.3"),
            entry("d", Kind.WITHDRAW, "3.2", replaces="b"),
            entry("e", Kind.WITHDRAW, "3.2", replaces="a"),
            entry("f", Kind.CHANGE, "3.2"),
            entry("g", Kind.SIGN_OFF, None),
            entry("h", Kind.WITHDRAW, "3.3", replaces="c"),
        ]
        assert record_faults(record) == ()
        assert record_faults([]) == ()

    @pytest.mark.parametrize(
        ("record", "faults"),
        [
            (
                [entry("a"), entry("a", Kind.CHANGE)],
                [RecordFault(1, "has the id of an earlier entry, a", "Give it its own id.")],
            ),
            (
                [entry("a", replaces="z")],
                [
                    RecordFault(
                        0,
                        "replaces the entry z, which does not come before it",
                        "Correct `replaces`.",
                    )
                ],
            ),
            (
                [entry("a", replaces="a")],
                [
                    RecordFault(
                        0,
                        "replaces the entry a, which does not come before it",
                        "Correct `replaces`.",
                    )
                ],
            ),
            (
                [entry("a", replaces="b"), entry("b")],
                [
                    RecordFault(
                        0,
                        "replaces the entry b, which does not come before it",
                        "Correct `replaces`.",
                    )
                ],
            ),
            (
                [entry("a", standard="3.1"), entry("b", standard="3.2", replaces="a")],
                [
                    RecordFault(
                        1,
                        "replaces an entry about standard 3.1",
                        "Correct `replaces` or `standard`.",
                    )
                ],
            ),
            (
                [entry("a"), entry("b", Kind.WITHDRAW)],
                [RecordFault(1, "withdraws nothing", "Name the entry in `replaces`.")],
            ),
            (
                [entry("b", Kind.WITHDRAW, replaces="z")],
                [
                    RecordFault(
                        0,
                        "replaces the entry z, which does not come before it",
                        "Correct `replaces`.",
                    )
                ],
            ),
            (
                [
                    entry("a"),
                    entry("b", Kind.WITHDRAW, replaces="a"),
                    entry("c", Kind.WITHDRAW, replaces="b"),
                ],
                [
                    RecordFault(
                        2,
                        "withdraws an entry of kind withdraw",
                        "Only change, keep, agree, defer and note can be withdrawn.",
                    )
                ],
            ),
            (
                [entry("a", Kind.SIGN_OFF, None), entry("b", Kind.WITHDRAW, None, replaces="a")],
                [
                    RecordFault(
                        1,
                        "withdraws an entry of kind sign-off",
                        "Only change, keep, agree, defer and note can be withdrawn.",
                    )
                ],
            ),
            (
                [
                    entry("a"),
                    entry("b", Kind.WITHDRAW, replaces="a"),
                    entry("c", Kind.WITHDRAW, replaces="a"),
                ],
                [
                    RecordFault(
                        2, "withdraws an entry that has already been withdrawn", "Remove it."
                    )
                ],
            ),
            (
                [
                    entry("a", standard="3.1"),
                    entry("b", Kind.WITHDRAW, standard="3.2", replaces="a"),
                ],
                [
                    RecordFault(
                        1,
                        "replaces an entry about standard 3.1",
                        "Correct `replaces` or `standard`.",
                    )
                ],
            ),
            (
                [entry("a"), entry("a"), entry("b", replaces="z")],
                [
                    RecordFault(1, "has the id of an earlier entry, a", "Give it its own id."),
                    RecordFault(
                        2,
                        "replaces the entry z, which does not come before it",
                        "Correct `replaces`.",
                    ),
                ],
            ),
        ],
        ids=[
            "an id twice",
            "replaces what is not there",
            "replaces itself",
            "replaces a later entry",
            "replaces an entry of another standard",
            "withdraws nothing",
            "withdraws what is not there",
            "withdraws a withdrawal",
            "withdraws a sign-off",
            "withdraws twice",
            "withdraws an entry of another standard",
            "several",
        ],
    )
    def test_each(self, record: list[Entry], faults: list[RecordFault]) -> None:
        assert list(record_faults(record)) == faults

    def test_of_an_id_twice_the_first_entry_is_meant(self) -> None:
        record = [entry("a", standard="3.1"), entry("a"), entry("b", replaces="a")]
        assert [fault.index for fault in record_faults(record)] == [1, 2]
        assert fold(record).decisions["3.2"].id == "b"


def test_a_signature_and_a_fingerprint_in_short() -> None:
    assert Signature("J Field", "Chair").words == "J Field (Chair)"
    assert Signature("J Field").words == "J Field"
    assert SignOff((), fingerprint="7f3a91c2d4e5").fingerprint_start == "7f3a 91c2 …"
    assert SignOff(()).fingerprint_start == ""
