"""A trainer at work on one draft, by plain forms."""

import re
from html import unescape
from typing import Any

from sqlalchemy import select

from puntari.extensions import db
from puntari.practice.authoring.models import OwnExercise

ONCE, BAKER = "0000a", "own-baker-0000a"


class Writer:
    """A trainer at work on one draft."""

    def __init__(self, client: Any, once: str = ONCE) -> None:
        self.client = client
        response = client.post("/en/practice/own/copy", data={"source": "cook", "title": "Baker", "once": once})
        assert response.status_code == 303, response.text
        self.at = response.location

    def page(self, part: str = "") -> Any:
        return self.client.get(f"{self.at}{part}")

    def fields(self, part: str) -> dict[str, str]:
        """What a browser would send of the form as it stands."""
        return fields_of(self.page(part).text)

    def save(self, part: str, **changed: str) -> Any:
        fields = self.fields(part) | {name.replace("__", "."): value for name, value in changed.items()}
        return self.client.post(f"{self.at}{part}", data=fields)

    def do(self, deed: str) -> Any:
        return self.client.post(f"{self.at}/{deed}")

    @property
    def own(self) -> OwnExercise:
        return db.session.scalars(select(OwnExercise)).one()


def fields_of(html: str) -> dict[str, str]:
    """The fields of a draft's form, by name."""
    form = html.split('id="draft-form"', 1)[1].split("</form>", 1)[0]
    found = {}
    for tag in re.findall(r"<input [^>]*>", form):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" in given and (given.get("type") != "checkbox" or " checked" in tag):
            found[given["name"]] = unescape(given.get("value", ""))
    for name, text in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        found[name] = unescape(text)
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        found[name] = unescape(chosen[1]) if chosen else ""
    return found


PARTS = ["/job", "/criteria", "/names", "/applications/01"]
