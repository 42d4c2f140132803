"""Alembic runs this file for every command; the connection comes from migrations/__init__.py."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from puntari.extensions import Model, UtcDateTime


def render(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """A migration names plain types, so that it stays as it is when our own types change."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Model.metadata,
    render_as_batch=context.script.get_current_head() is not None,  # SQLite alters a table by making it anew
    compare_type=True,
    compare_server_default=True,
    render_item=render,
    output_encoding="utf-8",
)
with context.begin_transaction():
    context.run_migrations()
