"""Forms that are sent at the same moment, each from a thread and a browser of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask.testing import FlaskClient

from puntari.extensions import db


def cookie_of(app, client, person):
    """What the browser of somebody who is signed in sends along."""
    signed_in = client(person)
    signed_in.get("/en/home")
    return signed_in.get_cookie(app.config["SESSION_COOKIE_NAME"])


def at_once(app, sent):
    """Send (cookie, address, form) each from a thread of its own at the same moment; gives the statuses."""
    barrier = Barrier(len(sent))
    db.session.rollback()

    def send(one):
        cookie, address, form = one
        own = FlaskClient(app, app.response_class)
        own.set_cookie(cookie.key, cookie.value)
        barrier.wait()
        return own.post(address, data=form).status_code

    with ThreadPoolExecutor(len(sent)) as threads:
        return list(threads.map(send, sent))
