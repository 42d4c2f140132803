"""${message.replace("_", " ").capitalize()}."""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
<%
guards = config.attributes.get("guards")
statements = guards() if guards and not down_revision else {}
functions = [s.split("(")[0].split()[-1] for s in statements.get("postgresql", []) if "FUNCTION" in s.split()[:4]]
%>
% if statements:
GUARDS = {
% for dialect, found in statements.items():
    ${repr(dialect)}: [
% for statement in found:
        """
${statement}""",
% endfor
    ],
% endfor
}

% endif

def upgrade() -> None:
    """From the version before to this one."""
    ${upgrades if upgrades else "pass"}
% if statements:
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(sa.text(statement))
% endif


def downgrade() -> None:
    """Back to the version before."""
    ${downgrades if downgrades else "pass"}
% if functions:
    if op.get_bind().dialect.name == "postgresql":  # triggers go with their tables, functions don't
% for name in functions:
        op.execute("DROP FUNCTION ${name}")
% endfor
% endif
