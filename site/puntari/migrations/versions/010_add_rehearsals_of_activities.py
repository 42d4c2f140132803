"""Add rehearsals of the other exercises, each with dials of its own."""

import sqlalchemy as sa
from alembic import op

revision = "010"
down_revision = "009"

ONLY_SCORING = "ck_live_session_rehearsal_is_scoring"
KNOWN_DIAL = "ck_live_session_known_dial"
SCORING = "dial IN ('small', 'none', 'reversed', 'dropouts', 'few')"
MARKING = "dial IN ('most', 'little', 'much', 'few')"
FITTING = (
    f"(activity = 'scoring' AND {SCORING}) OR (activity = 'leak-hunt' AND {MARKING}) OR "
    f"(activity = 'advertisement' AND {MARKING}) OR "
    "(activity = 'process' AND dial IN ('divided', 'alike', 'few'))"
)


def upgrade() -> None:
    """From the version before to this one."""
    with op.batch_alter_table("live_session") as batch:
        batch.drop_constraint(op.f(ONLY_SCORING), type_="check")
        batch.drop_constraint(op.f(KNOWN_DIAL), type_="check")
        batch.create_check_constraint(op.f(KNOWN_DIAL), FITTING)


def downgrade() -> None:
    """Back to the version before. Rehearsals of the other exercises, over or not, become rehearsals of scoring."""
    op.execute(
        sa.text(
            "UPDATE live_session SET activity = 'scoring', dial = 'few' WHERE is_rehearsal AND activity <> 'scoring'"
        )
    )
    with op.batch_alter_table("live_session") as batch:
        batch.drop_constraint(op.f(KNOWN_DIAL), type_="check")
        batch.create_check_constraint(op.f(KNOWN_DIAL), SCORING)
        batch.create_check_constraint(op.f(ONLY_SCORING), "NOT is_rehearsal OR activity = 'scoring'")
