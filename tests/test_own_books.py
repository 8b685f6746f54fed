"""A workspace's own books: receipts of reports, recommendations over quarters and revisions."""

import hashlib
import io
from datetime import date
from pathlib import Path

import pypdf
import pytest

from models import Evaluation, Evidence, Quarter, Receipt, ReceiptStatus, Tier, Waiver
from monev.assess_region import assess
from monev.collect_many import collect_folder
from monev.evaluate_region import evaluate_region
from monev.own_books import NEW, STATUSES, past_actions, reports_due, tracked, tracked_actions
from monev.reports import archive
from monev.scorecard import Scorecard
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace
from tests.evaluations import filed, told
from tests.facts import fact, row
from tests.workbooks import instrument

FIRST, SECOND, THIRD, FOURTH = (Quarter(2024, number) for number in range(1, 5))
CODE, OTHER, PROVINCE = "36.72", "36.74", "36"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A new workspace."""
    return open_workspace(Settings(workspace=tmp_path / "w"))


def received(workspace: Workspace, code: str, quarter: Quarter, day: date) -> str:
    """Note that a government handed in its report on a day; return the hash of the file."""
    content = f"{code} {quarter} {day}".encode()
    digest = hashlib.sha256(content).hexdigest()
    now = workspace.now()
    workspace.store.keep(
        content,
        Evidence(
            sha256=digest,
            source_id="instrument",
            file_name="i.xlsx",
            media_type="x",
            size_bytes=len(content),
            received_at=now,
        ),
    )
    workspace.store.add_receipt(
        Receipt(
            sha256=digest,
            file_name="i.xlsx",
            region_code=code,
            quarter=str(quarter),
            status=ReceiptStatus.READ,
            handed_in_on=day.isoformat(),
            received_on=day,
            received_at=now,
        )
    )
    return digest


def due(workspace: Workspace, quarter: Quarter, code: str = CODE) -> dict[str, date | None]:
    """Day of the first hand-in of every report that was due, by quarter."""
    found = reports_due(workspace, workspace.register.regions[code], quarter)
    return {one.quarter: one.handed_in_on for one in found}


def test_a_quarter_that_took_in_nothing_says_nothing(workspace: Workspace) -> None:
    """Only what any government had handed in by the cut-off opens a quarter; last year is over."""
    assert due(workspace, THIRD) == {}
    received(workspace, OTHER, Quarter(2023, 4), date(2024, 1, 9))
    received(workspace, OTHER, THIRD, date(2024, 10, 11))
    assert due(workspace, THIRD) == {}
    received(workspace, OTHER, SECOND, date(2024, 7, 9))
    assert due(workspace, THIRD) == {"2024-Q2": None}
    assert due(workspace, FIRST) == {}


@pytest.mark.parametrize("code", [CODE, PROVINCE])
def test_the_first_hand_in_decides_and_later_ones_are_not_yet_known(
    workspace: Workspace, code: str
) -> None:
    """A correction makes nothing late; what came after this cut-off is known by the next."""
    first = received(workspace, code, FIRST, date(2024, 4, 9))
    received(workspace, code, FIRST, date(2024, 6, 1))
    received(workspace, code, SECOND, date(2024, 7, 11))
    received(workspace, code, THIRD, date(2024, 10, 11))
    received(workspace, OTHER, THIRD, date(2024, 10, 9))
    early = {"2024-Q1": date(2024, 4, 9), "2024-Q2": date(2024, 7, 11), "2024-Q3": None}
    assert due(workspace, THIRD, code) == early
    assert due(workspace, FOURTH, code) == early | {"2024-Q3": date(2024, 10, 11)}
    (one, *_) = reports_due(workspace, workspace.register.regions[code], THIRD)
    assert (one.evidence_sha256, one.place) == (first, "tanda terima laporan 2024-Q1")
    g1 = row(assess(workspace, workspace.register.regions[code], THIRD).scorecard, "G1")
    assert g1.value == "0.5"


def test_a_waiver_of_reporting_excuses_the_quarters_it_covers(workspace: Workspace) -> None:
    """Excused to the end of June: the second report is not expected, the third is."""
    for quarter in (SECOND, THIRD):
        received(workspace, OTHER, quarter, quarter.due_date)
    received(workspace, CODE, THIRD, THIRD.due_date)
    card = assess(workspace, workspace.register.regions[CODE], THIRD).scorecard
    assert row(card, "G1").value == "0.5"
    for code, rule in ((CODE, "LAPOR"), (OTHER, "LAPOR"), (CODE, "V01")):
        workspace.store.add_waiver(
            Waiver(
                rule=rule,
                region_code=code,
                reason="bencana",
                granted_by="Kanwil",
                granted_on=date(2024, 6, 1),
                until=date(2024, 6, 30) if rule == "LAPOR" else date(2024, 12, 31),
                created_at=workspace.now(),
            )
        )
    found = reports_due(workspace, workspace.register.regions[CODE], THIRD)
    assert [(one.quarter, one.excused) for one in found] == [("2024-Q2", True), ("2024-Q3", False)]
    card = assess(workspace, workspace.register.regions[CODE], THIRD).scorecard
    assert row(card, "G1").value == "1"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Three quarters collected and evaluated; permits: no, by SOP, by system."""
    root = tmp_path_factory.mktemp("year")
    made = open_workspace(Settings(workspace=root / "w"))
    (root / "inbox").mkdir()
    for quarter, answer in ((FIRST, "tidak"), (SECOND, "sop"), (THIRD, "sistem")):
        content = instrument(CODE, str(quarter), changes={("Atestasi", "B4"): answer})
        (root / "inbox" / f"{quarter}.xlsx").write_bytes(content)
    assert collect_folder(made, root / "inbox").refused == []
    assert evaluate_region(made, CODE, FIRST).fresh
    filed(made, CODE, SECOND)  # nobody reads its paper, which costs seconds
    assert evaluate_region(made, CODE, THIRD).fresh
    return made


def card_of(evaluation: Evaluation | None) -> Scorecard:
    """The scorecard that was filed."""
    assert evaluation is not None
    return Scorecard.model_validate(evaluation.scorecard)


def test_three_quarters_follow_one_request_from_the_files_to_the_end(year: Workspace) -> None:
    """Asked in the first, overdue in the second, done in the third; G1 by three receipts."""
    cards = [card_of(year.store.current_evaluation(CODE, str(one))) for one in (FIRST, SECOND)]
    third = card_of(year.store.current_evaluation(CODE, str(THIRD)))
    told_of = [
        {one.id: one.status for one in tracked(card) if one.indicator == "K2"}
        for card in (*cards, third)
    ]
    name = "36.72/2024-Q1/K2"
    assert told_of == [{name: NEW}, {name: "lewat_tenggat"}, {name: "selesai"}]
    assert row(third, "G1").value == "1"
    assert len({one.evidence_sha256 for one in row(third, "G1").inputs}) == 3
    g4 = row(third, "G4")
    counts = {one.title: one.value for one in g4.counts}
    states = [one.status for one in third.follow_up if one.indicator != "G4"]
    overdue = [one for one in third.follow_up if one.deadline <= THIRD.due_date]
    assert counts["rekomendasi_jatuh_tempo"] == len([x for x in overdue if x.indicator != "G4"])
    assert counts["rekomendasi_selesai"] >= 1
    assert set(states) == {"selesai", "terbuka", "lewat_tenggat"}
    assert g4.cap is None


def test_the_report_prints_the_follow_up_before_the_plan(year: Workspace) -> None:
    """The first says that there is none; the third names each: done before the plan, open in it."""
    texts = []
    for quarter in (FIRST, THIRD):
        evaluation = year.store.current_evaluation(CODE, str(quarter))
        report = year.store.report_of(evaluation.evaluation_id or 0) if evaluation else None
        assert report is not None
        pdf = pypdf.PdfReader(io.BytesIO(archive.read_filed(year.store.depot, report)))
        texts.append(" ".join("\n".join(page.extract_text() for page in pdf.pages[1:]).split()))
    first, third = texts
    assert "Belum ada rekomendasi terdahulu" in first
    assert "(36.72/2024-Q1/K2)" in first
    assert "Belum ada rekomendasi terdahulu" not in third
    assert third.index("36.72/2024-Q1/K2 ") < third.index(". Rencana tindak lanjut, pemeriksaan")
    assert "lewat tenggat" in third.casefold()
    assert "sejak 2024-Q2" in third
    last = year.store.current_evaluation(CODE, str(THIRD))
    assert last is not None
    asked = {one["id"] for one in last.scorecard["actions"]}
    earlier = {one["id"] for one in last.scorecard["follow_up"]}
    begin = third.index("Tindak lanjut rekomendasi terdahulu")
    middle = third.index(". Rencana tindak lanjut, pemeriksaan")
    words, plan = third[begin:middle].split(), third[middle:]
    assert asked & earlier and earlier - asked
    assert all(f"({name})" in plan and name not in words for name in asked & earlier)
    assert all(name in words for name in earlier - asked)
    kept = f"{len(asked & earlier)} di antaranya tetap pada rencana tindak lanjut"
    assert kept in third[begin:middle]
    assert "pemeriksaan berikutnya 10 Januari 2025" in third


def test_nothing_new_keeps_every_revision(year: Workspace) -> None:
    """The same quarter twice gives the same revision, receipts and recommendations included."""
    assert not evaluate_region(year, CODE, SECOND).fresh
    assert not evaluate_region(year, CODE, THIRD).fresh


def refiled(workspace: Workspace, quarter: Quarter) -> bool:
    """File the quarter again if anything it depends on has changed, and say whether it had."""
    before = workspace.store.current_evaluation(CODE, str(quarter))
    again = filed(workspace, CODE, quarter)
    return before is None or before.inputs_sha256 != again.inputs_sha256


def permits(workspace: Workspace, answer: str, quarter: Quarter) -> None:
    """Store an answer about permits of a quarter's end."""
    told(workspace, CODE, [fact("attestation", item="ptsp", answer=answer, day=quarter.end)])


def test_a_new_revision_of_an_earlier_quarter_counts_once_the_later_is_evaluated_again(
    workspace: Workspace,
) -> None:
    """A document of March arrives: revision 2 asks for the deed, and the next quarter follows.

    The same outcome filed once more changes nothing for the quarter after it, and evaluating an
    earlier quarter never looks at a later one.
    """
    region = workspace.register.regions[CODE]
    for quarter in (FIRST, SECOND, THIRD):
        filed(workspace, CODE, quarter)
    second = card_of(workspace.store.current_evaluation(CODE, "2024-Q2"))
    assert "36.72/2024-Q1/K2-data" in {one.id for one in second.follow_up}
    filed(workspace, CODE, FIRST)
    assert not refiled(workspace, SECOND)
    permits(workspace, "tidak", FIRST)
    assert past_actions(workspace, region, FIRST) == ()
    assert refiled(workspace, FIRST)
    followed = {one.id for one in past_actions(workspace, region, SECOND)}
    assert "36.72/2024-Q1/K2" in followed
    assert "36.72/2024-Q1/K2-data" not in followed
    still = card_of(workspace.store.evaluation_of(CODE, "2024-Q2", 2))
    assert "36.72/2024-Q1/K2-data" in {one.id for one in still.follow_up}
    third = {one.id for one in past_actions(workspace, region, THIRD)}
    assert "36.72/2024-Q1/K2-data" in third
    assert refiled(workspace, SECOND)
    third = {one.id for one in past_actions(workspace, region, THIRD)}
    assert "36.72/2024-Q1/K2-data" not in third
    (read,) = {(one.found_in, one.revision) for one in past_actions(workspace, region, THIRD)}
    assert read == ("2024-Q2", 3)


def test_a_skipped_quarter_still_follows_up(workspace: Workspace) -> None:
    """Nothing was evaluated in the second quarter: the third follows up the first."""
    permits(workspace, "tidak", FIRST)
    filed(workspace, CODE, FIRST)
    permits(workspace, "sistem", THIRD)
    card = card_of(filed(workspace, CODE, THIRD))
    states = {one.id: (one.status, one.since) for one in card.follow_up}
    assert states["36.72/2024-Q1/K2"] == ("selesai", "2024-Q3")
    assert states["36.72/2024-Q1/K1-data"] == ("lewat_tenggat", "2024-Q2")


def test_the_list_of_a_quarter_holds_every_region_with_the_overdue_first(
    workspace: Workspace,
) -> None:
    """Two governments, one of which is in its second quarter."""
    filed(workspace, CODE, FIRST)
    for code in (CODE, OTHER):
        filed(workspace, code, SECOND)
    found = tracked_actions(workspace, SECOND)
    states = [one.status for one in found]
    assert states == sorted(states, key=STATUSES.index)
    assert {one.status for one in found if one.region_code == OTHER} == {NEW}
    overdue = [one.deadline for one in found if one.status == "lewat_tenggat"]
    assert overdue == sorted(overdue)
    assert max(overdue) <= SECOND.due_date


def test_a_rule_known_from_the_press_caps_the_share_of_the_province(workspace: Workspace) -> None:
    """All kab/kota of Banten have a rule; one is known from a newspaper only: 100 becomes 50."""
    province = workspace.register.regions[PROVINCE]
    children = workspace.register.children(PROVINCE)
    rule = {"title": "Jamsostek", "number": "1", "year": 2024, "stage": 8}
    for place, one in enumerate(children):
        instrument_of = "Perwal" if one.kind == "kota" else "Perbup"
        in_force = fact(
            "regulation",
            instrument=instrument_of,
            status="berlaku",
            day=date(2024, 5, 1),
            tier="media" if place == 0 else "dokumen_resmi",
            **rule,
        )
        told(workspace, one.code, [in_force])
        filed(workspace, one.code, THIRD)
    found = row(assess(workspace, province, THIRD).scorecard, "P1")
    assert found.value == "1"
    assert [found.points, found.score, found.cap] == [100, 50, 50]
    tiers = {one.locator.split()[2]: one.tier for one in found.inputs}
    assert tiers.pop(children[0].code) == Tier.PRESS
    assert Tier.PRESS not in tiers.values()
