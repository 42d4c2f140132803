"""What trainees wait for: the start, a page, a rating saved alone and among many, and the bytes of a first visit.

Speeds are ratios to a bare page and a bare commit that are measured in the same run, by turns, with the same server
and settings, since the figures of different machines can't be compared.
"""

import gzip
import re
from collections.abc import Iterator, Sequence
from itertools import count, islice, repeat
from pathlib import Path
from urllib.parse import urljoin

from rich.progress import Progress

from tests.bench.load import Result, drive, median, request
from tests.bench.rows import Row
from tests.bench.sites import bare_site, csrf_token, fetch, memory_of, our_site, set_up, workers_of

PARTICIPANTS = 200
THINKING = 2.0  # seconds between a participant's choices when they think
CHOICES = 40  # that each participant sends in the burst
THOUGHTFUL_CHOICES = 5
CONNECTIONS = 8
SECONDS = 3.0
TURNS = 3
COURSE = "/en/courses/anonymous-recruitment"
EXERCISE = "/en/practice/ece-teacher"


class Crowd:
    """Everybody, each with an attempt of their own, who go on changing the points on the first card."""

    def __init__(self, address: str, cookies: list[str]) -> None:
        self.cookies, self.token = cookies, csrf_token()
        self.paths = [self._started(address, cookie) for cookie in cookies]
        _, _, page = fetch(f"{address}{self.paths[0]}/cards/1", cookie=cookies[0])
        self.names = list(dict.fromkeys(re.findall(r'name="(c-[^"]+)"', page.decode())))
        if not self.names:
            raise SystemExit("no criteria were found on the first card")
        self._sequences = [count(1) for _ in cookies]

    def _started(self, address: str, cookie: str) -> str:
        """Start the exercise; gives the path of the attempt."""
        body = f"csrf_token={self.token}&way=one-round&pause=0".encode()
        status, headers, page = fetch(address + EXERCISE, cookie=cookie, body=body)
        if status != 303:
            raise SystemExit(f"starting the exercise was answered with {status}: {page[:500]!r}")
        return re.sub(r"^https?://[^/]+", "", headers["location"])

    def choices(self, each: int | None = None) -> list[Iterator[bytes]]:
        """Everybody's next choices: so many of each, or without end."""
        everybody = zip(self.paths, self.cookies, self._sequences, strict=True)
        return [self._choices_of(path, cookie, islice(sequence, each)) for path, cookie, sequence in everybody]

    def _choices_of(self, path: str, cookie: str, sequence: Iterator[int]) -> Iterator[bytes]:
        for number in sequence:
            body = f"choice={self.names[number % len(self.names)]}&value={number % 5 + 1}&sequence={number}"
            yield request("POST", f"{path}/cards/1/choices", body, Cookie=cookie, X_CSRFToken=self.token)


def measure(folder: Path, progress: Progress) -> list[Row]:
    """All rows about trainees."""
    task = progress.add_task("Measuring", total=7)
    cookies = set_up(folder, PARTICIPANTS)
    rows = start_rows(folder)
    progress.advance(task)
    with bare_site(folder) as bare, our_site(folder) as site:
        _, _, page = fetch(site.address + COURSE, cookie=cookies[0])
        course_page = re.findall(rf'href="({COURSE}/[0-9][^"#]+)"', page.decode())[0]
        reading = [repeat(request("GET", course_page, Cookie=one)) for one in cookies[:CONNECTIONS]]
        bare_reading = (bare, request("GET", "/page"))
        rows.append(ratio_row("course page, signed in", bare_reading, (site.address, reading), 0.25, 0.5))
        progress.advance(task)

        crowd = Crowd(site.address, cookies)
        progress.advance(task)
        saving = (site.address, crowd.choices()[:CONNECTIONS])
        rows.append(ratio_row("rating saved", (bare, request("POST", "/commit")), saving, 0.3, 0.6))
        progress.advance(task)
        rows += crowd_rows(site.address, crowd)
        progress.advance(task)

        memory = max(memory_of(pid) for pid in workers_of(site.pid))
        rows.append(Row("memory of a worker", memory, "MB", 150, 100))
        progress.advance(task)
        pages = {
            "course": COURSE,
            "course page": course_page,
            "application": f"{crowd.paths[0]}/cards/1",
        }
        rows += first_load_rows(site.address, {"front page": "/en/", "sign in": "/en/login"}, "")
        rows += first_load_rows(site.address, {"own page": "/en/home", **pages}, cookies[0])
        progress.advance(task)
    return rows


def start_rows(folder: Path) -> list[Row]:
    """From the command to the first page, on new files and on the same ones again."""
    rows = []
    for what, at_least in (("start to first page", 2), ("second start to first page", 3)):
        with our_site(folder, workers=1) as site:
            rows.append(Row(what, site.seconds_to_first_page, "s", at_least, 1))
    return rows


def ratio_row(
    what: str, bare: tuple[str, bytes], ours: tuple[str, Sequence[Iterator[bytes]]], at_least: float, aim: float
) -> Row:
    """Ours as a share of the bare one, driven in turns, so that what else the machine does falls on both."""
    bares: list[Result] = []
    own: list[Result] = []
    for _ in range(TURNS):
        bares.append(drive(bare[0], [repeat(bare[1])] * CONNECTIONS, seconds=SECONDS))
        own.append(drive(ours[0], ours[1], seconds=SECONDS))
    bare_rate, own_rate = median([one.rate for one in bares]), median([one.rate for one in own])
    refused = [one.refused for one in own if one.refused]
    note = f"{own_rate:,.0f} of {bare_rate:,.0f} a second" + (f", REFUSED {refused}" if refused else "")
    return Row(what, own_rate / bare_rate, "of bare", at_least, aim, higher_is_better=True, note=note)


def crowd_rows(address: str, crowd: Crowd) -> list[Row]:
    """Everybody rates at once: without a pause, and as people do who think in between."""
    burst = drive(address, crowd.choices(CHOICES), seconds=60)
    middle, slowest = burst.percentile(0.5) * 1000, burst.percentile(0.99) * 1000
    note = f"p50 {middle:.0f} ms, p99 {slowest:.0f} ms, {burst.rate:,.0f} a second"
    if burst.refused:
        note += f", REFUSED {burst.refused}"
    what = f"p95 of {PARTICIPANTS} participants rating"
    at_once = Row(f"{what} at once", burst.percentile(0.95) * 1000, "ms", 100, 50, note=note)
    thoughtful = drive(address, crowd.choices(THOUGHTFUL_CHOICES), seconds=60, pause=THINKING)
    note = f"p50 {thoughtful.percentile(0.5) * 1000:.0f} ms, one choice every {THINKING:g} s each"
    return [at_once, Row(f"{what}, who think", thoughtful.percentile(0.95) * 1000, "ms", 100, 50, note=note)]


def first_load_rows(address: str, pages: dict[str, str], cookie: str) -> list[Row]:
    """What a browser fetches for each page that it has never seen."""
    rows = []
    for name, path in pages.items():
        total, script = first_load(address, path, cookie)
        rows.append(Row(f"first load, {name}", total / 1000, "KB", 100, 50))
        rows.append(Row(f"script, {name}", script / 1000, "KB", 20, 10))
    return rows


def first_load(address: str, path: str, cookie: str) -> tuple[int, int]:
    """Bytes that a browser fetches for a page it has never seen: all but pictures, and scripts alone."""
    status, headers, body = fetch(address + path, cookie=cookie)
    if status != 200:
        raise SystemExit(f"{path} was answered with {status}")
    html = unpacked(headers, body)
    total, script = len(body), 0
    seen = set()
    wanted = [(one, False) for one in re.findall(r'<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"', html)]
    wanted += [(one, True) for one in re.findall(r'<script[^>]+src="([^"]+)"', html)]
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
            found = re.findall(r'(?:from|import)\s*"([^"]+)"', unpacked(headers, body))
            wanted += [(urljoin(url, one), True) for one in found]
    return total, script


def unpacked(headers: dict[str, str], body: bytes) -> str:
    """The words of an answer."""
    return (gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body).decode()
