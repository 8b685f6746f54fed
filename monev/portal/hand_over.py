"""Bytes handed to a browser: known ones not sent again, interrupted ones from where they stopped.

Which bytes, and who may have them, is for the pages.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request, Response

MEDIA = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
}
"""Media types by the ending of a file's name."""
ALONE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
)
"""What a handed-out file may do where a browser opens it: show itself, and nothing else."""
RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@dataclass(frozen=True)
class File:
    """A file to hand over: its name, the SHA-256 of its bytes, and how to get them."""

    name: str
    sha256: str
    content: Callable[[], bytes]

    @property
    def tag(self) -> str:
        """The entity tag."""
        return f'"{self.sha256}"'


def hand_over(request: Request, file: File, begun: Callable[[], None]) -> Response:
    """Answer with the file, the part that was asked for, or 304 where the asker has it already.

    `begun` is called before any byte is sent, of the whole or of a part. A range that is
    malformed, or of another file than `If-Range` names, gets the whole file; one beyond the end
    gets 416 (RFC 9110, sections 13 and 14).
    """
    headers = {
        "ETag": file.tag,
        "Accept-Ranges": "bytes",
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "Content-Security-Policy": ALONE,
    }
    if _has_it(request.headers.get("if-none-match", ""), file.tag):
        return Response(status_code=304, headers=headers)
    content = file.content()
    part = _asked_part(request, file.tag, len(content))
    if part == (0, 0):
        headers["Content-Range"] = f"bytes */{len(content)}"
        return Response(status_code=416, headers=headers)
    begun()
    media = MEDIA[file.name.rpartition(".")[2]]
    if part is None:
        return Response(content, media_type=media, headers=headers)
    start, end = part
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(content)}"
    return Response(content[start:end], status_code=206, media_type=media, headers=headers)


def _has_it(stated: str, tag: str) -> bool:
    known = {one.strip().removeprefix("W/") for one in stated.split(",")}
    return tag in known or "*" in known


def _asked_part(request: Request, tag: str, size: int) -> tuple[int, int] | None:
    """Return first byte and end of the asked range, (0, 0) where there is no such part."""
    found = RANGE.fullmatch(request.headers.get("range", "").strip())
    if found is None or request.headers.get("if-range", tag) != tag or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        length = min(int(last), size)
        return (size - length, size) if length else (0, 0)
    start = int(first)
    end = min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return None
    return (start, end) if start < size else (0, 0)
