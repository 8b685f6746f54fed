"""the ledger tells by which mark of the books a run judged"""

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Apply. Earlier lines have no mark, so that their regions are judged once more."""
    with op.batch_alter_table("region_run") as table:
        table.add_column(sa.Column("inputs_mark", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("region_run") as table:
        table.drop_column("inputs_mark")
