from pathlib import Path

import pytest

from tests.unit.courses.factory import write_course


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small course, in order."""
    return write_course(tmp_path)
