"""What a region did, as typed facts. Every fact names its file and, per field, its cell.

A field that is `None` was not stated: it is missing, which is neither zero nor "no". Judging
facts, choosing among them and reading them from files happen elsewhere.
"""

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field, SQLModel

from models.columns import ExactDecimal
from models.evidence import Cell, Tier, TierText
from models.plain_reading import read_plainly

MOST_PERSONS = 2**31 - 1
MOST_RUPIAH = 2**63 - 1
MOST_DIGITS = 36
MOST_YEAR = 9999
"""What every database keeps, and more than any government has; a larger figure is a misprint."""


class Fact(SQLModel):
    """What all facts share: whose it is, who stated it, when it became known, and where it stood.

    `known_on` is the day from which the statement was public or handed in; `known_basis` says how
    we know that day: `tercetak` (printed on the source), `perkiraan` (estimated by a reader and
    printed as such) or `akhir_masa` (no date at all; taken as the end of the span it speaks of).
    `cells` maps a field's name to its `Cell`.
    """

    kind: ClassVar[str] = ""
    added_later: ClassVar[tuple[str, ...]] = ()
    """Fields younger than the first kept facts; left empty they do not change an id."""

    fact_id: str = Field(default="", primary_key=True)
    region_code: str = Field(index=True)
    evidence_sha256: str = Field(foreign_key="evidence.sha256", index=True)
    source_title: str = ""
    source_publisher: str = ""
    tier: Tier = Field(sa_type=TierText)
    known_on: date
    known_basis: str = Field(
        default="tercetak", schema_extra={"pattern": "^(tercetak|perkiraan|akhir_masa)$"}
    )
    approximate: bool = False
    note: str = ""
    cells: dict[str, dict[str, str]] = Field(default_factory=dict, sa_type=JSON)

    def cell(self, field: str) -> Cell:
        """Return the place and the raw text of one field; KeyError if the file did not state it."""
        return Cell.model_validate(self.cells[field])

    def identified(self) -> "Fact":
        """Return the fact with an id made from its content: the same cell is always one fact."""
        later = {name for name in self.added_later if not getattr(self, name)}
        content = self.model_dump(mode="json", exclude={"fact_id", *later})
        text = json.dumps({"kind": self.kind, **content}, sort_keys=True, ensure_ascii=False)
        self.fact_id = hashlib.sha256(text.encode()).hexdigest()[:32]
        return self


class BudgetLineBase(Fact):
    """Money set aside, or spent, for contributions of one group of workers in one fiscal year.

    Amounts are whole rupiah. `persons` and `months` are what the money is meant to insure.
    `listing` names the whole list of lines that the line stands in, for example one DPA; it is
    empty for a single statement, which says nothing about other lines.
    """

    kind: ClassVar[str] = "budget"
    added_later: ClassVar[tuple[str, ...]] = ("sub_activity", "listing")

    fiscal_year: int = Field(ge=0, le=MOST_YEAR)
    stage: str = Field(default="APBD", schema_extra={"pattern": "^(RKPD|APBD|APBD-P)$"})
    agency: str = ""
    account_code: str = ""
    sub_activity: str = ""
    listing: str = ""
    group_code: str = ""
    funding_source: str = "APBD"
    allocation_idr: int | None = Field(default=None, sa_type=BigInteger, ge=0, le=MOST_RUPIAH)
    realised_idr: int | None = Field(default=None, sa_type=BigInteger, ge=0, le=MOST_RUPIAH)
    realised_on: date | None = None
    persons: int | None = Field(default=None, ge=0, le=MOST_PERSONS)
    months: Decimal | None = Field(default=None, sa_type=ExactDecimal, ge=0, max_digits=MOST_DIGITS)
    monthly_rate_idr: int | None = Field(default=None, sa_type=BigInteger, ge=0, le=MOST_RUPIAH)


class RegulationBase(Fact):
    """One legal instrument at the stage it had reached on `stage_on`.

    Stages 0-9 run from "none" over drafting (2) and enactment (6) to "in force" (8) and
    "replaced or withdrawn" (9). A draft stays a draft: only stage 8 is in force.
    """

    kind: ClassVar[str] = "regulation"

    instrument: str
    number: str = ""
    year: int | None = Field(default=None, ge=0, le=MOST_YEAR)
    title: str = ""
    stage: int = Field(ge=0, le=9)
    stage_on: date
    status: str = Field(
        default="tidak_diketahui",
        schema_extra={"pattern": "^(berlaku|tidak_berlaku|tidak_diketahui)$"},
    )
    substance: list[str] | None = Field(default=None, sa_type=JSON)


class ParticipationBase(Fact):
    """Workers of one segment who are active, out of those who could be.

    `coverage_pct` and `change_value` are what the source stated, never what we computed.
    `scope` tells the same total before and after temporary groups have left.
    """

    kind: ClassVar[str] = "participation"

    as_of: date
    segment: str
    payer: str = ""
    scope: str = Field(default="semua", schema_extra={"pattern": "^(semua|tanpa_adhoc)$"})
    active_persons: int | None = Field(default=None, ge=0, le=MOST_PERSONS)
    eligible_persons: int | None = Field(default=None, ge=0, le=MOST_PERSONS)
    uncovered_persons: int | None = Field(default=None, ge=0, le=MOST_PERSONS)
    coverage_pct: Decimal | None = Field(
        default=None, sa_type=ExactDecimal, ge=0, max_digits=MOST_DIGITS
    )
    change_value: Decimal | None = Field(default=None, sa_type=ExactDecimal, max_digits=MOST_DIGITS)
    change_reading: str = Field(
        default="", schema_extra={"pattern": "^(poin|relatif|belum_pasti|)$"}
    )
    definition: str = ""


class ContributionBase(Fact):
    """Contributions received and claims or benefits paid over a span of days.

    `shortfall_idr` is how far claims exceed contributions as the source itself stated it.
    """

    kind: ClassVar[str] = "contribution"

    span_start: date
    span_end: date
    group_code: str = ""
    payer: str = ""
    contribution_idr: int | None = Field(default=None, sa_type=BigInteger, ge=0, le=MOST_RUPIAH)
    claims_idr: int | None = Field(default=None, sa_type=BigInteger, ge=0, le=MOST_RUPIAH)
    shortfall_idr: int | None = Field(
        default=None, sa_type=BigInteger, ge=-MOST_RUPIAH, le=MOST_RUPIAH
    )
    registered_persons: int | None = Field(default=None, ge=0, le=MOST_PERSONS)
    paid_person_months: Decimal | None = Field(
        default=None, sa_type=ExactDecimal, ge=0, max_digits=MOST_DIGITS
    )


class AttestationBase(Fact):
    """An answer of the instrument: a word, or a count out of a total."""

    kind: ClassVar[str] = "attestation"

    as_of: date
    item: str
    answer: str = ""
    count: Decimal | None = Field(default=None, sa_type=ExactDecimal, ge=0, max_digits=MOST_DIGITS)
    total: Decimal | None = Field(default=None, sa_type=ExactDecimal, ge=0, max_digits=MOST_DIGITS)


class TargetBase(Fact):
    """A coverage target with its family and the day it is due; families are never mixed."""

    kind: ClassVar[str] = "target"

    family: str = Field(schema_extra={"pattern": "^(RPJPN|RPJMN|RKP|UCJ|daerah)$"})
    due_on: date
    coverage_pct: Decimal | None = Field(
        default=None, sa_type=ExactDecimal, ge=0, max_digits=MOST_DIGITS
    )
    change_value: Decimal | None = Field(default=None, sa_type=ExactDecimal, max_digits=MOST_DIGITS)
    change_reading: str = Field(
        default="", schema_extra={"pattern": "^(poin|relatif|belum_pasti|)$"}
    )
    persons: int | None = Field(default=None, ge=0, le=MOST_PERSONS)
    group_code: str = ""


class ContextEventBase(Fact):
    """Something worth printing that never adds a point: an award, a meeting, money received."""

    kind: ClassVar[str] = "context"

    happened_on: date | None = None
    category: str
    text: str
    amount_idr: int | None = Field(default=None, sa_type=BigInteger, ge=0, le=MOST_RUPIAH)


class StatisticBase(Fact):
    """A published figure about a whole region that others are measured against.

    `measure` is its code in the catalogue, for example `penduduk_bekerja` or `belanja_daerah`;
    `dimension` tells parts of one measure apart. Amounts in whole rupiah carry the unit `Rp`.
    """

    kind: ClassVar[str] = "statistic"

    measure: str
    dimension: str = ""
    span_start: date
    span_end: date
    value: Decimal | None = Field(default=None, sa_type=ExactDecimal, max_digits=MOST_DIGITS)
    unit: str = ""
    definition: str = ""


class BudgetLine(BudgetLineBase, table=True):
    """Stored `BudgetLineBase`."""

    __tablename__ = "budget_line"


class Regulation(RegulationBase, table=True):
    """Stored `RegulationBase`."""

    __tablename__ = "regulation"


class Participation(ParticipationBase, table=True):
    """Stored `ParticipationBase`."""

    __tablename__ = "participation"


class Contribution(ContributionBase, table=True):
    """Stored `ContributionBase`."""

    __tablename__ = "contribution"


class Attestation(AttestationBase, table=True):
    """Stored `AttestationBase`."""

    __tablename__ = "attestation"


class Target(TargetBase, table=True):
    """Stored `TargetBase`."""

    __tablename__ = "target"


class ContextEvent(ContextEventBase, table=True):
    """Stored `ContextEventBase`."""

    __tablename__ = "context_event"


class Statistic(StatisticBase, table=True):
    """Stored `StatisticBase`."""

    __tablename__ = "statistic"


FACT_TYPES: dict[str, type[Fact]] = {
    table.kind: table
    for table in (
        BudgetLine,
        Regulation,
        Participation,
        Contribution,
        Attestation,
        Target,
        ContextEvent,
        Statistic,
    )
}
"""Every kind of fact by its name, as rubric and fact sheets write it."""

for _table in FACT_TYPES.values():
    read_plainly(_table)
