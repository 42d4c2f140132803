"""`make bench`: how fast, how large. Prints a table and writes instance/bench.json; nothing here passes or fails.

Speeds are ratios to a bare page and a bare commit that are measured in the same run, by turns, with the same server
and settings, since the figures of different machines can't be compared.
"""

import gzip
import json
import platform
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import count, repeat
from pathlib import Path
from urllib.parse import urljoin

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.bench import group
from tests.bench.load import Result, drive, median, request
from tests.bench.room import Room, measure_room, postgresql
from tests.bench.sites import (
    ROOT,
    bare_site,
    csrf_token,
    fetch,
    memory_of,
    our_site,
    set_up,
    workers_of,
)
from tests.bench.town import plain_aggregate, set_up_town

PARTICIPANTS = 200
PEOPLE = 10_000
MANY_PEOPLE, COMPLETIONS = 100_000, 1_000_000
ROOM, SMALL_ROOM = 500, 200
THINKING = 2.0  # seconds between a participant's choices when they think
CHOICES = 40  # that each participant sends in the burst
CONNECTIONS = 8
SECONDS = 3.0
TURNS = 3
COURSE = "/en/courses/anonymous-recruitment"
EXERCISE = "/en/practice/ece-teacher"


@dataclass
class Row:
    """One line of the table; ``at_least`` and ``aim`` come from the design."""

    what: str
    measured: float
    unit: str
    at_least: float | None = None
    aim: float | None = None
    higher_is_better: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        """How it stands against the design."""
        if self.at_least is None or self.aim is None:
            return ""
        sign = 1 if self.higher_is_better else -1
        if sign * self.measured >= sign * self.aim:
            return "aim reached"
        return "enough" if sign * self.measured >= sign * self.at_least else "too little"


def choices(attempt: str, cookie: str, token: str, sequence: Iterator[int]) -> Iterator[bytes]:
    """A participant who goes on changing the points on the first card."""
    for number in sequence:
        body = f"choice={choice_names[number % len(choice_names)]}&value={number % 5 + 1}&sequence={number}"
        yield request("POST", f"{attempt}/cards/1/choices", body, Cookie=cookie, X_CSRFToken=token)


choice_names: list[str] = []


def start_attempts(address: str, cookies: list[str], token: str) -> list[str]:
    """Let everybody start the exercise; gives the path of each attempt."""
    paths = []
    for cookie in cookies:
        body = f"csrf_token={token}&way=one-round&pause=0".encode()
        status, headers, page = fetch(address + EXERCISE, cookie=cookie, body=body)
        if status != 303:
            raise SystemExit(f"starting the exercise was answered with {status}: {page[:500]!r}")
        paths.append(re.sub(r"^https?://[^/]+", "", headers["location"]))
    _, _, page = fetch(f"{address}{paths[0]}/cards/1", cookie=cookies[0])
    names = dict.fromkeys(re.findall(r'name="(c-[^"]+)"', page.decode()))
    choice_names.extend(names)
    if not choice_names:
        raise SystemExit("no criteria were found on the first card")
    return paths


def by_turns(
    bare: tuple[str, list[bytes]], ours: tuple[str, list[Iterator[bytes]]]
) -> tuple[list[Result], list[Result]]:
    """Drive both in turns, so that what else the machine does falls on both."""
    bares, oursies = [], []
    for _ in range(TURNS):
        bares.append(drive(bare[0], [repeat(one) for one in bare[1]], seconds=SECONDS))
        oursies.append(drive(ours[0], ours[1], seconds=SECONDS))
    return bares, oursies


def ratio_row(what: str, bares: list[Result], ours: list[Result], at_least: float, aim: float) -> Row:
    """Ours as a share of the bare one."""
    bare, own = median([one.rate for one in bares]), median([one.rate for one in ours])
    refused = [one.refused for one in ours if one.refused]
    note = f"{own:,.0f} of {bare:,.0f} a second" + (f", REFUSED {refused}" if refused else "")
    return Row(what, own / bare, "of bare", at_least, aim, higher_is_better=True, note=note)


def first_load(address: str, path: str, cookie: str) -> tuple[int, int]:
    """Bytes that a browser fetches for a page it has never seen: all but pictures, and scripts alone."""
    status, headers, body = fetch(address + path, cookie=cookie)
    if status != 200:
        raise SystemExit(f"{path} was answered with {status}")
    html = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
    total, script = len(body), 0
    seen = set()
    wanted = [(one, False) for one in re.findall(r'<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"', html.decode())]
    wanted += [(one, True) for one in re.findall(r'<script[^>]+src="([^"]+)"', html.decode())]
    while wanted:
        link, is_script = wanted.pop()
        url = urljoin(address + path, link)
        if url in seen:
            continue
        seen.add(url)
        _, headers, body = fetch(url, cookie=cookie)
        total += len(body)
        if is_script:
            script += len(body)
            source = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
            found = re.findall(r'(?:from|import)\s*"([^"]+)"', source.decode())
            wanted += [(urljoin(url, one), True) for one in found]
    return total, script


def measure(folder: Path, progress: Progress) -> list[Row]:
    """All rows."""
    task = progress.add_task("Measuring", total=7)
    rows = []
    cookies = set_up(folder, PARTICIPANTS)
    token = csrf_token()
    for what, at_least in (("start to first page", 2), ("second start to first page", 3)):
        with our_site(folder, workers=1) as site:
            rows.append(Row(what, site.seconds_to_first_page, "s", at_least, 1))
    progress.advance(task)
    with bare_site(folder) as bare, our_site(folder) as site:
        _, _, page = fetch(site.address + COURSE, cookie=cookies[0])
        links = re.findall(rf'href="({COURSE}/[0-9][^"#]+)"', page.decode())
        course_page = links[0]
        reading = [repeat(request("GET", course_page, Cookie=one)) for one in cookies[:CONNECTIONS]]
        bares, ours = by_turns((bare, [request("GET", "/page")] * CONNECTIONS), (site.address, reading))
        rows.append(ratio_row("course page, signed in", bares, ours, 0.25, 0.5))
        progress.advance(task)

        paths = start_attempts(site.address, cookies, token)
        progress.advance(task)
        numbers = [count(1) for _ in cookies]
        saving = [
            choices(path, cookie, token, number) for path, cookie, number in zip(paths, cookies, numbers, strict=True)
        ]
        bares, ours = by_turns((bare, [request("POST", "/commit")] * CONNECTIONS), (site.address, saving[:CONNECTIONS]))
        rows.append(ratio_row("rating saved", bares, ours, 0.3, 0.6))
        progress.advance(task)

        burst = [
            choices(path, cookie, token, (next(number) for _ in range(CHOICES)))
            for path, cookie, number in zip(paths, cookies, numbers, strict=True)
        ]
        crowd = drive(site.address, burst, seconds=60)
        middle, slowest = crowd.percentile(0.5) * 1000, crowd.percentile(0.99) * 1000
        note = f"p50 {middle:.0f} ms, p99 {slowest:.0f} ms, {crowd.rate:,.0f} a second"
        if crowd.refused:
            note += f", REFUSED {crowd.refused}"
        rows.append(
            Row("p95 of 200 participants rating at once", crowd.percentile(0.95) * 1000, "ms", 100, 50, note=note)
        )
        thoughtful = [
            choices(path, cookie, token, (next(number) for _ in range(5)))
            for path, cookie, number in zip(paths, cookies, numbers, strict=True)
        ]
        crowd = drive(site.address, thoughtful, seconds=60, pause=THINKING)
        note = f"p50 {crowd.percentile(0.5) * 1000:.0f} ms, one choice every {THINKING:g} s each"
        what = "p95 of 200 participants rating, who think"
        rows.append(Row(what, crowd.percentile(0.95) * 1000, "ms", 100, 50, note=note))
        progress.advance(task)

        memory = max(memory_of(pid) for pid in workers_of(site.pid))
        rows.append(Row("memory of a worker", memory, "MB", 150, 100))
        progress.advance(task)

        pages = {
            "front page": "/en/",
            "sign in": "/en/login",
            "own page": "/en/home",
            "course": COURSE,
            "course page": course_page,
            "application": f"{paths[0]}/cards/1",
        }
        for name, path in pages.items():
            total, script = first_load(site.address, path, "" if name in {"front page", "sign in"} else cookies[0])
            rows.append(Row(f"first load, {name}", total / 1000, "KB", 100, 50))
            rows.append(Row(f"script, {name}", script / 1000, "KB", 20, 10))
        progress.advance(task)
    return rows


def measure_town(folder: Path) -> list[Row]:
    """What HR waits for in a town of 10 000 people."""
    cookie = set_up_town(folder, PEOPLE)
    with our_site(folder) as site:
        rows = []
        for what, path in {
            "completion file of 10 000 people (CSV)": "/en/plan/follow-up.csv?state=unfinished",
            "plan's dashboard, 10 000 people": "/en/plan",
            "report of 10 000 people (PDF)": "/en/plan/report.pdf",
        }.items():
            times = []
            for _ in range(TURNS):
                started = time.perf_counter()
                status, _, body = fetch(site.address + path, cookie=cookie)
                times.append(time.perf_counter() - started)
                if status != 200:
                    raise SystemExit(f"{path} was answered with {status}")
            is_file = "CSV" in what
            note = f"{body.count(chr(10).encode()):,} lines" if is_file else f"{len(body):,} bytes"
            rows.append(Row(what, median(times), "s", 1 if is_file else None, 0.3 if is_file else None, note=note))
        return rows


def measure_many_people(folder: Path) -> list[Row]:
    """The dashboard of a very large employer, beside one plain statement for each target."""
    cookie = set_up_town(folder, MANY_PEOPLE, completions=COMPLETIONS)
    plain = plain_aggregate(folder, TURNS)
    with our_site(folder) as site:
        times = []
        for _ in range(TURNS + 1):
            started = time.perf_counter()
            status, _, _ = fetch(site.address + "/en/plan", cookie=cookie)
            times.append(time.perf_counter() - started)
            if status != 200:
                raise SystemExit(f"the plan was answered with {status}")
    page = median(times[1:])
    what = f"plan's dashboard, {MANY_PEOPLE:,} people, {COMPLETIONS:,} completions"
    return [
        Row(what, page, "s", 2, 0.5),
        Row(f"{what}, beside plain sums", page / plain, "x", 3, 1.5, note=f"plain sums {plain:.2f} s"),
    ]


def room_rows(where: str, room: Room) -> list[Row]:
    """What a room's run says."""
    count = len(room.joining.latencies) // 3
    note = room.faults or "nothing lost, wrong or doubled; every block balanced"
    return [
        Row(f"{count} join at once ({where})", room.joining.seconds, "s", 10, 5, note=f"{room.participants} joined"),
        Row(
            f"p95 of {count} in a room rating at once ({where})", room.rating.percentile(0.95) * 1000, "ms", 100, 50,
            note=f"{room.rating.rate:,.0f} a second; {note}",
        ),
    ]  # fmt: skip


def measure_rooms() -> list[Row]:
    """Live sessions on both databases, and the result of a large group."""
    with tempfile.TemporaryDirectory(prefix="puntari-bench-") as folder:
        rows = room_rows("SQLite", measure_room(Path(folder), SMALL_ROOM))
    with tempfile.TemporaryDirectory(prefix="puntari-bench-") as folder, postgresql() as database:
        rows += room_rows("PostgreSQL", measure_room(Path(folder), ROOM, database))
    result = group.measured()
    what = f"group result, {group.PEOPLE} x 12 ratings, {group.DRAWS:,} re-draws"
    rows.append(Row(what, result["seconds"], "s", 1, 0.3))
    rows.append(Row(f"{what}: memory", result["megabytes"], "MB", 300, 300))
    return rows


def show(rows: list[Row], console: Console) -> None:
    """Print the table."""
    table = Table("What", "Measured", "At least", "Aim", "Verdict", "Note", title="Puntari beside a bare page")
    for row in rows:
        table.add_row(
            row.what, f"{row.measured:,.2f} {row.unit}",
            "" if row.at_least is None else f"{row.at_least:g}", "" if row.aim is None else f"{row.aim:g}",
            row.verdict, row.note,
        )  # fmt: skip
    console.print(table)


def main() -> None:
    """Measure, print, and keep."""
    console = Console(width=None if Console().is_terminal else 150)
    with tempfile.TemporaryDirectory(prefix="puntari-bench-") as folder, Progress(console=console) as progress:
        rows = measure(Path(folder), progress)
        with tempfile.TemporaryDirectory(prefix="puntari-bench-") as town:
            rows += measure_town(Path(town))
        with tempfile.TemporaryDirectory(prefix="puntari-bench-") as town:
            rows += measure_many_people(Path(town))
        rows += measure_rooms()
    show(rows, console)
    file = ROOT / "instance" / "bench.json"
    file.parent.mkdir(exist_ok=True)
    about = {"at": datetime.now(UTC).isoformat(), "python": platform.python_version(), "machine": platform.machine()}
    kept = [{**asdict(row), "verdict": row.verdict} for row in rows]
    file.write_text(json.dumps({**about, "rows": kept}, indent=2) + "\n")
    console.print(f"Kept in {file.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
