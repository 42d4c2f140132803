"""What other pages show of these exercises: inside a course page, on one's own page, in the list of exercises."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from puntari.practice.owner import key_of
from puntari.practice.spotting import queries, works
from puntari.practice.spotting.domain import Kind
from puntari.practice.spotting.models import Run
from puntari.practice.spotting.words import title_of
from puntari.practice.spotting.works import Work
from puntari.web.embeds import Card, Embed, EmbedProvider, completed_as
from puntari.web.i18n import current_language


def provider(kind: Kind) -> EmbedProvider:
    """Shows exercises of a kind inside a course page."""

    def embed(person_id: int, content_id: str, _options: dict[str, str]) -> Embed | None:
        work = works.find(kind, content_id)
        if work is None:
            return None
        run = _newest(queries.runs_of(key_of(person_id), kind, content_id))
        is_done = run is not None and run.finished_at is not None
        return Embed(
            title=work.title[current_language()],
            state=_state(run),
            action=_action(run),
            url=_address(work, run),
            is_done=is_done,
            is_under_way=run is not None and not is_done,
            minutes=work.minutes,
        )

    return embed


def title(content_id: str, language: str) -> str | None:
    """The title of a completed leak hunt or review; None when the id is of something else."""
    for work in works.all_works():
        if completed_as(work.kind, work.id) == content_id:
            with force_locale(language):
                return title_of(work.kind, work.title[language])
    return None


def cards(person_id: int) -> list[Card]:
    """A card for each of these exercises on the person's own page."""
    runs = queries.runs_of(key_of(person_id))
    return [_card(work, [run for run in runs if (run.kind, run.content_id) == (work.kind, work.id)]) for work in
            works.all_works()]  # fmt: skip


def _card(work: Work, runs: Sequence[Run]) -> Card:
    run = _newest(runs)
    is_done = run is not None and run.finished_at is not None
    is_under_way = run is not None and not is_done
    return Card(
        order=25 if is_under_way else 50,
        kind=work.kind.value,
        title=work.title[current_language()],
        text=_state(run) if run else _invitation(work),
        action=_action(run),
        url=_address(work, run),
        done=_done(run) if run and is_under_way else 0,
        of=len(run.items) if run and is_under_way and len(run.items) > 1 else 0,
        is_done=is_done,
        is_offer=run is None,
    )


def _newest(runs: Sequence[Run]) -> Run | None:
    """The run under way, or else the newest."""
    return next((run for run in runs if not run.finished_at), next(iter(runs), None))


def _done(run: Run) -> int:
    return sum(item.done_at is not None for item in run.items)


def _invitation(work: Work) -> str:
    if work.kind is Kind.LEAK_HUNT:
        return str(_("Mark what gives the applicant away in three applications."))
    return str(_("Mark what narrows the field without need in a job advertisement."))


def _state(run: Run | None) -> str:
    if run is None:
        return str(_("Not started"))
    if run.finished_at:
        return str(_("You have done this exercise."))
    if len(run.items) == 1:
        return str(_("Begun"))
    return str(_("%(done)s of %(of)s applications looked through", done=_done(run), of=len(run.items)))


def _action(run: Run | None) -> str:
    if run is None:
        return str(_("Begin"))
    return str(_("See your result") if run.finished_at else _("Continue"))


def _address(work: Work, run: Run | None) -> str:
    if run is None:
        return url_for("spotting.start", kind=work.kind.value, content_id=work.id)
    return url_for("spotting.result" if run.finished_at else "spotting.run", run_id=run.id)
