"""What tests of handing in share: a workspace, its cast, and an upload as a browser sends it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from fastapi.testclient import TestClient
from httpx import Response

from models import Account
from monev.portal.app import create_app
from monev.portal.sign_in import hash_password
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace
from tests.portal.conftest import CAST, PASSWORD, form_of

NOW = datetime(2024, 10, 8, 3, tzinfo=UTC)
AT = "/daerah/36.72/kirim"
UPLOAD = f"{AT}/2024-Q3"


def opened(root: Path, url: str = "") -> Workspace:
    """An empty workspace with the cast, on 8 October 2024 at 10.00 in Jakarta."""
    found = open_workspace(Settings(workspace=root, database_url=url))
    kept = hash_password(PASSWORD)
    for name, (role, code) in CAST.items():
        found.store.add_account(
            Account(name=name, role=role, region_code=code, password_hash=kept, created_at=NOW)
        )
    return replace(found, now=lambda: NOW)


def browser_of(workspace: Workspace, name: str = "ani") -> TestClient:
    """A browser in which a member of the cast is signed in."""
    client = TestClient(
        create_app(workspace), follow_redirects=False, raise_server_exceptions=False
    )
    answer = client.post("/masuk", data={"form": form_of(client), "nama": name, "sandi": PASSWORD})
    assert answer.status_code == 303
    return client


def token_of(client: TestClient, address: str = AT) -> str:
    """The form token of this session."""
    return form_of(client, address)


def uploaded(
    client: TestClient, content: bytes, name: str = "instrumen.xlsx", at: str = UPLOAD
) -> Response:
    """Upload one file as the form does, for the region and the quarter of an address."""
    page = at.rpartition("/")[0]
    return client.post(at, data={"form": token_of(client, page)}, files={"berkas": (name, content)})


def confirmed(client: TestClient, check: str, **said: str) -> Response:
    """Press the button under the readings."""
    answer: Response = client.post(check, data={"form": token_of(client), **said})
    return answer


def text_of(answer: Response) -> str:
    """The words of a page without its tags."""
    text = re.sub(r"<[^>]+>", " ", answer.text)
    return " ".join(text.replace("&#39;", "'").split())


def left_behind(workspace: Workspace) -> list[Path]:
    """Every file in the holding place."""
    return [path for path in (workspace.store.root / "uploads").rglob("*") if path.is_file()]
