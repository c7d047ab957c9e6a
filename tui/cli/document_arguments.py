"""The options of `ratings-panel report` and `minutes`."""

from sessions.documents.names import NameStyle
from tui.cli.parser import Arguments, Commands


def add_report(commands: Commands) -> None:
    """Add `report` to the commands."""
    parser = commands.add_parser(
        "report",
        help="write the tables and sentences of the published report",
        description=(
            "Write the parts of the published report that come from the panel: ratings,\n"
            "score, key questions with their notes, how the ratings are made, and the annexe\n"
            "of prompts. Every figure is worked out from the session file and the record\n"
            "beside it. No panel member is named. Until the record is signed, every page\n"
            "says DRAFT."
        ),
        epilog=(
            "Examples\n"
            "  ratings-panel report north.toml -o north-report.docx\n"
            "  ratings-panel report north.toml -o north-report.html\n"
            "  ratings-panel report --write-template our-style.docx"
        ),
    )
    _add_document(parser, "a Word file (.docx) or a web page (.html) to write")


def add_minutes(commands: Commands) -> None:
    """Add `minutes` to the commands."""
    parser = commands.add_parser(
        "minutes",
        help="write the minutes of the panel's meeting",
        description=(
            "Write the minutes of the panel: who met, which interests were declared, what\n"
            "was open and why, every decision with its reason and effect, the result, and\n"
            "the signatures. Until the record is signed, every page says DRAFT."
        ),
        epilog=(
            "Names\n"
            "  full         everybody, wherever the record has a name\n"
            "  attendance   in the attendance, interests, dissent and signatures only\n"
            "  initials     initials instead of names\n"
            "  none         nobody\n\n"
            "Examples\n"
            "  ratings-panel minutes north.toml -o north-minutes.docx\n"
            "  ratings-panel minutes north.toml -o north-minutes.md --names none"
        ),
    )
    _add_document(parser, "a Word file (.docx), web page (.html) or Markdown (.md) to write")
    parser.value(
        "--names",
        metavar="WHO",
        choices=tuple(NameStyle),
        help="who is named: full, attendance (if not given), initials or none",
    )


def _add_document(parser: Arguments, output: str) -> None:
    parser.add_argument("session", metavar="SESSION", nargs="?", help="a session file")
    parser.value("-o", "--output", metavar="FILE", help=output)
    parser.value(
        "--decisions", metavar="FILE", help="a record other than the one beside the session file"
    )
    parser.value("--template", metavar="FILE", help="your own Word template (.docx)")
    parser.value(
        "--write-template",
        metavar="FILE",
        help="write a copy of the Word template instead, to change its look",
    )
    parser.add_argument("--force", action="store_true", help="replace a file that already exists")
