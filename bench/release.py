"""Prepare a release: set the version, and date its heading in the changelog."""

import re
import sys
from pathlib import Path

from sessions import clock

ROOT = Path(__file__).parents[1]
CHANGELOG = ROOT / "CHANGELOG.md"
VERSION_FILE = ROOT / "sessions" / "__init__.py"
VERSION = re.compile(r"\d+\.\d+\.\d+")


def main(arguments: list[str]) -> int:
    """Change both files; return the exit status."""
    if len(arguments) != 1 or not VERSION.fullmatch(arguments[0]):
        print("Give the version: make release VERSION=1.2.3", file=sys.stderr)
        return 2
    version = arguments[0]
    changes = CHANGELOG.read_text(encoding="utf-8")
    dated = changes.replace(
        f"## {version} (unreleased)", f"## {version} ({clock.today():%Y-%m-%d})", 1
    )
    if dated == changes:
        print(f'CHANGELOG.md has no heading "## {version} (unreleased)".', file=sys.stderr)
        return 1
    code = VERSION_FILE.read_text(encoding="utf-8")
    VERSION_FILE.write_text(
        re.sub(r'__version__ = ".*"', f'__version__ = "{version}"', code), encoding="utf-8"
    )
    CHANGELOG.write_text(dated, encoding="utf-8")
    print(f"Version {version} is set, and dated in the changelog.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
