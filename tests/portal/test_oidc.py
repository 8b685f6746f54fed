"""Signing in through a provider: a real one on loopback, and every way in which it may be wrong."""

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi.testclient import TestClient
from pydantic import SecretStr

from models import Account, Action, Role
from monev.portal.app import create_app
from monev.workspace import Workspace
from tests.portal.oidc_provider import CLIENT, SECRET, Provider, application

MAIL = "kantor@cilegon.example"
CILEGON = {"email": MAIL, "email_verified": True}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """The provider, serving on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    one = Provider(issuer=f"http://127.0.0.1:{port}")
    server = uvicorn.Server(uvicorn.Config(application(one), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 15
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    yield one
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture
def portal(workspace: Workspace, provider: Provider) -> Workspace:
    """The workspace with the provider in its settings, and an account with a mail address."""
    workspace.store.add_account(
        Account(
            name=MAIL,
            role=Role.OFFICE,
            region_code="36.72",
            password_hash="$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA",
            created_at=workspace.now(),
        )
    )
    settings = workspace.settings.model_copy(
        update={
            "portal_oidc_issuer": provider.issuer,
            "portal_oidc_client_id": CLIENT,
            "portal_oidc_client_secret": SecretStr(SECRET),
        }
    )
    return replace(workspace, settings=settings)


@pytest.fixture
def visitor(portal: Workspace) -> TestClient:
    """A browser that has not signed in."""
    app = create_app(portal)
    return TestClient(app, follow_redirects=False, raise_server_exceptions=True)


def way_back(visitor: TestClient) -> str:
    """Go to the provider, sign in there, and return the address it sends back to."""
    there = visitor.get("/masuk/oidc")
    assert there.status_code == 303
    return str(httpx.get(there.headers["location"]).headers["location"])


def test_a_known_person_comes_in(
    visitor: TestClient, portal: Workspace, provider: Provider
) -> None:
    """The verified address names the account; the page after leads home with a strict session."""
    assert "Masuk dengan akun instansi" in visitor.get("/masuk").text
    provider.says(CILEGON)
    answer = visitor.get(way_back(visitor))
    assert answer.status_code == 200
    assert MAIL in answer.text
    session = next(one for one in answer.headers.get_list("set-cookie") if "monev_sesi" in one)
    assert "samesite=strict" in session.lower()
    assert visitor.get("/").headers["location"] == "/daerah/36.72"
    newest = portal.store.audit_page(most=1)[0]
    assert (newest.who, newest.action) == (MAIL, Action.SIGN_IN)
    assert newest.detail == "oidc 127.0.0.1"


REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "unknown account": ({**CILEGON, "email": "lain@lain.example"}, {}, "no account has the name"),
    "unverified address": ({**CILEGON, "email_verified": False}, {}, "not verified"),
    "no address": ({}, {}, "says no email"),
    "wrong nonce": (CILEGON, {"nonce": "dari-kunjungan-lain"}, "nonce"),
    "other program": (CILEGON, {"aud": "program-lain"}, "aud"),
    "other provider": (CILEGON, {"iss": "http://127.0.0.1:1"}, "iss"),
    "too old": (CILEGON, {"exp": 1_700_000_000}, "expired"),
    "forged": (CILEGON, {"forged": True}, "does not hold"),
    "made for another": (CILEGON, {"azp": "program-lain"}, "another program"),
}


@pytest.mark.parametrize(("person", "changes", "said"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_statement_opens_nothing(
    visitor: TestClient,
    portal: Workspace,
    provider: Provider,
    person: dict[str, Any],
    changes: dict[str, Any],
    said: str,
) -> None:
    """Nobody comes in and no account is made; the log says why, the page does not."""
    before = [one.name for one in portal.store.accounts()]
    provider.says(person, **changes)
    answer = visitor.get(way_back(visitor))
    assert answer.status_code == 401
    assert "belum terdaftar" in answer.text
    assert visitor.get("/").headers["location"] == "/masuk"
    assert [one.name for one in portal.store.accounts()] == before
    newest = portal.store.audit_page(most=1)[0]
    assert (newest.who, newest.action) == ("", Action.SIGN_IN_REFUSED)
    assert said in newest.detail


def test_a_wrong_state_opens_nothing(visitor: TestClient, provider: Provider) -> None:
    """An answer to somebody else's visit is not taken, even with a good code."""
    provider.says(CILEGON)
    back = way_back(visitor)
    code = httpx.URL(back).params["code"]
    answer = visitor.get("/masuk/oidc/kembali", params={"code": code, "state": "lain"})
    assert answer.status_code == 401
    assert visitor.get("/").headers["location"] == "/masuk"


def test_an_answer_without_a_visit_opens_nothing(
    visitor: TestClient, portal: Workspace, provider: Provider
) -> None:
    """A way back lured into another browser signs nobody in, and a code works once."""
    provider.says(CILEGON)
    back = way_back(visitor)
    other = TestClient(create_app(portal), follow_redirects=False)
    assert other.get(back).status_code == 401
    assert other.get("/").headers["location"] == "/masuk"
    assert visitor.get(back).status_code == 200
    assert visitor.get(back).status_code == 401


def test_a_silent_provider_is_told(visitor: TestClient, portal: Workspace) -> None:
    """Where the provider does not answer, the door stays closed without a traceback."""
    settings = portal.settings.model_copy(update={"portal_oidc_issuer": "http://127.0.0.1:9"})
    app = create_app(replace(portal, settings=settings))
    alone = TestClient(app, follow_redirects=False, raise_server_exceptions=True)
    answer = alone.get("/masuk/oidc")
    assert answer.status_code == 401
    assert "Traceback" not in answer.text


def test_without_a_provider_there_is_no_such_door(nobody: TestClient) -> None:
    """Where no provider is set, its addresses do not exist and the form does not name it."""
    assert nobody.get("/masuk/oidc").status_code == 404
    assert nobody.get("/masuk/oidc/kembali").status_code == 404
    assert "instansi" not in nobody.get("/masuk").text
