"""Signing in and out."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from monev.errors import EnvironmentFault
from monev.portal.app import create_app
from monev.portal.limits import place_of
from monev.portal.sign_in import _nobody
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
    """The ninth attempt waits, even with the right password, and says for how long."""
    token = form_of(nobody)
    for _ in range(8):
        nobody.post("/masuk", data={"form": token, "nama": "ani", "sandi": "salah"})
    answer = nobody.post("/masuk", data={"form": token, "nama": "ani", "sandi": PASSWORD})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "300")


def test_a_name_has_an_end_too_however_many_addresses_try_it(workspace: Workspace) -> None:
    """Fifty attempts at one name from all over the world, and it waits everywhere."""
    limits = create_app(workspace).state.limits
    tries = [limits.may_try("ani", f"192.0.2.{one}") for one in range(51)]
    assert tries == [True] * 50 + [False]
    assert limits.may_try("budi", "192.0.2.1")


def test_an_address_has_an_end_too_however_many_names_it_tries(workspace: Workspace) -> None:
    """Sixty failures from one address close the door to it, and to nobody else."""
    limits = create_app(workspace).state.limits
    for one in range(60):
        assert limits.may_try(f"nama-{one}", "192.0.2.1")
        limits.failed("192.0.2.1")
    assert not limits.may_try("ani", "192.0.2.1")
    assert limits.may_try("ani", "192.0.2.2")


def test_uploads_of_an_account_have_an_end(workspace: Workspace) -> None:
    """Thirty within a minute, counted per account."""
    limits = create_app(workspace).state.limits
    assert [limits.may_upload("ani") for _ in range(31)] == [True] * 30 + [False]
    assert limits.may_upload("budi")


def test_an_unknown_name_costs_the_time_of_a_known_one(workspace: Workspace) -> None:
    """Both are compared with a hash of the same cost; else the clock would tell who is here."""
    kept = workspace.store.account("ani")
    assert kept is not None
    assert (
        _nobody().rpartition("$")[0].rpartition("$")[0]
        == (kept.password_hash.rpartition("$")[0].rpartition("$")[0])
    )


def test_a_body_that_is_too_long_is_not_read(nobody: TestClient) -> None:
    """A form says its length and is refused; one that hides it is stopped while it comes."""
    token = form_of(nobody)
    long = "x" * 200_000
    answer = nobody.post("/masuk", data={"form": token, "nama": "ani", "sandi": long})
    assert answer.status_code == 413
    assert "terlalu besar" in answer.text
    assert "content-security-policy" in answer.headers
    hidden = nobody.post(
        "/masuk",
        content=(b"nama=" + b"x" * 50_000 for _ in range(5)),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert hidden.status_code == 413
    file = {"file": ("a.pdf", b"x" * 12_100_000)}
    assert nobody.post("/masuk", data={"form": token}, files=file).status_code == 413


def test_behind_tls_browsers_are_held_to_it(workspace: Workspace) -> None:
    """With `portal_https` every answer says so, and the cookie travels over TLS alone."""
    settings = workspace.settings.model_copy(update={"portal_https": True})
    secure = TestClient(
        create_app(replace(workspace, settings=settings)), base_url="https://portal.example"
    )
    cookie = secure.get("/masuk").headers["set-cookie"].lower()
    for path in ("/masuk", "/tidak-ada", "/static/monev.css"):
        assert secure.get(path).headers["strict-transport-security"] == "max-age=31536000"
    assert all(one in cookie for one in ("secure", "httponly", "samesite=strict"))


def test_a_copied_cookie_ends_with_the_sign_out(signed_in: SignIn) -> None:
    """Signing out ends the session itself, not only this browser's cookie of it."""
    ani = signed_in("ani")
    copied = ani.cookies["monev_sesi"]
    ani.post("/keluar", data={"form": form_of(ani, "/akun")})
    ani.cookies.clear()
    ani.cookies.set("monev_sesi", copied)
    assert ani.get("/akun").headers["location"] == "/masuk"


def test_a_session_ends_after_half_a_day(workspace: Workspace, signed_in: SignIn) -> None:
    """However busy it is, the password is asked for again after twelve hours."""
    ani = signed_in("ani")
    app = ani.app
    app.state.workspace = replace(  # type: ignore[attr-defined]
        workspace, now=lambda: workspace.now() + timedelta(hours=12, seconds=1)
    )
    assert ani.get("/akun").headers["location"] == "/masuk"


def test_signing_in_takes_no_session_from_before(nobody: TestClient) -> None:
    """A cookie planted before the sign-in is another one after it."""
    before = form_of(nobody)
    planted = nobody.cookies["monev_sesi"]
    nobody.post("/masuk", data={"form": before, "nama": "ani", "sandi": PASSWORD})
    nobody.cookies.clear()
    nobody.cookies.set("monev_sesi", planted)
    assert nobody.get("/akun").headers["location"] == "/masuk"


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


ELSEWHERE = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}


def test_a_link_on_another_site_signs_nobody_out(nobody: TestClient) -> None:
    """Without the strict cookie a page leads here once more and sets no session of its own."""
    answer = nobody.get("/periksa", headers=ELSEWHERE)
    assert 'http-equiv="refresh"' in answer.text
    assert "set-cookie" not in answer.headers
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "Dengan nomor" in nobody.get("/periksa").text
    assert "Dengan nomor" in nobody.get("/periksa", headers=ELSEWHERE).text, "the cookie came along"


def test_an_address_of_ipv6_counts_as_its_network() -> None:
    """A household cannot try again from another address of its own."""
    assert place_of("2001:db8:1:2::1") == place_of("2001:db8:1:2:ffff::9")
    assert place_of("2001:db8:1:2::1") != place_of("2001:db8:1:3::1")
    assert place_of("192.0.2.7") == "192.0.2.7"
