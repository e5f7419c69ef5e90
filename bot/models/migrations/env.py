"""What Alembic asks for before it runs or writes a migration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from alembic import context
from sqlalchemy import text

from bot.models import Base
from bot.models.base import UtcDateTime

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext
    from alembic.runtime.migration import MigrationContext


def _plain(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """A migration never imports the bot: it must still run when our types have moved on."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _check_references(ctx: MigrationContext, *_: object, **__: object) -> None:
    """Look at every reference after each migration.

    All of them are one transaction, and PostgreSQL alters no table that has rows whose checks wait
    for its end: what one migration deletes would be in the way of the next.
    """
    if ctx.dialect.name == "postgresql" and ctx.connection is not None:
        ctx.connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        ctx.connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_item=_plain,
    render_as_batch=True,  # SQLite alters a table by copying it
    on_version_apply=_check_references,
    transactional_ddl=True,  # on SQLite too, since we begin our transactions ourselves
)
with context.begin_transaction():
    context.run_migrations()
