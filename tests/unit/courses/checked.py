"""A course written to a folder and checked."""

from tests.unit.courses.factory import problems_of

STALE = "the source has changed since this was translated"


def found(folder, **kwargs):
    """All problems but those that a change of the source always brings."""
    return [problem for problem in problems_of(folder, **kwargs) if STALE not in problem]


FI1, FI2, FI3 = "01-first.fi.md", "02-second.fi.md", "03-third.fi.md"
SV1, SV2, SV3 = "01-first.sv.md", "02-second.sv.md", "03-third.sv.md"


YML = "course.yml"
