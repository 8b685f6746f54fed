"""What a run left behind, read from outside: documents by their hashes, sizes, Prefect's own times.

Read with plain SQL after the process has ended, so that no code of the run has a say.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

MB = 1_000_000
DATABASE = "monev.sqlite"
HISTORY = Path(".prefect") / "prefect.db"


@dataclass(frozen=True, order=True)
class Filed:
    """One filed document and the hash of its bytes."""

    kind: str
    form: str
    language: str
    scope: str
    revision: int
    sha256: str
    pages: int = 0

    @property
    def name(self) -> str:
        """Which document it is, whatever its bytes."""
        return f"{self.kind} {self.scope} {self.form} {self.language}, revision {self.revision}"


def filed(folder: Path, period: str) -> list[Filed]:
    """Return the documents filed for a quarter in a workspace, in a fixed order."""
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        rows = database.execute(
            "select kind, form, language, scope, revision, sha256, pages from document"
            " where period = ?",
            (period,),
        )
        return sorted(Filed(*row) for row in rows)


def differing(one: list[Filed], other: list[Filed]) -> list[str]:
    """Return the documents that only one of two runs filed, or with other bytes."""
    first, second = ({each.name: each.sha256 for each in run} for run in (one, other))
    return sorted(
        name for name in first.keys() | second.keys() if first.get(name) != second.get(name)
    )


def megabytes(folder: Path) -> dict[str, float]:
    """Return the size of the database with its log, and of everything else in a workspace."""
    database = sum(one.stat().st_size for one in folder.glob(f"{DATABASE}*"))
    files = sum(
        one.stat().st_size
        for place in folder.iterdir()
        if place.is_dir() and not place.name.startswith(".")
        for one in place.rglob("*")
        if one.is_file()
    )
    return {"database": database / MB, "files": files / MB}


def flow_seconds(folder: Path) -> float:
    """Return how long the newest flow run of a workspace took, by Prefect's own history.

    Raises LookupError where the history tells of none that has ended.
    """
    with closing(sqlite3.connect(folder / HISTORY)) as history:
        row = history.execute(
            "select start_time, end_time from flow_run where end_time is not null"
            " and parent_task_run_id is null order by start_time desc limit 1"
        ).fetchone()
    if row is None:
        raise LookupError(f"{folder / HISTORY} tells of no flow run that has ended")
    began, ended = (datetime.fromisoformat(one) for one in row)
    return (ended - began).total_seconds()
