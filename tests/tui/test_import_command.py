"""`import`, `new` and `schemes` as they are called."""

import io
import re
import stat
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.scorecard import scorecard_of
from sessions.files.scheme_file import shipped_schemes
from sessions.files.session_file import read_session
from tests.sessions.answer_tables import workbook
from tui.cli import import_answers
from tui.cli.import_answers import ProgressBar
from tui.cli.main import main

FIXTURES = Path(__file__).parents[2] / "fixtures"
EXAMPLE = FIXTURES / "example-answers.xlsx"
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
TABLE = "case,2.1.1,2.1.2,2.1.3\nKim,y,n,y\nLee,Y,y,n/a\n"

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "answers.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def call(*words: str | Path) -> int:
    return main([str(word) for word in words])


def complaints(captured: Captured) -> list[str]:
    lines = captured.readouterr().err.splitlines()
    assert all(line.startswith("ratings-panel: ") for line in lines)
    return [line.removeprefix("ratings-panel: ") for line in lines]


class TestImport:
    def test_it_writes_a_session_file_and_says_how_it_read(
        self, answers: Path, capsys: Captured
    ) -> None:
        words = ("--scheme", "youth-2018", "-o", "north.toml", "--service", "North", "--id", "n-1")
        assert call("import", answers, *words) == 0
        said = capsys.readouterr().out
        assert "one row per case, one column per key question" in said
        assert '  "y" → yes (3)\n  "Y" → yes (1)\n  "n" → no (1)' in said
        assert "Written: north.toml. Score 1/36 · 11 standards awaited" in said
        assert "11 standards awaited: 1.1, 1.2, 1.3, 1.4, 2.2" in said
        session = read_session(Path("north.toml"))
        assert session.evidence.inspection.id == "n-1"
        assert session.evidence.inspection.service == "North"
        assert len(session.warnings) == 11
        text = Path("north.toml").read_text(encoding="utf-8")
        assert "Kim" not in text + said
        assert "# 1.1 is awaited: Governance and leadership." in text
        assert call("check", "north.toml") == 1

    def test_dry_run_shows_the_table_and_writes_nothing(
        self, answers: Path, capsys: Captured
    ) -> None:
        before = sorted(answers.parent.iterdir())
        assert call("import", answers, "--scheme", "youth-2018", "--dry-run") == 0
        said = capsys.readouterr().out
        assert re.search(r"2\.1\.2 +Understands the child's safety +1 +2 +50% +Requires", said)
        assert "Domain 2: 2 cases" in said
        assert "Nothing was written" in said
        assert "Kim" not in said
        assert sorted(answers.parent.iterdir()) == before

    def test_nothing_is_written_while_a_cell_is_wrong(
        self, answers: Path, capsys: Captured
    ) -> None:
        answers.write_text(TABLE + "Max,maybe,never,y\n", encoding="utf-8")
        assert call("import", answers, "--scheme", "youth-2018", "-o", "north.toml") == 2
        found = complaints(capsys)
        assert len(found) == 2
        assert found[0].startswith(f'{answers}: row 4, column B "2.1.1": "maybe" is not an answer.')
        assert sorted(answers.parent.iterdir()) == [answers]

    def test_it_never_writes_over_a_file_unless_told(self, answers: Path, capsys: Captured) -> None:
        target = Path("north.toml")
        target.write_text("mine", encoding="utf-8")
        words = ("import", answers, "--scheme", "youth-2018", "-o", target)
        assert call(*words) == 3
        assert "already exists and was not changed" in complaints(capsys)[0]
        assert target.read_text(encoding="utf-8") == "mine"
        assert call(*words, "--force") == 0
        assert read_session(target).evidence.scheme.id == "youth-2018"

    def test_it_never_writes_over_the_answers(self, answers: Path, capsys: Captured) -> None:
        words = ("--scheme", "youth-2018", "--force", "-o", answers)
        assert call("import", answers, *words) == 2
        assert "is a file that this command reads" in complaints(capsys)[0]
        assert answers.read_text(encoding="utf-8") == TABLE

    @pytest.mark.parametrize(
        ("target", "status", "said"),
        [
            ("none/n.toml", 3, "n.toml was not written: there is no folder none. Create it first"),
            ("answers.csv/n.toml", 3, "answers.csv is a file, not a folder"),
            ("folder.toml", 2, "folder.toml is a folder; name a file in it"),
        ],
    )
    def test_a_place_that_is_none_is_told_before_any_work(
        self, answers: Path, capsys: Captured, target: str, status: int, said: str
    ) -> None:
        (answers.parent / "folder.toml").mkdir()
        for words in (("import", answers.name), ("new",)):
            assert call(*words, "--scheme", "youth-2018", "-o", target) == status
            captured = capsys.readouterr()
            assert said in captured.err
            assert captured.err.count("\n") == 1
            assert captured.out == ""

    @pytest.mark.skipif(sys.platform == "win32", reason="rights of folders differ there")
    def test_a_folder_that_cannot_be_written(
        self, answers: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        words = ("--scheme", "youth-2018", "-o", Path("missing") / "north.toml")
        assert call("import", answers, *words) == 3
        assert len(complaints(capsys)) == 1

    def test_maps(self, answers: Path, capsys: Captured) -> None:
        answers.write_text(TABLE.replace("case", "Child = who"), encoding="utf-8")
        words = ("--scheme", "youth-2018", "--dry-run", "--map", "Child = who=case")
        assert call("import", answers, *words) == 0
        assert '"Child = who" as case' in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--scheme", "youth-2018"), "needs a file of answers"),
            (("answers.csv",), "needs --scheme NAME (youth-2018, youth-2021, or the path"),
            (("answers.csv", "--scheme", "youth-2018"), "needs -o SESSION.toml, or --dry-run"),
            (("answers.csv", "--scheme", "youth-208", "-o", "n.toml"), 'did you mean "youth-20'),
            (("answers.csv", "--scheme", "none.toml", "-o", "n.toml"), "none.toml: does not exist"),
            (("answers.csv", "--schema", "x"), 'no option --schema. Did you mean "--scheme"?'),
            (("answers.csv", "--scheme"), "--scheme needs a value: --scheme SCHEME"),
            (
                ("answers.csv", "more.csv", "--scheme", "youth-2018"),
                "not know what to do with more.csv",
            ),
            (("answers.csv", "--scheme", "youth-2018", "-o", "n.csv"), "it ends in .toml"),
            (
                ("answers.csv", "--scheme", "youth-2018", "--dry-run", "--map", "x"),
                '--map x: write --map "OLD=NEW"',
            ),
            (
                ("answers.csv", "--scheme", "youth-2018", "--dry-run", "--map", "x=y"),
                '--map "x=y": "y" is not a column that `import` reads',
            ),
            (
                ("answers.csv", "--scheme", "youth-2018", "--dry-run", "--id", "a b"),
                '--id "a b" cannot be an id',
            ),
            (("none.csv", "--scheme", "youth-2018", "--dry-run"), "none.csv: does not exist"),
        ],
    )
    def test_a_wrong_call_gets_one_clear_message(
        self, answers: Path, capsys: Captured, words: tuple[str, ...], said: str
    ) -> None:
        assert call("import", *words) == 2
        (complaint,) = complaints(capsys)
        assert said in complaint
        assert sorted(answers.parent.iterdir()) == [answers]

    def test_text_of_the_file_cannot_act_on_the_terminal(
        self, tmp_path: Path, capsys: Captured
    ) -> None:
        path = tmp_path / "answers.xlsx"
        rows: list[list[object]] = [["case", "2.1.1", "2.1.2", "2.1.3", "2.1.1 > [/]\u202eevil"]]
        rows += [["a", "y", "y", "y", "y"], ["\u202eb", "y", "\u202eyes", "y", "y"]]
        workbook({"S\u202eheet": rows}).save(path)
        assert call("import", path, "--scheme", "youth-2018", "--dry-run") == 2
        rows[2][2] = "y"
        workbook({"S\u202eheet": rows}).save(path)
        assert call("import", path, "--scheme", "youth-2018", "-o", tmp_path / "n.toml") == 0
        captured = capsys.readouterr()
        for line in (captured.out + captured.err).splitlines():
            assert line.isprintable()
        prompts = read_session(tmp_path / "n.toml").evidence.standards[0].key_questions[0].prompts
        assert prompts[0].label == "[/]\u202eevil"

    def test_the_file_can_be_read_by_all_who_may(self, answers: Path) -> None:
        assert call("import", answers, "--scheme", "youth-2018", "-o", "n.toml") == 0
        mode = stat.S_IMODE(Path("n.toml").stat().st_mode)
        assert mode == stat.S_IMODE(answers.stat().st_mode)

    def test_the_example_of_the_guide(self, tmp_path: Path, capsys: Captured) -> None:
        target = tmp_path / "example.toml"
        words = ("--scheme", "youth-2018", "-o", target, "--service", "Example Vale (made up)")
        assert call("import", EXAMPLE, *words) == 0
        assert call("check", target) == 0
        session = read_session(target)
        assert {d: s.cases for d, s in session.evidence.samples.items()} == {"2": 24, "3": 15}
        assert not scorecard_of(session.evidence).awaited
        assert "EX-" not in target.read_text(encoding="utf-8") + capsys.readouterr().out


class TestAsking:
    """On a terminal `import` asks before it writes; without one it never does."""

    WORDS = ("--scheme", "youth-2018", "-o", "north.toml", "--service", "North")

    def call_at_terminal(
        self, monkeypatch: pytest.MonkeyPatch, answers: Path, reply: str, *words: str
    ) -> int:
        monkeypatch.setattr(import_answers, "asks", lambda: True)
        monkeypatch.setattr(sys, "stdin", io.StringIO(reply))
        return call("import", answers, *self.WORDS, *words)

    @pytest.mark.parametrize(("reply", "writes"), [("y\n", True), ("n\n", False), ("", False)])
    def test_the_reply_decides(
        self,
        answers: Path,
        capsys: Captured,
        monkeypatch: pytest.MonkeyPatch,
        reply: str,
        writes: bool,
    ) -> None:
        assert self.call_at_terminal(monkeypatch, answers, reply) == 0
        said = capsys.readouterr().out
        assert said.index("Understands the child's safety") < said.index("Write north.toml? (y/n)")
        assert Path("north.toml").exists() == writes
        assert ("Nothing was written." in said) != writes

    def test_yes_answers_it(
        self, answers: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert self.call_at_terminal(monkeypatch, answers, "", "--yes") == 0
        assert "(y/n)" not in capsys.readouterr().out
        assert Path("north.toml").exists()

    def test_without_a_terminal_it_does_not_ask(self, answers: Path, capsys: Captured) -> None:
        assert call("import", answers, *self.WORDS) == 0
        assert "(y/n)" not in capsys.readouterr().out


class TestMapFile:
    CODED = "Ref no,First,Second,Third\nA,1,2,9\nB,1,1,1\n"
    MAPS = ("--map", "First=2.1.1", "--map", "Second=2.1.2", "--map", "Third=2.1.3")
    SCHEME = ("--scheme", "youth-2018", "--service", "North")

    def test_a_map_is_kept_and_used_again(self, answers: Path, capsys: Captured) -> None:
        answers.write_text(self.CODED, encoding="utf-8")
        words = (*self.SCHEME, *self.MAPS, "--map", "Ref no=case", "--codes", "1=yes,2=no,9=na")
        assert call("import", answers, *words, "-o", "one.toml", "--write-map", "map.toml") == 0
        assert "\nMap written: map.toml. Next time: --map-file map.toml" in capsys.readouterr().out
        again = ("--map-file", "map.toml", "-o", "two.toml")
        assert call("import", answers, *self.SCHEME, *again) == 0
        assert Path("one.toml").read_bytes() == Path("two.toml").read_bytes()
        assert '"Ref no" = "case"' in Path("map.toml").read_text(encoding="utf-8")

    def test_a_map_can_be_written_without_a_session_file(
        self, answers: Path, capsys: Captured
    ) -> None:
        words = (*self.SCHEME, "--dry-run", "--write-map", "map.toml")
        assert call("import", answers, *words) == 0
        assert "No session file was written (--dry-run)." in capsys.readouterr().out
        assert Path("map.toml").exists()

    def test_a_kept_map_may_name_columns_that_are_not_there(self, answers: Path) -> None:
        Path("map.toml").write_text(
            'format = "ratings-panel/map/1"\n[columns]\n"Old" = "2.1.1"\n', encoding="utf-8"
        )
        words = (*self.SCHEME, "--dry-run", "--map-file", "map.toml")
        assert call("import", answers, *words) == 0

    def test_what_is_wrong_with_a_map_file_is_named(self, answers: Path, capsys: Captured) -> None:
        Path("map.toml").write_text(
            'format = "x"\nblank = "no"\nextra = 1\ncolumns = 3\n[answers]\n1 = "perhaps"\n',
            encoding="utf-8",
        )
        words = (*self.SCHEME, "--dry-run", "--map-file", "map.toml")
        assert call("import", answers, *words) == 2
        found = complaints(capsys)
        assert [each.split(": ")[1].split(" ")[0] for each in found] == [
            "extra",
            "format",
            "columns",
            "answers",
            "blank",
        ]

    def test_it_never_replaces_a_file_unless_told(self, answers: Path, capsys: Captured) -> None:
        Path("map.toml").write_text("mine", encoding="utf-8")
        words = (*self.SCHEME, "--dry-run", "--write-map", "map.toml")
        assert call("import", answers, *words) == 3
        assert "already exists and was not changed" in complaints(capsys)[0]
        assert call("import", answers, *self.SCHEME, "--dry-run", "--write-map", answers) == 2
        assert Path("map.toml").read_text(encoding="utf-8") == "mine"

    @pytest.mark.parametrize("codes", ["1", "1=perhaps", "=yes", "1=yes,1=no", "1="])
    def test_codes_that_cannot_be_understood(
        self, answers: Path, capsys: Captured, codes: str
    ) -> None:
        assert call("import", answers, *self.SCHEME, "--dry-run", "--codes", codes) == 2
        assert "--codes" in complaints(capsys)[0]


class TestWorkbookToFillIn:
    @pytest.mark.parametrize("scheme", ["youth-2018", "youth-2021"])
    def test_what_is_filled_in_comes_back(
        self, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, scheme: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        words = ("--scheme", scheme)
        assert call("import", *words, "--write-template", "forms.xlsx") == 0
        book = load_workbook("forms.xlsx")
        wanted: dict[str, tuple[int, int]] = {}
        for sheet in book.worksheets:
            if not sheet.title[0].isdigit():
                continue
            questions = [str(cell.value).split()[0] for cell in sheet[2][1:]]
            for place, question in enumerate(questions):
                given = ["Yes", "No", "Yes" if place % 2 else "No", "N/A" if place % 3 else "Yes"]
                for case, answer in enumerate(given):
                    sheet.cell(case + 3, 1).value = f"{sheet.title[0]}-{case}"
                    sheet.cell(case + 3, place + 2).value = answer
                wanted[question] = (given.count("Yes"), 4 - given.count("N/A"))
        judged = [row[0].value for row in book["Judgements"].iter_rows(min_row=2)]
        for number in range(len(judged)):
            book["Judgements"].cell(number + 2, 3).value = "Good"
        book.save("forms.xlsx")
        assert call("import", "forms.xlsx", *words, "-o", "north.toml", "--service", "North") == 0
        evidence = read_session(Path("north.toml")).evidence
        assert {
            question.id: (question.figures.yes, question.figures.relevant)
            for standard in evidence.standards
            for question in standard.key_questions
        } == wanted
        ratings = {s.id: s.judgement.name for s in evidence.standards if s.judgement}
        assert ratings == dict.fromkeys(judged, "Good")
        assert not scorecard_of(evidence).awaited

    def test_it_never_replaces_a_file_unless_told(self, answers: Path, capsys: Captured) -> None:
        words = ("--scheme", "youth-2018", "--write-template")
        assert call("import", *words, "answers.csv") == 2
        Path("forms.xlsx").write_text("mine", encoding="utf-8")
        assert call("import", *words, "forms.xlsx") == 3
        assert Path("forms.xlsx").read_text(encoding="utf-8") == "mine"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class TestProgress:
    def test_it_is_drawn_on_a_terminal_and_taken_away(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stream = Terminal()
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", "100")
        bar = ProgressBar()
        bar.show("reading [/] \u202ex", 50, 100)
        bar.clear()
        drawn = stream.getvalue()
        assert "reading [/]" in drawn
        assert "\u202e" not in drawn
        assert "50%" in drawn
        # The line is erased at the end.
        assert drawn.rstrip("\r\n").endswith("\x1b[2K")

    def test_it_is_silent_elsewhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        stream = io.StringIO()
        monkeypatch.setattr(sys, "stderr", stream)
        bar = ProgressBar()
        bar.show("reading", 50, 100)
        bar.clear()
        assert stream.getvalue() == ""

    def test_an_interrupted_import_leaves_nothing(
        self, answers: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(ProgressBar, "show", interrupted)
        before = sorted(answers.parent.iterdir())
        assert call("import", answers, "--scheme", "youth-2018", "-o", "n.toml") == 130
        assert sorted(answers.parent.iterdir()) == before


class TestNew:
    def test_it_writes_a_file_that_check_walks_through(
        self, tmp_path: Path, capsys: Captured
    ) -> None:
        target = tmp_path / "north 2021.toml"
        assert call("new", "--scheme", "youth-2021", "-o", target) == 0
        assert "Next: ratings-panel check" in capsys.readouterr().out
        assert read_session(target).evidence.inspection.id == "north-2021"
        assert call("check", target) == 1
        lines = capsys.readouterr().out.splitlines()
        named = [found[1] for line in lines if (found := re.search(r'standards "(\d\.\d)"', line))]
        assert named == sorted(named)
        assert len(named) == 12

    def test_it_never_writes_over_a_file_unless_told(
        self, tmp_path: Path, capsys: Captured
    ) -> None:
        target = tmp_path / "north.toml"
        target.write_text("mine", encoding="utf-8")
        words = ("new", "--scheme", "youth-2021", "-o", target)
        assert call(*words) == 3
        assert target.read_text(encoding="utf-8") == "mine"
        assert "already exists and was not changed" in complaints(capsys)[0]
        assert call(*words, "--force", "--id", "mine-1", "--service", "Mine") == 0
        assert read_session(target).evidence.inspection.id == "mine-1"

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ((), "needs --scheme NAME"),
            (("--scheme", "youth-2021"), "needs -o SESSION.toml"),
            (("--scheme", "youth-2021", "-o", "x"), "ends in .toml"),
            (("--scheme", "youth-2021", "-o", "x.toml", "--id", "ä"), "use letters, digits"),
            (("--scheme", "youth-2021", "-o", "x.toml", "--service", ""), "--service is blank"),
            (
                ("extra", "--scheme", "youth-2021", "-o", "n.toml"),
                "not know what to do with extra",
            ),
        ],
    )
    def test_a_wrong_call_gets_one_clear_message(
        self, capsys: Captured, words: tuple[str, ...], said: str
    ) -> None:
        assert call("new", *words) == 2
        (complaint,) = complaints(capsys)
        assert said in complaint


class TestSchemes:
    def test_the_shipped_ones_are_listed(self, capsys: Captured) -> None:
        assert call("schemes") == 0
        lines = capsys.readouterr().out.splitlines()
        assert [line.split()[0] for line in lines] == list(shipped_schemes())
        assert "13 standards, 12 counted" in lines[1]

    def test_one_is_shown_as_a_page(self, capsys: Captured) -> None:
        assert call("schemes", "show", "youth-2021") == 0
        page = capsys.readouterr().out
        for words in (
            "HM Inspectorate of Probation",
            "4.1  Resettlement",
            "inspector's judgement, not counted in the score",
            "Reasonable majority  65–79%   Good",
            "within 5 points of a boundary (50, 65, 80)",
            "out of 36",
            "Assumptions",
        ):
            assert words in page

    def test_a_file_is_shown_too(self, capsys: Captured) -> None:
        assert call("schemes", "show", EXAMPLES / "libraries.scheme.toml") == 0
        assert "Exemplary" in capsys.readouterr().out

    def test_check_says_that_a_scheme_is_sound(self, capsys: Captured) -> None:
        assert call("schemes", "check", EXAMPLES / "libraries.scheme.toml", "youth-2018") == 0
        out = capsys.readouterr().out
        assert "nothing wrong. Library standards (a made-up example), 7 standards" in out

    def test_check_says_everything_that_is_wrong(self, tmp_path: Path, capsys: Captured) -> None:
        text = (EXAMPLES / "libraries.scheme.toml").read_text(encoding="utf-8")
        path = tmp_path / "own.toml"
        text = text.replace("lowest = 30\nhighest = 54", "lowest = 31\nhighest = 56")
        path.write_text(text.replace('theme = "care"', 'theme = "car"', 1), encoding="utf-8")
        assert call("schemes", "check", path) == 2
        found = " ".join(complaints(capsys))
        assert "the key-question bands leave out 30%" in found
        assert "overlap" in found
        assert 'has the theme "car"' in found

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("chek",), 'did you mean "check"?'),
            (("show",), "needs a scheme: ratings-panel schemes show youth-2018"),
            (("check",), "needs a scheme file: ratings-panel schemes check FILE"),
            (("show", "a", "b"), "does not know what to do with b"),
            (("show", "youth-2020"), "is not a shipped scheme"),
            (("check", "none.toml"), "none.toml: does not exist"),
        ],
    )
    def test_a_wrong_call_gets_one_clear_message(
        self, capsys: Captured, words: tuple[str, ...], said: str
    ) -> None:
        assert call("schemes", *words) == 2
        (complaint,) = complaints(capsys)
        assert said in complaint


@pytest.mark.parametrize("command", ["import", "new", "schemes"])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_fits_eighty_columns(capsys: Captured, command: str, option: str) -> None:
    assert call(command, option) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert f"ratings-panel {command}" in said.out
    assert max(map(len, said.out.splitlines())) <= 80
