"""Known facts in, findings out. Nothing is repaired and nothing is scored here."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from models import Finding
from monev.known import KnownFacts
from monev.quality import (
    compare,
    money,
    outliers,
    parts,
    quotients,
    readings,
    series,
    sources_agree,
)
from monev.quality.fact_shapes import speaking_since
from monev.quality.load import load_quality_rules
from monev.quality.outliers import peer_facts, peer_measures
from monev.quality.rules import CHECKS, Given, QualityRule

CHECK_ROOMS = (compare, money, outliers, parts, quotients, readings, series, sources_agree)
"""Imported so that their checks are on offer to the catalogue."""

__all__ = ["QualityRule", "check", "load_quality_rules", "peer_facts", "peer_measures"]


def check(
    known: KnownFacts,
    rules: Sequence[QualityRule],
    package_idr: int | None,
    peers: Mapping[str, Sequence[Decimal]] = MappingProxyType({}),
) -> list[Finding]:
    """Return every finding of every rule, in the order of the catalogue.

    `package_idr` is the monthly BPU package (JKK + JKM) in force, in rupiah, or None. `peers` are
    the values of the peer regions by rule id, as `peer_measures` returns them for each of them;
    the region itself is not among its peers.
    """
    given = Given(package_idr, peers, tuple(rules))
    since = {
        back: speaking_since(known, known.quarter.year - back)
        for back in {rule.looks_back_years for rule in rules}
        if back is not None
    }
    return [
        finding
        for rule in rules
        for finding in CHECKS[rule.check].run(
            known if rule.looks_back_years is None else since[rule.looks_back_years],
            rule,
            rule.arguments,
            given,
        )
    ]
