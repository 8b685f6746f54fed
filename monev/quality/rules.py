"""The shape of a quality rule, its loading, and the making of a finding in its words."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict

from models import Fact, Finding, Severity
from monev.known import KnownFacts
from monev.printing import quantity
from monev.wording import Wording
from monev.yaml_file import catalogue_folder, read_yaml


class QualityRule(BaseModel):
    """One rule of the catalogue: which check, with which arguments, said in which words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    check: str
    severity: Severity
    title: Wording
    arguments: dict[str, Any]
    message: Wording


class _Rules(BaseModel):
    model_config = ConfigDict(extra="forbid")
    rules: list[QualityRule]


Check = Callable[[KnownFacts, QualityRule, int | None], Iterator[Finding]]
CHECKS: dict[str, Check] = {}
"""Every check by the name the catalogue calls it."""


def check(function: Check) -> Check:
    """Offer a function to the catalogue under its own name."""
    CHECKS[function.__name__] = function
    return function


def load_quality_rules() -> list[QualityRule]:
    """Read the packaged rules; raises CatalogueError for an unknown check or a wrong key."""
    file = read_yaml(catalogue_folder("quality") / "rules.yaml")
    rules = file.shaped(_Rules).rules
    for place, rule in enumerate(rules):
        if rule.check not in CHECKS:
            offered = ", ".join(sorted(CHECKS))
            raise file.error(("rules", place, "check"), f"no check {rule.check!r}; has {offered}")
    return rules


def found(
    rule: QualityRule,
    fact: Fact,
    field: str,
    stated: Decimal | int,
    computed: Decimal | int | None = None,
    unit: str = "",
    **words: str | Wording,
) -> Finding:
    """Return a finding at the cell of `field`; the difference is computed minus stated."""
    cell = fact.cell(field)
    difference = None if computed is None else Decimal(computed) - Decimal(stated)
    texts = {"stated": quantity(Decimal(stated), unit)}
    if computed is not None and difference is not None:
        texts["computed"] = quantity(Decimal(computed), unit)
        texts["difference"] = quantity(abs(difference), unit)
    said_id = {key: one.id if isinstance(one, Wording) else one for key, one in words.items()}
    said_en = {key: one.en if isinstance(one, Wording) else one for key, one in words.items()}
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        region_code=fact.region_code,
        place=cell.locator,
        evidence_sha256=fact.evidence_sha256,
        subject=f"{fact.kind}.{field}",
        stated=Decimal(stated),
        computed=None if computed is None else Decimal(computed),
        difference=difference,
        unit=unit,
        message_id=rule.message.id.format(**{**texts, **said_id}),
        message_en=rule.message.en.format(**{**texts, **said_en}),
    )
