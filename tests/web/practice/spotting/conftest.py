"""Somebody who hunts for leaks and reviews an advertisement by plain forms."""

import re

import pytest
from sqlalchemy import select

from puntari.extensions import db
from puntari.practice.owner import key_of
from puntari.practice.spotting.models import Item, Run

HUNT = "/en/practice/leak-hunt/cook"
AD = "/en/practice/advertisement/ad-caretaker"


class Hunter:
    """Somebody who marks and hands in."""

    def __init__(self, client, person):
        self.client, self.person, self.run = client, person, ""

    def start(self, address=HUNT):
        response = self.client.post(address)
        assert response.status_code == 303
        self.run = response.location
        return self.run

    def at(self, position, language="en"):
        return f"{self.run}/texts/{position}".replace("/en/", f"/{language}/")

    def boxes(self, position, language="en"):
        """The pieces as the page offers them: key → words."""
        html = self.client.get(self.at(position, language)).text
        found = re.findall(r'name="pieces" value="([^"]+)"[^>]*?( checked)?><span>(.*?)</span>', html)
        return {key: (re.sub("<wbr>", "", words), bool(checked)) for key, checked, words in found}

    def hand_in(self, position, words=(), language="en"):
        boxes = self.boxes(position, language)
        keys = [key for key, (text, _) in boxes.items() if any(word in text for word in words)]
        return self.client.post(self.at(position, language), data={"pieces": keys})

    def finish(self, words=("After family leave",)):
        for position in (1, 2, 3):
            assert self.hand_in(position, words).status_code == 303


@pytest.fixture
def tess(client, people):
    return Hunter(client(people["tess"]), people["tess"])


@pytest.fixture
def otto(client, people):
    return Hunter(client(people["otto"]), people["otto"])


def items_of(hunter):
    query = select(Item).join(Item.run).where(Run.owner_key == key_of(hunter.person.id)).order_by(Item.position)
    return list(db.session.scalars(query))
