"""A database of the first version is carried along with everything in it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from models import make_engine
from monev.store import Store

FINDING = """
INSERT INTO finding (rule, severity, region_code, place, evidence_sha256, subject, unit,
                     message_id, message_en, batch)
VALUES ('V01', 'galat', NULL, 'a.csv baris 2', '', '', '', 'pesan', 'message', 'b')
"""


def test_findings_of_the_first_version_are_kept(tmp_path: Path) -> None:
    """The new columns are empty, the old row says what it said."""
    url = f"sqlite:///{tmp_path / 'monev.sqlite'}"
    config = Config()
    config.set_main_option("script_location", "models:migrations")
    config.attributes["url"] = url
    command.upgrade(config, "0001")
    engine = make_engine(url)
    with engine.execution_options(writes=True).connect() as connection:
        connection.execute(text(FINDING))
        connection.commit()
    engine.dispose()
    store = Store.open(url, tmp_path)
    (kept,) = store.reading_findings()
    assert (kept.rule, kept.message_id, kept.waiver) == ("V01", "pesan", "")
    assert store.file_findings("2024-Q3") == [kept]
    assert store.receipts() == []
