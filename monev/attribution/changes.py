"""What differs between two evaluations of one region, one by one. Nothing is reckoned here."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from models import Fact, Finding, Severity
from monev.attribution.corners import Basis
from monev.difference import FactChange, FindingChange, RuleChange
from monev.known import Child, KnownFacts
from monev.wording import Wording

PLACES = 2
"""Decimals of printed scores and shares."""


def printed_score(score: Decimal | None) -> Decimal | None:
    """Return a score as it is printed, null where there is none."""
    return None if score is None else score.quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_UP)


def facts_changed(before: KnownFacts, after: KnownFacts) -> Iterator[FactChange]:
    """Yield the facts that count on one side only, new ones first."""
    old = {one.fact_id: one for one in before.all}
    new = {one.fact_id: one for one in after.all}
    for fact in new.values():
        if fact.fact_id not in old:
            yield _fact(fact, gone=False)
    for fact in old.values():
        if fact.fact_id not in new:
            yield _fact(fact, gone=True)


def _fact(fact: Fact, *, gone: bool) -> FactChange:
    cell = next(iter(sorted(fact.cells)), "")
    return FactChange(
        fact_id=fact.fact_id,
        side="gone" if gone else "new",
        kind=fact.kind,
        source_title=fact.source_title,
        locator=fact.cell(cell).locator if cell else "",
        known_on=fact.known_on,
    )


def beside_changed(before: KnownFacts, after: KnownFacts) -> Iterator[RuleChange]:
    """Yield what differs beside the facts: the quarter itself, reports due, recommendations."""
    pairs = (
        ("triwulan", str(before.quarter), str(after.quarter)),
        ("laporan jatuh tempo", _reports(before), _reports(after)),
        ("rekomendasi lalu", str(len(before.past_actions)), str(len(after.past_actions))),
    )
    for subject, old, new in pairs:
        if old != new:
            yield RuleChange(subject=subject, key="", before=old, after=new)


def _reports(known: KnownFacts) -> str:
    came = sum(one.handed_in_on is not None for one in known.reports_due)
    return f"{came} dari {len(known.reports_due)} diterima"


def findings_changed(
    before: Iterable[Finding], after: Iterable[Finding]
) -> Iterator[FindingChange]:
    """Yield the errors that count on one side only: new ones, and what was mended or excused."""
    old, new = (
        {_error_of(one): one for one in side if one.severity is Severity.ERROR}
        for side in (before, after)
    )
    for key, finding in new.items():
        if not finding.waiver and (key not in old or old[key].waiver):
            yield _finding(finding, "new")
    for key, finding in old.items():
        if not finding.waiver and (key not in new or new[key].waiver):
            yield _finding(finding, "gone", new[key].waiver if key in new else "")


def _error_of(one: Finding) -> tuple[str, ...]:
    return one.rule, one.subject, one.place, one.evidence_sha256


def _finding(one: Finding, side: Literal["new", "gone"], waiver: str = "") -> FindingChange:
    message = Wording(id=one.message_id, en=one.message_en)
    return FindingChange(side=side, rule=one.rule, place=one.place, message=message, waiver=waiver)


def mode_changed(before: Basis, after: Basis) -> Iterator[RuleChange]:
    """Yield the mode where it is another one."""
    if before.mode != after.mode:
        yield RuleChange(subject="mode", key="", before=before.mode, after=after.mode)


def children_changed(before: Iterable[Child], after: Iterable[Child]) -> Iterator[RuleChange]:
    """Yield the kab/kota that came to something else, by code."""
    old, new = ({one.code: one for one in side} for side in (before, after))
    for code in sorted(old.keys() | new.keys()):
        one, other = old.get(code), new.get(code)
        if one != other:
            name = next(each.name for each in (other, one) if each is not None)
            yield RuleChange(
                subject=f"{code} {name}", key="nilai", before=_outcome(one), after=_outcome(other)
            )


def _outcome(child: Child | None) -> str | None:
    if child is None or child.revision is None:
        return None
    score = printed_score(child.score)
    told = "tanpa nilai" if score is None else str(score).replace(".", ",")
    rule = {True: "regulasi berlaku", False: "belum ada regulasi berlaku", None: ""}
    parts = [told, child.band or "", rule[child.regulation_in_force], f"revisi {child.revision}"]
    return ", ".join(part for part in parts if part)
