"""A workspace in which something is published: what the tests of open pages look at.

36.03: revisions 1 and 2 published, 3 a draft. 36.72: revision 1 published, 2 a draft. 19: a draft.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from models import Account, Quarter
from monev.approve import Hand, publish, review
from monev.collect_many import collect_folder
from monev.evaluate_region import evaluate_region
from monev.portal.app import create_app
from monev.portal.sign_in import hash_password
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace, packaged_example
from tests.portal.conftest import CAST, PASSWORD, form_of

QUARTER = Quarter(2024, 3)
_BUILT: list[Workspace] = []


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The workspace, public; made once, and altered by nobody."""
    if not _BUILT:
        _BUILT.append(_build(tmp_path_factory))
    return _BUILT[0]


def _build(folder: pytest.TempPathFactory) -> Workspace:
    place = open_workspace(Settings(workspace=folder.mktemp("open"), portal_public=True))
    collect_folder(place, packaged_example())
    kept = hash_password(PASSWORD)
    moment = datetime(2024, 10, 1, tzinfo=UTC)
    for name, (role, code) in CAST.items():
        place.store.add_account(
            Account(name=name, role=role, region_code=code, password_hash=kept, created_at=moment)
        )
    for code in ("36.72", "36.03", "19"):
        evaluate_region(place, code, QUARTER)
    _publish(place)
    evaluate_region(place, "36.03", QUARTER, reason="dokumen diterima", new_revision=True)
    _publish(place)
    for code in ("36.03", "36.72"):
        evaluate_region(place, code, QUARTER, reason="dokumen diterima", new_revision=True)
    return place


def _publish(place: Workspace) -> None:
    review(place, QUARTER, "36", Hand("citra"))
    publish(place, QUARTER, Hand("nani"), "36")


def browser_of(place: Workspace, name: str = "", **settings: Any) -> TestClient:
    """Return a browser in a portal of `place` with other settings, signed in as `name` if given."""
    changed = place.settings.model_copy(update=settings)
    app = create_app(replace(place, settings=changed))
    client = TestClient(app, follow_redirects=False, raise_server_exceptions=False)
    if name:
        data = {"form": form_of(client), "nama": name, "sandi": PASSWORD}
        assert client.post("/masuk", data=data).status_code == 303
    return client
