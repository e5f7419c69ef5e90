"""Posts in the audit, and wrong codes that outlive an erasure."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "code_guesses",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_guesses")),
    )
    with op.batch_alter_table("code_guesses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_code_guesses_mark"), ["mark"], unique=False)
        batch_op.create_index(batch_op.f("ix_code_guesses_until"), ["until"], unique=False)

    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("detail", sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_column("detail")

    with op.batch_alter_table("code_guesses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_code_guesses_until"))
        batch_op.drop_index(batch_op.f("ix_code_guesses_mark"))

    op.drop_table("code_guesses")
