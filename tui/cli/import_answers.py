"""`ratings-panel import`: from a file of answers to a session file."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.banding import band_of
from core.counts import Figures
from core.scheme import Scheme
from core.scorecard import Scorecard, scorecard_of
from core.wording import figures_words, overall_words, plural, total_words
from sessions.answers.answers import CaseAnswer, answer_of
from sessions.answers.importing import Imported, ImportOptions, import_answers
from sessions.answers.map_file import MapFile, read_map_file, write_map_file
from sessions.answers.writing import scheme_name_for, session_text, write_session
from sessions.files.scheme_file import shipped_schemes
from sessions.record.atomic_save import NotSaved, real_path, save_file
from sessions.text.visible import visible
from tui.cli.output import DONE, Unwritten, WrongCall, say
from tui.cli.output_path import check_output, check_session_name
from tui.cli.scheme_argument import scheme_named
from tui.cli.text_output import columns

# For types alone: Rich is imported once there is a bar to draw.
if TYPE_CHECKING:
    from rich.progress import Progress


def run(call: Namespace) -> int:
    """Make a session file from a file of answers; return the exit status."""
    if call.write_template:
        return _write_template(Path(call.write_template), scheme_named(call.scheme), call.force)
    if not call.answers:
        raise WrongCall("`import` needs a file of answers: ratings-panel import ANSWERS ...")
    if not call.output and not call.dry_run:
        raise WrongCall("`import` needs -o SESSION.toml, or --dry-run to write nothing.")
    scheme = scheme_named(call.scheme)
    source = Path(call.answers)
    target = Path(call.output) if call.output else None
    if target is not None and not call.dry_run:
        check_output(target, [source, call.scheme], call.force)
        check_session_name(target)
    if call.write_map:
        check_output(Path(call.write_map), [source, call.scheme], call.force, "--write-map")
    wanted = _wanted(call)
    bar = ProgressBar()
    try:
        imported = import_answers(source, scheme, wanted, bar.show)
    finally:
        bar.clear()
    _say_how(source, imported)
    if call.write_map:
        _write_map(Path(call.write_map), imported, wanted)
    if call.dry_run:
        written = "No session file" if call.write_map else "Nothing"
        say("\n".join(["", *result_lines(imported), "", f"{written} was written (--dry-run)."]))
        return DONE
    assert target is not None
    if not call.yes and asks():
        say("\n".join(["", *result_lines(imported), ""]))
        if not agreed(f"Write {target}?"):
            say("Nothing was written.")
            return DONE
    name = scheme_name_for(call.scheme, target, shipped_schemes())
    try:
        write_session(target, session_text(imported.evidence, name), call.force)
    except NotSaved as failed:
        raise Unwritten(str(failed)) from None
    _say_written(target, imported)
    return DONE


def _write_template(target: Path, scheme: Scheme, force: bool) -> int:
    """Write a workbook to fill in; return the exit status."""
    if target.suffix.casefold() != ".xlsx":
        raise WrongCall(f"{target}: the name of the workbook must end in .xlsx.")
    check_output(target, [], force, "--write-template")
    # Imported here, because openpyxl is slow to load and only this needs it.
    from sessions.answers.fill_in import workbook_to_fill_in

    try:
        save_file(real_path(target), workbook_to_fill_in(scheme), lambda data: None)
    except NotSaved as failed:
        raise Unwritten(str(failed)) from None
    say(visible(f"Written: {target}. Fill it in, then: ratings-panel import {target} ..."))
    return DONE


def _wanted(call: Namespace) -> ImportOptions:
    """Return the options of the import, from the call and its map file."""
    kept = read_map_file(Path(call.map_file)) if call.map_file else MapFile()
    return ImportOptions(
        call.id,
        call.service,
        maps_of(call.map),
        {**kept.answers, **codes_of(call.codes)},
        kept.blanks_apply_not or call.blank is not None,
        kept.columns,
    )


def codes_of(options: Sequence[str]) -> dict[str, CaseAnswer]:
    """Read every `--codes 1=yes,2=no,9=na`.

    Raises:
        WrongCall: One is written in another way.
    """
    codes: dict[str, CaseAnswer] = {}
    for word in ",".join(options).split(",") if options else ():
        code, sign, meaning = word.rpartition("=")
        answer = answer_of(meaning)
        if not sign or not code.strip() or answer in (None, CaseAnswer.MISSING):
            raise WrongCall(f"--codes {word}: write --codes 1=yes,2=no,9=na.")
        assert answer is not None
        if codes.setdefault(code.strip(), answer) is not answer:
            raise WrongCall(f'--codes gives "{code.strip()}" two meanings; use only one.')
    return codes


def asks() -> bool:
    """Return whether there is a terminal on which to ask."""
    return all(
        stream is not None and not stream.closed and stream.isatty()
        for stream in (sys.stdin, sys.stdout)
    )


def agreed(question: str) -> bool:
    """Ask a question on the terminal; return whether the answer is yes."""
    sys.stdout.write(visible(f"{question} (y/n) "))
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def _write_map(target: Path, imported: Imported, wanted: ImportOptions) -> None:
    kept = MapFile(dict(imported.read_as), dict(wanted.codes), wanted.blanks_apply_not)
    try:
        write_map_file(target, kept)
    except NotSaved as failed:
        raise Unwritten(str(failed)) from None
    say("\n" + visible(f"Map written: {target}. Next time: --map-file {target}"))


def maps_of(words: Sequence[str]) -> dict[str, str]:
    """Read every `--map OLD=NEW`.

    Raises:
        WrongCall: One is written in another way.
    """
    found: dict[str, str] = {}
    for word in words:
        # A heading may contain an equals sign; a new name never does.
        old, sign, new = word.rpartition("=")
        if not sign or not old.strip() or not new.strip():
            raise WrongCall(f'--map {word}: write --map "OLD=NEW", such as --map "Ref=case".')
        if old in found:
            raise WrongCall(f'--map names "{old}" twice; use it once.')
        found[old] = new.strip()
    return found


def _say_how(source: Path, imported: Imported) -> None:
    lines = [str(source)]
    lines += [f"  {words}" for words in imported.tables]
    if imported.columns:
        lines += ["Columns read as", *(f"  {words}" for words in imported.columns)]
    if imported.spellings:
        lines += ["Answers read as", *(f"  {words}" for words in imported.spellings)]
    if imported.said:
        lines += ["Notes", *(f"  {words}" for words in imported.said)]
    say("\n".join(visible(line) for line in lines))


def _say_written(target: Path, imported: Imported) -> None:
    scorecard = scorecard_of(imported.evidence)
    lines = [f"Written: {target}. {_total(scorecard)}"]
    if imported.awaited:
        many = plural(len(imported.awaited), "standard")
        lines.append(f"{many} awaited: {', '.join(imported.awaited)}. Fill them in there.")
    lines.append(f"Next: ratings-panel check {target}")
    say("\n".join(visible(line) for line in ["", *lines]))


def _total(scorecard: Scorecard) -> str:
    total = scorecard.agreed
    return f"Score {total_words(total)} · {overall_words(total, len(scorecard.awaited))}"


def result_lines(imported: Imported) -> list[str]:
    """Return the resulting table: each standard, key question and prompt with its figures."""
    evidence = imported.evidence
    scorecard = scorecard_of(evidence)
    rows = [["", "", "Yes", "Relevant", "%", "Rating"]]
    for score in scorecard.standards:
        rating = score.rating
        words = rating.name if rating is not None else "awaited"
        if score.result.evidence is not None and rating is None:
            words = "not rated"
        rows.append([score.id, score.standard.title, "", "", "", words])
        for result in score.result.key_questions:
            rows.append(
                _figures(
                    scorecard.scheme, f"  {result.id}", result.label, result.evidence.figures, True
                )
            )
            rows += [
                _figures(scorecard.scheme, "", f"  {prompt.label}", prompt.figures, False)
                for prompt in result.evidence.prompts
            ]
    samples = [
        f"Domain {domain}: {plural(sample.cases, 'case')}"
        + (f" of {sample.eligible:,} eligible" if sample.eligible is not None else "")
        for domain, sample in evidence.samples.items()
    ]
    inspection = evidence.inspection
    return [
        visible(f"{inspection.service} · {inspection.id} · {evidence.scheme.title}"),
        *columns([[" · ".join(samples)]]),
        "",
        *columns(rows, right={2, 3, 4}),
        "",
        _total(scorecard),
    ]


def _figures(scheme: Scheme, name: str, label: str, figures: Figures, banded: bool) -> list[str]:
    if not figures.applicable:
        return [name, f"  {label}", "", "0", "", figures_words(figures) if banded else ""]
    band = band_of(scheme, figures)
    rating = band.rating.name if banded and band is not None else ""
    return [
        name,
        f"  {label}",
        str(figures.yes),
        str(figures.relevant),
        f"{figures.whole_percent}%",
        rating,
    ]


class ProgressBar:
    """A bar on standard error that shows how far a long task is; only on a terminal."""

    def __init__(self) -> None:
        stream = sys.stderr
        self._on = stream is not None and not stream.closed and stream.isatty()
        self._bar: Progress | None = None

    def show(self, what: str, done: int, total: int) -> None:
        """Draw the bar."""
        if not self._on:
            return
        if self._bar is None:
            # Imported here, because most files are read before there is anything to draw.
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn

            self._bar = Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                TextColumn("{task.percentage:.0f}%"),
                console=Console(file=sys.stderr),
                transient=True,
                # Drawn here and now, so that no thread draws while the answers are printed.
                auto_refresh=False,
            )
            self._bar.start()
            self._task = self._bar.add_task("")
        self._bar.update(
            self._task, description=visible(what, 60), completed=done, total=max(total, 1)
        )
        self._bar.refresh()

    def clear(self) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
