"""Pages as HTML: the template environment and what every page knows."""

from importlib.resources import files
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from models import Account, Quarter, Role
from monev import printing
from monev.portal.access import form_token

ROLES = {Role.OFFICE: "Kantor", Role.COORDINATOR: "Koordinator", Role.ADMIN: "Administrator"}
STATES = {
    "diminta": "menunggu giliran",
    "berjalan": "sedang dihitung",
    "selesai": "selesai",
    "gagal": "gagal",
}


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("monev.portal"), autoescape=True, undefined=StrictUndefined
    )
    environment.filters.update(
        nilai=printing.score,
        angka=printing.number,
        persen=lambda share: f"{printing.number(share * 100, 1)}%",
        tanggal=printing.day,
        triwulan=lambda text: Quarter.parse(text).label,
        peran=ROLES.__getitem__,
        keadaan=STATES.__getitem__,
    )
    return environment


PAGES = _environment()
STYLE = str(files("monev.portal") / "static")


def page(
    request: Request,
    template: str,
    account: Account | None = None,
    status: int = 200,
    **values: Any,
) -> HTMLResponse:
    """Return a page; the form token and the account are known to all of them."""
    html = PAGES.get_template(template).render(
        account=account, form=form_token(request), path=request.url.path, **values
    )
    return HTMLResponse(html, status)
