"""Alembic's environment: how migrations are run and written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from alembic import context
from sqlalchemy import text

from bot.models import Base
from bot.models.base import UtcDateTime

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext


def _plain(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """A migration never imports the bot: it must still run when our types have moved on."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _check(when: str) -> None:
    """Say when references are looked at: PostgreSQL alters no table with checks that wait."""
    connection = context.config.attributes["connection"]
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET CONSTRAINTS ALL {when}"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_item=_plain,
    render_as_batch=True,  # SQLite alters a table by copying it
    transactional_ddl=True,  # on SQLite too, since we begin our transactions ourselves
)
with context.begin_transaction():
    _check("IMMEDIATE")
    context.run_migrations()
    _check("DEFERRED")
