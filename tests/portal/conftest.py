"""The portal's permanent cast and one evaluated workspace for them all."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from models import Account, Quarter, Role
from monev.collect_many import collect_folder
from monev.evaluate_region import evaluate_region
from monev.portal.app import create_app
from monev.portal.sign_in import hash_password
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace, packaged_example

PASSWORD = "kata-sandi-uji"
QUARTER = Quarter(2024, 3)
CAST = {
    "ani": (Role.OFFICE, "36.72"),
    "budi": (Role.OFFICE, "36.03"),
    "citra": (Role.COORDINATOR, "36"),
    "dewi": (Role.ADMIN, None),
    "nani": (Role.COORDINATOR, None),
    "edo": (Role.AUDITOR, None),
}
EVALUATED = ("36.72", "36.03", "19")

SignIn = Callable[[str], TestClient]


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The published example, three regions evaluated, and the cast with their accounts."""
    root: Path = tmp_path_factory.mktemp("portal")
    opened = open_workspace(Settings(workspace=root))
    collect_folder(opened, packaged_example())
    for code in EVALUATED:
        evaluate_region(opened, code, QUARTER)
    kept = hash_password(PASSWORD)
    for name, (role, code) in CAST.items():
        opened.store.add_account(
            Account(
                name=name,
                role=role,
                region_code=code,
                password_hash=kept,
                created_at=datetime(2024, 10, 1, tzinfo=UTC),
            )
        )
    return opened


def form_of(client: TestClient, address: str = "/masuk") -> str:
    """Return the form token a page carries."""
    found = re.search(r'name="form" value="([^"]+)"', client.get(address).text)
    assert found is not None
    return found[1]


@pytest.fixture
def nobody(workspace: Workspace) -> Iterator[TestClient]:
    """A visitor who has not signed in."""
    app = create_app(replace(workspace))
    with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def signed_in(workspace: Workspace) -> SignIn:
    """Sign a member of the cast in and return that person's browser."""

    def enter(name: str) -> TestClient:
        app = create_app(workspace)
        client = TestClient(app, follow_redirects=False, raise_server_exceptions=False)
        answer = client.post(
            "/masuk", data={"form": form_of(client), "nama": name, "sandi": PASSWORD}
        )
        assert answer.status_code == 303
        return client

    return enter
