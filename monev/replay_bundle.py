"""A bundle unpacked on another machine: every file read, judged and printed again, and compared.

Nothing is asked of a network or of the workspace it came from. Files are read by the newest
edition in the bundle, each evaluation is made by its own.
"""

import hashlib
import json
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from models import (
    Document,
    Edition,
    Evaluation,
    Evidence,
    Fact,
    Finding,
    Receipt,
    Row,
    RuleBook,
    Waiver,
)
from monev.as_known import made_again_by_edition
from monev.bundle import CORRECTIONS, Bundle
from monev.collect_many import replay as read_again
from monev.edition import run_with_edition
from monev.errors import ArchiveError, UsageError
from monev.remade import FiledRecap, MadeAgain
from monev.settings import Settings
from monev.sources.reading import RefusedFactError, make_fact
from monev.workspace import Workspace, open_workspace

BOOKS: dict[str, type[Row]] = {
    "evidence": Evidence,
    "rule_book": RuleBook,
    "receipt": Receipt,
    "evaluation": Evaluation,
    "outcome": Evaluation,
    "waiver": Waiver,
    "document": Document,
    "finding": Finding,
}
"""In the order in which rows may name each other."""


def replay_bundle(bundle: Bundle, folder: Path, out: Path) -> list[MadeAgain]:
    """Unpack a bundle into a new workspace at `folder` and make its evaluations and recaps again.

    Files are written to `out`. Raises UsageError for a folder that holds something, and
    ArchiveError where the bundle's own rows do not fit together.
    """
    workspace = _unpacked(bundle, folder)
    _read(workspace)
    evaluations = [workspace.store.outcome(number) for number in bundle.about["evaluations"]]
    recaps = [FiledRecap.model_validate(one) for one in bundle.about.get("recaps", [])]
    return made_again_by_edition(workspace, evaluations, out, recaps)


def _unpacked(bundle: Bundle, folder: Path) -> Workspace:
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} holds files; a replay wants a folder of its own")
    workspace = open_workspace(
        Settings(workspace=folder, database_url="", files="", issuer=None, profile="")
    )
    for name, content in bundle.members.items():
        kind, _, sha256 = name.partition("/")
        if kind == "evidence":
            if hashlib.sha256(content).hexdigest() != sha256:
                raise ArchiveError(f"{name} holds other bytes than its name says")
            workspace.store.keep_content(content)
    workspace.store.take_over(_editions(bundle))
    for name, table in BOOKS.items():
        workspace.store.take_over(_row(table, one) for one in bundle.rows(name))
    workspace.store.take_over(_correction(one) for one in bundle.rows(CORRECTIONS))
    return workspace


def _row(table: type[Row], told: dict[str, Any]) -> Row:
    try:
        return table.model_validate(told)
    except ValueError as error:
        raise ArchiveError(f"a row of {table.__tablename__} cannot be read: {error}") from error


def _correction(told: dict[str, Any]) -> Fact:
    """Return a fact that no file can be read for; its id is reckoned anew."""
    stated = dict(told)
    kind, name = stated.pop("kind", ""), stated.pop("fact_id", "")
    try:
        made = make_fact(kind, stated)
    except (KeyError, RefusedFactError) as error:
        raise ArchiveError(f"a correction cannot be read: {error}") from error
    if made.fact_id != name:
        raise ArchiveError(f"correction {name} says something else than its id stands for")
    return made


def _editions(bundle: Bundle) -> Iterable[Edition]:
    for name, content in bundle.members.items():
        if name.startswith("editions/") and name.endswith(".zip"):
            sha256 = Path(name).stem
            (told,) = map(json.loads, bundle.members[f"editions/{sha256}.jsonl"].splitlines())
            yield Edition(
                sha256=sha256,
                content=content,
                versions=told["versions"],
                first_used_at=datetime.fromisoformat(told["first_used_at"]),
            )


def _read(workspace: Workspace) -> None:
    newest = workspace.store.newest_edition()
    if newest is None:
        read_again(workspace)
        return
    asked = {"workspace": str(workspace.store.root.resolve())}
    run_with_edition(newest, "monev.replay_bundle", asked)


def main() -> None:
    """Read the kept files of a workspace as the process of an edition."""
    asked = json.loads(sys.stdin.read())
    settings = Settings(
        workspace=Path(asked["workspace"]), database_url="", files="", issuer=None, profile=""
    )
    read_again(open_workspace(settings, migrate=False))


if __name__ == "__main__":
    main()
