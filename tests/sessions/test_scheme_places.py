"""Where a scheme file may be: never on another machine, and named if outside the folder."""

import os
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest

from sessions.files import scheme_file
from sessions.files.session_file import read_session
from sessions.portfolio.portfolio import named_scheme
from sessions.text.paths import is_network_path
from sessions.text.problems import Unusable
from tests.tui.meeting import NORTH_SOMERSET, copy_of, edit
from tui.cli.output import WrongCall
from tui.cli.scheme_argument import scheme_named

NETWORK = [
    "\\\\host\\share\\own.toml",
    "//host/share/own.toml",
    "/\\host/share/own.toml",
    "\\/host\\share\\own.toml",
    "\\\\?\\UNC\\host\\share\\own.toml",
    "https://host/own.toml",
    "file://host/own.toml",
    "smb://host/share/own.toml",
]
LOCAL = ["own.toml", "./own.toml", "../own.toml", "/own/own.toml", "C:\\own.toml", "sub/own.toml"]
SHIPPED = Path(scheme_file.__file__).parents[1] / "schemes" / "youth-2018.toml"


def session_with(folder: Path, scheme: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = copy_of(NORTH_SOMERSET, folder)
    edit(path, 'scheme = "youth-2018"', f"scheme = '{scheme}'")
    return path


@pytest.fixture(autouse=True)
def touches_no_other_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def guarded(path: Any, *rest: Any, **more: Any) -> int:
        assert "host" not in str(path), f"{path} was opened"
        return real(path, *rest, **more)

    def refused(*_: object) -> None:
        raise AssertionError("another machine was asked")

    monkeypatch.setattr(os, "open", guarded)
    monkeypatch.setattr(socket, "socket", refused)


@pytest.mark.parametrize("name", NETWORK)
def test_a_name_that_leads_to_another_machine(name: str) -> None:
    assert is_network_path(name)


@pytest.mark.parametrize("name", LOCAL)
def test_a_name_that_stays_on_this_machine(name: str) -> None:
    assert not is_network_path(name)


@pytest.mark.parametrize("name", NETWORK)
def test_a_scheme_on_another_machine_is_never_opened(name: str, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="is on another computer, so it was not opened"):
        read_session(session_with(tmp_path, name))
    with pytest.raises(Unusable, match="is on another computer"):
        named_scheme(name, tmp_path)
    with pytest.raises(WrongCall, match="is on another computer"):
        scheme_named(name)


@pytest.mark.parametrize("name", ["../own.toml", "{folder}/own.toml", "link.toml"])
def test_a_scheme_outside_the_folder_is_said(name: str, tmp_path: Path) -> None:
    outside = shutil.copy(SHIPPED, tmp_path / "own.toml")
    path = session_with(tmp_path / "m", name.format(folder=tmp_path))
    if name == "link.toml":
        path.with_name(name).symlink_to(outside)
    (said,) = (problem.sentence() for problem in read_session(path).warnings)
    assert f"is read from outside the session's folder: {os.path.realpath(outside)}" in said


@pytest.mark.parametrize("name", ["own.toml", "./own.toml", "sub/own.toml", "../m/own.toml"])
def test_a_scheme_within_the_folder_needs_no_word(name: str, tmp_path: Path) -> None:
    path = session_with(tmp_path / "m", name)
    (path.parent / name).parent.mkdir(exist_ok=True)
    shutil.copy(SHIPPED, path.parent / name)
    assert read_session(path).warnings == ()
