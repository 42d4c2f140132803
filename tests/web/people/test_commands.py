"""puntari init and puntari user."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from puntari.extensions import db
from puntari.people import commands
from puntari.people.models import Organisation, Person, Unit

INIT = ["--name-fi", "Kunta", "--name-sv", "Kommun", "--first-name", "Aino", "--last-name", "Aalto"]
INIT += ["--email", "Aino@Kunta.fi", "--employee-id", "77"]
UNITS = "code;parent;name_fi;name_sv;name_en\n2;1;Koulu;Skola;\n1;;Kunta;Kommun;\n"


@pytest.fixture
def run(app):
    def invoke(command, args, **kwargs):
        db.session.rollback()
        result = CliRunner().invoke(command, args, **kwargs)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        db.session.rollback()
        db.session.expire_all()
        return result

    return invoke


def test_init_sets_up_an_organisation_whose_administrator_chooses_a_password(run, client, tmp_path, deeds):
    (tmp_path / "units.csv").write_text(UNITS)
    result = run(commands.init, [*INIT, "--units", str(tmp_path / "units.csv")])
    aino = db.session.scalars(select(Person)).one()
    organisation = db.session.get(Organisation, 1)

    assert result.exit_code == 0, result.output
    assert [organisation.name(language) for language in ("fi", "sv", "en")] == ["Kunta", "Kommun", "Kunta"]
    assert (aino.email, aino.employee_id, [g.role for g in aino.grants]) == ("aino@kunta.fi", "77", ["admin"])
    assert [(u.code, u.name("en")) for u in db.session.scalars(select(Unit).order_by(Unit.code))] == [
        ("1", "Kunta"),
        ("2", "Koulu"),
    ]
    path = result.output.rsplit("http://127.0.0.1:8000", 1)[1].strip()
    browser = client()
    assert browser.post(path, data={"new": "a quiet morning at work"}).status_code == 303
    assert browser.get("/fi/people/").status_code == 200
    assert deeds()[0] == ("organisation.set_up", "organisation:1", None)


def test_init_asks_for_what_was_not_given(run):
    result = run(commands.init, [], input="Aino\nAalto\naino@kunta.fi\n77\nKunta\n\nTown\n")

    assert result.exit_code == 0, result.output
    assert [db.session.get(Organisation, 1).name(language) for language in ("fi", "sv", "en")] == [
        "Kunta",
        "Kunta",
        "Town",
    ]


def test_init_refuses_a_database_that_holds_an_organisation(run, people):
    result = run(commands.init, INIT)

    assert result.exit_code == 1
    assert "holds an organisation already" in result.output
    assert db.session.get(Organisation, 1).name("fi") == "Valkonummi"


def test_init_tells_every_problem_of_the_units_and_keeps_nothing(run, tmp_path):
    file = tmp_path / "units.csv"
    file.write_text("code;parent;name_fi;name_sv;name_en\n1;9;Kunta;;\n1;;a;b;c\n")
    result = run(commands.init, [*INIT, "--units", str(file)])

    assert result.exit_code == 1
    assert f"{file}:2: name_sv is missing\n{file}:2: no unit has the code 9\n{file}:3: the code 1" in result.output
    assert db.session.get(Organisation, 1) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"--email": "aino"},
        {"--first-name": "  "},
        {"--employee-id": "x" * 81},
        {"--language": "de"},
        {"--name-fi": "x" * 121},
    ],
)
def test_init_refuses_what_cannot_be(run, changed):
    (name, value) = next(iter(changed.items()))

    assert run(commands.init, [*INIT, name, value]).exit_code in {1, 2}
    assert db.session.scalars(select(Person)).all() == []


def test_user_invite_adds_a_person_and_mails_them(run, units, letters):
    args = [
        "invite",
        "ada@kunta.fi",
        "--first-name",
        "Ada",
        "--last-name",
        "A",
        "--employee-id",
        "5",
        "--language",
        "sv",
    ]
    result = run(commands.user, args)

    assert result.exit_code == 0, result.output
    ((mail, _),) = letters()
    assert (mail.recipient, mail.subject) == ("ada@kunta.fi", "Välkommen till Puntari")
    assert run(commands.user, args).exit_code == 1


def test_user_reset_link_prints_a_link_that_works(run, client, people):
    result = run(commands.user, ["reset-link", "Tess@example.org"])

    assert client().get(result.output.strip().removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_user_deactivate_closes_an_account_but_not_the_last_administrators(run, people):
    assert run(commands.user, ["deactivate", "tess@example.org"]).exit_code == 0
    assert people["tess"].is_active is False
    assert run(commands.user, ["deactivate", "arto@example.org"]).exit_code == 1
    assert people["arto"].is_active is True


def test_user_grant_gives_a_role_for_a_unit(run, people, units):
    assert run(commands.user, ["grant", "tess@example.org", "hr", "--unit", "kitchen"]).exit_code == 0
    assert [(g.role, g.unit_id) for g in people["tess"].grants] == [("hr", units["kitchen"].id)]


@pytest.mark.parametrize(
    "args",
    [
        ["grant", "tess@example.org", "admin", "--unit", "kitchen"],
        ["grant", "tess@example.org", "hr", "--unit", "nowhere"],
        ["grant", "nobody@example.org", "hr"],
        ["invite", "nobody@example.org"],
        ["reset-link", "nobody@example.org"],
    ],
)
def test_user_refuses_what_cannot_be(run, people, args):
    assert run(commands.user, args).exit_code == 1
    assert people["tess"].grants == []


def test_an_invitation_with_a_part_of_a_new_persons_names_says_what_is_missing(run, people):
    for args in (["--first-name", "Ada"], ["--first-name", "Ada", "--last-name", "A"], ["--employee-id", "5"]):
        result = run(commands.user, ["invite", "ada@kunta.fi", *args])

        assert result.exit_code == 1
        assert "--first-name, --last-name and --employee-id" in result.output


def test_a_closed_account_gets_no_link(run, people):
    people["tess"].is_active = False
    db.session.commit()

    assert run(commands.user, ["reset-link", "tess@example.org"]).exit_code == 1
    assert run(commands.user, ["invite", "tess@example.org"]).exit_code == 1
