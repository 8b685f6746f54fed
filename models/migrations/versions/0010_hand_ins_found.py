"""the quarters that were handed in are found by an index"""

from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_receipt_hand_in", "receipt", ["status", "handed_in_on", "quarter"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_receipt_hand_in", "receipt")
