"""A workspace before its deadline, made in a process of its own, and the workbooks to be handed in.

Called as `python -m bench.deadline_night.prepared FOLDER REGIONS DRAWN DATABASE_URL`; an empty
address is SQLite. One quarter of simulated papers is collected and evaluated, so that every office
finds a report. The first DRAWN regions have their documents laid out; the others are given copies
of the bytes of one of these, or of a constant where there is none: evaluated, but not drawn. Every
account has the same password, hashed once.
"""

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.deadline_night.order import EVALUATED, HANDED_IN, PASSWORD
from bench.national.collected import chosen, provinces_of
from bench.national.undrawn import PLACEHOLDER
from bench.report_nation import SEED, settings_of
from models import Account, DocumentForm, DocumentKind, Region, Role
from monev import make_documents
from monev.arrival import Arrival
from monev.collect_many import sweep_inbox, today
from monev.evaluate_region import evaluate_region
from monev.portal.sign_in import hash_password
from monev.reports import archive
from monev.reports.paper import Paper
from monev.reports.pdf.layout import Made
from monev.simulate import Order, simulate
from monev.simulate.papers import INSTRUMENT
from monev.simulate.shapes import load_shapes
from monev.simulate.world import World
from monev.simulate.written import write_region
from monev.workspace import Workspace, open_workspace, reading_room

WORKBOOKS = "workbooks"
MAKER = "make"
MOST_SEEDS = 50


def opened(folder: Path, database: str) -> Workspace:
    """Open the workspace of the bench, whatever the environment says."""
    return open_workspace(settings_of(folder).model_copy(update={"database_url": database}))


def regions_of(workspace: Workspace, regions: int) -> list[str]:
    """Return the codes of so many governments."""
    return sorted(chosen(workspace.register, regions))


def collect(workspace: Workspace, folder: Path, codes: Sequence[str]) -> None:
    """Simulate the papers of the earlier quarter without errors and collect those of `codes`."""
    for province in provinces_of(workspace.register, len(codes)) or [""]:
        inbox = folder / "inbox" / (province or "all")
        simulate(Order(EVALUATED, SEED, 0.0, province), inbox, workers=2)
        for papers in (inbox / str(EVALUATED)).iterdir():
            if papers.is_dir() and papers.name not in codes:
                shutil.rmtree(papers)
        sweep_inbox(workspace, str(inbox), EVALUATED)


def evaluate(workspace: Workspace, codes: Sequence[str], drawn: int) -> None:
    """Evaluate all regions; the first ones have their documents laid out, the others copies."""
    for code in codes[:drawn]:
        evaluate_region(workspace, code, EVALUATED)
    copies = _documents_of(workspace, codes[0]) if drawn else {}

    def copied(paper: Paper, form: DocumentForm) -> Made:
        return copies.get((paper.kind, form), Made(PLACEHOLDER, pages=1))

    if not hasattr(make_documents, MAKER):
        raise LookupError(f"{make_documents.__name__} no longer makes documents by `{MAKER}`")
    setattr(make_documents, MAKER, copied)
    for code in codes[drawn:]:
        evaluate_region(workspace, code, EVALUATED)


def add_offices(workspace: Workspace, codes: Sequence[str]) -> None:
    """Add an account for each region, named by its code."""
    kept = hash_password(PASSWORD)
    for code in codes:
        office = Account(
            name=code,
            role=Role.OFFICE,
            region_code=code,
            password_hash=kept,
            created_at=workspace.now(),
        )
        workspace.store.add_account(office)


def write_workbooks(workspace: Workspace, folder: Path, codes: Sequence[str]) -> dict[str, int]:
    """Write each region's workbook and return how many different facts a reader finds in it.

    Read here by themselves, before the night and outside the portal.
    """
    folder.mkdir()
    arrived: list[tuple[bytes, Arrival]] = []
    for code in codes:
        content = workbook_of(workspace.register.regions[code])
        (folder / f"{code}.xlsx").write_bytes(content)
        arrived.append((content, _arrival(workspace, code)))
    return dict(zip(codes, _facts_in(arrived), strict=True))


def workbook_of(region: Region) -> bytes:
    """Return a whole instrument; a region that hands in nothing in one seed does in another."""
    for seed in range(SEED, SEED + MOST_SEEDS):
        written = write_region(World(seed, region, load_shapes()), HANDED_IN)
        if written is not None:
            return written.files[INSTRUMENT]
    raise LookupError(f"{region.code} hands in nothing in {MOST_SEEDS} simulations")


def _arrival(workspace: Workspace, code: str) -> Arrival:
    return Arrival(INSTRUMENT, today(workspace), region=code, quarter=HANDED_IN)


def _facts_in(arrived: list[tuple[bytes, Arrival]]) -> Iterator[int]:
    for (_, arrival), reading in zip(arrived, reading_room().read_many(arrived), strict=True):
        if isinstance(reading, Exception):
            raise LookupError(f"the workbook of {arrival.region} cannot be read: {reading}")
        yield len({fact.identified().fact_id for fact in reading.facts})


def _documents_of(workspace: Workspace, code: str) -> dict[tuple[DocumentKind, DocumentForm], Made]:
    outcome = workspace.store.current_outcome(code, str(EVALUATED))
    if outcome is None:
        raise LookupError(f"{code} has no evaluation of {EVALUATED}")
    return {
        (one.kind, one.form): Made(archive.read_filed(workspace.store.depot, one), one.pages)
        for one in workspace.store.documents_of(outcome.evaluation_id or 0)
    }


def main() -> None:
    """Prepare the workspace and print the codes of its regions and the facts of each workbook."""
    folder, regions, drawn, database = sys.argv[1:]
    place = Path(folder)
    workspace = opened(place / "workspace", database)
    codes = regions_of(workspace, int(regions))
    collect(workspace, place, codes)
    evaluate(workspace, codes, int(drawn))
    add_offices(workspace, codes)
    facts = write_workbooks(workspace, place / WORKBOOKS, codes)
    print(json.dumps({"codes": codes, "facts": facts}))


if __name__ == "__main__":
    main()
