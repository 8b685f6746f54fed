"""intake"""

import sqlalchemy as sa
from alembic import op

import models.columns
import models.evidence
import models.receipt

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "receipt",
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("original_sha256", sa.String(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=True),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("laid_for_region", sa.String(), nullable=False),
        sa.Column("laid_for_quarter", sa.String(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("modified", sa.String(), nullable=False),
        sa.Column("status", models.receipt.ReceiptStatusText(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("facts", sa.Integer(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("handed_in_on", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_at", models.columns.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"],
            ["evidence.sha256"],
        ),
        sa.PrimaryKeyConstraint("receipt_id"),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_receipt_original_sha256"), ["original_sha256"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_receipt_slot"), ["slot"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipt_batch"), ["batch"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipt_quarter"), ["quarter"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipt_region_code"), ["region_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipt_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipt_source_id"), ["source_id"], unique=False)

    op.create_table(
        "statistic",
        sa.Column("fact_id", sa.String(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("evidence_sha256", sa.String(), nullable=False),
        sa.Column("source_title", sa.String(), nullable=False),
        sa.Column("source_publisher", sa.String(), nullable=False),
        sa.Column("tier", models.evidence.TierText(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column("known_basis", sa.String(), nullable=False),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("span_start", sa.Date(), nullable=False),
        sa.Column("span_end", sa.Date(), nullable=False),
        sa.Column("value", models.columns.ExactDecimal(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("definition", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_sha256"],
            ["evidence.sha256"],
        ),
        sa.PrimaryKeyConstraint("fact_id"),
    )
    with op.batch_alter_table("statistic", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_statistic_evidence_sha256"), ["evidence_sha256"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_statistic_region_code"), ["region_code"], unique=False)

    op.create_table(
        "waiver",
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("granted_by", sa.String(), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("waiver_id", sa.Integer(), nullable=False),
        sa.Column("created_at", models.columns.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_code"],
            ["region.code"],
        ),
        sa.PrimaryKeyConstraint("waiver_id"),
    )
    with op.batch_alter_table("waiver", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiver_region_code"), ["region_code"], unique=False)

    with op.batch_alter_table("budget_line", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("sub_activity", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("listing", sa.String(), nullable=False, server_default=""))

    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.add_column(sa.Column("waiver", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_column("waiver")

    with op.batch_alter_table("budget_line", schema=None) as batch_op:
        batch_op.drop_column("listing")
        batch_op.drop_column("sub_activity")

    with op.batch_alter_table("waiver", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_waiver_region_code"))

    op.drop_table("waiver")
    with op.batch_alter_table("statistic", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statistic_region_code"))
        batch_op.drop_index(batch_op.f("ix_statistic_evidence_sha256"))

    op.drop_table("statistic")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_source_id"))
        batch_op.drop_index(batch_op.f("ix_receipt_sha256"))
        batch_op.drop_index(batch_op.f("ix_receipt_region_code"))
        batch_op.drop_index(batch_op.f("ix_receipt_slot"))
        batch_op.drop_index(batch_op.f("ix_receipt_batch"))
        batch_op.drop_index(batch_op.f("ix_receipt_quarter"))
        batch_op.drop_index(batch_op.f("ix_receipt_original_sha256"))

    op.drop_table("receipt")
