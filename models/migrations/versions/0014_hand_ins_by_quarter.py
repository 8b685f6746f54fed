"""hand-ins of one quarter are found without a look at those of all others"""

from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | None = None
depends_on: str | None = None

NAME = "ix_receipt_hand_in"


def upgrade() -> None:
    """Apply."""
    op.drop_index(NAME, "receipt")
    op.create_index(NAME, "receipt", ["status", "quarter", "handed_in_on"])


def downgrade() -> None:
    """Take back."""
    op.drop_index(NAME, "receipt")
    op.create_index(NAME, "receipt", ["status", "handed_in_on", "quarter"])
