"""Objections sent through the pages: who signs in, what a form brings, and the workspace for it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import httpx
from fastapi.testclient import TestClient

from monev.portal.app import create_app
from monev.portal.sign_in import hash_password
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace
from tests.objections import CONTESTED, PDF, QUARTER, REASON, account, evaluated_at, value_of
from tests.portal.conftest import CAST, PASSWORD, form_of

WHY = "surat resmi memuat angka per 30 September"
HERE = f"/daerah/{CONTESTED}/keberatan"
DESK = "/koordinator/keberatan"

Enter = Callable[[str], TestClient]


def portal_at(root: Path) -> Path:
    """Make a workspace with two evaluated regions and the cast at `root`, to be copied."""
    evaluated_at(root)
    opened, kept = open_workspace(Settings(workspace=root)), hash_password(PASSWORD)
    for name, (role, code) in CAST.items():
        opened.store.add_account(account(name, role, code, kept))
    return root


def entrance(workspace: Workspace) -> Enter:
    """Return what signs somebody in, once each, and returns that person's browser."""
    app = create_app(workspace)

    @cache
    def come_in(name: str) -> TestClient:
        client = TestClient(app, follow_redirects=False, raise_server_exceptions=False)
        data = {"form": form_of(client), "nama": name, "sandi": PASSWORD}
        assert client.post("/masuk", data=data).status_code == 303
        return client

    return come_in


def claim(own: Workspace, client: TestClient, **changed: str) -> dict[str, str]:
    """Return the fields of the form about Cilegon's coverage."""
    one = value_of(own, "C2", changed.get("bidang", "coverage_pct"))
    fields = {"triwulan": str(QUARTER), "revisi": "1", "fakta": one.fact_id, "bidang": one.field}
    said = {"nilai": "61,5 %", "alasan": REASON, "tanpa_data_pribadi": "ya"}
    return {"form": form_of(client), **fields, **said, **changed}


def send(
    own: Workspace, client: TestClient, content: bytes = PDF, name: str = "surat.pdf", **said: str
) -> httpx.Response:
    """Send an objection with its document."""
    files = {"berkas": (name, content, "application/pdf")}
    answer: httpx.Response = client.post(
        f"{HERE}/baru", data=claim(own, client, **said), files=files
    )
    return answer


def decision(client: TestClient, how: str, **fields: str) -> httpx.Response:
    """Send a decision about the first objection."""
    data = {"form": form_of(client), "alasan": WHY, **fields}
    answer: httpx.Response = client.post(f"{DESK}/1/{how}", data=data)
    return answer
