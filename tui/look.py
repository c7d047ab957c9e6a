"""The look: three themes of our own, and the style of everything that is drawn line by line.

Weight and reverse come before colour; colour only supports a word or a shape.
"""

from dataclasses import dataclass, field
from functools import cached_property

from rich.style import Style


@dataclass(frozen=True)
class Look:
    """The colours of one theme, as #rrggbb. `ratings` run from the lowest to the highest."""

    name: str
    title: str
    dark: bool
    ground: str
    raised: str
    chosen: str
    text: str
    quiet: str
    rule: str
    accent: str
    attention: str
    settled: str
    alarm: str
    ratings: tuple[str, str, str, str]
    _made: dict[str, Style] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _named(self) -> dict[str, Style]:
        return {
            "text": Style(color=self.text),
            "quiet": Style(color=self.quiet),
            "strong": Style(color=self.text, bold=True),
            "rule": Style(color=self.rule),
            "accent": Style(color=self.accent, bold=True),
            "attention": Style(color=self.attention),
            "loud": Style(color=self.attention, bold=True),
            "settled": Style(color=self.settled, bold=True),
            "alarm": Style(color=self.alarm, bold=True),
            "shout": Style(color=self.ground, bgcolor=self.alarm, bold=True),
            "banner": Style(color=self.ground, bgcolor=self.attention, bold=True),
            "pill": Style(color=self.ground, bgcolor=self.text, bold=True),
            "cell": Style(color=self.ground, bgcolor=self.accent, bold=True),
            "key": Style(color=self.text, bold=True),
        }

    def rating_colour(self, place: int, of: int) -> str:
        """Give the colour of the rating at `place` (0 lowest) among `of` ratings."""
        return self.ratings[round(place * (len(self.ratings) - 1) / max(1, of - 1))]

    def style(self, name: str, chosen: bool = False) -> Style:
        """Give the style of a name; `rating 1 of 4` styles a rating; `chosen` for a chosen row."""
        key = f"{name}!" if chosen else name
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
    ground="#0f1419",
    raised="#182028",
    chosen="#223343",
    text="#e8ecef",
    quiet="#a9b4be",
    rule="#6f7d8a",
    accent="#8fd0ff",
    attention="#ffc857",
    settled="#8ee0b0",
    alarm="#ff9a8c",
    ratings=("#ff9a7b", "#f3d25c", "#7fc4ff", "#d7b4ff"),
)
LIGHT = Look(
    name="panel-light",
    title="light",
    dark=False,
    ground="#fbfbf9",
    raised="#f0f1ee",
    chosen="#d9e7f3",
    text="#14181c",
    quiet="#454d55",
    rule="#7c8791",
    accent="#004a86",
    attention="#6a4300",
    settled="#00513a",
    alarm="#96130a",
    ratings=("#8f1d0c", "#624600", "#004a86", "#5a2489"),
)
CONTRAST = Look(
    name="panel-contrast",
    title="high contrast",
    dark=True,
    ground="#000000",
    raised="#000000",
    chosen="#003a66",
    text="#ffffff",
    quiet="#ffffff",
    rule="#b8b8b8",
    accent="#7de3ff",
    attention="#ffe14d",
    settled="#7dffb0",
    alarm="#ffb3a8",
    ratings=("#ffab91", "#ffe14d", "#8fd3ff", "#e3c7ff"),
)
LOOKS = {look.name: look for look in (DARK, LIGHT, CONTRAST)}
