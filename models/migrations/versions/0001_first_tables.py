"""first tables"""

import sqlalchemy as sa
from alembic import op

import models.account
import models.columns
import models.evaluation
import models.evidence
import models.finding

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "evidence",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("received_at", models.columns.UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "region",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("province_code", sa.String(), nullable=False),
        sa.Column("island_zone", sa.String(), nullable=False),
        sa.Column("autonomous", sa.Boolean(), nullable=False),
        sa.Column("population_persons", sa.Integer(), nullable=True),
        sa.Column("population_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code"),
    )
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_region_province_code"), ["province_code"], unique=False
        )

    op.create_table(
        "account",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", models.account.RoleText(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=True),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("created_at", models.columns.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_code"],
            ["region.code"],
        ),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "attestation",
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
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("count", models.columns.ExactDecimal(), nullable=True),
        sa.Column("total", models.columns.ExactDecimal(), nullable=True),
        sa.ForeignKeyConstraint(
            ["evidence_sha256"],
            ["evidence.sha256"],
        ),
        sa.PrimaryKeyConstraint("fact_id"),
    )
    with op.batch_alter_table("attestation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attestation_evidence_sha256"), ["evidence_sha256"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_attestation_region_code"), ["region_code"], unique=False
        )

    op.create_table(
        "budget_line",
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
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("account_code", sa.String(), nullable=False),
        sa.Column("group_code", sa.String(), nullable=False),
        sa.Column("funding_source", sa.String(), nullable=False),
        sa.Column("allocation_idr", sa.BigInteger(), nullable=True),
        sa.Column("realised_idr", sa.BigInteger(), nullable=True),
        sa.Column("realised_on", sa.Date(), nullable=True),
        sa.Column("persons", sa.Integer(), nullable=True),
        sa.Column("months", models.columns.ExactDecimal(), nullable=True),
        sa.Column("monthly_rate_idr", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["evidence_sha256"],
            ["evidence.sha256"],
        ),
        sa.PrimaryKeyConstraint("fact_id"),
    )
    with op.batch_alter_table("budget_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_budget_line_evidence_sha256"), ["evidence_sha256"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_budget_line_region_code"), ["region_code"], unique=False
        )

    op.create_table(
        "context_event",
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
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("amount_idr", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["evidence_sha256"],
            ["evidence.sha256"],
        ),
        sa.PrimaryKeyConstraint("fact_id"),
    )
    with op.batch_alter_table("context_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_context_event_evidence_sha256"), ["evidence_sha256"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_context_event_region_code"), ["region_code"], unique=False
        )

    op.create_table(
        "contribution",
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
        sa.Column("span_start", sa.Date(), nullable=False),
        sa.Column("span_end", sa.Date(), nullable=False),
        sa.Column("group_code", sa.String(), nullable=False),
        sa.Column("payer", sa.String(), nullable=False),
        sa.Column("contribution_idr", sa.BigInteger(), nullable=True),
        sa.Column("claims_idr", sa.BigInteger(), nullable=True),
        sa.Column("shortfall_idr", sa.BigInteger(), nullable=True),
        sa.Column("registered_persons", sa.Integer(), nullable=True),
        sa.Column("paid_person_months", models.columns.ExactDecimal(), nullable=True),
        sa.ForeignKeyConstraint(
            ["evidence_sha256"],
            ["evidence.sha256"],
        ),
        sa.PrimaryKeyConstraint("fact_id"),
    )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contribution_evidence_sha256"), ["evidence_sha256"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contribution_region_code"), ["region_code"], unique=False
        )

    op.create_table(
        "evaluation",
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("changes", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("rubric_profile", sa.String(), nullable=False),
        sa.Column("rubric_version", sa.String(), nullable=False),
        sa.Column("inputs_sha256", sa.String(), nullable=False),
        sa.Column("completeness", models.columns.ExactDecimal(), nullable=False),
        sa.Column("score", models.columns.ExactDecimal(), nullable=True),
        sa.Column("score_low", models.columns.ExactDecimal(), nullable=False),
        sa.Column("score_high", models.columns.ExactDecimal(), nullable=False),
        sa.Column("band", sa.String(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("scorecard", sa.JSON(), nullable=False),
        sa.Column("profile", sa.JSON(), nullable=False),
        sa.Column("created_at", models.columns.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_code"],
            ["region.code"],
        ),
        sa.PrimaryKeyConstraint("evaluation_id"),
        sa.UniqueConstraint("region_code", "quarter", "revision"),
    )
    with op.batch_alter_table("evaluation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluation_quarter"), ["quarter"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_evaluation_region_code"), ["region_code"], unique=False
        )

    op.create_table(
        "participation",
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
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("segment", sa.String(), nullable=False),
        sa.Column("payer", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("active_persons", sa.Integer(), nullable=True),
        sa.Column("eligible_persons", sa.Integer(), nullable=True),
        sa.Column("uncovered_persons", sa.Integer(), nullable=True),
        sa.Column("coverage_pct", models.columns.ExactDecimal(), nullable=True),
        sa.Column("change_value", models.columns.ExactDecimal(), nullable=True),
        sa.Column("change_reading", sa.String(), nullable=False),
        sa.Column("definition", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_sha256"],
            ["evidence.sha256"],
        ),
        sa.PrimaryKeyConstraint("fact_id"),
    )
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_participation_evidence_sha256"), ["evidence_sha256"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_participation_region_code"), ["region_code"], unique=False
        )

    op.create_table(
        "region_alias",
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code"],
            ["region.code"],
        ),
        sa.PrimaryKeyConstraint("alias"),
    )
    op.create_table(
        "region_code_history",
        sa.Column("old_code", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("decree", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code"],
            ["region.code"],
        ),
        sa.PrimaryKeyConstraint("old_code"),
    )
    op.create_table(
        "region_foreign_code",
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("foreign_code", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code"],
            ["region.code"],
        ),
        sa.PrimaryKeyConstraint("system", "foreign_code"),
    )
    op.create_table(
        "region_run",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("requested_by", sa.String(), nullable=False),
        sa.Column("status", models.evaluation.RunStatusText(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("requested_at", models.columns.UtcTime(), nullable=False),
        sa.Column("finished_at", models.columns.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["region_code"],
            ["region.code"],
        ),
        sa.PrimaryKeyConstraint("run_id"),
    )
    with op.batch_alter_table("region_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_region_run_quarter"), ["quarter"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_region_run_region_code"), ["region_code"], unique=False
        )

    op.create_table(
        "regulation",
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
        sa.Column("instrument", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("stage_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("substance", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["evidence_sha256"],
            ["evidence.sha256"],
        ),
        sa.PrimaryKeyConstraint("fact_id"),
    )
    with op.batch_alter_table("regulation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_regulation_evidence_sha256"), ["evidence_sha256"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_regulation_region_code"), ["region_code"], unique=False
        )

    op.create_table(
        "target",
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
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("coverage_pct", models.columns.ExactDecimal(), nullable=True),
        sa.Column("change_value", models.columns.ExactDecimal(), nullable=True),
        sa.Column("change_reading", sa.String(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=True),
        sa.Column("group_code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_sha256"],
            ["evidence.sha256"],
        ),
        sa.PrimaryKeyConstraint("fact_id"),
    )
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_target_evidence_sha256"), ["evidence_sha256"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_target_region_code"), ["region_code"], unique=False)

    op.create_table(
        "finding",
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("severity", models.finding.SeverityText(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("evidence_sha256", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("stated", models.columns.ExactDecimal(), nullable=True),
        sa.Column("computed", models.columns.ExactDecimal(), nullable=True),
        sa.Column("difference", models.columns.ExactDecimal(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("message_en", sa.String(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=True),
        sa.Column("batch", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.evaluation_id"],
        ),
        sa.PrimaryKeyConstraint("finding_id"),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_batch"), ["batch"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_region_code"), ["region_code"], unique=False)

    op.create_table(
        "indicator_result",
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("score", models.columns.ExactDecimal(), nullable=True),
        sa.Column("weight", models.columns.ExactDecimal(), nullable=False),
        sa.Column("trace", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.evaluation_id"],
        ),
        sa.PrimaryKeyConstraint("evaluation_id", "indicator"),
    )
    op.create_table(
        "recommendation",
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("deadline", sa.String(), nullable=False),
        sa.Column("amount_idr", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.evaluation_id"],
        ),
        sa.PrimaryKeyConstraint("evaluation_id", "number"),
    )
    op.create_table(
        "report",
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("filed_at", models.columns.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.evaluation_id"],
        ),
        sa.PrimaryKeyConstraint("evaluation_id"),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("report")
    op.drop_table("recommendation")
    op.drop_table("indicator_result")
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finding_region_code"))
        batch_op.drop_index(batch_op.f("ix_finding_batch"))

    op.drop_table("finding")
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_target_region_code"))
        batch_op.drop_index(batch_op.f("ix_target_evidence_sha256"))

    op.drop_table("target")
    with op.batch_alter_table("regulation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_regulation_region_code"))
        batch_op.drop_index(batch_op.f("ix_regulation_evidence_sha256"))

    op.drop_table("regulation")
    with op.batch_alter_table("region_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_region_run_region_code"))
        batch_op.drop_index(batch_op.f("ix_region_run_quarter"))

    op.drop_table("region_run")
    op.drop_table("region_foreign_code")
    op.drop_table("region_code_history")
    op.drop_table("region_alias")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participation_region_code"))
        batch_op.drop_index(batch_op.f("ix_participation_evidence_sha256"))

    op.drop_table("participation")
    with op.batch_alter_table("evaluation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evaluation_region_code"))
        batch_op.drop_index(batch_op.f("ix_evaluation_quarter"))

    op.drop_table("evaluation")
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contribution_region_code"))
        batch_op.drop_index(batch_op.f("ix_contribution_evidence_sha256"))

    op.drop_table("contribution")
    with op.batch_alter_table("context_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_context_event_region_code"))
        batch_op.drop_index(batch_op.f("ix_context_event_evidence_sha256"))

    op.drop_table("context_event")
    with op.batch_alter_table("budget_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_budget_line_region_code"))
        batch_op.drop_index(batch_op.f("ix_budget_line_evidence_sha256"))

    op.drop_table("budget_line")
    with op.batch_alter_table("attestation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attestation_region_code"))
        batch_op.drop_index(batch_op.f("ix_attestation_evidence_sha256"))

    op.drop_table("attestation")
    op.drop_table("account")
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_region_province_code"))

    op.drop_table("region")
    op.drop_table("evidence")
