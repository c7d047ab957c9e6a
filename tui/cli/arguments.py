"""What can be typed after `ratings-panel`: every command, its options, and the help for both."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from core.sample_size import CONFIDENCE, MARGIN
from sessions.files.scheme_file import shipped_schemes
from sessions.files.shipped import shipped_inspections
from sessions.text.suggestions import nearest
from tui.cli.document_arguments import add_minutes, add_report
from tui.cli.output import WrongCall
from tui.cli.parser import PROGRAM, Arguments, Commands, whole_number
from tui.cli.record_arguments import (
    add_decide,
    add_details,
    add_note,
    add_redact,
    add_reopen,
    add_sign,
    add_verify,
)

OPEN = "open"
LEAST_WIDTH = 60
MOST_DRAWS = 1_000_000
MOST_SEED = 2**32 - 1


def parsed(words: Sequence[str]) -> Namespace:
    """Parse the words of a call. A first word that is not a command is a session file to open.

    Raises:
        WrongCall: They cannot be understood; the text says why.
    """
    first = words[0] if words else ""
    is_option = first.startswith("-") and first not in ("-", "--")
    if words and not is_option and first not in COMMANDS:
        if hint := _command_meant(first, list(COMMANDS)):
            raise WrongCall(f"There is no command or file called {first}{hint}")
        words = [OPEN, *words]
    command = words[0] if words and words[0] in COMMANDS else None
    return program_parser(command).parse_args(words)


def program_parser(command: str | None = None) -> Arguments:
    """Return the parser of the whole program, with those of its commands or of one alone."""
    parser = Arguments(
        prog=PROGRAM,
        usage=f"{PROGRAM} SESSION\n       {PROGRAM} COMMAND ...\n       {PROGRAM}",
        description=(
            "Decide the ratings of an inspected service. The screen shows which standards\n"
            "are open to professional discretion and why, and records what the ratings\n"
            "panel decides.\n\n"
            f"With no session and no command, `{PROGRAM}` shows recent sessions and how to\n"
            "begin.\n\n"
            "Decisions are saved beside the session file: those on north.toml are in\n"
            "north.decisions.toml. The session file itself is never changed.\n\n"
            "Examples\n"
            "  ratings-panel demo                 try it on North Somerset, 2020\n"
            "  ratings-panel inspections/north.toml\n"
            "  ratings-panel score inspections/*.toml\n"
            "  ratings-panel score north.toml --json\n\n"
            "Exit status: 0 done; 1 done, and `check` found something; 2 the command or a\n"
            "file is wrong; 3 something could not be written."
        ),
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    # The commands come last, one line each, so that they are what a screen of 24 lines shows.
    tree = parser.add_subparsers(
        title=f"commands (`{PROGRAM} COMMAND --help` explains one)",
        dest="command",
        metavar="COMMAND [...]",
        prog=PROGRAM,
        parser_class=Arguments,
    )
    parser.actions.append(tree)
    for name, add in COMMANDS.items():
        if command in (None, name):
            add(tree)
    return parser


def _add_open(commands: Commands) -> None:
    parser = commands.add_parser(
        OPEN,
        help="open the screen on a session file (`open` may be left out)",
        description="Open the screen on a session file. The word `open` may be left out.",
        epilog="Example\n  ratings-panel inspections/north.toml",
    )
    parser.add_argument("sessions", metavar="SESSION", nargs="+", help="a session file")
    parser.needs["SESSION"], parser.example = "a session file", f"{PROGRAM} SESSION"


def _add_demo(commands: Commands) -> None:
    parser = commands.add_parser(
        "demo",
        help="try the program on a practice copy of a shipped inspection",
        description=(
            "Open the screen on a practice copy of a shipped inspection, without its\n"
            "decisions. When you leave, the program says where the copy is."
        ),
        epilog=f"Shipped inspections\n  {', '.join(shipped_inspections())}",
    )
    parser.add_argument(
        "names",
        metavar="NAME",
        nargs="*",
        help="the inspection, or part of its name, such as `oldham`; if not given, North "
        "Somerset, 2020",
    )


def _add_show(commands: Commands) -> None:
    parser = commands.add_parser(
        "show",
        help="print the board as text",
        description=(
            "Print the board as text: the score, every standard with its figures, and for\n"
            "each open standard why it is open and what was decided."
        ),
        epilog=(
            "Examples\n  ratings-panel show north.toml | less -R\n"
            "  ratings-panel show north.toml --plain"
        ),
    )
    parser.session("show SESSION")
    parser.add_argument(
        "--plain",
        action="store_true",
        help="sentences only, without drawing: for screen readers and email",
    )
    parser.value(
        "--width",
        metavar="N",
        type=whole_number(LEAST_WIDTH, "is too narrow"),
        help="the width in columns; if not given, that of the terminal, or 100 in a pipe",
    )


def _add_score(commands: Commands) -> None:
    parser = commands.add_parser(
        "score",
        help="print the scorecard, without a screen",
        description=(
            "Print the scorecard; for several files, one line each. The decisions beside a\n"
            "session file are included."
        ),
        epilog=(
            "Examples\n  ratings-panel score north.toml\n"
            "  ratings-panel score north.toml --json | jq .score"
        ),
    )
    _sessions(parser)
    parser.value(
        "--decisions",
        metavar="FILE",
        help="take the decisions from another file (for one SESSION only)",
    )
    parser.add_argument(
        "--json", action="store_true", help="print JSON: an object, or an array for several files"
    )


def _add_check(commands: Commands) -> None:
    parser = commands.add_parser(
        "check",
        help="list every problem and difference from the published report",
        description=(
            "List every problem in the files: what cannot be read, what is still awaited,\n"
            "decisions that break the rules, and differences from the published results.\n"
            "A decisions file is checked together with its session file."
        ),
        epilog=(
            "Exit status: 0 nothing is wrong; 1 something is; 2 a file cannot be used.\n\n"
            "Example\n  ratings-panel check inspections/*.toml"
        ),
    )
    _sessions(parser)


def _add_import(commands: Commands) -> None:
    parser = commands.add_parser(
        "import",
        help="make a session file from case answers",
        description=(
            "Make a session file by counting the case answers of an inspection. The program\n"
            "recognises the layout of the table: one row per case and key question (case,\n"
            "key question, answer); one row per case, with a column for each key question;\n"
            "or counts (key question, yes, relevant). Judgements come from the columns\n"
            "standard and rating, on the same sheet or on another. The session file contains\n"
            "only counts: no case is identified. If any cells cannot be read, all of them\n"
            "are listed and nothing is written."
        ),
        epilog=(
            "The guide is docs/analyst-guide.md.\n\nExample\n"
            "  ratings-panel import answers.xlsx --scheme youth-2018 -o north.toml \\\n"
            '      --service "North Youth Justice Service"'
        ),
    )
    parser.add_argument(
        "answers",
        metavar="ANSWERS",
        nargs="?",
        help="the table of answers: CSV, TSV, XLSX, XLSM, XLS, XLSB, ODS or Parquet",
    )
    _scheme(parser)
    _output(parser, "the session file to write")
    parser.add_argument(
        "--map",
        metavar="OLD=NEW",
        action="append",
        default=[],
        help="read the column OLD as NEW: case, domain, key question, prompt, answer, yes, "
        "relevant, cases, eligible, standard, rating, ignore, or the number of a key question",
    )
    parser.value("--map-file", metavar="FILE", help="take --map, --codes and --blank from a file")
    parser.value(
        "--write-map",
        metavar="FILE",
        help="save how the columns and answers were read, for use with --map-file",
    )
    parser.add_argument(
        "--codes",
        action="append",
        default=[],
        metavar="CODES",
        help="what the codes of the answers mean, such as 1=yes,2=no,9=na; may be repeated",
    )
    parser.add_argument(
        "--blank",
        choices=("not-applicable",),
        help="read every blank as not applicable",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="show the resulting table, and write nothing"
    )
    parser.confirmation("write")
    parser.value(
        "--write-template",
        metavar="FILE",
        help="write a workbook (.xlsx) to fill in, instead of importing one",
    )
    _inspection(parser)


def _add_new(commands: Commands) -> None:
    parser = commands.add_parser(
        "new",
        help="make a session file to fill in",
        description=(
            "Write a session file to fill in: every standard and key question of the\n"
            "scheme, with instructions. `ratings-panel check` then says what is missing."
        ),
        epilog="Example\n  ratings-panel new --scheme youth-2021 -o north.toml",
    )
    _scheme(parser)
    _output(parser, "the session file to write", required=True)
    parser.needs["-o/--output"] = "-o SESSION.toml"
    _inspection(parser)


def _add_sample(commands: Commands) -> None:
    parser = commands.add_parser(
        "sample",
        help="show how many cases to inspect",
        description=(
            "Show how many of the eligible cases to inspect, by the rule in the published\n"
            "reports, with the formula and its source.\n\n"
            "--compare shows a sample next to the population it was taken from, by gender,\n"
            "disposal, risk of serious harm, and safety and wellbeing. CASES is a table with\n"
            'one row per eligible case and a column "In sample" (yes or no).'
        ),
        epilog="Example\n  ratings-panel sample --eligible 28",
    )
    parser.value(
        "--eligible",
        metavar="N",
        type=whole_number(0, most=10_000_000),
        help="how many cases are eligible",
    )
    parser.value(
        "--confidence",
        metavar="PERCENT",
        type=whole_number(1, most=99),
        help=f"the confidence level; {CONFIDENCE} if not given",
    )
    parser.value(
        "--margin",
        metavar="POINTS",
        type=whole_number(1, most=50),
        help=f"the margin of error; {MARGIN} if not given",
    )
    parser.value("--compare", metavar="CASES", help="the table of the eligible cases")


def _add_schemes(commands: Commands) -> None:
    parser = commands.add_parser(
        "schemes",
        help="list, show or check the rules",
        description=(
            "List the shipped schemes; show one as a page with its standards, bands,\n"
            "criteria, source and assumptions; or check scheme files of your own."
        ),
        epilog=(
            "How to write your own: docs/own-scheme.md.\n\nExamples\n"
            "  ratings-panel schemes show youth-2018\n"
            "  ratings-panel schemes check libraries.scheme.toml"
        ),
    )
    tree = parser.add_subparsers(
        title="actions",
        dest="action",
        metavar="ACTION",
        prog=f"{PROGRAM} schemes",
        parser_class=Arguments,
    )
    parser.actions.append(tree)
    show = tree.add_parser("show", help="show a scheme", description="Show a scheme as a page.")
    show.add_argument("scheme", metavar="SCHEME", help=_scheme_help())
    show.needs["SCHEME"], show.example = "a scheme", f"{PROGRAM} schemes show youth-2018"
    check = tree.add_parser(
        "check", help="check scheme files", description="List every problem in scheme files."
    )
    check.add_argument("files", metavar="FILE", nargs="+", help="a scheme file of your own")
    check.needs["FILE"], check.example = "a scheme file", f"{PROGRAM} schemes check FILE"


def _add_portfolio(commands: Commands) -> None:
    parser = commands.add_parser(
        "portfolio",
        help="score many inspections in one table",
        description=(
            "Score many inspections and put the results in one table. Inspections that\n"
            "cannot be used are named and left out of the table, and the exit status is 2."
        ),
        epilog=(
            "docs/portfolio.md describes the table, the output and the simulation.\n\nExamples\n"
            "  ratings-panel portfolio inspections/\n"
            "  ratings-panel portfolio counts.csv --scheme new-bands.toml -o compared.xlsx\n"
            "  ratings-panel portfolio inspections/ --simulate 1000"
        ),
    )
    parser.add_argument(
        "source",
        metavar="SOURCE",
        help="a folder of session files with their decisions, or one table of case counts "
        "(CSV, TSV, XLSX, Parquet)",
    )
    parser.needs["SOURCE"] = "one folder of session files, or one table of case counts"
    parser.example = f"{PROGRAM} portfolio FOLDER"
    parser.value(
        "--scheme",
        metavar="SCHEME",
        help="also show the same evidence under other rules, and which ratings change: "
        + _scheme_help(),
    )
    parser.value(
        "--simulate",
        metavar="N",
        type=whole_number(1, most=MOST_DRAWS),
        help="draw the cases of each inspection again N times, and show how often each "
        "rating holds",
    )
    parser.value(
        "--seed",
        metavar="S",
        type=whole_number(0, most=MOST_SEED),
        help="the seed of the draws, a whole number; 1 if not given",
    )
    _output(parser, "write the table to a CSV, XLSX or Parquet file instead of printing it")
    parser.add_argument("--force", action="store_true", help="replace a file that already exists")


def _add_join(commands: Commands) -> None:
    parser = commands.add_parser(
        "join",
        help="add the entries of another version of the record",
        description=(
            "Add the entries of another version to a session's record. FILE is a conflict\n"
            "file of this program, or a copy made by a synchronising service. Entries that\n"
            "only FILE contains are added to the record; no entry is changed or removed.\n"
            "The name of FILE is then changed to end in .joined. If the record is missing,\n"
            "empty or damaged, it is restored from FILE.\n\n"
            "If both versions decide the same standard and you do not use --prefer, both\n"
            "decisions are printed, nothing is written, and the exit status is 1."
        ),
        epilog="Example\n  ratings-panel join north.toml",
    )
    parser.session("join SESSION [FILE]")
    parser.add_argument(
        "copy",
        metavar="FILE",
        nargs="?",
        help="the other version; if not given, every one in the folder",
    )
    parser.value(
        "--prefer",
        choices=("record", "copy"),
        help="whose decision to use if both versions decide the same standard",
    )


def _add_completion(commands: Commands) -> None:
    parser = commands.add_parser(
        "completion",
        help="print a script for shell completion",
        description=(
            "Print the script that lets a shell complete commands, options, schemes and\nfiles."
        ),
        epilog=(
            '  bash   eval "$(ratings-panel completion bash)"   in ~/.bashrc\n'
            '  zsh    eval "$(ratings-panel completion zsh)"    in ~/.zshrc, after compinit\n'
            "  fish   ratings-panel completion fish > "
            "~/.config/fish/completions/ratings-panel.fish"
        ),
    )
    # The command checks the shell, because only it loads the library that knows the shells.
    parser.add_argument("shell", metavar="SHELL", help="bash, zsh, fish, tcsh or powershell")
    parser.needs["SHELL"], parser.example = "the name of a shell", f"{PROGRAM} completion bash"


def _sessions(parser: Arguments) -> None:
    parser.add_argument("sessions", metavar="SESSION", nargs="+", help="a session file")
    parser.needs["SESSION"] = "a session file"
    parser.example = f"{PROGRAM} {parser.command} SESSION"


def _scheme(parser: Arguments) -> None:
    parser.value("--scheme", metavar="SCHEME", required=True, help=_scheme_help())
    parser.needs["--scheme"] = f"--scheme NAME ({_scheme_help()})"


def _scheme_help() -> str:
    return f"{', '.join(shipped_schemes())}, or the path of a scheme file of your own"


def _output(parser: Arguments, purpose: str, required: bool = False) -> None:
    parser.value("-o", "--output", metavar="FILE", required=required, help=purpose)


def _inspection(parser: Arguments) -> None:
    parser.value(
        "--id", type=str, help="the id of the inspection; made from the file's name if not given"
    )
    parser.value("--service", metavar="NAME", type=str, help="the name of the service")
    parser.add_argument(
        "--force", action="store_true", help="replace a session file that already exists"
    )


def _command_meant(word: str, commands: Sequence[str]) -> str:
    """Suggest the command meant by a word that is not a file: `; did you mean …?`."""
    if not word or any(sign in word for sign in "./\\") or Path(word).exists():
        return ""
    return nearest(word, commands)


COMMANDS = {
    OPEN: _add_open,
    "demo": _add_demo,
    "show": _add_show,
    "score": _add_score,
    "check": _add_check,
    "import": _add_import,
    "new": _add_new,
    "sample": _add_sample,
    "schemes": _add_schemes,
    "minutes": add_minutes,
    "report": add_report,
    "portfolio": _add_portfolio,
    "decide": add_decide,
    "details": add_details,
    "note": add_note,
    "sign": add_sign,
    "reopen": add_reopen,
    "verify": add_verify,
    "redact": add_redact,
    "join": _add_join,
    "completion": _add_completion,
}
