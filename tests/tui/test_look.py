"""The look: contrast, colours that stay apart, and every meaning by word or shape too."""

import re
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from rich.style import Style

from core.scheme import Scheme
from core.scorecard import Considered
from tests.tui.colours import SIGHT, Lab, contrast, difference, least_difference, luminance
from tests.tui.meeting import COMMON, INSPECTIONS, NORTH_SOMERSET, copy_of, laid_out, meeting
from tui.commands.availability import Situation
from tui.drawing.look import DARK, LOOKS, Look, look_for_terminal
from tui.widgets.line_widget import Lines

TEXT, MARK, APART = 7.0, 3.0, 12.0
ROOT = Path(__file__).parents[2]
STYLES = (
    "text",
    "quiet",
    "strong",
    "accent",
    "attention",
    "loud",
    "settled",
    "alarm",
    "key",
    *(f"rating {place} of 4" for place in range(4)),
)
REVERSED = ("shout", "banner", "pill", "cell")
looks = pytest.mark.parametrize("look", LOOKS.values(), ids=lambda look: look.title)


def colours(style: Style) -> tuple[str, str | None]:
    """Return the colour of the letters, and of their ground where the style has its own."""
    assert style.color is not None
    letters = style.color.get_truecolor().hex
    ground = style.bgcolor.get_truecolor().hex if style.bgcolor is not None else None
    if style.reverse:
        assert ground is not None
        return ground, letters
    return letters, ground


class TestTheFormulas:
    def test_contrast_is_that_of_wcag(self) -> None:
        assert contrast("#000000", "#ffffff") == pytest.approx(21)
        assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
        assert luminance("#808080") == pytest.approx(0.2159, abs=0.0001)

    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            # From the table of test data in Sharma, Wu and Dalal (2005).
            (Lab(50, 2.6772, -79.7751), Lab(50, 0, -82.7485), 2.0425),
            (Lab(50, -1.3802, -84.2814), Lab(50, 0, -82.7485), 1.0000),
            (Lab(50, 0, 0), Lab(50, -1, 2), 2.3669),
            (Lab(50, 2.4900, -0.0010), Lab(50, -2.4900, 0.0009), 7.1792),
            (Lab(50, 2.4900, -0.0010), Lab(50, -2.4900, 0.0011), 7.2195),
            (Lab(50, 2.5, 0), Lab(73, 25, -18), 27.1492),
            (Lab(60.2574, -34.0099, 36.2677), Lab(60.4626, -34.1751, 39.4387), 1.2644),
            (Lab(63.0109, -31.0961, -5.8663), Lab(62.8187, -29.7946, -4.0864), 1.2630),
            (Lab(2.0776, 0.0795, -1.1350), Lab(0.9033, -0.0636, -0.5514), 0.9082),
        ],
    )
    def test_the_difference_is_ciede2000(self, one: Lab, other: Lab, expected: float) -> None:
        assert difference(one, other) == pytest.approx(expected, abs=0.0001)

    def test_the_simulation_takes_colours_away(self) -> None:
        """Red and green of one kind come close for the two that confuse them, and only for them."""
        alike = ("#b06a00", "#6f8a00")
        assert least_difference(alike, "full") > 25
        assert least_difference(alike, "deuteranopia") < 12
        assert least_difference(alike, "tritanopia") > 20


@looks
@pytest.mark.parametrize("chosen", [False, True], ids=["plain", "chosen"])
def test_text_has_a_contrast_of_seven_on_every_ground(look: Look, chosen: bool) -> None:
    for name in STYLES:
        letters, own = colours(look.style(name, chosen))
        grounds = [own] if own is not None else [look.ground, look.raised]
        assert (own == look.chosen) == chosen
        for ground in grounds:
            assert contrast(letters, ground) >= TEXT, f"{name} on {ground}"


@looks
@pytest.mark.parametrize("chosen", [False, True], ids=["plain", "chosen"])
def test_what_is_reversed_has_a_contrast_of_seven_and_stands_out(look: Look, chosen: bool) -> None:
    for name in REVERSED:
        letters, ground = colours(look.style(name, chosen))
        assert ground is not None
        assert contrast(letters, ground) >= TEXT, name
        for around in (look.ground, look.raised, look.chosen):
            assert contrast(ground, around) >= MARK, name


@looks
def test_lines_have_a_contrast_of_three(look: Look) -> None:
    for ground in (look.ground, look.raised, look.chosen):
        assert contrast(look.rule, ground) >= MARK
    assert contrast(colours(look.style("rule", True))[0], look.chosen) >= MARK


@looks
@pytest.mark.parametrize("sight", SIGHT)
def test_the_ratings_stay_apart(look: Look, sight: str) -> None:
    """From each other and from plain text, with full sight and without one kind of cone."""
    assert least_difference((*look.ratings, look.text), sight) >= APART


@looks
def test_what_is_not_the_meeting_as_it_is_looks_like_no_alarm(look: Look) -> None:
    for sight in SIGHT:
        assert least_difference((look.attention, look.alarm), sight) >= APART / 2
    assert look.style("banner") != look.style("shout")


@looks
def test_weight_and_reverse_tell_more_than_colour(look: Look) -> None:
    for name in REVERSED:
        assert look.style(name).reverse
        assert look.style(name).bold
    for name in ("strong", "accent", "loud", "alarm", "key", "rating 0 of 4"):
        assert look.style(name).bold
    for name in ("text", "quiet", "rule", "attention", "settled"):
        assert not look.style(name).bold
    assert look.style("text", chosen=True).bold


@looks
def test_only_ratings_have_a_hue_of_their_own(look: Look) -> None:
    plain = {colours(look.style(name))[0] for name in ("text", "strong", "accent", "loud", "key")}
    assert plain == {look.text}
    hues = {*look.ratings, look.attention, look.alarm, look.text, look.quiet}
    assert len(hues) == 8 - (look.quiet == look.text)


def test_every_number_of_ratings_has_its_colours() -> None:
    for count in range(2, 8):
        shown = [DARK.rating_colour(place, count) for place in range(count)]
        assert shown[0] == DARK.ratings[0]
        assert shown[-1] == DARK.ratings[-1]
        assert [DARK.ratings.index(colour) for colour in shown] == sorted(
            DARK.ratings.index(colour) for colour in shown
        )


def test_every_style_that_is_drawn_exists() -> None:
    """A name that no look knows would end the meeting."""
    known = {*STYLES, *REVERSED, "rule"}
    drawn = re.compile(r"Piece\([^()]*(?:\([^()]*\)[^()]*)*, \"([a-z]+)\"\)")
    for path in sorted((ROOT / "tui").glob("*.py")):
        found = set(drawn.findall(path.read_text(encoding="utf-8")))
        assert found <= known, f"{path.name}: {found - known}"


async def test_no_widget_brings_colours_of_its_own(tmp_path: Path) -> None:
    """Whatever Textual draws is in the colours of the look: fields, cursors, scrollbars."""
    for look in LOOKS.values():
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
            room.app.theme = look.name
            await room.press("question_mark")
            await room.see("Select the standard above")
            for widget in room.app.screen.query("*"):
                if isinstance(widget, Lines):
                    continue
                ground = widget.background_colors[1].hex.lower()
                assert ground in (look.ground, look.raised, look.chosen), widget
            assert room.app.screen.query_one("#scroll").styles.scrollbar_color.hex.lower() in (
                look.quiet,
                look.text,
            )


def words_of(scheme: Scheme) -> set[str]:
    return {rating.name for rating in scheme.ratings} | {rating.short for rating in scheme.ratings}


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("name", INSPECTIONS)
def test_what_colour_says_stands_there_as_a_word_or_a_shape(
    name: str, size: tuple[int, int]
) -> None:
    """Without any colour: the rating's word, the lowest's mark, the flag's mark and word."""
    from tests.tui.meeting import drawn

    given = laid_out(name)
    ratings = words_of(given.scorecard.scheme)
    for row in drawn(given, size).rows:
        if row.standard is None:
            continue
        score = given.scorecard.standard(row.standard)
        pieces = row.line.pieces
        names = [p.text.strip() for p in pieces if p.style.startswith("rating")]
        assert ratings & set(names), "the rating stands there as a word"
        for piece, after in zip(pieces, [*pieces[1:], None], strict=True):
            if "%" in piece.text and piece.style.startswith("rating"):
                assert after is not None
                assert "◂" in after.text
        state = row.line.text.rstrip()
        if score.considered is Considered.NOT_YET and score in given.scorecard.open_standards:
            assert re.search(r"⚑ (near|1|one|few|\d+%)", state)


def test_the_keys_are_bold_and_their_labels_are_not() -> None:
    from tui.drawing.layout import key_line
    from tui.state.scene import Scene
    from tui.state.view import first_view

    given = laid_out(NORTH_SOMERSET)
    shown = key_line(Situation(Scene(given, first_view(given.scorecard))), 120)
    assert {piece.style for piece in shown.pieces} == {"key", "quiet"}
    assert shown.pieces[-2].text.strip() == "q"


# The sixteen colours of xterm and of the Linux console.
PALETTES = {
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
    "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    "console": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa "
    "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
}


def of_sixteen(colour: str, palette: str) -> str:
    """Return what a terminal with sixteen colours makes of a colour."""
    number = Color.parse(colour).downgrade(ColorSystem.STANDARD).number
    assert number is not None
    return f"#{PALETTES[palette].split()[number]}"


@looks
@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("chosen", [False, True], ids=["plain", "chosen"])
def test_sixteen_colours_are_enough(look: Look, palette: str, chosen: bool) -> None:
    few = look_for_terminal(look, "standard")
    plain = of_sixteen(colours(few.style("text", chosen))[0], palette)
    for name in STYLES:
        letters, own = colours(few.style(name, chosen))
        shown, ground = (of_sixteen(each, palette) for each in (letters, own or few.ground))
        assert name == "alarm" or contrast(shown, ground) >= 4.5, name
        if name.startswith("rating"):
            assert shown == plain, name
    ground = of_sixteen(few.ground, palette)
    assert of_sixteen(few.chosen, palette) != ground


@looks
def test_without_colours_no_rating_is_dimmer_than_its_neighbours(look: Look) -> None:
    grey = look_for_terminal(look, "truecolor", colours=False)
    assert {colours(grey.style(f"rating {place} of 4"))[0] for place in range(4)} == {look.text}


async def test_a_person_who_wants_no_colours_gets_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        assert room.app.look.name == "panel-dark-grey"
