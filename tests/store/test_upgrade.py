"""A database of an earlier version is carried along with everything in it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from models import DocumentForm, DocumentKind, Quarter, make_engine
from models.migrations import NEWEST
from monev.errors import EnvironmentFault
from monev.register import load_register
from monev.store import Store

FINDING = """
INSERT INTO finding (rule, severity, region_code, place, evidence_sha256, subject, unit,
                     message_id, message_en, batch)
VALUES ('V01', 'galat', NULL, 'a.csv baris 2', '', '', '', 'pesan', 'message', 'b')
"""
REGION = """
INSERT INTO region (code, name, kind, province_code, island_zone, autonomous)
VALUES ('36.72', 'Kota Cilegon', 'kota', '36', 'Jawa-Bali', :yes)
"""
EVALUATION = """
INSERT INTO evaluation (region_code, quarter, revision, reason, changes, mode, rubric_profile,
                        rubric_version, inputs_sha256, completeness, score, score_low, score_high,
                        band, provisional, scorecard, profile, created_at)
VALUES ('36.72', '2024-Q3', 1, 'evaluasi triwulan', '', 'ketat', 'bawaan', '1.0+abc', 'x', '0.5',
        '57.123456789012345678901234', '40', '80', 'Cukup', :no, '{"mode": "ketat"}', '{}', :moment)
"""


def test_the_newest_version_is_the_last_file() -> None:
    """Whoever adds a version and forgets the number would leave every database as it is."""
    config = Config()
    config.set_main_option("script_location", "models:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == NEWEST


def test_a_database_of_a_later_version_is_left_alone(url: str, tmp_path: Path) -> None:
    """It is told which versions meet, and what to do; nothing in it is touched."""
    Store.open(url, tmp_path).engine.dispose()
    engine = make_engine(url)
    with engine.execution_options(writes=True).connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    with pytest.raises(EnvironmentFault, match=f"version 9999.*up to {NEWEST}"):
        Store.open(url, tmp_path)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    engine.dispose()
    assert found == "9999"


def as_of_version(url: str, revision: str) -> Engine:
    """Make the tables of an earlier version."""
    config = Config()
    config.set_main_option("script_location", "models:migrations")
    config.attributes["url"] = url
    command.upgrade(config, revision)
    return make_engine(url)


def test_findings_of_the_first_version_are_kept(url: str, tmp_path: Path) -> None:
    """The new columns are empty, the old row says what it said."""
    engine = as_of_version(url, "0001")
    with engine.execution_options(writes=True).connect() as connection:
        connection.execute(text(FINDING))
        connection.commit()
    engine.dispose()
    store = Store.open(url, tmp_path)
    (kept,) = store.reading_findings()
    assert (kept.rule, kept.message_id, kept.waiver) == ("V01", "pesan", "")
    assert store.file_findings("2024-Q3") == [kept]
    assert store.receipts() == []
    store.engine.dispose()


def test_an_evaluation_from_before_rule_books_is_kept(url: str, tmp_path: Path) -> None:
    """It says what it said, to the last digit; what was not remembered then is null, not empty."""
    engine = as_of_version(url, "0002")
    with engine.execution_options(writes=True).connect() as connection:
        connection.execute(text(REGION), {"yes": True})
        moment = datetime(2024, 10, 11, tzinfo=UTC)
        values = {"no": False, "moment": moment if "postgres" in url else str(moment)[:19]}
        connection.execute(text(EVALUATION), values)
        connection.commit()
    engine.dispose()
    store = Store.open(url, tmp_path, load_register())
    kept = store.current_evaluation("36.72", str(Quarter(2024, 3)))
    assert kept is not None
    assert (str(kept.score), kept.band) == ("57.123456789012345678901234", "Cukup")
    assert (kept.rubric_sha256, kept.fact_ids, kept.beside) == (None, None, None)
    assert kept.prospect == {}
    assert store.rule_books() == []
    assert store.evaluation_of("36.72", "2024-Q3", 1) == kept
    assert store.evaluation_of("36.72", "2024-Q3", 2) is None
    store.engine.dispose()


REPORT = """
INSERT INTO report (evaluation_id, number, path, sha256, pages, filed_at)
VALUES (1, 'MONEV/36.72/2024-Q3/R1', 'reports/2024-Q3/36.72/laporan-monev-36.72-2024-Q3-r1.pdf',
        'abc', 9, :moment)
"""


def test_a_report_from_before_documents_is_kept(url: str, tmp_path: Path) -> None:
    """Number, place, hash and pages stay; of what was not noted then nothing is made up."""
    engine = as_of_version(url, "0003")
    moment = datetime(2024, 10, 11, tzinfo=UTC)
    with engine.execution_options(writes=True).connect() as connection:
        connection.execute(text(REGION), {"yes": True})
        connection.execute(text(EVALUATION), {"no": False, "moment": moment})
        connection.execute(text(REPORT), {"moment": moment})
        connection.commit()
    engine.dispose()
    store = Store.open(url, tmp_path)
    kept = store.report_of(1)
    assert kept is not None
    assert (kept.number, kept.sha256, kept.pages) == ("MONEV/36.72/2024-Q3/R1", "abc", 9)
    assert (kept.kind, kept.form, kept.language) == (
        DocumentKind.REGION_REPORT,
        DocumentForm.PDF,
        "id",
    )
    assert (kept.scope, kept.period, kept.revision) == ("36.72", "2024-Q3", 1)
    assert (kept.design_sha256, kept.size_bytes, kept.filed_at) == ("", 0, moment)
    evaluation = store.evaluation_of("36.72", "2024-Q3", 1)
    assert evaluation is not None
    assert evaluation.told is None
    store.engine.dispose()


RECEIPT = """
INSERT INTO receipt (original_sha256, slot, batch, file_name, source_id, address, quarter,
                     laid_for_region, laid_for_quarter, asked, removed, etag, modified, status,
                     problem, facts, errors, handed_in_on, received_on, received_at)
VALUES ('a', '', 'b', 'a.xlsx', 'instrument', '', '2024-Q3', '', '', '{}', '{}', '', '', 'terbaca',
        '', 3, 0, '2024-10-05', :day, :moment)
"""


def test_what_came_before_approvals_is_a_draft(url: str, tmp_path: Path) -> None:
    """Evaluations stay and nothing is published; who laid an older file in is not made up."""
    engine = as_of_version(url, "0004")
    moment = datetime(2024, 10, 11, tzinfo=UTC)
    with engine.execution_options(writes=True).connect() as connection:
        connection.execute(text(REGION), {"yes": True})
        connection.execute(text(EVALUATION), {"no": False, "moment": moment})
        connection.execute(text(RECEIPT), {"day": moment.date(), "moment": moment})
        connection.commit()
    engine.dispose()
    store = Store.open(url, tmp_path)
    assert list(store.current_revisions("2024-Q3")) == ["36.72"]
    assert store.published_in("2024-Q3") == {}
    assert store.steps_of("2024-Q3") == []
    (kept,) = store.receipts("2024-Q3")
    assert (kept.facts, kept.received_by) == (3, "")
    store.engine.dispose()
