import json
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from sessions.files.recent import recent_sessions
from sessions.files.session_file import Session
from sessions.files.shipped import shipped_inspections
from sessions.record.recovery import Draft, FormDraft
from sessions.text.paths import decisions_path
from tests.sessions.panel_meetings import keep_draft, sign
from tui import __version__
from tui.cli import check, terminal
from tui.cli import text_output as plain
from tui.cli.arguments import COMMANDS
from tui.cli.main import main
from tui.cli.output import encodable
from tui.meeting import app

FIXTURES = Path(__file__).parents[2] / "fixtures"
NORTH_SOMERSET = FIXTURES / "north-somerset-2020.toml"
RECORD = FIXTURES / "north-somerset-2020.decisions.toml"
SESSIONS = [str(FIXTURES / f"{name}.toml") for name in shipped_inspections()]
HOSTILE = "bad\x1b[31m\x9b2J\u202e\nname.toml"

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "state"
    monkeypatch.setenv("RATINGS_PANEL_STATE", str(folder))
    return folder


@pytest.fixture
def north(tmp_path: Path) -> Path:
    """A copy of North Somerset without its decisions."""
    copy = tmp_path / "north.toml"
    copy.write_bytes(NORTH_SOMERSET.read_bytes())
    return copy


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def copy_record(session: Path) -> None:
    """Put the published record of North Somerset beside a session file."""
    decisions_path(session).write_bytes(RECORD.read_bytes())


def complaints(captured: Captured) -> list[str]:
    lines = captured.readouterr().err.splitlines()
    assert all(line.startswith("ratings-panel: ") for line in lines)
    assert all(line.isprintable() for line in lines)
    return [line.removeprefix("ratings-panel: ") for line in lines]


class TestCalls:
    def test_version(self, capsys: Captured) -> None:
        assert main(["--version"]) == 0
        assert capsys.readouterr().out == f"ratings-panel {__version__}\n"

    @pytest.mark.parametrize("command", [[], ["demo"], ["score"], ["check"], ["x.toml"]])
    @pytest.mark.parametrize("option", ["--help", "-h"])
    def test_help_is_on_standard_output_and_fits_eighty_columns(
        self, capsys: Captured, command: list[str], option: str
    ) -> None:
        assert main([*command, option]) == 0
        out, err = capsys.readouterr()
        assert "ratings-panel" in out
        assert err == ""
        assert max(map(len, out.splitlines())) <= 88

    def test_the_commands_are_what_a_small_screen_shows_of_the_help(
        self, capsys: Captured, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", "80")
        assert main(["--help"]) == 0
        # One line of the 24 is the prompt's.
        heading, _, *commands = capsys.readouterr().out.splitlines()[-23:]
        assert "COMMAND --help" in heading
        assert [line.split()[0] for line in commands] == list(COMMANDS)

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ([], "name a session file"),
            (["a.toml", "b.toml"], "shows one session file at a time"),
            (["score"], "`score` needs a session file"),
            (["check"], "`check` needs a session file"),
            (["--jason"], "no option --jason"),
            (["--verson"], 'did you mean "--version"?'),
            (["scor", "a.toml", "--json"], "no command or file called scor; did you"),
            (["show", "a.toml", "--width", "wide"], "--width takes a whole number, not wide"),
            (["show", "a.toml", "--width"], "--width needs a value: --width N"),
            (["score", "--jsn", "a.toml"], 'did you mean "--json"?'),
            (["check", "--json", "a.toml"], "`check` has no option --json"),
            (["score", "a.toml", "--decisions"], "--decisions needs a value"),
            (["score", "a.toml", "--decisions="], "--decisions needs a value"),
            (["score", "a", "--decisions", "b", "--decisions", "c"], "is given twice"),
            (["score", "a.toml", "b.toml", "--decisions", "c"], "one session file only"),
            (["score", "-x\x1b[2J"], "no option -x"),
        ],
    )
    def test_a_wrong_call_is_told_in_one_line(
        self, capsys: Captured, arguments: list[str], said: str
    ) -> None:
        assert main(arguments) == 2
        (line,) = complaints(capsys)
        assert said.casefold() in line.casefold()

    def test_a_misspelt_command_is_recognised(self, capsys: Captured) -> None:
        assert main(["scroe"]) == 2
        said = 'There is no command or file called scroe; did you mean "score"?'
        assert complaints(capsys) == [said]

    def test_a_file_with_a_name_like_a_command_is_a_file(
        self, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("scroe").touch()
        assert main(["scroe"]) == 2
        assert main(["score.toml"]) == 2
        assert complaints(capsys) == [
            "scroe: is empty. Is it the right file?",
            "score.toml: does not exist. Check the name and the folder.",
        ]

    def test_names_after_two_dashes_are_never_options(self, capsys: Captured) -> None:
        assert main(["score", "--", "--json"]) == 2
        assert complaints(capsys) == ["--json: does not exist. Check the name and the folder."]

    def test_no_control_character_of_a_name_reaches_the_terminal(self, capsys: Captured) -> None:
        assert main([HOSTILE]) == 2
        assert main(["score", HOSTILE]) == 2
        assert main(["check", HOSTILE]) == 2
        assert main(["demo", HOSTILE]) == 2
        assert len(complaints(capsys)) == 4


class TestScore:
    def test_one_session_gives_a_row_a_standard_and_the_totals(self, capsys: Captured) -> None:
        assert main(["score", str(NORTH_SOMERSET)]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        rows = {line[:3]: line.split("  ") for line in out.splitlines() if line[1:2] == "."}
        assert list(rows) == [f"{d}.{n}" for d in (1, 2, 3) for n in (1, 2, 3, 4)]
        cells = [cell.strip() for cell in rows["3.2"] if cell.strip()]
        assert cells == [
            "3.2",
            "Planning",
            "Requires improvement",
            "Good",
            "2",
            "3.2.3 1/2 (50%)",
            "near 50, 1 judgement, 2 cases · changed",
        ]
        assert (
            "Score 26/36 · Good · 5 more for Outstanding · 8 fewer for Requires improvement" in out
        )
        assert "On the evidence alone 24/36 · Good" in out

    def test_without_changes_nothing_stands_twice(self, capsys: Captured, north: Path) -> None:
        assert main(["score", str(north)]) == 0
        out = capsys.readouterr().out
        assert "Agreed" not in out
        assert "alone" not in out
        assert "Score 24/36 · Good" in out

    def test_what_is_not_counted_or_only_possible_is_explained(self, capsys: Captured) -> None:
        assert main(["score", str(FIXTURES / "suffolk-2023.toml")]) == 0
        out = capsys.readouterr().out
        assert "(2)  rated, but not counted" in out
        assert "?    possible" in out
        assert "Score 9/36 · Requires improvement" in out

    def test_several_sessions_give_one_line_each(self, capsys: Captured) -> None:
        assert main(["score", *SESSIONS]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert [line.split()[:2] for line in lines] == [
            ["hartlepool-2020", "26/36"],
            ["kirklees-2021", "8/36"],
            ["north-somerset-2020", "26/36"],
            ["oldham-2019", "21/36"],
            ["suffolk-2023", "9/36"],
        ]
        assert "24/36 on the evidence" in lines[2]

    def test_a_record_named_beside_its_session_is_not_taken_for_one(self, capsys: Captured) -> None:
        assert main(["score", str(RECORD), str(NORTH_SOMERSET)]) == 0
        assert capsys.readouterr().err == ""
        assert main(["score", str(RECORD)]) == 2
        assert "a decisions file" in complaints(capsys)[0]

    def test_decisions_can_be_named(self, capsys: Captured, north: Path) -> None:
        edited(north, 'id = "3.4"', 'id = "3.4"\nnote = "n"')
        assert main(["score", str(north), f"--decisions={RECORD}", "--json"]) == 0
        out, err = capsys.readouterr()
        assert json.loads(out)["score"] == 26
        assert "the evidence has changed since this record was made" in err

    def test_named_decisions_must_be_there_and_about_it(
        self, capsys: Captured, north: Path, tmp_path: Path
    ) -> None:
        assert main(["score", str(north), "--decisions", str(tmp_path / "none")]) == 2
        assert "does not exist" in complaints(capsys)[0]
        assert main(["score", SESSIONS[0], "--decisions", str(RECORD)]) == 2
        assert "does not match the inspection" in complaints(capsys)[0]

    def test_a_damaged_record_beside_it_is_never_passed_over(
        self, capsys: Captured, north: Path
    ) -> None:
        north.with_name("north.decisions.toml").write_text("[[entries", encoding="utf-8")
        assert main(["score", str(north)]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "line 1" in err

    def test_json_of_one_is_an_object_and_of_several_an_array(self, capsys: Captured) -> None:
        assert main(["score", "--json", str(NORTH_SOMERSET)]) == 0
        one = json.loads(capsys.readouterr().out)
        assert one["inspection"] == "north-somerset-2020"
        assert main(["score", "--json", *SESSIONS]) == 0
        many = json.loads(capsys.readouterr().out)
        assert [each["score"] for each in many] == [26, 8, 26, 21, 9]
        assert many[2] == one

    def test_json_that_would_leave_a_file_out_is_not_printed(self, capsys: Captured) -> None:
        assert main(["score", "--json", str(NORTH_SOMERSET), "none.toml"]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "none.toml" in err

    def test_an_unusable_file_does_not_hide_the_others(self, capsys: Captured) -> None:
        assert main(["score", "none.toml", *SESSIONS]) == 2
        assert len(capsys.readouterr().out.splitlines()) == 5

    def test_json_is_ascii_whatever_a_reason_holds(self, capsys: Captured, tmp_path: Path) -> None:
        copy, record = tmp_path / NORTH_SOMERSET.name, tmp_path / RECORD.name
        copy.write_bytes(NORTH_SOMERSET.read_bytes())
        record.write_bytes(RECORD.read_bytes())
        edited(record, "Most of the cases", "\\u001b[2J\\u202e\\u009b Ünter")
        assert main(["score", "--json", str(copy)]) == 0
        out = capsys.readouterr().out
        assert out.isascii()
        assert out.strip().isprintable()
        reason = json.loads(out)["standards"][9]["decision"]["reason"]
        assert reason.startswith("\x1b[2J\u202e\x9b Ünter")

    def test_hostile_text_of_a_file_is_shown_and_cannot_act(
        self, capsys: Captured, north: Path
    ) -> None:
        edited(north, "North Somerset Youth Offending Service", "[/]\\u001b[2J\\u202e[@click=x]")
        assert main(["score", str(north)]) == 0
        out = capsys.readouterr().out
        assert all(line.isprintable() for line in out.splitlines())
        assert out.startswith("[/]�[2J�[@click=x] · ")

    def test_what_is_awaited_is_a_warning_and_holds_the_overall_back(
        self, capsys: Captured, north: Path
    ) -> None:
        edited(north, '[[standards]]\nid = "1.1"\nrating = "Requires improvement"\n', "")
        assert main(["score", str(north)]) == 0
        out, err = capsys.readouterr()
        assert "1 standard awaited: no overall rating yet" in out
        assert err.startswith("ratings-panel: ")
        assert 'standards "1.1"' in err


class TestCheck:
    def test_the_shipped_inspections_are_in_order(self, capsys: Captured) -> None:
        assert main(["check", *SESSIONS, str(RECORD)]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        assert out.count("nothing wrong") == 4
        # Hartlepool's 2.3.1, which the reports otherwise ask of every case, covers five of six.
        assert out.count("nothing else wrong") == 1
        assert len(out.splitlines()) == 6

    def test_a_record_is_checked_with_its_session(self, capsys: Captured) -> None:
        assert main(["check", str(RECORD)]) == 0
        assert capsys.readouterr().out.startswith(f"{NORTH_SOMERSET}: nothing wrong. 26/36 Good")

    def test_a_record_without_its_session_is_unusable(
        self, capsys: Captured, tmp_path: Path
    ) -> None:
        alone = tmp_path / "alone.decisions.toml"
        alone.write_bytes(RECORD.read_bytes())
        assert main(["check", str(alone)]) == 2
        assert "without its session file, alone.toml" in complaints(capsys)[0]
        assert main(["check", str(tmp_path / "none.decisions.toml")]) == 2
        assert "does not exist" in complaints(capsys)[0]

    def test_differences_are_named_with_both_values(self, capsys: Captured, north: Path) -> None:
        assert main(["check", str(north)]) == 1
        out, err = capsys.readouterr()
        assert err == ""
        first, second = out.splitlines()
        assert f"{north}: published › ratings › 3.2:" in first
        assert '"Good" is published, but the figures give "Requires improvement"' in first
        assert "3.3" in second

    def test_an_unusable_file_does_not_stop_the_check(self, capsys: Captured, north: Path) -> None:
        assert main(["check", "none.toml", str(north), SESSIONS[1]]) == 2
        out, err = capsys.readouterr()
        assert "none.toml" in err
        assert len(out.splitlines()) == 3

    def test_what_is_awaited_is_found(self, capsys: Captured, north: Path) -> None:
        edited(north, '[[standards]]\nid = "1.1"\nrating = "Requires improvement"\n', "")
        assert main(["check", str(north)]) == 1
        assert 'standards "1.1"' in capsys.readouterr().out

    def test_a_file_without_published_results_says_so(self, capsys: Captured, north: Path) -> None:
        text = north.read_text(encoding="utf-8")
        north.write_text(text[: text.index("[published]")], encoding="utf-8")
        assert main(["check", str(north)]) == 0
        assert "it gives no published results" in capsys.readouterr().out


class TestScreen:
    @pytest.fixture
    def opened(self, monkeypatch: pytest.MonkeyPatch) -> list[Session]:
        """A screen that only notes what it was opened on."""
        sessions: list[Session] = []

        def open_screen(session: Session, greeting: str) -> int:
            sessions.append(session)
            return 0

        monkeypatch.setattr(app, "open_screen", open_screen)
        monkeypatch.setattr(terminal, "need_terminal", lambda: None)
        return sessions

    def test_a_session_file_goes_on_the_screen(self, opened: list[Session], north: Path) -> None:
        assert main([str(north)]) == 0
        assert [session.path for session in opened] == [north]

    def test_a_wrong_file_is_reported_before_the_screen_opens(
        self, opened: list[Session], capsys: Captured, north: Path
    ) -> None:
        edited(north, "yes = 8", "yes = 9")
        assert main([str(north)]) == 2
        assert "yes" in complaints(capsys)[0]
        assert opened == []

    def test_demo_opens_a_private_copy_without_decisions(
        self, opened: list[Session], capsys: Captured, state: Path
    ) -> None:
        assert main(["demo"]) == 0
        assert main(["demo"]) == 0
        first, second = (session.path for session in opened)
        assert first != second
        assert first.name == second.name == "north-somerset-2020.toml"
        assert first.read_bytes() == NORTH_SOMERSET.read_bytes()
        assert list(first.parent.iterdir()) == [first]
        assert first.is_relative_to(state / "demo")
        if sys.platform != "win32":
            assert first.parent.stat().st_mode & 0o777 == 0o700
        assert f"No decision was recorded. Your practice copy is in {first}" in (
            capsys.readouterr().out
        )

    def test_demo_says_where_the_record_lies(
        self, opened: list[Session], capsys: Captured, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def decide(session: Session, greeting: str) -> int:
            session.path.with_name("oldham-2019.decisions.toml").write_bytes(b"")
            return 0

        monkeypatch.setattr(app, "open_screen", decide)
        assert main(["demo", "Oldham"]) == 0
        out = capsys.readouterr().out
        assert out.startswith("The record is saved in ")
        assert out.endswith("oldham-2019.decisions.toml\n")

    def test_leaving_says_where_the_record_and_the_drafts_are(
        self, opened: list[Session], capsys: Captured, north: Path
    ) -> None:
        assert main([str(north)]) == 0
        assert capsys.readouterr().out == ""
        copy_record(north)
        keep_draft(north, Draft("2.2", reason="Half typed"))
        keep_draft(north, FormDraft("note 3.4", (("note", "Half typed"),)))
        assert main([str(north)]) == 0
        assert capsys.readouterr().out.splitlines() == [
            f"The record is saved in {north.with_name('north.decisions.toml')}",
            "A draft for 2.2 is kept.",
            "A draft of the note on 3.4 is kept.",
        ]

    def test_nothing_is_said_to_be_saved_that_is_not(
        self, opened: list[Session], capsys: Captured, north: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(app, "open_screen", lambda session, greeting: 3)
        copy_record(north)
        assert main([str(north)]) == 3
        assert capsys.readouterr().out == ""

    def test_an_earlier_practice_copy_is_named(
        self, opened: list[Session], capsys: Captured, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        greetings: list[str] = []

        def decide(session: Session, greeting: str) -> int:
            greetings.append(greeting)
            if len(greetings) == 1:
                copy_record(session.path)
                keep_draft(session.path, Draft("2.2", reason="Half typed"))
            opened.append(session)
            return 0

        monkeypatch.setattr(app, "open_screen", decide)
        assert main(["demo"]) == 0
        first = opened[0].path
        assert capsys.readouterr().out.endswith(f" {first}\n")
        assert main(["demo", "oldham"]) == 0
        capsys.readouterr()
        assert main(["demo"]) == 0
        said = (
            "An earlier practice copy of this inspection has 2 entries and 1 draft and is not "
            "signed. To go on with it: "
        )
        assert [greeting.startswith(said) for greeting in greetings] == [False, False, True]
        assert greetings[:2] == ["", ""]
        last = capsys.readouterr().out.splitlines()[-1]
        assert last.startswith(said)
        assert last.endswith(f" {first}")
        assert [recent.path for recent in recent_sessions()][:2] == [opened[2].path, first]

    def test_a_practice_copy_that_was_signed_is_not_named(
        self, opened: list[Session], capsys: Captured
    ) -> None:
        assert main(["demo"]) == 0
        copy = opened[0].path
        sign(copy)
        assert main(["demo"]) == 0
        assert "earlier" not in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("oldham", "oldham-2019"),
            ("OLDHAM-2019", "oldham-2019"),
            ("North Somerset", "north-somerset-2020"),
            ("somerset", "north-somerset-2020"),
            ("suffolk_2023", "suffolk-2023"),
        ],
    )
    def test_demo_names_are_matched_loosely(
        self, opened: list[Session], name: str, found: str
    ) -> None:
        assert main(["demo", *name.split()]) == 0
        assert opened[0].evidence.inspection.id == found

    @pytest.mark.parametrize(
        ("name", "said"),
        [("oldhm", 'did you mean "oldham"?'), ("2020", "could be"), ("xyz", "There are")],
    )
    def test_an_unknown_demo_lists_what_there_is(
        self, opened: list[Session], capsys: Captured, name: str, said: str
    ) -> None:
        assert main(["demo", name]) == 2
        (line,) = complaints(capsys)
        assert said in line
        assert "hartlepool-2020" in line
        assert opened == []

    def test_a_copy_that_cannot_be_written_is_status_three(
        self, opened: list[Session], capsys: Captured, state: Path
    ) -> None:
        state.write_text("a file where the folder should be", encoding="utf-8")
        assert main(["demo"]) == 3
        (line,) = complaints(capsys)
        assert "could not be written" in line
        assert opened == []

    def test_without_a_terminal_nothing_is_opened(self, capsys: Captured, state: Path) -> None:
        assert main(["demo"]) == 2
        assert main([str(NORTH_SOMERSET)]) == 2
        assert ["needs a terminal" in line for line in complaints(capsys)] == [True, True]
        assert not state.exists()


class TestFaults:
    @pytest.fixture
    def broken(self, monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
        """Makes `check` raise what is in the list."""
        raised: list[BaseException] = []

        def fail(call: Namespace) -> int:
            raise raised[0]

        monkeypatch.setattr(check, "run", fail)
        return raised

    def test_a_fault_is_one_line_and_its_traceback_is_private(
        self, broken: list[BaseException], capsys: Captured, state: Path
    ) -> None:
        broken.append(RuntimeError("boom\x1b[2J\nsecond line"))
        assert main(["check", "x"]) == 70
        (line,) = complaints(capsys)
        assert "RuntimeError: boom" in line
        (log,) = (state / "faults").iterdir()
        assert str(log) in line
        assert "Traceback" in log.read_text(encoding="utf-8")
        if sys.platform != "win32":
            assert log.stat().st_mode & 0o777 == 0o600

    def test_a_fault_is_told_even_where_nothing_can_be_written(
        self, broken: list[BaseException], capsys: Captured, state: Path
    ) -> None:
        state.write_text("in the way", encoding="utf-8")
        broken.append(RuntimeError())
        assert main(["check", "x"]) == 70
        assert "could not be written" in complaints(capsys)[0]

    def test_ctrl_c_is_silent(self, broken: list[BaseException], capsys: Captured) -> None:
        broken.append(KeyboardInterrupt())
        assert main(["check", "x"]) == 130
        assert capsys.readouterr() == ("", "")

    def test_closed_streams_do_no_harm(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdout", None)
        monkeypatch.setattr(sys, "stderr", None)
        assert main(["--version"]) == 3
        assert main([]) == 2


def test_text_is_fitted_to_the_encoding() -> None:
    assert encodable("26/36 · Good – é 宿", "ascii") == "26/36 | Good - e ?"
    assert encodable("26/36 · Good – é", "utf-8") == "26/36 · Good – é"
    assert encodable("–", None) == "-"


def test_columns_line_up_whatever_they_hold() -> None:
    lines = plain.columns([["宿", "x"], ["ab", "y"], ["e\u0301\x1b", "z"]], right={1})
    assert lines == ["宿  x", "ab  y", "e\u0301�  z"]
