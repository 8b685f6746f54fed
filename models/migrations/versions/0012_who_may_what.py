"""the log of what people did, delegations, tokens, and sessions that were ended"""

import sqlalchemy as sa
from alembic import op

import models.account
import models.api_token
import models.audit
import models.columns

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Apply. What was done before the log began is not made up."""
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", models.columns.UtcTime(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("action", models.audit.ActionText(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    for column in ("at", "who"):
        op.create_index(f"ix_audit_entry_{column}", "audit_entry", [column])
    op.create_table(
        "delegation",
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_to", sa.String(), nullable=False),
        sa.Column("role", models.account.RoleText(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", models.columns.UtcTime(), nullable=False),
        sa.Column("withdrawn_by", sa.String(), nullable=False),
        sa.Column("withdrawn_at", models.columns.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["given_by"], ["account.name"]),
        sa.ForeignKeyConstraint(["given_to"], ["account.name"]),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"]),
        sa.PrimaryKeyConstraint("delegation_id"),
    )
    for column in ("given_by", "given_to"):
        op.create_index(f"ix_delegation_{column}", "delegation", [column])
    op.create_table(
        "api_token",
        sa.Column("token_id", sa.Integer(), nullable=False),
        sa.Column("account_name", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("scope", models.api_token.TokenScopeText(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("made_at", models.columns.UtcTime(), nullable=False),
        sa.Column("expires_at", models.columns.UtcTime(), nullable=False),
        sa.Column("withdrawn_at", models.columns.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_name"], ["account.name"]),
        sa.PrimaryKeyConstraint("token_id"),
    )
    op.create_index("ix_api_token_account_name", "api_token", ["account_name"])
    op.create_index("ix_api_token_sha256", "api_token", ["sha256"], unique=True)
    op.create_table(
        "ended_session",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("ended_at", models.columns.UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )


def downgrade() -> None:
    """Take back; log, delegations and tokens are lost."""
    op.drop_table("ended_session")
    op.drop_table("api_token")
    op.drop_table("delegation")
    op.drop_table("audit_entry")
