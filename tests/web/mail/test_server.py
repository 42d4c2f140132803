"""With which mail server one speaks, how, and when not at all."""

import smtplib
import subprocess

import pytest
from aiosmtpd.smtp import AuthResult

from puntari.config import BadSettings
from puntari.extensions import db
from puntari.mail.smtp import MailServer
from puntari.people.models import Organisation
from tests.web.mail.inbox import mails, put, send


def test_without_a_mail_server_a_mail_is_kept_to_be_read(app, units, listen):
    _, server = listen()
    put()

    assert send(server) == 0
    assert [(mail.is_kept, mail.body) for mail in mails()] == [(True, "Päivää!\n")]


def test_the_demo_sends_nothing_even_with_a_mail_server(app, units, sending, listen):
    inbox, server = listen()
    db.session.get(Organisation, 1).is_demo = True
    db.session.commit()
    put()

    assert (send(server), inbox.received) == (0, [])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1, signed by itself."""
    folder = tmp_path_factory.mktemp("tls")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(folder / "key"), "-out", str(folder / "cert")]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture
def tls(certificate, monkeypatch):
    """The server's side of TLS; we trust its certificate."""
    import ssl

    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "cert", certificate / "key")
    return context


def check_login(server, session, envelope, mechanism, auth_data):
    return AuthResult(success=(auth_data.login, auth_data.password) == (b"puntari", b"p@ss/w"))


def test_a_password_goes_over_starttls(app, units, sending, listen, tls):
    inbox, server = listen(tls_context=tls, authenticator=check_login, auth_required=True, require_starttls=True)
    put()

    assert send(MailServer.parse(f"smtp://puntari:p%40ss%2Fw@127.0.0.1:{server.port}")) == 1
    assert len(inbox.received) == 1


def test_a_certificate_nobody_vouches_for_is_refused(app, units, sending, listen, tls, monkeypatch):
    inbox, server = listen(tls_context=tls)
    monkeypatch.delenv("SSL_CERT_FILE")
    put()

    assert (send(server), inbox.received) == (0, [])
    assert "CERTIFICATE_VERIFY_FAILED" in mails()[0].last_error


def test_smtps_is_encrypted_from_the_start(app, units, sending, listen, tls):
    inbox, server = listen(ssl_context=tls)
    put()

    assert send(MailServer.parse(f"smtps://127.0.0.1:{server.port}")) == 1
    assert len(inbox.received) == 1


def test_a_password_is_never_sent_in_clear_to_another_machine(monkeypatch):
    class Clear(smtplib.SMTP):
        def __init__(self, *args, **kwargs):
            self.sock = self.file = None

        def ehlo_or_helo_if_needed(self):
            pass

        def has_extn(self, name):
            return False

    monkeypatch.setattr(smtplib, "SMTP", Clear)
    with pytest.raises(smtplib.SMTPNotSupportedError):
        MailServer.parse("smtp://puntari:secret@mail.example").connect()


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.kunta.fi", MailServer("mail.kunta.fi", 25)),
        ("smtp://u:p%3A@mail.kunta.fi", MailServer("mail.kunta.fi", 587, "u", "p:")),
        ("smtps://mail.kunta.fi", MailServer("mail.kunta.fi", 465, is_tls_from_start=True)),
        ("smtp://mail.kunta.fi:2525", MailServer("mail.kunta.fi", 2525)),
    ],
)
def test_the_setting_names_the_server(url, server):
    assert MailServer.parse(url) == server


@pytest.mark.parametrize(
    "url", ["mail.kunta.fi", "http://mail.kunta.fi", "smtp://", "smtp://u:secret@host:port", "smtp://[::1"]
)
def test_a_setting_that_names_none_is_refused_without_showing_the_password(url):
    with pytest.raises(BadSettings, match=r"^smtp_url: ") as refused:
        MailServer.parse(url)
    assert "secret" not in str(refused.value)
