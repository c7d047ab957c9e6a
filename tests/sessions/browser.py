"""Headless Chromium with axe-core, for tests of the pages; what is missing where it is not here."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Packages that carry axe-core, the newest first.
CARRIERS = ("axe_playwright_python", "axe_core_python")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RESULT = "axe-result"
RUN = """
<script>%s</script>
<script>
axe.run(document, {runOnly: {type: "tag", values: %s}}).then(found => {
  const result = document.createElement("pre");
  result.id = "%s";
  result.textContent = JSON.stringify({violations: found.violations, passes: found.passes.length});
  document.body.appendChild(result);
});
</script>
"""


def chromium() -> str | None:
    """Return the path of Chromium, if it is installed."""
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def axe_source() -> str | None:
    """Return axe-core's script, if a package that carries it is installed."""
    for package in CARRIERS:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
            script = Path(folder) / "axe.min.js"
            if script.is_file():
                return script.read_text(encoding="utf-8")
    return None


def missing() -> str:
    """Say what is missing for these tests; "" where everything is here."""
    if chromium() is None:
        return "Chromium is not installed"
    return "" if axe_source() is not None else "axe-core is not installed (make .venv/dev.stamp)"


def violations(page: bytes, folder: Path, *switches: str) -> Sequence[dict[str, Any]]:
    """Return what axe-core finds wrong with a page; it must have looked at something."""
    script = axe_source()
    assert script is not None
    # The page forbids scripts; axe-core needs one.
    text = page.decode().replace("default-src 'none';", "script-src 'unsafe-inline';")
    text = text.replace("</body>", RUN % (script, json.dumps(TAGS), RESULT) + "</body>")
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    run = subprocess.run(
        [
            chromium() or "",
            *("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=60000"),
            f"--user-data-dir={folder / 'profile'}",
            *switches,
            "--dump-dom",
            path.as_uri(),
        ],
        # Chromium does not run on a clock that a library has moved, and no page depends on the day.
        env={name: value for name, value in os.environ.items() if name != "LD_PRELOAD"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    _, found, rest = run.stdout.partition(f'<pre id="{RESULT}">')
    assert found, run.stderr
    result = json.loads(unescape(rest.partition("</pre>")[0]))
    assert result["passes"] > 10
    return list(result["violations"])
