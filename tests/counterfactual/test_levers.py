"""The file of levers: read strictly, checked against the rubric; and steps that do not belong."""

from pathlib import Path

import pytest

from monev.counterfactual import apply
from monev.counterfactual.levers import check_levers, load_levers, read_levers
from monev.errors import CatalogueError, UsageError
from monev.yaml_file import YamlFile, catalogue_folder
from tests.counterfactual.regions import people, told, world
from tests.facts import packaged_rubric


def _text() -> str:
    return Path(str(catalogue_folder("levers.yaml"))).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("found", "written", "complaint"),
    [
        ("id: C3_non_asn", "id: C4_rentan", "stands twice"),
        ("segment: BPU-RENTAN", "segment: BPU-SIAPA", "unknown group"),
        ("sources: [CSR,", "sources: [SIAPA,", "unknown payer"),
        ("    item: tim_sk\n", "", "needs item"),
        ("months: 12", "months: 13", "less than or equal to 12"),
        ("rate_of: BPU", "rate_off: BPU", "rate_off"),
        ("moves: [K2]", "moves: [K1]", "own indicator"),
        ("unit_size: 1000", "unit_size: 10", "multiple of 4"),
    ],
)
def test_a_fault_in_the_file_is_named(found: str, written: str, complaint: str) -> None:
    """A misspelt key, an unknown code or a doubled id stops the reading, with its place."""
    assert found in _text()
    with pytest.raises(CatalogueError, match=complaint):
        read_levers(YamlFile("levers.yaml", _text().replace(found, written, 1)))


@pytest.mark.parametrize(
    ("found", "written"),
    [("moves: [K2]", "moves: [K2, Z9]"), ("deadline: raperkada", "deadline: kapan")],
)
def test_levers_and_rubric_must_fit(found: str, written: str) -> None:
    """A lever for an indicator or a deadline that the rubric does not have is refused."""
    levers = read_levers(YamlFile("levers.yaml", _text().replace(found, written, 1)))
    with pytest.raises(CatalogueError, match=r"levers\.yaml"):
        check_levers(levers, packaged_rubric())


def test_every_ladder_climbs_on_the_scale_of_its_indicator() -> None:
    """The rungs of a lever are answers of the scale, each worth more than the one below."""
    rules = {one.indicator.id: one for one in world([], kind="provinsi")[1].rules}
    for lever in load_levers().levers:
        steps = rules[lever.indicator].scale.steps if lever.indicator in rules else None
        if lever.change == "answer" and steps and set(lever.ladder) <= set(steps):
            points = [steps[one] for one in lever.ladder]
            assert points == sorted(points)


def test_a_step_is_refused_by_facts_it_was_not_reckoned_for() -> None:
    """A step names the facts it changes; elsewhere it says so instead of doing something else."""
    (step,) = told(world([people("BPU-RENTAN", 1, 10)], ["C4"])).single
    other = world([people("BPU-RENTAN", 1, 10)], ["C4"])[0]
    with pytest.raises(UsageError, match="reckoned for"):
        apply(other, step)
