"""documents of several kinds, forms and languages"""

import sqlalchemy as sa
from alembic import op

import models.columns
import models.document

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None

COLUMNS = (
    "kind, form, language, scope, period, revision, number, evaluation_id, inputs_sha256, "
    "design_sha256, path, sha256, size_bytes, pages, filed_at"
)


def upgrade() -> None:
    """Apply. What was filed keeps its number, place and hash; its size was not noted then."""
    op.create_table(
        "document",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("kind", models.document.DocumentKindText(), nullable=False),
        sa.Column("form", models.document.DocumentFormText(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=True),
        sa.Column("inputs_sha256", sa.String(), nullable=False),
        sa.Column("design_sha256", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("filed_at", models.columns.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluation.evaluation_id"]),
        sa.PrimaryKeyConstraint("document_id"),
        sa.UniqueConstraint("kind", "form", "language", "scope", "period", "revision"),
    )
    for column in ("scope", "period", "number", "evaluation_id", "sha256"):
        op.create_index(f"ix_document_{column}", "document", [column])
    op.execute(
        f"INSERT INTO document ({COLUMNS}) "  # noqa: S608 - constants of this file
        "SELECT 'laporan', 'pdf', 'id', e.region_code, e.quarter, e.revision, r.number, "
        "r.evaluation_id, e.inputs_sha256, '', r.path, r.sha256, 0, r.pages, r.filed_at "
        "FROM report r JOIN evaluation e ON e.evaluation_id = r.evaluation_id "
        "ORDER BY r.evaluation_id"
    )
    op.drop_table("report")
    with op.batch_alter_table("evaluation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Take back; documents that an older version does not know are forgotten, their files stay."""
    with op.batch_alter_table("evaluation", schema=None) as batch_op:
        batch_op.drop_column("told")
    op.create_table(
        "report",
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("filed_at", models.columns.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluation.evaluation_id"]),
        sa.PrimaryKeyConstraint("evaluation_id"),
    )
    op.execute(
        "INSERT INTO report (evaluation_id, number, path, sha256, pages, filed_at) "
        "SELECT evaluation_id, number, path, sha256, pages, filed_at FROM document "
        "WHERE kind = 'laporan' AND form = 'pdf' AND language = 'id'"
    )
    op.drop_table("document")
