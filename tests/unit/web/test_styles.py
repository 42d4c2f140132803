"""The style sheets keep out of one another's way: in one layer, the later would win without being asked."""

import re
from collections import defaultdict
from pathlib import Path

import puntari

COMPONENTS = Path(puntari.__file__).parent / "static" / "css" / "components"


def looks_of(style: str) -> set[str]:
    """The classes that a sheet gives a look of their own, wherever they stand; not on paper."""
    on_screen = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL).split("@layer print")[0]
    selectors = re.findall(r"(?:^|[{}])\s*([^{}@]+)\{", on_screen)
    parts = (part.strip() for selector in selectors for part in selector.split(","))
    return {part for part in parts if re.fullmatch(r"\.pt-[a-z-]+", part)}


def test_a_class_has_its_look_from_one_style_sheet():
    sheets = defaultdict(list)
    for path in sorted(COMPONENTS.glob("*.css")):
        for look in looks_of(path.read_text()):
            sheets[look].append(path.name)

    assert {look: names for look, names in sheets.items() if len(names) > 1} == {}


def test_a_class_that_two_sheets_give_a_look_is_found():
    style = "@layer components { /* .pt-no { } */ .pt-one, .pt-two { a: b } .pt-in .pt-not { a: b } }"

    assert looks_of(style) == {".pt-one", ".pt-two"}
