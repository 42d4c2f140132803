"""HR's way: dashboard, another day, the report as PDF and CSV; in each language, by mouse and by keyboard alone."""

import io
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from puntari.authz.policy import Role
from puntari.people.demo_accounts import DEMO_ACCOUNTS
from tests.browser.journeys import hr, learner
from tests.browser.visits import Visit

EMAIL = next(account.email for account in DEMO_ACCOUNTS if account.role is Role.HR)


@pytest.mark.parametrize(
    ("language", "phone", "keyboard", "script"),
    [
        pytest.param("fi", True, False, True, id="fi-phone"),
        pytest.param("fi", False, True, True, id="fi-desktop-keyboard"),
        pytest.param("sv", True, True, True, id="sv-phone-keyboard"),
        pytest.param("sv", False, False, True, id="sv-desktop"),
        pytest.param("en", True, False, False, id="en-phone-without-script"),
        pytest.param("en", False, True, True, id="en-desktop-keyboard"),
    ],
)
def test_hr_reports_how_things_stood_on_another_day(
    visit: Callable[..., Visit], language: str, phone: bool, keyboard: bool, script: bool
) -> None:
    visitor = visit(language, phone=phone, keyboard=keyboard, script=script)

    learner.sign_in(visitor, EMAIL)
    hr.open_plan(visitor)
    visitor.look()
    day = hr.look_back(visitor)
    visitor.look()
    pdf = PdfReader(io.BytesIO(hr.download(visitor, visitor.by("link", "Report as PDF"))))
    csv = hr.download(visitor, visitor.by("link", "Shares by unit as CSV"))

    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert hr.long_day(visitor, day) in " ".join(pdf.pages[0].extract_text().split())
    assert csv.decode("utf-8-sig").splitlines()[1].split(";")[0].strip('"') == day.isoformat()


def test_hr_finds_who_is_not_finished(visit: Callable[..., Visit]) -> None:
    visitor = visit("fi")

    learner.sign_in(visitor, EMAIL)
    visitor.go("/plan/follow-up")
    visitor.look()

    csv = hr.download(visitor, visitor.by("link", "This list as CSV")).decode("utf-8-sig")
    people = len(csv.splitlines()) - 1
    assert people > 0
    words = visitor.page.get_by_role("main").get_by_role("status").filter(has_text=str(people))
    assert words.count() == 1
