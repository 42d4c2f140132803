"""The commands ``puntari init`` and ``puntari user``. They run inside the application's context."""

from pathlib import Path

import click
from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from puntari.authz.policy import Role
from puntari.content.languages import LANGUAGES
from puntari.extensions import db
from puntari.people import actions, links, set_up
from puntari.people.domain import LastAdministrator, LinkPurpose
from puntari.people.models import Person, Unit
from puntari.people.unit_file import BadUnitFile, UnitRow, decoded, read_units
from puntari.web import clock

IN_ENGLISH = {"fi": "Finnish", "sv": "Swedish", "en": "English"}


def checked_email(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """An e-mail address in small letters."""
    try:
        return validate_email(value, check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise click.BadParameter(str(error)) from error


def not_empty(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Text that isn't only white space, of a length the tables take."""
    value = " ".join(value.split())
    if not value or len(value) > 80 or not value.isprintable():
        raise click.BadParameter("write 1 to 80 characters")
    return value


def ask_names(given: dict[str, str | None]) -> dict[str, str]:
    """The organisation's names: those given, the others asked for; a language left empty takes the first name."""
    names: dict[str, str] = {}
    is_asking = not any(given.values())
    for language in LANGUAGES:
        name = given[language]
        if name is None and is_asking:
            name = click.prompt(f"Name of the organisation in {IN_ENGLISH[language]} (empty if not in use)", default="")
        names[language] = " ".join((name or "").split())
    fallback = next((name for name in names.values() if name), None)
    if fallback is None:
        raise click.ClickException("The organisation needs a name in at least one language.")
    too_long = [language for language, name in names.items() if len(name) > 120]
    if too_long:
        raise click.ClickException("The organisation's name may have at most 120 characters.")
    return names


@click.command()
@click.option("--name-fi", help="Name of the organisation in Finnish.")
@click.option("--name-sv", help="Name of the organisation in Swedish.")
@click.option("--name-en", help="Name of the organisation in English.")
@click.option("--first-name", prompt="First name of the first administrator", callback=not_empty)
@click.option("--last-name", prompt="Last name of the first administrator", callback=not_empty)
@click.option("--email", prompt="E-mail address of the first administrator", callback=checked_email)
@click.option("--employee-id", prompt="Employee id of the first administrator", callback=not_empty)
@click.option("--language", type=click.Choice(LANGUAGES), default="fi", show_default=True, help="Their language.")
@click.option(
    "--units",
    "units_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV of the units: code;parent;name_fi;name_sv;name_en.",
)
def init(
    *,
    name_fi: str | None,
    name_sv: str | None,
    name_en: str | None,
    first_name: str,
    last_name: str,
    email: str,
    employee_id: str,
    language: str,
    units_file: Path | None,
) -> None:
    """Set up a real, empty organisation with its first administrator."""
    names = ask_names({"fi": name_fi, "sv": name_sv, "en": name_en})
    in_use = [code for code, name in names.items() if name]
    rows = read_file(units_file, in_use) if units_file else []
    fallback = next(name for name in names.values() if name)
    admin = {
        "first_name": first_name,
        "last_name": last_name,
        "email": email,
        "employee_id": employee_id,
        "language": language,
    }
    all_names = {f"name_{code}": name or fallback for code, name in names.items()}
    try:
        link = set_up.set_up(all_names, admin, rows, today=clock.today(), now=clock.now())
    except set_up.NotEmpty:
        db.session.rollback()
        raise click.ClickException(
            "The database holds an organisation already. Use an empty database: another "
            "PUNTARI_INSTANCE or PUNTARI_DATABASE_URL, then puntari migrate and puntari init."
        ) from None
    db.session.commit()
    click.echo(f"{fallback} is set up, with {len(rows)} unit{'' if len(rows) == 1 else 's'}.")
    click.echo(f"{first_name} {last_name} chooses a password here, once, within 14 days:\n{link}")


def read_file(path: Path, languages: list[str]) -> list[UnitRow]:
    """The units of a file. Raises ClickException with every problem, its file and line."""
    try:
        return read_units(decoded(path.read_bytes()), languages)
    except BadUnitFile as error:
        lines = "\n".join(f"{path}:{problem}" for problem in error.problems)
        raise click.ClickException(f"the units can't be used\n{lines}") from error


@click.group()
def user() -> None:
    """Look after accounts from the command line."""


def find(email: str) -> Person:
    """The person with an e-mail address. Raises ClickException."""
    person = db.session.scalars(select(Person).where(Person.email == email.strip().lower())).one_or_none()
    if person is None:
        raise click.ClickException(f"Nobody has the address {email}.")
    return person


@user.command()
@click.argument("email", callback=checked_email)
@click.option("--first-name", callback=lambda c, p, v: not_empty(c, p, v) if v else v, help="For a new person.")
@click.option("--last-name", callback=lambda c, p, v: not_empty(c, p, v) if v else v, help="For a new person.")
@click.option("--employee-id", callback=lambda c, p, v: not_empty(c, p, v) if v else v, help="For a new person.")
@click.option("--language", type=click.Choice(LANGUAGES), default="fi", show_default=True)
def invite(email: str, first_name: str | None, last_name: str | None, employee_id: str | None, language: str) -> None:
    """Mail somebody an invitation; with names and an employee id, add them first."""
    if first_name and last_name and employee_id:
        values = {
            "first_name": first_name,
            "last_name": last_name,
            "employee_id": employee_id,
            "email": email,
            "language": language,
        }
        try:
            person = actions.add_person(values, by=None, now=clock.now())
        except IntegrityError:
            db.session.rollback()
            raise click.ClickException("Somebody has this address or this employee id already.") from None
    elif first_name or last_name or employee_id:
        raise click.ClickException("To add somebody give all three: --first-name, --last-name and --employee-id.")
    else:
        person = find(email)
    if not person.is_active:
        raise click.ClickException("The account is closed.")
    purpose = LinkPurpose.RESET if person.password_hash else LinkPurpose.INVITATION
    links.send(person, purpose, by=None, now=clock.now())
    db.session.commit()
    click.echo(f"A link for {person.display_name} is in the outgoing mail.")


@user.command("reset-link")
@click.argument("email")
def reset_link(email: str) -> None:
    """Print a one-time link by which somebody chooses a password."""
    person = find(email)
    if not person.is_active:
        raise click.ClickException("The account is closed.")
    link = set_up.make_link(person, now=clock.now())
    db.session.commit()
    click.echo(link)


@user.command()
@click.argument("email")
def deactivate(email: str) -> None:
    """Close an account: nobody signs in with it any more."""
    person = find(email)
    try:
        actions.close_account(person, today=clock.today(), by=None, now=clock.now())
    except LastAdministrator:
        raise click.ClickException("This is the last administrator. Give somebody else the role first.") from None
    db.session.commit()
    click.echo(f"The account of {person.display_name} is closed.")


@user.command()
@click.argument("email")
@click.argument("role", type=click.Choice([role.value for role in Role if role is not Role.TRAINEE]))
@click.option("--unit", "code", help="Code of a unit; the role then holds for it and those below it.")
def grant(email: str, role: str, code: str | None) -> None:
    """Give somebody a role from today on."""
    person = find(email)
    unit_id = db.session.scalar(select(Unit.id).where(Unit.code == code)) if code else None
    if code and unit_id is None:
        raise click.ClickException(f"No unit has the code {code}.")
    if code and role == Role.ADMIN:
        raise click.ClickException("An administrator always has the whole organisation; leave out --unit.")
    actions.grant_role(person, Role(role), unit_id=unit_id, starts=clock.today(), by=None, now=clock.now())
    db.session.commit()
    click.echo(f"{person.display_name} has the role {role} from today on.")
