"""What the pages of these exercises say about fields, kinds of wording, and kinds of exercise."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puntari.practice.spotting.domain import Kind

FIELDS = {
    "name": _l("A name hints at sex, age and background. The system hides the field until anonymity is lifted."),
    "born": _l("The date of birth tells the age. It isn't needed for judging what somebody can do."),
    "sex": _l("Sex isn't a merit for this job, and the form hides it."),
    "mother_tongue": _l("Mother tongue tells about background. The skills that the job needs are stated apart."),
    "municipality": _l("Where somebody lives can tell about background and makes them easier to recognise."),
    "email": _l("An e-mail address usually holds the name."),
}
KINDS = {
    "age": _l("age"),
    "gender": _l("gender"),
    "language": _l("language"),
    "background": _l("background"),
    "family": _l("family"),
    "health": _l("health"),
    "criterion": _l("not a criterion"),
}
NAMES = {Kind.LEAK_HUNT: _l("Leak hunt"), Kind.ADVERTISEMENT: _l("Advertisement review")}


def needless_note(kind: Kind) -> str:
    """Why what gives nobody away, or narrows nothing, should stay."""
    if kind is Kind.LEAK_HUNT:
        return str(_("These tell what the applicant has done and can do. What is hidden can't be given points."))
    return str(
        _("These tell what the job is and what it really requires. Without them nobody can know whether to apply.")
    )


def title_of(kind: Kind, job: str) -> str:
    """What a leak hunt or a review is called wherever it stands among other things."""
    if kind is Kind.LEAK_HUNT:
        return str(_("Leak hunt: %(job)s", job=job))
    return str(_("Advertisement review: %(job)s", job=job))
