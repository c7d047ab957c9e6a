"""Makes docs/keys.md from the registry of commands: `python -m bench.keys_page`."""

from pathlib import Path

from tui.commands.availability import key_name
from tui.commands.registry import COMMANDS
from tui.dialogs.help import DECISION_KEYS

PAGE = Path(__file__).parent.parent / "docs" / "keys.md"
HEAD = """\
# Keys

This page is made from the program's own list of commands, which is also in the program under `?`.

"""
TAIL = """
## In dialogs

The foot of each dialog names the keys that apply. Among them are:

| key | does |
|---|---|
| Ctrl+A | Enter everybody present. |
| → End | Complete a name. |
| Ctrl+G | In a decision: draft the published wording. |
| Ctrl+O Ctrl+R | In the meeting details: add an interest, remove the last one. |
| Ctrl+N | In the meeting details: clear the names remembered on this computer. |

## Your own keys

You can give a command other keys, by its name in the last column of the tables, in the file
`keys.toml` in the program's settings folder. On Linux the folder is `~/.config/ratings-panel`, on
Windows `%LOCALAPPDATA%\\ratings-panel`, on macOS `~/Library/Application Support/ratings-panel`. The
variable `RATINGS_PANEL_CONFIG` names another folder.

```toml
[keys]
decide = "e"
next = [">", "f5"]
```

If a name is not that of a command, or a key would stand for two commands in one view, the foot of
the screen says so, and the program's own keys stay.
"""


def keys_page() -> str:
    """Return the page: a table for each group of commands."""
    parts = [HEAD]
    for group in dict.fromkeys(command.group for command in COMMANDS):
        parts.append(f"## {group}\n\n| key | does | name |\n|---|---|---|\n")
        for command in COMMANDS:
            if command.group == group:
                keys = " ".join(f"`{key_name(key)}`" for key in command.keys)
                parts.append(f"| {keys} | {command.help} | `{command.id}` |\n")
        parts.append("\n")
    parts.append("## In a decision\n\n| key | does |\n|---|---|\n")
    parts += [f"| {keys} | {words} |\n" for keys, words in DECISION_KEYS]
    return "".join(parts) + TAIL


def main() -> None:
    """Write the page."""
    PAGE.write_text(keys_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
