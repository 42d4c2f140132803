"""The trainer's pages polled every second, and everybody else's, tell nothing of what a participant scores.

The same random history is played twice, with other scores: everything that anybody but their giver is sent must be the
same to the byte, tags of versions and numbers of refusals included. So there's nothing for an attacker to work with.
That it's so in every history, ``test_desk_and_scores`` shows by what the pages' statements read.
"""

import os
import random
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.web.live.conftest import Guest, Trainer

HISTORIES = int(os.environ.get("PUNTARI_WATCHED", "1"))
SECONDS = 24
WATCHED = ("/rows", "", "/code", "/here", "/places/1", "/attendance", "/end", "/result", "/script")


def plan_of(chance):
    """What happens in each second: who does what. Nothing of it depends on any score."""
    phases = {6: "block-1", 13: "neutral", 15: "block-2", 22: "predict"}
    plan = {second: [] for second in range(SECONDS)}
    for who in range(6):
        came = chance.randrange(0, 8)
        plan[came].append((who, "join"))
        moments = sorted(chance.sample(range(max(came, 6) + 1, SECONDS), 8))
        plan_of_one = [*((number, "rate") for number in range(1, 7)), (0, "look"), (0, "guess")]
        for moment, (number, deed) in zip(moments, plan_of_one, strict=True):
            plan[moment].append((who, deed, number))
    return phases, plan


def play(tuula, client, plan, *, token, scores, start):
    """All that the trainer and a bystander are sent, second by second, without what names this very session."""
    phases, deeds = plan
    sent, guests = [], {}
    with time_machine.travel(start, tick=False) as clock:
        tuula = Trainer(client(tuula.person), tuula.person)  # the other world's cookie is of a later time
        assert tuula.make(token=token).status_code == 303
        bystander = Guest(client(), tuula.code)
        bystander.join()
        known = ""
        for second in range(SECONDS):
            if second in phases:
                tuula.go_to(phases[second])
            for who, deed, *more in deeds[second]:
                act(guests, who, deed, more, tuula, client, scores)
            page = tuula.get(f"/rows?phase={tuula.live.phase}", headers={"If-None-Match": known})
            known = page.headers.get("ETag", known)
            sent.append(("rows", page.status_code, len(page.data) > 0))
            for path in WATCHED:
                query = f"?phase={tuula.live.phase}" if path == "/rows" else ""
                sent.append((path, *said(tuula.get(path + query))))
            if tuula.live.phase in {"lobby", "criteria", "neutral", "predict"}:
                sent.append(("bystander", *said(bystander.get("/place"))))
            sent.append(("pulse", *said(bystander.post("/pulse"))))
            clock.shift(timedelta(seconds=1))
        names = {"SESSION": f"/live/{tuula.id}", "CODE": tuula.code, "SPACED": f"{tuula.code[:3]} {tuula.code[3:]}"}
        names["BYSTANDER"] = bystander.me.tag
        tuula.post("/end")
    return [tuple(plain(part, names) for part in row) for row in sent]


def act(guests, who, deed, more, tuula, client, scores):
    if deed == "join":
        guests[who] = Guest(client(), tuula.code)
        guests[who].join()
    elif deed == "rate":
        points, invite = scores[who, more[0]]
        guests[who].rate(more[0], points=points, invite=invite)
    elif deed == "guess":
        guests[who].post("/guess", guess="none")
    else:
        guests[who].get("/place")


def said(response):
    """What somebody is sent: the state, the names of the headers, and the body."""
    return response.status_code, str(sorted(response.headers.keys())), response.text


def plain(part, names):
    """A page without what is this very session's, or drawn by lot for it."""
    if not isinstance(part, str):
        return part
    for name, value in names.items():
        part = part.replace(value, name)
    part = re.sub(r'(name="csrf_token" value|data-token|name="seen" value)="[^"]*"', "", part)
    return re.sub(r"(?s)<svg.*?</svg>", "", part)  # the QR code of the session's address


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_nothing_that_others_are_sent_depends_on_a_score(tuula, client, seed):
    start = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=1)
    plan = plan_of(random.Random(seed))
    worlds = []
    for world in range(2):
        chance = random.Random(f"{seed}-{world}")
        scores = {
            (who, number): (str(chance.randint(1, 5)), chance.choice(["yes", "no"]))
            for who in range(6)
            for number in range(1, 7)
        }
        token = "cdef"[world] * 24
        worlds.append(play(tuula, client, plan, token=token, scores=scores, start=start))
    first, second = worlds

    assert len(first) > SECONDS * 8
    for row, other in zip(first, second, strict=True):
        assert row == other
    assert len({row for row in first if row[0] == "/rows"}) > 8  # so there was something to see
