"""Let a live session have two rounds of the same eight applications, with a pause between them."""

from alembic import op

revision = "012"
down_revision = "011"

KNOWN_SIZE = "ck_live_session_known_size"
PAUSE = "ck_live_session_pause_between_rounds"


def upgrade() -> None:
    """From the version before to this one."""
    with op.batch_alter_table("live_session") as batch:
        batch.drop_constraint(op.f(KNOWN_SIZE), type_="check")
        batch.create_check_constraint(op.f(KNOWN_SIZE), "size IN (12, 6, 16)")
        batch.create_check_constraint(op.f(PAUSE), "size <> 16 OR has_neutral")


def downgrade() -> None:
    """Back to the version before, in which a session of two rounds looks like a long one of one round."""
    op.execute("UPDATE live_session SET size = 12 WHERE size = 16")
    with op.batch_alter_table("live_session") as batch:
        batch.drop_constraint(op.f(PAUSE), type_="check")
        batch.drop_constraint(op.f(KNOWN_SIZE), type_="check")
        batch.create_check_constraint(op.f(KNOWN_SIZE), "size IN (12, 6)")
