"""Check that every current report rests where and as it was filed, record their publication where
a person asks for it, and show them in one table. Who may publish what is `monev.approve`'s.
"""

from collections.abc import Sequence
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from flows.scope import Opened, open_at, quarter_of
from models import Evaluation, Quarter
from monev.approve import Hand, standings
from monev.approve import publish as record_publication
from monev.errors import ArchiveError, UsageError
from monev.reports import archive
from monev.workspace import Workspace

FILED = "filed"

Row = dict[str, Any]


def filed_rows(workspace: Workspace, quarter: Quarter) -> list[Row]:
    """Return one row per current evaluation of a quarter; `status` says what is wrong, if any."""
    current = workspace.store.current_outcomes(str(quarter))
    approval = {
        one.code: one.state.value for each in standings(workspace, quarter) for one in each.regions
    }
    return [_row(workspace, one, approval.get(one.region_code, "")) for one in current]


def _row(workspace: Workspace, evaluation: Evaluation, approval: str) -> Row:
    report = workspace.store.report_of(evaluation.evaluation_id or 0)
    status = FILED
    if report is None:
        status = f"revision {evaluation.revision} has no report; re-run the region"
    else:
        try:
            archive.read_filed(workspace.store.depot, report)
        except ArchiveError as error:
            status = str(error)
    score = evaluation.score
    return {
        "region": evaluation.region_code,
        "name": workspace.register.regions[evaluation.region_code].name,
        "status": status,
        "approval": approval,
        "score": None if score is None else round(float(score), 2),
        "band": evaluation.band,
        "revision": evaluation.revision,
        "path": report.path if report else "",
    }


@task(name="publish", task_run_name="publish-{quarter}", cache_policy=NO_CACHE)
def publish_table(opened: Opened, quarter: str, failed: Sequence[Row] = ()) -> list[str]:
    """Show the reports of a quarter as a table artifact; return what is wrong with filed ones.

    `failed` are regions of this run that have no new report; they stand at the head.
    """
    rows = filed_rows(opened.workspace, Quarter.parse(quarter))
    head = [
        {"region": one["code"], "name": one["name"], "status": f"failed: {one['error']}"}
        for one in failed
    ]
    create_table_artifact(
        key=f"reports-{quarter.lower()}",
        table=[*head, *rows],
        description=f"Reports of {quarter}; paths are relative to the workspace.",
    )
    return [f"{row['region']}: {row['status']}" for row in rows if row["status"] != FILED]


def _named() -> str:
    return f"publish {flow_run.parameters.get('period') or 'the last quarter'}"


@flow(name="publish", flow_run_name=_named)
def publish(
    period: str | None = None,
    workspace: str | None = None,
    province: str | None = None,
    by: str | None = None,
) -> dict[str, Any]:
    """Check the filed reports of a quarter against their hashes, and list them.

    With `by`, what is reviewed is published first. Fails when nothing can be, and when a report is
    gone or has changed.

    Args:
        period: Quarter such as 2024-Q3; empty for the one that has just ended.
        workspace: Folder of the workspace; empty for the one of the worker.
        province: Code or name of the one province to publish; empty for all that are reviewed.
        by: Account of the national coordinator who publishes; empty to check and list only.
    """
    opened = open_at(workspace)
    quarter = quarter_of(period, opened.workspace.now())
    if province and not by:
        raise UsageError("a province without a person found; name who publishes it")
    published: list[str] = []
    left_out: dict[str, str] = {}
    if by:
        hand = Hand(by, through="deployment")
        made = record_publication(opened.workspace, quarter, hand, province or None)
        published, left_out = [one.scope for one in made.steps], dict(made.left_out)
    wrong = publish_table(opened, str(quarter))
    if wrong:
        raise ArchiveError(
            f"{len(wrong)} reports of {quarter} are not as filed: {'; '.join(wrong)}"
        )
    count = len(opened.workspace.store.current_outcomes(str(quarter)))
    told: dict[str, Any] = {"period": str(quarter), "reports": count}
    return {**told, "published": published, "left_out": left_out} if by else told
