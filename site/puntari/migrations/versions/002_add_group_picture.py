"""Add group pictures."""

import sqlalchemy as sa
from alembic import op

revision = "002"
down_revision = "001"


def upgrade() -> None:
    """From the version before to this one."""
    op.create_table(
        "live_group_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stream_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("contributors", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("body <> ''", name=op.f("ck_live_group_picture_body_given")),
        sa.CheckConstraint("seed <> ''", name=op.f("ck_live_group_picture_seed_given")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_live_group_picture_digest_whole")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_live_group_picture_number_counted")),
        sa.ForeignKeyConstraint(["stream_id"], ["practice_stream.id"], name=op.f("fk_live_group_picture_stream_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_group_picture")),
        sa.UniqueConstraint("stream_id", "number", name=op.f("uq_live_group_picture_stream_id_number")),
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("live_group_picture")
