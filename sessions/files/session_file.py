"""Session files: the evidence. Layout: docs/formats.md. A meeting never changes one."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from core.evidence import Evidence, Inspection, Published
from core.scheme import Rating, Scheme
from core.value import Value
from sessions.files.other_schemes import other_scheme_hint
from sessions.files.scheme_file import (
    read_scheme,
    shipped_scheme,
    shipped_scheme_bytes,
    shipped_schemes,
)
from sessions.files.standards import Samples, Standards, rating_from
from sessions.text.paths import Place, is_network_path, written
from sessions.text.problems import Problem, Unusable
from sessions.text.suggestions import suggestion
from sessions.toml.read import fingerprint, read_toml
from sessions.toml.table_reader import Problems, TableReader, check_format

FORMAT = "ratings-panel/session/1"
DECISIONS_FORMAT = "ratings-panel/decisions/1"

LONGEST_ID = 100
# What a template says until somebody fills it in.
UNNAMED = "SERVICE NOT NAMED YET"


def slug(text: str) -> str:
    """Make an inspection's id from any text: letters, digits, - and _ stay, all else becomes -."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-")[:LONGEST_ID]


class Session(Value):
    """A session file as read: its evidence, what it warns of, and the bytes of both files."""

    file: str
    evidence: Evidence
    data: bytes
    scheme_data: bytes
    warnings: tuple[Problem, ...] = ()

    @cached_property
    def path(self) -> Path:
        """Where the session file is."""
        return Path(self.file)

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of the session file."""
        return fingerprint(self.data)

    @cached_property
    def scheme_sha256(self) -> str:
        """The fingerprint of the scheme's file."""
        return fingerprint(self.scheme_data)


def read_session(place: Place) -> Session:
    """Read and check a session file.

    Raises:
        Unusable: With every problem of the file.
    """
    file = written(place)
    table, data = read_toml(file)
    problems = Problems(file)
    top = TableReader(table, problems)
    check_format(top, FORMAT)
    if problems.found:
        raise Unusable(problems.found)
    scheme, scheme_bytes = _scheme(top, file)
    inspection = _inspection(top)
    if scheme is None:
        top.knows("samples", "standards", "published")
        top.finish()
        raise Unusable(problems.found)
    evidence = _evidence(top, inspection, scheme)
    if problems.found:
        raise Unusable(problems.found)
    return Session(
        file=file,
        evidence=evidence,
        data=data,
        scheme_data=scheme_bytes,
        warnings=_warnings(file, evidence) + _scheme_warnings(file, str(table["scheme"])),
    )


def _scheme(top: TableReader, file: str) -> tuple[Scheme | None, bytes]:
    """Find the scheme: a shipped one by id, else a file beside the session file."""
    known = shipped_schemes()
    listed = " or ".join(f'"{each}"' for each in known)
    ways = f"Use {listed}, or the path of a scheme file (.toml)."
    name = top.text("scheme", required=True, remedy=ways)
    if name is None:
        return None, b""
    if name in known:
        return shipped_scheme(name), shipped_scheme_bytes(name)
    if "." not in name and "/" not in name and "\\" not in name:
        top.wrong("scheme", "is not a shipped scheme", f"{suggestion(name, known)}{ways}")
        return None, b""
    if is_network_path(name):
        top.wrong(
            "scheme",
            "is on another computer, so it was not opened",
            "Copy the scheme file into the session file's folder, and use its name.",
        )
        return None, b""
    try:
        return read_scheme(Path(file).parent / name)
    except Unusable as unusable:
        top.problems.extend(unusable.problems, top.position_of("scheme"))
        return None, b""


def _evidence(top: TableReader, inspection: Inspection, scheme: Scheme) -> Evidence:
    samples = Samples(top, scheme)
    standards = Standards(scheme, samples).read(top)
    published = _published(top, scheme)
    top.finish()
    order = [standard.id for standard in scheme.standards]
    standards.sort(key=lambda standard: order.index(standard.id))
    return Evidence(inspection, scheme, samples.given, tuple(standards), published)


def _inspection(top: TableReader) -> Inspection:
    table = top.child("inspection", required=True)
    if table is None:
        return Inspection("", "")
    inspection_id = table.text("id", required=True) or ""
    if not all(
        letter.isascii() and (letter.isalnum() or letter in "-_") for letter in inspection_id
    ):
        table.wrong(
            "id",
            "contains characters other than letters, digits, - and _",
            "Use only these characters.",
        )
    elif len(inspection_id) > LONGEST_ID:
        table.wrong("id", "is too long", f"Use at most {LONGEST_ID} characters.")
    inspection = Inspection(
        id=inspection_id,
        service=table.text("service", required=True) or "",
        fieldwork_start=table.day("fieldwork_start"),
        fieldwork_end=table.day("fieldwork_end"),
        published=table.day("published"),
        lead_inspector=table.text("lead_inspector"),
        source=table.text("source"),
    )
    start, end = inspection.fieldwork_start, inspection.fieldwork_end
    if start is not None and end is not None and end < start:
        table.wrong("fieldwork_end", f"is before the start, {start}", "Correct one of the dates.")
    last, published = end or start, inspection.published
    if last is not None and published is not None and published < last:
        table.wrong("published", f"is before the fieldwork, {last}", "Correct one of the dates.")
    table.finish()
    return inspection


def _published(top: TableReader, scheme: Scheme) -> Published:
    table = top.child("published")
    if table is None:
        return Published()
    score = table.whole("score")
    if score is not None and score < 0:
        table.wrong("score", "is negative", "Enter the score that the report printed.")
    overall = rating_from(table, "overall", scheme)
    ratings: list[tuple[str, Rating]] = []
    given = table.child("ratings")
    if given is not None:
        known = [standard.id for standard in scheme.standards]
        for standard_id in given.table:
            rating = rating_from(given, standard_id, scheme)
            if standard_id not in known:
                given.wrong_key(
                    standard_id,
                    f"is not the number of a standard of {scheme.id}",
                    f"{other_scheme_hint(standard_id, scheme)}Its standards are "
                    f"{', '.join(known)}.",
                )
            elif rating is not None:
                ratings.append((standard_id, rating))
    table.finish()
    return Published(score, overall, tuple(ratings))


def _scheme_warnings(file: str, name: str) -> tuple[Problem, ...]:
    """Say where a scheme file is, if it is outside the folder of the session file."""
    if name in shipped_schemes():
        return ()
    import os

    folder = os.path.dirname(os.path.realpath(file))  # noqa: PTH120 - see sessions.text.paths
    scheme = os.path.realpath(os.path.join(os.path.dirname(file), name))  # noqa: PTH118, PTH120
    if scheme.startswith(os.path.join(folder, "")):  # noqa: PTH118
        return ()
    return (
        Problem(
            file,
            "scheme",
            f"is read from outside the session's folder: {scheme}",
            "Check that these are the right rules, or copy the file into the folder.",
            f'"{name}"',
        ),
    )


def _warnings(name: str, evidence: Evidence) -> tuple[Problem, ...]:
    unnamed = (
        Problem(
            name,
            "inspection › service",
            "is still the template's placeholder",
            "Enter the service's name.",
            f'"{UNNAMED}"',
        ),
    )
    awaited = tuple(
        Problem(
            name,
            f'standards "{standard.id}"',
            f"{standard.title} is not in the file: the score is the sum so far",
            "Add it, or mark it `not_rated`.",
        )
        for standard in evidence.scheme.standards
        if standard.counted and evidence.of(standard.id) is None
    )
    return unnamed + awaited if evidence.inspection.service == UNNAMED else awaited
