"""The look: three themes of our own, and the style of everything that is drawn line by line.

Weight and reverse come before colour. Only ratings have hues of their own, apart from one for what
differs from the meeting as it is (a what-if, the history) and one for an alarm. No hue is used
without a word or a shape that means the same.
"""

from functools import cached_property

from rich.style import Style

from core.value import Value, replace

CHOSEN = "!"


class Look(Value):
    """The colours of one theme, as #rrggbb. `ratings` run from the lowest to the highest.

    `chosen` is the ground of the cursor's row; `rule` draws lines, never letters.
    """

    name: str
    title: str
    dark: bool
    ground: str
    raised: str
    chosen: str
    text: str
    quiet: str
    rule: str
    attention: str
    alarm: str
    ratings: tuple[str, str, str, str]

    @cached_property
    def _made(self) -> dict[str, Style]:
        return {}

    @cached_property
    def _named(self) -> dict[str, Style]:
        plain = Style(color=self.text)
        strong = Style(color=self.text, bold=True)
        return {
            "text": plain,
            "quiet": Style(color=self.quiet),
            "strong": strong,
            "rule": Style(color=self.rule),
            "accent": strong,
            "attention": plain,
            "loud": strong,
            "settled": plain,
            "key": strong,
            "alarm": Style(color=self.alarm, bold=True),
            "shout": self._reversed(self.alarm),
            "banner": self._reversed(self.attention),
            "pill": self._reversed(self.text),
            "cell": self._reversed(self.text),
        }

    def _reversed(self, colour: str) -> Style:
        """Reverse video proper, so that a terminal without colours shows it too."""
        return Style(color=colour, bgcolor=self.ground, bold=True, reverse=True)

    def rating_colour(self, place: int, of: int) -> str:
        """Return the colour of the rating at `place` (0 lowest) among `of` ratings."""
        return self.ratings[round(place * (len(self.ratings) - 1) / max(1, of - 1))]

    def style(self, name: str, chosen: bool = False) -> Style:
        """Return the style of a name; `rating 1 of 4` styles a rating.

        `chosen`, or the mark CHOSEN after the name: as it is in a chosen row.
        """
        name = name.removesuffix(CHOSEN) if (marked := name.endswith(CHOSEN)) else name
        chosen = chosen or marked
        key = name + CHOSEN if chosen else name
        made = self._made.get(key)
        if made is None:
            made = self._make(name)
            if chosen and made.bgcolor is None:
                quiet = name in ("quiet", "rule")
                over = Style(bgcolor=self.chosen, bold=not quiet or None)
                made = (made if not quiet else Style(color=self.text)) + over
            self._made[key] = made
        return made

    def _make(self, name: str) -> Style:
        if name.startswith("rating "):
            _, place, _, of = name.split()
            return Style(color=self.rating_colour(int(place), int(of)), bold=True)
        return self._named[name]


DARK = Look(
    name="panel-dark",
    title="dark",
    dark=True,
    ground="#0d1216",
    raised="#151c23",
    chosen="#1c2a37",
    text="#eceff1",
    quiet="#aab4bd",
    rule="#73818e",
    attention="#ffc14d",
    alarm="#ff9d94",
    ratings=("#f5a16c", "#fbe645", "#84b8f4", "#a1ffc1"),
)
LIGHT = Look(
    name="panel-light",
    title="light",
    dark=False,
    ground="#fdfdfb",
    raised="#f4f5f2",
    chosen="#e4eef7",
    text="#14181c",
    quiet="#464e56",
    rule="#77828c",
    attention="#4a3300",
    alarm="#a00020",
    ratings=("#5c0000", "#714400", "#182ba3", "#245351"),
)
CONTRAST = Look(
    name="panel-contrast",
    title="high contrast",
    dark=True,
    ground="#000000",
    raised="#000000",
    chosen="#00305c",
    text="#ffffff",
    quiet="#ffffff",
    rule="#b8b8b8",
    attention="#ffe14d",
    alarm="#ffb3a8",
    ratings=("#ffa970", "#feed11", "#9fc4e6", "#90ffc0"),
)
LOOKS = {look.name: look for look in (DARK, LIGHT, CONTRAST)}


def _without_hues(look: Look, kind: str, chosen: str) -> Look:
    """Return a look in which words, weight and reverse do what colours did.

    No rating may be dimmer than its neighbours, and quiet text no dimmer than a few colours allow.
    Of sixteen colours the nearest to the light theme's lines is a light grey, unseen on white.
    """
    return replace(
        look,
        name=f"{look.name}-{kind}",
        chosen=chosen,
        quiet=look.text,
        rule=look.rule if look.dark else look.quiet,
        attention=look.text,
        ratings=(look.text, look.text, look.text, look.text),
    )


# Each terminal with 16 colours has its own: "brown" may be a bright yellow. Blue and light grey are
# dark and light in all of them.
_CHOSEN_16 = {True: "#0000cd", False: "#d3d3d3"}
SIXTEEN = {name: _without_hues(look, "16", _CHOSEN_16[look.dark]) for name, look in LOOKS.items()}
GREY = {name: _without_hues(look, "grey", look.chosen) for name, look in LOOKS.items()}
_BY_NAME = {look.name: look for looks in (LOOKS, SIXTEEN, GREY) for look in looks.values()}


def look_for_terminal(look: Look, colour_system: str | None, *, colours: bool = True) -> Look:
    """Return the look for what a terminal can show; `colours`: whether the user wants colours."""
    if not colours:
        return GREY[look.name]
    return SIXTEEN[look.name] if colour_system == "standard" else look


def look_named(name: str) -> Look:
    """Return a look by its name."""
    return _BY_NAME[name]
