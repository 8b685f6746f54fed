"""From what the store keeps to rows: nothing calculated, missing stays null."""

from collections.abc import Iterable, Sequence
from typing import Any

from models import Document, DocumentForm, Evaluation, Finding, IndicatorResult, Region, Tier
from monev.dossier import PRESS
from monev.open_data.shapes import (
    DocumentRow,
    EvaluationRow,
    FindingRow,
    IndicatorDetail,
    IndicatorRow,
    RegionRow,
    Source,
)
from monev.open_data.standing import Stand
from monev.register import Register
from monev.store.revisions import RevisionMark

BELOW = "/api/v1/documents"
"""Where the portal hands out documents."""
SCORED, NOT_ASKED = "dinilai", "tidak_berlaku"


Named = Evaluation | RevisionMark
"""What says which revision it is."""


def id_of(evaluation: Named, revision: int | None = None) -> str:
    """Return the stable id of an evaluation, or of another revision of it."""
    number = evaluation.revision if revision is None else revision
    return f"{evaluation.region_code}-{evaluation.quarter}-r{number}"


def region_row(region: Region, register: Register) -> RegionRow:
    """Return a government of the register."""
    return RegionRow(
        code=region.code,
        bps_code=bps_codes(register).get(region.code),
        name=region.name,
        kind=region.kind,
        province_code=region.province_code,
        island_zone=region.island_zone,
        population_persons=region.population_persons,
        population_on=region.population_on,
    )


def bps_codes(register: Register) -> dict[str, str]:
    """Return the code of BPS by that of Kemendagri."""
    return {code: other for (system, other), code in register.foreign.items() if system == "BPS"}


def tiers_of(evaluation: Evaluation, results: Iterable[IndicatorResult] | None = None) -> list[str]:
    """Return the kinds of source an evaluation rests on, as its documents tell them.

    A revision older than their keeping tells them by the traces of its indicators.
    """
    if evaluation.told is not None:
        return sorted(evaluation.told.get("tiers", []))
    return sorted({one["tier"] for row in results or () for one in row.trace.get("inputs", ())})


def evaluation_row(
    evaluation: Evaluation, stand: Stand, name: str, results: Iterable[IndicatorResult] = ()
) -> EvaluationRow:
    """Return one revision; `results` are needed for tiers of old revisions only."""
    return EvaluationRow(
        id=id_of(evaluation),
        **_place(evaluation),
        **_evidence(tiers_of(evaluation, results)),
        region_name=name,
        status=stand.status,
        superseded_by=(
            None if stand.superseded_by is None else id_of(evaluation, stand.superseded_by)
        ),
        published_on=stand.published_on,
        created_at=evaluation.created_at,
        reason=evaluation.reason,
        score=evaluation.score,
        score_low=evaluation.score_low,
        score_high=evaluation.score_high,
        completeness=evaluation.completeness,
        band=evaluation.band,
        provisional=evaluation.provisional,
        mode=evaluation.mode,
        rubric_profile=evaluation.rubric_profile,
        rubric_version=evaluation.rubric_version,
        inputs_sha256=evaluation.inputs_sha256,
    )


def indicator_rows(evaluation: Named, results: Iterable[IndicatorResult]) -> list[IndicatorRow]:
    """Return the indicators of an evaluation without their traces."""
    return [IndicatorRow(**_indicator(evaluation, one)) for one in results]


def indicator_detail(evaluation: Named, result: IndicatorResult) -> IndicatorDetail:
    """Return one indicator with its trace."""
    return IndicatorDetail(**_indicator(evaluation, result), trace=result.trace)


def finding_rows(
    evaluation: Named, findings: Sequence[Finding], tiers: list[str]
) -> list[FindingRow]:
    """Return the findings of an evaluation; who excused one is left out, that somebody did is not.

    `tiers` are those of the evaluation.
    """
    return [
        FindingRow(
            id=f"{id_of(evaluation)}-f{number}",
            evaluation=id_of(evaluation),
            **_place(evaluation),
            **_evidence(tiers),
            rule=one.rule,
            severity=one.severity.value,
            subject=one.subject,
            place=one.place,
            evidence_sha256=one.evidence_sha256,
            stated=one.stated,
            computed=one.computed,
            difference=one.difference,
            unit=one.unit,
            message_id=one.message_id,
            message_en=one.message_en,
            waived=bool(one.waiver),
        )
        for number, one in enumerate(findings, start=1)
    ]


def document_rows(
    evaluation: Named, documents: Iterable[Document], tiers: list[str]
) -> list[DocumentRow]:
    """Return the documents of an evaluation; `tiers` are those of the evaluation."""
    return [
        DocumentRow(
            id=(name := document_id(one)),
            evaluation=id_of(evaluation),
            **_place(evaluation),
            **_evidence(tiers),
            number=one.number,
            kind=one.kind.value,
            form=one.form.value,
            language=one.language,
            sha256=one.sha256,
            size_bytes=one.size_bytes,
            pages=None if one.form in (DocumentForm.HTML, DocumentForm.XLSX) else one.pages,
            filed_at=one.filed_at,
            address=f"{BELOW}/{name}/file",
        )
        for one in documents
    ]


def document_id(document: Document) -> str:
    """Return the name of a document's file, which no other document has."""
    return document.path.rpartition("/")[2]


def _place(evaluation: Named) -> dict[str, Any]:
    return {
        "region_code": evaluation.region_code,
        "quarter": evaluation.quarter,
        "revision": evaluation.revision,
    }


def _evidence(tiers: list[str]) -> dict[str, Any]:
    return {
        "tiers": tiers,
        "simulated": Tier.SIMULATED.value in tiers,
        "from_press": any(one.value in tiers for one in PRESS),
    }


def _indicator(evaluation: Named, result: IndicatorResult) -> dict[str, Any]:
    trace = result.trace
    sources = [_source(one) for one in trace.get("inputs", ())]
    unlike = list(dict.fromkeys(_key_of(one) for one in sources))
    first = {_key_of(one): one for one in reversed(sources)}
    title, asked = trace.get("title", {}), result.status != NOT_ASKED
    return {
        "id": f"{id_of(evaluation)}-{result.indicator}",
        "evaluation": id_of(evaluation),
        **_place(evaluation),
        **_evidence(sorted({one.tier for one in sources})),
        "indicator": result.indicator,
        "pillar": trace.get("pillar", ""),
        "title_id": title.get("id", ""),
        "title_en": title.get("en", ""),
        "status": result.status,
        "value": trace.get("value"),
        "unit": trace.get("unit", ""),
        "score": result.score if result.status == SCORED else None,
        "low": trace["low"] if asked else None,
        "high": trace["high"] if asked else None,
        "weight": result.weight,
        "sources": [first[one] for one in unlike],
    }


def _key_of(source: Source) -> tuple[str, str]:
    """Return what makes two sources the same: bytes and place."""
    return source.evidence_sha256, source.place


def _source(given: dict[str, Any]) -> Source:
    return Source(
        title=given["source_title"],
        publisher=given["source_publisher"],
        known_on=given["known_on"],
        known_basis=given["known_basis"],
        tier=given["tier"],
        place=given["locator"],
        evidence_sha256=given["evidence_sha256"],
    )
