"""Start `ratings-panel` with its own packages, whatever else Python could find under their names.

`core`, `sessions` and `tui` are names that other projects use too. A folder of another project on
`PYTHONPATH` comes before the installed packages, so the names are looked up here first.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

OWN_PACKAGES = ("core", "sessions", "tui")
FOLDER = str(Path(__file__).absolute().parent)

INTERRUPTED, UNEXPECTED = 130, 70


class OwnPackages:
    """Finds the program's packages beside this file, and nothing else."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where one of the program's packages is; None for any other module."""
        return PathFinder.find_spec(name, [FOLDER]) if name in OWN_PACKAGES else None


def run() -> int:
    """Do what the command line asks for and return the exit status."""
    sys.meta_path.insert(0, OwnPackages)
    try:
        # Ctrl+C may come while the program is still being loaded.
        from tui.cli.environment import prepare
        from tui.cli.main import main

        prepare()
        return main(sys.argv[1:])
    except KeyboardInterrupt:
        return INTERRUPTED
    except ImportError as error:
        missing = ascii(error.name or str(error))
        sys.stderr.write(
            f"ratings-panel: the installation is incomplete: {missing} cannot be loaded. "
            "Install ratings-panel again.\n"
        )
        return UNEXPECTED


if __name__ == "__main__":
    raise SystemExit(run())
