"""Pillar P: what a province's kab/kota have reached, by their current evaluations alone."""

from decimal import Decimal

from models import Tier
from monev.known import Child
from monev.scoring.reading import Measured, Missing, Question, Reading, formula
from monev.scoring.term import counted
from monev.trace import Input


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
    return _share(
        question, known, [one for one in known if one.regulation_in_force], "berperaturan"
    )


@formula
def children_scoring(question: Question) -> Reading:
    """Share of kab/kota whose score reaches the mark, where enough of them have one. P2."""
    known = [one for one in question.known.children if one.score is not None and one.band]
    if not _known_enough(question, len(known)):
        return Missing("kabkota_belum_cukup_diketahui")
    mark = Decimal(question.arguments["at_least"])
    met = [one for one in known if one.score is not None and one.score >= mark]
    return _share(question, known, met, "mencapai_nilai")


def _share(question: Question, known: list[Child], met: list[Child], what: str) -> Measured:
    """Return the share of all kab/kota: the unknown count against it, and for it in the bound."""
    inputs = {one.code: _input(question, one, what) for one in known}
    everyone = counted("kabkota", [one.code for one in question.known.children], inputs.values())
    reached = counted(
        f"kabkota_{what}", [one.code for one in met], [inputs[one.code] for one in met]
    )
    unknown = [one.code for one in question.known.children if one.code not in inputs]
    best = None
    if unknown:
        open_still = counted("kabkota_belum_diketahui", unknown, ())
        best = (reached + open_still) / everyone
    return Measured(reached / everyone, best=best)


def _input(question: Question, child: Child, what: str) -> Input:
    quarter = question.known.quarter
    rule = what == "berperaturan"
    in_force = "ya" if child.regulation_in_force else "tidak"
    raw = in_force if rule else format(child.score or Decimal(0), "f")
    return Input(
        name="children.regulation_in_force" if rule else "children.score",
        value=raw,
        unit="",
        raw=raw,
        locator=f"hasil monev {child.code} {quarter} revisi {child.revision}",
        evidence_sha256="",
        source_title=f"Hasil monev {child.name} {quarter}",
        source_publisher="Monev",
        known_on=quarter.due_date,
        known_basis="tercetak",
        tier=child.regulation_tier if rule else Tier.EVALUATION,
    )
