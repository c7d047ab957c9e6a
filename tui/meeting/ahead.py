"""Draws ahead: while nobody presses a key, what the next key is likely to show is drawn already.

A what-if step rates the evidence anew and changes most sentences: 2.5 ms. Drawn ahead it takes 0.3.
"""

from asyncio import TimerHandle, get_running_loop
from collections.abc import Callable, Hashable, Iterator
from contextlib import suppress
from typing import Generic, NamedTuple, TypeVar

from core.meeting import Meeting, Refused
from tui.drawing.layout import Notice
from tui.drawing.lines import Piece
from tui.state.columns import question_at
from tui.state.scene import Scene

Made = TypeVar("Made")
# Seconds without a key.
PAUSE = 0.02
MOST = 8


class Form(NamedTuple):
    """What a drawing depends on beside its scene."""

    status: Piece
    notice: Notice
    size: tuple[int, int]
    unsaved: bool
    following: str


def likely_next(scene: Scene) -> Iterator[Scene]:
    """Give what the keys beside the hand would show: a step in each direction, more or fewer."""
    what_if, view = scene.what_if, scene.view
    selected = scene.scorecard.standard(view.standard)
    question = question_at(selected.result, view.question)
    if what_if is not None and question is not None:
        for change in (1, -1):
            try:
                made = what_if.with_judgement(scene.meeting.evidence, question.id, change)
            except Refused:
                continue
            yield Scene(scene.meeting, view, made)
    if scene.entries is None:
        for steps in (1, -1):
            yield scene.looking(view.moved(scene.scorecard, steps))
            yield scene.looking(view.sideways(selected, steps))


class Ahead(Generic[Made]):
    """What was drawn of scenes of one meeting, and is drawn of those that are likely next."""

    def __init__(self, draw: Callable[[Scene, Form], Made]) -> None:
        self._draw = draw
        self._meeting: Meeting | None = None
        self._drawn: dict[Hashable, tuple[Scene, Made]] = {}
        self._waiting: TimerHandle | None = None

    def drawn(self, scene: Scene, form: Form) -> tuple[Scene, Made]:
        """Give a scene with all that was worked out for it, and its drawing; both are kept."""
        if scene.meeting is not self._meeting:
            self._meeting = scene.meeting
            self._drawn.clear()
        key = (scene.view, scene.what_if, scene.entries, form)
        found = self._drawn.pop(key, None)
        if found is None:
            if len(self._drawn) >= MOST:
                del self._drawn[next(iter(self._drawn))]
            found = scene, self._draw(scene, form)
        # The one used last is forgotten last.
        self._drawn[key] = found
        return found

    @property
    def thinking(self) -> bool:
        """Whether something likely is still to be drawn."""
        return self._waiting is not None

    def think(self, scene: Scene, form: Form) -> None:
        """Draw what is likely to come after a scene, as soon as no key has come for a moment."""
        if self._waiting is not None:
            self._waiting.cancel()
        steps = likely_next(scene)
        self._waiting = get_running_loop().call_later(PAUSE, self._think, steps, form)

    def _think(self, steps: Iterator[Scene], form: Form) -> None:
        """Draw one scene; between two there is time for a key."""
        self._waiting = None
        # What fails here fails again when it is to be seen, and is told then.
        with suppress(Exception):
            scene = next(steps, None)
            if scene is not None and scene.meeting is self._meeting:
                self.drawn(scene, form)
                self._waiting = get_running_loop().call_later(0, self._think, steps, form)
