"""The equality plan: its focus areas and measures, what training they ask for, and who is exempt from it."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from puntari.extensions import Model
from puntari.people.models import Person, Unit
from puntari.plan.domain import Rule

LONGEST_TITLE = 200
LONGEST_TEXT = 4000
REASONS = ("leave", "leaving", "learned_elsewhere", "other")


class Titled:
    """A title and a longer text in each language."""

    title_fi: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    title_sv: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    title_en: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    text_fi: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="")
    text_sv: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="")
    text_en: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="")

    def title(self, language: str) -> str:
        """The title in a language."""
        return str(getattr(self, f"title_{language}"))

    def text(self, language: str) -> str:
        """The longer text in a language; empty when there is none."""
        return str(getattr(self, f"text_{language}"))


class Plan(Titled, Model):
    """An equality and non-discrimination plan for a period; ``last_day`` belongs to it."""

    __tablename__ = "plan"
    __table_args__ = (
        UniqueConstraint("starts", "title_fi"),  # sending the form twice adds one plan
        CheckConstraint("last_day >= starts", name="dates_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    starts: Mapped[date]
    last_day: Mapped[date]

    areas: Mapped[list["FocusArea"]] = relationship(back_populates="plan", order_by="FocusArea.number")


class FocusArea(Titled, Model):
    """One of the plan's themes."""

    __tablename__ = "focus_area"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        CheckConstraint("number BETWEEN 1 AND 99", name="number_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    number: Mapped[int]

    plan: Mapped[Plan] = relationship(back_populates="areas")
    measures: Mapped[list["Measure"]] = relationship(back_populates="area", order_by="Measure.number")


class Measure(Titled, Model):
    """What the organisation has decided to do, in the plan's own words. Shown as area.number, such as 1.3."""

    __tablename__ = "measure"
    __table_args__ = (
        UniqueConstraint("area_id", "number"),
        CheckConstraint("number BETWEEN 1 AND 99", name="number_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("focus_area.id"))
    number: Mapped[int]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    is_voluntary: Mapped[bool] = mapped_column(default=False)

    area: Mapped[FocusArea] = relationship(back_populates="measures")
    unit: Mapped[Unit | None] = relationship()  # who is responsible
    targets: Mapped[list["TrainingTarget"]] = relationship(back_populates="measure", order_by="TrainingTarget.id")

    @property
    def label(self) -> str:
        """The number as people say it: 1.3."""
        return f"{self.area.number}.{self.number}"


class TrainingTarget(Model):
    """What share of whom must have completed what by when."""

    __tablename__ = "training_target"
    __table_args__ = (
        UniqueConstraint("measure_id", "kind", "content_id"),
        CheckConstraint("kind IN ('course', 'exercise')", name="known_kind"),
        CheckConstraint("share BETWEEN 1 AND 100", name="share_in_per_cent"),
        CheckConstraint("newcomer_days BETWEEN 0 AND 730", name="newcomer_days_in_range"),
        CheckConstraint("validity_months BETWEEN 1 AND 120", name="validity_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    kind: Mapped[str] = mapped_column(String(10))
    content_id: Mapped[str] = mapped_column(String(80))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))  # and all below it; none: everywhere
    recruits_only: Mapped[bool] = mapped_column(default=True)
    role_groups: Mapped[list[str]] = mapped_column(JSON, default=list)  # none: all of them
    share: Mapped[int]  # per cent
    due: Mapped[date]
    newcomer_days: Mapped[int] = mapped_column(default=90)
    validity_months: Mapped[int | None]

    measure: Mapped[Measure] = relationship(back_populates="targets")
    unit: Mapped[Unit | None] = relationship()

    @property
    def rule(self) -> Rule:
        """The same as a value."""
        return Rule(
            kind=self.kind,
            content_id=self.content_id,
            due=self.due,
            unit_id=self.unit_id,
            recruits_only=self.recruits_only,
            role_groups=frozenset(self.role_groups),
            newcomer_days=self.newcomer_days,
            validity_months=self.validity_months,
        )


class Exemption(Model):
    """A person is free from a target for a time; ``last_day`` belongs to it, none means until further notice."""

    __tablename__ = "exemption"
    __table_args__ = (
        UniqueConstraint("target_id", "person_id", "starts"),
        CheckConstraint("last_day IS NULL OR last_day >= starts", name="dates_in_order"),
        CheckConstraint(f"reason IN ({', '.join(repr(reason) for reason in REASONS)})", name="known_reason"),
        CheckConstraint("reason <> 'other' OR note <> ''", name="other_reason_in_words"),
        Index(None, "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("training_target.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(200), default="")
    starts: Mapped[date]
    last_day: Mapped[date | None]
    by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    target: Mapped[TrainingTarget] = relationship()
