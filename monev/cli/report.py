"""`monev report`: hand out a filed PDF, after making sure that it is the one that was filed."""

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from monev.cli import opened
from monev.cli.options import CodeArgument, JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json, shown
from monev.errors import UsageError


def report(
    code: CodeArgument,
    period: PeriodOption,
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="Where to write it; a folder will do.")
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace another file.")] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Copy the current report of a region, checked against its hash."""
    from monev.reports import archive

    place = opened.open_existing(workspace)
    when, region = opened.quarter(period), opened.region(place, code)
    evaluation = opened.current(place, region, when)
    filed = place.store.report_of(evaluation.evaluation_id or 0)
    if filed is None:
        raise UsageError(
            f"revision {evaluation.revision} of {region.code} has no report; "
            f"`monev rerun {region.code} --period {when} --reason ...` makes one"
        )
    content = archive.read_filed(place.store.root, filed)
    target = out / Path(filed.path).name if out.is_dir() else out
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder {target.parent} to write to; make it first")
    if target.exists() and target.read_bytes() != content and not force:
        raise UsageError(f"{target} is there already and differs; --force replaces it")
    target.write_bytes(content)
    if json:
        print_json(
            {
                "code": region.code,
                "period": str(when),
                "revision": evaluation.revision,
                "path": shown(target),
                "sha256": hashlib.sha256(content).hexdigest(),
                "pages": filed.pages,
            }
        )
        return
    typer.echo(f"{shown(target)}: revision {evaluation.revision}, {filed.pages} pages")
