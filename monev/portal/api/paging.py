"""Lists cut into pages: a cursor names the last row that was given, so that new rows shift none."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError

from models import Quarter
from monev.portal.api.shapes import Paged
from monev.portal.api.sight import Seen
from monev.store.revisions import RevisionMark

AT_ONCE = 25
"""Evaluations whose rows are fetched together."""

Item = TypeVar("Item")


class Place(NamedTuple):
    """Where a row stands in the order of all lists: newest quarter first, then by code."""

    quarter: str
    code: str
    revision: int
    row: str = ""

    @property
    def order(self) -> tuple[int, str, int]:
        """What revisions are sorted by."""
        when = Quarter.parse(self.quarter)
        return -(when.year * 4 + when.number), self.code, -self.revision


def place_of(evaluation: RevisionMark, row: str = "") -> Place:
    """Return the place of a revision, or of a row of it."""
    return Place(evaluation.quarter, evaluation.region_code, evaluation.revision, row)


def cut(
    request: Request, response: Response, limit: int, rows: Iterable[tuple[str, Item]]
) -> tuple[list[Item], str | None]:
    """Return the first `limit` rows and the address of the next page; Link headers say the same.

    Each row comes with what a cursor that ends on it holds.
    """
    found = list(islice(rows, limit + 1))
    kept = found[:limit]
    following = _address(request, kept[-1][0]) if len(found) > limit else None
    links = [f'<{_address(request)}>; rel="first"']
    links += [f'<{following}>; rel="next"'] if following else []
    response.headers["Link"] = ", ".join(links)
    return [one for _, one in kept], following


def cursor_of(asked: Paged) -> str:
    """Return what the cursor holds, empty without one; RequestValidationError if it is not ours."""
    if asked.cursor is None:
        return ""
    try:
        return urlsafe_b64decode(asked.cursor.encode("ascii")).decode("ascii")
    except (binascii.Error, UnicodeError) as error:
        raise not_ours() from error


def place_after(asked: Paged) -> Place | None:
    """Return the place a cursor names, null without one; RequestValidationError if not ours."""
    text = cursor_of(asked)
    if not text:
        return None
    try:
        quarter, code, revision, row = text.split(" ")
        return Place(str(Quarter.parse(quarter)), code, int(revision), row)
    except ValueError as error:
        raise not_ours() from error


def not_ours() -> RequestValidationError:
    """Return the fault of a cursor that this list never gave."""
    told = {"loc": ("query", "cursor"), "msg": "no cursor of this list", "type": "value_error"}
    return RequestValidationError([told])


def revisions_after(seen: Iterable[Seen], after: Place | None) -> Iterator[tuple[str, Seen]]:
    """Yield the revisions behind a place, each with its own."""
    for one in seen:
        here = place_of(one[0])
        if after is None or here.order > after.order:
            yield _text(here), one


def rows_after(
    seen: Iterable[Seen],
    after: Place | None,
    fetch: Callable[[Sequence[Seen]], Iterable[tuple[Seen, Sequence[tuple[str, Item]]]]],
) -> Iterator[tuple[str, Item]]:
    """Yield the rows behind a place, each with its own.

    `fetch` returns the rows of several revisions in the order they are listed, each by its id.
    """
    waiting = iter(seen)
    if after is not None:
        waiting = (one for one in waiting if place_of(one[0]).order >= after.order)
    while group := list(islice(waiting, AT_ONCE)):
        for (evaluation, _), rows in fetch(group):
            same = after is not None and place_of(evaluation).order == after.order
            names = [name for name, _ in rows]
            begun = after is not None and same and after.row in names
            start = names.index(after.row) + 1 if after is not None and begun else 0
            for name, row in rows[start:]:
                yield _text(place_of(evaluation, name)), row


def _text(place: Place) -> str:
    return f"{place.quarter} {place.code} {place.revision} {place.row}"


def _address(request: Request, place: str = "") -> str:
    url = request.url.remove_query_params("cursor")
    if place:
        url = url.include_query_params(cursor=urlsafe_b64encode(place.encode()).decode())
    return f"{url.path}?{url.query}" if url.query else url.path
