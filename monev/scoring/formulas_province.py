"""Pillar P: what a province's kab/kota have reached, by their current evaluations alone."""

from decimal import Decimal

from models import Tier
from monev.known import Child
from monev.scorecard import Input
from monev.scoring.reading import Measured, Missing, Question, Reading, formula, shown


def _known_enough(question: Question, known: int) -> bool:
    share = question.parameter(str(question.arguments["known_share"]))
    total = len(question.known.children)
    return share is not None and total > 0 and Decimal(known) / total >= share.value


@formula
def children_with_rule(question: Question) -> Reading:
    """Share of autonomous kab/kota with a rule in force, where enough of them are known. P1."""
    known = [one for one in question.known.children if one.regulation_in_force is not None]
    if not _known_enough(question, len(known)):
        return Missing("kabkota_belum_cukup_diketahui")
    return _share(question, known, [one for one in known if one.regulation_in_force], "rule")


@formula
def children_scoring(question: Question) -> Reading:
    """Share of kab/kota whose score reaches the mark, where enough of them have one. P2."""
    known = [one for one in question.known.children if one.score is not None and one.band]
    if not _known_enough(question, len(known)):
        return Missing("kabkota_belum_cukup_diketahui")
    mark = Decimal(question.arguments["at_least"])
    met = [one for one in known if one.score is not None and one.score >= mark]
    return _share(question, known, met, "score")


def _share(question: Question, known: list[Child], met: list[Child], what: str) -> Measured:
    """Return the share of all kab/kota: the unknown count against it, and for it in the bound."""
    total = len(question.known.children)
    unknown = total - len(known)
    value = Decimal(len(met)) / total
    best = Decimal(len(met) + unknown) / total if unknown else None
    inputs = tuple(_input(question, one, what) for one in known)
    return Measured(value, inputs, f"{len(met)} / {total} = {shown(value)}", best=best)


def _input(question: Question, child: Child, what: str) -> Input:
    quarter = question.known.quarter
    value = str(child.regulation_in_force) if what == "rule" else str(child.score)
    return Input(
        name="children.regulation_in_force" if what == "rule" else "children.score",
        value={"True": "ya", "False": "tidak"}.get(value, value),
        unit="",
        raw=value,
        locator=f"hasil monev {child.code} {quarter} revisi {child.revision}",
        evidence_sha256="",
        source_title=f"Hasil monev {child.name} {quarter}",
        source_publisher="Monev",
        known_on=quarter.due_date,
        known_basis="tercetak",
        tier=Tier.EVALUATION,
    )
