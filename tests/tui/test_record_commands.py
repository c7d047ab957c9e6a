"""`decide`, `verify` and `redact` as commands: what they say, do, refuse, and their exit status."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli

from core.meeting import Meeting
from sessions.files.decisions_file import decisions_path
from sessions.files.session_file import read_session
from sessions.record.store import RecordStore
from tests.sessions.panel_meetings import full_meeting
from tests.tui.meeting import edit
from tui.cli.main import main

if sys.platform != "win32":
    from tests.tui.terminal import Terminal

Captured = pytest.CaptureFixture[str]
needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
WHY = ("--reason", "One of two cases weighed too much.")


def entries_of(session: Path) -> list[dict[str, Any]]:
    path = decisions_path(session)
    if not path.exists():
        return []
    entries: list[dict[str, Any]] = tomli.loads(path.read_text("utf-8"))["entries"]
    return entries


def fingerprint_of(session: Path) -> str:
    fingerprint: str = entries_of(session)[-1]["fingerprint"]
    return fingerprint


class TestDecide:
    def test_a_change_is_recorded_with_everybody(self, session: Path, capsys: Captured) -> None:
        names = ["--proposed-by", "Ann", "--agreed-by", "Bea", "--agreed-by", "Cy"]
        more = ["--dissent", "Dee: too few", "--recused", "Eve", "--published-wording", "Raised."]
        call = ["decide", str(session), "3.2", "--to", "good", *WHY, *names, *more, "--yes"]
        assert main(call) == 0
        said = capsys.readouterr()
        assert "3.2 changed from Requires improvement to Good; score 24 to 25" in said.out
        assert f"Recorded in {decisions_path(session)}" in said.out
        assert said.err == ""
        (entry,) = entries_of(session)
        assert (entry["kind"], entry["standard"]) == ("change", "3.2")
        assert (entry["from"], entry["to"]) == ("Requires improvement", "Good")
        assert entry["reason"] == WHY[1]
        assert entry["proposed_by"] == ["Ann"]
        assert entry["agreed_by"] == ["Bea", "Cy"]
        assert (entry["dissent"], entry["recused"]) == ("Dee: too few", ["Eve"])
        assert entry["published_wording"] == "Raised."
        assert main(["score", str(session)]) == 0
        assert "Score 25/36 · Good" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("options", "kind"),
        [
            (("3.2", "--keep", *WHY), "keep"),
            (("3.2", "--to", "Requires improvement", *WHY), "keep"),
            (("3.2", "--defer"), "defer"),
            (("1.1", "--agree"), "agree"),
            (("1.1", "--agree", "--to", "Good", *WHY), "agree"),
            (("1.1", "--to", "Good", *WHY), "agree"),
        ],
    )
    def test_every_kind(self, options: tuple[str, ...], kind: str, session: Path) -> None:
        assert main(["decide", str(session), *options, "--yes"]) == 0
        (entry,) = entries_of(session)
        assert (entry["kind"], entry["standard"]) == (kind, options[0])

    def test_a_withdrawal_gives_the_evidence_back(self, session: Path) -> None:
        assert main(["decide", str(session), "3.2", "--to", "Good", *WHY, "--yes"]) == 0
        assert main(["decide", str(session), "3.2", "--withdraw", *WHY, "--yes"]) == 0
        first, second = entries_of(session)
        assert (second["kind"], second["replaces"]) == ("withdraw", first["id"])

    def test_a_reason_of_several_paragraphs_comes_from_a_file(self, session: Path) -> None:
        reason = session.with_name("reason.txt")
        reason.write_bytes("One.\r\n\r\nTwo: tŷ.\r\n".encode("utf-8-sig"))
        call = ["decide", str(session), "3.2", "--keep", "--reason-file", str(reason), "--yes"]
        assert main(call) == 0
        assert entries_of(session)[0]["reason"] == "One.\n\nTwo: tŷ."

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (("9.9", "--keep", *WHY), "The scheme has no standard 9.9. Its standards are 1.1, 1.2"),
            (("3.2", *WHY), "needs one of --to RATING, --keep, --agree, --defer and --withdraw"),
            (("3.2", "--keep", "--defer", *WHY), "needs one of --to RATING"),
            (("3.2", "--to", "Goood", *WHY), '--to Goood is not a rating. Did you mean "Good"?'),
            (
                ("3.2", "--to", "Good"),
                'Enter a reason. Add --reason "…" or --reason-file FILE.',
            ),
            (("3.2", "--keep", "--reason", "  "), "Enter a reason"),
            (("3.2", "--keep", "--reason", "2"), "only digits or signs. Enter a reason in words."),
            (("2.1", "--to", "Good", *WHY), "2.1 is not open to discretion"),
            (("1.1", "--keep", *WHY), "1.1"),
            (("3.2", "--withdraw", *WHY), "3.2"),
            (("3.2", "--keep", *WHY, "--reason-file", "x"), "--reason or --reason-file, not both"),
            (("3.2", "--keep", "--reason-file", "gone.txt"), "gone.txt"),
        ],
    )
    def test_a_refusal_is_one_line_and_records_nothing(
        self, options: tuple[str, ...], said: str, session: Path, capsys: Captured
    ) -> None:
        assert main(["decide", str(session), *options, "--yes"]) == 2
        told = capsys.readouterr()
        assert said in told.err
        assert told.err.count("\n") == 1
        assert not decisions_path(session).exists()

    def test_a_signed_record_is_not_added_to(self, signed_session: Path, capsys: Captured) -> None:
        before = decisions_path(signed_session).read_bytes()
        assert main(["decide", str(signed_session), "3.3", "--keep", *WHY, "--yes"]) == 2
        assert "signed" in capsys.readouterr().err
        assert decisions_path(signed_session).read_bytes() == before

    def test_without_a_terminal_nothing_is_recorded_unasked(
        self, session: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
        assert main(["decide", str(session), "3.2", "--keep", *WHY]) == 2
        assert "There is no terminal to ask for confirmation on. Add --yes." in (
            capsys.readouterr().err
        )
        assert not decisions_path(session).exists()

    def test_a_move_of_two_bands_is_cautioned(self, session: Path, capsys: Captured) -> None:
        assert main(["decide", str(session), "3.2", "--to", "Outstanding", *WHY, "--yes"]) == 0
        assert "This moves the rating two bands up" in capsys.readouterr().out

    def test_where_nothing_can_be_written_the_status_is_3(
        self, session: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _fail_to_save(monkeypatch)
        assert main(["decide", str(session), "3.2", "--keep", *WHY, "--yes"]) == 3
        assert "The disk is full" in capsys.readouterr().err
        assert not decisions_path(session).exists()


class TestVerify:
    def test_what_was_signed_agrees(self, signed_session: Path, capsys: Captured) -> None:
        fingerprint = fingerprint_of(signed_session)
        assert main(["verify", str(signed_session)]) == 0
        said = capsys.readouterr().out
        assert f"fingerprint {fingerprint}: the record agrees; the evidence agrees" in said

    @pytest.mark.parametrize(
        ("written", "status", "said"),
        [
            (lambda digits: digits, 0, "is that of a sign-off in the record"),
            (lambda digits: digits[:8], 0, "is that of a sign-off in the record"),
            (lambda digits: f"{digits[:4]} {digits[4:8]}", 0, "is that of a sign-off"),
            (lambda digits: digits[:12].upper(), 0, "is that of a sign-off in the record"),
            (lambda _: "0123456789abcdef", 1, "belongs to no sign-off in the record"),
        ],
    )
    def test_the_printed_fingerprint(
        self,
        written: Callable[[str], str],
        status: int,
        said: str,
        signed_session: Path,
        capsys: Captured,
    ) -> None:
        digits = written(fingerprint_of(signed_session))
        assert main(["verify", str(signed_session), "--fingerprint", digits]) == status
        assert said in capsys.readouterr().out

    @pytest.mark.parametrize("digits", ["7f3a91c", "7f3a91zz", "…"])
    def test_digits_that_are_none_are_refused(
        self, digits: str, signed_session: Path, capsys: Captured
    ) -> None:
        assert main(["verify", str(signed_session), "--fingerprint", digits]) == 2
        assert "--fingerprint needs at least 8 digits" in capsys.readouterr().err

    def test_a_change_by_hand_is_named_with_its_entry(
        self, signed_session: Path, capsys: Captured
    ) -> None:
        edit(decisions_path(signed_session), "nothing speaks against", "much speaks against")
        assert main(["verify", str(signed_session)]) == 1
        said = capsys.readouterr().out
        assert "entry number 6" in said
        assert "the record does NOT agree; the evidence agrees; the rules agree" in said

    def test_other_evidence_is_named(self, signed_session: Path, capsys: Captured) -> None:
        edit(signed_session, "Vivienne Raine", "Somebody else")
        assert main(["verify", str(signed_session)]) == 1
        assert "the record agrees; the evidence does NOT agree" in capsys.readouterr().out

    def test_without_a_sign_off_or_a_record(self, session: Path, capsys: Captured) -> None:
        assert main(["verify", str(session)]) == 1
        assert "has no record, so there is nothing to verify" in capsys.readouterr().out
        assert main(["decide", str(session), "3.2", "--keep", *WHY, "--yes"]) == 0
        assert main(["verify", str(session)]) == 1
        assert "The record is not signed." in capsys.readouterr().out


class TestRedact:
    WHO = ("--by", "J. Field", "--reason", "asked by the person")

    def test_a_name_is_removed_everywhere_and_both_fingerprints_are_kept(
        self, signed_session: Path, capsys: Captured
    ) -> None:
        before = fingerprint_of(signed_session)
        call = ["redact", str(signed_session), "chloe marsh", *self.WHO, "--yes"]
        assert main(call) == 0
        said = capsys.readouterr().out
        text = decisions_path(signed_session).read_text("utf-8")
        assert "Chloe Marsh" not in text
        assert "[removed 1 December 2020 by J. Field: asked by the person]" in text
        after = fingerprint_of(signed_session)
        assert f"Fingerprint before {before}, after {after}." in said
        assert "Copies may still contain it: the .bak file" in said
        assert main(["verify", str(signed_session), "--fingerprint", after]) == 0
        assert main(["verify", str(signed_session), "--fingerprint", before[:8]]) == 1
        assert "before text was removed on 1 December 2020 by J. Field: asked by the person" in (
            capsys.readouterr().out
        )
        meeting = Meeting(
            read_session(signed_session).evidence,
            RecordStore.open(read_session(signed_session)).entries,
        )
        assert meeting.scorecard.agreed.score == 25

    @pytest.mark.parametrize("written", ["Rhys\u00a0Ab", "Rhys\u200f\u200e Ab", "R\u00adHYS\nAB"])
    def test_odd_blanks_and_invisible_characters_hide_no_name(
        self, written: str, session: Path
    ) -> None:
        reason = f"As \u2067{written}\u2069 said, both were read."
        call = ["decide", str(session), "3.2", "--keep", "--reason", reason, "--yes"]
        assert main(call) == 0
        assert main(["redact", str(session), "Rhys Ab", *self.WHO, "--yes"]) == 0
        (entry,) = entries_of(session)
        marker = "[removed 1 December 2020 by J. Field: asked by the person]"
        assert entry["reason"] == f"As \u2067{marker}\u2069 said, both were read."

    def test_what_is_not_there_is_said(self, signed_session: Path, capsys: Captured) -> None:
        before = decisions_path(signed_session).read_bytes()
        assert main(["redact", str(signed_session), "Nobody", *self.WHO, "--yes"]) == 1
        assert "the text is not in it, so nothing was removed" in capsys.readouterr().out
        # Ids, ratings and figures are no words of people.
        assert main(["redact", str(signed_session), "3.2.3", *self.WHO, "--yes"]) == 1
        assert decisions_path(signed_session).read_bytes() == before

    def test_without_a_record(self, session: Path, capsys: Captured) -> None:
        assert main(["redact", str(session), "Nobody", *self.WHO, "--yes"]) == 1
        assert "has no record, so there is nothing to remove" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (("A", "--by", "J"), "--reason TEXT"),
            (("A", "--reason", "x"), "--by NAME"),
            (("A", "--by", " ", "--reason", "x"), "none may be blank"),
            ((" ", "--by", "J", "--reason", "x"), "none may be blank"),
        ],
    )
    def test_a_wrong_call(
        self, options: tuple[str, ...], said: str, signed_session: Path, capsys: Captured
    ) -> None:
        assert main(["redact", str(signed_session), *options, "--yes"]) == 2
        assert said in capsys.readouterr().err

    def test_without_a_terminal_nothing_is_removed_unasked(
        self, signed_session: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = decisions_path(signed_session).read_bytes()
        monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
        assert main(["redact", str(signed_session), "Chloe Marsh", *self.WHO]) == 2
        assert "Add --yes." in capsys.readouterr().err
        assert decisions_path(signed_session).read_bytes() == before

    def test_a_record_changed_by_hand_is_not_sealed_again(
        self, signed_session: Path, capsys: Captured
    ) -> None:
        edit(decisions_path(signed_session), "nothing speaks against", "much speaks against")
        before = decisions_path(signed_session).read_bytes()
        assert main(["redact", str(signed_session), "Chloe Marsh", *self.WHO, "--yes"]) == 3
        assert "a seal does not match" in capsys.readouterr().err
        assert decisions_path(signed_session).read_bytes() == before

    def test_a_damaged_record_is_named_by_its_own_name(
        self, signed_session: Path, capsys: Captured
    ) -> None:
        record = decisions_path(signed_session)
        record.write_bytes(b"format = ")
        assert main(["redact", str(signed_session), "Chloe Marsh", *self.WHO, "--yes"]) == 2
        assert f"ratings-panel: {record}" in capsys.readouterr().err
        assert record.read_bytes() == b"format = "


@needs_terminal
class TestConfirmation:
    """On a terminal a person is asked; only a yes goes on."""

    CALLS: dict[str, tuple[str, ...]] = {
        "decide": ("3.3", "--keep", *WHY),
        "redact": ("Chloe Marsh", *TestRedact.WHO),
    }

    @pytest.mark.parametrize(
        ("answer", "status"), [("y\r", 0), ("YES\r", 0), ("n\r", 1), ("\r", 1), ("\x04", 1)]
    )
    @pytest.mark.parametrize("command", CALLS)
    def test_only_yes_goes_on(
        self, command: str, answer: str, status: int, session: Path, tmp_path: Path
    ) -> None:
        read = read_session(session)
        store = RecordStore.open(read)
        for entry in full_meeting(read.evidence).entries:
            store.save((*store.entries, entry))
        before = decisions_path(session).read_bytes()
        state = {"RATINGS_PANEL_STATE": str(tmp_path / "state")}
        call = (command, str(session), *self.CALLS[command])
        with Terminal.panel(*call, size=(200, 30), environment=state) as terminal:
            terminal.see("Type y for yes, n for no.")
            assert decisions_path(session).read_bytes() == before
            terminal.press(answer)
            assert terminal.ended() == status
            said = "\n".join(terminal.rows)
        unchanged = decisions_path(session).read_bytes() == before
        assert unchanged is (status == 1)
        assert ("Nothing was re" in said) is (status == 1)

    @pytest.mark.parametrize("command", CALLS)
    def test_ctrl_c_writes_nothing(self, command: str, session: Path, tmp_path: Path) -> None:
        read = read_session(session)
        RecordStore.open(read).save(full_meeting(read.evidence).entries[:1])
        before = decisions_path(session).read_bytes()
        state = {"RATINGS_PANEL_STATE": str(tmp_path / "state")}
        call = (command, str(session), *self.CALLS[command])
        with Terminal.panel(*call, size=(200, 30), environment=state) as terminal:
            terminal.see("Type y for yes, n for no.")
            terminal.press("\x03")
            assert terminal.ended() == 130
            assert b"Traceback" not in terminal.raw
        assert decisions_path(session).read_bytes() == before


def _fail_to_save(monkeypatch: pytest.MonkeyPatch) -> None:
    from sessions.record.atomic_save import NotSaved

    def save(*_: object) -> object:
        raise NotSaved("The disk is full.", "Make room.")

    monkeypatch.setattr(RecordStore, "save", save)
