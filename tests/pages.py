"""Looks over every page that any test fetches, as a browser would read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

import html5lib
from flask import g
from flask.testing import FlaskClient

from puntari.content.languages import LANGUAGES
from puntari.extensions import db

if TYPE_CHECKING:
    from puntari.people.models import Person

UNLABELLED = {"hidden", "submit", "button", "image", "reset"}


def text_of(element: Element) -> str:
    """All text inside, with white space folded."""
    return " ".join("".join(element.itertext()).split())


def check_page(html: str) -> None:
    """Fail unless the page is well-formed and every reader can find their way in it."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page: Any = parser.parse(html)
    assert not parser.errors, f"not well-formed: {parser.errors[:3]}"
    everything = list(page.iter())
    ids = [element.get("id") for element in everything if element.get("id") is not None]
    assert sorted(ids) == sorted(set(ids)), f"ids used twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    assert page.get("lang") in LANGUAGES, "the page doesn't say its language"
    headings = [text_of(element) for element in page.iter("h1")]
    assert len(headings) == 1, f"one h1 wanted, found {headings}"
    title = text_of(next(page.iter("title")))
    assert title.startswith(headings[0]), f"title {title!r} doesn't begin with the heading {headings[0]!r}"
    check_labels(page, everything, set(ids))
    for element in everything:
        assert element.get("style") is None, f"inline style on {element.tag}"
        handlers = [name for name in element.attrib if str(name).startswith("on")]
        assert not handlers, f"inline script on {element.tag}: {handlers}"
        for attribute in ("aria-describedby", "aria-labelledby", "aria-controls"):
            missing = set((element.get(attribute) or "").split()) - set(ids)
            assert not missing, f"{attribute} names what isn't there: {missing}"


def check_labels(page: Any, everything: list[Any], ids: set[str]) -> None:
    """Every field has a label, every button and link has words, every label a field."""
    labelled = {label.get("for") for label in page.iter("label")}
    inside = {id(field) for label in page.iter("label") for field in label.iter() if field is not label}
    for label in page.iter("label"):
        assert label.get("for") is None or label.get("for") in ids, f"a label for nothing: {label.get('for')}"
    for field in everything:
        if field.tag in {"input", "select", "textarea"} and field.get("type", "text") not in UNLABELLED:
            has_label = field.get("id") in labelled or id(field) in inside
            assert has_label or field.get("aria-label") or field.get("aria-labelledby"), f"no label: {field.attrib}"
        if field.tag in {"button", "a", "summary"}:
            images = any(image.get("alt") or image.get("aria-label") for image in field.iter())
            assert text_of(field) or field.get("aria-label") or images, f"no words: {field.tag} {field.attrib}"


class CheckedClient(FlaskClient):
    """Checks every page it fetches, and takes back what the route didn't commit."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        for name in list(g):  # requests share the test's application context; what one kept isn't the next one's
            if not name.startswith("_sqlalchemy"):
                g.pop(name)
        db.session.rollback()  # what the test has read must not hold the write lock
        response = super().open(*args, **kwargs)
        db.session.rollback()
        db.session.expire_all()
        if response.mimetype == "text/html" and "<html" in response.text:
            check_page(response.text)
        return response

    def sign_in(self, person: Person) -> None:
        """As if the person had just given the right password."""
        with self.session_transaction() as session:
            session["_user_id"], session["_fresh"] = person.get_id(), True
