"""The shipped schemes are whole, every fault of a scheme file is named, other regimes load."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.scheme import RatedBy, Scheme, Ties
from core.scorecard import scorecard_of
from core.wording import criteria_words
from sessions.files.scheme_file import (
    read_scheme,
    scheme_from_table,
    shipped_scheme,
    shipped_scheme_bytes,
    shipped_schemes,
)
from sessions.files.session_file import read_session
from sessions.text.problems import Unusable
from sessions.toml.read import parse_toml

Table = dict[str, Any]
RATINGS = ["Inadequate", "Requires improvement", "Good", "Outstanding"]
JUDGED = ["1.1", "1.2", "1.3", "1.4"]
ASKED = ["2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3"]


def table_of(scheme_id: str = "youth-2018") -> Table:
    return parse_toml(scheme_id, shipped_scheme_bytes(scheme_id))


def ids(scheme: Scheme, **wanted: object) -> list[str]:
    return [
        standard.id
        for standard in scheme.standards
        if all(getattr(standard, key) == value for key, value in wanted.items())
    ]


# The shipped schemes.


def test_two_schemes_are_shipped() -> None:
    assert shipped_schemes() == ("youth-2018", "youth-2021")


@pytest.mark.parametrize("scheme_id", ["youth-2018", "youth-2021"])
def test_what_the_shipped_schemes_share(scheme_id: str) -> None:
    scheme = shipped_scheme(scheme_id)
    assert scheme.id == scheme_id
    assert scheme.source
    assert [(each.name, each.short, each.score) for each in scheme.ratings] == [
        ("Inadequate", "I", 0),
        ("Requires improvement", "RI", 1),
        ("Good", "G", 2),
        ("Outstanding", "O", 3),
    ]
    assert [(b.name, b.rating.name, b.lowest, b.highest) for b in scheme.bands] == [
        ("Minority", "Inadequate", 0, 49),
        ("Too few", "Requires improvement", 50, 64),
        ("Reasonable majority", "Good", 65, 79),
        ("Large majority", "Outstanding", 80, 100),
    ]
    (overall,) = scheme.overall
    assert overall.maximum == 36
    assert [(b.rating.name, b.lowest, b.highest) for b in overall.bands] == [
        ("Inadequate", 0, 6),
        ("Requires improvement", 7, 18),
        ("Good", 19, 30),
        ("Outstanding", 31, 36),
    ]
    assert scheme.maximum == 36
    criteria = scheme.criteria
    assert (criteria.points, criteria.cases, criteria.one_judgement) == (5, 5, True)
    assert criteria.ties is Ties.ANY
    assert scheme.rounding_before_banding
    for standard in scheme.standards:
        assert standard.title
        assert standard.domain == standard.id[0]
        for number, question in enumerate(standard.key_questions, 1):
            assert question.id == f"{standard.id}.{number}"
            assert 3 <= len(question.label) <= 40


def test_the_scheme_of_2018() -> None:
    scheme = shipped_scheme("youth-2018")
    assert ids(scheme) == [*JUDGED, *ASKED, "3.4"]
    assert ids(scheme, rated_by=RatedBy.JUDGEMENT) == JUDGED
    assert ids(scheme, discretion=True) == [*ASKED, "3.4"]
    assert ids(scheme, counted=False) == []
    assert [len(s.key_questions) for s in scheme.standards] == [0] * 4 + [3] * 7 + [2]
    assert scheme.standard("3.4").title == "Joint working"
    assert [domain.id for domain in scheme.domains] == ["1", "2", "3"]


def test_the_scheme_of_2021() -> None:
    scheme = shipped_scheme("youth-2021")
    assert ids(scheme) == [*JUDGED, *ASKED, "3.4", "4.1"]
    assert ids(scheme, rated_by=RatedBy.JUDGEMENT) == [*JUDGED, "3.4", "4.1"]
    assert ids(scheme, discretion=True) == ASKED
    assert ids(scheme, counted=False) == ["4.1"]
    assert [len(s.key_questions) for s in scheme.standards] == [0] * 4 + [3] * 7 + [0, 0]
    assert scheme.standard("3.4").title == "Policy and provision"
    assert [domain.id for domain in scheme.domains] == ["1", "2", "3", "4"]


# Every fault of a scheme file.

Change = Callable[[Table], object]


def without(*path: str | int) -> Change:
    def change(table: Table) -> None:
        holder: Any = table
        for key in path[:-1]:
            holder = holder[key]
        del holder[path[-1]]

    return change


def set_to(value: object, *path: str | int) -> Change:
    def change(table: Table) -> None:
        holder: Any = table
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = value

    return change


JUDGEMENT: tuple[str | int, ...] = ("standards", 0)
PLANNING: tuple[str | int, ...] = ("standards", 5)

FAULTS: dict[str, tuple[Change, list[str]]] = {
    "no format": (
        without("format"),
        [
            '`format` is missing. A scheme file says format = "ratings-panel/scheme/1". '
            "Is it the right file?"
        ],
    ),
    "a session's format": (
        set_to("ratings-panel/session/1", "format"),
        [
            'format: "ratings-panel/session/1" marks a session file: the evidence of an '
            "inspection. Name a scheme file: the rules of an inspection."
        ],
    ),
    "a newer format": (
        set_to("ratings-panel/scheme/2", "format"),
        [
            'format: "ratings-panel/scheme/2" is a newer format of scheme file. '
            "Update ratings-panel."
        ],
    ),
    "no id": (without("id"), ["`id` is missing. Add `id`: text."]),
    "a blank title": (set_to(" ", "title"), ['title: " " is blank. Fill in `title`.']),
    "an unknown key": (
        set_to(1, "titel"),
        ['titel: is not a known key. Did you mean "title"? Correct or remove it.'],
    ),
    "no ratings": (
        without("ratings"),
        [
            "`ratings` is missing. Write each under its own heading [[ratings]].",
            *[
                f'band number {number} › rating: "{name}" is not one of the ratings. '
                "Use a name listed under [[ratings]]."
                for number, name in enumerate(RATINGS, 1)
            ],
            *[
                f'overall number 1 › band number {number} › rating: "{name}" is not one of the '
                "ratings. Use a name listed under [[ratings]]."
                for number, name in enumerate(RATINGS, 1)
            ],
        ],
    ),
    "no bands": (
        without("bands"),
        ["`bands` is missing. Write each under its own heading [[bands]]."],
    ),
    "no overall bands": (
        without("overall"),
        ["`overall` is missing. Write each under its own heading [[overall]]."],
    ),
    "no domains": (
        without("domains"),
        ["`domains` is missing. Write each under its own heading [[domains]]."],
    ),
    "no standards": (
        without("standards"),
        ["`standards` is missing. Write each under its own heading [[standards]]."],
    ),
    "no criteria": (without("discretion"), ["`discretion` is missing. Add [discretion]."]),
    "no rounding": (without("rounding"), ["`rounding` is missing. Add [rounding]."]),
    "another rounding": (
        set_to("halves to even", "rounding", "percent"),
        [
            'rounding › percent: "halves to even" is not among the choices. '
            'Did you mean "halves up"? Use one of "halves up".'
        ],
    ),
    "rounding without its order": (
        without("rounding", "before_banding"),
        ["rounding: `before_banding` is missing. Add `before_banding`: true or false."],
    ),
    "points in quotes": (
        set_to("5", "discretion", "points"),
        ['discretion › points: "5" is text, not a whole number. Write it without quotes.'],
    ),
    "cases with a point": (
        set_to(5.5, "discretion", "cases"),
        ["discretion › cases: 5.5 is a decimal number, not a whole number. Enter a whole number."],
    ),
    "one judgement in words": (
        set_to("true", "discretion", "one_judgement"),
        ['discretion › one_judgement: "true" is text, not true or false. Write it without quotes.'],
    ),
    "other ties": (
        set_to("al", "discretion", "ties"),
        [
            'discretion › ties: "al" is not among the choices. Did you mean "all"? '
            'Use one of "any", "all".'
        ],
    ),
    "no ties": (
        without("discretion", "ties"),
        ['discretion: `ties` is missing. Use one of "any", "all".'],
    ),
    "confidence of nothing": (
        set_to(0, "sampling", "confidence"),
        ["sampling › confidence: 0 is not between 0 and 100. Enter a whole number from 1 to 99."],
    ),
    "certainty": (
        set_to(100, "sampling", "confidence"),
        ["sampling › confidence: 100 is not between 0 and 100. Enter a whole number from 1 to 99."],
    ),
    "a margin in quotes": (
        set_to("5", "sampling", "margin"),
        ['sampling › margin: "5" is text, not a whole number. Write it without quotes.'],
    ),
    "sampling without a margin": (
        without("sampling", "margin"),
        ["sampling: `margin` is missing. Add `margin`: a whole number."],
    ),
    "sampling that says something else": (
        set_to(2, "sampling", "weight"),
        ["sampling › weight: is not a known key. Correct or remove it."],
    ),
    "asked of nobody": (
        set_to("every child", "standards", 4, "key_questions", 0, "asked_of"),
        [
            'standard "2.1" › key question "2.1.1" › asked_of: "every child" is not among the '
            'choices. Did you mean "every case"? Use one of "every case", "relevant cases".'
        ],
    ),
    "negative points": (
        set_to(-1, "discretion", "points"),
        [
            "discretion › points: the criterion near boundary has -1 points; it must be 0 or more. "
            "Correct it."
        ],
    ),
    "negative cases": (
        set_to(-1, "discretion", "cases"),
        [
            "discretion › cases: the criterion small sample has -1 cases; it must be 0 or more. "
            "Correct it."
        ],
    ),
    "a rating without a score": (
        without("ratings", 1, "score"),
        ["rating number 2: `score` is missing. Add `score`: a whole number."],
    ),
    "ratings out of order": (
        set_to(3, "ratings", 2, "score"),
        [
            'ratings: the ratings are not in order: "Outstanding" (3) follows "Good" (3) but does '
            "not score more. List the lowest rating first."
        ],
    ),
    "a negative score": (
        set_to(-1, "ratings", 0, "score"),
        [
            'rating "Inadequate": the rating "Inadequate" scores -1; a score must be 0 or more. '
            "Correct or remove it."
        ],
    ),
    "a band of an unknown rating": (
        set_to("Goood", "bands", 2, "rating"),
        [
            'band number 3 › rating: "Goood" is not one of the ratings. Did you mean "Good"? '
            "Use a name listed under [[ratings]]."
        ],
    ),
    "a gap between the bands": (
        set_to(66, "bands", 2, "lowest"),
        [
            'bands: the key-question bands leave out 65%, between "Too few" and "Reasonable '
            'majority". Correct [[bands]].'
        ],
    ),
    "bands that overlap": (
        set_to(64, "bands", 2, "lowest"),
        [
            'bands: in the key-question bands, "Too few" and "Reasonable majority" overlap or are '
            "out of order: one ends at 64, the next begins at 64. Correct [[bands]]."
        ],
    ),
    "bands that begin too high": (
        set_to(1, "bands", 0, "lowest"),
        [
            'bands: the key-question bands must begin at 0%; "Minority" begins at 1. '
            "Correct [[bands]]."
        ],
    ),
    "bands that end too low": (
        set_to(99, "bands", 3, "highest"),
        [
            'bands: the key-question bands must end at 100%; "Large majority" ends at 99. '
            "Correct [[bands]]."
        ],
    ),
    "a band upside down": (
        set_to(40, "bands", 1, "highest"),
        [
            'bands: in the key-question bands, "Too few" runs from 50 to 40: the lowest is above '
            "the highest. Correct [[bands]]."
        ],
    ),
    "a huge band": (
        set_to(10**18, "bands", 3, "highest"),
        ["band number 4 › highest: 1000000000000000000 is far too large. Enter 0 to 10,000."],
    ),
    "overall bands for another maximum": (
        set_to(39, "overall", 0, "maximum"),
        [
            'overall 39: the overall bands for the maximum 39 must end at 39; "Outstanding" ends '
            "at 36. Correct [[overall]].",
            "overall 36: there are no overall bands for the maximum 36, which is what the counted "
            "standards add up to. Correct [[overall]].",
        ],
    ),
    "overall bands without their ratings": (
        set_to([], "overall", 0, "bands"),
        [
            "overall 36: there are no overall bands for the maximum 36. Correct [[overall]].",
            *[
                f'overall 36: the overall bands for the maximum 36 leave out the rating "{name}". '
                "Correct [[overall]]."
                for name in RATINGS
            ],
        ],
    ),
    "a domain twice": (
        lambda table: table["domains"].append(dict(table["domains"][0])),
        ['domain "1": the domain "1" appears twice. Remove one of the two.'],
    ),
    "a domain without a title": (
        without("domains", 0, "title"),
        ['domain "1": `title` is missing. Add `title`: text.'],
    ),
    "a standard twice": (
        set_to("1.1", "standards", 1, "id"),
        ['standard "1.1": the standard "1.1" appears twice. Give each its own id.'],
    ),
    "a standard of no domain": (
        set_to("7", *JUDGEMENT, "domain"),
        [
            'standard "1.1" › domain: the standard "1.1" is in no known domain ("7"). '
            "Use a domain listed under [[domains]]."
        ],
    ),
    "a standard rated by something else": (
        set_to("key question", *PLANNING, "rated_by"),
        [
            'standard "2.2" › rated_by: "key question" is not among the choices. Did you mean '
            '"key questions"? Use one of "key questions", "judgement".'
        ],
    ),
    "a standard of key questions without them": (
        without(*PLANNING, "key_questions"),
        [
            'standard "2.2": the standard "2.2" is rated by key questions but has none. '
            'Add its key questions, or set rated_by = "judgement".'
        ],
    ),
    "a judged standard with key questions": (
        set_to([{"id": "1.1.1", "label": "x"}], *JUDGEMENT, "key_questions"),
        [
            'standard "1.1": the standard "1.1" is judged but has key questions. '
            'Remove them, or set rated_by = "key questions".'
        ],
    ),
    "a judged standard open to discretion": (
        set_to(True, *JUDGEMENT, "discretion"),
        [
            'standard "1.1" › discretion: the standard "1.1" is judged, so no criterion of '
            "discretion can be met; set discretion = false. Correct one of them."
        ],
    ),
    "a key question twice": (
        set_to("2.2.1", *PLANNING, "key_questions", 1, "id"),
        ['key question "2.2.1": the key question "2.2.1" appears twice. Give each its own id.'],
    ),
    "a key question of no theme": (
        set_to("safety", *PLANNING, "key_questions", 1, "theme"),
        [
            'key question "2.2.2": the key question "2.2.2" has the theme "safety", which its '
            "domain does not have. Name a theme of its domain, or remove `theme`."
        ],
    ),
    "a key question without a label": (
        without(*PLANNING, "key_questions", 1, "label"),
        ['standard "2.2" › key question "2.2.2": `label` is missing. Add `label`: text.'],
    ),
    "key questions as texts": (
        set_to(["2.2.1"], *PLANNING, "key_questions"),
        [
            'standard "2.2" › key_questions: contains text, but should contain tables. Write each '
            "under its own heading [[standards.key_questions]]."
        ],
    ),
    "far too many key questions": (
        set_to([{"id": str(n), "label": "x"} for n in range(1000)], *PLANNING, "key_questions"),
        ['standard "2.2" › key_questions: contains more than 20 tables. Is it the right file?'],
    ),
    "counted in words": (
        set_to("yes", *JUDGEMENT, "counted"),
        ['standard "1.1" › counted: "yes" is text, not true or false. Enter true or false.'],
    ),
}


def faults_of(table: Table) -> list[str]:
    with pytest.raises(Unusable) as caught:
        scheme_from_table("own.toml", table)
    return [problem.sentence() for problem in caught.value.problems]


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_of_a_scheme_file_is_named(kind: str) -> None:
    table = table_of()
    change, said = FAULTS[kind]
    change(table)
    found = [fault.removeprefix("own.toml: ") for fault in faults_of(table)]
    assert found == said


def test_a_rating_named_twice() -> None:
    table = table_of()
    table["ratings"].append({"name": " GOOD ", "short": "g", "score": 4})
    assert faults_of(table)[0] == (
        'own.toml: rating "good": the rating "good" is named twice. Correct or remove it.'
    )


def test_no_counted_standard() -> None:
    table = table_of()
    for standard in table["standards"]:
        standard["counted"] = False
    assert faults_of(table)[-1] == (
        "own.toml: standards: no standard is counted, so there is no score. "
        "Set counted = true on each standard that counts."
    )


def test_a_single_rating() -> None:
    table = table_of()
    del table["ratings"][1:]
    table["bands"] = [{"name": "all", "rating": "Inadequate", "lowest": 0, "highest": 100}]
    table["overall"] = [
        {"maximum": 0, "bands": [{"rating": "Inadequate", "lowest": 0, "highest": 0}]}
    ]
    assert faults_of(table) == [
        "own.toml: ratings: a scheme needs at least two ratings, the lowest first. "
        "Add another [[ratings]] table."
    ]


def test_a_scheme_need_not_say_how_samples_are_set() -> None:
    table = table_of()
    del table["sampling"]
    assert scheme_from_table("own.toml", table).sampling is None
    shipped = shipped_scheme("youth-2018").sampling
    assert shipped is not None
    assert (shipped.confidence, shipped.margin) == (80, 5)


def test_several_faults_come_in_the_order_of_the_file() -> None:
    table = table_of()
    table["discretion"]["points"] = "5"
    table["bands"][0]["lowest"] = True
    del table["standards"][0]["title"]
    del table["title"]
    places = [fault.split(":")[1].strip() for fault in faults_of(table)]
    assert places == [
        "`title` is missing. Add `title`",
        "discretion › points",
        "band number 1 › lowest",
        'standard "1.1"',
    ]


# Another regime.

ELSEWHERE = """
format = "ratings-panel/scheme/1"
id = "prisons-elsewhere"
title = "Prisons, elsewhere"
rounding = { percent = "halves up", before_banding = false }
discretion = { points = 3, cases = 10, one_judgement = false, ties = "all" }
ratings = [
  { name = "Poor", score = 0 }, { name = "Weak", score = 1 }, { name = "Fair", score = 2 },
  { name = "Good", score = 4 }, { name = "Excellent", short = "Ex", score = 8 },
]
bands = [
  { name = "a", rating = "poor", lowest = 0, highest = 19 },
  { name = "b", rating = "Weak", lowest = 20, highest = 39 },
  { name = "c", rating = " FAIR ", lowest = 40, highest = 59 },
  { name = "d", rating = "Good", lowest = 60, highest = 79 },
  { name = "e", rating = "Excellent", lowest = 80, highest = 100 },
]
domains = [{ id = "safety", title = "Safety" }, { id = "purpose", title = "Purpose" }]
[[overall]]
maximum = 16
bands = [
  { rating = "Poor", lowest = 0, highest = 1 }, { rating = "Weak", lowest = 2, highest = 3 },
  { rating = "Fair", lowest = 4, highest = 7 }, { rating = "Good", lowest = 8, highest = 13 },
  { rating = "Excellent", lowest = 14, highest = 16 },
]
[[standards]]
id = "S1"
title = "Early days"
domain = "safety"
rated_by = "key questions"
counted = true
discretion = true
key_questions = [
  { id = "S1a", label = "a" }, { id = "S1b", label = "b" },
  { id = "S1c", label = "c" }, { id = "S1d", label = "d" },
]
[[standards]]
id = "P1"
title = "Work"
domain = "purpose"
rated_by = "judgement"
counted = true
discretion = false
"""


def test_the_scheme_of_another_regime_loads_and_scores(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(ELSEWHERE, "utf-8")
    scheme, _ = read_scheme(tmp_path / "own.toml")
    assert [rating.short for rating in scheme.ratings] == ["Po", "We", "Fa", "Go", "Ex"]
    assert scheme.maximum == 16
    (tmp_path / "session.toml").write_text(
        'format = "ratings-panel/session/1"\nscheme = "own.toml"\n'
        '[inspection]\nid = "x"\nservice = "X"\n[samples]\nsafety = { cases = 30 }\n'
        '[[standards]]\nid = "S1"\nkey_questions = [\n'
        '{ id = "S1a", yes = 9, relevant = 10 }, { id = "S1b", percent = 60 },\n'
        '{ id = "S1c", yes = 79, relevant = 100 }, { id = "S1d", yes = 0, relevant = 0 }]\n'
        '[[standards]]\nid = "P1"\nrating = "excellent"\n'.replace(
            "79, relevant = 100", "8, relevant = 10"
        ),
        "utf-8",
    )
    card = scorecard_of(read_session(tmp_path / "session.toml").evidence)
    assert (card.agreed.score, card.agreed.maximum) == (12, 16)
    assert card.agreed.overall is not None
    assert card.agreed.overall.name == "Good"
    for score in card.standards:
        assert criteria_words(score.result).all()
