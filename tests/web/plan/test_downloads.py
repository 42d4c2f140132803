"""The files say what the pages say; Excel opens them, and nothing in them runs."""

import pytest

from puntari.extensions import db
from puntari.plan.files import csv_file, guarded
from tests.documents import check_tagged, words_of

HEAD = (
    "As of;Measure;Measure in words;What must be completed;Target group;Unit;Own staff only;Completed;"
    '"Target group, people";"Exempt, not counted";"Share, per cent";"Target share, per cent";Last day;Pace;Late;'
    "Due within 60 days"
)
RULE = "2026-11-21;1.3;Measure en;Anonymous recruitment, step by step;everyone who recruits, the whole organisation"


def test_shares_as_csv(client, people, plan):
    response = client(people["hilla"]).get("/en/plan/shares.csv")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="puntari-shares-2026-11-21.csv"'
    text = response.data.decode("utf-8")
    assert text.startswith("\ufeff")
    assert text.removeprefix("\ufeff").replace('"', "").split("\r\n") == [
        HEAD.replace('"', ""),
        f"{RULE};The town;no;2;6;0;33;90;2027-03-31;4 more needed;0;0",
        f"{RULE};Food services;no;1;1;0;100;90;2027-03-31;target reached;0;0",
        f"{RULE};Education;no;1;2;0;50;90;2027-03-31;1 more needed;0;0",
        f"{RULE};Central administration;no;0;3;0;0;90;2027-03-31;3 more needed;0;0",
        "",
    ]


def test_the_file_for_a_day_says_what_was_true_then(client, people, plan):
    text = client(people["hilla"]).get("/fi/plan/shares.csv?day=2026-06-09").data.decode("utf-8-sig")

    assert text.split("\r\n")[1].split(";")[5:12] == ["Kaupunki", "ei", "0", "6", "0", "0", "90"]


def test_people_as_csv_within_the_scope(client, people, plan):
    text = client(people["sven"]).get("/sv/plan/follow-up.csv").data.decode("utf-8-sig")

    assert text.split("\r\n")[1:] == [
        ";".join(
            [
                *("2026-11-21", "Anonym rekrytering steg för steg", "T002", "Oppija", "Otto", "otto@example.org"),
                *("Småbarnspedagogik", "inte slutfört ännu", "2027-03-31", "senast den 31.3.2027"),
            ]
        ),
        "",
    ]


def test_a_formula_in_a_name_stays_text(client, people, plan):
    people["otto"].first_name, people["otto"].last_name = '=HYPERLINK("http://evil.example")', "@SUM(1;2)"
    db.session.commit()

    text = client(people["sven"]).get("/en/plan/follow-up.csv").data.decode("utf-8-sig")
    assert (
        text.split("\r\n")[1]
        .split(";", 3)[3]
        .startswith('"\'@SUM(1;2)";"\'=HYPERLINK(""http://evil.example"")";otto@example.org;')
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+358", "'+358"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("a=1", "a=1"),
        ("", ""),
        (None, ""),
        (-1, -1),
    ],
)
def test_guarded_cells(cell, expected):
    assert guarded(cell) == expected


def test_cells_with_separators_are_quoted():
    assert csv_file(["a;b"], [['say "hi"', "line\nbreak"]]).decode("utf-8-sig") == (
        '"a;b"\r\n"say ""hi""";"line\nbreak"\r\n'
    )


@pytest.mark.parametrize(
    ("language", "tag", "title", "said"),
    [
        (
            "fi",
            "fi-FI",
            "Koulutustavoitteet 21. marraskuuta 2026",
            "Kohderyhmään kuului tänä päivänä 6 henkilöä.",
        ),
        ("sv", "sv-FI", "Utbildningsmålen den 21 november 2026", "Målgruppen omfattade 6 personer den här dagen."),
        ("en", "en-GB", "Training targets on 21 November 2026", "The target group had 6 people on this day."),
    ],
)
def test_the_report_is_a_tagged_pdf_in_each_language(client, people, plan, language, tag, title, said):
    response = client(people["hilla"]).get(f"/{language}/plan/report.pdf")

    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    assert check_tagged(response.data, tag).startswith(title)
    text = words_of(response.data)
    for words in (title, said, f"Measure {language}", f"Plan {language}", "33"):
        assert words in text


def test_the_report_keeps_to_the_scope_and_the_day(client, people, plan, units):
    address = f"/en/plan/report.pdf?day=2026-09-30&unit={units['education'].id}"
    text = words_of(client(people["sven"]).get(address).data)

    assert "30 September 2026" in text
    assert "Early childhood education 0 1 0%" in text
    assert "Food services" not in text


@pytest.mark.parametrize("path", ["shares.csv", "report.pdf", "follow-up.csv"])
@pytest.mark.parametrize(
    ("query", "status"), [({"day": "x"}, 422), ({"day": "2027-01-01"}, 422), ({"unit": "999"}, 404)]
)
def test_files_refuse_what_pages_refuse(client, people, plan, path, query, status):
    assert client(people["hilla"]).get(f"/en/plan/{path}", query_string=query).status_code == status


def test_without_a_plan_there_is_no_file(client, people):
    found = [client(people["hilla"]).get(f"/en/plan/{path}").status_code for path in ("shares.csv", "report.pdf")]

    assert found == [404, 404]


def test_typesetting_reads_words_as_words(client, people, plan):
    plan.title_en = '#eval("1+1") $x$ *bold* \\ [x]'
    plan.areas[0].measures[1].text_en = '_a_ #import "x"'
    db.session.commit()

    text = words_of(client(people["hilla"]).get("/en/plan/report.pdf").data)
    assert '#eval("1+1") $x$ *bold* \\ [x]' in text
    assert '_a_ #import "x"' in text
