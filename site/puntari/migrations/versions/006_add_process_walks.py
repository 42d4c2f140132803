"""Add process walks."""

import sqlalchemy as sa
from alembic import op

revision = "006"
down_revision = "005"


def upgrade() -> None:
    """From the version before to this one."""
    op.create_table(
        "process_walk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_key", sa.String(length=64), nullable=False),
        sa.Column("process_id", sa.String(length=40), nullable=False),
        sa.Column("process_digest", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("path", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("changed_at >= started_at", name=op.f("ck_process_walk_changed_after_start")),
        sa.CheckConstraint(
            "ended_at IS NULL OR ended_at >= started_at", name=op.f("ck_process_walk_ended_after_start")
        ),
        sa.CheckConstraint("language IN ('fi', 'sv', 'en')", name=op.f("ck_process_walk_known_language")),
        sa.CheckConstraint("length(owner_key) = 64", name=op.f("ck_process_walk_owner_key_whole")),
        sa.ForeignKeyConstraint(
            ["process_digest"], ["exercise_version.digest"], name=op.f("fk_process_walk_process_digest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_walk")),
        sa.UniqueConstraint("owner_key", "process_id", name=op.f("uq_process_walk_owner_key_process_id")),
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("process_walk")
