"""who reviewed, returned and published, and who laid files in"""

import sqlalchemy as sa
from alembic import op

import models.approval
import models.columns

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Apply. What was filed before is a draft; who laid older files in was not noted."""
    op.create_table(
        "approval_step",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("action", models.approval.ApprovalActionText(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("through", sa.String(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("at", models.columns.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["scope"], ["region.code"]),
        sa.PrimaryKeyConstraint("step_id"),
        sa.UniqueConstraint("quarter", "scope", "number"),
    )
    for column in ("quarter", "scope"):
        op.create_index(f"ix_approval_step_{column}", "approval_step", [column])
    op.create_table(
        "approved_revision",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("report_sha256", sa.String(), nullable=False),
        sa.Column("rubric_sha256", sa.String(), nullable=True),
        sa.Column("design_sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["approval_step.step_id"]),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"]),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluation.evaluation_id"]),
        sa.PrimaryKeyConstraint("step_id", "region_code"),
    )
    for column in ("region_code", "evaluation_id"):
        op.create_index(f"ix_approved_revision_{column}", "approved_revision", [column])
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("received_by", sa.String(), nullable=False, server_default="")
        )


def downgrade() -> None:
    """Take back; what was approved is forgotten, the reports stay."""
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_column("received_by")
    op.drop_table("approved_revision")
    op.drop_table("approval_step")
