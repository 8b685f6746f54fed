"""Everything a region can do about its score, as options in the order of their ids."""

from collections.abc import Callable

from monev.counterfactual.levers import Lever
from monev.counterfactual.options_answers import answer, count, report_late, report_next
from monev.counterfactual.options_money import allocate, fund, pay_months, spend
from monev.counterfactual.options_people import insure
from monev.counterfactual.options_rules import enact, evidence, substance
from monev.counterfactual.scene import Option, Scene

MAKERS: dict[str, Callable[[Scene, Lever], list[Option]]] = {
    "allocate": allocate,
    "answer": answer,
    "count": count,
    "enact": enact,
    "evidence": evidence,
    "fund": fund,
    "insure": insure,
    "pay_months": pay_months,
    "report_late": report_late,
    "report_next": report_next,
    "spend": spend,
    "substance": substance,
}


def options_of(scene: Scene) -> list[Option]:
    """Return every option this region has; an indicator without data gives none."""
    asked = {one.indicator.id for one in scene.rules.rules}
    found = [
        option
        for lever in scene.levers.levers
        if lever.change == "evidence" or lever.indicator in asked
        for option in MAKERS[lever.change](scene, lever)
    ]
    return sorted(found, key=lambda one: one.id)
