"""What comes out of a file: typed facts and findings. How files are opened belongs elsewhere."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from models.facts import (
    FACT_TYPES,
    AttestationBase,
    BudgetLineBase,
    ContextEventBase,
    ContributionBase,
    Fact,
    ParticipationBase,
    RegulationBase,
    StatisticBase,
    TargetBase,
)
from models.finding import Finding, FindingBase, Severity
from models.quarter import Quarter
from models.region import Region
from monev.arrival import Arrival
from monev.errors import MonevError

Resolve = Callable[[str], Region]
"""From a code or name to one region; raises a child of MonevError for anything else."""

BASES: dict[str, type[Fact]] = {
    base.kind: base
    for base in (
        BudgetLineBase,
        RegulationBase,
        ParticipationBase,
        ContributionBase,
        AttestationBase,
        TargetBase,
        ContextEventBase,
        StatisticBase,
    )
}
"""The validated shape of every kind of fact; the tables themselves do not validate."""


class RefusedFactError(MonevError):
    """A fact does not fit its shape; `field` is the first field that does not."""

    def __init__(self, field_name: str, problem: str) -> None:
        super().__init__(f"{field_name}: {problem}")
        self.field = field_name


@dataclass(frozen=True)
class Reading:
    """All that one file said: `facts` (with ids) and what was wrong or odd about it.

    A hand-in also says whose it is (`region`, a Kemendagri code), for which quarter, and when it
    was handed in; other files leave these empty.
    """

    source_id: str
    facts: list[Fact]
    findings: list[Finding]
    region: str = ""
    quarter: Quarter | None = None
    handed_in_on: date | None = None


@dataclass
class Intake:
    """One file while it is being read: its arrival, the hash of its bytes, the findings so far."""

    arrival: Arrival
    sha256: str
    resolve: Resolve
    findings: list[Finding] = field(default_factory=list)

    @classmethod
    def of(cls, content: bytes, arrival: Arrival, resolve: Resolve) -> "Intake":
        """Begin to read `content`."""
        return cls(arrival, hashlib.sha256(content).hexdigest(), resolve)

    @property
    def name(self) -> str:
        """What people call the file."""
        return self.arrival.name

    def note(
        self,
        rule: str,
        severity: Severity,
        place: str,
        texts: tuple[str, str],
        region: str | None = None,
        subject: str = "",
    ) -> None:
        """Add a finding at `place`; `texts` are the Indonesian and the English wording."""
        shape = FindingBase(
            rule=rule,
            severity=severity,
            region_code=region,
            place=place,
            evidence_sha256=self.sha256,
            subject=subject,
            message_id=texts[0],
            message_en=texts[1],
        )
        self.findings.append(Finding.model_validate(shape.model_dump()))


def make_fact(kind: str, values: dict[str, Any]) -> Fact:
    """Return a stored fact of `kind` with its id, validated by its shape first.

    Raises RefusedFactError naming the first field that does not fit.
    """
    try:
        shape = BASES[kind].model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else kind
        raise RefusedFactError(name, f"{first['msg']} ({first.get('input')!r} found)") from error
    return FACT_TYPES[kind].model_validate(shape.model_dump()).identified()
