"""The session file that an import writes: always whole, and over another only with `--force`."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tomli_w

from core.counts import Figures
from core.evidence import Evidence, KeyQuestionEvidence, StandardEvidence
from core.scheme import RatedBy, Standard
from core.scorecard import scorecard_of
from sessions.files.session_file import FORMAT
from sessions.record.atomic_save import NotSaved, real_path, save_file
from sessions.toml.read import parse_toml

OPENING = """\
# Made by `ratings-panel import`. It contains only counts: no case is identified.
# The panel's decisions never go into this file; what is awaited is marked below.
"""


def session_text(evidence: Evidence, scheme_name: str) -> str:
    """Return evidence as the text of a session file, with placeholders for awaited standards."""
    return "\n".join(_parts(evidence, scheme_name))


def scheme_name_for(scheme: str, session: Path, shipped: tuple[str, ...]) -> str:
    """Name a scheme as a session file does: a shipped one by id, a file by its relative path."""
    if scheme in shipped:
        return scheme
    folder = os.path.realpath(session.parent)
    try:
        name = os.path.relpath(os.path.realpath(scheme), folder)
    except ValueError:
        # On Windows there is no relative path to another drive.
        return os.path.realpath(scheme)
    return Path(name).as_posix()


def write_session(target: Path, text: str, force: bool) -> None:
    """Write a session file; *force* replaces one of that name.

    Raises:
        NotSaved: There is one already and *force* is not given, or the file cannot be written.
    """
    if not force and os.path.lexists(target):
        raise NotSaved(
            f"{target} was not written because it already exists",
            "Choose another name for -o, or add --force to replace it.",
        )
    save_file(real_path(target), text.encode(), lambda data: parse_toml(str(target), data))


def _parts(evidence: Evidence, scheme_name: str) -> Iterator[str]:
    inspection = evidence.inspection
    yield OPENING
    yield _keys(format=FORMAT, scheme=scheme_name)
    details = {
        key: value
        for key, value in (
            ("fieldwork_start", inspection.fieldwork_start),
            ("fieldwork_end", inspection.fieldwork_end),
            ("published", inspection.published),
            ("lead_inspector", inspection.lead_inspector),
            ("source", inspection.source),
        )
        if value is not None
    }
    yield "[inspection]\n" + _keys(id=inspection.id, service=inspection.service, **details)
    for domain, sample in evidence.samples.items():
        eligible = {} if sample.eligible is None else {"eligible": sample.eligible}
        yield tomli_w.dumps({"samples": {domain: {"cases": sample.cases, **eligible}}})
    awaited = {score.id for score in scorecard_of(evidence).awaited}
    for standard in evidence.scheme.standards:
        given = evidence.of(standard.id)
        if given is not None:
            yield from _standard(given)
        elif standard.id in awaited:
            yield _placeholder(standard)


def _standard(standard: StandardEvidence) -> Iterator[str]:
    own: dict[str, Any] = {"id": standard.id}
    if standard.judgement is not None:
        own["rating"] = standard.judgement.name
    if standard.not_rated is not None:
        own["not_rated"] = standard.not_rated
    yield "[[standards]]\n" + _keys(**own)
    for question in standard.key_questions:
        yield from _question(question)


def _question(question: KeyQuestionEvidence) -> Iterator[str]:
    figures = _figures(question.figures)
    yield "[[standards.key_questions]]\n" + _keys(id=question.id, **figures)
    for prompt in question.prompts:
        figures = _figures(prompt.figures)
        yield "[[standards.key_questions.prompts]]\n" + _keys(label=prompt.label, **figures)


def _figures(figures: Figures) -> dict[str, int]:
    named = (("yes", figures.yes), ("relevant", figures.relevant), ("percent", figures.percent))
    return {key: value for key, value in named if value is not None}


def _placeholder(standard: Standard) -> str:
    """A comment that holds a standard's place until somebody fills it in."""
    lines = [
        f"# {standard.id} is awaited: {_plain(standard.title)}. Fill it in and remove the #.",
        "# [[standards]]",
        f"# {_keys(id=standard.id).strip()}",
    ]
    if standard.rated_by is RatedBy.JUDGEMENT:
        lines.append('# rating = ""')
    else:
        lines.append("# key_questions = [")
        for question in standard.key_questions:
            inline = _keys(id=question.id).strip()
            lines.append(f"#   {{ {inline}, yes = , relevant =  }},  # {_plain(question.label)}")
        lines.append("# ]")
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Return text that is safe in a comment."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _keys(**keys: Any) -> str:
    return tomli_w.dumps(keys)
