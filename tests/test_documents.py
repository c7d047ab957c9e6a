"""What README and the guides show is what one can type, and the modules they name are there."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tui.cli.arguments import program_parser
from tui.cli.main import main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINKED = [*PAGES, ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
NEEDS_TERMINAL = "The screen needs a terminal"


def calls_of(page: Path) -> list[list[str]]:
    """The program's calls in a page's shell blocks, as a shell would split them, up to a pipe."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    calls = (shlex.split(line.partition("|")[0], comments=True) for line in lines)
    return [words[1:] for words in calls if words[:1] == ["ratings-panel"]]


def globbed(words: list[str]) -> list[str]:
    """Do what the shell does with `*`."""
    found = []
    for word in words:
        found += sorted(map(str, Path().glob(word))) if "*" in word else [word]
    return found


@pytest.mark.parametrize(
    "page", [page for page in PAGES if calls_of(page)], ids=lambda page: page.name
)
def test_every_call_shown_works_as_it_stands(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(
        ROOT / "fixtures", tmp_path / "fixtures", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RATINGS_PANEL_STATE", str(tmp_path / "state"))
    for words in calls_of(page):
        status = main(globbed(words))
        said = capsys.readouterr()
        if status == 2:
            assert NEEDS_TERMINAL in said.err, words
            continue
        # A template that is not filled in yet: `check` says what is missing.
        assert status == (1 if "is still the template's placeholder" in said.out else 0), (
            words,
            said.err,
        )
        assert not said.err, words


def anchors_of(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", LINKED, ids=lambda page: page.name)
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        leads_to = page.parent / name if name else page
        assert leads_to.exists(), target
        assert not anchor or anchor in anchors_of(leads_to), target


def test_the_modules_that_are_named_are_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = re.findall(
        r"`([a-z_]+(?:[./][a-z_0-9]+)*)`", re.sub(r"```.*?```", "", text, flags=re.S)
    )
    places = ("core", "sessions", "tui", "fixtures", "tests", "bench")
    files = [ROOT / "ratings_panel.py"]
    files += [path for place in places for path in (ROOT / place).rglob("*.py")]
    modules = {path.stem for path in files}
    folders = {path.parent.name for path in files} | {"schemes"}
    commands = {*program_parser().commands, "make", "sys.modules", "rule_cases.toml"}
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    for name in set(named) - commands:
        last = re.split(r"[./]", name)[-1]
        there = last in modules | folders or f"def {last}(" in source
        if "/" in name:
            there = (ROOT / name).exists() or (ROOT / f"{name}.py").exists()
        assert there, name
