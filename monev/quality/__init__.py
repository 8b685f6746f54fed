"""Known facts in, findings out. Nothing is repaired and nothing is scored here."""

from models import Finding
from monev.known import KnownFacts
from monev.quality import consistency, money, sources_agree
from monev.quality.rules import CHECKS, QualityRule, load_quality_rules

CHECK_ROOMS = (consistency, money, sources_agree)
"""Imported so that their checks are on offer to the catalogue."""

__all__ = ["QualityRule", "check", "load_quality_rules"]


def check(known: KnownFacts, rules: list[QualityRule], package_idr: int | None) -> list[Finding]:
    """Return every finding of every rule, in the order of the catalogue.

    `package_idr` is the monthly BPU package (JKK + JKM) in force, in rupiah, or None.
    """
    return [finding for rule in rules for finding in CHECKS[rule.check](known, rule, package_idr)]
