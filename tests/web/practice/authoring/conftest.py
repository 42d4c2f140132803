"""A trainer with a draft."""

from typing import Any

import pytest

from tests.web.practice.authoring.writer import Writer


@pytest.fixture
def writer(client: Any, people: dict[str, Any]) -> Writer:
    return Writer(client(people["tuula"]))
