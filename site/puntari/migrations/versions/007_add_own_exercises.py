"""Add own exercises."""

import sqlalchemy as sa
from alembic import op

revision = "007"
down_revision = "006"


def upgrade() -> None:
    """From the version before to this one."""
    op.create_table(
        "own_exercise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.String(length=40), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(digest IS NULL) = (number = 0)", name=op.f("ck_own_exercise_numbered_when_published")),
        sa.CheckConstraint("number >= 0", name=op.f("ck_own_exercise_publications_counted")),
        sa.CheckConstraint("substr(exercise_id, 1, 4) = 'own-'", name=op.f("ck_own_exercise_own_namespace")),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR digest IS NOT NULL", name=op.f("ck_own_exercise_published_before_withdrawn")
        ),
        sa.ForeignKeyConstraint(["digest"], ["exercise_version.digest"], name=op.f("fk_own_exercise_digest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_exercise")),
        sa.UniqueConstraint("exercise_id", name=op.f("uq_own_exercise_exercise_id")),
    )
    op.create_table(
        "own_exercise_file",
        sa.Column("own_exercise_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_own_exercise_file_named")),
        sa.ForeignKeyConstraint(
            ["own_exercise_id"],
            ["own_exercise.id"],
            name=op.f("fk_own_exercise_file_own_exercise_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("own_exercise_id", "name", name=op.f("pk_own_exercise_file")),
    )
    op.create_table(
        "own_exercise_publication",
        sa.Column("own_exercise_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_own_exercise_publication_numbered")),
        sa.ForeignKeyConstraint(
            ["digest"], ["exercise_version.digest"], name=op.f("fk_own_exercise_publication_digest")
        ),
        sa.ForeignKeyConstraint(
            ["own_exercise_id"], ["own_exercise.id"], name=op.f("fk_own_exercise_publication_own_exercise_id")
        ),
        sa.PrimaryKeyConstraint("own_exercise_id", "number", name=op.f("pk_own_exercise_publication")),
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("own_exercise_publication")
    op.drop_table("own_exercise_file")
    op.drop_table("own_exercise")
