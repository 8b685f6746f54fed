"""The description of the read API (OpenAPI), and the answer to addresses that it does not have."""

from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi

from monev.portal.access import NOT_FOUND
from monev.portal.api.problems import ApiRoute
from monev.portal.api.shapes import Problem
from monev.portal.pages import api, api_rows

router = APIRouter(prefix="/api/v1", route_class=ApiRoute)
ABOUT = """Evaluations of regional governments under Inpres 2/2021, to be read by programs.

Decimals are texts of plain digits, so that none is changed by a binary float. `null` means that
there is no number; it is never zero. Scores follow the author's proposed rubric; this is not an
official government ranking. Rows say on what kinds of source they rest."""


@router.get("/openapi.json", include_in_schema=False)
def description() -> dict[str, Any]:
    """Describe the API; open to everybody, it tells nothing about any region."""
    routes = [*api.router.routes, *api_rows.router.routes]
    made = get_openapi(title="Monev", version="1", description=ABOUT, routes=routes)
    parts = made.setdefault("components", {})
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    parts.setdefault("schemas", {}).update(problem.pop("$defs"), Problem=problem)
    parts["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer"},
        "session": {"type": "apiKey", "in": "cookie", "name": "monev_sesi"},
    }
    made["security"] = [{"token": []}, {"session": []}, {}]
    for path in made["paths"].values():
        for operation in path.values():
            operation["responses"]["304"] = {"description": "you hold it already (If-None-Match)"}
    return made


@router.get("/{rest:path}", include_in_schema=False)
def nothing(rest: str) -> None:
    """Answer what no other route does: there is nothing here to read."""
    raise NOT_FOUND
