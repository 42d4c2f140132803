"""What an address of the plan asks for, and what the person may see of it."""

from dataclasses import dataclass

from flask import abort
from flask_babel import gettext as _
from flask_login import current_user

from puntari.plan import queries
from puntari.plan.forms import ChooseForm
from puntari.plan.places import View
from puntari.plan.queries import Town
from puntari.web import clock
from puntari.web.forms import choices
from puntari.web.i18n import current_language


@dataclass(frozen=True)
class Asked:
    """The town on the day asked for, and the part of it that was chosen; no view when the form needs correcting."""

    town: Town
    view: View | None

    @property
    def unit_name(self) -> str:
        """What was chosen, in words."""
        if self.view is None or len(self.view.roots) != 1:
            return str(_("All units that you follow")) if self.town.scope is not None else str(_("All units"))
        return self.town.units.name(self.view.roots[0])

    @property
    def path(self) -> list[int]:
        """The units above the chosen one that the person may see, from the top."""
        if self.view is None or len(self.view.roots) != 1:
            return []
        above = self.town.units.tree.path(self.view.roots[0])[:-1]
        return [unit for unit in above if self.town.scope is None or unit in self.town.scope]


def read(form: ChooseForm) -> Asked:
    """Check the form. A unit that the person may not see is not found; one that wasn't there that day is an error."""
    is_valid = form.validate()
    day = form.day.data if form.day.data and not form.day.errors else form.today
    town = queries.town_on(day, seen_by=current_user, today=clock.today(), language=current_language())
    options = town.units.choices(town.scope)
    everything = town.view(None)
    if everything is not None and len(everything.roots) != 1:
        options.insert(0, ("", str(_("All units that you follow")) if town.scope is not None else str(_("All units"))))
    form.unit.choices = choices(options)
    unit_id = unit_asked(form.unit.data or "", town)
    view = town.view(unit_id)
    if view is None:
        form.unit.errors = [_("This unit wasn't in the organisation on that day. Choose another unit or day.")]
    elif unit_id is None and len(view.roots) == 1:
        form.unit.data = str(view.roots[0])
    return Asked(town, view if is_valid else None)


def unit_asked(asked: str, town: Town) -> int | None:
    """The unit's id; 404 for one that doesn't exist or that the person may not see."""
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 10 and int(asked) in town.units.by_id):
        abort(404)
    unit_id = int(asked)
    if town.scope is not None and unit_id in town.units.tree and unit_id not in town.scope:
        abort(404)
    return unit_id
