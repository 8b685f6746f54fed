"""`monev evaluate`: a quarter through the flow, with a bar while it runs and a table at the end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monev.cli import opened
from monev.cli.edge import WITH_EXCEPTIONS
from monev.cli.evaluated import print_outcome, public_form
from monev.cli.options import JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json, say

if TYPE_CHECKING:
    from rich.progress import Progress

    from monev.evaluate_many import RegionResult

PERSON = "MONEV_PERSON"


def evaluate(
    period: PeriodOption,
    inbox: Annotated[
        Path | None,
        typer.Option("--inbox", metavar="DIR", help="Collect the files of this folder first."),
    ] = None,
    region: Annotated[
        list[str] | None,
        typer.Option(
            "--region",
            metavar="CODE_OR_NAME",
            help="Evaluate this government, with data or without; may be repeated.",
        ),
    ] = None,
    province: Annotated[
        str | None,
        typer.Option(
            "--province", metavar="CODE", help="Evaluate a province and its kab/kota only."
        ),
    ] = None,
    recaps: Annotated[
        bool,
        typer.Option(help="Bring the recaps of provinces and nation up to date at the end."),
    ] = True,
    as_known: Annotated[
        str | None,
        typer.Option(
            "--as-known",
            metavar="DAY",
            help="Make what stood on that day again, by its rules and templates, and compare.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Where --as-known writes its files.")
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Name the governments without data.")
    ] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Score a quarter and file a PDF report for every region with data known at the cut-off."""
    when = opened.quarter(period)
    if as_known:
        from monev.cli.as_known import evaluate_as_known

        return evaluate_as_known(workspace, when, region or [], province, as_known, out, json)
    settings = opened.settings_for(workspace)
    folder = settings.workspace.resolve()
    os.environ["MONEV_WORKSPACE"] = str(folder)  # the engine keeps its history in there
    source = _checked_inbox(inbox)
    source = _prepare(workspace, region, province, source)
    with _named_in_receipts(settings.person):
        summary = _run(
            {
                "period": str(when),
                "regions": region or None,
                "province": province,
                "inbox": str(source) if source else None,
                "workspace": str(folder),
                "recaps": recaps,
            }
        )
    from monev.depot import open_depot

    depot = open_depot(settings.files, folder)
    if json:
        print_json(public_form(summary, depot))
    else:
        print_outcome(summary, depot, verbose, workspace)
    recaps_failed = any(one["error"] for one in summary["recaps"])
    if summary["failed"] or summary["refused"] or summary["damaged"] or recaps_failed:
        raise typer.Exit(WITH_EXCEPTIONS)
    return None


@contextmanager
def _named_in_receipts(person: str) -> Iterator[None]:
    """Let the flow, which opens the workspace itself, note who laid the files in."""
    before = os.environ.get(PERSON)
    os.environ[PERSON] = person
    try:
        yield
    finally:
        del os.environ[PERSON]
        if before is not None:
            os.environ[PERSON] = before


def _checked_inbox(inbox: Path | None) -> Path | None:
    from monev.errors import UsageError

    if inbox is not None and not inbox.is_dir():
        raise UsageError(f"{inbox} is no folder; --inbox expects one with the files to collect")
    return inbox.resolve() if inbox else None


def _prepare(
    workspace: Path | None,
    regions: list[str] | None,
    province: str | None,
    inbox: Path | None,
) -> Path | None:
    """Check the names before the engine is paid for; return the folder to collect from, if any."""
    from flows.scope import asked_for
    from monev.workspace import packaged_example

    place = opened.open_or_make(workspace)
    asked_for(place.register, regions, province)
    if inbox is None and not place.store.regions_with_facts():
        say("The workspace holds no facts; collecting the published example of 2024-2025.")
        return packaged_example()
    return inbox


def _run(parameters: dict[str, Any]) -> dict[str, Any]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        listener = Bar(bar)
        from flows.engine import start_engine
        from flows.history import run_recorded
        from flows.progress import heard_by
        from flows.quarterly import quarterly_evaluation

        start_engine()
        listener.collecting()
        with heard_by(listener):
            summary: dict[str, Any] = run_recorded(quarterly_evaluation, parameters, say)
        return summary


class Bar:
    """Shows a run as one line; hears of it from `flows.progress`."""

    def __init__(self, bar: "Progress") -> None:
        self._bar = bar
        self._line = bar.add_task("Starting the engine (half a minute the first time)", total=None)

    def collecting(self) -> None:
        """The engine is there; files are being read."""
        self._bar.update(self._line, description="Collecting")

    def planned(self, regions: int) -> None:
        """So many regions will be evaluated."""
        self._bar.update(self._line, description="Evaluating", total=regions, completed=0)

    def finished(self, result: "RegionResult") -> None:
        """One region is done."""
        self._bar.update(self._line, description=f"Evaluated {result.name}", advance=1)
