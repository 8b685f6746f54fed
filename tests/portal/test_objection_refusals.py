"""Who may see, file and decide an objection on the pages, and every refusal with its cure."""

import pytest

from models import Role
from monev.areas import Area
from monev.portal.access import Person
from monev.portal.objecting import actor_of
from monev.workspace import Workspace
from tests.objections import IN_TIME, NEIGHBOUR, QUARTER, copied
from tests.portal.conftest import form_of
from tests.portal.objecting import DESK, HERE, Enter, claim, decision, entrance, portal_at, send

Waiting = tuple[Workspace, Enter]


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Waiting:
    """A portal with one objection to Cilegon's coverage, for tests that change nothing."""
    root = tmp_path_factory.mktemp("menunggu")
    opened = copied(portal_at(root / "asal"), root / "salinan", IN_TIME)
    come_in = entrance(opened)
    assert send(opened, come_in("ani")).status_code == 303
    return opened, come_in


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ({"alasan": "salah"}, 422, "Alasan harus antara"),
        ({"revisi": "2"}, 422, "sudah digantikan"),
        ({"nilai": "6,0"}, 409, "sama dengan yang tercetak"),
        ({"tanpa_data_pribadi": ""}, 422, "Nyatakan dahulu"),
        ({"content": b""}, 422, "tidak dapat diterima"),
        ({"content": b"MZ\x90program"}, 422, "Tidak ada yang disimpan"),
        ({"content": b"%PDF-" + b"0" * 10_500_000}, 413, "Dokumen terlalu besar"),
        ({"fakta": "0" * 32}, 404, "tidak ada"),
        ({"fakta": "../../x"}, 422, "Periksa isian"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(
    waiting: Waiting, said: dict[str, str], status: int, words: str
) -> None:
    """Every refusal names its cure; no objection and no document stays behind."""
    own, enter = waiting
    before = len(own.store.all_evidence())
    answer = send(own, enter("ani"), **{"bidang": "change_value", **said})  # type: ignore[arg-type]
    assert answer.status_code == status
    assert words in answer.text
    assert len(own.store.objections()) == 1
    assert len(own.store.all_evidence()) == before


def test_a_document_has_to_be_chosen(waiting: Waiting) -> None:
    """A form without a file is told so."""
    own, enter = waiting
    ani = enter("ani")
    answer = ani.post(f"{HERE}/baru", data=claim(own, ani))
    assert answer.status_code == 422
    assert "Belum ada dokumen yang dipilih" in answer.text


@pytest.mark.parametrize(
    ("name", "address", "status"),
    [
        ("budi", HERE, 404),
        ("budi", f"{HERE}/1", 404),
        ("budi", f"{HERE}/1/dokumen", 404),
        ("budi", f"/daerah/{NEIGHBOUR}/keberatan/1", 404),
        ("budi", f"/daerah/{NEIGHBOUR}/keberatan/1/dokumen", 404),
        ("ani", DESK, 404),
        ("ani", f"{DESK}/1", 404),
        ("edo", HERE, 200),
        ("edo", f"{HERE}/1", 200),
        ("edo", f"{DESK}/1", 200),
        ("dewi", f"{DESK}/1", 200),
        ("nani", f"{DESK}/1", 200),
        ("citra", f"{DESK}/2", 404),
        ("citra", f"{DESK}/99999999999999999999", 404),
    ],
)
def test_only_who_may_sees_it(waiting: Waiting, name: str, address: str, status: int) -> None:
    """Another region's objection is answered like one that does not exist."""
    _, enter = waiting
    assert enter(name).get(address).status_code == status


@pytest.mark.parametrize("name", ["ani", "budi", "dewi", "edo"])
def test_only_a_coordinator_decides(waiting: Waiting, name: str) -> None:
    """Office, administrator and auditor get 404 for a decision and see no form."""
    own, enter = waiting
    person = enter(name)
    for how in ("terima", "tolak", "hitung"):
        assert decision(person, how, tempat="1", yakin="ya").status_code == 404
    assert "Terima dan hitung ulang" not in person.get(f"{DESK}/1").text
    standing = own.store.objection(1)
    assert standing is not None
    assert standing.is_open


@pytest.mark.parametrize("name", ["budi", "dewi", "edo"])
def test_only_the_region_files_and_withdraws(waiting: Waiting, name: str) -> None:
    """A neighbour, an administrator and an auditor change nothing."""
    own, enter = waiting
    person = enter(name)
    assert send(own, person).status_code == 404
    data = {"form": form_of(person), "yakin": "ya"}
    assert person.post(f"{HERE}/1/tarik", data=data).status_code == 404
    assert len(own.store.objections()) == 1


def test_a_form_of_another_site_files_and_decides_nothing(waiting: Waiting) -> None:
    """Without the session's token every change is refused."""
    own, enter = waiting
    citra = enter("citra")
    assert send(own, enter("ani"), form="x").status_code == 403
    assert decision(citra, "tolak", form="x").status_code == 403
    assert decision(citra, "terima", tempat="1", form="x").status_code == 403


@pytest.mark.parametrize(
    ("how", "fields", "status", "words"),
    [
        ("tolak", {"alasan": "tidak"}, 422, "Alasan harus antara"),
        ("terima", {"alasan": "ya", "tempat": "1"}, 422, "Alasan harus antara"),
        ("terima", {"tempat": " "}, 422, "Sebutkan halaman atau sel"),
        ("terima", {"tempat": "1", "terbit": "kapan-kapan"}, 422, "tidak dapat dibaca"),
        ("terima", {"tempat": "1", "terbit": "22 Agustus 2030"}, 422, "belum tiba"),
        ("terima", {"tempat": "1", "jenis": "media"}, 422, "Pilih jenis dokumen"),
        ("terima", {"tempat": "1", "jenis": "karangan"}, 422, "Periksa isian"),
        ("hitung", {"yakin": "ya"}, 422, "Hanya keberatan yang diterima"),
    ],
)
def test_a_decision_that_lacks_something_is_told(
    waiting: Waiting, how: str, fields: dict[str, str], status: int, words: str
) -> None:
    """What was typed is kept in the form, and nothing is decided."""
    own, enter = waiting
    answer = decision(enter("citra"), how, **fields)
    assert answer.status_code == status
    assert words in answer.text
    standing = own.store.objection(1)
    assert standing is not None
    assert standing.is_open
    assert own.store.runs_of(str(QUARTER)) == []


def test_what_was_delegated_counts_for_deciding() -> None:
    """An office that was lent a province for a time acts for both."""
    lent = Person("budi", Area(Role.OFFICE, NEIGHBOUR), (Area(Role.COORDINATOR, "36"),))
    own, delegated = Area(Role.OFFICE, NEIGHBOUR), Area(Role.COORDINATOR, "36")
    assert actor_of(lent).areas == (own, delegated)
