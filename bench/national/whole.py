"""The four runs of one quarter: through Prefect, without it, by WeasyPrint alone, and once more.

Simulating, collecting and writing the pages that WeasyPrint alone is given are paid outside.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.national.filed import MB, Filed, differing, filed, flow_seconds, megabytes
from bench.outside import Seen, module, monev, seen
from models import DocumentForm, Quarter

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Ran:
    """A run seen from outside; `own` are the seconds of its work, without start and imports."""

    seen: Seen
    own: float


@dataclass(frozen=True)
class Whole:
    """The runs side by side. `wrong` names regions that failed and documents that differ."""

    evaluated: int
    documents: list[Filed]
    flow: Ran
    loop: Ran
    bare: Ran
    flow_again: Ran
    loop_again: Ran
    parts: dict[str, float]
    megabytes: dict[str, float]
    wrong: list[str]

    @property
    def pdfs(self) -> int:
        """How many of the documents are PDF."""
        return sum(one.form == DocumentForm.PDF for one in self.documents)


def quarters_heard(quarter: Quarter) -> tuple[Quarter, ...]:
    """Return the quarters collected: two before it, so that nearly every region is known of."""
    before = quarter.previous()
    return (before.previous(), before, quarter)


def whole_run(folder: Path, regions: int, quarter: Quarter, workers: int, tell: Tell) -> Whole:
    """Measure one quarter below `folder`. Raises RunError where a command fails."""
    kept = folder / "collected"
    tell(f"simulating and collecting {regions} governments")
    collect(kept, folder / "inbox", regions, quarters_heard(quarter))
    ours, plain = folder / "flow", folder / "loop"
    for place in (ours, plain):
        shutil.copytree(kept, place)
    tell("(a) the command, on Prefect's embedded engine")
    flow = by_flow(ours, folder / "out", quarter, workers)
    after = filed(ours, str(quarter))
    tell("(b) the same without Prefect")
    loop, told = by_loop(plain, folder / "out", quarter, workers)
    tell("(c) the same documents by WeasyPrint alone")
    bare, count = by_weasyprint(ours, folder, quarter, workers)
    tell("(d) again, nothing changed")
    flow_again = by_flow(ours, folder / "out", quarter, workers)
    loop_again, again = by_loop(plain, folder / "out", quarter, workers)
    wrong = [*told["failed"], *again["failed"]]
    wrong += [
        f"{one} differs with and without Prefect"
        for one in differing(after, filed(plain, str(quarter)))
    ]
    wrong += [
        f"{one} was made again though nothing changed"
        for place in (ours, plain)
        for one in differing(after, filed(place, str(quarter)))
    ]
    if not told["evaluated"]:
        wrong.append(f"no region was evaluated; {regions} governments were collected")
    if count != sum(one.form == DocumentForm.PDF and one.language == "id" for one in after):
        wrong.append(f"WeasyPrint alone made {count} documents, the run filed another number")
    return Whole(
        evaluated=told["evaluated"],
        documents=after,
        flow=flow,
        loop=loop,
        bare=bare,
        flow_again=flow_again,
        loop_again=loop_again,
        parts=told["seconds"],
        megabytes=megabytes(plain),
        wrong=wrong,
    )


def collect(place: Path, inbox: Path, regions: int, quarters: tuple[Quarter, ...]) -> Seen:
    """Simulate and collect quarters into a workspace, in a process of its own."""
    names = [str(one) for one in quarters]
    command = module("bench.national.collected", str(place), str(inbox), str(regions), *names)
    return seen(command, inbox.parent / "out")


def by_flow(place: Path, out: Path, quarter: Quarter, workers: int) -> Ran:
    """Evaluate a workspace by the command a user calls; its own part is Prefect's flow run."""
    command = monev("evaluate", "--period", str(quarter), "--workspace", str(place))
    run = seen(command, out, {"MONEV_WORKERS": str(workers)})
    return Ran(run, flow_seconds(place))


def by_loop(
    place: Path, out: Path, quarter: Quarter, workers: int, more: dict[str, str] | None = None
) -> tuple[Ran, dict[str, Any]]:
    """Evaluate a workspace without Prefect; returns what the run told beside what it took."""
    command = module("bench.national.loop", str(place), str(quarter), str(workers))
    run = seen(command, out, more)
    told: dict[str, Any] = json.loads(run.said.splitlines()[-1])
    return Ran(run, sum(told["seconds"].values())), told


def by_weasyprint(place: Path, folder: Path, quarter: Quarter, workers: int) -> tuple[Ran, int]:
    """Make every PDF of a workspace by WeasyPrint alone; the pages are written before the clock."""
    pages, out = folder / "pages", folder / "out"
    seen(module("bench.national.printed", str(place), str(quarter), str(pages), str(workers)), out)
    run = seen(module("bench.national.bare_run", str(pages), str(out / "bare"), str(workers)), out)
    told = json.loads(run.said.splitlines()[-1])
    return Ran(run, told["seconds"]), told["documents"]


def size_told(sizes: dict[str, float]) -> str:
    """Return sizes as text, in MB or GB of 1000."""
    return ", ".join(
        f"{name} {size / 1000:.1f} GB" if size * MB >= 1e9 else f"{name} {size:.0f} MB"
        for name, size in sizes.items()
    )
