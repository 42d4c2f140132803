"""What the app takes from this feature: its addresses, the words for what is refused, and for the audit trail."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from puntari.audit import words as audit_words
from puntari.plan import actions, downloads, edit_routes, exempt_routes, routes
from puntari.plan.blueprint import bp
from puntari.web import errors

ROUTES = (routes, downloads, edit_routes, exempt_routes)  # importing them has put their addresses on the blueprint

DEEDS = {
    "plan.added": _l("Added a plan"),
    "plan.changed": _l("Changed a plan"),
    "focus_area.added": _l("Added a focus area"),
    "focus_area.changed": _l("Changed a focus area"),
    "focus_area.removed": _l("Removed a focus area"),
    "measure.added": _l("Added a measure"),
    "measure.changed": _l("Changed a measure"),
    "measure.removed": _l("Removed a measure"),
    "training_target.added": _l("Added a training target"),
    "training_target.changed": _l("Changed a training target"),
    "training_target.removed": _l("Removed a training target"),
    "exemption.added": _l("Exempted a person from a training target"),
    "exemption.ended": _l("Ended an exemption from a training target"),
    "demo.loaded": _l("Loaded the demo organisation"),
}


def init_app(app: Flask) -> None:
    """Register what belongs to the plan."""
    app.register_blueprint(bp)
    audit_words.register(DEEDS)
    errors.show_as(actions.NotEmpty, 409, _l("Something still belongs to it. Remove that first."))
