"""The trainer's pages of a session of another exercise: making it, its desk, its result and what to say."""

import secrets
from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.live import actions, activities, activity_pictures, queries, roster
from puntari.live.activity_debrief import debriefs
from puntari.live.activity_desk import desk_of
from puntari.live.activity_forms import ActivityForm
from puntari.live.activity_pages import pages_of, shown_of, whole_parts
from puntari.live.activity_pictures import Picture
from puntari.live.activity_words import kind_title
from puntari.live.codes import in_groups
from puntari.live.debrief import sources
from puntari.live.domain import Activity, Phase, minutes_of
from puntari.live.models import LiveSession
from puntari.live.routes import as_number, bp, outside, stepping
from puntari.live.words import percent
from puntari.web.clock import now
from puntari.web.forms import Form, choices, was_switched
from puntari.web.i18n import current_language


@bp.route("/live/activities/new", methods=["GET", "POST"])
@requires(Permission.LIVE_LEAD)
def new_activity() -> str | Response | tuple[str, int]:
    """Make a session of another exercise."""
    form, offered, language = ActivityForm(), activities.offered(), current_language()
    form.exercise.choices = choices(
        (key, f"{kind_title(doing.kind)}: {content.title[language]}") for key, (doing, content) in offered.items()
    )
    if not form.is_submitted():
        form.token.data = secrets.token_hex(12)
        asked = request.args.get("exercise", "")
        form.exercise.data = asked if asked in offered else None
    if form.was_sent():
        doing, content = offered[form.exercise.data]
        live = actions.create(
            content, form.wanted(), by=current_user.id, now=now(), token=form.token.data or "", activity=doing.kind
        )
        db.session.commit()
        return redirect(url_for(".desk", session_id=live.id), 303)
    if was_switched():
        for field in form:
            field.errors = []
    return render_template("live/activity/form.html", form=form), form.status


def desk_page(live: LiveSession) -> str:
    """The session as its trainer sees it."""
    phase, room, moment = Phase(live.phase), queries.room_of(live.trainer_id), now()
    return render_template(
        "live/activity/desk.html",
        **_named(live),
        rows_template="live/activity/rows.html",
        can_reveal=phase is Phase.WORK,
        desk=desk_of(live, moment),
        phases=live.plan.phases,
        phase=phase,
        following=live.plan.after(phase),
        minutes={one: minutes_of(one, live.size) for one in Phase},
        ends=as_number(live.phase_ends_at),
        is_late=live.phase_ends_at < moment,
        code=in_groups(live.code) if live.code else None,
        room=outside("live.room", slug=room.slug) if room else None,
        attendees=roster.count_of(live),
        form=Form(),
    )


def rows_part(live: LiveSession) -> str:
    """The part of the desk that changes by itself."""
    return render_template("live/activity/rows.html", live=live, desk=desk_of(live, now()))


def _named(live: LiveSession) -> dict[str, object]:
    """What every page says of a session."""
    kind = Activity(live.activity)
    title = activities.of(live).title(live)
    return {"live": live, "Activity": Activity, "kind": kind, "kind_title": kind_title(kind), "content_title": title}


def freeze_and_show(live: LiveSession) -> Response:
    """Freeze the picture of a session whose work is over, and go to its first page. Doing it again changes nothing."""
    activity_pictures.freeze(live, by=current_user.id, now=now())
    db.session.commit()
    return redirect(url_for("live.result", session_id=live.id), 303)


def result_page(live: LiveSession, step: str, address: Callable[[str], str], back: str) -> str | tuple[str, int]:
    """A page of the result, for the wall and for phones; before it's frozen, the way to freeze it."""
    found = activity_pictures.kept(live)
    if found is None:
        return render_template("live/reveal/unfrozen.html", live=live, form=Form()), 409
    picture, parts = found[1], activities.of(live).parts(live, current_language())
    shown = shown_of(picture.released)
    pages = pages_of(parts, shown)
    template = "shares" if step.startswith("part-") else step
    return render_template(
        f"live/activity/{template}.html",
        **_named(live),
        released=picture.released,
        part=dict(zip(parts_of(len(pages)), pages, strict=True)).get(step),
        shown=shown,
        **stepping(step, steps_of(picture, len(pages)), address),
        back=back,
        percent=percent,
        debrief=debriefs()[Activity(live.activity)],
    )


def steps_of(picture: Picture, pages: int) -> tuple[str, ...]:
    """The pages of a result in order."""
    if picture.released.raters is None:
        return ("story", "few", "talk")
    return ("story", *(parts_of(pages) or ("even",)), "talk")


def parts_of(pages: int) -> tuple[str, ...]:
    """The steps of the pages with shares."""
    return tuple(f"part-{number}" for number in range(1, pages + 1))


def script_page(live: LiveSession) -> str | tuple[str, int]:
    """What the trainer says about this result, and what not."""
    found = activity_pictures.kept(live)
    if found is None:
        return render_template("live/reveal/unfrozen.html", live=live, form=Form()), 409
    shown = shown_of(found[1].released)
    return render_template(
        "live/activity/script.html",
        **_named(live),
        snapshot=found[0],
        released=found[1].released,
        shown=shown,
        parts=whole_parts(activities.of(live).parts(live, current_language()), shown),
        percent=percent,
        debrief=debriefs()[Activity(live.activity)],
        sources=sources(),
    )
