"""Lends the organisation's name and the demo mark to the page frame."""

from typing import Any

from flask import Flask
from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session

from puntari.extensions import db, reading
from puntari.people.models import Organisation
from puntari.web import site

PENDING = "site to remember"


def load() -> site.Site | None:
    """The organisation as saved, over a connection of its own, so that the request's transaction stays as it is."""
    query = select(Organisation.name_fi, Organisation.name_sv, Organisation.name_en, Organisation.is_demo)
    with reading(), db.engine.connect() as connection:
        row = connection.execute(query).one_or_none()
    return row and site.Site({"fi": row.name_fi, "sv": row.name_sv, "en": row.name_en}, row.is_demo)


def _of(organisation: Organisation) -> site.Site:
    names = {language: organisation.name(language) for language in ("fi", "sv", "en")}
    return site.Site(names, bool(organisation.is_demo))


def _saved(_mapper: Any, _connection: Any, organisation: Organisation) -> None:
    session = inspect(organisation).session
    if session is not None:
        session.info[PENDING] = _of(organisation)


def _committed(session: Session) -> None:
    if PENDING in session.info:
        site.remember(session.info.pop(PENDING))


def _rolled_back(session: Session) -> None:
    session.info.pop(PENDING, None)


def init_app(_app: Flask) -> None:
    """Lend the loader, and say at once when the organisation is saved in this process."""
    site.provide(load)
    if not event.contains(Session, "after_commit", _committed):
        event.listen(Organisation, "after_insert", _saved)
        event.listen(Organisation, "after_update", _saved)
        event.listen(Session, "after_commit", _committed)
        event.listen(Session, "after_rollback", _rolled_back)
