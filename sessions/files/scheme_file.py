"""Scheme files: the published rules as data. Layout: docs/formats.md."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from os import listdir
from os.path import dirname
from typing import Any

from core.scheme import (
    AskedOf,
    Band,
    Criteria,
    Domain,
    KeyQuestion,
    OverallBand,
    OverallBands,
    RatedBy,
    Rating,
    Sampling,
    Scheme,
    Standard,
    Theme,
    Ties,
)
from core.scheme_faults import scheme_faults
from sessions.text.paths import Place
from sessions.text.problems import Unusable
from sessions.text.suggestions import same_words, suggestion
from sessions.toml.read import parse_toml, read_toml
from sessions.toml.table_reader import Problems, TableReader, by_id, check_format

Finder = Callable[[TableReader], Rating | None]

FORMAT = "ratings-panel/scheme/1"

FOLDER = f"{dirname(dirname(__file__))}/schemes"  # noqa: PTH120 - see sessions.text.paths

# Far more than any regime has; the checks of a scheme compare each with each.
MOST = 100
MOST_OF_ONE = 20


@cache
def shipped_schemes() -> tuple[str, ...]:
    """List the ids of the schemes that come with the program."""
    names = [name for name in listdir(FOLDER) if name.endswith(".toml")]  # noqa: PTH208
    return tuple(sorted(name.removesuffix(".toml") for name in names))


@cache
def shipped_scheme_bytes(scheme_id: str) -> bytes:
    """Return the bytes of a shipped scheme's file.

    Raises:
        FileNotFoundError: No shipped scheme has that id.
    """
    with open(f"{FOLDER}/{scheme_id}.toml", "rb") as file:  # noqa: PTH123
        return file.read()


@cache
def shipped_scheme(scheme_id: str) -> Scheme:
    """Return a shipped scheme.

    Raises:
        FileNotFoundError: No shipped scheme has that id.
    """
    data = shipped_scheme_bytes(scheme_id)
    return scheme_from_table(f"{scheme_id}.toml", parse_toml(scheme_id, data))


@cache
def earlier_editions(scheme_id: str) -> frozenset[str]:
    """Return the fingerprints of the earlier editions of a shipped scheme."""
    with open(f"{FOLDER}/editions.txt", encoding="ascii") as file:  # noqa: PTH123
        pairs = (line.split() for line in file if not line.startswith("#"))
        return frozenset(pair[1] for pair in pairs if pair[0] == scheme_id)


def read_scheme(path: Place) -> tuple[Scheme, bytes]:
    """Read a scheme file of the user's own; return the scheme and the file's bytes.

    Raises:
        Unusable: The file cannot be read, or with everything that is wrong with it.
    """
    table, data = read_toml(path)
    return scheme_from_table(str(path), table), data


def scheme_from_table(name: str, table: dict[str, Any]) -> Scheme:
    """Make a scheme from the table of a parsed file.

    Raises:
        Unusable: With everything that is wrong with it.
    """
    problems = Problems(name)
    top = TableReader(table, problems)
    check_format(top, FORMAT)
    scheme = None if problems.found else _read(top, problems)
    if scheme is not None:
        for each in scheme_faults(scheme):
            position = top.position_of(each.part)
            problems.add(each.place, each.fault, each.remedy, position=position)
    if problems.found or scheme is None:
        raise Unusable(problems.found)
    return scheme


def _read(top: TableReader, problems: Problems) -> Scheme | None:
    scheme_id = top.text("id", required=True)
    title = top.text("title", required=True)
    source = top.text("source") or ""
    ratings = _ratings(top)
    find = _finder(ratings)
    bands = _bands(top, find)
    overall = _overall(top, find)
    domains = _domains(top)
    standards = _standards(top)
    criteria = _criteria(top)
    before_banding = True
    rounding = top.child("rounding", required=True)
    if rounding is not None:
        rounding.one_of("percent", ["halves up"], required=True)
        before_banding = rounding.flag("before_banding", required=True) is not False
        rounding.finish()
    sampling = _sampling(top)
    panel = top.child("panel")
    quorum = None
    if panel is not None:
        quorum = panel.whole("quorum")
        panel.finish()
    top.finish()
    if problems.found or scheme_id is None or title is None or criteria is None:
        return None
    return Scheme(
        id=scheme_id,
        title=title,
        source=source,
        ratings=ratings,
        bands=bands,
        overall=overall,
        domains=domains,
        standards=standards,
        criteria=criteria,
        rounding_before_banding=before_banding,
        sampling=sampling,
        quorum=quorum,
    )


def _ratings(top: TableReader) -> tuple[Rating, ...]:
    found = []
    for each in top.children("ratings", lambda t, n: f"rating number {n}", MOST, required=True):
        name = each.text("name", required=True)
        score = each.whole("score", required=True)
        short = each.text("short") or (name or "?")[:2]
        each.finish()
        if name is not None:
            found.append(Rating(" ".join(name.split()), short, score or 0))
    return tuple(found)


def _finder(ratings: tuple[Rating, ...]) -> Finder:
    names = [rating.name for rating in ratings]

    def find(table: TableReader) -> Rating | None:
        name = table.text("rating", required=True)
        if name is None:
            return None
        found = same_words(name, names)
        if found is None:
            hint = suggestion(name, names)
            table.wrong(
                "rating", "is not one of the ratings", f"{hint}Use a name listed under [[ratings]]."
            )
            return None
        return ratings[names.index(found)]

    return find


def _bands(top: TableReader, find: Finder) -> tuple[Band, ...]:
    found = []
    for each in top.children("bands", lambda t, n: f"band number {n}", MOST, required=True):
        name = each.text("name", required=True)
        rating = find(each)
        lowest = each.whole("lowest", required=True)
        highest = each.whole("highest", required=True)
        each.finish()
        if name and rating and lowest is not None and highest is not None:
            found.append(Band(name, rating, lowest, highest))
    return tuple(found)


def _overall(top: TableReader, find: Finder) -> tuple[OverallBands, ...]:
    found = []
    for each in top.children("overall", lambda t, n: f"overall number {n}", MOST, required=True):
        maximum = each.whole("maximum", required=True)
        bands = []
        for band in each.children("bands", lambda t, n: f"band number {n}", MOST):
            rating = find(band)
            lowest = band.whole("lowest", required=True)
            highest = band.whole("highest", required=True)
            band.finish()
            if rating and lowest is not None and highest is not None:
                bands.append(OverallBand(rating, lowest, highest))
        each.finish()
        if maximum is not None:
            found.append(OverallBands(maximum, tuple(bands)))
    return tuple(found)


def _domains(top: TableReader) -> tuple[Domain, ...]:
    found = []
    for each in top.children("domains", by_id("domain"), MOST, required=True):
        domain_id = each.text("id", required=True)
        title = each.text("title", required=True)
        themes = []
        for theme in each.children("themes", lambda t, n: f"theme number {n}", MOST_OF_ONE):
            heading = theme.text("heading", required=True)
            phrase = theme.text("phrase") or heading
            theme.finish()
            if heading and phrase:
                themes.append(Theme(heading, phrase))
        each.finish()
        if domain_id and title:
            found.append(Domain(domain_id, title, tuple(themes)))
    return tuple(found)


def _standards(top: TableReader) -> tuple[Standard, ...]:
    found = []
    for each in top.children("standards", by_id("standard"), MOST, required=True):
        standard_id = each.text("id", required=True)
        title = each.text("title", required=True)
        domain = each.text("domain", required=True)
        rated_by = each.one_of("rated_by", list(RatedBy), required=True)
        counted = each.flag("counted", required=True)
        discretion = each.flag("discretion", required=True)
        agreed_by_panel = each.flag("agreed_by_panel")
        questions = []
        for question in each.children("key_questions", by_id("key question"), MOST_OF_ONE):
            question_id = question.text("id", required=True)
            label = question.text("label", required=True)
            theme = question.text("theme") or ""
            heading = question.text("heading") or ""
            asked_of = question.one_of("asked_of", list(AskedOf)) or AskedOf.RELEVANT_CASES
            question.finish()
            if question_id and label:
                questions.append(KeyQuestion(question_id, label, theme, heading, AskedOf(asked_of)))
        each.finish()
        if not (standard_id and title and domain and rated_by):
            continue
        found.append(
            Standard(
                id=standard_id,
                title=title,
                domain=domain,
                rated_by=RatedBy(rated_by),
                counted=counted is True,
                discretion=discretion is True,
                key_questions=tuple(questions),
                agreed_by_panel=agreed_by_panel is True,
            )
        )
    return tuple(found)


def _sampling(top: TableReader) -> Sampling | None:
    table = top.child("sampling")
    if table is None:
        return None
    confidence = table.whole("confidence", required=True)
    margin = table.whole("margin", required=True)
    table.finish()
    for key, value in (("confidence", confidence), ("margin", margin)):
        if value is not None and not 0 < value < 100:
            table.wrong(key, "is not between 0 and 100", "Enter a whole number from 1 to 99.")
    if confidence is None or margin is None:
        return None
    return Sampling(confidence, margin)


def _criteria(top: TableReader) -> Criteria | None:
    table = top.child("discretion", required=True)
    if table is None:
        return None
    points = table.whole("points", required=True)
    cases = table.whole("cases", required=True)
    one_judgement = table.flag("one_judgement", required=True)
    ties = table.one_of("ties", list(Ties), required=True)
    table.finish()
    if points is None or cases is None or one_judgement is None or ties is None:
        return None
    return Criteria(points, cases, one_judgement, Ties(ties))
