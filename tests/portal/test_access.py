"""Every route for every member of the cast, with the answer each must get."""

import re
from collections.abc import Iterable, Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.routing import BaseRoute, Mount

from monev.portal.app import create_app
from monev.workspace import Workspace
from tests.portal.access_table import TABLE, WHO, Row
from tests.portal.conftest import PASSWORD, SignIn, form_of

ROWS = [
    (route, row, name)
    for route, entry in TABLE.items()
    for row in (entry if isinstance(entry, list) else [entry])
    for name in WHO
]
WITHOUT_ANSWER_OF_THEIR_OWN = {"HEAD", "OPTIONS"}

Cast = dict[str, tuple[TestClient, dict[str, str], str]]


def routes_of(routes: Iterable[BaseRoute], before: str = "") -> Iterator[str]:
    """Every "METHOD /template" of an application, through all routers and mounted parts."""
    for one in routes:
        inner = getattr(one, "original_router", None)
        if inner is not None:
            prefix = getattr(getattr(one, "include_context", None), "prefix", "")
            yield from routes_of(inner.routes, before + prefix)
        elif isinstance(one, Mount):
            yield from (
                routes_of(one.routes, before + one.path)
                if one.routes
                else [f"GET {before}{one.path}"]
            )
        else:
            for method in getattr(one, "methods", None) or {"GET"}:
                if method not in WITHOUT_ANSWER_OF_THEIR_OWN:
                    yield f"{method} {before}{getattr(one, 'path', '')}"


@pytest.fixture(scope="module")
def app(workspace: Workspace) -> FastAPI:
    """One portal for all questions of this file."""
    return create_app(workspace)


def everybody(app: FastAPI) -> Cast:
    """Everybody's browser with its cookies and form token, as they are after signing in."""
    people: Cast = {}
    for name in WHO:
        client = TestClient(app, follow_redirects=False, raise_server_exceptions=False)
        token = form_of(client)
        if name != "visitor":
            data = {"form": token, "nama": name, "sandi": PASSWORD}
            assert client.post("/masuk", data=data).status_code == 303
            token = form_of(client)
        people[name] = client, dict(client.cookies), token
    return people


@pytest.fixture(scope="module")
def cast(app: FastAPI) -> Cast:
    """The cast, whose sessions last for this file."""
    return everybody(app)


@pytest.fixture(scope="module")
def leaving(app: FastAPI) -> Cast:
    """The cast in sessions that end with the first sign-out."""
    return everybody(app)


def test_every_route_has_an_answer_for_everybody(app: FastAPI) -> None:
    """Nobody can add a page without saying who may see it, nor leave the row of one that went."""
    assert set(routes_of(app.routes)) == set(TABLE)


@pytest.mark.parametrize(
    ("route", "row", "name"), ROWS, ids=[f"{row.address}-{name}" for _, row, name in ROWS]
)
def test_everybody_gets_the_expected_answer(
    cast: Cast, leaving: Cast, route: str, row: Row, name: str
) -> None:
    """A region outside one's area is answered like one that does not exist, on every route."""
    method, _, template = route.partition(" ")
    assert re.fullmatch(_pattern(template), row.address.partition("?")[0]), "a row of another route"
    client, cookies, token = (leaving if route == "POST /keluar" else cast)[name]
    client.cookies.clear()
    client.cookies.update(cookies)
    if method == "GET":
        answer = client.get(row.address)
    else:
        answer = client.request(method, row.address, data={"form": token, **row.data})
    assert answer.status_code == row.expected[name]
    if name == "visitor" and answer.status_code == 303 and route != "POST /keluar":
        assert answer.headers["location"] == "/masuk"


def _pattern(template: str) -> str:
    parts = re.split(r"\{[^}]+\}", template)
    end = r"(/.*)?" if template == "/static" else ""
    return r"[^?]+".join(map(re.escape, parts)) + end


@pytest.mark.parametrize(
    ("route", "row"),
    [
        (route, entry[0] if isinstance(entry, list) else entry)
        for route, entry in TABLE.items()
        if not route.startswith("GET ")
    ],
    ids=[route for route in TABLE if not route.startswith("GET ")],
)
def test_no_change_without_a_form_of_this_session(cast: Cast, route: str, row: Row) -> None:
    """Whoever it comes from, a state change without the session's form token is refused."""
    for name in WHO:
        client, cookies, _ = cast[name]
        client.cookies.clear()
        client.cookies.update(cookies)
        answer = client.request(route.partition(" ")[0], row.address, data=row.data)
        assert answer.status_code == 403, name


def test_unseen_pages_look_alike(signed_in: SignIn) -> None:
    """The answer for a foreign region equals the answer for a region that does not exist."""
    ani = signed_in("ani")
    assert ani.get("/daerah/36.03").text == ani.get("/daerah/99.99").text


def test_every_answer_forbids_framing_and_sniffing(nobody: TestClient) -> None:
    """Security headers stand on every answer, errors included; no script or style of a page."""
    for path in ("/masuk", "/tidak-ada", "/static/monev.css", "/sehat"):
        headers = nobody.get(path).headers
        policy = headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "strict-transport-security" not in headers


def test_health_answers_without_signing_in(nobody: TestClient) -> None:
    """A watchdog may ask whether portal and database are up."""
    assert nobody.get("/sehat").json() == {"status": "ok"}
