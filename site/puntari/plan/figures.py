"""Counting, in the database: one statement for a target, whatever the number of people, days and units.

One row for each person and branch says on which of the days the person belonged to the target group, was exempt and
was done; the sums of those rows are the figures. Days and places come in as values, since they are few.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_ as or_bits
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    FromClause,
    Integer,
    Select,
    and_,
    case,
    column,
    func,
    literal,
    or_,
    select,
    union_all,
    values,
)
from sqlalchemy import true as always

from puntari.certificates.models import CompletionEvent, Happening
from puntari.extensions import db
from puntari.people.models import Posting
from puntari.people.queries import posted_on
from puntari.plan.domain import Correction, Rule, State, cutoffs, stands
from puntari.plan.models import Exemption, TrainingTarget
from puntari.plan.pace import Point
from puntari.plan.places import WHOLE, Places


@dataclass(frozen=True)
class Figures:
    """How many stand where on the last of the days, and how many were done on each."""

    states: Mapping[State, int]
    points: Mapping[date, Point]


Corrections = Mapping[int, Sequence[Correction]]


def corrections() -> Corrections:
    """What has been corrected in the ledger, by the id of the completion it is about. One statement."""
    query = select(CompletionEvent.corrects_id, CompletionEvent.id, CompletionEvent.local_date, CompletionEvent.counts)
    found: dict[int, list[Correction]] = {}
    # Every id is: but for "is not null" SQLite would read the whole ledger and not the index.
    for about, number, day, counts in db.session.execute(query.where(CompletionEvent.corrects_id > 0)):
        if about is not None:
            found.setdefault(about, []).append(Correction(number, day, counts))
    return found


def figures(target: TrainingTarget, places: Places, days: Sequence[date], corrected: Corrections) -> dict[int, Figures]:
    """The figures of the whole and of each branch; ``days`` rise, the last is the one in question. One statement."""
    if not places.ever:
        return {}
    facts = facts_of(target, places, days, corrected)
    query: Select[Any] | CompoundSelect[Any] = _sums(target.rule, facts, set(range(len(days))))
    if places.branches:  # on few of the days, so they are counted apart
        of_branches = replace(facts, group=_branches(target.rule, places, days))
        query = union_all(query, _sums(target.rule, of_branches, asked_of(places, days)))
    found: dict[int, list[Sequence[Any]]] = {}
    for row in db.session.execute(query):
        found.setdefault(row[0], []).append(row[1:])
    return {branch: _figures_of(parts, days) for branch, parts in found.items()}


def _sums(rule: Rule, facts: "Facts", asked: Set[int]) -> Select[Any]:
    """For each branch and state the number of people, and for each day how many count and are done; 0 if not asked."""
    last = len(facts.days) - 1
    state = case((facts.group.c[f"in_{last}"] == 1, state_column(rule, facts.days[-1], facts, last)))
    rows = select(facts.group.c.branch, state.label("state"))
    for number in sorted(asked):
        counts = (facts.group.c[f"in_{number}"] == 1) & ~facts.is_exempt(number)
        rows = rows.add_columns(
            _one(counts).label(f"of_{number}"), _one(counts & facts.is_done(number)).label(f"is_{number}")
        )
    each = rows.select_from(facts.joined).subquery()
    sums = [
        func.sum(each.c[f"{name}_{number}"]) if number in asked else literal(0)
        for number in range(len(facts.days))
        for name in ("of", "is")
    ]
    return select(each.c.branch, each.c.state, func.count(), *sums).group_by(each.c.branch, each.c.state)


_COUNTABLE = tuple(state for state in State if state is not State.NOT_ASSIGNED)


def _figures_of(parts: Sequence[Sequence[Any]], days: Sequence[date]) -> Figures:
    """Put the states of a branch together: each part is a state, its number of people, and its sums by day."""
    states = dict.fromkeys(_COUNTABLE, 0) | {State(part[0]): part[1] for part in parts if part[0] is not None}
    sums = [sum(column) for column in zip(*(part[2:] for part in parts), strict=True)]
    return Figures(states, {day: Point(day, sums[2 * i + 1], sums[2 * i]) for i, day in enumerate(days)})


def _one(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _any(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.max(_one(condition))


def audience(rule: Rule) -> ColumnElement[bool]:
    """The condition that a posting is of the kind the rule is about, wherever it is."""
    conditions: list[ColumnElement[bool]] = [always()]
    if rule.recruits_only:
        conditions.append(Posting.recruits.is_(True))
    if rule.role_groups:
        conditions.append(Posting.role_group.in_(sorted(rule.role_groups)))
    return and_(*conditions)


def _group(rule: Rule, places: Places, days: Sequence[date]) -> CTE:
    """For each person in the whole: on which days in the group, and since when on the last of them."""
    in_time = (Posting.starts <= days[-1]) & or_(Posting.ends.is_(None), Posting.ends > days[0])
    # Without the plus SQLite would go by unit, and sort people again who come in order from the index on persons.
    unit_id = Posting.unit_id + 0
    there = [
        posted_on(day) if units == places.ever else posted_on(day) & unit_id.in_(sorted(units))
        for day, units in zip(days, places.whole, strict=True)
    ]
    whole = (
        select(Posting.person_id, literal(WHOLE).label("branch"), *_presence(dict(enumerate(there))))
        .where(audience(rule), in_time, unit_id.in_(sorted(places.ever)))
        .group_by(Posting.person_id)
    )
    return whole.cte("people_in_group").prefix_with("MATERIALIZED")


def asked_of(places: Places, days: Sequence[date]) -> set[int]:
    """The days, by number, on which the branches are counted; always the last, for the states."""
    bits = reduce(or_bits, (place.days for place in places.branches))
    return {number for number in range(len(days)) if bits >> number & 1} | {len(days) - 1}


def _branches(rule: Rule, places: Places, days: Sequence[date]) -> CTE:
    """The same for each person and branch, on the days asked for."""
    in_time = (Posting.starts <= days[-1]) & or_(Posting.ends.is_(None), Posting.ends > days[0])
    # Kept as a table of its own: SQLite would otherwise read the values again for every posting.
    place = (
        values(column("unit_id", Integer), column("branch", Integer), column("days", Integer))
        .data([(place.unit_id, place.branch, place.days) for place in places.branches])
        .cte("place")
        .prefix_with("MATERIALIZED")
    )
    there = {
        number: (place.c.days.bitwise_and(1 << number) != 0) & posted_on(days[number])
        for number in sorted(asked_of(places, days))
    }
    branches = (
        select(Posting.person_id, place.c.branch, *_presence(there))
        .join(place, place.c.unit_id == Posting.unit_id)
        .where(audience(rule), in_time)
        .group_by(Posting.person_id, place.c.branch)
    )
    return branches.cte("people_in_branches").prefix_with("MATERIALIZED")


def _presence(there: Mapping[int, ColumnElement[bool]]) -> list[ColumnElement[Any]]:
    """Columns of a group: since when on the last day, and whether on each, by number."""
    starts = func.min(case((there[max(there)], Posting.starts))).label("starts")
    return [starts, *(_any(condition).label(f"in_{number}") for number, condition in there.items())]


def _done(rule: Rule, days: Sequence[date], corrected: Corrections) -> CTE:
    """For each person: done on which days, and the latest completion that stands on the last of them.

    Where completions are for good and none of these days knows of a correction, the first one says it all.
    """
    standing = [completed_by(day, corrected) for day in days]
    query = completions(rule).where(CompletionEvent.local_date <= days[-1]).group_by(CompletionEvent.person_id)
    if is_simple(rule, days, corrected):
        first, latest = func.min(CompletionEvent.local_date), func.max(CompletionEvent.local_date)
        return (
            query.add_columns(first.label("first"), latest.label("latest"))
            .cte("people_done")
            .prefix_with("MATERIALIZED")
        )
    valid = []
    for day, condition in zip(days, standing, strict=True):
        since = cutoffs(rule, day).valid_from
        valid.append(condition if since is None else condition & (CompletionEvent.local_date >= since))
    query = query.add_columns(
        func.max(case((standing[-1], CompletionEvent.local_date))).label("latest"),
        *(_any(condition).label(f"done_{number}") for number, condition in enumerate(valid)),
    )
    return query.cte("people_done").prefix_with("MATERIALIZED")


def is_simple(rule: Rule, days: Sequence[date], corrected: Corrections) -> bool:
    """Whether a completion, once made, counts on every later one of the days."""
    return rule.validity_months is None and not any(fallen_by(day, corrected) for day in days)


def completions(rule: Rule) -> Select[Any]:
    """The people in the ledger who have completed what the rule is about, one row for each completion."""
    return select(CompletionEvent.person_id).where(
        CompletionEvent.event == Happening.COMPLETED,
        CompletionEvent.kind == rule.kind,
        CompletionEvent.content_id == rule.content_id,
    )


def fallen_by(day: date, corrected: Corrections) -> list[int]:
    """The completions that no longer count on a day."""
    return sorted(about for about, made in corrected.items() if not stands(made, day))


def completed_by(day: date, corrected: Corrections) -> ColumnElement[bool]:
    """The condition that a completion was made by a day and stands on it. Corrections are few, so they come by id."""
    condition = CompletionEvent.local_date <= day
    fallen = fallen_by(day, corrected)
    return condition & CompletionEvent.id.not_in(fallen) if fallen else condition


def _exempt(target_id: int, days: Sequence[date]) -> CTE:
    """For each person with an exemption: on which days it holds."""
    query = select(
        Exemption.person_id, *(_any(exempt_on(day)).label(f"free_{number}") for number, day in enumerate(days))
    )
    return query.where(Exemption.target_id == target_id).group_by(Exemption.person_id).cte("people_exempt")


def exempt_on(day: date) -> ColumnElement[bool]:
    """The condition that an exemption holds on a day."""
    return (Exemption.starts <= day) & or_(Exemption.last_day.is_(None), Exemption.last_day >= day)


@dataclass(frozen=True)
class Facts:
    """All that decides where people stand: who is in the group, what they have done, who is exempt."""

    days: Sequence[date]
    group: CTE
    done: CTE
    exempt: CTE

    def is_done(self, number: int) -> ColumnElement[bool]:
        """The condition that a person was done on one of the days."""
        if "first" in self.done.c:
            return self.done.c.first <= self.days[number]
        return self.done.c[f"done_{number}"] == 1

    def is_exempt(self, number: int) -> ColumnElement[bool]:
        """The condition that a person is exempt on one of the days."""
        return func.coalesce(self.exempt.c[f"free_{number}"], 0) == 1

    @property
    def joined(self) -> FromClause:
        """One row for each person and branch."""
        done, exempt = self.done, self.exempt
        return self.group.outerjoin(done, done.c.person_id == self.group.c.person_id).outerjoin(
            exempt, exempt.c.person_id == self.group.c.person_id
        )


def facts_of(target: TrainingTarget, places: Places, days: Sequence[date], corrected: Corrections) -> Facts:
    """The three tables that a figure and a list of people are made from."""
    rule = target.rule
    return Facts(days, _group(rule, places, days), _done(rule, days, corrected), _exempt(target.id, days))


def state_column(rule: Rule, day: date, facts: Facts, number: int) -> ColumnElement[str]:
    """``domain.state_of`` for people of the group, written for the database; ``number`` is the place of the day."""
    at, latest, starts = cutoffs(rule, day), facts.done.c.latest, facts.group.c.starts
    whens: list[tuple[ColumnElement[bool], str]] = [(facts.is_exempt(number), State.EXEMPT)]
    if at.valid_from is not None:
        whens += [(latest < at.valid_from, State.EXPIRED), (latest < at.lasting_from, State.RENEW)]
    whens.append((latest.is_not(None), State.VALID))
    if at.overdue_before is not None:
        whens.append((starts < at.overdue_before, State.OVERDUE))
    if at.soon_before is not None:
        whens.append((starts < at.soon_before, State.SOON))
    return case(*whens, else_=State.OPEN)
