"""Signing in and out."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from monev.errors import EnvironmentFault
from monev.portal.app import create_app
from monev.settings import Settings
from monev.workspace import Workspace
from tests.portal.conftest import PASSWORD, SignIn, form_of


def test_a_visitor_is_led_to_the_sign_in_page(nobody: TestClient) -> None:
    """Whoever is not signed in sees no page but the door."""
    answer = nobody.get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/masuk")


def test_an_office_lands_on_its_own_region(signed_in: SignIn) -> None:
    """After signing in an office is two clicks from its PDF: home leads to its region."""
    answer = signed_in("ani").get("/")
    assert answer.headers["location"] == "/daerah/36.72"


def test_wrong_password_and_unknown_name_are_answered_alike(nobody: TestClient) -> None:
    """Neither answer tells whether the account exists."""
    token = form_of(nobody)
    pages = [
        nobody.post("/masuk", data={"form": token, "nama": name, "sandi": "salah"})
        for name in ("ani", "tidak-ada")
    ]
    assert [one.status_code for one in pages] == [401, 401]
    assert pages[0].text == pages[1].text


def test_a_form_of_another_session_is_refused(nobody: TestClient) -> None:
    """A sign-in without this session's form token changes nothing."""
    answer = nobody.post("/masuk", data={"form": "lain", "nama": "ani", "sandi": PASSWORD})
    assert answer.status_code == 403
    assert nobody.get("/").status_code == 303


def test_a_form_sent_from_another_site_is_refused(nobody: TestClient) -> None:
    """A foreign Origin is refused even with a right token."""
    data = {"form": form_of(nobody), "nama": "ani", "sandi": PASSWORD}
    answer = nobody.post("/masuk", data=data, headers={"origin": "https://lain.example"})
    assert answer.status_code == 403


def test_patience_ends_after_eight_failures(nobody: TestClient) -> None:
    """The ninth attempt waits, even with the right password."""
    token = form_of(nobody)
    for _ in range(8):
        nobody.post("/masuk", data={"form": token, "nama": "ani", "sandi": "salah"})
    answer = nobody.post("/masuk", data={"form": token, "nama": "ani", "sandi": PASSWORD})
    assert answer.status_code == 429


def test_signing_in_makes_a_new_form_token(nobody: TestClient) -> None:
    """A token known before signing in is worthless afterwards."""
    before = form_of(nobody)
    nobody.post("/masuk", data={"form": before, "nama": "ani", "sandi": PASSWORD})
    assert form_of(nobody, "/daerah/36.72") != before


def test_signing_out_closes_the_door(signed_in: SignIn) -> None:
    """After signing out the same browser is a visitor again."""
    ani = signed_in("ani")
    ani.post("/keluar", data={"form": form_of(ani, "/daerah/36.72")})
    assert ani.get("/daerah/36.72").status_code == 303


def test_a_changed_password_ends_open_sessions(signed_in: SignIn) -> None:
    """A session is tied to the password it was opened with."""
    budi = signed_in("budi")
    store = budi.app.state.workspace.store  # type: ignore[attr-defined]
    account = store.account("budi")
    kept = account.password_hash
    account.password_hash = kept[:-12] + "x" * 12
    store.add_account(account)
    try:
        assert budi.get("/daerah/36.03").status_code == 303
    finally:
        account.password_hash = kept
        store.add_account(account)


def test_a_short_secret_is_refused_and_an_empty_one_is_none(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sessions are never signed with a placeholder; an empty setting means a secret of our own."""
    short = workspace.settings.model_copy(update={"portal_secret": SecretStr("change-me-too")})
    with pytest.raises(EnvironmentFault, match="13 letters, at least 32"):
        create_app(replace(workspace, settings=short))
    monkeypatch.setenv("MONEV_PORTAL_SECRET", "")
    assert Settings().portal_secret is None
