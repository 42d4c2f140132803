"""People, the units they work in, and the roles they hold. All of it is dated: starts ≤ day < ends."""

from datetime import date, datetime
from typing import Any

from flask_login import AnonymousUserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from puntari.authz.policy import Role
from puntari.content.languages import LANGUAGES, sort_key
from puntari.extensions import Model
from puntari.web.clock import today

ROLES = ", ".join(f"'{role}'" for role in Role if role is not Role.TRAINEE)
LANGUAGE_LIST = ", ".join(f"'{language}'" for language in LANGUAGES)
DATES_IN_ORDER = "ends IS NULL OR ends > starts"


def sort_name(values: Any) -> str:
    """What puts people in alphabetical order, å ä ö after z, whatever the database's own order is."""
    return sort_key(f"{values['last_name']} {values['first_name']}")


def search_text(values: Any) -> str:
    """What a search for a person looks through, in small letters."""
    names = f"{values['first_name']} {values['last_name']} {values['first_name']}"
    return f"{names} {values['email']} {values['employee_id']}".casefold()


class Dated:
    """What holds from a day on, perhaps only until another."""

    starts: Mapped[date]
    ends: Mapped[date | None]

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.starts <= day and (self.ends is None or day < self.ends)


class Organisation(Model):
    """The one organisation this installation serves, and what it says of itself."""

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name_fi: Mapped[str] = mapped_column(String(120))
    name_sv: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    rule_fi: Mapped[str] = mapped_column(default="")
    rule_sv: Mapped[str] = mapped_column(default="")
    rule_en: Mapped[str] = mapped_column(default="")
    is_demo: Mapped[bool] = mapped_column(default=False)

    def name(self, language: str) -> str:
        """The organisation's name in a language."""
        return str(getattr(self, f"name_{language}"))

    def rule(self, language: str) -> str:
        """Which recruitments are anonymous here, in the organisation's own words; empty when nobody has written it."""
        return str(getattr(self, f"rule_{language}"))


class Unit(Model):
    """A part of the organisation. Where it stands in the tree, and when, its placements say."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name_fi: Mapped[str] = mapped_column(String(120))
    name_sv: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))

    placements: Mapped[list["UnitPlacement"]] = relationship(
        back_populates="unit", foreign_keys="UnitPlacement.unit_id", order_by="UnitPlacement.starts"
    )

    def name(self, language: str) -> str:
        """The unit's name in a language."""
        return str(getattr(self, f"name_{language}"))


class UnitPlacement(Dated, Model):
    """From when until when a unit stood under another; no parent means the top."""

    __tablename__ = "unit_placement"
    __table_args__ = (
        UniqueConstraint("unit_id", "starts"),
        CheckConstraint(DATES_IN_ORDER, name="dates_in_order"),
        CheckConstraint("parent_id IS NULL OR parent_id <> unit_id", name="not_under_itself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)

    unit: Mapped[Unit] = relationship(back_populates="placements", foreign_keys=[unit_id])


class Person(Model):
    """Somebody with an account, or somebody HR follows who hasn't taken it into use yet."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint(f"language IN ({LANGUAGE_LIST})", name="known_language"),
        CheckConstraint("email = lower(email)", name="email_in_small_letters"),
        CheckConstraint("employee_id <> ''", name="employee_id_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[str] = mapped_column(String(60), unique=True)
    first_name: Mapped[str] = mapped_column(String(80))
    last_name: Mapped[str] = mapped_column(String(80))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    language: Mapped[str] = mapped_column(String(2), default="fi")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    epoch: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)
    signed_in_at: Mapped[datetime | None]
    sort_name: Mapped[str] = mapped_column(
        String(400), default=lambda context: sort_name(context.get_current_parameters()), index=True
    )
    search_text: Mapped[str] = mapped_column(
        String(800), default=lambda context: search_text(context.get_current_parameters())
    )

    postings: Mapped[list["Posting"]] = relationship(back_populates="person", order_by="Posting.starts")
    grants: Mapped[list["RoleGrant"]] = relationship(back_populates="person", order_by="RoleGrant.id")

    is_authenticated = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the session keeps; raising the epoch signs the person out everywhere."""
        return f"{self.id}.{self.epoch}"

    @property
    def display_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held today; everybody is a trainee."""
        day = today()
        return frozenset({Role.TRAINEE} | {Role(grant.role) for grant in self.grants if grant.holds_on(day)})

    @property
    def roles_everywhere(self) -> frozenset[Role]:
        """The roles held today for the whole organisation, not only for a part of it."""
        day = today()
        return frozenset(Role(grant.role) for grant in self.grants if grant.unit_id is None and grant.holds_on(day))


@event.listens_for(Person, "before_update")
def _on_update(_mapper: Any, _connection: Any, person: Person) -> None:
    values = {name: getattr(person, name) for name in ("first_name", "last_name", "email", "employee_id")}
    person.sort_name, person.search_text = sort_name(values), search_text(values)


class Nobody(AnonymousUserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """Whoever isn't signed in."""

    id = None
    roles: frozenset[Role] = frozenset()
    roles_everywhere: frozenset[Role] = frozenset()
    language: str | None = None

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Nobody)

    __hash__ = None  # type: ignore[assignment]  # nobody is kept in sets


class Posting(Dated, Model):
    """A person's place in a unit, for a time: whether they recruit there, and in which role group."""

    __tablename__ = "posting"
    __table_args__ = (
        CheckConstraint(DATES_IN_ORDER, name="dates_in_order"),
        # Sending the form twice adds one posting; the index also finds a person's postings.
        UniqueConstraint("person_id", "unit_id", "role_group", "starts"),
        Index(None, "unit_id", "starts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    role_group: Mapped[str] = mapped_column(String(40))
    recruits: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship(back_populates="postings")
    unit: Mapped[Unit] = relationship()


class RoleGrant(Dated, Model):
    """A role that a person holds for a time, in a unit and those below it; no unit means everywhere."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint(f"role IN ({ROLES})", name="known_role"),
        CheckConstraint(DATES_IN_ORDER, name="dates_in_order"),
        CheckConstraint("role <> 'admin' OR unit_id IS NULL", name="admin_holds_everywhere"),
        # One of the kind at a time; a NULL unit would escape a plain unique constraint.
        Index(
            "uq_role_grant_once",
            "person_id",
            "role",
            text("coalesce(unit_id, 0)"),
            "starts",
            unique=True,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))

    person: Mapped[Person] = relationship(back_populates="grants")
    unit: Mapped[Unit | None] = relationship()
