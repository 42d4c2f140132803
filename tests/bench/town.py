"""What HR waits for: a town with many people, and what the same figures cost as one plain statement."""

import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, text

from puntari.app import create_app
from puntari.authz.policy import Role
from puntari.certificates.models import CompletionEvent
from puntari.extensions import db, reading
from puntari.people.demo_accounts import DEMO_ACCOUNTS
from puntari.people.models import Person, Posting, Unit
from puntari.plan.models import TrainingTarget
from tests.bench.load import median
from tests.bench.rows import Row
from tests.bench.sites import BIN, cookie, environment, fetch, our_site, settings

PEOPLE = 10_000
MANY_PEOPLE, COMPLETIONS = 100_000, 1_000_000
TURNS = 3
KINDS = 10  # different things that everybody in the big town has completed or will
AT_A_TIME = 20_000
# For each unit the people of the target group and those of them who are done, on one day. Nothing else.
PLAIN = """
SELECT posting.unit_id, count(DISTINCT posting.person_id), count(DISTINCT done.person_id)
FROM posting LEFT JOIN (
    SELECT person_id FROM completion_event
    WHERE event = 'completed' AND kind = :kind AND content_id = :content_id AND local_date <= :day
    GROUP BY person_id
) AS done ON done.person_id = posting.person_id
WHERE posting.recruits AND posting.starts <= :day AND (posting.ends IS NULL OR posting.ends > :day)
GROUP BY posting.unit_id"""


def measure(folder: Path) -> list[Row]:
    """What HR waits for in a town of 10 000 people."""
    cookie = set_up(folder, PEOPLE)
    rows = []
    with our_site(folder) as site:
        for what, path in {
            "completion file of 10 000 people (CSV)": "/en/plan/follow-up.csv?state=unfinished",
            "plan's dashboard, 10 000 people": "/en/plan",
            "report of 10 000 people (PDF)": "/en/plan/report.pdf",
        }.items():
            times, body = visits(site.address + path, cookie, TURNS)
            is_file = "CSV" in what
            note = f"{body.count(chr(10).encode()):,} lines" if is_file else f"{len(body):,} bytes"
            rows.append(Row(what, median(times), "s", 1 if is_file else None, 0.3 if is_file else None, note=note))
    return rows


def measure_many_people(folder: Path) -> list[Row]:
    """The dashboard of a very large employer, beside one plain statement for each target."""
    cookie = set_up(folder, MANY_PEOPLE, completions=COMPLETIONS)
    plain = plain_aggregate(folder, TURNS)
    with our_site(folder) as site:
        times, _ = visits(f"{site.address}/en/plan", cookie, TURNS + 1)
    page = median(times[1:])
    what = f"plan's dashboard, {MANY_PEOPLE:,} people, {COMPLETIONS:,} completions"
    return [
        Row(what, page, "s", 2, 0.5),
        Row(f"{what}, beside plain sums", page / plain, "x", 3, 1.5, note=f"plain sums {plain:.2f} s"),
    ]


def visits(url: str, cookie: str, times: int) -> tuple[list[float], bytes]:
    """Fetch a page so many times; gives the seconds of each visit and what came last."""
    taken, body = [], b""
    for _ in range(times):
        started = time.perf_counter()
        status, _, body = fetch(url, cookie=cookie)
        taken.append(time.perf_counter() - started)
        if status != 200:
            raise SystemExit(f"{url} was answered with {status}")
    return taken, body


def set_up(folder: Path, count: int, *, completions: int = 0) -> str:
    """The demo organisation, filled up to so many people who recruit and that many rows in the ledger.

    Gives the cookie of its HR.
    """
    for command in (["migrate"], ["demo"]):
        subprocess.run([BIN / "puntari", *command], env=environment(folder), check=True, capture_output=True)
    app = create_app(settings(folder))
    with app.app_context():
        ids = add_people(count)
        add_completions(ids, completions)
        db.session.commit()
        email = next(account.email for account in DEMO_ACCOUNTS if account.role is Role.HR)
        made = cookie(app, db.session.scalars(select(Person).where(Person.email == email)).one())
        db.engine.dispose()
    return made


def add_people(count: int) -> list[int]:
    """Fill the town up to so many people; gives the ids of the new ones."""
    units = db.session.scalars(select(Unit.id)).all()
    there = db.session.scalar(select(func.count(Person.id))) or 0
    people = [
        {
            "employee_id": f"B{number:06}",
            "first_name": "Bea",
            "last_name": f"Bench {number}",
            "email": f"bea{number}@example.org",
            "language": "en",
            "epoch": 0,
            "is_active": True,
            "sort_name": f"bench {number:06} bea",
            "search_text": f"bea bench {number}",
        }
        for number in range(count - there)
    ]
    ids = db.session.scalars(insert(Person).returning(Person.id, sort_by_parameter_order=True), people).all()
    posting = {"role_group": "supervisor", "recruits": True, "starts": date(2020, 1, 1)}
    db.session.execute(
        insert(Posting),
        [{**posting, "person_id": one, "unit_id": units[place % len(units)]} for place, one in enumerate(ids)],
    )
    return list(ids)


def add_completions(ids: list[int], count: int) -> None:
    """Write so many rows of the ledger: each person's, over three years, for the plan's targets and other things."""
    targets = db.session.execute(select(TrainingTarget.kind, TrainingTarget.content_id)).all()
    things = [(kind, content_id) for kind, content_id in targets]
    things += [("course", f"other-{number}") for number in range(KINDS - len(things))]
    today = datetime.now(UTC)

    def rows() -> Iterator[dict[str, Any]]:
        for number in range(count):
            kind, content_id = things[number // len(ids) % KINDS]
            at = today - timedelta(days=number * 7 % 1000)
            yield {
                "person_id": ids[number % len(ids)],
                "event": "completed",
                "kind": kind,
                "content_id": content_id,
                "content_digest": f"{number // len(ids):064}",
                "language": "fi",
                "rule": "bench",
                "local_date": at.date(),
                "at": at,
                "code": f"B{number:015}",
                "counts": True,
            }

    left = rows()
    while some := list(islice(left, AT_A_TIME)):
        db.session.execute(insert(CompletionEvent), some)


def median_of(times: int, do: Callable[[], Any]) -> float:
    """The middle one of so many tries, in seconds; one before that isn't counted."""
    do()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        do()
        taken.append(time.perf_counter() - started)
    return median(taken)


def plain_aggregate(folder: Path, times: int) -> float:
    """Seconds for all of the plan's targets, with one plain statement for each."""
    with create_app(settings(folder)).app_context(), reading(), db.engine.connect() as connection:
        targets = connection.execute(select(TrainingTarget.kind, TrainingTarget.content_id)).all()
        asked = [
            {"kind": kind, "content_id": one, "day": datetime.now(UTC).date().isoformat()} for kind, one in targets
        ]
        return median_of(times, lambda: [connection.execute(text(PLAIN), one).all() for one in asked])
