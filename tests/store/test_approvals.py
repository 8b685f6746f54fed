"""Steps of approval on both databases: in order, all or none, never two at once."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from models import (
    ApprovalAction,
    ApprovalStep,
    ApprovedRevision,
    Document,
    DocumentForm,
    DocumentKind,
    Evaluation,
    Evidence,
    Receipt,
    ReceiptStatus,
    Statistic,
    Tier,
)
from monev.approval import Revision
from monev.errors import UsageError
from monev.register import load_register
from monev.store import Store

MOMENT = datetime(2024, 10, 21, 3, 0, tzinfo=UTC)
QUARTER = "2024-Q3"
DIGEST = "a" * 64


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    """A workspace with the register and nothing else, on either database."""
    opened = Store.open(url, tmp_path, load_register())
    yield opened
    opened.engine.dispose()


def evaluated(
    store: Store, code: str, revision: int = 1, fact_ids: list[str] | None = None
) -> Evaluation:
    """File a revision with its report."""
    one = Evaluation(
        region_code=code,
        quarter=QUARTER,
        revision=revision,
        reason="uji",
        mode="ketat",
        rubric_profile="bawaan",
        rubric_version="1",
        inputs_sha256="x",
        rubric_sha256="rules",
        fact_ids=fact_ids,
        completeness=Decimal(0),
        score_low=Decimal(0),
        score_high=Decimal(0),
        provisional=False,
        scorecard={},
        created_at=MOMENT,
    )
    report = Document(
        kind=DocumentKind.REGION_REPORT,
        form=DocumentForm.PDF,
        language="id",
        scope=code,
        period=QUARTER,
        revision=revision,
        number=f"uji {code} {revision}",
        inputs_sha256="x",
        design_sha256="design",
        path="",
        sha256=f"report {code} {revision}",
        size_bytes=0,
        pages=0,
        filed_at=MOMENT,
    )
    return store.file_evaluation(one, [], [], [], [report])


def step(
    store: Store,
    number: int,
    action: ApprovalAction,
    *about: Evaluation,
    by: str = "dina",
    scope: str = "36",
) -> tuple[ApprovalStep, list[ApprovedRevision]]:
    """A step that is still to be filed."""
    taken = ApprovalStep(
        quarter=QUARTER, scope=scope, number=number, action=action, by=by, at=MOMENT
    )
    return taken, store.to_approve([one.evaluation_id or 0 for one in about])


def test_a_step_comes_back_as_it_was_taken(store: Store) -> None:
    """Who, when, and exactly which revisions, with the hashes of what was looked at."""
    first, second = evaluated(store, "36.72"), evaluated(store, "36.74")
    rows = store.to_approve([second.evaluation_id or 0, first.evaluation_id or 0])
    assert [(one.region_code, one.report_sha256, one.design_sha256) for one in rows] == [
        ("36.72", "report 36.72 1", "design"),
        ("36.74", "report 36.74 1", "design"),
    ]
    assert {one.rubric_sha256 for one in rows} == {"rules"}
    taken = store.take_steps([step(store, 1, ApprovalAction.REVIEWED, first, second)])
    (kept,) = store.steps_of(QUARTER)
    assert taken == [kept]
    assert (kept.by, kept.at, kept.action) == ("dina", MOMENT, "ditinjau")
    assert kept.about == {
        "36.72": Revision(first.evaluation_id or 0, 1),
        "36.74": Revision(second.evaluation_id or 0, 1),
    }
    assert store.steps_of("2024-Q2") == []
    assert store.steps_of(QUARTER, "19") == []


def test_of_two_steps_at_once_one_is_refused(store: Store) -> None:
    """The second with the same number changes nothing, nor does what it was to be filed with."""
    one = evaluated(store, "36.72")
    other = evaluated(store, "19")
    store.take_steps([step(store, 1, ApprovalAction.REVIEWED, one)])
    late = step(store, 1, ApprovalAction.RETURNED, one)
    beside = step(store, 1, ApprovalAction.REVIEWED, other, scope="19")
    with pytest.raises(UsageError, match="same moment"):
        store.take_steps([beside, late])
    assert [taken.action for taken in store.steps_of(QUARTER)] == ["ditinjau"]


def test_only_publication_publishes_and_the_last_one_counts(store: Store) -> None:
    """A review publishes nothing; a correction that is published takes the earlier one's place."""
    first = evaluated(store, "36.72")
    store.take_steps([step(store, 1, ApprovalAction.REVIEWED, first)])
    assert not store.is_published("36.72", QUARTER)
    store.take_steps([step(store, 2, ApprovalAction.PUBLISHED, first, by="nanda")])
    assert store.is_published("36.72", QUARTER)
    assert not store.is_published("36.72", "2024-Q4")
    assert not store.is_published("36.74", QUARTER)
    second = evaluated(store, "36.72", 2)
    assert store.published_in(QUARTER)["36.72"].evaluation_id == first.evaluation_id
    assert store.current_revisions(QUARTER) == {"36.72": Revision(second.evaluation_id or 0, 2)}
    store.take_steps([step(store, 3, ApprovalAction.PUBLISHED, second, by="nanda")])
    assert store.published_in(QUARTER, ["36.72"])["36.72"].revision == 2
    assert store.published_in(QUARTER, ["36.74"]) == {}


def laid_in(store: Store, by: str, code: str) -> str:
    """Keep a file with one fact about a region, laid in by a person; return the fact's id."""
    content = f"file of {by}".encode()
    digest = hashlib.sha256(content).hexdigest()
    store.keep(
        content,
        Evidence(
            sha256=digest,
            source_id="uji",
            file_name=f"{by}.csv",
            media_type="text/csv",
            size_bytes=len(content),
            received_at=MOMENT,
        ),
    )
    fact = Statistic(
        region_code=code,
        evidence_sha256=digest,
        tier=Tier.DOCUMENT,
        known_on=date(2024, 9, 1),
        measure="penduduk_bekerja",
        span_start=date(2024, 1, 1),
        span_end=date(2024, 6, 30),
        value=Decimal(1),
    )
    fact.identified()
    store.save_reading(digest, [fact], [])
    store.add_receipt(
        Receipt(
            sha256=digest,
            original_sha256=digest,
            file_name=f"{by}.csv",
            status=ReceiptStatus.READ,
            received_by=by,
            received_on=date(2024, 9, 1),
            received_at=MOMENT,
        )
    )
    return fact.fact_id


def test_who_laid_in_is_told_by_the_facts_that_counted(store: Store) -> None:
    """Only files with facts that the evaluation rests on, and only those that a person laid in."""
    counted = [laid_in(store, by, "36.72") for by in ("ani", "")]
    laid_in(store, "budi", "36.72")
    laid_in(store, "cici", "36.74")
    evaluated(store, "36.72", fact_ids=counted)
    current = store.current_revisions(QUARTER)
    assert store.laid_in_by(current) == {("ani", "36.72"): "ani.csv"}


def test_where_facts_were_not_kept_every_file_of_the_region_counts(store: Store) -> None:
    """An evaluation that is older than the keeping of its facts errs on the careful side."""
    for by in ("ani", "budi"):
        laid_in(store, by, "36.72")
    evaluated(store, "36.72", fact_ids=None)
    found = store.laid_in_by(store.current_revisions(QUARTER))
    assert {person for person, _ in found} == {"ani", "budi"}
