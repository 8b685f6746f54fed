"""A round of asking portals: answers become facts, silence becomes a dated note, nothing stops."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models import Finding, Quarter, ReceiptStatus, Severity
from monev.ask_portals import ask_portals
from monev.collect_many import replay
from monev.errors import UsageError
from monev.evaluate_region import evaluate_region
from monev.fetch import Endpoints
from monev.fetch.endpoints import BpsEndpoint, JdihEndpoint
from monev.settings import Settings
from monev.standing_findings import file_findings
from monev.workspace import Workspace, open_workspace
from tests.fetch.server import QUICK, Portal, as_json, body, page, running

QUARTER = Quarter(2024, 3)
POLICY = QUICK.model_copy(update={"attempts": 2})
RECORD = {
    "idData": "1187",
    "tahun_pengundangan": "2023",
    "tanggal_pengundangan": "2023-07-14",
    "jenis": "Peraturan Wali Kota",
    "singkatanJenis": "PERWAL",
    "noPeraturan": "27",
    "judul": "Penyelenggaraan Program Jaminan Sosial Ketenagakerjaan bagi Pekerja Rentan",
    "status": "Berlaku",
    "teuBadan": "Kota Cilegon",
    "display": "1",
}


@pytest.fixture
def portal() -> Iterator[Portal]:
    """A server on this machine."""
    with running() as one:
        yield one


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace on 3 October 2024."""
    return at(open_workspace(Settings(workspace=tmp_path / "w")), 3)


def at(workspace: Workspace, day: int) -> Workspace:
    """The workspace with its clock on a day of October 2024."""
    return replace(workspace, now=lambda: datetime(2024, 10, day, 3, tzinfo=UTC))


def feeds(*addresses: tuple[str, str]) -> Endpoints:
    """JDIH endpoints of regions."""
    return Endpoints(jdih=tuple(JdihEndpoint(region=code, address=at) for code, at in addresses))


def notes(workspace: Workspace, code: str = "36.72") -> list[Finding]:
    """What the report of a region would say about portals."""
    return [one for one in file_findings(workspace, code, QUARTER) if one.rule == "PORTAL"]


def test_a_feed_becomes_facts_of_its_region(workspace: Workspace, portal: Portal) -> None:
    """The rule in the feed is known, with the address it came from in the receipt."""
    address = portal.on("/feed", as_json([RECORD]))
    result = ask_portals(workspace, feeds(("36.72", address)), QUARTER, POLICY)
    (rule,) = workspace.store.facts_of("36.72")
    (receipt,) = workspace.store.receipts()
    assert (result.facts, rule.kind) == (1, "regulation")
    assert (receipt.address, receipt.source_id, receipt.quarter) == (address, "jdih", "2024-Q3")
    assert notes(workspace) == []


def test_an_unchanged_feed_is_not_fetched_again(workspace: Workspace, portal: Portal) -> None:
    """The second round asks with the version we hold; 304 leaves a receipt and nothing else."""
    address = portal.on(
        "/feed",
        body(json.dumps([RECORD]).encode(), ETag='"v1"', content_type="application/json"),
        body(b"", status=304),
    )
    ask_portals(workspace, feeds(("36.72", address)), QUARTER, POLICY)
    again = ask_portals(workspace, feeds(("36.72", address)), QUARTER, POLICY)
    assert portal.headers[1]["If-None-Match"] == '"v1"'
    assert (again.files, again.repeated, again.unreachable) == (0, 1, [])
    assert [one.status for one in workspace.store.receipts()] == [
        ReceiptStatus.READ,
        ReceiptStatus.UNCHANGED,
    ]


def test_an_answer_without_a_version_is_followed_by_asking_for_the_whole(
    workspace: Workspace, portal: Portal
) -> None:
    """Otherwise "unchanged since the first" would leave the second standing for ever."""
    first = json.dumps([RECORD]).encode()
    versioned = body(first, ETag='"v1"', content_type="application/json")
    address = portal.on(
        "/feed", versioned, as_json([RECORD, RECORD | {"noPeraturan": "77"}]), versioned
    )
    rounds = [ask_portals(workspace, feeds(("36.72", address)), QUARTER, POLICY) for _ in range(3)]
    assert portal.headers[1]["If-None-Match"] == '"v1"'
    assert "If-None-Match" not in portal.headers[2]
    assert [one.returned for one in rounds] == [0, 0, 1]


def test_a_portal_that_is_down_leaves_the_last_copy_in_use_and_its_date_in_the_report(
    workspace: Workspace, portal: Portal
) -> None:
    """The rule stays known; a note says when we asked and of which day the copy is."""
    address = portal.on("/feed", as_json([RECORD]), page())
    endpoints = feeds(("36.72", address))
    ask_portals(workspace, endpoints, QUARTER, POLICY)
    result = ask_portals(at(workspace, 9), endpoints, QUARTER, POLICY)
    (note,) = notes(workspace)
    assert [address for address, _ in result.unreachable] == [address]
    assert len(workspace.store.facts_of("36.72")) == 1
    assert note.severity is Severity.INFO
    assert "9 Oktober 2024" in note.message_id
    assert "salinan terakhir tanggal 3 Oktober 2024" in note.message_id
    filed = evaluate_region(at(workspace, 10), "36.72", QUARTER)
    printed = workspace.store.findings_of(filed.evaluation.evaluation_id or 0)
    assert any("3 Oktober 2024" in one.message_id for one in printed)


def test_the_note_goes_when_the_portal_answers_again(workspace: Workspace, portal: Portal) -> None:
    """Once the feed is read again, nothing speaks of the failure any more; the receipts do."""
    address = portal.on("/feed", page(), as_json([RECORD]))
    endpoints = feeds(("36.72", address))
    ask_portals(workspace, endpoints, QUARTER, POLICY)
    assert [one.severity for one in notes(workspace)] == [Severity.WARNING]
    ask_portals(workspace, endpoints, QUARTER, POLICY)
    assert notes(workspace) == []
    assert [one.status for one in workspace.store.receipts()] == [
        ReceiptStatus.FAILED,
        ReceiptStatus.READ,
    ]


def test_one_portals_trouble_never_stops_another(workspace: Workspace, portal: Portal) -> None:
    """A dead port, a server error and a page for people: the fourth feed is read all the same."""
    good = portal.on("/baik", as_json({"data": [RECORD]}))
    endpoints = feeds(
        ("36.71", "http://127.0.0.1:9/feed"),
        ("36.03", portal.on("/rusak", as_json({"error": "SQLSTATE"}, status=500))),
        ("36.04", portal.on("/halaman", page())),
        ("36.72", good),
    )
    result = ask_portals(workspace, endpoints, QUARTER, POLICY)
    assert len(result.unreachable) == 3
    assert result.facts == 1


def test_private_addresses_are_refused_unless_the_operator_allows_them(
    workspace: Workspace, portal: Portal
) -> None:
    """Without `allow_private` this machine is not asked at all."""
    address = portal.on("/feed", as_json([RECORD]))
    strict = POLICY.model_copy(update={"allow_private": False})
    result = ask_portals(workspace, feeds(("36.72", address)), QUARTER, strict)
    assert portal.asked == []
    assert len(result.unreachable) == 1


def test_a_quarter_is_replayed_without_network(workspace: Workspace, portal: Portal) -> None:
    """From the kept answer alone, in a round with no portal to ask, come the same facts."""
    address = portal.on("/feed", as_json([RECORD]))
    ask_portals(workspace, feeds(("36.72", address)), QUARTER, POLICY)
    before = [one.fact_id for one in workspace.store.facts_of("36.72")]
    asked = len(portal.asked)
    result = replay(workspace, QUARTER)
    assert (result.files, result.refused, len(portal.asked)) == (1, [], asked)
    assert [one.fact_id for one in workspace.store.facts_of("36.72")] == before


def test_bps_is_not_asked_without_a_key(workspace: Workspace) -> None:
    """The operator learns which setting is missing."""
    bps = BpsEndpoint(
        address="https://webapi.example/v1/api", variables={1: "penduduk_bekerja"}, years=(2024,)
    )
    with pytest.raises(UsageError, match="MONEV_BPS_KEY"):
        ask_portals(workspace, Endpoints(bps=bps), QUARTER, POLICY)


def test_the_key_of_bps_reaches_no_file_of_the_workspace(
    workspace: Workspace, portal: Portal
) -> None:
    """Neither receipts, findings, evidence nor the result hold it, also when BPS fails."""
    key = "kunci-rahasia-0123456789"
    settings = workspace.settings.model_copy(update={"bps_key": Settings(bps_key=key).bps_key})
    bps = BpsEndpoint(address=portal.at("/api"), variables={1: "penduduk_bekerja"}, years=(2024,))
    portal.otherwise = as_json({"status": "Error", "message": f"invalid key {key}"})
    asking = replace(workspace, settings=settings)
    result = ask_portals(asking, Endpoints(bps=bps), QUARTER, POLICY)
    assert any(key in path for path in portal.asked)
    assert key not in str(result.unreachable)
    workspace.store.engine.dispose()
    for path in workspace.store.root.rglob("*"):
        assert not path.is_file() or key.encode() not in path.read_bytes(), path
