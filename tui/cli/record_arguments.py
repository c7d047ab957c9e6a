"""The arguments of the commands that write or check the record without the screen."""

from tui.cli.parser import Commands


def add_decide(commands: Commands) -> None:
    """Add `decide`."""
    parser = commands.add_parser(
        "decide",
        help="record a decision without the screen",
        description=(
            "Record what the panel decided on one standard, under the same rules as the\n"
            "screen. The effect is printed, and you are asked to confirm it."
        ),
        epilog=(
            "Examples\n"
            "  ratings-panel decide north.toml 3.2 --to Good --reason-file reason.txt\n"
            '  ratings-panel decide north.toml 2.3 --keep --reason "The sample is sound."\n'
            "  ratings-panel decide north.toml 1.1 --agree --yes"
        ),
    )
    parser.session("decide SESSION 3.2")
    parser.add_argument(
        "standard", metavar="STANDARD", help="the number of the standard, such as 3.2"
    )
    parser.needs["STANDARD"] = "the number of a standard"
    parser.value("--to", metavar="RATING", help="the rating that the panel agreed")
    for option, what in (
        ("--keep", "keep the evidence rating"),
        ("--agree", "agree the judgement, as proposed or with --to"),
        ("--defer", "set the standard aside for later"),
        ("--withdraw", "withdraw the current decision"),
    ):
        parser.add_argument(option, action="store_true", help=what)
    parser.value("--reason", metavar="TEXT", help="the panel's reason")
    parser.value(
        "--reason-file", metavar="FILE", help="read the reason from a file; - for standard input"
    )
    for option, who in (
        ("--proposed-by", "who proposed it"),
        ("--agreed-by", "who agreed"),
        ("--recused", 'who took no part (not given: who has an interest in it; "": nobody)'),
    ):
        what = f"{who}; may be given several times"
        parser.add_argument(option, metavar="NAME", action="append", help=what)
    parser.value("--dissent", metavar="TEXT", help="who disagreed, and why")
    parser.value("--published-wording", metavar="TEXT", help="the sentence for the report")
    parser.add_argument("--chair", action="store_true", help="the chair alone decided")
    parser.confirmation("record")


def add_details(commands: Commands) -> None:
    """Add `details`."""
    parser = commands.add_parser(
        "details",
        help="record who met, when and where, without the screen",
        description=(
            "Record the details of a meeting of the panel. Details that you leave out stay\n"
            "as they are recorded for that date. The details are printed, and you are asked\n"
            "to confirm."
        ),
        epilog=(
            "Example\n"
            '  ratings-panel details north.toml --date 2026-11-28 --chair "J Field" \\\n'
            '      --member "C Marsh" --member "D Rees" \\\n'
            '      --interest "C Marsh; worked there until 2019; 3.2 3.3; took no part"'
        ),
    )
    parser.session("details SESSION --chair NAME")
    parser.value("--date", metavar="DATE", help="the date of the meeting; today if not given")
    parser.value("--place", metavar="TEXT", help="where it was held")
    parser.value("--chair", metavar="NAME", help="the chair")
    for option, field, who in (
        ("--member", "members", "a member who is present"),
        ("--attending", "attending", "somebody else who is present"),
        ("--apologies", "apologies", "a member who sent apologies"),
    ):
        what = f"{who}; may be given several times"
        parser.add_argument(option, metavar="NAME", action="append", dest=field, help=what)
    parser.value("--note-taker", metavar="NAME", help="who takes the minutes")
    parser.add_argument(
        "--interest",
        metavar="TEXT",
        action="append",
        dest="interests",
        help=(
            'a declared interest: "NAME; INTEREST; STANDARDS; WHAT WAS DONE"; may be given several '
            "times"
        ),
    )
    parser.confirmation("record")


def add_note(commands: Commands) -> None:
    """Add `note`."""
    parser = commands.add_parser(
        "note",
        help="record what was said, where no decision was made",
        description="Record a note on one standard or, if none is named, on the inspection.",
        epilog='Example\n  ratings-panel note north.toml 3.4 --text "To be raised next year."',
    )
    parser.session("note SESSION [STANDARD] --text TEXT")
    parser.add_argument(
        "standard", metavar="STANDARD", nargs="?", help="the number of the standard, such as 3.4"
    )
    parser.value("--text", metavar="TEXT", help="the note")
    parser.value(
        "--text-file", metavar="FILE", help="read the note from a file; - for standard input"
    )
    parser.confirmation("record")


def add_sign(commands: Commands) -> None:
    """Add `sign`."""
    parser = commands.add_parser(
        "sign",
        help="sign the record off, without the screen",
        description=(
            "Sign the record off. What is still open is printed, and you are asked to\n"
            "confirm. After signing, nothing can be recorded until somebody reopens the\n"
            "record."
        ),
        epilog='Example\n  ratings-panel sign north.toml --by "J Field, Chair"',
    )
    parser.session('sign SESSION --by "NAME, ROLE"')
    parser.add_argument(
        "--by",
        metavar="NAME, ROLE",
        action="append",
        required=True,
        help="who signs, and as what; may be given several times",
    )
    parser.needs["--by"] = '--by "NAME, ROLE"'
    parser.confirmation("record")


def add_reopen(commands: Commands) -> None:
    """Add `reopen`."""
    parser = commands.add_parser(
        "reopen",
        help="open a signed record again, without the screen",
        description="Open a signed record again, so that the panel can record more.",
        epilog='Example\n  ratings-panel reopen north.toml --by "J Field" --reason "3.2 missed"',
    )
    parser.session("reopen SESSION --by NAME --reason TEXT")
    parser.add_argument(
        "--by",
        metavar="NAME",
        action="append",
        required=True,
        help="who reopens it; may be given several times",
    )
    parser.value("--reason", metavar="TEXT", required=True, help="why")
    parser.needs["--by"], parser.needs["--reason"] = "--by NAME", "--reason TEXT"
    parser.confirmation("record")


def add_verify(commands: Commands) -> None:
    """Add `verify`."""
    parser = commands.add_parser(
        "verify",
        help="check that what was signed has not changed",
        description=(
            "Check every sign-off of a session's record: whether the record, the evidence\n"
            "and the rules are still those that were signed. If not, the exit status is 1."
        ),
        epilog="Example\n  ratings-panel verify north.toml --fingerprint 7f3a91c2",
    )
    parser.session("verify SESSION")
    parser.value(
        "--fingerprint", metavar="DIGITS", help="the fingerprint as printed, or its first 8 digits"
    )


def add_redact(commands: Commands) -> None:
    """Add `redact`."""
    parser = commands.add_parser(
        "redact",
        help="remove a name or other text from the record",
        description=(
            "Replace a name or other text throughout the record with a marker that gives the\n"
            "date, who removed it and why. Seals are rebuilt, and the record keeps both\n"
            "fingerprints of each sign-off. This cannot be undone."
        ),
        epilog='Example\n  ratings-panel redact north.toml "A Name" --by "J Field" --reason Asked',
    )
    parser.session("redact SESSION TEXT --by NAME --reason TEXT")
    parser.add_argument(
        "text", metavar="TEXT", help="what to remove; capitals and small letters are treated alike"
    )
    parser.needs["TEXT"] = "the text to remove"
    parser.value("--by", metavar="NAME", required=True, help="who removes it")
    parser.value("--reason", metavar="TEXT", required=True, help="why")
    parser.needs["--by"], parser.needs["--reason"] = "--by NAME", "--reason TEXT"
    parser.confirmation("remove")
