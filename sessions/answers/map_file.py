"""Map files: how the columns and answers of a kind of table are read, kept for the next time."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli_w

from sessions.answers.answers import CaseAnswer, answer_of
from sessions.record.atomic_save import real_path, save_file
from sessions.text.problems import Problem, Unusable
from sessions.text.suggestions import suggestion
from sessions.toml.read import parse_toml, read_toml

FORMAT = "ratings-panel/map/1"
KEYS = ("format", "columns", "answers", "blank")
NOT_APPLICABLE = "not applicable"
OPENING = "# How `ratings-panel import` reads a table: use it again with --map-file.\n"


@dataclass(frozen=True)
class MapFile:
    """What `--map`, `--codes` and `--blank` say, in a file."""

    columns: dict[str, str] = field(default_factory=dict)
    answers: dict[str, CaseAnswer] = field(default_factory=dict)
    blanks_apply_not: bool = False


def read_map_file(path: Path) -> MapFile:
    """Read a map file.

    Raises:
        Unusable: The file cannot be read, or holds something else.
    """
    document, _ = read_toml(path)
    problems = [
        Problem(
            str(path),
            key,
            "is not a key of a map file",
            f"{suggestion(key, KEYS)}Its keys are {', '.join(KEYS)}.",
        )
        for key in document
        if key not in KEYS
    ]
    if document.get("format") != FORMAT:
        problems.append(
            Problem(str(path), "format", "is not the format of a map file", f'Write "{FORMAT}".')
        )
    columns = _texts(path, document, "columns", problems)
    answers: dict[str, CaseAnswer] = {}
    for code, meaning in _texts(path, document, "answers", problems).items():
        answer = answer_of(meaning)
        if answer is None or answer is CaseAnswer.MISSING:
            place = f'answers › "{code}"'
            remedy = "Write yes, no or not applicable."
            problems.append(Problem(str(path), place, "is not an answer", remedy, f'"{meaning}"'))
        else:
            answers[code] = answer
    blank = document.get("blank")
    if blank not in (None, NOT_APPLICABLE):
        remedy = f'Write "{NOT_APPLICABLE}", or leave it out.'
        problems.append(
            Problem(str(path), "blank", "is not a value that blank can have", remedy, str(blank))
        )
    if problems:
        raise Unusable(problems)
    return MapFile(columns, answers, blank is not None)


def write_map_file(target: Path, kept: MapFile) -> None:
    """Write a map file.

    Raises:
        NotSaved: The file cannot be written.
    """
    document: dict[str, Any] = {"format": FORMAT}
    if kept.blanks_apply_not:
        document["blank"] = NOT_APPLICABLE
    document["columns"] = kept.columns
    if kept.answers:
        document["answers"] = {code: answer.value for code, answer in kept.answers.items()}
    text = OPENING + tomli_w.dumps(document)
    save_file(real_path(target), text.encode(), lambda data: parse_toml(str(target), data))


def _texts(
    path: Path, document: dict[str, Any], key: str, problems: list[Problem]
) -> dict[str, str]:
    table = document.get(key, {})
    if isinstance(table, dict) and all(isinstance(value, str) for value in table.values()):
        return table
    remedy = 'Put every value in quotes, such as "Old name" = "2.1.1".'
    problems.append(Problem(str(path), key, "is not a table of values in quotes", remedy))
    return {}
