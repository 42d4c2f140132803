"""What a serving process does besides answering."""

import threading

from flask import Flask, current_app

from puntari.web.duty import Duty


def test_it_is_done_from_the_first_request_on_whenever_it_is_woken_and_after_an_error():
    app, done, told = Flask("duty"), threading.Semaphore(0), []

    def do():
        told.append(current_app.name)
        done.release()
        raise RuntimeError("once more, please")

    duty = Duty(app, "a duty", do, seconds=3600)
    duty.start_at_first_request()
    duty.wake.set()
    assert not done.acquire(timeout=0.1)  # nobody has asked for anything yet

    client = app.test_client()
    for _ in range(2):
        client.get("/")
    assert done.acquire(timeout=30)
    duty.wake.set()
    assert done.acquire(timeout=30)
    assert told == ["duty", "duty"]
    assert [thread.name for thread in threading.enumerate()].count("a duty") == 1


def test_it_is_done_again_after_some_seconds():
    app, done = Flask("duty"), threading.Semaphore(0)
    Duty(app, "another duty", done.release, seconds=0.01).start_at_first_request()
    app.test_client().get("/")

    assert done.acquire(timeout=30)
    assert done.acquire(timeout=30)
