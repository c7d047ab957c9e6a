"""The user's own keys: `keys.toml` in the settings folder, command by command."""

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from textual.keys import KEY_NAME_REPLACEMENTS

from sessions.text.problems import Problem, Unusable
from sessions.toml.read import read_toml
from sessions.toml.table_reader import Problems, TableReader
from tui.commands.availability import Keys, key_name
from tui.commands.registry import COMMANDS


def key_map_path() -> Path:
    """Return the place of the key map; RATINGS_PANEL_CONFIG overrides the settings folder."""
    given = os.environ.get("RATINGS_PANEL_CONFIG")
    if given:
        return Path(given) / "keys.toml"
    from platformdirs import user_config_path

    return user_config_path("ratings-panel") / "keys.toml"


def read_keys(path: Path) -> tuple[Keys, tuple[Problem, ...]]:
    """Read the key map; without a file, or where it is wrong, the keys are the program's own.

    Each unknown command, unknown key and key with two meanings is a problem.
    """
    if not path.exists():
        return Keys(), ()
    try:
        table, _ = read_toml(path)
    except Unusable as unusable:
        return Keys(), unusable.problems
    problems = Problems(str(path))
    top = TableReader(table, problems)
    changed: dict[str, tuple[str, ...]] = {}
    given = top.child("keys")
    if given is not None:
        for command in COMMANDS:
            if given.has(command.id):
                changed[command.id] = tuple(
                    _key(name) for name in given.names(command.id) if name.strip()
                )
        given.finish()
    top.finish()
    keys = Keys(changed)
    for key, ids in _clashes(keys):
        problems.add(
            "keys", f"{key_name(key)} is the key of {' and of '.join(ids)}", "Change one of them."
        )
    found = tuple(problems.found)
    return (Keys(), found) if found else (keys, ())


def _key(name: str) -> str:
    """Return Textual's name of a key that the key map names by its character or by its name."""
    name = name.strip()
    if len(name) > 1:
        return name.lower()
    if name.isalnum():
        return name
    named = unicodedata.name(name, name).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(named, named)


def _clashes(keys: Keys) -> Iterable[tuple[str, list[str]]]:
    """Yield each key that stands for two commands of one mode, with their names."""
    used: dict[str, list[str]] = {}
    by_id = {command.id: command for command in COMMANDS}
    for command in COMMANDS:
        for key in keys.of(command):
            others = [each for each in used.get(key, []) if by_id[each].modes & command.modes]
            used.setdefault(key, []).append(command.id)
            if others:
                yield key, [*others, command.id]
