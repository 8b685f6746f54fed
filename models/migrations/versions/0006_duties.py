"""duties of the calendar: what was due when, taken on once"""

import sqlalchemy as sa
from alembic import op

import models.columns
import models.duty

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Apply. What earlier schedules started was noted nowhere; the table begins empty."""
    op.create_table(
        "scheduled_duty",
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("begun_at", models.columns.UtcTime(), nullable=False),
        sa.Column("ended_at", models.columns.UtcTime(), nullable=True),
        sa.Column("outcome", models.duty.DutyOutcomeText(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("duty_id"),
        sa.UniqueConstraint("name", "due_on"),
    )
    op.create_index("ix_scheduled_duty_scope", "scheduled_duty", ["scope"])


def downgrade() -> None:
    """Take back; what was done is forgotten."""
    op.drop_table("scheduled_duty")
