"""Each serving process sends mail after the commit and looks for what must be tried again."""

from flask import Flask, Response, g

from puntari.mail.sender import send_due
from puntari.mail.smtp import MailServer
from puntari.web.duty import Duty

SECONDS_BETWEEN_LOOKS = 20


def sending(app: Flask, server: MailServer) -> Duty:
    """The duty of sending what is due."""
    sender = app.config["SETTINGS"].mail_from
    return Duty(app, "sending mail", lambda: send_due(server, sender=sender), seconds=SECONDS_BETWEEN_LOOKS)


def init_app(app: Flask, server: MailServer) -> None:
    """Send mail from this process, from its first request on."""
    duty = sending(app, server)
    duty.start_at_first_request()

    @app.after_request
    def wake(response: Response) -> Response:
        if g.pop("mail_was_put", False):
            duty.wake.set()
        return response
