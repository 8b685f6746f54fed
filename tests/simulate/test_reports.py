"""Reports from a simulation say so on every page, and nowhere pass for real ones."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from models import Quarter, Tier
from monev.assess_region import known_of
from monev.collect_many import sweep_inbox
from monev.evaluate_region import evaluate_region
from monev.settings import Settings
from monev.simulate import Order, simulate
from monev.workspace import Workspace, open_workspace

QUARTER = Quarter(2024, 3)
CODE = "36.73"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace that has collected one simulated city."""
    folder = tmp_path_factory.mktemp("simulasi")
    simulate(Order(QUARTER, 5, 0.0, "36"), folder / "inbox")
    opened = open_workspace(Settings(workspace=folder / "w"))
    workspace = replace(opened, now=lambda: datetime(2024, 10, 9, 3, tzinfo=UTC))
    for name in (folder / "inbox" / str(QUARTER)).iterdir():
        if name.is_dir() and name.name != CODE:
            for path in name.iterdir():
                path.unlink()
    sweep_inbox(workspace, str(folder / "inbox"), QUARTER)
    return workspace


def test_every_page_says_that_the_data_are_simulated(workspace: Workspace) -> None:
    """The watermark stands on each page, the notice on the first."""
    filed = evaluate_region(workspace, CODE, QUARTER)
    reader = PdfReader(Path(workspace.store.root) / filed.report.path)
    texts = [page.extract_text() for page in reader.pages]
    assert len(texts) > 3
    assert all("DATA SIMULASI" in text for text in texts)
    assert "Data simulasi" in texts[0]


def test_every_fact_of_a_simulation_is_of_that_tier(workspace: Workspace) -> None:
    """Workbook, exports, feed and clippings: none of it counts as a document of the region."""
    known = known_of(workspace, workspace.register.regions[CODE], QUARTER)
    assert {fact.kind for fact in known.all} >= {"budget", "regulation", "participation"}
    assert known.tiers == {Tier.SIMULATED}
