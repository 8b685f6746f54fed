"""What must hold after a resumed run: one current revision each, the same bytes, sound books."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import inspect, text

from bench.chaos.run import QUARTER
from models import Document, RunStatus
from monev.errors import ArchiveError
from monev.lost_runs import close_lost_runs
from monev.reports import archive
from monev.workspace import Workspace


def documents(place: Workspace, code: str) -> list[Document]:
    """Return the files of the current evaluation of a region."""
    current = place.store.current_outcome(code, str(QUARTER))
    return [] if current is None else list(place.store.documents_of(current.evaluation_id or 0))


def hashes(place: Workspace, codes: Iterable[str]) -> dict[str, str]:
    """Return one hash per region over inputs and bytes of everything it was given."""
    return {code: _hash(place, code) for code in codes}


def _hash(place: Workspace, code: str) -> str:
    current = place.store.current_outcome(code, str(QUARTER))
    told = [one.path + one.sha256 for one in documents(place, code)]
    inputs = current.inputs_sha256 if current else ""
    return hashlib.sha256("\n".join([inputs, *sorted(told)]).encode()).hexdigest()


def broken(place: Workspace, expected: dict[str, str]) -> list[str]:
    """Return what does not hold; empty where everything is as after an undisturbed run."""
    found = [line for code in expected for line in _region(place, code)]
    found += [
        f"{code}: other bytes than undisturbed"
        for code, one in hashes(place, expected).items()
        if one != expected[code]
    ]
    close_lost_runs(place)
    found += [
        f"line {one.run_id} of the ledger still runs"
        for one in place.store.open_runs()
        if one.status is RunStatus.RUNNING
    ]
    return found + _books(place)


def _region(place: Workspace, code: str) -> list[str]:
    rows = [one for one in place.store.outcomes_of(code) if one.quarter == str(QUARTER)]
    current = [one for one in rows if one.superseded_by is None]
    found = []
    if len(current) != 1:
        found.append(f"{code}: {len(current)} current revisions")
    if len(rows) != 1:
        found.append(f"{code}: {len(rows)} revisions of one run")
    for one in documents(place, code):
        try:
            archive.read_filed(place.store.root, one)
        except ArchiveError as error:
            found.append(f"{code}: {error}")
    return found


def _books(place: Workspace) -> list[str]:
    """Ask the database itself; on PostgreSQL every index is built anew and every row read."""
    engine = place.store.engine
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            whole = connection.execute(text("PRAGMA integrity_check")).scalars().all()
            strays = connection.execute(text("PRAGMA foreign_key_check")).all()
            return [f"integrity: {one}" for one in whole if one != "ok"] + [
                f"foreign key: {one}" for one in strays
            ]
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("REINDEX DATABASE"))
        for table in inspect(connection).get_table_names():
            connection.execute(text(f'SELECT * FROM "{table}"')).all()
    return []


def parts_left(folder: Path) -> int:
    """Return how many half-written files lie about; they harm nobody and are told."""
    return sum(1 for one in folder.rglob("*.part"))
