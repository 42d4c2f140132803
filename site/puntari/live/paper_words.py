"""What a packet says besides the exercise, in the language in force."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puntari.live.models import LiveSession
from puntari.practice.exercise import Exercise

ENTRY_TIME = _l("Packets can be typed in from the moment that scoring begins until the result is shown.")
NOT_FOR_RESEARCH = _l("Figures for research are there once the session has ended, if it has a result with figures.")
FIELDS = {
    "name": _l("Name"),
    "born": _l("Date of birth"),
    "sex": _l("Sex"),
    "mother_tongue": _l("Mother tongue"),
    "municipality": _l("Municipality"),
    "email": _l("E-mail"),
}


def heading(live: LiveSession, number: int) -> str:
    """What stands above an application, by its number through all rounds."""
    round_, place = live.spot(number)
    if live.rounds > 1:
        return str(
            _("Round %(round)s, application %(number)s of %(of)s", round=round_, number=place, of=live.applications)
        )
    return str(_("Application %(number)s of %(of)s", number=place, of=live.applications))


def cell(live: LiveSession, number: int, what: str) -> str:
    """What a cell of the grid is called when somebody types the packet in."""
    round_, place = live.spot(number)
    if live.rounds > 1:
        return str(_("Round %(round)s, application %(number)s, %(what)s", round=round_, number=place, what=what))
    return str(_("Application %(number)s, %(what)s", number=place, what=what))


def instructions(live: LiveSession) -> list[str]:
    """How it goes, step by step."""
    pause = _("After application %(half)s, stop and wait until the trainer says that it goes on.", half=live.size // 2)
    if live.rounds > 1:
        pause = _("There are two rounds. After round 1, stop, put it face down and wait until the trainer says that "
                  "it goes on.")  # fmt: skip
    return [
        str(_("Read the job and the criteria first. Each criterion gets points from 1 to 5 on its own.")),
        str(_("Score the applications one at a time, in the order in which they are here. Draw a ring round one number "
              "on each line, or fill it in, and tick whether you would invite the applicant.")),
        str(pause),
        str(_("Don't leaf back: the first judgement is what this is about. "
              "If you slip, cross out the wrong one clearly.")),
        str(_("What you can't judge, you leave empty.")),
    ]  # fmt: skip


def private(exercise: Exercise) -> list[str]:
    """What happens to what somebody writes."""
    research = str(_("The figures of the whole group may be used for research, never what one person scored."))
    return [
        str(_("Don't write your name anywhere. Nobody notes who has which packet.")),
        str(_("When you are done, turn the packet over and put it into the pile yourself.")),
        str(_("Somebody types in the scores of the whole pile. They see scores and a code, and no name.")),
        str(_("When the session ends, the codes are destroyed. The paper is destroyed after it has been typed in.")),
        *([research] if exercise.definition.research else []),
    ]


def guess(live: LiveSession, exercise: Exercise, language: str) -> dict[str, Any] | None:
    """The page on which the result is guessed; None in a session without it."""
    if not live.has_prediction:
        return None
    groups = exercise.definition.groups
    return {
        "heading": _("What do you expect?"),
        "lead": _(
            "Every application was read by some with a person of one group and by others with a person of the other. "
            "Which of the two got more points from this group?"
        ),
        "options": [
            _("More points with: %(group)s", group=groups.reference.title[language]),
            _("No difference to speak of"),
            _("More points with: %(group)s", group=groups.comparison.title[language]),
        ],
    }


def next_round(live: LiveSession) -> dict[str, Any] | None:
    """The page on which the second round begins; None where there is one only."""
    if live.rounds == 1:
        return None
    return {
        "heading": _("Round %(number)s", number=2),
        "feet": [_("round %(number)s", number=number) for number in (1, 2)],
        "wait": _("Don't turn this page before the trainer says so."),
        "steps": [
            _("The same applications come again in a new order, most of them in another version."),
            _("Score each one anew, on what lies before you now."),
            _("Don't look back at round 1 and don't try to remember your points. They may well be others this time."),
            _("The criteria are on the next page, so you needn't leaf back for them."),
        ],
    }


def words(live: LiveSession, exercise: Exercise, language: str) -> dict[str, Any]:
    """All words that the packets of a language share."""
    definition = exercise.definition
    stop = _("Stop here. Wait until the trainer says that it goes on.")
    end = _("Turn the packet over and put it into the pile. The group's result is shown only when at least "
            "%(minimum)s people have scored.", minimum=live.minimum)  # fmt: skip
    if live.rounds > 1:
        stop = _("Round 1 ends here. Put it face down and wait until the trainer says that it goes on.")
        end = _("Put both rounds together, turn them over and put them into the pile. The group's result is shown "
                "only when at least %(minimum)s people have scored.", minimum=live.minimum)  # fmt: skip
    return {
        "region": "GB" if language == "en" else "FI",
        "packet": _("Packet"),
        "page": _("page"),
        "hidden": _("hidden"),
        "title": definition.title[language],
        "lead": _("You are on the panel that reads the applications for this job. The applicants are made up."),
        "steps": instructions(live),
        "private_title": _("Your scores are yours"),
        "private": private(exercise),
        "job_title": f"{_('The job')}: {definition.title[language]}, {definition.job.employer[language]}",
        "advertisement": [part for part in definition.job.advertisement[language].strip().split("\n\n") if part],
        "duties_title": _("Duties"),
        "duties": [one[language] for one in definition.job.duties],
        "requirements_title": _("Requirements"),
        "requirements": [one[language] for one in definition.job.requirements],
        "criteria_title": _("What you score on"),
        "criteria_lead": _("Read the criteria before the first application. Each gets points from 1 to 5 on its own."),
        "criteria": [
            {
                "title": one.title[language],
                "heading": one.title[language]
                + (f", {_('weight %(weight)s %%', weight=one.weight)}" if one.weight else ""),
                "description": one.description[language],
                "anchors": [[str(point), texts[language]] for point, texts in one.anchors.items()],
            }
            for one in exercise.criteria
        ],
        "criterion": _("Criterion"),
        "points": [_("1, the least"), "2", "3", "4", _("5, the most")],
        "invite": _("Would you invite this applicant?"),
        "yes": _("Yes"),
        "no": _("No"),
        "stop": stop,
        "next_round": next_round(live),
        "guess": guess(live, exercise, language),
        "end_title": _("Thank you"),
        "end": end,
    }
