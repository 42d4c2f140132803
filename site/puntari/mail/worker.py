"""A thread in each serving process that sends mail after the commit and looks for what must be tried again."""

import threading

from flask import Flask, Response, g

from puntari.mail.sender import send_due
from puntari.mail.smtp import MailServer

SECONDS_BETWEEN_LOOKS = 20


class Worker:
    """Sleeps until mail was put or some seconds have gone, then sends what is due."""

    def __init__(self, app: Flask, server: MailServer) -> None:
        self.app, self.server = app, server
        self.wake = threading.Event()
        self.lock = threading.Lock()
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread unless it runs already."""
        with self.lock:
            if self.thread is None:
                self.thread = threading.Thread(target=self.run, name="mail", daemon=True)
                self.thread.start()

    def run(self) -> None:
        """Send for as long as the process lives; an error is logged and the next look tries again."""
        while True:
            self.wake.wait(SECONDS_BETWEEN_LOOKS)
            self.wake.clear()
            self.look()

    def look(self) -> None:
        """Send what is due now."""
        try:
            with self.app.app_context():
                send_due(self.server, sender=self.app.config["SETTINGS"].mail_from)
        except Exception:
            self.app.logger.exception("sending mail failed")


def init_app(app: Flask, server: MailServer) -> None:
    """Send mail from this process, from its first request on."""
    worker = Worker(app, server)

    @app.before_request
    def start() -> None:
        if worker.thread is None:
            worker.start()

    @app.after_request
    def wake(response: Response) -> Response:
        if g.pop("mail_was_put", False):
            worker.wake.set()
        return response
