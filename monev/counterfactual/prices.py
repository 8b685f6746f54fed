"""What a lever costs: by dated contribution rates and the region's own lines, never by a guess."""

from models import BudgetLine
from monev.counterfactual.levers import Lever
from monev.counterfactual.scene import Price, Scene
from monev.scorecard import Input, ParameterUse

PACKAGE = ("iuran_jkk_bpu_idr", "iuran_jkm_bpu_idr")
NO_WAGE = "BPU"
"""Groups within this one pay the BPU package; the others pay a share of a wage."""


def price_of(scene: Scene, lever: Lever, months: int = 1) -> Price:
    """Return the price of one unit of a lever whose cost does not hang on a group."""
    words = scene.levers.words
    if lever.cost == "unknown" and lever.reason is not None:
        return Price(None, lever.reason)
    if lever.cost == "amount":
        note = words.own_money if lever.change == "allocate" else words.set_aside
        return Price(lever.unit_size, note, (lever.unit_size,))
    if lever.cost == "none":
        return Price(0, words.no_cost)
    return price_of_group(scene, lever.rate_of or lever.segment, months)


def price_of_group(scene: Scene, group: str, months: int) -> Price:
    """Return what insuring one person of a group for some months costs, in whole rupiah.

    A group without wages pays the BPU package in force on the rules' day (JKK + JKM, PP 44/2015
    and its changes). Any other pays by its wage, which nobody but the region can state: the
    monthly contribution on the group's own budget lines is taken, or no amount is named. Lines
    under different accounts (JKK and JKM) each pay a part of it.
    """
    words = scene.levers.words
    if pays_the_package(scene, group):
        package = scene.rules.package_idr
        if package is None:
            return Price(None, words.no_rate)
        return Price(
            months * package,
            words.contributions,
            (months, package),
            tuple(use for name in PACKAGE if (use := _parameter(scene, name)) is not None),
        )
    lines = lines_of(scene, group)
    rates: dict[str, set[int]] = {}
    for one in lines:
        rates.setdefault(one.account_code, set()).add(one.monthly_rate_idr or 0)
    if not rates:
        return Price(None, words.line_rate_unknown)
    if any(len(each) > 1 for each in rates.values()):
        return Price(None, words.line_rates_differ)
    monthly = sum(rate for each in rates.values() for rate in each)
    return Price(
        months * monthly,
        words.contributions,
        (months, monthly),
        inputs=tuple(_stated(one, "monthly_rate_idr") for one in lines),
    )


def pays_the_package(scene: Scene, group: str) -> bool:
    """Say whether a group is one of workers without wages, by its place in the catalogue."""
    parents = {one.code: one.parent for one in scene.rules.rubric.segments.segments}
    while group and group != NO_WAGE:
        group = parents.get(group, "")
    return group == NO_WAGE


def lines_of(scene: Scene, group: str) -> list[BudgetLine]:
    """Return the lines of one group that count and state what they pay for a month."""
    return [
        one
        for one in scene.lines_in_force()
        if one.group_code == group and one.monthly_rate_idr is not None
    ]


def _parameter(scene: Scene, name: str) -> ParameterUse | None:
    value = scene.rules.parameter(name)
    if value is None:
        return None
    return ParameterUse(name=name, value=value.value, since=value.from_, reference=value.reference)


def _stated(line: BudgetLine, name: str) -> Input:
    """Return one field of a budget line as an input, with its cell."""
    cell = line.cell(name)
    return Input(
        name=f"{line.kind}.{name}",
        value=str(getattr(line, name)),
        unit="Rp",
        raw=cell.raw,
        locator=cell.locator,
        evidence_sha256=line.evidence_sha256,
        source_title=line.source_title,
        source_publisher=line.source_publisher,
        known_on=line.known_on,
        known_basis=line.known_basis,
        tier=line.tier,
        note=line.note,
    )
