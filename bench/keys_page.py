"""Makes docs/keys.md from the registry of commands: `python -m bench.keys_page`."""

from pathlib import Path

from tui.commands.availability import key_name
from tui.commands.registry import COMMANDS
from tui.dialogs.help import DECISION_KEYS

PAGE = Path(__file__).parent.parent / "docs" / "keys.md"
HEAD = """\
# Keys

Made from the program's own registry by `make pictures`. The same list is in the program under `?`.

"""
TAIL = """
## Your own keys

`keys.toml` in the program's settings folder changes keys by the command's name, the last column
above. (Linux: `~/.config/ratings-panel`; Windows: `%LOCALAPPDATA%\\ratings-panel`; macOS:
`~/Library/Application Support/ratings-panel`; the variable `RATINGS_PANEL_CONFIG` names another
folder.)

```toml
[keys]
decide = "e"
next = [">", "f5"]
```

A name that is no command, and a key that would stand for two commands of one view, are named at the
foot of the screen, and the program's own keys stay.
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
