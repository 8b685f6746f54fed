"""The read API: who sees which revisions, how lists are paged, and what answers look like."""

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from models import ApiToken, TokenScope
from monev.make_signed_papers import minutes_of
from monev.open_data.shapes import NUMBER
from monev.portal.access import digest
from monev.workspace import Workspace
from tests.portal.conftest import PASSWORD, form_of
from tests.portal.published import QUARTER, browser_of, opened

__all__ = ["opened"]

API = "/api/v1"
R1, R2, R3 = (f"36.03-2024-Q3-r{one}" for one in (1, 2, 3))
SEEN = {
    "": {"36.72-2024-Q3-r1", R1, R2},
    "ani": {"36.72-2024-Q3-r1", "36.72-2024-Q3-r2", R1, R2},
    "budi": {"36.72-2024-Q3-r1", R1, R2, R3},
    "citra": {"36.72-2024-Q3-r1", "36.72-2024-Q3-r2", R1, R2, R3},
    "dewi": {"36.72-2024-Q3-r1", "36.72-2024-Q3-r2", R1, R2, R3, "19-2024-Q3-r1"},
}
"""At a public portal: what is published, and the drafts of the own area."""
OWN = {
    "ani": {"36.72-2024-Q3-r1", "36.72-2024-Q3-r2"},
    "budi": {R1, R2, R3},
    "citra": SEEN["citra"],
    "edo": SEEN["dewi"],
}
"""At a portal that is not public."""


@pytest.fixture(scope="module")
def reader(opened: Workspace) -> Callable[[str], TestClient]:
    """A browser of each person at the public portal, signed in once."""
    known: dict[str, TestClient] = {}
    return lambda name: known.setdefault(name, browser_of(opened, name))


def walk(client: TestClient, address: str) -> Iterator[dict[str, Any]]:
    """Every item of a list, page by page."""
    following: str | None = address
    while following:
        answer = client.get(following)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        yield from body["items"]
        following = body["next"]
        named = re.search(r'<([^>]+)>; rel="next"', answer.headers["link"])
        assert (named[1] if named else None) == following


def ids(client: TestClient, address: str) -> list[str]:
    """The ids of a whole list."""
    return [one["id"] for one in walk(client, address)]


@pytest.mark.parametrize("name", SEEN)
def test_drafts_are_seen_in_the_own_area_only(
    reader: Callable[[str], TestClient], name: str
) -> None:
    """Lists and addresses agree: what is not listed is not there by its address either."""
    client = reader(name)
    assert set(ids(client, f"{API}/evaluations?current=false")) == SEEN[name]
    for one in SEEN["dewi"]:
        expected = 200 if one in SEEN[name] else 404
        assert client.get(f"{API}/evaluations/{one}").status_code == expected
        assert client.get(f"{API}/evaluations/{one}/indicators/A1").status_code == expected
        paper = f"laporan-monev-{one}.pdf"
        assert client.get(f"{API}/documents/{paper}").status_code == expected
        assert client.get(f"{API}/documents/{paper}/file").status_code == expected
        for rows in ("indicators", "findings", "documents"):
            found = list(walk(client, f"{API}/{rows}?evaluation={one}&limit=200"))
            assert {row["evaluation"] for row in found} <= ({one} & SEEN[name])
            assert bool(found) == (one in SEEN[name]) or rows == "findings"


@pytest.mark.parametrize("name", OWN)
def test_what_is_not_public_stays_in_its_area(opened: Workspace, name: str) -> None:
    """Where visitors see nothing, neither do neighbours: not even the government itself."""
    client = browser_of(opened, name, portal_public=False)
    assert set(ids(client, f"{API}/evaluations?current=false")) == OWN[name]
    mine = {one.partition("-")[0] for one in OWN[name]}
    for code in ("36.72", "36.03", "19"):
        status = client.get(f"{API}/regions/{code}").status_code
        assert status == (200 if code in mine else 404)


def test_a_visitor_is_sent_away_where_nothing_is_public(opened: Workspace) -> None:
    """401 as a problem, the same for what is there and what is not; only the description comes."""
    client = browser_of(opened, portal_public=False)
    answers = [client.get(f"{API}/evaluations/{one}") for one in (R1, "x")]
    assert [one.status_code for one in answers] == [401, 401]
    assert answers[0].text == answers[1].text
    assert answers[0].headers["content-type"] == "application/problem+json"
    assert answers[0].headers["www-authenticate"] == "Bearer"
    assert client.get(f"{API}/openapi.json").status_code == 200


def test_a_token_reads_as_its_account(opened: Workspace) -> None:
    """A program with Budi's token sees what Budi sees; with a false one, nothing."""
    now = opened.now()
    opened.store.add_token(
        ApiToken(
            account_name="budi",
            label="uji",
            scope=TokenScope.READ,
            sha256=digest("rahasia-uji"),
            made_at=now,
            expires_at=now + timedelta(days=1),
        )
    )
    client = browser_of(opened, portal_public=False)
    client.headers["authorization"] = "Bearer rahasia-uji"
    assert set(ids(client, f"{API}/evaluations?current=false")) == OWN["budi"]
    client.headers["authorization"] = "Bearer lain"
    assert client.get(f"{API}/evaluations").status_code == 401


def test_the_status_tells_nothing_of_a_draft(reader: Callable[[str], TestClient]) -> None:
    """Published, superseded by a published one, draft: and the same words for a visitor."""
    for name in ("", "citra"):
        rows = {one["id"]: one for one in walk(reader(name), f"{API}/evaluations?current=false")}
        assert rows["36.72-2024-Q3-r1"]["status"] == "published"
        assert rows["36.72-2024-Q3-r1"]["superseded_by"] is None
        assert (rows[R1]["status"], rows[R1]["superseded_by"]) == ("superseded", R2)
        assert rows[R2]["status"] == "published"
    assert rows[R3]["status"] == "draft"
    assert rows[R3]["published_on"] is None


def test_current_is_the_newest_that_fits(reader: Callable[[str], TestClient]) -> None:
    """A coordinator's newest is the draft; asked for what is published, it is what is published."""
    citra = reader("citra")
    assert ids(citra, f"{API}/evaluations") == [R3, "36.72-2024-Q3-r2"]
    assert ids(citra, f"{API}/evaluations?status=published") == [R2, "36.72-2024-Q3-r1"]
    assert ids(reader(""), f"{API}/evaluations") == [R2, "36.72-2024-Q3-r1"]


@pytest.mark.parametrize("rows", ["evaluations", "indicators", "findings", "documents"])
@pytest.mark.parametrize("limit", [1, 7])
def test_pages_together_are_the_whole_list(
    reader: Callable[[str], TestClient], rows: str, limit: int
) -> None:
    """However small the pages, every row comes once and in the same order."""
    dewi, more = reader("dewi"), "current=false"
    whole = ids(dewi, f"{API}/{rows}?{more}&limit=200")
    assert len(whole) > 5 or rows == "findings"
    assert len(set(whole)) == len(whole)
    if limit == 1:
        more += "&region=36.72"
        whole = [one for one in whole if "36.72" in one]
    assert ids(dewi, f"{API}/{rows}?{more}&limit={limit}") == whole


def test_filters_narrow_a_list(reader: Callable[[str], TestClient]) -> None:
    """By quarter, region, province, kind and indicator; an unknown region fits nothing."""
    dewi = reader("dewi")
    assert ids(dewi, f"{API}/evaluations?province=19") == ["19-2024-Q3-r1"]
    assert ids(dewi, f"{API}/evaluations?quarter=2024-Q2") == []
    assert ids(dewi, f"{API}/evaluations?region=99.99") == []
    assert ids(dewi, f"{API}/indicators?region=36.72&indicator=C2") == ["36.72-2024-Q3-r2-C2"]
    found = [one["code"] for one in walk(dewi, f"{API}/regions?province=36&kind=kota")]
    assert found == ["36.71", "36.72", "36.73", "36.74"]
    assert dewi.get(f"{API}/quarters").json()[0] | {"start": 0, "end": 0, "due_date": 0} == {
        "quarter": "2024-Q3",
        "start": 0,
        "end": 0,
        "due_date": 0,
        "evaluations": 3,
        "published": 2,
    }


def test_numbers_are_exact_and_missing_is_null(reader: Callable[[str], TestClient]) -> None:
    """A decimal is a text of its digits as they were filed; without data there is no number."""
    dewi = reader("dewi")
    row = dewi.get(f"{API}/evaluations/36.72-2024-Q3-r1").json()
    assert (row["score"], row["completeness"], row["from_press"]) == ("3.5", "0.15", True)
    empty = dewi.get(f"{API}/evaluations/36.03-2024-Q3-r2").json()
    assert (empty["score"], empty["score_low"], empty["band"]) == (None, "0", None)
    for one in walk(dewi, f"{API}/indicators?evaluation=36.72-2024-Q3-r1&limit=200"):
        known = one["status"] == "dinilai"
        assert (one["score"] is not None) == known
        assert (one["value"] is not None) == known
        assert bool(one["sources"]) >= bool(one["tiers"])
        assert not known or re.fullmatch(NUMBER, one["score"])


def test_a_trace_redoes_the_sum(reader: Callable[[str], TestClient]) -> None:
    """One indicator comes with inputs, cells and arithmetic, as they are kept."""
    one = reader("").get(f"{API}/evaluations/36.72-2024-Q3-r1/indicators/C2").json()
    assert one["trace"]["arithmetic"] == "53 - 50 = 3"
    assert [(two["tier"], two["place"]) for two in one["sources"]] == [
        ("media", "kliping-2024.csv baris 11, kolom value"),
        ("media", "kliping-2024.csv baris 12, kolom value"),
    ]


def test_an_answer_that_is_held_is_not_sent_again(reader: Callable[[str], TestClient]) -> None:
    """Every answer has its ETag; whoever names it gets 304 and no body."""
    dewi = reader("dewi")
    paper = f"{API}/documents/laporan-monev-36.72-2024-Q3-r1.pdf"
    for address in (
        f"{API}/quarters",
        f"{API}/regions",
        f"{API}/evaluations?limit=1",
        f"{API}/evaluations/{R1}",
        f"{API}/openapi.json",
        paper,
        f"{paper}/file",
    ):
        first = dewi.get(address)
        for held in (first.headers["etag"], f'"x", W/{first.headers["etag"]}', "*"):
            again = dewi.get(address, headers={"if-none-match": held})
            assert (again.status_code, again.content) == (304, b""), address
            assert again.headers["etag"] == first.headers["etag"]
        assert dewi.get(address, headers={"if-none-match": '"x"'}).status_code == 200


def test_a_file_is_the_filed_one_and_is_noted(
    opened: Workspace, reader: Callable[[str], TestClient]
) -> None:
    """The bytes fit the hash of the row; who fetched it while signed in stands in the log."""
    row = next(walk(reader("ani"), f"{API}/documents?region=36.72&status=published"))
    content = reader("ani").get(row["address"])
    assert hashlib.sha256(content.content).hexdigest() == row["sha256"]
    assert len(content.content) == row["size_bytes"]
    last = list(opened.store.audit_entries())[-1]
    assert (last.who, last.subject) == ("ani", row["id"])


def test_minutes_stay_in_the_area(opened: Workspace, reader: Callable[[str], TestClient]) -> None:
    """Minutes of a published evaluation name persons: visitors and neighbours do not see them."""
    evaluation = opened.store.evaluation_of("36.72", str(QUARTER), 1)
    assert evaluation is not None
    name = minutes_of(opened, evaluation, "id", None).path.rpartition("/")[2]
    for who, expected in (("", 404), ("budi", 404), ("ani", 200), ("citra", 200)):
        assert reader(who).get(f"{API}/documents/{name}").status_code == expected
        assert reader(who).get(f"{API}/documents/{name}/file").status_code == expected
        listed = ids(reader(who), f"{API}/documents?evaluation=36.72-2024-Q3-r1")
        assert (name in listed) == (expected == 200)


@pytest.mark.parametrize(
    ("address", "status", "where"),
    [
        ("/evaluations?cursor=zzz", 422, "query.cursor"),
        ("/evaluations?cursor=MjAyNCAzNg==", 422, "query.cursor"),
        ("/evaluations?limit=0", 422, "query.limit"),
        ("/evaluations?quarter=2024-Q9", 422, "query.quarter"),
        ("/evaluations?triwulan=2024-Q3", 422, "query.triwulan"),
        ("/evaluations/36.72-2024-Q3", 404, None),
        ("/regions/31.71", 404, None),
        ("/tidak-ada", 404, None),
        ("/documents/..%2Fmonev.sqlite/file", 404, None),
    ],
)
def test_faults_are_problems(
    reader: Callable[[str], TestClient], address: str, status: int, where: str | None
) -> None:
    """What is wrong is told as problem+json, and never repeats what was asked."""
    answer = reader("dewi").get(f"{API}{address}")
    body = answer.json()
    assert (answer.status_code, body["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert [one["where"] for one in body["errors"]] == ([where] if where else [])


def test_nothing_can_be_written(reader: Callable[[str], TestClient]) -> None:
    """The API reads only."""
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = reader("dewi").request(method, f"{API}/evaluations")
        assert answer.status_code in (403, 405)


def test_days_of_publication_are_those_of_jakarta(reader: Callable[[str], TestClient]) -> None:
    """The day is the one on which it was published there."""
    row = reader("").get(f"{API}/evaluations/{R2}").json()
    day = datetime.fromisoformat(row["published_on"]).date()
    today = datetime.now(UTC)
    assert day in (today.date(), (today + timedelta(hours=7)).date())


def test_a_visitor_who_asks_without_end_has_to_wait(opened: Workspace) -> None:
    """Three hundred questions a minute from an address; who signs in there still reads."""
    client = browser_of(opened)
    statuses = [client.get(f"{API}/regions/36.72").status_code for _ in range(301)]
    assert statuses == [200] * 300 + [429]
    answer = client.get(f"{API}/indicators")
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.headers["retry-after"], answer.json()["status"]) == ("60", 429)
    data = {"form": form_of(client), "nama": "ani", "sandi": PASSWORD}
    assert client.post("/masuk", data=data).status_code == 303
    assert client.get(f"{API}/regions/36.72").status_code == 200
