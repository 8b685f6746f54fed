"""Objections on both databases: as they were filed, whole steps or none, never two at once."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from models import (
    Evaluation,
    Evidence,
    Fact,
    Objection,
    ObjectionAction,
    ObjectionStep,
    Receipt,
    ReceiptStatus,
    RegionRun,
    RunStatus,
    Statistic,
    Tier,
)
from monev.errors import UsageError
from monev.objection_states import ObjectionStanding, ObjectionState
from monev.register import load_register
from monev.store import Store

MOMENT = datetime(2024, 10, 21, 3, 0, tzinfo=UTC)
QUARTER = "2024-Q3"


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    """A workspace with the register and nothing else, on either database."""
    opened = Store.open(url, tmp_path, load_register())
    yield opened
    opened.engine.dispose()


def evaluated(store: Store, code: str) -> int:
    """File a revision without papers."""
    one = Evaluation(
        region_code=code,
        quarter=QUARTER,
        revision=1,
        reason="uji",
        mode="ketat",
        rubric_profile="bawaan",
        rubric_version="1",
        inputs_sha256="x",
        completeness=Decimal(0),
        score_low=Decimal(0),
        score_high=Decimal(0),
        provisional=False,
        scorecard={},
        created_at=MOMENT,
    )
    return store.file_evaluation(one, [], [], [], []).evaluation_id or 0


def kept(store: Store, content: bytes) -> str:
    """Keep a document."""
    digest = hashlib.sha256(content).hexdigest()
    row = Evidence(
        sha256=digest,
        source_id="keberatan",
        file_name="surat.pdf",
        media_type="application/pdf",
        size_bytes=len(content),
        received_at=MOMENT,
    )
    store.keep(content, row)
    return digest


def step(number: int, action: ObjectionAction, by: str, objection: int = 0) -> ObjectionStep:
    """A step that is still to be filed."""
    return ObjectionStep(
        objection_id=objection, number=number, action=action, by=by, text="alasan", at=MOMENT
    )


def filed(store: Store, code: str = "36.72") -> ObjectionStanding:
    """File an objection to a value of a region."""
    row = Objection(
        region_code=code,
        quarter=QUARTER,
        revision=1,
        evaluation_id=evaluated(store, code),
        indicator="C1",
        fact_id="f",
        fact_kind="participation",
        field="coverage_pct",
        unit="%",
        printed_value="53",
        printed_raw="53",
        printed_locator="a.csv baris 2",
        printed_sha256="a" * 64,
        claimed_raw="61,5",
        claimed_value="61.5",
        document_sha256=kept(store, b"%PDF-surat"),
        document_name="surat.pdf",
        due_on=date(2024, 11, 4),
    )
    return store.file_objection(row, step(1, ObjectionAction.FILED, "ani"))


def correction(digest: str) -> Fact:
    """A statement that an acceptance adds."""
    return Statistic(
        region_code="36.72",
        evidence_sha256=digest,
        tier=Tier.DOCUMENT,
        known_on=date(2024, 10, 21),
        measure="penduduk_bekerja",
        span_start=date(2024, 1, 1),
        span_end=date(2024, 6, 30),
        value=Decimal(1),
    ).identified()


def test_an_objection_comes_back_as_it_was_filed(store: Store) -> None:
    """Every column, on either database, and found by number, region and quarter."""
    one = filed(store)
    other = filed(store, "19")
    assert store.objection(one.number) == one
    assert store.objection(99) is None
    assert store.objections_of("36.72", QUARTER) == [one]
    assert store.objections_of("36.72", "2024-Q2") == []
    assert store.objections() == [one, other]
    assert store.objections(QUARTER, ["19"]) == [other]
    assert one.state is ObjectionState.OPEN
    assert one.is_late(date(2024, 11, 5))
    assert not one.is_late(date(2024, 11, 4))


def test_a_step_is_filed_with_what_it_adds_or_not_at_all(store: Store) -> None:
    """Of two deciding at once the second changes nothing, and its statement is not added."""
    one = filed(store)
    store.take_objection_step(step(2, ObjectionAction.DECLINED, "citra", one.number))
    late = step(2, ObjectionAction.ACCEPTED, "nani", one.number)
    with pytest.raises(UsageError, match="same moment"):
        store.take_objection_step(late, [correction(one.objection.document_sha256)])
    standing = store.objection(one.number)
    assert standing is not None
    assert standing.state is ObjectionState.DECLINED
    assert standing.answer is not None
    assert standing.answer.by == "citra"
    assert store.facts_of("36.72") == []


def test_an_accepted_objection_leads_to_its_run_and_revision(store: Store) -> None:
    """The last line of the ledger counts; the state stays accepted."""
    one = filed(store)
    fact = correction(one.objection.document_sha256)
    store.take_objection_step(step(2, ObjectionAction.ACCEPTED, "citra", one.number), [fact])
    assert [stored.fact_id for stored in store.facts_of("36.72")] == [fact.fact_id]
    evaluation = store.evaluation_of("36.72", QUARTER, 1)
    for number in (3, 4):
        run = RegionRun(
            region_code="36.72",
            quarter=QUARTER,
            reason="keberatan",
            requested_by="citra",
            status=RunStatus.REQUESTED,
            requested_at=MOMENT,
        )
        asked = step(number, ObjectionAction.RUN, "citra", one.number)
        asked.run_id = store.start_run(run)
        store.take_objection_step(asked)
        store.end_run(asked.run_id, MOMENT, None, evaluation if number == 4 else None)
    standing = store.objection(one.number)
    assert standing is not None
    assert standing.state is ObjectionState.ACCEPTED
    assert standing.revision == 1
    assert standing.answer is not None
    assert standing.answer.action is ObjectionAction.ACCEPTED


def test_who_brought_a_file_is_told_by_its_receipts(store: Store) -> None:
    """By the bytes as sent or as kept; a schedule brings nothing in anybody's name."""
    digest = kept(store, b"%PDF-lain")
    for by, original in (("dina", digest), ("eka", "b" * 64), ("", digest)):
        store.add_receipt(
            Receipt(
                sha256=digest,
                original_sha256=original,
                file_name="a.pdf",
                status=ReceiptStatus.READ,
                received_by=by,
                received_on=date(2024, 10, 1),
                received_at=MOMENT,
            )
        )
    assert store.brought_by(digest) == {"dina", "eka"}
    assert store.brought_by("b" * 64) == {"eka"}
    assert store.brought_by("c" * 64) == set()
