"""The arguments of the commands that write or check the record without the screen."""

from typing import Any, Protocol

from tui.cli.parser import Arguments


class Commands(Protocol):
    """What commands are added to."""

    def add_parser(self, name: str, **settings: Any) -> Arguments:
        """Add a command and return its parser."""
        ...


def add_decide(commands: Commands) -> None:
    """Add `decide`."""
    parser = commands.add_parser(
        "decide",
        help="record a decision without the screen",
        description=(
            "Record what the panel decided on one standard, by the same rules as the\n"
            "screen. The effect is printed, and you are asked to confirm it."
        ),
        epilog=(
            "Examples\n"
            "  ratings-panel decide north.toml 3.2 --to Good --reason-file reason.txt\n"
            '  ratings-panel decide north.toml 2.3 --keep --reason "The sample is sound."\n'
            "  ratings-panel decide north.toml 1.1 --agree --yes"
        ),
    )
    parser.add_argument("session", metavar="SESSION", help="a session file")
    parser.needs["SESSION"] = "a session file and a standard: ratings-panel decide SESSION 3.2"
    parser.add_argument("standard", metavar="STANDARD", help="its number, such as 3.2")
    parser.needs["STANDARD"] = "the number of a standard"
    parser.value("--to", metavar="RATING", help="the rating that the panel agreed")
    for option, what in (
        ("--keep", "considered, and left at the evidence rating"),
        ("--agree", "a judgement agreed, as proposed or with --to"),
        ("--defer", "set aside for later"),
        ("--withdraw", "withdraw the decision that stands"),
    ):
        parser.add_argument(option, action="store_true", help=what)
    parser.value("--reason", metavar="TEXT", help="what the panel weighed")
    parser.value("--reason-file", metavar="FILE", help="read the reason from a file; - for input")
    for option in ("--proposed-by", "--agreed-by", "--recused"):
        parser.add_argument(
            option, metavar="NAME", action="append", help="a name; may be given several times"
        )
    parser.value("--dissent", metavar="TEXT", help="who disagreed, and why")
    parser.value("--published-wording", metavar="TEXT", help="the sentence for the report")
    parser.add_argument("--chair", action="store_true", help="decided by the chair alone")
    parser.add_argument("--yes", action="store_true", help="record without asking")


def add_verify(commands: Commands) -> None:
    """Add `verify`."""
    parser = commands.add_parser(
        "verify",
        help="check that what was signed has not changed",
        description=(
            "Check every sign-off of a session's record: whether record, evidence and rules\n"
            "are still those that were signed. The exit status is 1 where one is not."
        ),
        epilog="Example\n  ratings-panel verify north.toml --fingerprint 7f3a91c2",
    )
    parser.add_argument("session", metavar="SESSION", help="a session file")
    parser.needs["SESSION"] = "a session file: ratings-panel verify SESSION"
    parser.value(
        "--fingerprint", metavar="DIGITS", help="the fingerprint as printed, or its first 8 digits"
    )


def add_redact(commands: Commands) -> None:
    """Add `redact`."""
    parser = commands.add_parser(
        "redact",
        help="remove a name or a text from the record",
        description=(
            "Replace a text, wherever people wrote it in the record, by a marker with the\n"
            "date, who removed it and why. Seals are rebuilt, and the record keeps both\n"
            "fingerprints of each sign-off. This cannot be undone."
        ),
        epilog='Example\n  ratings-panel redact north.toml "A Name" --by "J Field" --reason Asked',
    )
    parser.add_argument("session", metavar="SESSION", help="a session file")
    parser.needs["SESSION"] = "a session file: ratings-panel redact SESSION TEXT"
    parser.add_argument("text", metavar="TEXT", help="what to remove, in capitals or small letters")
    parser.needs["TEXT"] = "the text to remove"
    parser.value("--by", metavar="NAME", required=True, help="who removes it")
    parser.value("--reason", metavar="TEXT", required=True, help="why")
    parser.needs["--by"], parser.needs["--reason"] = "--by NAME", "--reason TEXT"
    parser.add_argument("--yes", action="store_true", help="remove without asking")
