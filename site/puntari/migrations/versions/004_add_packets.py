"""Add packets on paper."""

import sqlalchemy as sa
from alembic import op

revision = "004"
down_revision = "003"


def upgrade() -> None:
    """From the version before to this one."""
    op.create_table(
        "live_packet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(length=24), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("owner_key", sa.String(length=64), nullable=False),
        sa.Column("guess", sa.String(length=10), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(code) = 4", name=op.f("ck_live_packet_code_whole")),
        sa.CheckConstraint("length(batch) = 24", name=op.f("ck_live_packet_batch_whole")),
        sa.CheckConstraint("length(owner_key) = 64", name=op.f("ck_live_packet_owner_key_whole")),
        sa.CheckConstraint("language IN ('fi', 'sv', 'en')", name=op.f("ck_live_packet_known_language")),
        sa.CheckConstraint(
            "guess IS NULL OR guess IN ('reference', 'none', 'comparison')", name=op.f("ck_live_packet_known_guess")
        ),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_live_packet_sequence_counted")),
        sa.CheckConstraint("sequence > 0 OR guess IS NULL", name=op.f("ck_live_packet_guess_with_entry")),
        sa.CheckConstraint("returned_at IS NULL OR sequence = 0", name=op.f("ck_live_packet_returned_empty")),
        sa.ForeignKeyConstraint(["session_id"], ["live_session.id"], name=op.f("fk_live_packet_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_packet")),
        sa.UniqueConstraint("owner_key", name=op.f("uq_live_packet_owner_key")),
        sa.UniqueConstraint("session_id", "code", name=op.f("uq_live_packet_session_id_code")),
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("live_packet")
