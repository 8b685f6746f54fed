"""Steps of approval through the pages: exact revisions, two persons, nothing by accident."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from models import Account, Action, ApprovalAction, Delegation, Role
from monev.approval import State
from monev.approve import Hand, standings
from monev.delegate import today_of
from monev.evaluate_region import evaluate_region
from monev.propose_step import propose
from monev.workspace import Workspace
from tests.portal.conftest import QUARTER
from tests.portal.coordinating import DESK, STEP, browser, copied, hidden, words


@pytest.fixture
def place(workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace of this test's own."""
    one = copied(workspace, tmp_path / "own")
    yield one
    one.store.engine.dispose()


def states(place: Workspace) -> dict[str, str]:
    """Where each evaluated government of Banten stands."""
    (found,) = [one for one in standings(place, QUARTER) if one.province == "36"]
    return {one.code: one.state.value for one in found.regions}


def step(client: TestClient, name: str, **data: object) -> Response:
    """Open the page of a step and press its button."""
    page = client.get(f"{STEP}/{name}").text
    fields = {"form": hidden(page, "form"), "tanda": hidden(page, "tanda")}
    return client.post(f"{STEP}/{name}", data=fields | data)  # type: ignore[operator]


def test_reviewed_by_one_and_published_by_another(place: Workspace) -> None:
    """Both pages list revision and hash of each report; every step is filed, noted and shown."""
    citra, nani = browser(place, "citra"), browser(place, "nani")
    page = citra.get(f"{STEP}/tinjau").text
    for code in ("36.72", "36.03"):
        current = place.store.current_outcome(code, str(QUARTER))
        assert current is not None
        report = place.store.report_of(current.evaluation_id or 0)
        assert report is not None
        assert report.sha256 in page
        assert current.rubric_sha256 in page
    assert "Belum semua laporan ditinjau" in nani.get(f"{STEP}/terbitkan").text
    answer = step(citra, "tinjau", catatan="sesuai berkas")
    assert (answer.status_code, answer.headers["location"]) == (303, DESK)
    assert states(place) == {"36.03": "reviewed", "36.72": "reviewed"}
    assert step(nani, "terbitkan").status_code == 303
    assert states(place) == {"36.03": "published", "36.72": "published"}
    shown = words(nani.get(DESK).text)
    assert "Ditinjau oleh citra" in shown
    assert "Catatan: sesuai berkas" in shown
    assert "Diterbitkan oleh nani" in shown
    log = [
        (one.who, one.action, one.subject, one.detail)
        for one in place.store.audit_page()
        if one.action in (Action.REVIEW, Action.PUBLISH)
    ]
    assert log == [
        ("nani", Action.PUBLISH, "36 2024-Q3", "36.03 r1, 36.72 r1"),
        ("citra", Action.REVIEW, "36 2024-Q3", "36.03 r1, 36.72 r1"),
    ]
    assert {one.through for one in place.store.steps_of(str(QUARTER))} == {"portal"}


def test_a_revision_filed_meanwhile_is_never_approved_unseen(place: Workspace) -> None:
    """What is filed between page and button makes the button say that things have changed."""
    citra = browser(place, "citra")
    page = citra.get(f"{STEP}/tinjau").text
    evaluate_region(place, "36.72", QUARTER, reason="data baru", new_revision=True)
    data = {"form": hidden(page, "form"), "tanda": hidden(page, "tanda")}
    answer = citra.post(f"{STEP}/tinjau", data=data)
    assert answer.status_code == 409
    assert "Keadaannya sudah berubah" in answer.text
    assert set(states(place).values()) == {State.DRAFT.value}
    assert step(citra, "tinjau").status_code == 303


def test_two_presses_at_once_are_one_step(place: Workspace) -> None:
    """Of eight equal requests one takes the step; the others are told that things have changed."""
    citra = browser(place, "citra")
    page = citra.get(f"{STEP}/tinjau").text
    data = {"form": hidden(page, "form"), "tanda": hidden(page, "tanda")}
    answers: list[int] = []

    def press() -> None:
        answers.append(citra.post(f"{STEP}/tinjau", data=data).status_code)

    threads = [threading.Thread(target=press) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(answers) == [303, *[409] * 7]
    assert len(place.store.steps_of(str(QUARTER))) == 1


def test_who_had_it_run_again_neither_reviews_nor_publishes(place: Workspace) -> None:
    """The page says so in both languages and has no button; a button of before changes nothing."""
    citra = browser(place, "citra")
    page = citra.get(f"{STEP}/tinjau").text
    data = {
        "form": hidden(page, "form"),
        "triwulan": str(QUARTER),
        "alasan": "dokumen Perwal diterima",
    }
    assert citra.post("/daerah/36.72/jalankan", data=data).status_code == 303
    page = citra.get(f"{STEP}/tinjau").text
    assert "meminta hitung ulangnya. Orang lain yang harus" in page
    assert "tanda" not in page
    form = {"form": data["form"], "bahasa": "en", "kembali": "/"}
    citra.post("/bahasa", data=form)
    assert "Another person has to take this step" in citra.get(f"{STEP}/tinjau").text
    answer = citra.post(f"{STEP}/tinjau", data={"form": data["form"], "tanda": "x"})
    assert answer.status_code == 409
    assert set(states(place).values()) == {State.DRAFT.value}


def test_a_refusal_at_the_button_is_told_in_words(place: Workspace) -> None:
    """With the right mark too, the rules have the last word, and the sentence names the region."""
    nani = browser(place, "nani")
    found = propose(place, QUARTER, "36", ApprovalAction.PUBLISHED, Hand("nani"))
    assert found is not None
    form = hidden(nani.get(DESK).text, "form")
    answer = nani.post(f"{STEP}/terbitkan", data={"form": form, "tanda": found.mark})
    assert answer.status_code == 409
    assert "Belum semua laporan ditinjau: 36.03, 36.72" in answer.text
    assert place.store.steps_of(str(QUARTER)) == []


def test_returning_needs_a_comment_and_a_region(place: Workspace) -> None:
    """Without either the page comes back as it was filled in; with both one region is returned."""
    citra = browser(place, "citra")
    for data in ({"catatan": "  ", "daerah": "36.72"}, {"catatan": "lampiran B salah"}):
        answer = step(citra, "kembalikan", **data)
        assert answer.status_code == 422
        assert "tulis catatan" in answer.text
    assert "lampiran B salah</textarea>" in answer.text
    answer = step(citra, "kembalikan", catatan="lampiran B salah", daerah=["36.72"])
    assert answer.status_code == 303
    assert states(place) == {"36.03": "draft", "36.72": "returned"}
    assert "Catatan: lampiran B salah" in words(citra.get(DESK).text)
    answer = step(citra, "kembalikan", catatan="<script>", daerah=["19"])
    assert answer.status_code == 409, "a region of elsewhere was never listed"


def test_an_altered_document_stops_publication(place: Workspace) -> None:
    """A filed PDF that is not what was filed is told by region; nothing is published."""
    step(browser(place, "citra"), "tinjau")
    current = place.store.current_outcome("36.03", str(QUARTER))
    assert current is not None
    report = place.store.report_of(current.evaluation_id or 0)
    assert report is not None
    (place.store.root / report.path).write_bytes(b"%PDF-1.7 lain")
    answer = step(browser(place, "nani"), "terbitkan")
    assert answer.status_code == 409
    assert "Dokumen Kabupaten Tangerang tidak lagi sama" in answer.text
    assert set(states(place).values()) == {"reviewed"}


@pytest.mark.parametrize(
    ("name", "never"),
    [
        ("ani", ("tinjau", "kembalikan", "terbitkan")),
        ("dewi", ("tinjau", "kembalikan", "terbitkan")),
        ("edo", ("tinjau", "kembalikan", "terbitkan")),
        ("citra", ("terbitkan", "hapus")),
        ("nani", ("tinjau",)),
    ],
)
def test_others_find_no_such_page(place: Workspace, name: str, never: tuple[str, ...]) -> None:
    """Neither page nor button exists for whoever never takes that step; nothing is filed."""
    person = browser(place, name)
    form = hidden(person.get("/akun").text, "form")
    for one in never:
        assert person.get(f"{STEP}/{one}").status_code == 404
        data = {"form": form, "tanda": "x", "catatan": "y", "daerah": "36.72"}
        assert person.post(f"{STEP}/{one}", data=data).status_code == 404
    assert person.get("/koordinator/provinsi/19/2024-Q3/tinjau").status_code == 404
    assert place.store.steps_of(str(QUARTER)) == []


def test_a_delegate_reviews_until_the_last_day(place: Workspace) -> None:
    """Rina of another province reviews Banten for citra, under her own name, and not after."""
    kept = place.store.account("citra")
    assert kept is not None
    place.store.add_account(Account(**kept.model_dump() | {"name": "rina", "region_code": "19"}))
    rina = browser(place, "rina")
    assert rina.get(f"{STEP}/tinjau").status_code == 404
    today = today_of(place)
    for until in (today - timedelta(days=2), today + timedelta(days=2)):
        place.store.add_delegation(
            Delegation(
                given_by="citra",
                given_to="rina",
                role=Role.COORDINATOR,
                region_code="36",
                until=until,
                made_by="citra",
                made_at=place.now(),
            )
        )
        expected = 200 if until > today else 404
        assert rina.get(f"{STEP}/tinjau").status_code == expected
    assert step(rina, "tinjau").status_code == 303
    (taken,) = place.store.steps_of(str(QUARTER))
    assert taken.by == "rina"
