"""Guard versions of exercises, and what was published, against change."""

from alembic import op

revision = "009"
down_revision = "008"

GUARDED = {
    "exercise_version": "a version of an exercise never changes",
    "own_exercise_publication": "what was published stays published",
}
SQLITE = """
CREATE TRIGGER {table}_refuses_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{says}'); END"""
FUNCTION = """
CREATE OR REPLACE FUNCTION {table}_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE integrity_constraint_violation USING MESSAGE = '{says}'; END $$"""
POSTGRESQL = """
CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuses()"""


def upgrade() -> None:
    """From the version before to this one."""
    for table, says in GUARDED.items():
        if op.get_bind().dialect.name == "postgresql":
            op.execute(FUNCTION.format(table=table, says=says))
            op.execute(POSTGRESQL.format(table=table))
        else:
            for verb in ("update", "delete"):
                op.execute(SQLITE.format(table=table, verb=verb, says=says))


def downgrade() -> None:
    """Back to the version before."""
    for table in GUARDED:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"DROP TRIGGER {table}_refuses_change ON {table}")
            op.execute(f"DROP FUNCTION {table}_refuses()")
        else:
            for verb in ("update", "delete"):
                op.execute(f"DROP TRIGGER {table}_refuses_{verb}")
