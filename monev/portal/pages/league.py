"""League tables of an area with the interval of every rank; no official ranking."""

from typing import get_args

from fastapi import APIRouter, Request, Response

from models import Quarter
from models.region import Kind
from monev.league import Standings
from monev.portal.access import NOT_FOUND, Opened, SignedIn
from monev.portal.menu import MenuItem
from monev.portal.overseen import OVERSEERS, overseen
from monev.portal.show import page
from monev.portal.speech import language_of
from monev.rank_regions import Asked, rank_regions
from monev.ranking import load_league_settings
from monev.reports.words import names
from monev.reports.words.speech import Speech
from monev.workspace import Workspace

router = APIRouter()
MENU = [MenuItem(40, "/peringkat", {"id": "Peringkat", "en": "League tables"}, OVERSEERS)]
KINDS: tuple[str, ...] = get_args(Kind)
MOST_ROWS = 150
KEPT = 12
"""Tables that are kept while nothing new is evaluated: drawing one anew takes seconds."""


@router.get("/peringkat")
def league_tables(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    triwulan: str = "",
    tema: str = "keseluruhan",
    jenis: str = "",
    provinsi: str = "",
    halaman: int = 1,
) -> Response:
    """Show one league of the country, or the kab/kota of one province of the person's area."""
    provinces = overseen(person, workspace)
    if not provinces:
        raise NOT_FOUND
    whole = len(provinces) == sum(one.kind == KINDS[0] for one in workspace.register.governments())
    themes = load_league_settings().themes
    quarters = workspace.store.quarters()
    quarter = triwulan if triwulan in quarters else (quarters[0] if quarters else "")
    province = provinsi if provinsi in {one.code for one in provinces} else ""
    if not whole and not province:
        province = provinces[0].code
    kind = jenis if jenis in KINDS else ("" if province else KINDS[0])
    kind = "" if province and kind == KINDS[0] else kind
    theme = tema if tema in {one.id for one in themes} else "keseluruhan"
    asked = None
    if quarter:
        asked = Asked(
            quarter=Quarter.parse(quarter),
            theme=theme,
            kind=kind or None,
            province_code=province or None,
        )
    return page(
        request,
        "liga/peringkat.html",
        person,
        standings=None if asked is None else _ranked(request, workspace, asked),
        quarters=quarters,
        quarter=quarter,
        themes=themes,
        theme=theme,
        kinds=KINDS,
        kind=kind,
        provinces=provinces,
        province=province,
        whole=whole,
        number=max(halaman, 1),
        most=MOST_ROWS,
        speech=Speech(language_of(request)),
        names=names,
    )


def _ranked(request: Request, workspace: Workspace, asked: Asked) -> Standings:
    """Return the answer to a question, drawn once for each state of evaluations and books."""
    kept: dict[tuple[Asked, object], Standings] = request.app.state.__dict__.setdefault(
        "leagues", {}
    )
    store = workspace.store
    books = (store.newest_evaluation_time(str(asked.quarter)), store.books_mark())
    mark = (asked, books)
    if mark not in kept:
        if len(kept) >= KEPT:
            kept.clear()
        kept[mark] = rank_regions(workspace, asked)
    return kept[mark]
