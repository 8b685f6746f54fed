"""A filed evaluation as one JSON value: scorecard with its trace, findings, profile, prospect.

The shape is that of `monev explain --json`; `docs/trace.md` says what each field means.
"""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from models import Evaluation, Finding


def trace_form(evaluation: Evaluation, findings: Sequence[Finding]) -> dict[str, Any]:
    """Return everything that explains a filed evaluation, as plain values."""
    content = dict(evaluation.scorecard)
    content |= {
        "revision": evaluation.revision,
        "findings": [finding_form(one) for one in findings],
        "profile": evaluation.profile,
    }
    if evaluation.prospect:
        content["prospect"] = evaluation.prospect
    return content


def finding_form(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain values."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "region": finding.region_code,
        "place": finding.place,
        "evidence_sha256": finding.evidence_sha256,
        "stated": finding.stated,
        "computed": finding.computed,
        "difference": finding.difference,
        "unit": finding.unit,
        "message_id": finding.message_id,
        "message_en": finding.message_en,
        "waiver": finding.waiver,
    }


def trace_json(evaluation: Evaluation, findings: Sequence[Finding]) -> bytes:
    """Return the trace as JSON, decimals as numbers: the same evaluation gives the same bytes."""
    form = trace_form(evaluation, findings)
    return (json.dumps(form, ensure_ascii=False, indent=2, default=_plain) + "\n").encode()


def _plain(value: object) -> float:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
