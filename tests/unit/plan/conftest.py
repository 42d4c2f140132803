"""What the plan's tests share."""

from collections.abc import Callable

import pytest

from tests.statements import recorded


@pytest.fixture
def statements(app) -> Callable[[], object]:
    """Note the statements that are sent to the database inside a ``with`` block."""
    return recorded
