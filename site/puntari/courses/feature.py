"""What the app takes from this feature: its addresses, its cards, and its ear for finished exercises."""

from collections.abc import Sequence

from flask import Flask, current_app, url_for
from flask_babel import gettext as _

from puntari.authz.pseudonym import owner_key
from puntari.certificates import titles
from puntari.certificates.actions import Appended, on_completion
from puntari.certificates.models import Kind
from puntari.courses import actions, catalogue, words
from puntari.courses.domain import State
from puntari.courses.overview import Overview, overviews
from puntari.courses.routes import bp
from puntari.extensions import db
from puntari.web import embeds
from puntari.web.clock import now, today
from puntari.web.i18n import current_language


def init_app(app: Flask) -> None:
    """Load the courses and register what belongs to them. Raises BadContent in production."""
    catalogue.init_app(app)
    app.register_blueprint(bp)
    words.init_app(app)
    embeds.register_cards(cards)
    on_completion(finish_courses)
    titles.provide(Kind.COURSE, title_of)


def title_of(course_id: str, language: str) -> str | None:
    """The title of a course that is served."""
    compiled = catalogue.catalogue().courses.get(course_id)
    return compiled.course.head.title[language] if compiled else None


def _key(person_id: int) -> str:
    return owner_key(person_id, "courses", secret=current_app.config["SETTINGS"].pseudonym_key)


def finish_courses(event: Appended) -> None:
    """A finished exercise may be the last thing that a course was waiting for."""
    if event.kind != Kind.EXERCISE:
        return
    for compiled in catalogue.catalogue().courses.values():
        if event.content_id in compiled.outline.exercises:
            learner = actions.Learner(event.person_id, _key(event.person_id), event.language, event.now, event.today)
            actions.complete_if_done(compiled, learner=learner)


def cards(person_id: int) -> Sequence[embeds.Card]:
    """The courses on a person's own page."""
    return [_card(overview) for overview in overviews(person_id, _key(person_id), today())]


def _card(overview: Overview) -> embeds.Card:
    course, progress, language = overview.compiled.course, overview.progress, current_language()
    is_done = overview.state is State.DONE
    if is_done:
        text, action = _("You have completed this course."), _("Read again")
        address = url_for("courses.front", course_id=course.id)
    elif overview.state is State.UNDER_WAY:
        title = overview.compiled.shown[progress.resume, language].title
        text, action = _("Next: %(page)s", page=title), _("Continue")
        address = url_for("courses.page", course_id=course.id, page_id=progress.resume)
    else:
        text, action = course.head.summary[language], _("Begin")
        address = url_for("courses.front", course_id=course.id)
    return embeds.Card(
        order=10,
        kind="course",
        title=course.head.title[language],
        text=text,
        action=action,
        url=address,
        done=progress.pages_done,
        of=len(progress.pages),
        is_done=is_done,
    )


def keep_versions() -> None:
    """Keep the texts of every course served now, so that a version nobody answered to is known too. Commits."""
    for compiled in catalogue.catalogue().courses.values():
        actions.keep_version(compiled.course, now=now())
    db.session.commit()
