"""Pages that everybody sees, looked at in each language."""

from collections.abc import Callable

import pytest

from puntari.content.languages import LANGUAGES
from tests.browser.visits import Visit

OPEN_PAGES = ["/", "/accessibility", "/privacy", "/nowhere"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", OPEN_PAGES)
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_open_pages_are_in_order(visit: Callable[..., Visit], language: str, path: str, phone: bool) -> None:
    visitor = visit(language, phone=phone)

    visitor.go(path)

    visitor.look()
