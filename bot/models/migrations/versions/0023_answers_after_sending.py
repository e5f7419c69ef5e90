"""What is answered after sending names its question, and a reporter may forbid to be written to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("addenda", schema=None) as batch_op:
        batch_op.add_column(sa.Column("question", sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column("answer", sa.String(length=4), nullable=True))
        batch_op.create_index(
            "ix_addenda_report_id_question", ["report_id", "question"], unique=True
        )

    with op.batch_alter_table("report_authors", schema=None) as batch_op:
        batch_op.add_column(sa.Column("allows_contact", sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("report_authors", schema=None) as batch_op:
        batch_op.drop_column("allows_contact")

    with op.batch_alter_table("addenda", schema=None) as batch_op:
        batch_op.drop_index("ix_addenda_report_id_question")
        batch_op.drop_column("answer")
        batch_op.drop_column("question")
