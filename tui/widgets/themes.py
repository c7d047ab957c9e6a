"""Our looks as themes of Textual, whose own fields and scrollbars follow them."""

from textual.theme import Theme

from tui.drawing.look import Look


def theme_of(look: Look) -> Theme:
    """Give a look as a theme that Textual's own widgets follow."""
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
