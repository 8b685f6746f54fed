"""editions: catalogue and templates kept with the documents made of them"""

import sqlalchemy as sa
from alembic import op

import models.columns

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Apply. Documents filed before name no edition."""
    op.create_table(
        "edition",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.Column("first_used_at", models.columns.UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    with op.batch_alter_table("document") as table:
        table.add_column(sa.Column("edition_sha256", sa.String(), nullable=True))
        table.create_foreign_key("fk_document_edition", "edition", ["edition_sha256"], ["sha256"])


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("document") as table:
        table.drop_constraint("fk_document_edition", type_="foreignkey")
        table.drop_column("edition_sha256")
    op.drop_table("edition")
