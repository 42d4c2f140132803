"""What a serving process does besides answering: from its first request on, again and again, in a thread of its own."""

import threading
from collections.abc import Callable

from flask import Flask


class Duty:
    """Sleeps until it is woken or some seconds have gone, then does ``do`` inside the application's context.

    Every serving process has it, so ``do`` must be safe to do twice at once.
    """

    def __init__(self, app: Flask, name: str, do: Callable[[], object], *, seconds: float) -> None:
        self.app, self.name, self.do, self.seconds = app, name, do, seconds
        self.wake = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start_at_first_request(self) -> None:
        """Start the thread with the first request and not earlier, since threads don't survive a fork."""
        self.app.before_request(self._start)

    def _start(self) -> None:
        if self._thread is not None:
            return
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            self.wake.wait(self.seconds)
            self.wake.clear()
            self.look()

    def look(self) -> None:
        """Do it now; an error is logged, and the next look tries again."""
        try:
            with self.app.app_context():
                self.do()
        except Exception:
            self.app.logger.exception("%s failed", self.name)
