"""What Monev keeps: the tables and their validated shapes.

Every other room may import this one; this one imports nothing of ours. Rules, reading of
files and queries do not belong here.
"""

from models.account import Account, EndedSession, Role
from models.api_token import ApiToken, TokenScope
from models.approval import ApprovalAction, ApprovalStep, ApprovedRevision
from models.audit import Action, AuditEntry
from models.batch import Batch, BatchStage, BatchState
from models.database import Row, make_engine, writing
from models.delegation import Delegation
from models.document import NATION, Document, DocumentForm, DocumentKind
from models.duty import DutyOutcome, ScheduledDuty
from models.edition import Edition
from models.evaluation import (
    Evaluation,
    IndicatorResult,
    Recommendation,
    RegionRun,
    RunStatus,
    RunStep,
)
from models.evidence import Cell, Evidence, Tier
from models.facts import (
    FACT_TYPES,
    Attestation,
    BudgetLine,
    ContextEvent,
    Contribution,
    Fact,
    Participation,
    Regulation,
    Statistic,
    Target,
)
from models.finding import Finding, Severity
from models.objection import Objection, ObjectionAction, ObjectionStep
from models.quarter import Quarter
from models.receipt import Receipt, ReceiptStatus
from models.region import Region, RegionAlias, RegionCodeHistory, RegionForeignCode
from models.rule_book import RuleBook
from models.semester import Semester
from models.waiver import Waiver, WaiverBase

__all__ = [
    "FACT_TYPES",
    "NATION",
    "Account",
    "Action",
    "ApiToken",
    "ApprovalAction",
    "ApprovalStep",
    "ApprovedRevision",
    "Attestation",
    "AuditEntry",
    "Batch",
    "BatchStage",
    "BatchState",
    "BudgetLine",
    "Cell",
    "ContextEvent",
    "Contribution",
    "Delegation",
    "Document",
    "DocumentForm",
    "DocumentKind",
    "DutyOutcome",
    "Edition",
    "EndedSession",
    "Evaluation",
    "Evidence",
    "Fact",
    "Finding",
    "IndicatorResult",
    "Objection",
    "ObjectionAction",
    "ObjectionStep",
    "Participation",
    "Quarter",
    "Receipt",
    "ReceiptStatus",
    "Recommendation",
    "Region",
    "RegionAlias",
    "RegionCodeHistory",
    "RegionForeignCode",
    "RegionRun",
    "Regulation",
    "Role",
    "Row",
    "RuleBook",
    "RunStatus",
    "RunStep",
    "ScheduledDuty",
    "Semester",
    "Severity",
    "Statistic",
    "Target",
    "Tier",
    "TokenScope",
    "Waiver",
    "WaiverBase",
    "make_engine",
    "writing",
]
