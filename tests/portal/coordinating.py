"""What tests of coordination share: a workspace of their own, and members of the cast in it."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from fastapi.testclient import TestClient

from monev.portal.app import create_app
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace
from tests.portal.conftest import PASSWORD, form_of

DESK = "/koordinator/provinsi/36?triwulan=2024-Q3"
STEP = "/koordinator/provinsi/36/2024-Q3"
Enter = Callable[[str], TestClient]


def copied(workspace: Workspace, root: Path) -> Workspace:
    """A workspace that holds what another holds, and may be changed."""
    before = workspace.store.root
    shutil.copytree(before, root, ignore=shutil.ignore_patterns("monev.sqlite*", "locks"))
    with sqlite3.connect(before / "monev.sqlite") as connection:
        connection.execute("VACUUM INTO ?", (str(root / "monev.sqlite"),))
    return open_workspace(Settings(workspace=root))


def told(workspace: Workspace, **settings: object) -> Workspace:
    """The same workspace with other settings."""
    return replace(workspace, settings=workspace.settings.model_copy(update=settings))


def browser(workspace: Workspace, name: str) -> TestClient:
    """A browser in which a member of the cast is signed in."""
    client = TestClient(
        create_app(workspace), follow_redirects=False, raise_server_exceptions=False
    )
    answer = client.post("/masuk", data={"form": form_of(client), "nama": name, "sandi": PASSWORD})
    assert answer.status_code == 303
    return client


def hidden(text: str, name: str) -> str:
    """What a hidden field of a page carries."""
    found = re.search(rf'name="{name}" value="([^"]+)"', text)
    assert found is not None, text
    return found[1]


def words(text: str) -> str:
    """The words of a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", text.replace("&#39;", "'")).split())
