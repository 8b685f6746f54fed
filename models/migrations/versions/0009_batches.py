"""batches of a run, taken by several workers"""

import sqlalchemy as sa
from alembic import op

import models.batch
import models.columns

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "batch",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("run_key", sa.String(), nullable=False),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("state", models.batch.BatchStateText(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(), nullable=False),
        sa.Column("results", sa.JSON(), nullable=True),
        sa.Column("laid_out_at", models.columns.UtcTime(), nullable=False),
        sa.Column("taken_at", models.columns.UtcTime(), nullable=True),
        sa.Column("seen_at", models.columns.UtcTime(), nullable=True),
        sa.Column("ended_at", models.columns.UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("batch_id"),
        sa.UniqueConstraint("run_key", "label"),
    )
    op.create_index("ix_batch_run_key", "batch", ["run_key"])
    op.create_index("ix_batch_quarter", "batch", ["quarter"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("batch")
