"""Open data: the published evaluations of a quarter as files, and the page that leads to them."""

from threading import Lock
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from models import Action, Quarter, Role
from monev.open_data import OpenPackage, open_package, published_quarters
from monev.open_data.tables import TABLES
from monev.portal.access import (
    NOT_FOUND,
    Opened,
    Person,
    SignInNeededError,
    area_of,
    who,
)
from monev.portal.api.problems import holds
from monev.portal.audited import note
from monev.portal.menu import MenuItem
from monev.portal.show import page

router = APIRouter()
MOST_KEPT = 4
"""Packages of so many quarters are kept in memory; the whole nation's has a few megabytes."""
_BUILDING = Lock()
"""One package is built at a time, whoever asks."""
MENU = [
    MenuItem(80, "/data", {"id": "Data terbuka", "en": "Open data"}, (Role.ADMIN, Role.AUDITOR))
]
MEDIA = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def open_reader(request: Request, workspace: Opened) -> Person | None:
    """Return who reads open data: everybody where the portal is public, null for a visitor.

    Elsewhere only who reads the whole country anyway: a package holds every region.
    """
    if not request.session.get("name"):  # a visitor keeps the language of the session
        if workspace.settings.portal_public:
            return None
        raise SignInNeededError
    person = who(request)
    everything = len(area_of(person, workspace)) == len(workspace.register.governments())
    if not (workspace.settings.portal_public or everything):
        raise NOT_FOUND
    return person


OpenReader = Annotated[Person | None, Depends(open_reader)]


@router.get("/data")
def overview(request: Request, person: OpenReader, workspace: Opened) -> Response:
    """List the quarters of which something is published, with their files."""
    return page(
        request,
        "terbuka/data.html",
        person,
        quarters=published_quarters(workspace),
        tables=TABLES,
    )


@router.get("/data/{quarter}/{name}")
def package_file(
    request: Request, person: OpenReader, workspace: Opened, quarter: str, name: str
) -> Response:
    """Return one file of a quarter's package; 304 where the asker has it already."""
    package = _package(request, quarter)
    if package is None or name not in package.files:
        raise NOT_FOUND
    content = package.files[name]
    tag = f'"{package.hashes[name]}"'
    headers = {"ETag": tag}
    if holds(request, tag):
        return Response(status_code=304, headers=headers)
    if person is not None:
        note(request, person.name, Action.DOWNLOAD, f"data {package.quarter}", name)
    return Response(content, media_type=MEDIA[name.rpartition(".")[2]], headers=headers)


def _package(request: Request, quarter: str) -> OpenPackage | None:
    """Return the package of a quarter, kept until a revision is published or a file is added."""
    state = request.app.state
    try:
        when = Quarter.parse(quarter)
    except ValueError:
        return None
    if str(when) != quarter:
        return None
    store = state.workspace.store
    ids = sorted(one.evaluation_id for one in store.published_in(quarter).values())
    key = (*ids, store.count_documents(ids)) if ids else ()
    if not key:
        return None
    with _BUILDING:
        kept: dict[str, tuple[tuple[int, ...], OpenPackage | None]] = getattr(state, "packages", {})
        if quarter not in kept or kept[quarter][0] != key:
            kept = {**kept, quarter: (key, open_package(state.workspace, when))}
            state.packages = dict(list(kept.items())[-MOST_KEPT:])
        return kept[quarter][1]
