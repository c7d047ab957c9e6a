"""Every fault of a scheme, by its sentence."""

import pytest

from core.scheme import (
    Band,
    Criteria,
    Domain,
    KeyQuestion,
    OverallBand,
    OverallBands,
    RatedBy,
    Rating,
    Scheme,
    Standard,
    Theme,
    Ties,
)
from core.scheme_faults import scheme_faults
from core.value import replace
from tests.core.building import SHIPPED

LOW, MIDDLE, HIGH = Rating("Low", "L", 0), Rating("Middle", "M", 1), Rating("High", "H", 2)
OTHER = Rating("Other", "O", 3)

SOUND = Scheme(
    id="sound",
    title="A sound scheme",
    source="",
    ratings=(LOW, MIDDLE, HIGH),
    bands=(Band("few", LOW, 0, 49), Band("half", MIDDLE, 50, 74), Band("most", HIGH, 75, 100)),
    overall=(
        OverallBands(
            4, (OverallBand(LOW, 0, 1), OverallBand(MIDDLE, 2, 2), OverallBand(HIGH, 3, 4))
        ),
    ),
    domains=(Domain("1", "Delivery"), Domain("2", "Cases", (Theme("safe", "safety"),))),
    standards=(
        Standard("1.1", "Staff", "1", RatedBy.JUDGEMENT, counted=True, discretion=False),
        Standard(
            "2.1",
            "Planning",
            "2",
            RatedBy.KEY_QUESTIONS,
            counted=True,
            discretion=True,
            key_questions=(KeyQuestion("2.1.1", "Plans", "safe"), KeyQuestion("2.1.2", "Reviews")),
        ),
    ),
    criteria=Criteria(points=5, cases=5, one_judgement=True, ties=Ties.ANY),
    rounding_before_banding=True,
)
JUDGED, ASKED = SOUND.standards


def bands(*runs: tuple[str, Rating, int, int]) -> Scheme:
    return replace(SOUND, bands=tuple(Band(*run) for run in runs))


def overall(*runs: tuple[Rating, int, int], maximum: int = 4) -> Scheme:
    published = OverallBands(maximum, tuple(OverallBand(*run) for run in runs))
    return replace(SOUND, overall=(published,))


def standards(*changed: Standard) -> Scheme:
    return replace(SOUND, standards=changed)


FAULTS: dict[str, tuple[Scheme, list[str]]] = {
    # ratings
    "one rating": (
        replace(
            SOUND,
            ratings=(HIGH,),
            bands=(Band("all", HIGH, 0, 100),),
            overall=(OverallBands(4, (OverallBand(HIGH, 0, 4),)),),
        ),
        ["a scheme needs at least two ratings, the lowest first"],
    ),
    "a rating named twice": (
        replace(SOUND, ratings=(LOW, MIDDLE, HIGH, replace(OTHER, name="LOW"))),
        [
            'the rating "low" is named twice',
            'the key-question bands leave out the rating "LOW"',
            'the overall bands for the maximum 4 leave out the rating "LOW"',
            "there are no overall bands for the maximum 6, "
            "which is what the counted standards add up to",
        ],
    ),
    "ratings out of order": (
        replace(SOUND, ratings=(LOW, HIGH, MIDDLE)),
        [
            'the ratings are not in order: "Middle" (1) follows "High" (2) but does not score more',
            "the key-question bands are not in the order of the ratings, one for each",
            "the overall bands for the maximum 4 are not in the order of the ratings, one for each",
        ],
    ),
    "ratings of the same score": (
        replace(SOUND, ratings=(LOW, replace(MIDDLE, score=2), HIGH)),
        [
            'the ratings are not in order: "High" (2) follows "Middle" (2) but does not score more',
            'the key-question bands leave out the rating "Middle"',
            'the overall bands for the maximum 4 leave out the rating "Middle"',
        ],
    ),
    "a negative score": (
        replace(SOUND, ratings=(replace(LOW, score=-1), MIDDLE, HIGH)),
        [
            'the rating "Low" scores -1; a score must be 0 or more',
            'the key-question bands leave out the rating "Low"',
            'the overall bands for the maximum 4 leave out the rating "Low"',
        ],
    ),
    # key-question bands
    "no bands": (
        replace(SOUND, bands=()),
        [
            "there are no key-question bands",
            'the key-question bands leave out the rating "Low"',
            'the key-question bands leave out the rating "Middle"',
            'the key-question bands leave out the rating "High"',
        ],
    ),
    "a gap": (
        bands(("few", LOW, 0, 48), ("half", MIDDLE, 50, 74), ("most", HIGH, 75, 100)),
        ['the key-question bands leave out 49%, between "few" and "half"'],
    ),
    "a wide gap": (
        bands(("few", LOW, 0, 49), ("half", MIDDLE, 50, 60), ("most", HIGH, 75, 100)),
        ['the key-question bands leave out 61 to 74%, between "half" and "most"'],
    ),
    "an overlap": (
        bands(("few", LOW, 0, 50), ("half", MIDDLE, 50, 74), ("most", HIGH, 75, 100)),
        [
            'in the key-question bands, "few" and "half" overlap or are out of order: '
            "one ends at 50, the next begins at 50"
        ],
    ),
    "bands out of order": (
        bands(("half", MIDDLE, 50, 74), ("few", LOW, 0, 49), ("most", HIGH, 75, 100)),
        [
            'the key-question bands must begin at 0%; "half" begins at 50',
            'in the key-question bands, "half" and "few" overlap or are out of order: '
            "one ends at 74, the next begins at 0",
            'the key-question bands leave out 50 to 74%, between "few" and "most"',
            "the key-question bands are not in the order of the ratings, one for each",
        ],
    ),
    "ratings of the bands out of order": (
        bands(("few", MIDDLE, 0, 49), ("half", LOW, 50, 74), ("most", HIGH, 75, 100)),
        ["the key-question bands are not in the order of the ratings, one for each"],
    ),
    "a rating with two bands": (
        bands(
            ("few", LOW, 0, 49),
            ("half", MIDDLE, 50, 60),
            ("half again", MIDDLE, 61, 74),
            ("most", HIGH, 75, 100),
        ),
        ["the key-question bands are not in the order of the ratings, one for each"],
    ),
    "a band missing": (
        bands(("few", LOW, 0, 49), ("most", HIGH, 50, 100)),
        ['the key-question bands leave out the rating "Middle"'],
    ),
    "a band upside down": (
        bands(("few", LOW, 0, 49), ("half", MIDDLE, 74, 50), ("most", HIGH, 75, 100)),
        ['in the key-question bands, "half" runs from 74 to 50: the lowest is above the highest'],
    ),
    "the bands begin late": (
        bands(("few", LOW, 1, 49), ("half", MIDDLE, 50, 74), ("most", HIGH, 75, 100)),
        ['the key-question bands must begin at 0%; "few" begins at 1'],
    ),
    "the bands begin early": (
        bands(("few", LOW, -1, 49), ("half", MIDDLE, 50, 74), ("most", HIGH, 75, 100)),
        ['the key-question bands must begin at 0%; "few" begins at -1'],
    ),
    "the bands end early": (
        bands(("few", LOW, 0, 49), ("half", MIDDLE, 50, 74), ("most", HIGH, 75, 99)),
        ['the key-question bands must end at 100%; "most" ends at 99'],
    ),
    "the bands end late": (
        bands(("few", LOW, 0, 49), ("half", MIDDLE, 50, 74), ("most", HIGH, 75, 101)),
        ['the key-question bands must end at 100%; "most" ends at 101'],
    ),
    # overall bands
    "no overall bands": (
        replace(SOUND, overall=()),
        [
            "there are no overall bands for the maximum 4, "
            "which is what the counted standards add up to"
        ],
    ),
    "overall bands for another maximum only": (
        overall((LOW, 0, 1), (MIDDLE, 2, 2), (HIGH, 3, 5), maximum=5),
        [
            "there are no overall bands for the maximum 4, "
            "which is what the counted standards add up to"
        ],
    ),
    "overall bands twice": (
        replace(SOUND, overall=SOUND.overall * 2),
        ["overall bands for the maximum 4 appear twice"],
    ),
    "overall bands that are empty": (
        overall(),
        [
            "there are no overall bands for the maximum 4",
            'the overall bands for the maximum 4 leave out the rating "Low"',
            'the overall bands for the maximum 4 leave out the rating "Middle"',
            'the overall bands for the maximum 4 leave out the rating "High"',
        ],
    ),
    "an overall gap": (
        overall((LOW, 0, 0), (MIDDLE, 2, 2), (HIGH, 3, 4)),
        ['the overall bands for the maximum 4 leave out 1, between "Low" and "Middle"'],
    ),
    "an overall overlap": (
        overall((LOW, 0, 1), (MIDDLE, 1, 2), (HIGH, 3, 4)),
        [
            'in the overall bands for the maximum 4, "Low" and "Middle" overlap or are out of '
            "order: one ends at 1, the next begins at 1"
        ],
    ),
    "overall bands that begin late": (
        overall((LOW, 1, 1), (MIDDLE, 2, 2), (HIGH, 3, 4)),
        ['the overall bands for the maximum 4 must begin at 0; "Low" begins at 1'],
    ),
    "overall bands that end early": (
        overall((LOW, 0, 1), (MIDDLE, 2, 2), (HIGH, 3, 3)),
        ['the overall bands for the maximum 4 must end at 4; "High" ends at 3'],
    ),
    "an overall band missing": (
        overall((LOW, 0, 1), (HIGH, 2, 4)),
        ['the overall bands for the maximum 4 leave out the rating "Middle"'],
    ),
    "overall ratings out of order": (
        overall((MIDDLE, 0, 1), (LOW, 2, 2), (HIGH, 3, 4)),
        ["the overall bands for the maximum 4 are not in the order of the ratings, one for each"],
    ),
    "an overall band upside down": (
        overall((LOW, 0, 1), (MIDDLE, 2, 1), (HIGH, 2, 4)),
        [
            'in the overall bands for the maximum 4, "Middle" runs from 2 to 1: '
            "the lowest is above the highest"
        ],
    ),
    # domains, standards and key questions
    "a domain twice": (
        replace(SOUND, domains=(*SOUND.domains, Domain("2", "Again"))),
        [
            'the domain "2" appears twice',
            'the key question "2.1.1" has the theme "safe", which its domain does not have',
        ],
    ),
    "a standard twice": (
        standards(JUDGED, ASKED, replace(JUDGED, counted=False)),
        ['the standard "1.1" appears twice'],
    ),
    "a key question twice": (
        standards(JUDGED, replace(ASKED, key_questions=ASKED.key_questions[:1] * 2)),
        ['the key question "2.1.1" appears twice'],
    ),
    "a key question in two standards": (
        standards(JUDGED, ASKED, replace(ASKED, id="2.2", counted=False)),
        ['the key question "2.1.1" appears twice', 'the key question "2.1.2" appears twice'],
    ),
    "a standard in no domain": (
        standards(replace(JUDGED, domain="9"), ASKED),
        ['the standard "1.1" is in no known domain ("9")'],
    ),
    "a theme that the domain does not have": (
        standards(
            JUDGED, replace(ASKED, key_questions=(KeyQuestion("2.1.1", "Plans", "kindness"),))
        ),
        ['the key question "2.1.1" has the theme "kindness", which its domain does not have'],
    ),
    "a theme in no known domain": (
        standards(JUDGED, replace(ASKED, domain="9")),
        [
            'the key question "2.1.1" has the theme "safe", which its domain does not have',
            'the standard "2.1" is in no known domain ("9")',
        ],
    ),
    "rated by key questions without any": (
        standards(JUDGED, replace(ASKED, key_questions=())),
        ['the standard "2.1" is rated by key questions but has none'],
    ),
    "two questions in one theme": (
        standards(
            JUDGED,
            replace(
                ASKED,
                key_questions=(*ASKED.key_questions, KeyQuestion("2.1.9", "Twice", "safe")),
            ),
        ),
        ['the standard "2.1" has two key questions with the theme "safe"'],
    ),
    "a theme twice": (
        replace(
            SOUND,
            domains=tuple(
                replace(domain, themes=(*domain.themes, *domain.themes[:1]))
                for domain in SOUND.domains
            ),
        ),
        ['the domain "2" has the theme "safe" twice'],
    ),
    "judged with key questions": (
        standards(replace(JUDGED, key_questions=(KeyQuestion("1.1.1", "Leads"),)), ASKED),
        ['the standard "1.1" is judged but has key questions'],
    ),
    "judged with discretion": (
        standards(replace(JUDGED, discretion=True), ASKED),
        [
            'the standard "1.1" is judged, so no criterion of discretion can be met; '
            "set discretion = false"
        ],
    ),
    "nothing counted": (
        standards(replace(JUDGED, counted=False), replace(ASKED, counted=False)),
        [
            "there are no overall bands for the maximum 0, "
            "which is what the counted standards add up to",
            "no standard is counted, so there is no score",
        ],
    ),
    # criteria
    "negative points": (
        replace(SOUND, criteria=replace(SOUND.criteria, points=-1)),
        ["the criterion near boundary has -1 points; it must be 0 or more"],
    ),
    "negative cases": (
        replace(SOUND, criteria=replace(SOUND.criteria, cases=-1)),
        ["the criterion small sample has -1 cases; it must be 0 or more"],
    ),
}


PARTS = {"ratings", "bands", "overall", "domains", "standards", "discretion"}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_says_where_it_is_and_what_to_do(name: str) -> None:
    scheme, _ = FAULTS[name]
    for each in scheme_faults(scheme):
        assert each.part in PARTS
        assert each.place
        assert each.remedy.endswith(".")


@pytest.mark.parametrize("name", FAULTS)
def test_fault(name: str) -> None:
    scheme, sentences = FAULTS[name]
    assert [each.fault for each in scheme_faults(scheme)] == sentences


@pytest.mark.parametrize(
    "scheme",
    [
        SOUND,
        *SHIPPED,
        replace(SOUND, criteria=Criteria(0, 0, one_judgement=False, ties=Ties.ALL)),
        replace(SOUND, standards=(JUDGED, replace(ASKED, discretion=False))),
    ],
    ids=["sound", "youth-2018", "youth-2021", "criteria of nothing", "closed to discretion"],
)
def test_sound(scheme: Scheme) -> None:
    assert scheme_faults(scheme) == ()


def test_every_fault_of_a_scheme_is_said_at_once() -> None:
    broken = replace(
        bands(("few", LOW, 1, 49), ("half", MIDDLE, 50, 74), ("most", HIGH, 75, 99)),
        criteria=replace(SOUND.criteria, points=-1, cases=-2),
        domains=(),
    )
    assert [each.fault for each in scheme_faults(broken)] == [
        'the key-question bands must begin at 0%; "few" begins at 1',
        'the key-question bands must end at 100%; "most" ends at 99',
        'the standard "1.1" is in no known domain ("1")',
        'the key question "2.1.1" has the theme "safe", which its domain does not have',
        'the standard "2.1" is in no known domain ("2")',
        "the criterion near boundary has -1 points; it must be 0 or more",
        "the criterion small sample has -2 cases; it must be 0 or more",
    ]
