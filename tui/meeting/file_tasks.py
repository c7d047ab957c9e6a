"""What is written beside the session file: minutes and report; and versions that are joined."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Thread

from textual.screen import Screen

from core.meeting import Refused
from core.wording import plural
from sessions.record.atomic_save import NotSaved
from sessions.text.problems import Unusable
from tui import __version__
from tui.commands.registry import Action
from tui.dialogs.dialog import Question, QuestionChoice
from tui.meeting.state import MeetingState

WRITE = (
    "The file is written beside the session file, from what is saved in the record. Minutes that "
    "are not signed say DRAFT on every page."
)


class FileTasks:
    """Writes documents and joins versions on a thread of its own, and says what came of it."""

    def __init__(self, state: MeetingState, screen: Screen[None]) -> None:
        self.state = state
        self.screen = screen

    @property
    def commands(self) -> Mapping[str, Action]:
        """What each command of the registry does here."""
        return {"documents": self.documents, "join": self.join}

    async def documents(self) -> None:
        """Ask which document to write."""
        if self.state.saver.unsaved:
            self.state.say("The record is not saved yet; documents are written from what is saved.")
            return
        question = Question(
            "Write minutes or report",
            [WRITE],
            [
                QuestionChoice("m", "minutes (Word)", "minutes.docx"),
                QuestionChoice("M", "minutes (web page)", "minutes.html"),
                QuestionChoice("r", "report (Word)", "report.docx"),
                QuestionChoice("R", "report (web page)", "report.html"),
            ],
        )
        await self.screen.app.push_screen(question, self._write)

    def _write(self, answer: str | None) -> None:
        if answer is None:
            return
        self.state.say("Writing…")
        self._on_a_thread(lambda: self._written(answer))

    def _written(self, answer: str) -> str:
        # Imported here, because the libraries for documents are large.
        from sessions.documents.remarks import minutes_remarks, report_remarks
        from sessions.documents.source import read_source
        from sessions.documents.writing import (
            Document,
            path_beside,
            write_minutes,
            write_report,
        )

        session = self.state.opening.session
        name, _, suffix = answer.partition(".")
        document = Document(name)
        source = read_source(session.file, __version__)
        target = path_beside(session.path, document, f".{suffix}")
        if document is Document.MINUTES:
            write_minutes(source, target)
            remarks = minutes_remarks(source)
        else:
            write_report(source, target)
            remarks = report_remarks(source)
        # A long folder breaks over two rows; the name of the file does not.
        return " ".join((f"Written: {target.name}, in {target.parent}.", *remarks))

    # Another version of the record

    async def join(self) -> None:
        """Join another version of the record, where there is one."""
        from sessions.record.join import clashes_of
        from sessions.record.versions import versions_of

        opening = self.state.opening
        store = opening.keeper.store
        if self.state.saver.unsaved:
            self.state.say("The record is not saved yet; save it before you join a version.")
            return
        found = [
            version
            for version in versions_of(opening.session, store.record)
            if version.record is not None
        ]
        if not found:
            self.state.say("There is no other version of the record beside it.")
            return
        version = found[0]
        record = version.record
        if record is None:
            return
        clashes = clashes_of(store.entries, record.entries)
        words = [
            f"{version.path.name} contains entries that are not in the record. They are added; "
            "nothing is lost or overwritten."
        ]
        choices = [QuestionChoice("j", "join", "record")]
        if clashes:
            where = ", ".join(clash.standard for clash in clashes)
            words.append(f"Both versions decided {where}. Whose decision stands?")
            choices = [
                QuestionChoice("r", "the record's", "record"),
                QuestionChoice("c", "the other version's", "version"),
            ]

        def answered(answer: str | None) -> None:
            if answer is None:
                return

            def work() -> str:
                from sessions.record.join import join

                joined = join(opening.session, version.path, record, answer == "record")
                kept = f" It is now {joined.kept_as.name}." if joined.kept_as else ""
                added = plural(len(joined.added), "entry", "entries")
                return f"{version.path.name} is joined: {added} added.{kept} {joined.note}"

            self._on_a_thread(work)

        await self.screen.app.push_screen(Question("Join a version", words, choices), answered)

    def _on_a_thread(self, work: Callable[[], str]) -> None:
        """Do work that may take long away from the keys; say what came of it."""
        app = self.screen.app

        def run() -> None:
            try:
                words, alarm = work(), False
            except Unusable as unusable:
                words = " ".join(problem.sentence() for problem in unusable.problems)
                alarm = True
            except (NotSaved, Refused, OSError) as failed:
                words, alarm = str(failed), True
            # The screen may have been left meanwhile.
            with suppress(RuntimeError):
                app.call_from_thread(self.state.say, words, alarm)

        Thread(target=run, name="file tasks", daemon=True).start()
