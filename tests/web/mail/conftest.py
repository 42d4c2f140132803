"""What the tests about mail share."""

import pytest

from puntari.mail.smtp import MailServer
from tests.web.mail.inbox import Inbox, Listening


@pytest.fixture
def listen():
    """Start a real SMTP server and give its inbox and address."""
    started = []

    def start(**kwargs):
        inbox = Inbox()
        controller = Listening(inbox, hostname="127.0.0.1", port=0, **kwargs)
        controller.start()
        started.append(controller)
        return inbox, MailServer("127.0.0.1", controller.port)

    yield start
    for controller in started:
        controller.stop()


@pytest.fixture
def sending(app, monkeypatch):
    """As if a mail server were set: mail waits to be sent."""
    settings = app.config["SETTINGS"]
    monkeypatch.setitem(app.config, "SETTINGS", settings.model_copy(update={"smtp_url": "smtp://127.0.0.1"}))
