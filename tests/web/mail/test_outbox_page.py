"""The outbox as administrators see it."""

import pytest

from puntari.mail import actions
from tests.web.mail.inbox import NOW, mails, put, send


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
