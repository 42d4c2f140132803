"""A mail that doesn't get through is tried again, given up, or taken over; never sent twice at once."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from puntari.extensions import db
from puntari.mail import sender, worker
from puntari.mail.smtp import MailServer
from tests.web.mail.inbox import FROM, mails, put, send


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
    duty = worker.sending(app, server)
    monkeypatch.setattr("puntari.mail.worker.send_due", lambda *args, **kwargs: 1 / 0)
    duty.look()
    monkeypatch.undo()
    duty.look()

    assert len(inbox.received) == 1
