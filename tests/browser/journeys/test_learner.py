"""A new user's way, in each language, on phone and desktop, by mouse, by keyboard alone, and without script.

Taster, signing in, course, round 1, pages, round 2, result, certificate.
"""

import io
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from tests.browser.journeys import learner
from tests.browser.visits import Visit

WAYS = [
    # language, phone, keyboard, script: each language twice, each kind of screen with and without a mouse and script
    pytest.param("fi", True, False, True, id="fi-phone"),
    pytest.param("fi", False, True, False, id="fi-desktop-keyboard-without-script"),
    pytest.param("sv", False, False, True, id="sv-desktop"),
    pytest.param("sv", True, True, True, id="sv-phone-keyboard"),
    pytest.param("en", False, True, True, id="en-desktop-keyboard"),
    pytest.param("en", True, False, False, id="en-phone-without-script"),
]


@pytest.mark.parametrize(("language", "phone", "keyboard", "script"), WAYS)
def test_a_new_user_gets_from_the_front_page_to_a_certificate(
    newcomer: str, visit: Callable[..., Visit], language: str, phone: bool, keyboard: bool, script: bool
) -> None:
    visitor = visit(language, phone=phone, keyboard=keyboard, script=script)

    learner.taste(visitor)
    learner.sign_in(visitor, newcomer)
    learner.take_course(visitor)
    learner.see_result(visitor)
    pdf = learner.fetch_certificate(visitor)

    assert learner.COURSE["title"][language] in " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())
