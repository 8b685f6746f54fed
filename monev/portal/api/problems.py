"""Faults as problem+json (RFC 9457), and for every answer its ETag, in one kind of route.

What is wrong is told in general words: an answer never repeats what was asked, so that what
somebody may not read looks like what is not there.
"""

import hashlib
import logging
from collections.abc import Callable, Coroutine, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from monev.portal.api.shapes import Fault, Problem

KIND = "application/problem+json"
VARY = "Authorization, Cookie"
DETAILS = {
    401: "Sign in, or send a valid token as `Authorization: Bearer ...`.",
    404: "There is nothing here, or it is not for you to read.",
    405: "This interface reads only: GET.",
    422: "Something asked for cannot be understood; `errors` says what.",
    429: "Too many questions within a minute. Wait, or take the data package of the quarter.",
    500: "Something went wrong. It was noted; tell the operator if it comes again.",
}


def problem(
    status: int, headers: Mapping[str, str] | None = None, errors: list[Fault] | None = None
) -> Response:
    """Return a fault as problem+json."""
    told = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=DETAILS.get(status, HTTPStatus(status).description or HTTPStatus(status).phrase),
        errors=errors or [],
    )
    return JSONResponse(
        told.model_dump(mode="json"),
        status,
        headers={**(headers or {}), "Vary": VARY},
        media_type=KIND,
    )


def told_as(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the faults of a route for its description; asking too often is one of every route."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        one: {"description": HTTPStatus(one).phrase, "content": {KIND: {"schema": schema}}}
        for one in (*statuses, 429)
    }


class ApiRoute(APIRoute):
    """A route whose answers carry an ETag, and whose faults are problem+json."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap what FastAPI makes of the route."""
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return tagged(request, await answer(request))
            except RequestValidationError as error:
                return problem(422, errors=_faults(error))
            except HTTPException as error:
                return problem(error.status_code, error.headers)
            except Exception:
                # The answer must be a problem, and the log must have the traceback.
                logging.getLogger("uvicorn.error").exception("a fault in the read API")
                return problem(500)

        return answered


def tagged(request: Request, response: Response) -> Response:
    """Give an answer its ETag; 304 without a body where the asker holds the same already."""
    response.headers.setdefault("Vary", VARY)
    if response.status_code != 200:
        return response
    tag = response.headers.get("etag") or f'"{hashlib.sha256(response.body).hexdigest()}"'
    response.headers["ETag"] = tag
    if not holds(request, tag):
        return response
    kept = ("etag", "vary", "link", "cache-control")
    headers = {name: response.headers[name] for name in kept if name in response.headers}
    return Response(status_code=304, headers=headers)


def holds(request: Request, tag: str) -> bool:
    """Say whether the asker names this tag as one that it holds."""
    named = request.headers.get("if-none-match", "")
    return any(one.strip().removeprefix("W/") in (tag, "*") for one in named.split(",") if one)


def _faults(error: RequestValidationError) -> list[Fault]:
    return [
        Fault(where=".".join(str(part) for part in one["loc"]), problem=str(one["msg"]))
        for one in error.errors()
    ]
