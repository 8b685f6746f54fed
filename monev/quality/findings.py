"""The making of a finding: a rule's sentence, the two values, and the cell they stand in.

Whether there is anything to find is decided by the checks.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

from models import Fact, Finding
from monev.printing import quantity
from monev.quality.expressions import Exact
from monev.quality.labels import load_labels
from monev.quality.rules import QualityRule
from monev.quality.sentences import Texts, fill, printed
from monev.wording import Wording

PLACES = 2
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


def decimal_of(value: Exact, places: int = PLACES) -> Decimal:
    """Return a fraction as a decimal: whole numbers exactly, others with `places` digits."""
    exact = _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    if value.denominator == 1:
        return exact
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE)


def place_of(fact: Fact, *fields: str) -> str:
    """Return the place of the first field that the file stated, or else of any cell of the fact."""
    stated = [name for name in fields if name in fact.cells] or list(fact.cells)
    return fact.cell(stated[0]).locator if stated else ""


def found(
    rule: QualityRule,
    fact: Fact,
    field: str,
    stated: Decimal | int | None,
    computed: Decimal | int | None = None,
    unit: str = "",
    texts: Texts | None = None,
    place: str = "",
    template: Wording | None = None,
) -> Finding:
    """Return a finding at the cell of `field`; the difference is computed minus stated.

    `texts` fill what else the rule's sentence names; `template` is another sentence of the rule
    for a case of its own. A missing value stays missing in the finding and is said to be so.
    """
    absent = load_labels().absent
    both = stated is not None and computed is not None
    difference = Decimal(computed or 0) - Decimal(stated or 0) if both else None
    said: dict[str, str | Wording] = {
        "stated": absent if stated is None else printed(quantity, Decimal(stated), unit),
        "computed": absent if computed is None else printed(quantity, Decimal(computed), unit),
        "difference": absent if difference is None else printed(quantity, abs(difference), unit),
    }
    message = fill(template or rule.message, {**said, **(texts or {})})
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        region_code=fact.region_code,
        place=place or place_of(fact, field),
        evidence_sha256=fact.evidence_sha256,
        subject=f"{fact.kind}.{field}",
        stated=None if stated is None else Decimal(stated),
        computed=None if computed is None else Decimal(computed),
        difference=difference,
        unit=unit,
        message_id=message.id,
        message_en=message.en,
    )
