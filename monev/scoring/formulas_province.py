"""Pillar P: what a province's kab/kota have reached, by their current evaluations alone."""

from decimal import Decimal

from monev.known import Child
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
    met = [one for one in known if one.regulation_in_force]
    return _share(len(met), known)


@formula
def children_scoring(question: Question) -> Reading:
    """Share of kab/kota whose score reaches the mark, where enough of them have one. P2."""
    known = [one for one in question.known.children if one.score is not None and one.band]
    if not _known_enough(question, len(known)):
        return Missing("kabkota_belum_cukup_diketahui")
    mark = Decimal(question.arguments["at_least"])
    met = [one for one in known if one.score is not None and one.score >= mark]
    return _share(len(met), known)


def _share(met: int, known: list[Child]) -> Measured:
    value = Decimal(met) / len(known)
    return Measured(value, (), f"{met} / {len(known)} = {shown(value)}")
