"""League tables and peers, in a simulated province whose scores were published."""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from fastapi.testclient import TestClient

from models import Account, Quarter, Role
from monev.approve import Hand, publish, review
from monev.collect_many import collect_folder
from monev.evaluate_region import evaluate_region
from monev.portal.app import create_app
from monev.portal.sign_in import hash_password
from monev.rank_regions import Asked, rank_regions
from monev.settings import Settings
from monev.simulate import Order, simulate
from monev.workspace import Workspace, open_workspace
from tests.portal.conftest import PASSWORD, SignIn, form_of

QUARTER = Quarter(2024, 3)
PROVINCE = "76"
"""Sulawesi Barat: six kabupaten and no kota."""
CAST = {
    "sari": (Role.OFFICE, "76.01"),
    "prov": (Role.OFFICE, PROVINCE),
    "kora": (Role.COORDINATOR, PROVINCE),
    "citra": (Role.COORDINATOR, "36"),
    "nani": (Role.COORDINATOR, None),
    "edo": (Role.AUDITOR, None),
}

MOST_BYTES = 150_000
Reader = Callable[[str, str], str]


@pytest.fixture(scope="module")
def league(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The province and its kabupaten, simulated, evaluated and published."""
    root = tmp_path_factory.mktemp("league")
    simulate(Order(QUARTER, 7, province=PROVINCE), root / "inbox", 1)
    opened = open_workspace(Settings(workspace=root / "workspace"))
    collect_folder(opened, root / "inbox")
    for one in (*opened.register.children(PROVINCE), opened.register.regions[PROVINCE]):
        evaluate_region(opened, one.code, QUARTER)
    kept = hash_password(PASSWORD)
    for name, (role, code) in CAST.items():
        account = Account(name=name, role=role, region_code=code, password_hash=kept)
        account.created_at = opened.now()
        opened.store.add_account(account)
    review(opened, QUARTER, PROVINCE, Hand("kora"))
    publish(opened, QUARTER, Hand("nani"), PROVINCE)
    return opened


@pytest.fixture(scope="module")
def read(league: Workspace) -> Iterator[Reader]:
    """Read a page as one of the cast, entities resolved; it must be there."""
    app = create_app(league)
    people: dict[str, TestClient] = {}
    with ExitStack() as stack:

        def page(name: str, address: str) -> str:
            if name not in people:
                people[name] = stack.enter_context(TestClient(app, follow_redirects=False))
                data = {"form": form_of(people[name]), "nama": name, "sandi": PASSWORD}
                assert people[name].post("/masuk", data=data).status_code == 303
            answer = people[name].get(address)
            assert answer.status_code == 200
            assert len(answer.content) < MOST_BYTES
            return html.unescape(answer.text)

        yield page


def test_ranks_and_intervals_are_those_of_the_command(league: Workspace, read: Reader) -> None:
    """Every row shows rank, interval and ends as `monev rank` reckons them, best first."""
    (table,) = rank_regions(league, Asked(QUARTER, province_code=PROVINCE)).leagues
    page = read("kora", "/peringkat")
    shown = re.findall(
        r'data-label="Peringkat ke">=?(\d+)</td>.*?>([^<]+)</a></th>.*?'
        r"(\d+)–(\d+) <small>\((\d+)–(\d+)\)",
        page,
    )
    assert shown == [
        (
            str(one.rank),
            one.name,
            *(str(getattr(one.interval, end)) for end in ("p05", "p95", "best", "worst")),
        )
        for one in table.rows
    ]
    assert len(shown) >= 4


def test_the_page_says_that_it_is_no_official_ranking(read: Reader) -> None:
    """Whoever sees ranks also sees what they are not."""
    assert "bukan pemeringkatan resmi" in read("edo", f"/peringkat?provinsi={PROVINCE}")


def test_a_coordinator_never_sees_another_province(read: Reader) -> None:
    """Whatever the address asks for, a province's coordinator gets the own one."""
    for asked in (f"/peringkat?provinsi={PROVINCE}", "/peringkat?jenis=provinsi", "/peringkat"):
        page = read("citra", asked)
        assert "Banten" in page
        assert "Mamuju" not in page
        assert "Sulawesi Barat" not in page


def test_the_whole_country_is_for_those_whose_area_it_is(read: Reader) -> None:
    """Auditor and national coordinator compare provinces, and kabupaten across them."""
    assert "Sulawesi Barat</a>" in read("edo", "/peringkat")
    assert "Mamuju" in read("nani", "/peringkat?jenis=kabupaten&tema=cakupan")


def test_an_office_has_no_league(signed_in: SignIn) -> None:
    """For an office the page does not exist, in the menu neither."""
    ani = signed_in("ani")
    assert ani.get("/peringkat").status_code == 404
    assert "/peringkat" not in ani.get("/daerah/36.72").text


def test_what_cannot_be_ranked_is_named(signed_in: SignIn) -> None:
    """Where nobody has enough data the table is empty and says who is left out and why."""
    page = signed_in("citra").get("/peringkat").text
    assert "Tidak ada yang dapat diperingkat" in page
    assert "Kota Cilegon" in page


def test_an_office_is_told_the_median_of_published_peers_only(
    league: Workspace, read: Reader
) -> None:
    """Five published kabupaten make a median; none of them is named."""
    page = read("sari", "/daerah/76.01/nilai/2024-Q3/r1")
    others = sorted(
        one.score
        for one in league.store.current_outcomes(str(QUARTER))
        if one.region_code not in ("76", "76.01") and one.score is not None
    )
    assert len(others) == 5
    told = re.search(r"Di antara (\d+) .*? mediannya ([\d,]+); (\d+)", page)
    assert told is not None
    own = league.store.current_outcome("76.01", str(QUARTER))
    assert own is not None
    assert own.score is not None
    lower = sum(one < own.score for one in others)
    assert told.groups() == ("5", f"{others[2]:.1f}".replace(".", ","), str(lower))
    assert "Mamasa" not in page


def test_a_published_score_is_marked_as_published(read: Reader) -> None:
    """After publication every page of the region says so."""
    for address in ("/daerah/76.01", "/daerah/76.01/nilai/2024-Q3/r1"):
        page = read("sari", address)
        assert '<span class="tag good">Terbit</span>' in page
        assert "Draf" not in page


def test_a_province_sees_its_kabupaten_in_order(read: Reader) -> None:
    """The kab/kota of a province stand by rank; only a coordinator is led on to their pages."""
    page = read("prov", "/daerah/76/nilai/2024-Q3/r1")
    ranks = [int(one) for one in re.findall(r'data-label="Urutan">=?(\d+)<', page)]
    assert ranks == sorted(ranks)
    assert len(ranks) >= 4
    assert 'href="/daerah/76.01"' not in page
    assert 'href="/daerah/76.01"' in read("kora", "/daerah/76/nilai/2024-Q3/r1")


def test_simulated_figures_are_marked(read: Reader) -> None:
    """Nothing simulated can be taken for the truth."""
    page = read("sari", "/daerah/76.01/nilai/2024-Q3/r1")
    assert "Sebagian angka adalah data simulasi" in page
    assert '<span class="tag bad">simulasi</span>' in page
