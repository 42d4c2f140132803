"""Live sessions, who takes part in them, and who was there. The two last can't be joined to one another.

What a participant rates is kept by ``practice`` under a random key. Only ``Participant`` holds it, and the rows of a
session's participants are deleted when it closes: after that nothing leads from a rating to a tag, a device or a
person. ``Attendance`` says that a person was there and nothing else, neither when nor where in the order.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from puntari.content.languages import LANGUAGES
from puntari.extensions import Model
from puntari.live.codes import LENGTH
from puntari.live.domain import (
    DEFAULT_MINIMUM,
    DIALS,
    RETENTION_DAYS,
    SIZES,
    SMALLEST_MINIMUM,
    Activity,
    Guess,
    Phase,
    Plan,
    design_of,
)
from puntari.people.models import Person
from puntari.practice.domain import ROUNDS, Design
from puntari.practice.models import Stream

LANGUAGE_SETS = ("fi", "sv", "en", "fi sv", "fi en", "sv en", "fi sv en")
CONTRASTS = ("identity-gap", "hiding-reference", "hiding-comparison")
OUTCOMES = ("score", "invitation")


def one_of(values: "type[Phase] | type[Guess] | type[Activity] | tuple[str | int, ...]") -> str:
    """The values as SQL writes a list."""
    return ", ".join(str(value) if isinstance(value, int) else f"'{value}'" for value in values)


def _dial_fits() -> str:
    """The check that a rehearsal's dial is one of its exercise's."""
    return " OR ".join(f"(activity = '{kind}' AND dial IN ({one_of(dials)}))" for kind, dials in DIALS.items())


class LiveRoom(Model):
    """A trainer's permanent address, where the open session's code is shown."""

    __tablename__ = "live_room"
    __table_args__ = (UniqueConstraint("slug"), CheckConstraint("slug <> ''", name="slug_given"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(String(60))


class LiveSession(Model):
    """One group doing one exercise version together: ``size`` applications each, in one round or in two.

    ``contrast``, ``outcome`` and ``minimum`` say beforehand what the result will be about and from how many on it is
    shown; they are locked when the first rating is given. The code lives exactly as long as the session is open.

    A rehearsal has simulated participants, whose scores come from ``dial`` and ``rehearsal_seed``. The database itself
    refuses to register anybody as present at one, or a simulated participant in a real session, and a rehearsal can't
    close without everything of it being deleted.
    """

    __tablename__ = "live_session"
    __table_args__ = (
        UniqueConstraint("code"),
        UniqueConstraint("stream_id"),
        UniqueConstraint("id", "is_rehearsal"),  # what simulated participants and attendance refer to
        Index(None, "trainer_id"),
        Index(None, "helper_id"),
        CheckConstraint("title <> ''", name="title_given"),
        CheckConstraint(f"size IN ({one_of(SIZES)})", name="known_size"),
        CheckConstraint(f"size <> {max(SIZES)} OR has_neutral", name="pause_between_rounds"),
        CheckConstraint(f"languages IN ({one_of(LANGUAGE_SETS)})", name="known_languages"),
        CheckConstraint("expected BETWEEN 1 AND 1000", name="expected_in_range"),
        CheckConstraint(f"minimum BETWEEN {SMALLEST_MINIMUM} AND 1000", name="minimum_in_range"),
        CheckConstraint(f"contrast IN ({one_of(CONTRASTS)})", name="known_contrast"),
        CheckConstraint(f"outcome IN ({one_of(OUTCOMES)})", name="known_outcome"),
        CheckConstraint(f"phase IN ({one_of(Phase)})", name="known_phase"),
        CheckConstraint("(code IS NULL) = (closed_at IS NOT NULL)", name="code_while_open"),
        CheckConstraint(f"code IS NULL OR length(code) = {LENGTH}", name="code_whole"),
        CheckConstraint("(closed_at IS NULL) = (keys_destroyed_at IS NULL)", name="keys_destroyed_at_close"),
        CheckConstraint("closed_at IS NULL OR closed_at >= created_at", name="closed_last"),
        CheckConstraint("revealed_at IS NULL OR phase = 'reveal'", name="revealed_in_its_phase"),
        CheckConstraint("purged_at IS NULL OR closed_at IS NOT NULL", name="purged_after_close"),
        CheckConstraint("helper_id IS NULL OR helper_id <> trainer_id", name="helper_is_another"),
        CheckConstraint("retention_days BETWEEN 1 AND 365", name="retention_in_range"),
        CheckConstraint("joined >= 0", name="joined_counted"),
        CheckConstraint(f"activity IN ({one_of(Activity)})", name="known_activity"),
        CheckConstraint(_dial_fits(), name="known_dial"),
        CheckConstraint(
            "(is_rehearsal AND dial IS NOT NULL AND rehearsal_seed IS NOT NULL) OR "
            "(NOT is_rehearsal AND dial IS NULL AND rehearsal_seed IS NULL)",
            name="rehearsal_has_dial",
        ),
        CheckConstraint(
            "NOT is_rehearsal OR closed_at IS NULL OR purged_at IS NOT NULL", name="rehearsal_leaves_nothing"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    trainer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    helper_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    exercise_id: Mapped[str] = mapped_column(String(40))
    exercise_digest: Mapped[str] = mapped_column(ForeignKey("exercise_version.digest"))
    stream_id: Mapped[int] = mapped_column(ForeignKey("practice_stream.id"))
    title: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(SmallInteger)
    languages: Mapped[str] = mapped_column(String(8))
    expected: Mapped[int] = mapped_column(SmallInteger)
    minimum: Mapped[int] = mapped_column(SmallInteger, default=DEFAULT_MINIMUM)
    contrast: Mapped[str] = mapped_column(String(20), default="identity-gap")
    outcome: Mapped[str] = mapped_column(String(10), default="score")
    has_criteria: Mapped[bool]
    has_neutral: Mapped[bool]
    has_prediction: Mapped[bool]
    code: Mapped[str | None] = mapped_column(String(LENGTH))
    phase: Mapped[str] = mapped_column(String(10), default=Phase.LOBBY.value)
    phase_changed_at: Mapped[datetime]
    phase_ends_at: Mapped[datetime]  # as planned; nothing happens when it passes
    locked_at: Mapped[datetime | None]  # when the first rating was given
    joined: Mapped[int] = mapped_column(default=0)  # how many ever joined; also the number of the last one
    created_at: Mapped[datetime]
    revealed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    keys_destroyed_at: Mapped[datetime | None]
    retention_days: Mapped[int] = mapped_column(SmallInteger, default=RETENTION_DAYS)
    purged_at: Mapped[datetime | None]
    activity: Mapped[str] = mapped_column(String(20), default=Activity.SCORING.value, server_default="scoring")
    is_rehearsal: Mapped[bool] = mapped_column(default=False, server_default=false())
    dial: Mapped[str | None] = mapped_column(String(10))
    rehearsal_seed: Mapped[str | None] = mapped_column(String(32))

    stream: Mapped[Stream] = relationship()
    trainer: Mapped[Person] = relationship(foreign_keys=trainer_id)
    helper: Mapped[Person | None] = relationship(foreign_keys=helper_id)

    @property
    def plan(self) -> Plan:
        """The phases this session has."""
        return Plan(self.has_criteria, self.has_neutral, self.has_prediction, Activity(self.activity))

    @property
    def design(self) -> Design:
        """How texts and faces are dealt: nobody meets a text twice, or everybody meets each in two rounds."""
        return design_of(self.size)

    @property
    def rounds(self) -> int:
        """How many rounds each of the applications is scored in."""
        return ROUNDS[self.design]

    @property
    def applications(self) -> int:
        """How many different applications each participant meets: all that a round has."""
        return self.size // self.rounds

    def spot(self, number: int) -> tuple[int, int]:
        """The round of an application and its place in it, both from 1, by its number through all rounds."""
        before, place = divmod(number - 1, self.applications)
        return before + 1, place + 1

    def by_round(self, cards: Sequence[Any]) -> list[Sequence[Any]]:
        """What belongs to the cards of somebody, in order, parted into the rounds."""
        return [cards[before : before + self.applications] for before in range(0, self.size, self.applications)]

    @property
    def is_scoring(self) -> bool:
        """Whether the group scores applications, rather than doing another exercise (see ``activities``)."""
        return self.activity == Activity.SCORING

    @property
    def is_open(self) -> bool:
        """Whether the session isn't closed yet."""
        return self.closed_at is None


class Participant(Model):
    """Somebody in an open session, known by two words. Without an owner key they watch and have no place."""

    __tablename__ = "live_participant"
    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        UniqueConstraint("session_id", "tag"),
        UniqueConstraint("token_hash"),
        UniqueConstraint("owner_key"),
        CheckConstraint("number >= 1", name="number_counted"),
        CheckConstraint("tag <> ''", name="tag_given"),
        CheckConstraint("length(token_hash) = 64", name="token_hash_whole"),
        CheckConstraint("owner_key IS NULL OR length(owner_key) = 64", name="owner_key_whole"),
        CheckConstraint(f"language IN ({one_of(LANGUAGES)})", name="known_language"),
        CheckConstraint(f"guess IS NULL OR guess IN ({one_of(Guess)})", name="known_guess"),
        CheckConstraint("last_seen_at >= joined_at", name="seen_after_joining"),
        CheckConstraint("is_simulated", name="simulated_or_unknown"),  # true, or NULL for a real person
        ForeignKeyConstraint(
            ["session_id", "is_simulated"],
            ["live_session.id", "live_session.is_rehearsal"],
            name="fk_live_participant_simulated_in_rehearsal",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("live_session.id"))
    number: Mapped[int]  # from 1, in the order of joining
    tag: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(2))
    token_hash: Mapped[str] = mapped_column(String(64))
    owner_key: Mapped[str | None] = mapped_column(String(64))
    guess: Mapped[str | None] = mapped_column(String(10))
    joined_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    # NULL leaves the foreign key out of account, so real people may join a rehearsal too.
    is_simulated: Mapped[bool | None]

    live: Mapped[LiveSession] = relationship(foreign_keys=session_id)


class Attendance(Model):
    """That a person was there. At the close its rows are written anew, so that not even their order tells more.

    ``is_ticked`` says that the trainer ticked the name; who registered themselves isn't shown while the session is
    open, since a name that turns up as somebody joins would tell who has which place. A rehearsal has no rows.
    """

    __tablename__ = "live_attendance"
    __table_args__ = (
        CheckConstraint("NOT is_rehearsal", name="nobody_in_rehearsals"),
        ForeignKeyConstraint(
            ["session_id", "is_rehearsal"],
            ["live_session.id", "live_session.is_rehearsal"],
            name="fk_live_attendance_real_session",
        ),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("live_session.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    is_ticked: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_rehearsal: Mapped[bool] = mapped_column(default=False, server_default=false())
