"""An exercise as one file: packed, unpacked, and refused when it is anything else."""

import io
import stat
import zipfile
from pathlib import Path

import pytest
import yaml

from puntari.content.problems import Problems
from puntari.practice.authoring import packing
from tests import exercises

FILES = exercises.files()


def zipped(entries: dict[str, bytes | str], **more: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = more.get("attr", 0)
            archive.writestr(entry, data)
    return packed.getvalue()


def unpacked(packed: bytes) -> tuple[dict[str, str], list[str]]:
    problems = Problems(Path())
    return packing.unpack(packed, problems), [str(problem) for problem in problems]


def test_what_is_packed_comes_out_the_same():
    assert unpacked(packing.pack("own-cook", FILES)) == (FILES, [])
    assert packing.pack("own-cook", FILES) == packing.pack("own-cook", dict(reversed(FILES.items())))


@pytest.mark.parametrize("folder", ["", "cook/"])
def test_a_folder_packed_by_hand_is_taken(folder):
    entries = {f"{folder}{name}": text for name, text in FILES.items()}
    litter = {"__MACOSX/cook/._01.fi.md": b"\xff", f"{folder}.DS_Store": b"\x00\xff"}

    assert unpacked(zipped({**entries, **litter})) == (FILES, [])


def test_line_ends_and_marks_of_other_systems_are_taken():
    entries = {name: text.replace("\n", "\r\n").encode("utf-8-sig") for name, text in FILES.items()}

    assert unpacked(zipped(entries)) == (FILES, [])


BOMB = zipped({"exercise.yml": b"a" * 50_000_000})
LAUGHS = "a: &a [x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20))


@pytest.mark.parametrize(
    ("packed", "expected"),
    [
        pytest.param(b"", "zip:1: this isn't a zip file, or it is broken", id="nothing"),
        pytest.param(b"PK\x03\x04rubbish", "zip:1: this isn't a zip file, or it is broken", id="rubbish"),
        pytest.param(
            packing.pack("x", FILES)[:4000] + b"\x00" * 500 + packing.pack("x", FILES)[4500:],
            "zip:1: this isn't a zip file, or it is broken",
            id="broken",
        ),
        pytest.param(BOMB, "zip:1: the files are over 1000 kB when unpacked", id="bomb"),
        pytest.param(
            zipped({f"{n}.fi.md": "x" for n in range(121)}),
            "zip:1: there are 121 files; an exercise has at most 120",
            id="too many",
        ),
        pytest.param(
            zipped({**FILES, "../01.fi.md": "x"}),
            "01.fi.md:1: isn't a plain file in the folder of an exercise",
            id="out of the folder",
        ),
        pytest.param(
            zipped({**FILES, "/etc/passwd": "x"}),
            "passwd:1: isn't a plain file in the folder of an exercise",
            id="absolute",
        ),
        pytest.param(
            zipped({**FILES, "a/b/c.fi.md": "x"}),
            "c.fi.md:1: isn't a plain file in the folder of an exercise",
            id="deep",
        ),
        pytest.param(
            zipped(FILES, attr=(stat.S_IFLNK | 0o777) << 16),
            "01.en.md:1: isn't a plain file in the folder of an exercise",
            id="link",
        ),
        pytest.param(
            zipped({"a/exercise.yml": FILES["exercise.yml"], "b/01.fi.md": "x"}),
            "zip:1: there are files in several folders; pack one exercise at a time",
            id="two folders",
        ),
        pytest.param(zipped({"01.fi.md": "x"}), "exercise.yml:1: is missing", id="no definition"),
        pytest.param(zipped({**FILES, "run.sh": "x"}), "run.sh:1: isn't part of an exercise", id="foreign file"),
        pytest.param(zipped({**FILES, "01.fi.md": b"\xe4"}), "01.fi.md:1: isn't text in UTF-8", id="other encoding"),
        pytest.param(
            zipped({**FILES, "01.fi.md": "a\x00b"}), "01.fi.md:1: has a character that no text can hold", id="zero"
        ),
        pytest.param(
            zipped({"exercise.yml": "id: x\ntitle: [a"}),
            "exercise.yml:2: can't be read as YAML: did not find expected ',' or ']'",
            id="broken YAML with its line",
        ),
        pytest.param(
            zipped({"exercise.yml": "- a"}), "exercise.yml:1: holds no definition of an exercise", id="a list"
        ),
        pytest.param(
            zipped({"exercise.yml": LAUGHS}),
            "exercise.yml:1: has references (&, *) or is nested too deeply; write values out",
            id="references",
        ),
        pytest.param(
            zipped({"exercise.yml": "a: " + "[" * 100_000}),
            "exercise.yml:1: has references (&, *) or is nested too deeply; write values out",
            id="depths",
        ),
        pytest.param(
            zipped({**FILES, "01.fi.md": f"---\n{LAUGHS}---\n\n## A\n"}),
            "01.fi.md:1: has references (&, *) or is nested too deeply; write values out",
            id="references in a text",
        ),
    ],
)
def test_what_is_no_exercise_is_refused_with_file_and_line(packed, expected):
    files, problems = unpacked(packed)

    assert files == {}
    assert expected in problems


def test_an_unfinished_exercise_is_taken():
    files, problems = unpacked(zipped({"exercise.yml": "id: x\ncolour: red\n", "01.fi.md": "Text"}))

    assert (sorted(files), problems) == (["01.fi.md", "exercise.yml"], [])


def test_what_has_no_place_in_a_draft_is_named_with_its_line():
    text = FILES["exercise.yml"].replace("minutes: 20\n", "minutes: 20\ncolour: red\n")
    line = text.splitlines().index("colour: red") + 1

    assert packing.left_out({"exercise.yml": text}) == [f"exercise.yml:{line}: colour"]
    assert packing.left_out(FILES) == []


def test_rows_that_no_page_can_hold_are_named_too():
    given = exercises.definition()
    given["job"]["duties"] = [given["job"]["duties"][0]] * 29 + [{"fi": f"Työ {n}"} for n in range(3)]
    given["fields"].append("height")
    text = yaml.safe_dump(given, sort_keys=False, allow_unicode=True)
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if "Työ 1" in line or "height" in line]

    assert packing.left_out({"exercise.yml": text}) == [
        *(f"exercise.yml:{lines[0] + n}: duties {30 + n}" for n in range(2)),
        f"exercise.yml:{lines[1]}: fields {len(given['fields']) - 1}",
    ]
