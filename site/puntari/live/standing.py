"""What practice asks of live sessions: the picture of everybody, on a trainee's own result."""

from flask import current_app, render_template
from markupsafe import Markup

from puntari.extensions import db, reading, set_reading
from puntari.live import group_pictures, reveal, words
from puntari.live.minimum import minimum_raters
from puntari.live.snapshots import Spoilt
from puntari.practice.models import Stream
from puntari.web.clock import now
from puntari.web.i18n import current_language


def paint(stream: Stream) -> Markup:
    """The picture as a section of a page, or a sentence of how it will appear."""
    exercise = group_pictures.exercise_of(stream)
    groups = words.group_names(exercise, current_language())
    picture = group_pictures.latest(stream)
    values = {"exercise": exercise, "groups": groups, "words": words, "picture": None}
    try:
        result = group_pictures.result_in(picture) if picture else None
    except Spoilt:
        current_app.logger.exception("a group's picture was changed after it was frozen")
        result = None
    if result and result.released.primary and (result.released.raters or 0) >= minimum_raters():
        primary, strip = result.released.primary, result.released.strip
        axis = reveal.axis_of_figures([primary])
        values |= {
            "picture": picture,
            "result": result,
            "axis": axis,
            "bounds": reveal.bounds_of(primary.figure, axis),
            "reading": words.reading(primary),
        }
        if strip:
            worlds, scale = reveal.worlds_of(strip, primary.measure)
            heights = [reveal.height(tick, scale) for tick in scale.ticks]
            values |= {"worlds": worlds, "scale": scale, "middle": reveal.height(0, scale), "heights": heights}
    return Markup(render_template("live/group_picture.html", **values))  # noqa: S704 -- a template of ours, escaped


def look_again(stream_id: int) -> None:
    """Take a new picture of a stream in which somebody has just finished, if the gate lets one out; and commit.

    A picture that somebody changed is left alone, and no other follows it: their finishing mustn't fail for that.
    """
    db.session.rollback()
    with reading():
        stream = db.session.get_one(Stream, stream_id)
        try:
            prepared = group_pictures.prepare(stream, minimum=minimum_raters())
        except Spoilt:
            current_app.logger.exception("a group's picture was changed after it was frozen")
            prepared = None
        db.session.rollback()
    if prepared is None:
        return
    set_reading(False)
    group_pictures.freeze(db.session.get_one(Stream, stream_id), prepared, now=now())
    db.session.commit()
