"""Every PDF that a run filed, as HTML for paper in a folder: what WeasyPrint alone is given.

Called as `python -m bench.national.printed FOLDER QUARTER OUT WORKERS`, outside of any clock.
"""

import json
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench.national.filed import filed
from bench.report_nation import settings_of
from models import DocumentForm, DocumentKind, Quarter
from monev.make_recaps import recap_sha256
from monev.open_dossier import dossier_of
from monev.reports.forms import page_of
from monev.reports.paper import Paper
from monev.reports.recap.nation import nation_recap_paper
from monev.reports.recap.province import province_recap_paper
from monev.reports.region.paper import region_paper
from monev.sum_up import sum_up_nation, sum_up_province
from monev.workspace import Workspace, open_workspace

Asked = tuple[DocumentKind, str, int]


def asked_of(folder: Path, period: str) -> list[Asked]:
    """Return kind, scope and revision of every Indonesian PDF of a quarter."""
    return [
        (DocumentKind(one.kind), one.scope, one.revision)
        for one in filed(folder, period)
        if one.form == DocumentForm.PDF and one.language == "id"
    ]


def paper_of(workspace: Workspace, asked: Asked, quarter: Quarter) -> Paper:
    """Return a document filled in as it was filed. Raises KeyError for a kind no run files."""
    kind, scope, revision = asked
    makers: dict[DocumentKind, Callable[[], Paper]] = {
        DocumentKind.REGION_REPORT: lambda: _region(workspace, asked, quarter),
        DocumentKind.FACT_SHEET: lambda: _region(workspace, asked, quarter),
        DocumentKind.PROVINCE_RECAP: lambda: _province(workspace, scope, quarter, revision),
        DocumentKind.NATION_RECAP: lambda: _nation(workspace, quarter, revision),
    }
    return makers[kind]()


def _region(workspace: Workspace, asked: Asked, quarter: Quarter) -> Paper:
    kind, scope, revision = asked
    evaluation = workspace.store.evaluation_of(scope, str(quarter), revision)
    if evaluation is None:
        raise LookupError(f"{scope} {quarter} revision {revision} has a document, no evaluation")
    return region_paper(kind, dossier_of(workspace, evaluation), "id", workspace.issuer)


def _province(workspace: Workspace, scope: str, quarter: Quarter, revision: int) -> Paper:
    recap = sum_up_province(workspace, scope, quarter)
    return province_recap_paper(recap, "id", workspace.issuer, revision, recap_sha256(recap))


def _nation(workspace: Workspace, quarter: Quarter, revision: int) -> Paper:
    recap = sum_up_nation(workspace, quarter)
    return nation_recap_paper(recap, "id", workspace.issuer, revision, recap_sha256(recap))


_opened: list[Workspace] = []
"""The workspace of a process of the pool."""


def _open(folder: Path) -> None:
    _opened[:] = [open_workspace(settings_of(folder), migrate=False)]


def _write(asked: Asked, period: str, out: Path) -> None:
    paper = paper_of(_opened[0], asked, Quarter.parse(period))
    name = f"{asked[0].name}-{asked[1]}-{asked[2]}.html"
    (out / name).write_text(page_of(paper, "print"), encoding="utf-8")


def write_pages(folder: Path, period: str, out: Path, workers: int) -> int:
    """Write the page of every PDF of a quarter below `out`; returns how many there are."""
    out.mkdir(parents=True, exist_ok=True)
    asked, context = asked_of(folder, period), get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_open, initargs=(folder,)) as pool:
        for job in [pool.submit(_write, one, period, out) for one in asked]:
            job.result()
    return len(asked)


def main() -> None:
    """Write the pages and print how many there are."""
    folder, period, out, workers = sys.argv[1:]
    print(json.dumps(write_pages(Path(folder), period, Path(out), int(workers))))


if __name__ == "__main__":
    main()
