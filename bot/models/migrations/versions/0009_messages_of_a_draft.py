"""What each message of a draft says, so that editing one changes its words alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

DRAFTS = sa.table(
    "drafts",
    sa.column("id", sa.BigInteger),
    sa.column("status", sa.String),
    sa.column("message_id", sa.BigInteger),
    sa.column("text", sa.String),
    sa.column("messages", sa.JSON),
)


def upgrade() -> None:
    """Add the column; what an open draft says is its first message's, as it was until now."""
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("messages", sa.JSON(), nullable=True))
    connection = op.get_bind()
    still = sa.select(DRAFTS.c.id, DRAFTS.c.message_id, DRAFTS.c.text)
    for draft, message, text in connection.execute(still.where(DRAFTS.c.status == "open")).all():
        said = [{"id": message, "text": text, "photo": None}]
        connection.execute(sa.update(DRAFTS).where(DRAFTS.c.id == draft).values(messages=said))


def downgrade() -> None:
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_column("messages")
