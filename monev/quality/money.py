"""Claims against contributions (V05), and a discounted rate where it does not hold (V11).

Which discounts there are, and who may not use them, is data with its reference in the catalogue.
Amounts are whole rupiah.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Self

from pydantic import Field, model_validator

from models import BudgetLine, Contribution, Fact, Finding
from monev.known import KnownFacts
from monev.printing import Language, day, number, rupiah
from monev.quality.fact_shapes import codes_of
from monev.quality.findings import found, place_of
from monev.quality.labels import told
from monev.quality.rules import Arguments, Fault, Given, QualityRule, Strict, check
from monev.quality.sentences import Texts, fill, printed
from monev.wording import Wording


class Shortfall(Arguments):
    """Nothing to set: every span with claims and contributions is told."""

    def offers(self) -> frozenset[str]:
        """Return both amounts, their ratio, and what the text says of the difference."""
        return frozenset({"claims", "contributions", "ratio", "stated_words"})


@check(Shortfall, stated_words="raw")
def claims_against_contributions(
    known: KnownFacts, rule: QualityRule, _arguments: Shortfall, _given: Given
) -> Iterator[Finding]:
    """V05: claims over contributions, and the shortfall against what the text says of it."""
    for fact in known.contributions:
        if fact.contribution_idr is None or fact.claims_idr is None or not fact.contribution_idr:
            continue
        computed = fact.claims_idr - fact.contribution_idr
        ratio = Decimal(100) * fact.claims_idr / fact.contribution_idr
        words = Wording(id="", en="")
        if fact.shortfall_idr is not None:
            raw = fact.cells.get("shortfall_idr", {}).get("raw")
            stated = printed(rupiah, fact.shortfall_idr)
            words = fill(rule.words["stated_words"], {"raw": stated if raw is None else raw})
        texts: Texts = {
            "claims": printed(rupiah, fact.claims_idr),
            "contributions": printed(rupiah, fact.contribution_idr),
            "ratio": printed(_share, ratio),
            "difference": printed(rupiah, computed),
            "stated_words": words,
        }
        finding = found(
            rule, fact, "claims_idr", fact.claims_idr, fact.contribution_idr, "Rp", texts
        )
        if fact.shortfall_idr is not None:
            finding.stated = Decimal(fact.shortfall_idr)
            finding.computed = Decimal(computed)
            finding.difference = Decimal(computed - fact.shortfall_idr)
            finding.place = place_of(fact, "shortfall_idr")
        yield finding


def _share(ratio: Decimal, language: Language) -> str:
    return f"{number(ratio, 1, language)}%"


class Window(Strict):
    """The days of a discount, and the package per person and month it leads to, in rupiah.

    `reference_en` words in English what `reference` says beside the regulation.
    """

    from_: date = Field(alias="from")
    until: date
    monthly_idr: int = Field(gt=0)
    full_idr: int = Field(gt=0)
    reference: str = Field(min_length=3)
    reference_en: str = ""

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.until < self.from_:
            raise ValueError("until lies before from; exchange them")
        if self.monthly_idr >= self.full_idr:
            raise ValueError("monthly_idr must lie below full_idr, or it is no discount")
        return self


class Discount(Arguments):
    """Discounts, the payers that may not use them, and how near a rate worked out must come.

    `implied_share` is the distance allowed between the discounted rate and money over
    persons x months, as a share of the discounted rate; a rate that is stated must be equal.
    """

    windows: list[Window] = Field(min_length=1)
    public_payers: list[str] = Field(min_length=1)
    implied_share: Decimal = Field(default=Decimal(0), ge=0, lt=1)

    def faults(self) -> Iterator[Fault]:
        """Yield codes that no payer has."""
        offered = codes_of("payer")
        for at, code in enumerate(self.public_payers):
            if code not in offered - {""}:
                listed = ", ".join(sorted(offered - {""}))
                yield (
                    ("public_payers", at),
                    f"no code {code!r}; catalogue/segments.yaml has {listed}",
                )

    def offers(self) -> frozenset[str]:
        """Return the payer, the discount and its window."""
        return frozenset({"payer", "group", "rate", "full", "from", "until", "reference"})


@check(Discount)
def discount_with_public_money(
    known: KnownFacts, rule: QualityRule, arguments: Discount, _given: Given
) -> Iterator[Finding]:
    """V11: money of APBN or APBD pays the full rate (PP 50/2025 as Kemnaker explains it)."""
    for line in known.budget:
        if line.funding_source in arguments.public_payers:
            span = date(line.fiscal_year, 1, 1), date(line.fiscal_year, 12, 31)
            yield from _looked_at(rule, arguments, line, span, *_of_line(line))
    for paid in known.contributions:
        if paid.payer in arguments.public_payers:
            span = paid.span_start, paid.span_end
            yield from _looked_at(rule, arguments, paid, span, *_of_payment(paid))


Rate = tuple[str, Decimal | None, bool]
"""The field that shows the rate, the rate in rupiah, and whether it was stated as such."""


def _of_line(line: BudgetLine) -> Rate:
    if line.monthly_rate_idr is not None:
        return "monthly_rate_idr", Decimal(line.monthly_rate_idr), True
    if line.allocation_idr is None or not line.persons or not line.months:
        return "allocation_idr", None, False
    return "allocation_idr", line.allocation_idr / (line.persons * line.months), False


def _of_payment(paid: Contribution) -> Rate:
    if paid.contribution_idr is None or not paid.paid_person_months:
        return "contribution_idr", None, False
    return "contribution_idr", paid.contribution_idr / paid.paid_person_months, False


def _looked_at(
    rule: QualityRule,
    arguments: Discount,
    fact: Fact,
    span: tuple[date, date],
    field: str,
    rate: Decimal | None,
    stated: bool,
) -> Iterator[Finding]:
    for window in arguments.windows:
        overlaps = span[0] <= window.until and window.from_ <= span[1]
        allowed = 0 if stated else arguments.implied_share * window.monthly_idr
        if rate is None or not overlaps or abs(rate - window.monthly_idr) > allowed:
            continue
        payer = "funding_source" if isinstance(fact, BudgetLine) else "payer"
        texts: Texts = {
            "payer": told(fact, payer),
            "group": told(fact, "group_code"),
            "rate": printed(rupiah, window.monthly_idr),
            "full": printed(rupiah, window.full_idr),
            "from": printed(day, window.from_),
            "until": printed(day, window.until),
            "reference": Wording(id=window.reference, en=window.reference_en or window.reference),
        }
        yield found(rule, fact, field, round(rate, 2), window.full_idr, "Rp", texts)
        return
