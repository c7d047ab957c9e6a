"""What can be typed after `ratings-panel`: every command, its options, and the help for both."""

import argparse
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn, Protocol

from sessions.files.scheme_file import shipped_schemes
from sessions.text.suggestions import nearest
from tui.cli.output import WrongCall, say

PROGRAM = "ratings-panel"
OPEN = "open"
HELP_WIDTH = 80
LEAST_WIDTH = 60
MOST_DRAWS = 1_000_000
MOST_SEED = 2**32 - 1


class HelpShown(Exception):
    """The help was printed, so there is nothing else to do."""


class Layout(argparse.RawDescriptionHelpFormatter):
    """Lays the help out for the terminal, and never wider than is easy to read."""

    def __init__(self, prog: str) -> None:
        width = min(HELP_WIDTH, shutil.get_terminal_size().columns)
        super().__init__(prog, max_help_position=26, width=width)


class StoreOnce(argparse.Action):
    """Stores the value of an option that may be given only once."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Store the value; a second one is a mistake."""
        if getattr(namespace, self.dest) is not None:
            raise argparse.ArgumentError(self, "is given twice; give it once")
        setattr(namespace, self.dest, values)


class Arguments(argparse.ArgumentParser):
    """A parser that raises WrongCall with one clear sentence, and never ends the program.

    `needs` says for each required argument what is missing where it is not given.
    """

    def __init__(self, **settings: Any) -> None:
        self.needs: dict[str, str] = {}
        self.actions: list[argparse.Action] = []
        settings.setdefault("formatter_class", Layout)
        super().__init__(allow_abbrev=False, add_help=False, **settings)
        self.words = self.add_argument_group("arguments")
        self.add_argument("-h", "--help", action="help", help="show this help")

    @property
    def commands(self) -> dict[str, "Arguments"]:
        """The parsers of the commands that may follow, by name."""
        trees = (action.choices for action in self.actions if isinstance(action.choices, dict))
        return {name: parser for tree in trees for name, parser in tree.items()}

    @property
    def command(self) -> str:
        """The words of the command, without the program's name."""
        return self.prog.removeprefix(PROGRAM).strip()

    def add_argument(self, *names: str, **settings: Any) -> argparse.Action:
        """Add an argument, and remember it for suggestions and for completion."""
        add = super().add_argument if names[0].startswith("-") else self.words.add_argument
        action = add(*names, **settings)
        self.actions.append(action)
        return action

    def value(self, *names: str, **settings: Any) -> argparse.Action:
        """Add an option that takes a value, once."""
        settings.setdefault("type", _filled)
        return self.add_argument(*names, action=StoreOnce, **settings)

    def print_help(self, file: object = None) -> None:
        """Print the help as every other output is printed."""
        say(self.format_help().rstrip())

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """Stop after the help; the program ends in its own way."""
        raise HelpShown

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call."""
        where = f"`{self.command}`" if self.command else "the call"
        if missing := re.fullmatch("the following arguments are required: (.*)", message):
            needed = [self.needs.get(name, name) for name in missing[1].split(", ")]
            raise WrongCall(f"{where} needs {', and '.join(needed)}.")
        if choice := re.match("argument (.*?): invalid choice: '(.*?)' ", message):
            raise WrongCall(self._unknown_choice(*choice.groups()))
        if valued := re.fullmatch(r"argument (\S+): (.*)", message):
            option = valued[1].split("/")[-1]
            value = next((a.metavar for a in self.actions if option in a.option_strings), "VALUE")
            need = f"needs a value: {option} {value}"
            raise WrongCall(f"{option} {valued[2].replace('expected one argument', need)}.")
        raise WrongCall(f"{where}: {message}. `{self.prog} --help` says more.")

    def parse_known_args(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        namespace: argparse.Namespace | None = None,
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse the words; WrongCall for the first that no argument of this parser takes."""
        self._check_options(args or ())
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            raise WrongCall(self._unknown_word(unknown[0]))
        return found, unknown

    def _check_options(self, words: Sequence[str]) -> None:
        """Raise WrongCall for an unknown option: it may be why another one is missing."""
        known = [name for action in self.actions for name in action.option_strings]
        for word in words:
            if word == "--" or word in self.commands:
                return
            if word.startswith("--") and word.partition("=")[0] not in known:
                raise WrongCall(self._unknown_word(word))

    def _unknown_word(self, word: str) -> str:
        if not word.startswith("-") or word == "-":
            return f"`{self.command}` does not know what to do with {word}."
        option = word.partition("=")[0]
        known = [name for action in self.actions for name in action.option_strings]
        hint = nearest(option, known).lstrip("; ") or "See `--help`."
        where = f"`{self.command}` has" if self.command else "There is"
        return f"{where} no option {option}. {hint[:1].upper()}{hint[1:]}"

    def _unknown_choice(self, name: str, word: str) -> str:
        known = next(
            (list(each.choices) for each in self.actions if each.choices and name == each.metavar),
            [],
        )
        hint = nearest(word, known) or "."
        examples = ", ".join(f"`{self.prog} {choice}`" for choice in known)
        return f"`{self.command}` does not know {word}{hint} Say {examples}."


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """Parse the words of a call; raise WrongCall where they cannot be understood.

    A first word that is no command is a session file to open.
    """
    parser = program_parser()
    commands = list(parser.commands)
    first = words[0] if words else ""
    is_option = first.startswith("-") and first not in ("-", "--")
    if words and not is_option and first not in commands:
        if hint := _command_meant(first, commands):
            raise WrongCall(f"There is no command {first}, nor a file of that name{hint}")
        words = [OPEN, *words]
    return parser.parse_args(words)


def program_parser() -> Arguments:
    """Return the parser of the whole program, with those of its commands."""
    parser = Arguments(
        prog=PROGRAM,
        usage=f"{PROGRAM} SESSION\n       {PROGRAM} COMMAND ...\n       {PROGRAM}",
        description=(
            "Settle the ratings of an inspected service. The screen shows which standards are\n"
            "open to professional discretion and why, and records what the ratings panel decides."
        ),
        epilog=(
            "With no session and no command, it shows recent sessions and how to begin.\n"
            f"`{PROGRAM} COMMAND --help` says more about a command.\n\n"
            "Decisions are saved beside the session file: those on north.toml are in\n"
            "north.decisions.toml. The session file itself is never changed.\n\n"
            "Examples\n"
            "  ratings-panel demo                 try it on North Somerset, 2020\n"
            "  ratings-panel inspections/north.toml\n"
            "  ratings-panel score inspections/*.toml\n"
            "  ratings-panel score north.toml --json\n\n"
            "Exit status: 0 done; 1 done, and `check` found something; 2 the call or a file\n"
            "is wrong; 3 something could not be written."
        ),
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    tree = parser.add_subparsers(
        title="commands", dest="command", metavar="COMMAND", prog=PROGRAM, parser_class=Arguments
    )
    parser.actions.append(tree)
    for add in (
        _add_open,
        _add_demo,
        _add_show,
        _add_score,
        _add_check,
        _add_import,
        _add_new,
        _add_schemes,
        _add_portfolio,
        _add_completion,
    ):
        add(tree)
    return parser


class Commands(Protocol):
    """What commands are added to."""

    def add_parser(self, name: str, **settings: Any) -> Arguments:
        """Add a command, and return the parser of what follows it."""
        ...


def _add_open(commands: Commands) -> None:
    parser = commands.add_parser(
        OPEN,
        help="open the screen on a session file; the word `open` may be left out",
        description="Open the screen on a session file. The word `open` may be left out.",
        epilog="Example\n  ratings-panel inspections/north.toml",
    )
    parser.add_argument("sessions", metavar="SESSION", nargs="+", help="a session file")
    parser.needs["SESSION"] = "a session file: ratings-panel SESSION"


def _add_demo(commands: Commands) -> None:
    from sessions.files.shipped import shipped_inspections

    parser = commands.add_parser(
        "demo",
        help="the same on a practice copy of a shipped inspection",
        description=(
            "Open the screen on a practice copy of a shipped inspection, without its decisions.\n"
            "When you leave, it says where the copy is."
        ),
        epilog=f"Shipped inspections\n  {', '.join(shipped_inspections())}",
    )
    parser.add_argument(
        "names",
        metavar="NAME",
        nargs="*",
        help="the inspection, or part of its name such as `oldham`; else North Somerset, 2020",
    )


def _add_show(commands: Commands) -> None:
    parser = commands.add_parser(
        "show",
        help="print the board as text",
        description=(
            "Print the board as text: the score, every standard with its figures, and for each\n"
            "open standard why it is open and what was decided."
        ),
        epilog=(
            "Examples\n  ratings-panel show north.toml | less -R\n"
            "  ratings-panel show north.toml --plain"
        ),
    )
    parser.add_argument("session", metavar="SESSION", help="a session file")
    parser.needs["SESSION"] = "a session file: ratings-panel show SESSION"
    parser.add_argument(
        "--plain",
        action="store_true",
        help="sentences only, without drawing: for screen readers and e-mail",
    )
    parser.value(
        "--width",
        metavar="N",
        type=_whole_number(LEAST_WIDTH, "is too narrow"),
        help="how many columns to use; else those of the terminal, or 100 in a pipe",
    )


def _add_score(commands: Commands) -> None:
    parser = commands.add_parser(
        "score",
        help="print the scorecard, without a screen",
        description=(
            "Print the scorecard; for several files, one line each. The decisions beside a\n"
            "session file are counted."
        ),
        epilog=(
            "Examples\n  ratings-panel score north.toml\n"
            "  ratings-panel score north.toml --json | jq .score"
        ),
    )
    _sessions(parser)
    parser.value(
        "--decisions", metavar="FILE", help="take the decisions from another file (one SESSION)"
    )
    parser.add_argument(
        "--json", action="store_true", help="print an object, or an array for several files"
    )


def _add_check(commands: Commands) -> None:
    parser = commands.add_parser(
        "check",
        help="name every problem, and every difference from the published report",
        description=(
            "Name every problem of the files: what cannot be read, what is still awaited,\n"
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
            "Count the case answers of an inspection into a session file. The layout of the table\n"
            "is recognised: one row per case and key question (case, key question, answer); one\n"
            "row per case, with a column for each key question; or counts (key question, yes,\n"
            "relevant). Judgements come from the columns standard and rating, on the same sheet\n"
            "or on another. The session file names no case. Every cell that cannot be read is\n"
            "named, and then nothing is written."
        ),
        epilog=(
            "The guide is docs/analyst-guide.md.\n\nExample\n"
            "  ratings-panel import answers.xlsx --scheme youth-2018 -o north.toml \\\n"
            '      --service "North Youth Justice Service"'
        ),
    )
    parser.add_argument(
        "answers", metavar="ANSWERS", help="the table of answers: CSV, TSV, XLSX or Parquet"
    )
    parser.needs["ANSWERS"] = "a file of answers: ratings-panel import ANSWERS ..."
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
    parser.add_argument(
        "--dry-run", action="store_true", help="show the resulting table, and write nothing"
    )
    _inspection(parser)


def _add_new(commands: Commands) -> None:
    parser = commands.add_parser(
        "new",
        help="make a session file to fill in",
        description=(
            "Write a session file to fill in: every standard and key question of the scheme, with\n"
            "instructions. `ratings-panel check` then says what is still missing."
        ),
        epilog="Example\n  ratings-panel new --scheme youth-2021 -o north.toml",
    )
    _scheme(parser)
    _output(parser, "the session file to write", required=True)
    parser.needs["-o/--output"] = "-o SESSION.toml, the file to write"
    _inspection(parser)


def _add_schemes(commands: Commands) -> None:
    parser = commands.add_parser(
        "schemes",
        help="list, show or check the rules",
        description=(
            "List the shipped schemes; show one as a page with its standards, bands, criteria,\n"
            "source and assumptions; or check scheme files of your own."
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
    show.needs["SCHEME"] = "a name: `schemes show youth-2018`"
    check = tree.add_parser(
        "check", help="check scheme files", description="Name every problem of scheme files."
    )
    check.add_argument("files", metavar="FILE", nargs="+", help="a scheme file of your own")
    check.needs["FILE"] = "a name: `schemes check FILE`"


def _add_portfolio(commands: Commands) -> None:
    parser = commands.add_parser(
        "portfolio",
        help="score many inspections into one table",
        description=(
            "Score many inspections into one table. What cannot be used is named, and the exit\n"
            "status is then 2; the table holds the rest."
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
    parser.needs["SOURCE"] = (
        "one folder of session files, or one table of case counts: ratings-panel portfolio FOLDER"
    )
    parser.value(
        "--scheme",
        metavar="SCHEME",
        help="show the same evidence under other rules beside it, and which ratings change: "
        + _scheme_help(),
    )
    parser.value(
        "--simulate",
        metavar="N",
        type=_whole_number(1, most=MOST_DRAWS),
        help="draw the cases of each inspection again N times: how often each rating holds",
    )
    parser.value(
        "--seed",
        metavar="S",
        type=_whole_number(0, most=MOST_SEED),
        help="a whole number, for another draw; 1 if not given",
    )
    _output(parser, "write the table to a CSV, XLSX or Parquet file instead of printing it")


def _add_completion(commands: Commands) -> None:
    parser = commands.add_parser(
        "completion",
        help="let your shell complete what you type",
        description=(
            "Print the lines that let a shell complete commands, options, schemes and files."
        ),
        epilog=(
            '  bash   eval "$(ratings-panel completion bash)"   in ~/.bashrc\n'
            '  zsh    eval "$(ratings-panel completion zsh)"    in ~/.zshrc, after compinit\n'
            "  fish   ratings-panel completion fish > "
            "~/.config/fish/completions/ratings-panel.fish"
        ),
    )
    # Checked by the command: the shells are known to the library, which only it loads.
    parser.add_argument("shell", metavar="SHELL", help="bash, zsh, fish, tcsh or powershell")
    parser.needs["SHELL"] = "the name of a shell: ratings-panel completion bash"


def _sessions(parser: Arguments) -> None:
    parser.add_argument("sessions", metavar="SESSION", nargs="+", help="a session file")
    parser.needs["SESSION"] = f"a session file: ratings-panel {parser.command} SESSION"


def _scheme(parser: Arguments) -> None:
    parser.value("--scheme", metavar="SCHEME", required=True, help=_scheme_help())
    parser.needs["--scheme"] = f"--scheme NAME: {_scheme_help()}"


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
        "--force", action="store_true", help="replace a session file that exists already"
    )


def _filled(text: str) -> str:
    """Return the value of an option; an empty one is a mistake."""
    if not text:
        raise argparse.ArgumentTypeError("needs a value, and the one given is empty")
    return text


def _whole_number(least: int, too_small: str = "", most: int | None = None) -> Callable[[str], int]:
    """Return what reads a whole number within bounds."""

    def read(text: str) -> int:
        bounds = f" from {least:,} to {most:,}" if most is not None else ""
        if not (text.isascii() and text.isdigit()):
            raise argparse.ArgumentTypeError(f"takes a whole number{bounds}, not {text}")
        number = int(text[:12])
        if too_small and number < least:
            raise argparse.ArgumentTypeError(f"{number} {too_small}; give {least} or more")
        if number < least or (most is not None and number > most):
            raise argparse.ArgumentTypeError(f"takes a whole number{bounds}, not {text}")
        return number

    return read


def _command_meant(word: str, commands: Sequence[str]) -> str:
    """Suggest the command that was meant by a word that is no file: `; did you mean …?`."""
    if not word or any(sign in word for sign in "./\\") or Path(word).exists():
        return ""
    return nearest(word, commands)
