"""Add spotting."""

import sqlalchemy as sa
from alembic import op

from puntari.extensions import UtcDateTime

revision = "003"
down_revision = "002"


def upgrade() -> None:
    """From the version before to this one."""
    op.create_table(
        "spotting_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("content_id", sa.String(length=40), nullable=False),
        sa.Column("content_digest", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "finished_at IS NULL OR finished_at >= started_at", name=op.f("ck_spotting_run_finished_last")
        ),
        sa.CheckConstraint("kind IN ('leak-hunt', 'advertisement')", name=op.f("ck_spotting_run_known_kind")),
        sa.CheckConstraint("language IN ('fi', 'sv', 'en')", name=op.f("ck_spotting_run_known_language")),
        sa.CheckConstraint("length(owner_key) = 64", name=op.f("ck_spotting_run_owner_key_whole")),
        sa.ForeignKeyConstraint(
            ["content_digest"],
            ["exercise_version.digest"],
            name=op.f("fk_spotting_run_content_digest"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spotting_run")),
    )
    op.create_index(op.f("ix_spotting_run_owner_key"), "spotting_run", ["owner_key"], unique=False)
    op.create_index(
        "uq_spotting_run_under_way",
        "spotting_run",
        ["owner_key", "kind", "content_id"],
        unique=True,
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.create_table(
        "spotting_item",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("text", sa.String(length=40), nullable=False),
        sa.Column("face", sa.String(length=10), nullable=True),
        sa.Column("name", sa.SmallInteger(), nullable=True),
        sa.Column("marked", sa.JSON(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("(face IS NULL) = (name IS NULL)", name=op.f("ck_spotting_item_name_with_face")),
        sa.CheckConstraint("face IN ('reference', 'comparison')", name=op.f("ck_spotting_item_known_face")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_spotting_item_position_counted")),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_spotting_item_sequence_counted")),
        sa.ForeignKeyConstraint(["run_id"], ["spotting_run.id"], name=op.f("fk_spotting_item_run_id")),
        sa.PrimaryKeyConstraint("run_id", "position", name=op.f("pk_spotting_item")),
        sa.UniqueConstraint("run_id", "text", name=op.f("uq_spotting_item_run_id_text")),
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("spotting_item")
    op.drop_index(
        "uq_spotting_run_under_way",
        table_name="spotting_run",
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.drop_index(op.f("ix_spotting_run_owner_key"), table_name="spotting_run")
    op.drop_table("spotting_run")
