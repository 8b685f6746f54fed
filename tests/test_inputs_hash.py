"""The hash that decides whether a new revision is due sees all that the outcome depends on."""

from pathlib import Path

from models import Quarter, Severity
from monev.assess_region import assess, inputs_hash
from monev.settings import Settings
from monev.workspace import open_workspace
from tests.evaluations import told
from tests.facts import fact

QUARTER = Quarter(2024, 3)


def test_a_finding_that_weighs_more_makes_another_revision(tmp_path: Path) -> None:
    """Severity decides whether a band is provisional: a changed catalogue is noticed."""
    workspace = open_workspace(Settings(workspace=tmp_path))
    answer = fact("participation", segment="PU-NONASN", active_persons=150, eligible_persons=100)
    told(workspace, "36.72", [answer])
    region = workspace.register.regions["36.72"]
    found, again = (assess(workspace, region, QUARTER) for _ in range(2))
    assert inputs_hash(found) == inputs_hash(again)
    assert [one.severity for one in found.findings] == [Severity.ERROR]
    again.findings[0].severity = Severity.WARNING
    assert inputs_hash(found) != inputs_hash(again)
