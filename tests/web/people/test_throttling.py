"""Guesses are counted in the database, for all processes together."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from puntari.extensions import db
from puntari.people import passwords, throttling
from puntari.people.access_models import Tries
from puntari.people.domain import TooManyTries
from tests.web.people.conftest import PASSWORD

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TESS = {"email": "tess@example.org", "password": PASSWORD}
WRONG = TESS | {"password": "a wild guess indeed"}
FREE = throttling.ACCOUNT.free


@pytest.fixture
def no_hashing(monkeypatch):
    """Verifying answers at once; how often it was asked is kept."""
    asked = []
    monkeypatch.setattr(passwords, "is_right", lambda password, kept: asked.append(password) or password == PASSWORD)
    return asked


def test_after_some_wrong_guesses_even_the_right_password_waits(client, with_passwords, no_hashing):
    with time_machine.travel(NOW, tick=False) as clock:
        assert [client().post("/en/login", data=WRONG).status_code for _ in range(FREE)] == [422] * FREE

        refused = client().post("/en/login", data=TESS)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "15")
        assert "Try again in 15 seconds." in refused.text
        assert len(no_hashing) == FREE

        clock.shift(15)
        assert client().post("/en/login", data=TESS).status_code == 303


def test_the_wait_grows_and_is_said_in_minutes(client, with_passwords, no_hashing):
    with time_machine.travel(NOW, tick=False) as clock:
        waits = []
        for _ in range(FREE + 7):
            response = client().post("/en/login", data=WRONG)
            if response.status_code == 429:
                waits.append(int(response.headers["Retry-After"]))
                clock.shift(waits[-1])
        assert waits[:3] == [15, 30, 60]


def test_success_makes_the_account_fresh_again(client, with_passwords, no_hashing):
    for _ in range(FREE - 1):
        client().post("/en/login", data=WRONG)
    client().post("/en/login", data=TESS)

    assert [client().post("/en/login", data=WRONG).status_code for _ in range(FREE)] == [422] * FREE


def test_an_unknown_address_waits_just_the_same(client, units, no_hashing):
    guesses = {"email": "nobody@example.org", "password": "a wild guess indeed"}

    assert [client().post("/en/login", data=guesses).status_code for _ in range(FREE + 1)] == [422] * FREE + [429]


def test_other_accounts_go_on(client, with_passwords, no_hashing):
    for _ in range(FREE + 1):
        client().post("/en/login", data=WRONG)

    assert client().post("/en/login", data=TESS | {"email": "otto@example.org"}).status_code == 303


def test_one_network_address_cannot_guess_at_everybody(client, units, no_hashing):
    statuses = [
        client().post("/en/login", data={"email": f"p{n}@example.org", "password": "spring2026!!"}).status_code
        for n in range(throttling.ADDRESS.free + 1)
    ]

    assert statuses == [422] * throttling.ADDRESS.free + [429]
    elsewhere = client().post(
        "/en/login",
        data={"email": "p1@example.org", "password": "x"},
        environ_overrides={"REMOTE_ADDR": "203.0.113.9"},
    )
    assert elsewhere.status_code == 422


def test_those_who_know_their_password_do_not_use_up_their_network(client, with_passwords, no_hashing):
    statuses = {client().post("/en/login", data=TESS).status_code for _ in range(throttling.ADDRESS.free + 5)}

    assert statuses == {303}


@pytest.mark.parametrize(
    ("address", "network"),
    [("203.0.113.9", "203.0.113.9"), ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"), (None, "0.0.0.0")],
)
def test_an_ipv6_network_counts_as_one_address(app, address, network):
    with app.test_request_context("/", environ_overrides={"REMOTE_ADDR": address} if address else {"REMOTE_ADDR": ""}):
        assert throttling.network() == network


def test_the_table_names_neither_people_nor_addresses(client, with_passwords, no_hashing):
    client().post("/en/login", data=WRONG)
    buckets = list(db.session.scalars(select(Tries.bucket)))

    assert len(buckets) == 2
    assert not any("tess" in bucket or "127" in bucket for bucket in buckets)


def test_old_tries_are_forgotten_on_the_way(client, with_passwords, no_hashing):
    with time_machine.travel(NOW, tick=False) as clock:
        client().post("/en/login", data={"email": "old@example.org", "password": "x"})
        clock.shift(timedelta(days=2))
        client().post("/en/login", data=WRONG)

        assert db.session.scalars(select(Tries.last)).all() == [clock_now(), clock_now()]


def test_signing_in_leaves_no_count_of_the_account(client, with_passwords, no_hashing):
    client().post("/en/login", data=TESS)

    assert [bucket.split(":")[0] for bucket in db.session.scalars(select(Tries.bucket))] == ["network"]


def clock_now():
    return datetime.now(UTC)


def test_guesses_sent_all_at_once_are_counted_one_by_one(app, units):
    results, start = [], threading.Barrier(16)

    def guess():
        with app.app_context():
            bucket = throttling.bucket("account", "tess@example.org", throttling.ACCOUNT)
            start.wait()
            try:
                throttling.count([bucket], now=NOW)
                db.session.commit()
                results.append("counted")
            except TooManyTries:
                results.append("refused")

    threads = [threading.Thread(target=guess) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["counted"] * FREE + ["refused"] * (16 - FREE)


def test_changing_the_password_counts_guesses_too(client, with_passwords, no_hashing):
    tess = client(with_passwords["tess"])
    sent = {"old": "a wild guess indeed", "new": "another quiet morning"}

    assert [tess.post("/en/account/password", data=sent).status_code for _ in range(FREE + 1)] == [422] * FREE + [429]


def test_links_cannot_be_requested_without_end(client, people):
    statuses = [client().post("/en/reset", data={"email": "tess@example.org"}).status_code for _ in range(5)]

    assert statuses == [303, 303, 303, 429, 429]
