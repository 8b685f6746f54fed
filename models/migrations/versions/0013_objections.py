"""values that regions contest, and what was done about them"""

import sqlalchemy as sa
from alembic import op

import models.columns
import models.objection

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Apply. What was contested by letter before stays where the letters are."""
    op.create_table(
        "objection",
        sa.Column("objection_id", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("fact_id", sa.String(), nullable=False),
        sa.Column("fact_kind", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("printed_value", sa.String(), nullable=False),
        sa.Column("printed_raw", sa.String(), nullable=False),
        sa.Column("printed_locator", sa.String(), nullable=False),
        sa.Column("printed_sha256", sa.String(), nullable=False),
        sa.Column("claimed_raw", sa.String(), nullable=False),
        sa.Column("claimed_value", sa.String(), nullable=False),
        sa.Column("document_sha256", sa.String(), nullable=False),
        sa.Column("document_name", sa.String(), nullable=False),
        sa.Column("document_source", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"]),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluation.evaluation_id"]),
        sa.ForeignKeyConstraint(["document_sha256"], ["evidence.sha256"]),
        sa.PrimaryKeyConstraint("objection_id"),
    )
    for column in ("region_code", "quarter", "evaluation_id", "fact_id"):
        op.create_index(f"ix_objection_{column}", "objection", [column])
    op.create_table(
        "objection_step",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("objection_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("action", models.objection.ObjectionActionText(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("through", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("fact_ids", sa.String(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("at", models.columns.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["objection_id"], ["objection.objection_id"]),
        sa.ForeignKeyConstraint(["run_id"], ["region_run.run_id"]),
        sa.PrimaryKeyConstraint("step_id"),
        sa.UniqueConstraint("objection_id", "number"),
    )
    for column in ("objection_id", "run_id"):
        op.create_index(f"ix_objection_step_{column}", "objection_step", [column])


def downgrade() -> None:
    """Take back; what was contested is forgotten, the evaluations stay."""
    op.drop_table("objection_step")
    op.drop_table("objection")
