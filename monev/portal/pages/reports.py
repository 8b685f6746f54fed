"""Hand out a filed PDF, exactly as it was filed."""

from fastapi import APIRouter, Request, Response

from models import Quarter
from monev.portal.access import NOT_FOUND, Opened, Readable
from monev.reports import archive

router = APIRouter()


@router.get("/daerah/{code}/laporan/{quarter}/r{revision}.pdf")
def download(
    request: Request, workspace: Opened, region: Readable, quarter: str, revision: int
) -> Response:
    """Return one revision's PDF after comparing its hash; 304 if the asker has it already."""
    try:
        wanted = str(Quarter.parse(quarter))
    except ValueError as error:
        raise NOT_FOUND from error
    evaluation = next(
        (
            one
            for one in workspace.store.evaluations_of(region.code)
            if one.quarter == wanted and one.revision == revision
        ),
        None,
    )
    report = workspace.store.report_of(evaluation.evaluation_id or 0) if evaluation else None
    if report is None:
        raise NOT_FOUND
    tag = f'"{report.sha256}"'
    name = report.path.rpartition("/")[2]
    headers = {"ETag": tag, "Content-Disposition": f'attachment; filename="{name}"'}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    content = archive.read_filed(workspace.store.depot, report)
    return Response(content, media_type="application/pdf", headers=headers)
