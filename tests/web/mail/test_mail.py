"""Mail is left in the deed's own transaction, sent after the commit, tried again, and never sent twice at once."""

import smtplib
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from puntari.config import BadSettings
from puntari.extensions import db, post
from puntari.mail import actions, sender
from puntari.mail.actions import UnusableAddress
from puntari.mail.models import OutgoingMail
from puntari.mail.smtp import MailServer, as_message
from puntari.mail.worker import Worker
from puntari.people.models import Organisation

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FROM = "Puntari <puntari@kunta.fi>"


class Inbox:
    """A mail server's memory; ``answers`` are said to the next recipients instead of taking the mail."""

    def __init__(self):
        self.received, self.answers = [], []

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802 -- aiosmtpd's name
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- aiosmtpd's name
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.received.append((envelope.mail_from, envelope.rcpt_tos, message))
        return "250 OK"


class Listening(Controller):
    """A server on a port that the system chooses."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


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


def put(**changed):
    post.put(**{"to": "otto@example.org", "subject": "Hei", "body": "Päivää!\n", "language": "fi"} | changed)
    db.session.commit()


def mails():
    db.session.expire_all()
    return db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()


def send(server, now=NOW):
    return sender.send_due(server, sender=FROM, clock=lambda: max(now, datetime.now(UTC)))


def test_a_mail_is_sent_with_what_a_mail_needs(app, units, sending, listen):
    inbox, server = listen()
    put(
        subject="Äänestys: kello on 12 – tule",
        body="Hyvää päivää,\n\n" + "pitkä rivi " * 200 + "\n.\nloppu\n",
        language="fi",
    )

    assert send(server) == 1
    ((mail_from, recipients, message),) = inbox.received
    assert (mail_from, recipients) == ("puntari@kunta.fi", ["otto@example.org"])
    assert (message["From"], message["To"], message["Subject"]) == (
        FROM,
        "otto@example.org",
        "Äänestys: kello on 12 – tule",
    )
    assert (message["Auto-Submitted"], message["Content-Language"]) == ("auto-generated", "fi")
    assert message["Message-ID"].endswith("@127.0.0.1>")
    assert message["Date"].datetime.tzinfo is not None
    assert message.get_content_type() == "text/plain"
    lines = message.get_content().splitlines()
    assert (lines[0], lines[2][:10], lines[-2:]) == ("Hyvää päivää,", "pitkä rivi", [".", "loppu"])


def test_what_is_rolled_back_is_never_sent(app, units, sending, listen):
    inbox, server = listen()
    post.put(to="otto@example.org", subject="Hei", body="x", language="fi")
    db.session.rollback()

    assert (send(server), inbox.received) == (0, [])


def test_the_text_is_forgotten_once_it_is_sent(app, units, sending, listen):
    _, server = listen()
    put(body="https://example.org/a-secret-link")
    send(server)
    (mail,) = mails()

    assert mail.body == ""
    assert mail.sent_at is not None
    assert send(server) == 0


@pytest.mark.parametrize(
    "subject",
    ["Hei\r\nBcc: all@example.org", "Hei\nBcc: all@example.org", "Hei\rBcc: all@example.org", "Hei\u2028Bcc: x"],
)
def test_a_subject_cannot_break_out_of_its_header(app, units, sending, listen, subject):
    inbox, server = listen()
    put(subject=subject)
    send(server)
    ((_, recipients, message),) = inbox.received

    assert recipients == ["otto@example.org"]
    assert message["Bcc"] is None
    assert message["Subject"].startswith("Hei Bcc:")


@pytest.mark.parametrize(
    "to", ["otto@example.org\nBcc: all@example.org", "otto example.org", "", "a b@example.org", "a@b\0"]
)
def test_an_address_nothing_can_be_sent_to_is_refused_when_it_is_left(app, units, to):
    with pytest.raises(UnusableAddress):
        post.put(to=to, subject="Hei", body="x", language="fi")


def test_a_mail_that_cannot_be_delivered_now_is_tried_again_later(app, units, sending, listen):
    inbox, server = listen()
    inbox.answers = ["451 Try later"]
    put()
    assert send(server) == 0
    (mail,) = mails()
    assert (mail.tries, mail.failed_at, mail.sent_at) == (1, None, None)
    assert "Try later" in mail.last_error
    assert timedelta(0) < mail.next_try_at - datetime.now(UTC) <= timedelta(minutes=1)

    assert send(server) == 0
    assert send(server, now=mail.next_try_at) == 1
    assert [message["Message-ID"] for _, _, message in inbox.received] == [f"<{mail.message_id}>"]


def test_a_mailbox_that_does_not_exist_is_given_up_at_once(app, units, sending, listen):
    inbox, server = listen()
    inbox.answers = ["550 No such mailbox"]
    put()
    put(to="tess@example.org")

    assert send(server) == 1
    given_up, sent = mails()
    assert (given_up.failed_at is not None, given_up.sent_at, "No such mailbox" in given_up.last_error) == (
        True,
        None,
        True,
    )
    assert sent.sent_at is not None


def test_a_mail_is_given_up_after_its_last_try(app, units, sending, listen):
    inbox, server = listen()
    inbox.answers = ["451 Try later"] * 20
    put()
    moment = datetime.now(UTC)
    for _ in range(sender.MOST_TRIES + 2):
        send(server, now=moment)
        moment += timedelta(days=1)
    (mail,) = mails()

    assert mail.tries == sender.MOST_TRIES
    assert mail.failed_at is not None


@pytest.mark.parametrize(("tries", "minutes"), [(1, 1), (2, 2), (3, 4), (8, 128), (9, 240), (10, 240)])
def test_the_waits_between_tries_grow(tries, minutes):
    assert sender.wait_after(tries) == timedelta(minutes=minutes)


def test_a_server_that_is_down_leaves_the_mail_waiting(app, units, sending):
    put()
    put()

    assert send(MailServer("127.0.0.1", 1)) == 0
    assert [(mail.tries, mail.failed_at) for mail in mails()] == [(1, None), (0, None)]


def test_no_transaction_is_open_while_the_mail_server_is_spoken_to(app, units, sending, monkeypatch):
    open_transactions = []

    class Connection:
        def send_message(self, message):
            open_transactions.append(db.session.in_transaction())

        def quit(self):
            open_transactions.append(db.session.in_transaction())

    monkeypatch.setattr(
        MailServer, "connect", lambda self: open_transactions.append(db.session.in_transaction()) or Connection()
    )
    put()
    send(MailServer("127.0.0.1", 1))

    assert open_transactions == [False] * 3


def test_many_senders_at_once_send_each_mail_once(app, units, sending, listen):
    inbox, server = listen()
    for n in range(12):
        put(to=f"p{n}@example.org")
    start, sent = threading.Barrier(4), []

    def one_sender():
        with app.app_context():
            start.wait()
            sent.append(sender.send_due(server, sender=FROM))

    threads = [threading.Thread(target=one_sender) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(sent) == 12
    assert sorted(recipients[0] for _, recipients, _ in inbox.received) == sorted(
        f"p{n}@example.org" for n in range(12)
    )


def test_what_a_dead_process_was_sending_is_taken_over_after_a_while(app, units, sending, listen):
    inbox, server = listen()
    put()
    sender.claim(datetime.now(UTC))  # and then the process dies

    assert send(server) == 0
    assert send(server, now=datetime.now(UTC) + sender.LEASE + timedelta(seconds=1)) == 1
    assert len(inbox.received) == 1


def test_what_was_sent_long_ago_is_forgotten(app, units, sending, listen):
    _, server = listen()
    put()
    send(server)
    put()
    send(server, now=datetime.now(UTC) + timedelta(days=91))

    assert len(mails()) == 1


def test_the_worker_sends_and_outlives_an_error(app, units, sending, listen, monkeypatch):
    inbox, server = listen()
    put()
    worker = Worker(app, server)
    monkeypatch.setattr("puntari.mail.worker.send_due", lambda *args, **kwargs: 1 / 0)
    worker.look()
    monkeypatch.undo()
    worker.look()

    assert len(inbox.received) == 1


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


# Encryption and passwords


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


def test_an_address_that_is_no_mail_address_is_given_up_not_tried_for_ever(app, units, sending, listen):
    inbox, server = listen()
    put(to="otto@@example.org")
    send(server)

    assert (mails()[0].failed_at is not None, inbox.received) == (True, [])


def test_a_long_subject_is_folded_not_refused(app, units, sending):
    put(subject="ä" * 190)

    assert as_message(mails()[0], sender=FROM)["Subject"] == "ä" * 190


@pytest.mark.parametrize(
    "broken",
    [
        {"sent_at": NOW, "failed_at": NOW},
        {"is_kept": True, "sent_at": NOW},
        {"is_kept": True, "failed_at": NOW},
        {"language": "de"},
        {"tries": -1},
        {"message_id": "twice"},
    ],
    ids=str,
)
def test_a_mail_that_cannot_be_is_refused_by_the_database(app, units, broken):
    values = {"message_id": "x", "recipient": "a@b.fi", "language": "fi", "subject": "s", "body": "b"}
    first = OutgoingMail(**values | {"message_id": "twice", "put_at": NOW, "next_try_at": NOW})
    db.session.add_all([first, OutgoingMail(**values | {"put_at": NOW, "next_try_at": NOW} | broken)])
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


# What administrators see


def test_in_the_demo_an_administrator_reads_the_mails(client, people):
    put(body="Avaa linkki:\nhttps://example.org/link/abc?a=1\n\n<b>Terve</b>\n")
    arto = client(people["arto"])

    assert "otto@example.org" in arto.get("/en/mail").text
    page = arto.get(f"/en/mail/{mails()[0].id}").text
    assert 'href="https://example.org/link/abc?a=1"' in page
    assert "&lt;b&gt;Terve" in page


def test_where_mail_is_sent_nobody_reads_its_text(client, people, sending):
    put(body="https://example.org/a-secret-link", subject="Hei")
    page = client(people["arto"]).get(f"/en/mail/{mails()[0].id}").text

    assert "a-secret-link" not in page
    assert "The text isn&#39;t shown" in page or "The text isn't shown" in page


def test_a_mail_that_was_given_up_is_shown_and_can_be_tried_again(client, people, sending, listen):
    inbox, server = listen()
    inbox.answers = ["550 No such mailbox"]
    put()
    send(server)
    mail, arto = mails()[0], client(people["arto"])
    address = f"/en/mail/{mail.id}"

    assert "1 mail could not be delivered and was given up." in arto.get("/en/mail").text
    assert "No such mailbox" in arto.get(address).text
    assert (arto.post(f"{address}/again").status_code, arto.post(f"{address}/again").status_code) == (303, 409)
    assert send(server) == 1


def test_a_mail_that_was_not_given_up_cannot_be_tried_again(app, units):
    put()
    with pytest.raises(actions.NotFailed):
        actions.try_again(mails()[0], by=1, now=NOW)


@pytest.mark.parametrize("path", ["mail?page=2", "mail?page=x", "mail/999", "mail/2147483648"])
def test_a_page_that_is_none_is_not_found(client, people, path):
    assert client(people["arto"]).get(f"/en/{path}").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("tess", 403), ("tuula", 403), ("hilla", 403), (None, 401)])
def test_mails_are_for_administrators_only(client, people, who, status):
    put()
    browser = client(people[who]) if who else client()

    assert browser.get("/en/mail").status_code == status
    assert browser.get(f"/en/mail/{mails()[0].id}").status_code == status
    assert browser.post(f"/en/mail/{mails()[0].id}/again").status_code == status
