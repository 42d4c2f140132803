"""What the app takes from live sessions: addresses, the words for what is refused, and those of the audit trail."""

from collections.abc import Collection, Mapping
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from puntari.audit import words as audit_words
from puntari.extensions import db
from puntari.live import (
    activities,
    attendance_routes,
    demo,
    desk_routes,
    entry_routes,
    export_routes,
    gallery,
    join_routes,
    paper,
    paper_routes,
    paper_words,
    place_routes,
    planner_routes,
    purging,
    rehearsal_routes,
    research_words,
    reveal_routes,
    routes,
    standing,
)
from puntari.live.activity_process import ProcessActivity
from puntari.live.activity_spotting import SpottingActivity
from puntari.live.activity_words import activity_title
from puntari.live.disclosure import Forgotten, TooAlike
from puntari.live.domain import Activity, NotNow, Phase, SessionOver, SettingsLocked, TooEarlyToReveal
from puntari.live.joining import SessionFull, room_for
from puntari.live.models import LiveSession
from puntari.live.packets import GivenBack, NotEntryTime, TooManyPackets
from puntari.live.phases import title_of
from puntari.live.research import NotForResearch
from puntari.live.snapshots import Spoilt
from puntari.live.words import extent
from puntari.people import demo_extras
from puntari.practice import groups
from puntari.web import errors
from puntari.web import gallery as components

ROUTES = (
    attendance_routes,
    desk_routes,
    entry_routes,
    export_routes,
    paper_routes,
    place_routes,
    planner_routes,
    rehearsal_routes,
    reveal_routes,
)  # importing them has put their addresses on the blueprints


def moved(details: Mapping[str, Any]) -> str:
    """Which phase was begun."""
    phase = title_of(Phase(details["phase"]), details.get("rounds", 1))
    return str(_("Moved a live session to: %(phase)s", phase=phase))


def place_removed(details: Mapping[str, Any]) -> str:
    """Which place was removed."""
    return str(_("Removed place %(number)s from a live session", number=details["place"]))


def packets_printed(details: Mapping[str, Any]) -> str:
    """How many packets were made."""
    return str(_("Made %(number)s packets on paper for a live session", number=details["packets"]))


DEEDS = {
    "live.created": _l("Made a live session"),
    "live.rehearsal_made": _l("Made a rehearsal of a live session"),
    "live.changed": _l("Changed a live session"),
    "live.moved": moved,
    "live.extended": _l("Gave a phase of a live session more time"),
    "live.handed_over": _l("Changed the second trainer of a live session"),
    "live.place_removed": place_removed,
    "live.revealed": _l("Showed the result of a live session"),
    "live.frozen": _l("Froze the result of a live session"),
    "live.closed": _l("Ended a live session"),
    "live.attendance": _l("Changed who attended a live session"),
    "live.packets_printed": packets_printed,
    "live.packets_returned": _l("Gave back unused packets of a live session"),
    "live.packet_entered": _l("Typed in a packet of a live session"),
    "live.purged": _l("Deleted the scores of a live session"),
}


def session_titles(ids: Collection[int]) -> dict[int, str]:
    """The names of sessions by id."""
    rows = db.session.execute(select(LiveSession.id, LiveSession.title).where(LiveSession.id.in_(ids)))
    return {row.id: row.title for row in rows}


def init_app(app: Flask) -> None:
    """Add addresses, refusals and words."""
    app.register_blueprint(routes.bp)
    app.register_blueprint(join_routes.bp)
    purging.init_app(app)
    app.add_template_global(title_of, "phase_title")
    app.add_template_global(extent)
    app.add_template_global(activity_title, "activity_title")
    app.add_template_global(room_for, "room_for")
    app.add_template_global(paper.counts_of, "paper_counts")
    app.add_template_global(research_words.allows_research, "allows_research")
    app.add_template_global(research_words.has_table, "has_research_table")
    for doing in (SpottingActivity(Activity.LEAK_HUNT), SpottingActivity(Activity.ADVERTISEMENT), ProcessActivity()):
        activities.register(doing)
    demo_extras.register(demo.load)
    groups.register(standing.paint, standing.look_again)
    components.show_too("live/gallery.html", gallery.samples)
    audit_words.register(DEEDS)
    audit_words.register_namer("live_session", session_titles)
    errors.show_as(NotNow, 409, _l("That part of the session is over, or hasn't begun. What was saved is kept."))
    errors.show_as(SessionOver, 409, _l("The session has ended."))
    errors.show_as(SettingsLocked, 409, _l("Scoring has begun, so the session can't be changed any more."))
    errors.show_as(TooEarlyToReveal, 409, _l("Scoring isn't over yet. Close it first."))
    errors.show_as(SessionFull, 409, _l("Far more people than expected have joined. Ask the trainer to make room."))
    errors.show_as(TooManyPackets, 409, _l("More packets are wanted than people are expected."))
    errors.show_as(NotEntryTime, 409, paper_words.ENTRY_TIME)
    errors.show_as(GivenBack, 409, _l("This packet was given back as unused, so it can't be typed in."))
    errors.show_as(NotForResearch, 409, paper_words.NOT_FOR_RESEARCH)
    errors.show_as(reveal_routes.NotFrozen, 409, _l("There is no result to show yet."))
    errors.show_as(TooAlike, 409, _l("Too little has changed since the last result, so that one stays."))
    errors.show_as(Forgotten, 409, _l("The session has ended, so its result stays as it is."))
    errors.show_as(Spoilt, 409, _l("This result was changed after it was frozen, so it isn't shown."))
