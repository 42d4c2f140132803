"""The result on the wall: stepped by keys or by links, readable from afar, on phones, in the dark and on paper."""

import io
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect
from pypdf import PdfReader

from puntari.authz.policy import Role
from puntari.config import Settings
from puntari.people.demo_accounts import DEMO_ACCOUNTS
from tests.browser.journeys import hr, learner
from tests.browser.live.results import RESULTS, add_results
from tests.browser.looking import too_wide
from tests.browser.visits import NARROW, Visit
from tests.conftest import KEYS

EMAIL = next(account.email for account in DEMO_ACCOUNTS if account.role is Role.TRAINER)
NEXT, BEFORE = ("ArrowRight", "PageDown", "n"), ("ArrowLeft", "PageUp", "p")
PROJECTOR = {"width": 1280, "height": 720}
# What is to be read, and what is there to be looked up. On a screen three metres wide 23 pixels are 54 mm: from ten
# metres the small letters are 9 minutes of arc high, and an eye that sees as it should needs 5.
TO_READ, TO_LOOK_UP = 23, 16
# The size of every text that is shown, with what it stands in.
SIZES = """() => {
  const found = [], walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement, style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (!node.data.trim() || style.visibility === "hidden" || box.width < 2 || !element.checkVisibility()) continue;
    if (element.closest("details:not([open]) > :not(summary), title, desc, summary, .pt-sr")) continue;
    const svg = element.closest("svg");
    const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
    const isMain = !!element.closest("h1, .pt-stage__say, .pt-stage__lead, .pt-stage__figure, .pt-stage__list > li")
      && !element.closest("small, .pt-stage__figure span");
    found.push([parseFloat(style.fontSize) * scale, isMain, node.data.trim().slice(0, 50)]);
  }
  return found;
}"""


@pytest.fixture(scope="session")
def results(site_url: str, site_folder: Path) -> dict[str, int]:
    """Sessions with a result on the served site, by what it is."""
    with ThreadPoolExecutor(1) as thread:  # Playwright's event loop runs in this one
        settings = Settings(instance=site_folder, base_url=site_url, **KEYS)
        return thread.submit(add_results, settings, EMAIL).result()


@pytest.fixture(scope="session")
def signed_in() -> list[Any]:
    """The trainer's cookies, once somebody has signed in."""
    return []


@pytest.fixture
def stage(visit: Callable[..., Visit], results: dict[str, int], signed_in: list[Any]) -> Callable[..., Visit]:
    """Show a trainer the first page of a result."""

    def make(language: str, kind: str, **choices: bool) -> Visit:
        visitor = visit(language, **choices)
        if signed_in:
            visitor.page.context.add_cookies(signed_in)
        else:
            learner.sign_in(visitor, EMAIL)
            signed_in.extend(visitor.page.context.cookies())
        visitor.go(f"/live/{results[kind]}/result")
        expect(visitor.page.get_by_role("navigation")).to_be_visible()
        return visitor

    return make


def step(visitor: Visit, way: str, key: str = "") -> bool:
    """To the next page or the one before, by a key or the link, and be there; False when there is none."""
    link = visitor.page.locator(f"nav a[rel={way}]")
    if not link.count():
        return False
    target = link.get_attribute("href") or ""
    if key:
        visitor.page.keyboard.press(key)
    else:
        link.click()
    visitor.page.wait_for_url(f"**{target}")
    return True


def every_page(visitor: Visit) -> Iterator[str]:
    """Each page of a result in turn, followed by the links from the first; gives its name."""
    found: list[str] = []
    is_there = True
    while is_there:
        found.append(visitor.page.url)
        yield visitor.path.rsplit("/", 1)[1]
        is_there = step(visitor, "next")
    assert len(set(found)) == len(found) >= 4


@pytest.mark.parametrize(("language", "kind"), [("fi", "a difference"), ("sv", "none"), ("en", "the end of the scale")])
def test_a_result_is_stepped_by_keys_and_every_page_of_it_is_in_order(
    stage: Callable[..., Visit], language: str, kind: str
) -> None:
    visitor = stage(language, kind)
    visitor.page.set_viewport_size(PROJECTOR)
    first, pages = visitor.page.url, 1
    visitor.look()
    while step(visitor, "next", NEXT[pages % len(NEXT)]):
        visitor.look()
        pages += 1
    last = visitor.page.url
    assert pages >= 6

    visitor.page.keyboard.press("ArrowRight")  # there is nothing after the last
    assert visitor.page.url == last
    for number in range(pages - 1):
        assert step(visitor, "prev", BEFORE[number % len(BEFORE)])
    assert visitor.page.locator("nav a[rel=prev]").count() == 0
    assert visitor.page.url.removesuffix("/story") == first.removesuffix("/story")


def test_keys_with_another_key_held_step_nowhere(stage: Callable[..., Visit]) -> None:
    visitor = stage("sv", "a difference")
    here = visitor.page.url

    for key in ("Control+ArrowRight", "Shift+ArrowRight", "ArrowLeft", "x", "Enter"):
        visitor.page.keyboard.press(key)

    assert visitor.page.url == here
    assert step(visitor, "next", "ArrowRight")


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_result_is_stepped_by_links_without_script(stage: Callable[..., Visit], language: str) -> None:
    visitor = stage(language, "a difference", script=False)

    pages = list(every_page(visitor))
    while step(visitor, "prev"):
        pages.pop()

    assert len(pages) == 1
    visitor.follow(visitor.by("link", "Leave the result"))
    visitor.heading("With a difference")


@pytest.mark.parametrize(
    ("language", "kind"),
    [
        *(("fi", "a difference"), ("sv", "a difference"), ("fi", "too few"), ("sv", "too few")),
        *(("fi", "two rounds"), ("sv", "two rounds")),
    ],
)
def test_a_result_fits_the_wall_and_can_be_read_from_ten_metres(
    stage: Callable[..., Visit], language: str, kind: str
) -> None:
    visitor = stage(language, kind)
    visitor.page.set_viewport_size(PROJECTOR)
    small, too_high = [], []
    for name in every_page(visitor):
        for size, is_to_be_read, text in visitor.page.evaluate(SIZES):
            least = TO_READ if is_to_be_read else TO_LOOK_UP
            if size < least and name not in {"texts", "more"}:
                small.append(f"{name}: {size:.1f} px, not {least}: {text}")
        over = visitor.page.evaluate("document.documentElement.scrollHeight - innerHeight")
        if over > 0:
            too_high.append(f"{name}: {over} px")

    assert not small
    assert not too_high


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("kind", list(RESULTS))
def test_a_result_fits_a_narrow_phone_with_everything_opened(
    stage: Callable[..., Visit], language: str, kind: str
) -> None:
    visitor = stage(language, kind, phone=True)
    visitor.page.set_viewport_size(NARROW)
    wide = []
    for name in every_page(visitor):
        visitor.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        wide += [f"{name}: {found}" for found in [too_wide(visitor.page)] if found]

    assert not wide


def test_a_result_is_dark_in_the_dark_and_light_on_paper(stage: Callable[..., Visit]) -> None:
    visitor = stage("sv", "a difference")
    colours = (
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color]"
        ".map(colour => { const c = document.createElement('canvas').getContext('2d'); c.fillStyle = colour;"
        " c.fillRect(0, 0, 1, 1); const [r, g, b] = c.getImageData(0, 0, 1, 1).data; return (r + g + b) / 3; })"
    )
    visitor.page.emulate_media(color_scheme="dark")
    ground, ink = visitor.page.evaluate(colours)
    assert ground < 80
    assert ink > 180

    visitor.page.emulate_media(color_scheme="dark", media="print")
    ground, ink = visitor.page.evaluate(colours)
    assert ink < 80
    assert ground > 240 or ground == 0  # white, or nothing at all


@pytest.mark.parametrize("page", ["effect", "interval", "limits"])
def test_a_page_of_a_result_is_printed_without_what_one_can_only_press(
    stage: Callable[..., Visit], results: dict[str, int], page: str
) -> None:
    visitor = stage("fi", "a difference")
    visitor.go(f"/live/{results['a difference']}/result/{page}")
    heading = visitor.page.get_by_role("heading", level=1).inner_text()

    paper = PdfReader(io.BytesIO(visitor.page.pdf(format="A4")))
    text = re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in paper.pages))

    assert heading.split()[0] in text
    assert visitor.say("Leave the result") not in text
    assert len(paper.pages) == 1


@pytest.mark.parametrize(("language", "script"), [("sv", True), ("fi", False)], ids=["sv", "fi-without-script"])
def test_a_result_is_taken_home_as_a_pdf_and_as_a_workbook(
    stage: Callable[..., Visit], results: dict[str, int], language: str, script: bool
) -> None:
    visitor = stage(language, "a difference", script=script)
    visitor.go(f"/live/{results['a difference']}")
    visitor.heading("With a difference")

    pdf = PdfReader(io.BytesIO(hr.download(visitor, visitor.by("link", "Result as PDF"))))
    workbook = load_workbook(io.BytesIO(hr.download(visitor, visitor.by("link", "Result as a workbook (XLSX)"))))

    assert "With a difference" in " ".join(pdf.pages[0].extract_text().split())
    cells = [cell for sheet in workbook for row in sheet.iter_rows(values_only=True) for cell in row]
    assert any("With a difference" in str(cell) for cell in cells)
