"""The message catalogues: the real ones are complete, and the check sees each way in which they might not be."""

from pathlib import Path

import pytest

from puntari.content import messages
from puntari.content.languages import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
HEAD += '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
CODE = 'from flask_babel import gettext as _, ngettext\n\n_("Save %(name)s")\nngettext("One", "%(num)d of them", 2)\n'
SAVE = 'msgid "Save %(name)s"\nmsgstr "{}"\n'
MANY = 'msgid "One"\nmsgid_plural "%(num)d of them"\nmsgstr[0] "{}"\nmsgstr[1] "{}"\n'
GOOD = {
    "fi": SAVE.format("Tallenna %(name)s") + "\n" + MANY.format("Yksi", "%(num)d kappaletta"),
    "sv": SAVE.format("Spara %(name)s") + "\n" + MANY.format("En", "%(num)d stycken"),
    "en": SAVE.format("Save %(name)s") + "\n" + MANY.format("One", "%(num)d of them"),
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small package with two messages, complete in all languages."""
    (tmp_path / "views.py").write_text(CODE)
    for language, body in GOOD.items():
        put(tmp_path, language, body)
    return tmp_path


def put(package: Path, language: str, body: str) -> None:
    file = messages.catalogue_file(package, language)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEAD + "\n" + body, encoding="utf-8")


def problems(package: Path) -> list[str]:
    return [str(problem) for problem in messages.check(package, package)]


def test_the_catalogues_say_all_that_the_code_says() -> None:
    found = messages.check(ROOT / "site" / "puntari", ROOT)

    assert [str(problem) for problem in found] == []


def test_a_complete_catalogue_has_no_problem(package: Path) -> None:
    assert problems(package) == []


FI = "translations/fi/LC_MESSAGES/messages.po"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            SAVE.format("Tallenna %(name)s"),
            ["views.py:4: not in the fi catalogue: 'One'"],
            id="missing",
        ),
        pytest.param(
            SAVE.format("") + "\n" + MANY.format("Yksi", "%(num)d kappaletta"),
            [f"{FI}:6: not translated: 'Save %(name)s'"],
            id="empty",
        ),
        pytest.param(
            SAVE.format("Tallenna %(name)s") + "\n" + MANY.format("Yksi", ""),
            [f"{FI}:9: not translated: 'One'"],
            id="one plural form empty",
        ),
        pytest.param(
            "#, fuzzy\n" + GOOD["fi"],
            [f"{FI}:7: marked fuzzy: 'Save %(name)s'"],
            id="fuzzy",
        ),
        pytest.param(
            SAVE.format("Tallenna %(nimi)s") + "\n" + MANY.format("Yksi", "%(num)d kappaletta"),
            [
                f"{FI}:6: placeholders differ, %(name)s here and %(nimi)s in the translation: 'Save %(name)s'",
            ],
            id="placeholder translated",
        ),
        pytest.param(
            SAVE.format("Tallenna %(name)s") + "\n" + MANY.format("Yksi", "Monta"),
            [f"{FI}:9: placeholders differ, %(num)d here and none in the translation: 'One'"],
            id="placeholder missing in the plural",
        ),
        pytest.param(
            GOOD["fi"] + '\nmsgid "Old"\nmsgstr "Vanha"\n',
            [f"{FI}:14: the code no longer says: 'Old'"],
            id="no longer in the code",
        ),
        pytest.param(
            GOOD["fi"] + '\n#~ msgid "Old"\n#~ msgstr "Vanha"\n',
            [f"{FI}:14: left over: 'Old'"],
            id="obsolete",
        ),
        pytest.param(
            SAVE.format("Tallenna %(name)s") + '\nmsgid "One"\nmsgstr "Yksi"\n',
            ["views.py:4: not in the fi catalogue: 'One'"],
            id="plural lost",
        ),
    ],
)
def test_each_lack_is_named_with_its_place(package: Path, body: str, expected: list[str]) -> None:
    put(package, "fi", body)

    assert problems(package) == expected


def test_english_says_what_the_code_says(package: Path) -> None:
    put(package, "en", SAVE.format("Keep %(name)s") + "\n" + MANY.format("One", "%(num)d of them"))

    assert [problem.partition(": ")[2] for problem in problems(package)] == [
        "English says other words than the code: 'Save %(name)s'"
    ]


def test_templates_are_read_too(package: Path) -> None:
    (package / "templates").mkdir()
    (package / "templates" / "a.html").write_text('<p>{{ _("In a page") }}</p>\n{% trans %}In a block{% endtrans %}\n')

    assert [problem for problem in problems(package) if "fi catalogue" in problem] == [
        "templates/a.html:1: not in the fi catalogue: 'In a page'",
        "templates/a.html:2: not in the fi catalogue: 'In a block'",
    ]


def test_update_adds_what_is_new_and_removes_what_is_gone(package: Path) -> None:
    (package / "views.py").write_text(CODE.replace("Save", "Keep") + '_("New")\n')

    counts = messages.update(package)

    assert counts == dict.fromkeys(LANGUAGES, (2, 1))
    assert [problem.partition(": ")[2] for problem in problems(package)] == [
        "not translated: 'Keep %(name)s'",
        "not translated: 'New'",
        "not translated: 'Keep %(name)s'",
        "not translated: 'New'",
    ]  # in Finnish and Swedish; English fills itself in
    assert messages.catalogue_file(package, "sv").with_suffix(".mo").exists()


def test_update_keeps_what_is_translated_and_repeats_itself(package: Path) -> None:
    messages.update(package)
    first = {language: messages.catalogue_file(package, language).read_bytes() for language in LANGUAGES}

    assert messages.update(package) == dict.fromkeys(LANGUAGES, (0, 0))
    assert {language: messages.catalogue_file(package, language).read_bytes() for language in LANGUAGES} == first
    assert problems(package) == []
