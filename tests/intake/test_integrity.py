"""Integrity of the intake: every figure leads back to its cell, nothing is doubled, mixed or made.

Real workspaces are swept through the doors that operators use.
"""

import csv
import hashlib
import json
import re
import shutil
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlmodel import Session, SQLModel, delete

from models import FACT_TYPES, BudgetLine, Fact, Finding, Participation, Quarter
from monev.ask_portals import ask_portals
from monev.assess_region import assess, known_of
from monev.collect_many import replay, sweep_inbox
from monev.fetch import Endpoints
from monev.fetch.endpoints import JdihEndpoint, Paging
from monev.standing_findings import file_findings
from monev.workspace import Workspace, packaged_example
from tests.fetch.server import QUICK, as_json, running
from tests.intake import lay, opened
from tests.sources.sipd_files import RECAP, SAMPLE, document, payments, recap
from tests.sources.sipd_files import workbook as sheets
from tests.workbooks import instrument

QUARTER = Quarter(2024, 3)
NIK = "3672014506900001"
CILEGON = ("PEMERINTAH KOTA CILEGON", "REKAPITULASI DPA APBD MURNI", "TAHUN ANGGARAN 2024")
TANGERANG = ("PEMERINTAH KABUPATEN TANGERANG", *CILEGON[1:])
WRONG = {("Anggaran", "G2"): "4.799.995.20"}
RULE = {
    "jenis": "Peraturan Wali Kota",
    "singkatanJenis": "PERWAL",
    "noPeraturan": "27",
    "tahun_pengundangan": "2023",
    "tanggal_pengundangan": "2023-07-14",
    "judul": "Penyelenggaraan Program Jaminan Sosial Ketenagakerjaan",
    "status": "Berlaku",
    "teuBadan": "Kota Cilegon",
    "display": "1",
}
MIX: dict[str, bytes] = {
    "instrumen.xlsx": instrument(changes={("Atestasi", "E2"): f"a.n. {NIK}", **WRONG}),
    "2024-Q3/36.71/tangerang.xlsx": instrument("36.71"),
    "36.04/salah-alamat.xlsx": instrument("36.73", changes=WRONG),
    "36.72/dpa.csv": recap(titles=CILEGON),
    "36.03/dpa.xlsx": sheets({"DPA": [*([one] for one in TANGERANG), RECAP, *SAMPLE]}),
    "36.03/bayar.csv": payments(document("1", 100), titles=TANGERANG),
    "36.72/jdih.json": json.dumps([RULE]).encode(),
    "kliping.csv": (packaged_example() / "kliping-2024.csv").read_bytes(),
    "36.74/warna.csv": b"warna,bentuk\nmerah,bulat\n",
    "aneh.csv": b"region_code,metric\x00",
}
REFUSED = {"36.74/warna.csv", "aneh.csv"}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """One sweep over every kind of file; read only."""
    root = tmp_path_factory.mktemp("mix")
    place = opened(root / "w")
    result = sweep_inbox(place, lay(root / "inbox", MIX), QUARTER)
    assert {name for name, _ in result.refused} == REFUSED
    return place


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    return opened(tmp_path / "w")


@pytest.fixture
def copied(mixed: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the swept workspace, to be changed at will."""
    mixed.store.engine.dispose()
    shutil.copytree(mixed.store.root, tmp_path / "copy")
    return opened(tmp_path / "copy")


def all_facts(place: Workspace) -> list[Fact]:
    """Every fact of every region."""
    return [fact for facts in place.store.facts_by_region().values() for fact in facts]


def state(place: Workspace) -> tuple[list[str], list[tuple[str, ...]]]:
    """Ids of all facts and all that is said of files."""
    said = [
        (one.rule, one.region_code or "", one.place, one.message_id, one.evidence_sha256 or "")
        for one in place.store.reading_findings()
    ]
    return sorted(fact.fact_id for fact in all_facts(place)), sorted(said)


def forget(place: Workspace) -> None:
    """Delete every fact and finding, so that only evidence and receipts are left."""
    tables: list[type[SQLModel]] = [*FACT_TYPES.values(), Finding]
    with Session(place.store.engine.execution_options(writes=True)) as session:
        for table in tables:
            session.exec(delete(table))
        session.commit()


def stands_at(content: bytes, locator: str) -> Any:
    """What a kept file holds at a locator: cells of a workbook, of a table or of JSON."""
    if found := re.search(r" lembar (.+) sel ([A-Z]+[0-9]+)(?: s\.d\. (\w+))?$", locator):
        sheet: Any = openpyxl.load_workbook(BytesIO(content), data_only=True)[found[1]]
        if found[3] is None:
            return sheet[found[2]].value
        return [one.value for row in sheet[f"{found[2]}:{found[3]}"] for one in row]
    if found := re.search(r" baris (\d+),? kolom (.+)$", locator):
        text = content.decode("utf-8-sig")
        rows = list(csv.reader(StringIO(text), delimiter=";" if ";" in text[:200] else ","))
        column = int(found[2]) - 1 if found[2].isdigit() else rows[0].index(found[2])
        return rows[int(found[1]) - 1][column]
    number, key = re.search(r"\[(\d+)\]\.(\w+)$", locator).groups()  # type: ignore[union-attr]
    return json.loads(content)[int(number)][key]


def same(raw: str, value: Any) -> bool:
    """Whether the raw text of a fact is what the cell holds."""
    match value:
        case list():
            return all(str(one) in raw for one in value)
        case datetime() | date():
            return raw == value.isoformat()[:10]
        case int() | float():
            return Decimal(raw) == Decimal(repr(value))
        case _:
            return raw == (value or "")


@pytest.mark.parametrize("name", [name for name in MIX if name not in REFUSED])
def test_every_cell_of_a_fact_is_in_the_kept_file(mixed: Workspace, name: str) -> None:
    """Opened at its locator, the evidence says letter by letter what the fact quotes."""
    sent = hashlib.sha256(MIX[name]).hexdigest()
    (receipt,) = [one for one in mixed.store.receipts() if one.original_sha256 == sent]
    content = mixed.store.content_of(receipt.sha256 or "")
    stated = [one for one in all_facts(mixed) if one.evidence_sha256 == receipt.sha256]
    cells = [cell for one in stated for cell in one.cells.values()]
    assert bool(cells) == ("salah" not in name)
    for cell in cells:
        assert cell["locator"].startswith(receipt.file_name)
        assert same(cell["raw"], stands_at(content, cell["locator"])), cell


def test_what_a_fact_says_has_its_cell(mixed: Workspace) -> None:
    """Amounts and counts are never without one."""
    for fact in all_facts(mixed):
        for name, value in fact.model_dump().items():
            if name.endswith(("_idr", "persons")) and value is not None:
                assert name in fact.cells, (fact.kind, name, fact.cells)


def test_nothing_lands_on_another_region(mixed: Workspace) -> None:
    """A file laid down for a region speaks of that region only; a misfiled one gives no facts."""
    receipts = {one.sha256: one for one in mixed.store.receipts()}
    for fact in all_facts(mixed):
        laid = receipts[fact.evidence_sha256].laid_for_region
        assert laid in ("", fact.region_code)
    for one in mixed.store.reading_findings():
        receipt = receipts.get(one.evidence_sha256)
        assert receipt is None or receipt.laid_for_region in ("", one.region_code)
    assert mixed.store.facts_of("36.73") == []
    rules = [one.rule for one in file_findings(mixed, "36.04", QUARTER)]
    assert "berkas.daerah_lain" in rules
    assert file_findings(mixed, "36.71", QUARTER) == []


def test_a_second_sweep_changes_nothing(copied: Workspace, tmp_path: Path) -> None:
    """Same facts, same findings, same outcome; only receipts are added."""
    region = copied.register.regions["36.72"]
    before = state(copied)
    card = assess(copied, region, QUARTER).scorecard
    again = sweep_inbox(copied, lay(tmp_path / "inbox", MIX), QUARTER)
    assert again.facts == 0
    assert state(copied) == before
    assert assess(copied, region, QUARTER).scorecard == card


def test_a_replay_brings_back_facts_findings_and_outcome(copied: Workspace) -> None:
    """Of all kept files, also of one that was kept and refused."""
    codes = ("36.72", "36.03", "36.71")
    kept = {one.original_sha256 for one in copied.store.receipts() if one.sha256}
    lost = {one.batch for one in copied.store.reading_findings()}
    lost = {one for one in lost if one.partition(":")[0] not in kept}
    ids, said = state(copied)
    cards = [assess(copied, copied.register.regions[code], QUARTER).scorecard for code in codes]
    gone = [one for one in copied.store.reading_findings() if one.batch in lost]
    forget(copied)
    replay(copied, QUARTER)
    again, told = state(copied)
    assert again == ids
    assert {one[2] for one in said} - {one[2] for one in told} == {one.place for one in gone}
    assert set(told) <= set(said)
    found = [assess(copied, copied.register.regions[code], QUARTER).scorecard for code in codes]
    assert found == cards


def test_blank_cells_state_nothing(workspace: Workspace, tmp_path: Path) -> None:
    """No zero comes of a cell that was left empty: the field is unknown, or there is no fact."""
    blank = (("Anggaran", "H3"), ("Anggaran", "I3"), ("Kepesertaan", "D3"), ("Kepesertaan", "E2"))
    book = instrument(changes=dict.fromkeys(blank))
    sweep_inbox(workspace, lay(tmp_path / "inbox", {"a.xlsx": book}), QUARTER)
    facts = workspace.store.facts_of("36.72")
    stated = [value for fact in facts for value in fact.model_dump().values()]
    assert 0 not in [value for value in stated if type(value) in (int, Decimal)]
    assert 4_100 not in stated
    assert [one.realised_idr for one in facts if isinstance(one, BudgetLine)] == [None, None]
    assert {one.active_persons for one in facts if isinstance(one, Participation)} == {
        95_000,
        10_000,
    }


def counts(place: Workspace, quarter: Quarter = QUARTER) -> set[int | None]:
    """Members of Cilegon as known for a quarter."""
    region = place.register.regions["36.72"]
    return {one.active_persons for one in known_of(place, region, quarter).participation}


def said_of(count: int, quarter: str = "2024-Q3") -> bytes:
    """A workbook of Cilegon with a count of its own."""
    return instrument("36.72", quarter, changes={("Kepesertaan", "D2"): count})


@pytest.mark.parametrize(("first", "last"), [(1_000, 2_000), (2_000, 1_000)])
def test_of_two_on_one_day_the_last_in_stands(
    workspace: Workspace, tmp_path: Path, first: int, last: int
) -> None:
    """Whatever they say, and after a second sweep of both as well."""
    inbox = lay(tmp_path / "inbox", {"a.xlsx": said_of(first), "b.xlsx": said_of(last)})
    for _ in range(2):
        sweep_inbox(workspace, inbox, QUARTER)
        assert counts(workspace) & {first, last} == {last}


def test_a_workbook_of_another_quarter_stays_with_that_quarter(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Side by side in one folder, neither replaces the other; a misfiled one is not used."""
    files = {"a.xlsx": said_of(1_000, "2024-Q2"), "b.xlsx": said_of(2_000)}
    files["2024-Q3/c.xlsx"] = said_of(3_000, "2024-Q2")
    sweep_inbox(workspace, lay(tmp_path / "inbox", files), QUARTER)
    assert counts(workspace, Quarter(2024, 2)) & {1_000, 2_000, 3_000} == {1_000}
    assert 2_000 in counts(workspace)
    assert 3_000 not in counts(workspace)


def test_a_replaced_file_replaces_what_it_said(workspace: Workspace, tmp_path: Path) -> None:
    """The same name with other content is read; the errors of the first are gone."""
    first = instrument(changes={("Kepesertaan", "D2"): 1_000, **WRONG})
    for content in (first, said_of(2_000)):
        sweep_inbox(workspace, lay(tmp_path / "inbox", {"a.xlsx": content}), QUARTER)
    assert counts(workspace) & {1_000, 2_000} == {2_000}
    assert file_findings(workspace, "36.72", QUARTER) == []


def test_one_workbook_in_two_folders_counts_once(workspace: Workspace, tmp_path: Path) -> None:
    """Facts are known by their content, not by where they lay."""
    files = dict.fromkeys(("a.xlsx", "36.72/a.xlsx", "2024-Q3/a.xlsx"), said_of(1_000))
    sweep_inbox(workspace, lay(tmp_path / "inbox", files), QUARTER)
    members = known_of(workspace, workspace.register.regions["36.72"], QUARTER).participation
    assert [one.active_persons for one in members].count(1_000) == 1


def test_pages_before_a_failing_one_stand(workspace: Workspace) -> None:
    """The next feed is asked all the same; once the page comes, the note about it goes."""
    pages = [{**RULE, "noPeraturan": str(20 + number)} for number in range(4)]
    neighbour = {**RULE, "teuBadan": "Kota Tangerang"}
    with running() as portal:
        first = portal.on("/p?page=1&limit=2", as_json(pages[:2]))
        portal.on("/p?page=2&limit=2", as_json({"error": "SQLSTATE"}, status=500))
        portal.on("/p?page=3&limit=2", as_json([]))
        paged = JdihEndpoint(region="36.72", address=first, paged=Paging())
        other = JdihEndpoint(region="36.71", address=portal.on("/b", as_json([neighbour])))
        asked = Endpoints(jdih=(paged, other))
        ask_portals(workspace, asked, QUARTER, QUICK)
        assert len(workspace.store.facts_of("36.72")) == 2
        assert len(workspace.store.facts_of("36.71")) == 1
        assert [one.rule for one in file_findings(workspace, "36.72", QUARTER)] == ["PORTAL"]
        assert file_findings(workspace, "36.71", QUARTER) == []
        portal.on("/p?page=2&limit=2", as_json(pages[2:]))
        ask_portals(workspace, asked, QUARTER, QUICK)
    assert len(workspace.store.facts_of("36.72")) == 4
    assert file_findings(workspace, "36.72", QUARTER) == []
