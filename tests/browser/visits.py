"""One person's visit: in a language, on a screen, by mouse or by keyboard alone, with script or without.

Whatever a journey does, it does through a visit, found by role and label as a person finds it. Labels are given in
English and looked up in the site's own catalogues, so a journey is written once for three languages.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.looking import is_first_look, too_wide, violations

expect.set_options(timeout=15_000)  # a busy machine is slow; nothing here measures time

CATALOGUES = Path(__file__).resolve().parents[2] / "site" / "puntari" / "translations"
LOCALES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
PHONE, DESKTOP, NARROW = (
    {"width": 390, "height": 844},
    {"width": 1280, "height": 900},
    {"width": 320, "height": 640},
)  # the last is 1280 pixels at 400 % zoom too
STEPS = 400  # no page has more things to tab through


@cache
def catalogue(language: str) -> Catalog:
    """What the site says in a language."""
    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def said(language: str, english: str, **values: Any) -> str:
    """A message of the site in a language. Raises KeyError when the site says no such thing."""
    message = catalogue(language).get(english)
    if message is None or not message.string:
        raise KeyError(f"the site says nowhere: {english}")
    text = message.string if isinstance(message.string, str) else message.string[-1]
    return str(text) % values if values else str(text).replace("%%", "%")


@dataclass
class Visit:
    """A page, and who sits before it."""

    page: Page
    site: str
    language: str
    is_phone: bool = False
    by_keyboard: bool = False
    has_script: bool = True
    is_cut_off: bool = False  # the test took the line away, so the browser's complaints about it are right
    troubles: list[str] = field(default_factory=list)

    @classmethod
    def start(
        cls,
        browser: Browser,
        site: str,
        language: str,
        *,
        phone: bool = False,
        keyboard: bool = False,
        script: bool = True,
    ) -> "Visit":
        context = browser.new_context(
            viewport=PHONE if phone else DESKTOP,
            locale=LOCALES[language],
            java_script_enabled=script,
            has_touch=phone,
            is_mobile=phone,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        context.set_default_timeout(15_000)
        visit = cls(context.new_page(), site, language, phone, keyboard, script)
        visit._listen()
        return visit

    def _listen(self) -> None:
        def request(made: Any) -> None:
            if not made.url.startswith((self.site, "data:", "blob:")):
                self.troubles.append(f"asked another host: {made.url}")

        def answer(given: Any) -> None:
            if given.status >= 500:
                self.troubles.append(f"{given.status} from {given.url}")

        def message(given: Any) -> None:
            is_expected = "status of 4" in given.text or (self.is_cut_off and "net::ERR_" in given.text)
            if given.type in {"error", "warning"} and not is_expected:
                self.troubles.append(f"console on {self.path}: {given.text}")

        self.page.on("request", request)
        self.page.on("response", answer)
        self.page.on("console", message)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script on {self.path}: {error}"))

    def another_tab(self) -> "Visit":
        """A second page of the same browser, whose troubles count with this one's."""
        tab = replace(self, page=self.page.context.new_page())
        tab._listen()
        return tab

    # Finding

    @property
    def path(self) -> str:
        """Where we are, without the host."""
        return urlsplit(self.page.url).path

    def say(self, english: str, **values: Any) -> str:
        """The site's words in the language of the visit."""
        return said(self.language, english, **values)

    def by(self, role: Any, english: str, *, within: Locator | None = None, **values: Any) -> Locator:
        """The one thing with a role and exactly these words as its name."""
        return (within or self.page).get_by_role(role, name=self.say(english, **values), exact=True)

    def named(self, role: Any, text: str, *, within: Locator | None = None) -> Locator:
        """The one thing with a role and a name that isn't in the catalogues, such as a course's title."""
        return (within or self.page).get_by_role(role, name=text, exact=True)

    # Doing

    def go(self, path: str) -> None:
        """Type an address; the language goes in front of it."""
        self.page.goto(f"{self.site}/{self.language}{path}")

    def press(self, target: Locator) -> None:
        """Press a button."""
        if self.by_keyboard:
            self.reach(target)
            self.page.keyboard.press("Enter")
        else:
            target.click()

    def follow(self, link: Locator) -> None:
        """Follow a link, or press a button that leads elsewhere, and be there."""
        here = self.page.url
        self.press(link)
        self.page.wait_for_url(lambda url: url != here)

    def choose(self, target: Locator) -> None:
        """Choose a radio button, or tick a box."""
        if not self.by_keyboard:
            target.check()  # fails when that doesn't check it
            return
        if target.get_attribute("type") == "radio":
            self._reach_radio(target)
        else:
            self.reach(target)
            self.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def write(self, target: Locator, text: str) -> None:
        """Write into a field."""
        if self.by_keyboard:
            self.reach(target)
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.type(text)
        else:
            target.fill(text)
        expect(target).to_have_value(text)

    def pick(self, target: Locator, value: str) -> None:
        """Pick an option of a list by its value."""
        if self.by_keyboard:
            self.reach(target)
            values = target.locator("option").evaluate_all("options => options.map(o => o.value)")
            self.page.keyboard.press("Home")
            for _ in range(values.index(value)):
                self.page.keyboard.press("ArrowDown")
        else:
            target.select_option(value)
        expect(target).to_have_value(value)

    def reach(self, target: Locator) -> None:
        """Tab until the focus is there, as somebody without a mouse does; fails when one never gets there."""
        target.wait_for(state="visible")
        element = target.element_handle()  # found once: finding by role and name takes longer than a key
        for _ in range(STEPS):
            if element.evaluate("e => e === document.activeElement"):
                self._focus_is_seen(target)
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard doesn't reach {target} on {self.path}")

    def _focus_is_seen(self, target: Locator) -> None:
        outline = target.evaluate(
            "e => { const around = [e.nextElementSibling];"
            " for (let x = e, depth = 0; x && depth < 4; x = x.parentElement, depth++) around.push(x);"
            " return around.some(x => x && getComputedStyle(x).outlineStyle !== 'none'); }"
        )
        assert outline, f"nothing shows that {target} has the focus, on {self.path}"

    def _reach_radio(self, target: Locator) -> None:
        """Into the group with Tab, then to the button with arrows (or Space when it is the first)."""
        element = target.element_handle()
        group = element.evaluate(
            "e => [...document.querySelectorAll(`input[type=radio][name='${e.name}']`)]"
            ".filter(r => r.form === e.form).map(r => r.value)"
        )
        for _ in range(STEPS):
            inside = element.evaluate(
                "e => { const a = document.activeElement;"
                " return a.type === 'radio' && a.name === e.name && a.form === e.form ? a.value : null; }"
            )
            if inside is not None:
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"the keyboard doesn't reach the choices of {target} on {self.path}")
        way = group.index(element.get_attribute("value")) - group.index(inside)
        if way == 0:
            self.page.keyboard.press("Space")
        for _ in range(abs(way)):
            self.page.keyboard.press("ArrowDown" if way > 0 else "ArrowUp")

    # Looking

    def look(self) -> None:
        """What must be true of every page: the right language, axe content in light and dark, no sideways scrolling.

        axe sees each structure of page once for a width: to it, pages that differ in their words only are the same.
        Whether words have room is looked at on each page on a phone, and once for each structure on a desktop at
        400 % zoom. What isn't in order is noted and told at the end of the visit, all of it at once.
        """
        page = self.page
        page.wait_for_load_state()
        expect(page.locator("html")).to_have_attribute("lang", re.compile(f"^{self.language}"))
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        if not self.has_script:
            return
        size = page.viewport_size or DESKTOP
        is_new = is_first_look(page, size["width"])
        if is_new:
            self.troubles += [f"{self.path}, light: {found}" for found in violations(page)]
            page.emulate_media(color_scheme="dark")
            self.troubles += [f"{self.path}, dark: {found}" for found in violations(page, only_colours=True)]
            page.emulate_media(color_scheme="light")
        if is_new or self.is_phone:
            page.set_viewport_size(NARROW)
            sticking_out = too_wide(page)
            page.set_viewport_size(size)
            if sticking_out:
                self.troubles.append(f"{self.path} scrolls at 320: {sticking_out}")

    def heading(self, text: str) -> None:
        """Wait for a page by its heading, and until all of it is there."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)
        self.page.wait_for_load_state()
