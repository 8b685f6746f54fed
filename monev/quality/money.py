"""Do amounts agree with each other and with the contribution rates. Whole rupiah."""

from collections.abc import Iterator
from decimal import Decimal

from models import Finding
from monev.known import KnownFacts
from monev.printing import number, percent, rupiah
from monev.quality.rules import QualityRule, check, found
from monev.wording import Wording


@check
def claims_against_contributions(
    known: KnownFacts, rule: QualityRule, _package_idr: int | None
) -> Iterator[Finding]:
    """V05: claims over contributions, and the shortfall against what the text says of it."""
    for fact in known.contributions:
        if fact.contribution_idr is None or fact.claims_idr is None or not fact.contribution_idr:
            continue
        computed = fact.claims_idr - fact.contribution_idr
        ratio = Decimal(100) * fact.claims_idr / fact.contribution_idr
        words = Wording(id="", en="")
        if fact.shortfall_idr is not None:
            raw = fact.cell("shortfall_idr").raw
            words = Wording(
                id=f", sedangkan teks menyebut \u201c{raw}\u201d",
                en=f", while the text says \u201c{raw}\u201d",
            )
        finding = found(
            rule,
            fact,
            "claims_idr",
            fact.claims_idr,
            fact.contribution_idr,
            "Rp",
            claims=rupiah(fact.claims_idr),
            contributions=rupiah(fact.contribution_idr),
            ratio=f"{number(ratio, 1)}%",
            difference=rupiah(computed),
            stated_words=words,
        )
        if fact.shortfall_idr is not None:
            finding.stated = Decimal(fact.shortfall_idr)
            finding.computed = Decimal(computed)
            finding.difference = Decimal(computed - fact.shortfall_idr)
            finding.place = fact.cell("shortfall_idr").locator
        yield finding


@check
def allocation_against_need(
    known: KnownFacts, rule: QualityRule, package_idr: int | None
) -> Iterator[Finding]:
    """V06: an allocation lies near persons x months x rate."""
    low, high = Decimal(rule.arguments["low"]), Decimal(rule.arguments["high"])
    for line in known.budget:
        rate = line.monthly_rate_idr or package_idr
        if line.allocation_idr is None or not line.persons or not line.months or not rate:
            continue
        need = line.persons * line.months * rate
        ratio = line.allocation_idr / need
        if not low <= ratio <= high:
            yield found(
                rule,
                line,
                "allocation_idr",
                line.allocation_idr,
                need,
                "Rp",
                ratio=percent(ratio * 100),
            )


@check
def divisible_by_rate(
    known: KnownFacts, rule: QualityRule, package_idr: int | None
) -> Iterator[Finding]:
    """V07: contributions are a whole number of person-months at the one rate."""
    if not package_idr:
        return
    for fact in known.contributions:
        if fact.contribution_idr is None or fact.contribution_idr % package_idr == 0:
            continue
        months = Decimal(fact.contribution_idr) / package_idr
        finding = found(
            rule,
            fact,
            "contribution_idr",
            fact.contribution_idr,
            unit="Rp",
            rate=rupiah(package_idr),
            person_months=number(months, 2),
        )
        finding.computed = round(months, 2)
        yield finding
