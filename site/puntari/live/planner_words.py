"""The planner's figures as a trainer would say them."""

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from puntari.live import planner
from puntari.live.planner import LARGE, SMALL, Outlook


def points(value: float) -> str:
    """A difference, to a tenth of a point."""
    return str(format_decimal(value, "0.0"))


def tenths(share: float) -> str:
    """How often, of ten sessions."""
    number = planner.in_ten(share)
    if number == 0:
        return str(_("less than once in 10 sessions"))
    return str(ngettext("in %(num)s session of 10", "in %(num)s sessions of 10", number))


def sentence(outlook: Outlook, *, minimum: int) -> str:
    """What to expect, in one breath."""
    if outlook.people < minimum:
        return str(_("With fewer than %(minimum)s people nobody sees any figures.", minimum=minimum))
    values = {
        "people": outlook.people,
        "large": format_decimal(LARGE),
        "small": format_decimal(SMALL),
        "seen": tenths(outlook.large_seen),
        "seldom": tenths(outlook.small_seen),
        "wrong": tenths(outlook.small_wrong),
    }
    if planner.has_two_rounds(outlook.size):
        return str(
            _("With %(people)s people and 8 applications in two rounds you would see a difference of %(large)s points "
              "%(seen)s, and one of %(small)s %(seldom)s. A true %(small)s would point the wrong way %(wrong)s.",
              **values)
        )  # fmt: skip
    return str(
        _("With %(people)s people and %(applications)s applications you would see a difference of %(large)s points "
          "%(seen)s, and one of %(small)s %(seldom)s. A true %(small)s would point the wrong way %(wrong)s.",
          applications=outlook.size, **values)
    )  # fmt: skip


def advice(outlook: Outlook, *, minimum: int) -> list[str]:
    """What would help, the most useful first."""
    found = []
    is_seldom = planner.in_ten(outlook.large_seen) < 10 * planner.WANTED
    needed = planner.people_needed(LARGE, outlook.size)
    if outlook.people < minimum:
        found.append(_("Invite at least %(minimum)s, and a few more, since some never come.", minimum=minimum))
    elif is_seldom and needed:
        found.append(
            _(
                "Gather more people: from %(needed)s on you would see a difference of %(large)s points in 8 sessions "
                "of 10.",
                needed=needed,
                large=format_decimal(LARGE),
            )
        )
    found += _better_size(outlook)
    if is_seldom:
        found.append(_("Combine groups: two small ones in the same session show more than each alone."))
    if outlook.small_seen < planner.WANTED:
        found.append(
            _(
                "Don't promise a result. A small difference can't usually be told from chance in a group of this size, "
                "and saying so is part of the talk."
            )
        )
    else:
        found.append(_("This is large enough even for a small difference."))
    return [str(line) for line in found]


def _better_size(outlook: Outlook) -> list[str]:
    """What twelve applications, each once, would add: nothing when no difference in tenths of a point is left."""
    now, then = (points(planner.smallest_seen(outlook.people, size)) for size in (outlook.size, planner.BEST_SIZE))
    if now == then:
        return []
    if planner.has_two_rounds(outlook.size):
        return [
            _("Take 12 applications, each once, if the group's difference matters most: the smallest that usually "
              "shows shrinks from %(now)s to %(then)s points, in less time. Two rounds show everybody how much their "
              "own points move, too.", now=now, then=then)
        ]  # fmt: skip
    return [
        _("Take 12 applications: the smallest difference that usually shows shrinks from %(now)s to %(then)s points.",
          now=now, then=then)
    ]  # fmt: skip
