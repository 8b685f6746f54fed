"""The quarterly run: collect, assess in batches, publish. One region never stops another."""

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed

from flows.collect import collect_inbox, collect_portals
from flows.progress import tell_finished, tell_planned
from flows.publish import publish_table
from flows.scope import open_at, planned, quarter_of
from flows.shown import Shown
from flows.take import ask_to_join, take_all
from monev.batch_plan import shares_of
from monev.batches import SharedRun
from monev.evaluate_batches import Assessor
from monev.evaluate_many import Plan, RegionResult
from monev.lost_runs import close_lost_runs
from monev.recap_many import RecapResult, recap_scopes
from monev.run_notice import tell_of_exceptions
from monev.workspace import Workspace

EXCEPTIONS = "CompletedWithExceptions"


def _named() -> str:
    parameters = flow_run.parameters
    regions, province = parameters.get("regions"), parameters.get("province")
    scope = " ".join(regions or ()) or (f"province {province}" if province else "all regions")
    return f"{parameters.get('period') or 'last quarter'}, {scope}"


@flow(name="quarterly-evaluation", flow_run_name=_named)
def quarterly_evaluation(
    period: str | None = None,
    regions: list[str] | None = None,
    province: str | None = None,
    inbox: str | None = None,
    portals: str | None = None,
    workspace: str | None = None,
    recaps: bool = True,
) -> Any:
    """Evaluate a quarter and file its reports.

    Returns a plain dictionary; where regions failed, files were refused or filed reports are
    damaged, the run ends as `CompletedWithExceptions` and its message lists them.

    Args:
        period: Quarter such as 2024-Q3; empty for the one that has just ended in Jakarta.
        regions: Codes or names; empty for every region with a fact known at the cut-off.
        province: Code or name of a province, to evaluate it and its kab/kota only.
        inbox: Folder or object-store address to collect from first, as the worker sees it.
        portals: An `endpoints.yaml` naming the portals to ask first, as the worker sees it.
        workspace: Folder of the workspace; empty for the one of the worker.
        recaps: Whether to bring the recaps of provinces and nation up to date at the end.
    """
    opened = open_at(workspace)
    place = opened.workspace
    quarter = quarter_of(period, place.now())
    close_lost_runs(place)
    refused = collect_inbox(opened, inbox, str(quarter)) if inbox else []
    if portals:
        refused += collect_portals(opened, portals, str(quarter))
    plan = planned(place, quarter, regions, province)
    results, summed_up = _evaluated(place, plan, recaps, workspace)
    summary = summary_of(plan, results)
    summary["refused"] = refused
    summary["recaps"] = [
        {"scope": one.scope, "name": one.name, "number": one.number, "error": one.error}
        for one in sorted(summed_up, key=lambda one: one.scope)
    ]
    summary["damaged"] = publish_table(opened, str(quarter), summary["failed"])
    sent = tell_of_exceptions(
        opened.workspace.settings, str(quarter), summary["evaluated"], exceptions_in(summary)
    )
    summary["undelivered"] = list(sent.failed)
    return ended(summary)


def _evaluated(
    place: Workspace, plan: Plan, recaps: bool, workspace: str | None
) -> tuple[list[RegionResult], list[RecapResult]]:
    """Lay out the batches, take them with whoever joins, and return what came of them."""
    count, takers = len(plan.regions), place.settings.takers
    shares = shares_of(plan, takers, recap_scopes(place) if recaps else ())
    run = SharedRun.laid_out(place, _key(), plan.quarter, shares)
    ask_to_join(run, takers - 1, workspace)
    tell_planned(count)
    with run.called_off_on_error(), Assessor(place, count, tell_finished) as assessor:
        take_all(assessor, run, Shown(str(plan.quarter), count))
    return run.outcomes()


def _key() -> str:
    """Return the key of this run; one that Prefect begins again has another."""
    return f"{flow_run.id}.{flow_run.run_count}"


def summary_of(plan: Plan, results: list[RegionResult]) -> dict[str, Any]:
    """Return the outcome in plain values, failed regions apart from those with a report."""
    done = [one for one in results if not one.error]
    return {
        "period": str(plan.quarter),
        "evaluated": len(done),
        "failed": [
            {"code": one.code, "name": one.name, "error": one.error} for one in results if one.error
        ],
        "regions": [one.as_json() for one in sorted(done, key=lambda one: one.code)],
        "held": sorted(one.code for one in done if one.held),
        "without_data": list(plan.without_data),
    }


def exceptions_in(summary: dict[str, Any]) -> list[str]:
    """Return one line per thing that went wrong in a run; empty where all is well."""
    failed = [f"{one['code']} {one['name']}: {one['error']}" for one in summary["failed"]]
    refused = [f"{one['file']}: {one['reason']}" for one in summary["refused"]]
    recaps = [
        f"recap of {one['scope']} {one['name']}: {one['error']}"
        for one in summary["recaps"]
        if one["error"]
    ]
    return [*failed, *recaps, *refused, *summary["damaged"]]


def ended(summary: dict[str, Any]) -> dict[str, Any] | State[dict[str, Any]]:
    """Return the summary, inside a state that says so where there were exceptions."""
    exceptions = exceptions_in(summary)
    if not exceptions:
        return summary
    message = f"{len(exceptions)} exceptions: {'; '.join(exceptions)}"
    if summary["undelivered"]:
        message += f"; nobody was told by {'; '.join(summary['undelivered'])}"
    return Completed(name=EXCEPTIONS, message=message, data=summary)
