"""One uploaded file out of a request: measured before and while it comes, never kept here.

What the file says belongs to `monev.take_upload`. The form token stands in the same body, so it is
compared here; for who is not signed in, nothing of the body is read.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from monev.portal.access import SignInNeededError, own_form, upload_allowed, who
from monev.take_upload import MOST_UPLOAD_BYTES

WRAPPING_BYTES = 16_000
"""Form token, headings and boundaries around a file."""
LONGEST_SECONDS = 900
"""A full-sized file over 200 kbit/s; who is slower has lost the line."""
FIELD = "berkas"


class Trouble(StrEnum):
    """Why a request holds no file to look at."""

    LARGE = "besar"
    NONE = "tanpa"
    SEVERAL = "banyak"
    BROKEN = "rusak"


class NoUploadError(Exception):
    """The request holds no single file that may be looked at."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True)
class SentFile:
    """One file as the browser sent it; its name proves nothing."""

    name: str
    content: bytes


async def own_upload(request: Request) -> SentFile | NoUploadError:
    """Return the file of a form of this session, or why there is none.

    Raises HTTPException: 403 for a strange form and for visitors, 429 for too many uploads. What
    was received of a refused or broken-off upload is gone with the request.
    """
    try:
        person = await to_thread.run_sync(who, request)
    except SignInNeededError as error:
        raise HTTPException(403) from error
    upload_allowed(request, person)
    try:
        return await sent_file(request)
    except NoUploadError as problem:
        return problem


OwnUpload = Depends(own_upload)
Uploaded = Annotated[SentFile | NoUploadError, OwnUpload]


async def sent_file(request: Request) -> SentFile:
    """Return the file of a form of this session, whoever sends it.

    Raises NoUploadError where there is none to look at, HTTPException 403 for a strange form.
    """
    try:
        return await _file_of(request)
    except (MultiPartException, TimeoutError, ClientDisconnect) as error:
        raise NoUploadError(Trouble.BROKEN) from error


async def _file_of(request: Request) -> SentFile:
    most = MOST_UPLOAD_BYTES + WRAPPING_BYTES
    stated = request.headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > most:
        await _passed_over(request)
        raise NoUploadError(Trouble.LARGE)
    async with asyncio.timeout(LONGEST_SECONDS):
        form = await _form_of(request, most)
    try:
        own_form(request, str(form.get("form", "")))
        return await _only_file(form)
    finally:
        await form.close()


async def _only_file(form: FormData) -> SentFile:
    files = [one for _, one in form.multi_items() if isinstance(one, UploadFile)]
    if len(files) > 1:
        raise NoUploadError(Trouble.SEVERAL)
    chosen = form.get(FIELD)
    if not isinstance(chosen, UploadFile) or not (chosen.filename or chosen.size):
        raise NoUploadError(Trouble.NONE)
    if (chosen.size or 0) > MOST_UPLOAD_BYTES:
        raise NoUploadError(Trouble.LARGE)
    return SentFile(chosen.filename or "", await chosen.read())


async def _form_of(request: Request, most: int) -> FormData:
    """Read a form with a few fields and at most two files, whatever it says it has."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.form(max_files=0, max_fields=4)
    stream = _measured(request, most)
    parser = MultiPartParser(request.headers, stream, max_files=2, max_fields=4, max_part_size=1024)
    return await parser.parse()


async def _measured(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    seen = 0
    async for chunk in request.stream():
        seen += len(chunk)
        if seen > most:
            raise NoUploadError(Trouble.LARGE)
        yield chunk


async def _passed_over(request: Request) -> None:
    """Let a body go by unkept: a browser that still sends would not see the answer.

    Bodies beyond all measure never come this far; the guard before all pages refuses them.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(LONGEST_SECONDS):
            async for _ in request.stream():
                pass
