"""The private members of Textual in use still exist and still do what they are used for."""

import ast
import inspect
from pathlib import Path

import pytest
from textual._styles_cache import StylesCache
from textual.app import App
from textual.drivers import linux_driver

from tui.widgets.textual_internals import FAULT, QuietApp, XTermParser, forget_drawn_styles

ROOT = Path(__file__).parents[2]
GONE = "Textual has changed: mend tui/widgets/textual_internals.py"
# A few of the names that only Textual gives to what the program holds.
PRIVATE_OWNERS = ("app", "screen", "compositor", "driver", "widget", "parser", "textual")


class Failing(QuietApp[int]):
    """An application that ends on an error of its own."""

    def on_mount(self) -> None:
        raise ZeroDivisionError("a secret value")


@pytest.mark.parametrize(
    "name", ["_handle_exception", "_close_messages_no_wait", "_exception", "_exception_event"]
)
def test_the_members_behind_a_quiet_end_exist(name: str) -> None:
    assert hasattr(App(), name), GONE


async def test_an_error_ends_the_application_without_a_word(
    capfd: pytest.CaptureFixture[str],
) -> None:
    app = Failing()
    with pytest.raises(ZeroDivisionError):
        async with app.run_test():
            pass
    assert isinstance(app.fault, ZeroDivisionError), GONE
    assert app.return_code == FAULT, GONE
    assert "secret" not in "".join(capfd.readouterr()), GONE


def test_the_cache_of_drawn_styles_can_be_emptied() -> None:
    cached = StylesCache.get_inner_outer
    cached.cache_clear()
    forget_drawn_styles()
    assert cached.cache_info().currsize == 0, GONE


def test_the_parser_of_keys_is_still_textuals() -> None:
    assert vars(linux_driver)["XTermParser"] is XTermParser, GONE
    (message,) = XTermParser().feed("\x1b[D")
    assert getattr(message, "key", "") == "left", GONE


def test_the_driver_still_reads_in_the_method_that_is_replaced() -> None:
    assert "self.run_input_thread()" in inspect.getsource(linux_driver.LinuxDriver), GONE


def _private_uses(path: Path) -> list[str]:
    """Name the private modules of Textual that are imported, and private members of others."""
    uses = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names = [module, *(f"{module}.{alias.name}" for alias in node.names)]
            if module.split(".")[0] in ("textual", "argparse", "rich"):
                uses += [name for name in names if "._" in name]
        elif isinstance(node, ast.Attribute) and node.attr.startswith("_"):
            owner = ast.unparse(node.value)
            if not node.attr.startswith("__") and owner.split(".")[-1] in PRIVATE_OWNERS:
                uses.append(f"{owner}.{node.attr}")
    return uses


def test_nothing_else_uses_private_members_of_textual_or_argparse() -> None:
    uses = {
        path.relative_to(ROOT).as_posix(): found
        for path in (ROOT / "tui").rglob("*.py")
        if path.name != "textual_internals.py" and (found := _private_uses(path))
    }
    assert uses == {}
