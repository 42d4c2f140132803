"""The figures from the database against a count by hand, over small random organisations that are reorganised."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from puntari.certificates.models import CompletionEvent
from puntari.certificates.queries import standing
from puntari.extensions import db
from puntari.people.models import Person, Posting, Unit, UnitPlacement
from puntari.people.queries import Units
from puntari.people.tree import Placed, tree_on
from puntari.plan.domain import Rule, State, state_of
from puntari.plan.figures import corrections, figures
from puntari.plan.follow_up import listing
from puntari.plan.models import Exemption, FocusArea, Measure, Plan, TrainingTarget
from puntari.plan.places import WHOLE, Places, places_of, view_of
from puntari.plan.queries import Town as Town_

START = date(2026, 1, 1)
DAYS = [START + timedelta(days=n) for n in (0, 10, 20, 30)]
PEOPLE, UNITS = 4, 5
NOW = datetime(2026, 1, 1, tzinfo=UTC)

some_day = st.integers(-5, 35).map(lambda n: START + timedelta(days=n))
spell = st.tuples(some_day, st.none() | st.integers(1, 40)).map(
    lambda s: (s[0], None if s[1] is None else s[0] + timedelta(days=s[1]))
)
posting = st.fixed_dictionaries(
    {
        "person_id": st.integers(1, PEOPLE),
        "unit_id": st.integers(1, UNITS),
        "role_group": st.sampled_from(["supervisor", "panel"]),
        "recruits": st.booleans(),
        "spell": spell,
    }
)
completion = st.fixed_dictionaries(
    {
        "person_id": st.integers(1, PEOPLE),
        "content_id": st.sampled_from(["asked", "other"]),
        "kind": st.sampled_from(["course", "exercise"]),
        "local_date": some_day,
        "corrections": st.lists(st.tuples(some_day, st.booleans()), max_size=2),
    }
)
exemption = st.tuples(st.integers(1, PEOPLE), some_day, st.none() | st.integers(0, 20))
rule = st.fixed_dictionaries(
    {
        "unit_id": st.none() | st.integers(1, UNITS),
        "recruits_only": st.booleans(),
        "role_groups": st.sampled_from([[], ["panel"], ["panel", "supervisor"]]),
        "due": some_day,
        "newcomer_days": st.integers(0, 20),
        "validity_months": st.none() | st.just(1),
    }
)
# Units 1 to 5; a parent has a smaller number, so that no tree goes in circles. From the second date on the tree is new.
parents = st.tuples(*(st.sampled_from([None, *range(1, unit)]) for unit in range(1, UNITS + 1)))


@dataclass
class Town:
    placements: list[Placed]
    postings: list[dict[str, Any]]
    completions: list[dict[str, Any]]
    exemptions: list[tuple[int, date, int | None]]
    rule: dict[str, Any]


@st.composite
def towns(draw):
    before, after, change = draw(parents), draw(parents), draw(some_day)
    placements = [Placed(u, p, date(2020, 1, 1), change) for u, p in enumerate(before, start=1)]
    placements += [Placed(u, p, change) for u, p in enumerate(after, start=1)]
    postings = draw(
        st.lists(
            posting, max_size=8, unique_by=lambda p: (p["person_id"], p["unit_id"], p["role_group"], p["spell"][0])
        )
    )
    exemptions = draw(st.lists(exemption, max_size=3, unique_by=lambda e: e[:2]))
    return Town(placements, postings, draw(st.lists(completion, max_size=8)), exemptions, draw(rule))


def build(town: Town) -> TrainingTarget:
    """Put the town into the database, within a transaction that the caller takes back."""
    db.session.execute(
        insert(Unit), [{"id": u, "code": f"u{u}", "name_fi": "y", "name_sv": "e", "name_en": "u"} for u in range(1, 6)]
    )
    db.session.execute(
        insert(UnitPlacement),
        [{"unit_id": p.unit_id, "parent_id": p.parent_id, "starts": p.starts, "ends": p.ends} for p in town.placements],
    )
    for number in range(1, PEOPLE + 1):
        db.session.add(
            Person(id=number, employee_id=f"{number}", first_name="A", last_name="B", email=f"{number}@example.org")
        )
    db.session.flush()
    for one in town.postings:
        starts, ends = one["spell"]
        rest = {key: one[key] for key in ("person_id", "unit_id", "role_group", "recruits")}
        db.session.add(Posting(**rest, starts=starts, ends=ends))
    for number, one in enumerate(town.completions):
        add_completion(number, one)
    titles = {"title_fi": "o", "title_sv": "r", "title_en": "t"}
    plan = Plan(**titles, starts=START, last_day=DAYS[-1])
    target = TrainingTarget(kind="course", content_id="asked", share=90, **town.rule)
    plan.areas = [FocusArea(number=1, **titles, measures=[Measure(number=1, **titles, targets=[target])])]
    db.session.add(plan)
    db.session.flush()
    for person_id, starts, length in town.exemptions:
        last_day = None if length is None else starts + timedelta(days=length)
        values = {"person_id": person_id, "starts": starts, "last_day": last_day}
        db.session.add(Exemption(target_id=target.id, reason="leave", by=1, at=NOW, **values))
    db.session.flush()
    return target


def add_completion(number: int, one: dict[str, Any]) -> None:
    common = {"person_id": one["person_id"], "kind": one["kind"], "content_id": one["content_id"]}
    common |= {"content_digest": f"{number}", "language": "fi", "rule": "all", "at": NOW}
    made = CompletionEvent(event="completed", local_date=one["local_date"], counts=True, **common)
    db.session.add(made)
    db.session.flush()
    for day, counts in one["corrections"]:
        fields = {"corrects_id": made.id, "by": 1, "reason": "mistake", "counts": counts}
        db.session.add(CompletionEvent(event="corrected", local_date=day, **fields, **common))
        db.session.flush()


def count_by_hand(town: Town, target: TrainingTarget, units: frozenset[int], day: date) -> dict[State, int]:
    """Everybody's state, one by one, the completions by the ledger's own rule."""
    found = dict.fromkeys(State, 0)
    asked: Rule = target.rule
    completed: dict[int, date] = {}
    for event in db.session.scalars(standing(day)):
        if (event.kind, event.content_id) == ("course", "asked"):
            completed[event.person_id] = max(completed.get(event.person_id, event.local_date), event.local_date)
    if asked.unit_id is not None:
        units &= tree_on(day, town.placements).subtree(asked.unit_id)
    for person_id in range(1, PEOPLE + 1):
        starts = [
            p["spell"][0]
            for p in town.postings
            if p["person_id"] == person_id
            and p["unit_id"] in units
            and p["spell"][0] <= day
            and (p["spell"][1] is None or day < p["spell"][1])
            and (p["recruits"] or not asked.recruits_only)
            and (not asked.role_groups or p["role_group"] in asked.role_groups)
        ]
        is_exempt = any(
            who == person_id and since <= day and (length is None or day <= since + timedelta(days=length))
            for who, since, length in town.exemptions
        )
        latest = completed.get(person_id)
        found[state_of(asked, day, starts=min(starts, default=None), completed=latest, is_exempt=is_exempt)] += 1
    del found[State.NOT_ASSIGNED]
    return found


def shown(target: TrainingTarget, town: Town, unit_id: int | None, day: date) -> tuple[Any, Any]:
    view = view_of(tree_on(day, town.placements), None, unit_id)
    days = [one for one in DAYS if one <= day]
    places = places_of(view, town.placements, days, audience=target.unit_id, by_branch=days)
    return view, figures(target, places, days, corrections())


many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(town=towns(), unit_id=st.none() | st.integers(1, UNITS), day=st.sampled_from(DAYS))
def test_figures_are_those_counted_by_hand(app, town, unit_id, day):
    try:
        target = build(town)
        view, found = shown(target, town, unit_id, day)
        for branch in (WHOLE, *view.branches):
            for earlier in [one for one in DAYS if one <= day]:
                tree = tree_on(earlier, town.placements)
                roots = view.roots if branch == WHOLE else (branch,)
                units = frozenset[int]().union(*(tree.subtree(root) for root in roots))
                if branch != WHOLE:
                    whole = frozenset[int]().union(*(tree.subtree(root) for root in view.roots))
                    units = (frozenset({branch}) if branch == view.own else units) & whole
                by_hand = count_by_hand(town, target, units, earlier)
                counted = sum(by_hand.values()) - by_hand[State.EXEMPT]
                if branch not in found:
                    assert counted == 0
                    continue
                point = found[branch].points[earlier]
                assert (point.done, point.assigned) == (by_hand[State.VALID] + by_hand[State.RENEW], counted)
                if earlier == day:
                    assert found[branch].states == by_hand
    finally:
        db.session.rollback()


@many
@given(town=towns(), later=towns(), unit_id=st.none() | st.integers(1, UNITS), day=st.sampled_from(DAYS[:3]))
def test_what_happens_later_never_changes_a_figure(app, town, later, unit_id, day):
    """The report for 31 December is the same in March as it was in January."""
    try:
        target = build(town)
        view, before = shown(target, town, unit_id, day)
        add_later(town, later, after=day)
        again, afterwards = shown(target, town, unit_id, day)
        assert (again, afterwards) == (view, before)
    finally:
        db.session.rollback()


def add_later(town: Town, later: Town, *, after: date) -> None:
    """Completions, corrections, postings, moves, exemptions and a reorganisation, all dated after a day."""
    tomorrow = after + timedelta(days=1)
    for number, one in enumerate(later.completions, start=100):
        corrected = [(max(day, tomorrow), counts) for day, counts in one["corrections"]]
        add_completion(number, {**one, "local_date": max(one["local_date"], tomorrow), "corrections": corrected})
    for event in db.session.scalars(standing(after)).all():
        fields = {"by": 1, "reason": "mistake", "counts": False, "local_date": tomorrow, "corrects_id": event.id}
        fields |= {"person_id": event.person_id, "kind": event.kind, "content_id": event.content_id}
        db.session.add(CompletionEvent(event="corrected", content_digest="", language="fi", rule="", at=NOW, **fields))
    for one in db.session.query(Posting).filter(Posting.starts <= after, Posting.ends.is_(None)):
        one.ends = tomorrow
    for number, one in enumerate(later.postings):
        rest = {key: one[key] for key in ("person_id", "unit_id", "recruits")}
        db.session.add(Posting(**rest, role_group=f"later {number}", starts=max(one["spell"][0], tomorrow)))
    cut = [Placed(p.unit_id, p.parent_id, p.starts, min(p.ends or tomorrow, tomorrow)) for p in town.placements]
    new = [Placed(p.unit_id, p.parent_id, tomorrow) for p in later.placements[:UNITS]]
    town.placements = [p for p in cut if p.starts <= after] + new
    target = db.session.query(TrainingTarget).one()
    for one in db.session.query(Exemption).filter(Exemption.starts <= after, Exemption.last_day.is_(None)):
        one.last_day = after
    taken = {one.person_id for one in db.session.query(Exemption).filter(Exemption.starts == tomorrow)}
    for person_id in set(range(1, PEOPLE + 1)) - taken:
        fields = {"person_id": person_id, "starts": tomorrow, "reason": "leaving", "by": 1, "at": NOW}
        db.session.add(Exemption(target_id=target.id, **fields))
    db.session.flush()


@many
@given(town=towns(), unit_id=st.none() | st.integers(1, UNITS), day=st.sampled_from(DAYS))
def test_the_people_listed_in_each_state_are_those_counted_by_hand(app, town, unit_id, day):
    try:
        target = build(town)
        tree = tree_on(day, town.placements)
        view = view_of(tree, None, unit_id)
        units = frozenset[int]().union(*(tree.subtree(root) for root in view.roots))
        seen = Town_(day, Units({}, tree, "en"), town.placements, None)
        by_hand = count_by_hand(town, target, units, day)
        listed = {state: listing(target, seen, view, states={state}) for state in by_hand}
        assert {state: found.total for state, found in listed.items()} == by_hand
        assert {person.state: state for state, found in listed.items() for person in found.people} == {
            state: state for state, number in by_hand.items() if number
        }
    finally:
        db.session.rollback()


def test_no_places_give_no_figures(app):
    assert figures(TrainingTarget(), Places([frozenset()], []), DAYS, {}) == {}


@pytest.mark.parametrize("extra", [0, 3])
def test_the_number_of_statements_depends_on_nothing(app, extra, statements):
    town = Town(
        [Placed(u, None if u == 1 else 1, date(2020, 1, 1)) for u in range(1, 6)],
        [
            {
                "person_id": 1 + n % PEOPLE,
                "unit_id": 1 + n,
                "role_group": "panel",
                "recruits": True,
                "spell": (START, None),
            }
            for n in range(2 + extra)
        ],
        [],
        [],
        {"due": START, "recruits_only": True, "role_groups": [], "newcomer_days": 0},
    )
    target = build(town)
    target.rule  # noqa: B018 -- reads what the flush left to be read
    view = view_of(tree_on(START, town.placements), None, None)
    places = places_of(view, town.placements, DAYS, audience=None, by_branch=DAYS)
    corrected = corrections()
    with statements() as seen:
        figures(target, places, DAYS, corrected)
    db.session.rollback()

    assert len(seen) == 1
