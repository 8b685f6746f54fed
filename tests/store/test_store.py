"""Keeping and finding again, on SQLite and on PostgreSQL."""

import hashlib
import multiprocessing
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from models import (
    Evaluation,
    Evidence,
    Finding,
    Participation,
    Quarter,
    Region,
    RegionRun,
    RunStatus,
    Severity,
    Tier,
    make_engine,
)
from monev.assess_region import children_of
from monev.collect_many import collect_folder
from monev.evaluate_region import evaluate_region
from monev.register import load_register
from monev.settings import Settings
from monev.store import Store
from monev.workspace import open_workspace, packaged_example
from tests.evaluations import filed

MOMENT = datetime(2024, 10, 11, 2, 0, tzinfo=timezone(timedelta(hours=7)))
CONTENT = b"region_code,metric\n36.72,ucj_coverage\n"


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty workspace on either database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'monev.sqlite'}"
    else:
        url = request.getfixturevalue("postgres")
        _emptied(url)
    opened = Store.open(url, tmp_path, load_register())
    yield opened
    opened.engine.dispose()


def _emptied(url: str) -> None:
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()


def kept(store: Store) -> str:
    """Keep one small file and return its hash."""
    digest = hashlib.sha256(CONTENT).hexdigest()
    store.keep(
        CONTENT,
        Evidence(
            sha256=digest,
            file_name="a.csv",
            media_type="text/csv",
            size_bytes=len(CONTENT),
            source_id="",
            received_at=MOMENT,
        ),
    )
    return digest


def coverage(digest: str) -> Participation:
    """One fact with a decimal that binary floats cannot hold."""
    fact = Participation(
        region_code="36.72",
        evidence_sha256=digest,
        tier=Tier.PRESS,
        known_on=date(2024, 8, 22),
        as_of=date(2024, 8, 22),
        segment="SEMUA",
        coverage_pct=Decimal("53.10000000000000000001"),
        cells={"coverage_pct": {"locator": "a.csv baris 2, kolom value", "raw": "53,1"}},
    )
    fact.identified()
    return fact


def test_migrations_make_what_the_models_say(store: Store) -> None:
    """After all migrations nothing is left to generate."""
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_register_is_seeded_once(store: Store) -> None:
    """552 regions, also after opening again."""
    store.seed(load_register())
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM region").scalar_one() == 552


def test_the_same_bytes_are_kept_once(store: Store) -> None:
    """Keeping again changes nothing, and the bytes rest under their hash."""
    digest = kept(store)
    assert kept(store) == digest
    assert store.content_of(digest) == CONTENT
    assert len(store.all_evidence()) == 1


def test_times_come_back_in_utc(store: Store) -> None:
    """What was 02.00 in Jakarta is 19.00 of the day before in UTC, on both databases."""
    evidence = store.evidence(kept(store))
    assert evidence is not None
    assert evidence.received_at == MOMENT
    assert evidence.received_at.tzinfo == UTC


def test_a_fact_comes_back_digit_for_digit(store: Store) -> None:
    """Decimals stay exact, words of a list stay members, cells stay where they were."""
    digest = kept(store)
    store.save_reading(digest, [coverage(digest)], [])
    (found,) = store.facts_of("36.72")
    assert isinstance(found, Participation)
    assert found.coverage_pct == Decimal("53.10000000000000000001")
    assert found.tier is Tier.PRESS
    assert found.active_persons is None
    assert found.cell("coverage_pct").raw == "53,1"


def test_a_cell_with_half_a_letter_comes_back_as_it_stood(store: Store) -> None:
    """A lone half of a surrogate pair is no text of any language, and still what the cell held."""
    digest = kept(store)
    fact = coverage(digest)
    fact.cells = {"coverage_pct": {"locator": "a.csv baris 2", "raw": "53,1 \ud83d \u00e9"}}
    store.save_reading(digest, [fact], [])
    (found,) = store.facts_of("36.72")
    assert found.cell("coverage_pct").raw == "53,1 \ud83d \u00e9"


def test_reading_a_file_twice_adds_nothing(store: Store) -> None:
    """Facts by their id, findings by their file: a second sweep leaves both as they were."""
    digest = kept(store)

    def finding() -> Finding:
        return Finding(
            rule="isi.sel", severity=Severity.ERROR, message_id="x", message_en="x", subject="s"
        )

    assert store.save_reading(digest, [coverage(digest)], [finding()]) == 1
    assert store.save_reading(digest, [coverage(digest)], [finding()]) == 0
    assert len(store.reading_findings()) == 1


def test_a_revision_number_is_given_once(store: Store) -> None:
    """Two evaluations cannot both be revision 1 of a region and quarter."""
    rows = [
        Evaluation(
            region_code="36.72",
            quarter="2024-Q3",
            revision=1,
            reason="x",
            mode="ketat",
            rubric_profile="bawaan",
            rubric_version="1",
            inputs_sha256="0" * 64,
            completeness=Decimal(0),
            score_low=Decimal(0),
            score_high=Decimal(100),
            provisional=True,
            scorecard={},
            created_at=MOMENT,
        )
        for _ in range(2)
    ]
    from models import writing

    with writing(store.engine) as session:
        session.add(rows[0])
    with pytest.raises(IntegrityError), writing(store.engine) as session:
        session.add(rows[1])


def test_a_code_that_is_no_code_is_refused() -> None:
    """A region without the dot of its code does not validate."""
    with pytest.raises(ValueError, match="pattern"):
        Region.model_validate(
            {
                "code": "3672",
                "name": "x",
                "kind": "kota",
                "province_code": "36",
                "island_zone": "x",
                "autonomous": True,
            }
        )


def _write_many(url: str, root: str, count: int) -> None:
    store = Store(make_engine(url), Path(root))
    for _ in range(count):
        store.start_run(
            RegionRun(
                region_code="36.72",
                quarter="2024-Q3",
                reason="x",
                requested_by="x",
                status=RunStatus.DONE,
                requested_at=MOMENT,
            )
        )


def test_two_writers_lose_nothing(store: Store) -> None:
    """Two processes write 150 rows each at once; all 300 are there."""
    url = store.engine.url.render_as_string(hide_password=False)
    context = multiprocessing.get_context("spawn")
    writers = [
        context.Process(target=_write_many, args=(url, str(store.root), 150)) for _ in range(2)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=120)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert len(store.runs_of("2024-Q3")) == 300


def test_a_region_is_evaluated_alike_on_postgresql(postgres: str, tmp_path: Path) -> None:
    """The whole line on PostgreSQL files the same bytes as on SQLite."""
    _emptied(postgres)
    hashes = []
    for url, name in (("", "sqlite"), (postgres, "postgresql")):
        workspace = open_workspace(Settings(workspace=tmp_path / name, database_url=url))
        collect_folder(workspace, packaged_example())
        hashes.append(evaluate_region(workspace, "36.72", Quarter(2024, 3)).report.sha256)
        workspace.store.engine.dispose()
    assert hashes[0] == hashes[1]


def test_evaluations_of_some_regions_are_read_alone(tmp_path: Path) -> None:
    """Whoever names regions gets theirs and nobody else's; who names none gets nothing."""
    workspace = open_workspace(Settings(workspace=tmp_path))
    quarter = Quarter(2024, 3)
    for code in ("36.71", "36.72", "33.09"):
        filed(workspace, code, quarter)
    read = workspace.store.current_evaluations
    assert [one.region_code for one in read("2024-Q3")] == ["33.09", "36.71", "36.72"]
    assert [one.region_code for one in read("2024-Q3", ["36.72", "36.01"])] == ["36.72"]
    assert read("2024-Q3", []) == []
    region = workspace.register.regions["36"]
    scored = {one.code for one in children_of(workspace, region, quarter) if one.revision}
    assert scored == {"36.71", "36.72"}
