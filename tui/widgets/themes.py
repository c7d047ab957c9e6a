"""Our looks as themes of Textual, whose own fields and scrollbars follow them."""

from typing import Any

from textual.app import App
from textual.theme import Theme

from tui.drawing.look import DARK, LOOKS, Look, look_for_terminal


def theme_of(look: Look) -> Theme:
    """Return a look as a theme that Textual's own widgets follow."""
    return Theme(
        name=look.name,
        primary=look.text,
        secondary=look.text,
        warning=look.attention,
        error=look.alarm,
        success=look.text,
        accent=look.text,
        foreground=look.text,
        background=look.ground,
        surface=look.raised,
        panel=look.raised,
        dark=look.dark,
        variables={
            "chosen": look.chosen,
            "quiet": look.quiet,
            "rule": look.rule,
            "input-cursor-background": look.text,
            "input-cursor-foreground": look.ground,
            "input-selection-background": look.chosen,
        },
    )


def register_themes(app: App[Any]) -> None:
    """Register every look as a theme of an application, in the colours of its terminal."""
    for look in LOOKS.values():
        theme = theme_of(
            look_for_terminal(look, app.console.color_system, colours=not app.no_color)
        )
        theme.name = look.name
        app.register_theme(theme)


def look_of(app: App[Any]) -> Look:
    """Return the look of the theme in use."""
    look = LOOKS.get(app.theme, DARK)
    return look_for_terminal(look, app.console.color_system, colours=not app.no_color)


def use_next_theme(app: App[Any]) -> None:
    """Change to the next of our themes."""
    names = list(LOOKS)
    place = names.index(app.theme) if app.theme in names else -1
    app.theme = names[(place + 1) % len(names)]
