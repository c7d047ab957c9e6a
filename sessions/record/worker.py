"""A thread that does file work in order, so that a hanging folder holds up nobody else."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread

# Seconds: long for a disk that works, short for a person.
PATIENCE = 0.25
DRAIN_PATIENCE = 2.0

Job = Callable[[], object]


class Worker:
    """Does one job after the other. Jobs must not raise."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._jobs: SimpleQueue[tuple[Job, Event]] = SimpleQueue()
        self._thread: Thread | None = None
        self._last = Event()
        self._last.set()

    def do(self, job: Job) -> bool:
        """Do a job after those before it and wait a moment; return whether it is done by now."""
        hangs = not self._last.is_set()
        done = self.add(job)
        return done.is_set() if hangs else done.wait(self._patience)

    def add(self, job: Job) -> Event:
        """Do a job after those before it; return the event that is set when it is done."""
        done = self._last = Event()
        self._jobs.put((job, done))
        if self._thread is None:
            self._thread = Thread(target=self._work, name="keep", daemon=True)
            self._thread.start()
        return done

    def drain(self, seconds: float = DRAIN_PATIENCE) -> bool:
        """Wait until all jobs are done; return whether they are."""
        return self._last.wait(seconds)

    def _work(self) -> None:
        while True:
            job, done = self._jobs.get()
            try:
                job()
            finally:
                done.set()
