"""The audit trail, for administrators."""

import re
from typing import Any

from flask import Flask, abort, render_template, request

from puntari.audit import queries, words
from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.web.blueprints import localised

bp = localised("audit", __name__, prefix="/audit")
TARGET = re.compile(r"[a-z_]{1,40}:[0-9a-z-]{1,60}")


@bp.get("")
@requires(Permission.AUDIT_READ)
def index() -> Any:
    """What was done, by whom and when, newest first."""
    before, target = request.args.get("before", ""), request.args.get("about", "")
    if not re.fullmatch(r"[0-9]{0,9}", before) or not (target == "" or TARGET.fullmatch(target)):
        abort(404)
    events, has_older = queries.latest(before=int(before) if before else None, target=target or None)
    targets = {event.target for event in events} | {f"person:{event.by}" for event in events if event.by}
    return render_template(
        "people/audit.html",
        events=events,
        has_older=has_older,
        target=target,
        before=before,
        names=words.names(targets | ({target} if target else set())),
        say=words.say,
    )


def init_app(app: Flask) -> None:
    """Add the page."""
    app.register_blueprint(bp)
