"""The activities in words."""

from flask_babel import lazy_gettext as _l

from puntari.live import activities
from puntari.live.domain import Activity
from puntari.live.models import LiveSession
from puntari.web.i18n import current_language

TITLES = {
    Activity.SCORING: _l("Scoring applications"),
    Activity.LEAK_HUNT: _l("Leak hunt"),
    Activity.ADVERTISEMENT: _l("Advertisement review"),
    Activity.PROCESS: _l("A walk through a recruitment"),
}


def kind_title(kind: Activity) -> str:
    """What a kind is called."""
    return str(TITLES[kind])


def activity_title(live: LiveSession) -> str:
    """What a session of another exercise is about."""
    return f"{kind_title(Activity(live.activity))}: {activities.of(live).title(live)[current_language()]}"
