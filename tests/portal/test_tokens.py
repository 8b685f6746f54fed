"""One's own account: the password, and tokens with which programs read."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from models import Action
from monev.portal.access import ApiReader
from monev.portal.app import create_app
from monev.portal.sign_in import hash_password
from monev.workspace import Workspace
from tests.cli.running import run_command
from tests.portal.conftest import PASSWORD, SignIn, form_of

NEW = "kata-sandi-baru"


def with_probe(workspace: Workspace) -> FastAPI:
    """The portal with one more address, which tells whom the read API takes the asker for."""
    app = create_app(workspace)

    @app.get("/api/siapa")
    def told(person: ApiReader) -> dict[str, str | None]:
        return {"name": person.name if person else None}

    return app


def bearing(app: FastAPI, token: str, kind: str = "Bearer") -> TestClient:
    """A program with a token."""
    return TestClient(app, headers={"Authorization": f"{kind} {token}"}, follow_redirects=False)


def made_token(client: TestClient, days: str = "30") -> str:
    """Make a token on the account page and return it as it is shown."""
    data = {"form": form_of(client, "/akun"), "guna": "papan dinas", "hari": days}
    answer = client.post("/akun/token", data=data)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    found = re.search(r">(monev_[^<]+)<", answer.text)
    assert found is not None
    return found[1]


def test_a_token_reads_in_its_persons_name(signed_in: SignIn, workspace: Workspace) -> None:
    """It is shown once, kept as a hash, and opens what the account may read."""
    ani = signed_in("ani")
    token = made_token(ani)
    assert bearing(with_probe(workspace), token).get("/api/siapa").json() == {"name": "ani"}
    assert token not in ani.get("/akun").text
    kept = workspace.store.tokens_of("ani")[0]
    assert token not in str(kept.model_dump())
    assert (kept.label, kept.scope) == ("papan dinas", "baca")
    newest = workspace.store.audit_page(who="ani", most=1)[0]
    assert (newest.action, newest.subject) == (Action.TOKEN_MADE, "papan dinas")


def test_a_token_opens_no_page_and_changes_nothing(signed_in: SignIn, workspace: Workspace) -> None:
    """Its only scope is reading through the API: pages lead to the door, forms are refused."""
    program = bearing(with_probe(workspace), made_token(signed_in("citra")))
    assert program.get("/daerah/36.72").headers["location"] == "/masuk"
    assert program.post("/daerah/36.72/jalankan").status_code == 403


def test_a_token_ends_when_it_is_over_or_withdrawn(signed_in: SignIn, workspace: Workspace) -> None:
    """An expired, a withdrawn and an invented token are all answered 401, in JSON."""
    ani = signed_in("ani")
    token = made_token(ani)
    later = replace(workspace, now=lambda: workspace.now() + timedelta(days=31))
    gone = bearing(with_probe(later), token).get("/api/siapa")
    app = with_probe(workspace)
    newest = workspace.store.tokens_of("ani")[0].token_id
    data = {"form": form_of(ani, "/akun")}
    assert ani.post(f"/akun/token/{newest}/cabut", data=data).status_code == 303
    answers = [
        gone,
        bearing(app, token).get("/api/siapa"),
        bearing(app, "monev_karangan").get("/api/siapa"),
        bearing(app, token, "Basic").get("/api/siapa"),
    ]
    assert [one.status_code for one in answers] == [401] * 4
    assert answers[0].json()["status"] == 401
    assert "Bearer" in answers[0].headers["www-authenticate"]


def test_an_account_that_is_added_again_loses_its_tokens(
    signed_in: SignIn, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an operator does about a lost account closes the way of its programs too."""
    token = made_token(signed_in("nani"))
    kept = workspace.store.account("nani")
    assert kept is not None
    monkeypatch.setenv("MONEV_WORKSPACE", str(workspace.settings.workspace))
    arguments = ("account", "add", "nani", "--role", "coordinator", "--region", "ID")
    told = run_command(*arguments, "--password-stdin", input="kuda-laut-17\n")
    workspace.store.add_account(kept)
    assert "tokens withdrawn" in told.stdout
    assert bearing(with_probe(workspace), token).get("/api/siapa").status_code == 401


def test_nobody_withdraws_anothers_token(signed_in: SignIn, workspace: Workspace) -> None:
    """The number of somebody else's token is answered as if there were none."""
    made_token(signed_in("ani"))
    number = workspace.store.tokens_of("ani")[0].token_id
    budi = signed_in("budi")
    data = {"form": form_of(budi, "/akun")}
    assert budi.post(f"/akun/token/{number}/cabut", data=data).status_code == 404
    assert workspace.store.tokens_of("ani")[0].withdrawn_at is None


def test_a_visitor_reads_only_where_the_settings_say_so(workspace: Workspace) -> None:
    """Without a token the API is closed; with `portal_public` the asker is a visitor."""
    closed = TestClient(with_probe(workspace)).get("/api/siapa")
    assert closed.status_code == 401
    settings = workspace.settings.model_copy(update={"portal_public": True})
    app = with_probe(replace(workspace, settings=settings))
    assert TestClient(app).get("/api/siapa").json() == {"name": None}
    assert bearing(app, "monev_karangan").get("/api/siapa").status_code == 401


@pytest.mark.parametrize(("guna", "hari"), [("", "30"), ("a\nb\u202ec", "30"), ("x", "3650")])
def test_a_token_needs_a_purpose_and_an_end(signed_in: SignIn, guna: str, hari: str) -> None:
    """Without a purpose, with hidden characters, or for ten years none is made."""
    ani = signed_in("ani")
    data = {"form": form_of(ani, "/akun"), "guna": guna, "hari": hari}
    assert ani.post("/akun/token", data=data).status_code == 422


@pytest.fixture
def budi_again(workspace: Workspace) -> Iterator[None]:
    """Give Budi the usual password back."""
    yield
    account = workspace.store.account("budi")
    assert account is not None
    account.password_hash = hash_password(PASSWORD)
    workspace.store.add_account(account)


def changed(client: TestClient, lama: str, baru: str, ulang: str) -> int:
    """Send the form that changes the password."""
    data = {"form": form_of(client, "/akun"), "lama": lama, "baru": baru, "ulang": ulang}
    return client.post("/akun/sandi", data=data).status_code


@pytest.mark.usefixtures("budi_again")
def test_a_new_password_ends_all_other_sessions(signed_in: SignIn, nobody: TestClient) -> None:
    """The browser that changed it goes on in a fresh session; every other one is signed out."""
    here, elsewhere = signed_in("budi"), signed_in("budi")
    before = here.cookies["monev_sesi"]
    assert changed(here, PASSWORD, NEW, NEW) == 303
    assert here.get("/akun?kabar=sandi").text.count("sudah diganti") == 1
    assert elsewhere.get("/akun").headers["location"] == "/masuk"
    here.cookies.clear()
    here.cookies.set("monev_sesi", before)
    assert here.get("/akun").headers["location"] == "/masuk"
    data = {"form": form_of(nobody), "nama": "budi", "sandi": NEW}
    assert nobody.post("/masuk", data=data).status_code == 303


@pytest.mark.parametrize(
    ("lama", "baru", "ulang"),
    [
        ("salah", NEW, NEW),
        (PASSWORD, NEW, NEW + "x"),
        (PASSWORD, "pendek", "pendek"),
        (PASSWORD, PASSWORD, PASSWORD),
    ],
)
def test_a_bad_new_password_changes_nothing(
    signed_in: SignIn, lama: str, baru: str, ulang: str
) -> None:
    """The old one is needed, both new ones agree, it is long enough and another than before."""
    budi = signed_in("budi")
    assert changed(budi, lama, baru, ulang) == 422
    assert signed_in("budi").get("/akun").status_code == 200


def test_guessing_the_old_password_has_an_end(signed_in: SignIn) -> None:
    """Whoever finds an open browser cannot try passwords at will."""
    ani = signed_in("ani")
    statuses = [changed(ani, f"salah-{one}", NEW, NEW) for one in range(9)]
    assert statuses == [422] * 8 + [429]
