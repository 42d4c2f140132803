"""Mail is left in the deed's own transaction and sent after the commit, as it was meant."""

import pytest
from sqlalchemy.exc import IntegrityError

from puntari.extensions import db, post
from puntari.mail.actions import UnusableAddress
from puntari.mail.models import OutgoingMail
from puntari.mail.smtp import as_message
from tests.web.mail.inbox import FROM, NOW, mails, put, send


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
