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


def kind_title(kind: Activity | str) -> str:
    """What a kind is called."""
    return str(TITLES[Activity(kind)])


STORIES = {
    Activity.LEAK_HUNT: _l(
        "Everybody looked alone for what gives the applicant away, in the same applications, and marked it on their "
        "own device. What each of them marked is deleted when the session ends; these shares stay."
    ),
    Activity.ADVERTISEMENT: _l(
        "Everybody looked alone for wordings that narrow the field without need, in the same advertisement, and marked "
        "them on their own device. What each of them marked is deleted when the session ends; these shares stay."
    ),
    Activity.PROCESS: _l(
        "Everybody led the same made-up recruitment alone, on their own device. What each of them chose is deleted "
        "when the session ends; these shares stay."
    ),
}


def story_of(kind: Activity) -> str:
    """What a group did, for those who weren't there."""
    return str(STORIES[kind])


def activity_title(live: LiveSession) -> str:
    """What a session of another exercise is about."""
    return f"{kind_title(Activity(live.activity))}: {activities.of(live).title(live)[current_language()]}"
