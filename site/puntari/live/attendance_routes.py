"""Who was there, as far as they or the trainer say so. It has no path to what anybody scored."""

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.live import actions, queries
from puntari.live.forms import AttendanceForm
from puntari.live.routes import bp, own_session
from puntari.people.models import Person
from puntari.web.clock import now

SHORTEST = 3  # letters, so that the whole staff isn't listed


@bp.route("/live/<int:session_id>/attendance", methods=["GET", "POST"])
@requires(Permission.LIVE_LEAD)
def attendance(session_id: int) -> str | Response:
    """Tick names: who is registered as present gets the exercise as completed when the session ends."""
    live = own_session(session_id)
    if not live.is_open:
        return redirect(url_for(".desk", session_id=session_id), 303)
    words = " ".join(request.args.get("q", "")[:80].split())
    form = AttendanceForm()
    if form.is_submitted():
        if not form.was_sent():
            abort(422)
        person = db.session.get(Person, form.person.data) or abort(404)
        actions.attend(live, person.id, is_there=form.is_there.data == "yes", by=current_user.id, now=now())
        db.session.commit()
        return redirect(url_for(".attendance", session_id=session_id, q=words or None), 303)
    attendees = queries.attendees_of(live)
    found = queries.people_named(words) if len(words) >= SHORTEST else []
    return render_template(
        "live/attendance.html",
        live=live,
        form=form,
        words=words,
        attendees=attendees,
        found=[person for person in found if person not in attendees],
        shortest=SHORTEST,
    )
