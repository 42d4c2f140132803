"""Add rehearsals."""

import sqlalchemy as sa
from alembic import op

revision = "005"
down_revision = "004"

DIALS = "dial IN ('small', 'none', 'reversed', 'dropouts', 'few')"
HAS_DIAL = (
    "(is_rehearsal AND dial IS NOT NULL AND rehearsal_seed IS NOT NULL) OR "
    "(NOT is_rehearsal AND dial IS NULL AND rehearsal_seed IS NULL)"
)
LEAVES_NOTHING = "NOT is_rehearsal OR closed_at IS NULL OR purged_at IS NOT NULL"


def upgrade() -> None:
    """From the version before to this one."""
    with op.batch_alter_table("live_session") as batch:
        batch.add_column(sa.Column("is_rehearsal", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.add_column(sa.Column("dial", sa.String(length=10), nullable=True))
        batch.add_column(sa.Column("rehearsal_seed", sa.String(length=32), nullable=True))
        batch.create_unique_constraint(op.f("uq_live_session_id_is_rehearsal"), ["id", "is_rehearsal"])
        batch.create_check_constraint(op.f("ck_live_session_known_dial"), DIALS)
        batch.create_check_constraint(op.f("ck_live_session_rehearsal_has_dial"), HAS_DIAL)
        batch.create_check_constraint(op.f("ck_live_session_rehearsal_leaves_nothing"), LEAVES_NOTHING)
    with op.batch_alter_table("live_participant") as batch:
        batch.add_column(sa.Column("is_simulated", sa.Boolean(), nullable=True))
        batch.create_check_constraint(op.f("ck_live_participant_simulated_or_unknown"), "is_simulated")
        batch.create_foreign_key(
            "fk_live_participant_simulated_in_rehearsal",
            "live_session",
            ["session_id", "is_simulated"],
            ["id", "is_rehearsal"],
        )
    with op.batch_alter_table("live_attendance") as batch:
        batch.add_column(sa.Column("is_ticked", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.add_column(sa.Column("is_rehearsal", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.create_check_constraint(op.f("ck_live_attendance_nobody_in_rehearsals"), "NOT is_rehearsal")
        batch.create_foreign_key(
            "fk_live_attendance_real_session", "live_session", ["session_id", "is_rehearsal"], ["id", "is_rehearsal"]
        )


def downgrade() -> None:
    """Back to the version before."""
    with op.batch_alter_table("live_attendance") as batch:
        batch.drop_constraint("fk_live_attendance_real_session", type_="foreignkey")
        batch.drop_constraint(op.f("ck_live_attendance_nobody_in_rehearsals"), type_="check")
        batch.drop_column("is_rehearsal")
        batch.drop_column("is_ticked")
    with op.batch_alter_table("live_participant") as batch:
        batch.drop_constraint("fk_live_participant_simulated_in_rehearsal", type_="foreignkey")
        batch.drop_constraint(op.f("ck_live_participant_simulated_or_unknown"), type_="check")
        batch.drop_column("is_simulated")
    with op.batch_alter_table("live_session") as batch:
        batch.drop_constraint(op.f("ck_live_session_rehearsal_leaves_nothing"), type_="check")
        batch.drop_constraint(op.f("ck_live_session_rehearsal_has_dial"), type_="check")
        batch.drop_constraint(op.f("ck_live_session_known_dial"), type_="check")
        batch.drop_constraint(op.f("uq_live_session_id_is_rehearsal"), type_="unique")
        batch.drop_column("rehearsal_seed")
        batch.drop_column("dial")
        batch.drop_column("is_rehearsal")
