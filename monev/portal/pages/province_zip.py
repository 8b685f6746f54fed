"""All current papers of a province in one download that can be broken off and taken up again."""

import re

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from models import Action
from monev.portal.access import NOT_FOUND, Opened, SignedIn
from monev.portal.audited import note
from monev.portal.overseen import Overseen, quarter_named
from monev.province_zip import Package, province_package

router = APIRouter()
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
MEDIA = "application/zip"


@router.api_route("/koordinator/{code}/{quarter}.zip", methods=["GET", "HEAD"])
def package(
    request: Request, person: SignedIn, workspace: Opened, province: Overseen, quarter: str
) -> Response:
    """Send the package, or the part of it that was asked for; 304 and 416 as RFC 9110 has them.

    Noted in the log is every request that sends bytes, with the part it asked for.
    """
    when = quarter_named(quarter)
    found = province_package(workspace, province, when)
    if found is None or quarter != str(when):
        raise NOT_FOUND
    headers = {
        "ETag": f'"{found.tag}"',
        "Accept-Ranges": "bytes",
        "Content-Disposition": f'attachment; filename="{found.name}"',
    }
    known = {one.strip().removeprefix("W/") for one in _header(request, "if-none-match").split(",")}
    if headers["ETag"] in known or "*" in known:
        return Response(status_code=304, headers=headers)
    part = _part(request, found) if request.method == "GET" else None
    if part is not None and part[0] >= part[1]:
        headers["Content-Range"] = f"bytes */{found.size}"
        return Response(status_code=416, headers=headers)
    start, end = part or (0, found.size)
    headers["Content-Length"] = str(end - start)
    if part is not None:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{found.size}"
    status = 200 if part is None else 206
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=MEDIA)
    told = f"{len(found.members)} files, bytes {start}-{end - 1} of {found.size}"
    note(request, person.name, Action.ZIP, f"{province.code} {when}", told)
    content = found.bytes_of(start, end)
    return StreamingResponse(content, status, headers=headers, media_type=MEDIA)


def _part(request: Request, found: Package) -> tuple[int, int] | None:
    """Return first byte and end of what is asked for; null for the whole, empty where beyond it.

    Several ranges at once, a malformed one, and one of another version get the whole.
    """
    asked = RANGE.fullmatch(_header(request, "range").strip())
    stated = _header(request, "if-range")
    if asked is None or not any(asked.groups()) or stated not in ("", f'"{found.tag}"'):
        return None
    first, last = asked.groups()
    if not first:
        return max(0, found.size - int(last)), found.size
    if last and int(last) < int(first):
        return None
    return int(first), min(found.size, int(last) + 1) if last else found.size


def _header(request: Request, name: str) -> str:
    return request.headers.get(name, "")
