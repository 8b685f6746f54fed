"""rules remembered"""

import sqlalchemy as sa
from alembic import op

import models.columns

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "rule_book",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("first_used_at", models.columns.UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    with op.batch_alter_table("evaluation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rubric_sha256", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("fact_ids", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("beside", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("prospect", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.create_index(
            batch_op.f("ix_evaluation_rubric_sha256"), ["rubric_sha256"], unique=False
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("evaluation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evaluation_rubric_sha256"))
        batch_op.drop_column("prospect")
        batch_op.drop_column("beside")
        batch_op.drop_column("fact_ids")
        batch_op.drop_column("rubric_sha256")

    op.drop_table("rule_book")
