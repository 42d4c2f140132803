"""Add activities."""

import sqlalchemy as sa
from alembic import op

revision = "008"
down_revision = "007"

PHASES = ("lobby", "criteria", "block-1", "neutral", "block-2", "predict", "reveal")
KNOWN_PHASE = "ck_live_session_known_phase"


def known(*phases: str) -> str:
    """The check of a phase."""
    return f"phase IN ({', '.join(repr(phase) for phase in phases)})"


def upgrade() -> None:
    """From the version before to this one."""
    op.create_table(
        "live_activity_picture",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("body <> ''", name=op.f("ck_live_activity_picture_body_given")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_live_activity_picture_digest_whole")),
        sa.ForeignKeyConstraint(["session_id"], ["live_session.id"], name=op.f("fk_live_activity_picture_session_id")),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_live_activity_picture")),
    )
    with op.batch_alter_table("live_session") as batch:
        batch.add_column(sa.Column("activity", sa.String(length=20), server_default="scoring", nullable=False))
        batch.create_check_constraint(
            op.f("ck_live_session_known_activity"),
            "activity IN ('scoring', 'leak-hunt', 'advertisement', 'process')",
        )
        batch.create_check_constraint(
            op.f("ck_live_session_rehearsal_is_scoring"), "NOT is_rehearsal OR activity = 'scoring'"
        )
        batch.drop_constraint(op.f(KNOWN_PHASE), type_="check")
        batch.create_check_constraint(op.f(KNOWN_PHASE), known(*PHASES[:2], "work", *PHASES[2:]))


def downgrade() -> None:
    """Back to the version before."""
    with op.batch_alter_table("live_session") as batch:
        batch.drop_constraint(op.f(KNOWN_PHASE), type_="check")
        batch.create_check_constraint(op.f(KNOWN_PHASE), known(*PHASES))
        batch.drop_constraint(op.f("ck_live_session_rehearsal_is_scoring"), type_="check")
        batch.drop_constraint(op.f("ck_live_session_known_activity"), type_="check")
        batch.drop_column("activity")
    op.drop_table("live_activity_picture")
