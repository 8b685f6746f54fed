"""A role let to another person until a day: what it opens, and what it never does."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from models import Account, Action, ApprovalAction, Role
from monev.approval import Revision, standing_of
from monev.approval_rules import refusal, subject_of
from monev.delegate import DelegationRefusedError, delegate, delegated_areas, today_of
from monev.portal.app import create_app
from monev.portal.sign_in import hash_password
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace
from tests.portal.conftest import PASSWORD, form_of

PEOPLE = {
    "ani": (Role.OFFICE, "36.72"),
    "budi": (Role.OFFICE, "36.03"),
    "citra": (Role.COORDINATOR, "36"),
    "bela": (Role.COORDINATOR, "19"),
    "dewi": (Role.ADMIN, None),
    "nani": (Role.COORDINATOR, None),
    "edo": (Role.AUDITOR, None),
}
NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace of this file's own, with people and no figures, on a fixed day."""
    place = open_workspace(Settings(workspace=tmp_path_factory.mktemp("delegasi")))
    kept = hash_password(PASSWORD)
    for name, (role, code) in PEOPLE.items():
        place.store.add_account(
            Account(name=name, role=role, region_code=code, password_hash=kept, created_at=NOON)
        )
    return replace(place, now=lambda: NOON)


@pytest.fixture
def place(made_once: Workspace) -> Workspace:
    """The workspace without delegations in force, every account as it was."""
    for one in made_once.store.delegations():
        made_once.store.withdraw_delegation(one.delegation_id or 0, "uji", NOON)
    return made_once


def browser(place: Workspace, name: str) -> TestClient:
    """Somebody's browser after signing in."""
    app = create_app(place)
    client = TestClient(app, follow_redirects=False, raise_server_exceptions=False)
    data = {"form": form_of(client), "nama": name, "sandi": PASSWORD}
    assert client.post("/masuk", data=data).status_code == 303
    return client


def let(client: TestClient, receiver: str, days: int = 7, giver: str = "") -> int:
    """Send the form of a delegation and return the status."""
    until = (NOON + timedelta(days=days)).date().isoformat()
    data = {
        "form": form_of(client, "/akun"),
        "kepada": receiver,
        "sampai": until,
        "alasan": "cuti tahunan",
        "dari": giver,
    }
    return client.post("/akun/delegasi", data=data).status_code


def test_a_delegation_opens_the_givers_area_until_its_day(place: Workspace) -> None:
    """Bela reads and may re-run in Banten from now to the last day, and not the day after."""
    bela = browser(place, "bela")
    assert bela.get("/daerah/36.72").status_code == 404
    assert let(browser(place, "citra"), "bela") == 303
    assert bela.get("/daerah/36.72").status_code == 200
    data = {"form": form_of(bela, "/akun")}
    assert bela.post("/daerah/36.72/jalankan", data=data).status_code == 422
    last = replace(place, now=lambda: NOON + timedelta(days=7, hours=11))
    over = replace(place, now=lambda: NOON + timedelta(days=7, hours=12))
    assert browser(last, "bela").get("/daerah/36.72").status_code == 200
    assert browser(over, "bela").get("/daerah/36.72").status_code == 404
    newest = place.store.audit_page(who="citra", action=Action.DELEGATION_MADE, most=1)[0]
    assert newest.subject == "citra -> bela"


def test_it_is_withdrawn_at_once(place: Workspace) -> None:
    """After the giver took it back the next page is closed again; twice is told."""
    citra, bela = browser(place, "citra"), browser(place, "bela")
    assert let(citra, "bela") == 303
    found = re.search(r"/akun/delegasi/\d+/cabut", citra.get("/akun").text)
    assert found is not None
    data = {"form": form_of(citra, "/akun")}
    assert citra.post(found[0], data=data).status_code == 303
    assert bela.get("/daerah/36.72").status_code == 404
    assert citra.post(found[0], data=data).status_code == 409
    assert place.store.delegations()[0].withdrawn_by == "citra"


def test_it_lapses_with_the_role_of_its_giver(place: Workspace) -> None:
    """When Citra is given another province, what she let of Banten is over."""
    delegate(place, account(place, "citra"), "citra", "bela", today_of(place))
    assert len(delegated_areas(place, "bela")) == 1
    moved = account(place, "citra")
    moved.region_code = "19"
    place.store.add_account(moved)
    try:
        assert delegated_areas(place, "bela") == ()
    finally:
        moved.region_code = "36"
        place.store.add_account(moved)


def account(place: Workspace, name: str) -> Account:
    """An account that is there."""
    found = place.store.account(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("maker", "giver", "receiver", "days", "fault"),
    [
        ("ani", "citra", "ani", 1, "not_yours"),
        ("dewi", "dewi", "ani", 1, "role"),
        ("edo", "edo", "ani", 1, "role"),
        ("citra", "citra", "edo", 1, "receiver"),
        ("citra", "citra", "dewi", 1, "receiver"),
        ("citra", "citra", "citra", 1, "has_it"),
        ("citra", "citra", "tidak-ada", 1, "nobody"),
        ("citra", "citra", "bela", -1, "past"),
        ("citra", "citra", "bela", 93, "long"),
    ],
)
def test_what_cannot_be_let(
    place: Workspace, maker: str, giver: str, receiver: str, days: int, fault: str
) -> None:
    """Nobody lets what is not theirs; auditors and administrators neither give nor receive."""
    until = today_of(place) + timedelta(days=days)
    with pytest.raises(DelegationRefusedError) as refused:
        delegate(place, account(place, maker), giver, receiver, until)
    assert refused.value.fault == fault
    assert not any(one.withdrawn_at is None for one in place.store.delegations())


def test_what_was_let_is_not_passed_on(place: Workspace) -> None:
    """Bela, acting in Banten, lets Ani only what is Bela's own."""
    delegate(place, account(place, "citra"), "citra", "bela", today_of(place))
    assert let(browser(place, "bela"), "ani") == 303
    (area,) = delegated_areas(place, "ani")
    assert area.region_code == "19"


def test_names_of_accounts_cannot_be_tried_out(place: Workspace) -> None:
    """After twenty names within five minutes the form waits; a slip costs nobody a delegation."""
    citra = browser(place, "citra")
    assert [let(citra, f"nama{one}") for one in range(20)] == [422] * 20
    assert let(citra, "nama20") == 429
    assert let(citra, "bela") == 429
    dewi = browser(place, "dewi")
    assert let(dewi, "salah-ketik", giver="citra") == 422
    assert let(dewi, "bela", giver="citra") == 303


def test_an_administrator_enters_one_for_others_and_never_for_an_administrator(
    place: Workspace,
) -> None:
    """Dewi enters that Bela acts for Citra; the page lists it, and the kept row names Dewi."""
    dewi = browser(place, "dewi")
    assert let(dewi, "bela", giver="citra") == 303
    assert "citra kepada bela" in dewi.get("/akun").text
    assert browser(place, "bela").get("/daerah/36.72").status_code == 200
    assert let(dewi, "dewi", giver="citra") == 422
    assert place.store.delegations()[0].made_by == "dewi"


def test_nobody_approves_in_delegation_what_they_entered(place: Workspace) -> None:
    """Bela may review Banten for Citra, but not what Bela laid in; two persons are still needed."""
    bela = account(place, "bela")
    standing = standing_of("36", {"36.72": Revision(1, 1)}, [])
    about = subject_of(ApprovalAction.REVIEWED, standing)
    asked = (ApprovalAction.REVIEWED, bela, standing, about)
    assert refusal(*asked, {}).startswith("bela is coordinator of 19")
    delegate(place, account(place, "citra"), "citra", "bela", today_of(place))
    areas = delegated_areas(place, "bela")
    assert refusal(*asked, {}, areas) == ""
    entered = {"bela": {"36.72": "laid in a.xlsx"}}
    assert "another person has to review" in refusal(*asked, entered, areas)


def test_others_see_and_end_nothing(place: Workspace) -> None:
    """Ani neither sees nor withdraws a delegation between others; an auditor makes none."""
    one = delegate(place, account(place, "citra"), "citra", "bela", today_of(place))
    ani, edo = browser(place, "ani"), browser(place, "edo")
    assert "citra" not in ani.get("/akun").text
    data = {"form": form_of(ani, "/akun")}
    address = f"/akun/delegasi/{one.delegation_id}/cabut"
    assert ani.post(address, data=data).status_code == 404
    assert let(edo, "ani") == 404
    assert len(delegated_areas(place, "bela")) == 1


def test_an_unknown_name_is_told_in_words(place: Workspace) -> None:
    """The page says what is wrong, in plain words, and keeps nothing."""
    citra = browser(place, "citra")
    data = {
        "form": form_of(citra, "/akun"),
        "kepada": "<b>x</b>",
        "sampai": today_of(place).isoformat(),
        "alasan": "cuti",
    }
    answer = citra.post("/akun/delegasi", data=data)
    assert answer.status_code == 422
    assert "Tidak ada akun kantor atau koordinator" in answer.text
    assert "<b>x</b>" not in answer.text
