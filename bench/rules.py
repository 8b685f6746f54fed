"""What it costs to try a change of rules on the whole nation before it is in force.

A simulated nation is collected, then held under two sets of rules; beside it stands the bare work
within: reading what is known, and judging it twice. Compare ratios, not seconds.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from models import Quarter
from monev.assess_region import known_of
from monev.collect_many import sweep_inbox
from monev.compare_rules import compare_rules, rubric_named
from monev.rubric import rules_in_force
from monev.scoring import score, verdict
from monev.settings import Settings
from monev.simulate import Order, simulate
from monev.workspace import Workspace, open_workspace

QUARTER = Quarter(2024, 3)
SEED = 11
OTHER = "kenaikan_20"


def collected(folder: Path) -> Workspace:
    """Return a workspace that holds the facts of a simulated nation."""
    workspace = open_workspace(Settings(workspace=folder / "workspace"))
    simulate(Order(QUARTER, SEED), folder / "inbox", 2)
    sweep_inbox(workspace, str(folder / "inbox"), QUARTER)
    return workspace


def measure(workspace: Workspace) -> Table:
    """Return the table: the whole comparison, and the parts of it that any way would have to do."""
    regions = workspace.register.governments()
    first, second = workspace.rubric, rubric_named(workspace, OTHER)
    pairs = {
        kind: [rules_in_force(one, kind, QUARTER.end) for one in (first, second)]
        for kind in ("provinsi", "kabupaten", "kota")
    }
    known = {one.code: known_of(workspace, one, QUARTER) for one in regions}

    def judged_twice() -> None:
        for one in regions:
            for rules in pairs[one.kind]:
                verdict(known[one.code], rules)

    ways: list[tuple[str, Callable[[], object]]] = [
        ("rubric diff, everything", lambda: compare_rules(workspace, QUARTER, first, second)),
        (
            "reading what is known, once",
            lambda: [known_of(workspace, one, QUARTER) for one in regions],
        ),
        ("judging it twice, without a trace", judged_twice),
        (
            "scoring it once, with its trace",
            lambda: [score(known[one.code], pairs[one.kind][0]) for one in regions],
        ),
    ]
    table = Table("", title=f"{len(regions)} governments under {first.version} and {OTHER}")
    for heading in ("s", "ms per region", "x judging twice"):
        table.add_column(heading, justify="right")
    took = {}
    for name, work in ways:
        start = time.perf_counter()
        work()
        took[name] = time.perf_counter() - start
    bare = took["judging it twice, without a trace"]
    for name, spent in took.items():
        each = f"{1000 * spent / len(regions):.1f}"
        table.add_row(name, f"{spent:.1f}", each, f"{spent / bare:.2f}")
    return table


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        Console().print(measure(collected(Path(name))))


if __name__ == "__main__":
    main()
