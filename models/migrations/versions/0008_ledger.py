"""the ledger tells attempt, process, step, inputs and begin of a run"""

import sqlalchemy as sa
from alembic import op

import models.columns
import models.evaluation

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Apply. Earlier lines count as first attempts of nobody in particular."""
    with op.batch_alter_table("region_run") as table:
        table.add_column(sa.Column("attempt", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("worker", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("step", models.evaluation.RunStepText(), nullable=True))
        table.add_column(sa.Column("inputs_sha256", sa.String(), nullable=True))
        table.add_column(sa.Column("begun_at", models.columns.UtcTime(), nullable=True))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("region_run") as table:
        for column in ("attempt", "worker", "step", "inputs_sha256", "begun_at"):
            table.drop_column(column)
