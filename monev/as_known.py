"""What stood on a day, made again from its inputs, its rules and its templates, and compared.

An evaluation's documents name their edition. Where that is not the one at hand, the work is done
in a process of its own that starts in a folder with the kept files, so that Python finds those
before the ones of this version. What is compared is `made_again`'s.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from models import Edition, Evaluation, Quarter
from models.quarter import JAKARTA
from monev.edition import (
    edition_at_hand,
    letterhead_in,
    run_with_edition,
    versions_changed,
)
from monev.errors import ArchiveError, MonevError
from monev.made_again import MadeAgain, make_again
from monev.reports.issuer import Issuer
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace


def current_on(
    workspace: Workspace, codes: Iterable[str], quarter: Quarter, day: date
) -> list[Evaluation]:
    """Return the revision of each region that was the newest at the end of a day in Jakarta.

    A region without one that day is left out. They come without their traces.
    """
    before = datetime.combine(day + timedelta(days=1), time(), JAKARTA)
    found = []
    for code in codes:
        filed = [
            one
            for one in workspace.store.outcomes_of(code)
            if one.quarter == str(quarter) and one.created_at < before
        ]
        if filed:
            found.append(max(filed, key=lambda one: one.revision))
    return found


def made_again_by_edition(
    workspace: Workspace, evaluations: Sequence[Evaluation], out: Path
) -> list[MadeAgain]:
    """Make each evaluation again with the edition of its documents; files are written to `out`.

    What one evaluation lacks is said in its result and never stops another.
    """
    by_edition: dict[str, list[Evaluation]] = {}
    for one in evaluations:
        report = workspace.store.report_of(one.evaluation_id or 0)
        by_edition.setdefault((report and report.edition_sha256) or "", []).append(one)
    found: dict[int, MadeAgain] = {}
    for sha256, those in by_edition.items():
        for result in _with_edition(workspace, sha256, those, out):
            found[result.evaluation_id] = result
    return [found[one.evaluation_id or 0] for one in evaluations]


def _with_edition(
    workspace: Workspace, sha256: str, those: Sequence[Evaluation], out: Path
) -> list[MadeAgain]:
    if sha256 == edition_at_hand(workspace.issuer).sha256:
        return [_held(workspace, one, workspace.issuer, out) for one in those]
    edition = workspace.store.edition(sha256) if sha256 else None
    if edition is None:
        lack = "was filed before catalogue and templates were kept with it"
        return [_failed(one, lack) for one in those]
    try:
        return _apart(workspace, edition, those, out)
    except ArchiveError as error:
        return [_failed(one, str(error)) for one in those]


def _apart(
    workspace: Workspace, edition: Edition, those: Sequence[Evaluation], out: Path
) -> list[MadeAgain]:
    asked = {
        "settings": workspace.settings.without_secrets()
        | {"workspace": str(workspace.store.root.resolve()), "profile": "", "issuer": None},
        "evaluations": [one.evaluation_id for one in those],
        "out": str(out.resolve()),
    }
    told = run_with_edition(edition, "monev.as_known", asked)
    changed = tuple(versions_changed(edition))
    return [
        MadeAgain.model_validate(one | {"versions_changed": changed}) for one in json.loads(told)
    ]


def _held(workspace: Workspace, outcome: Evaluation, issuer: Issuer, out: Path) -> MadeAgain:
    """Make one evaluation again; its trouble is its result."""
    try:
        whole = workspace.store.evaluation_of(
            outcome.region_code, outcome.quarter, outcome.revision
        )
        if whole is None:
            return _failed(outcome, "is no longer in the books")
        return make_again(workspace, whole, issuer, out)
    except MonevError as error:
        return _failed(outcome, str(error))


def _failed(outcome: Evaluation, error: str) -> MadeAgain:
    return MadeAgain(
        evaluation_id=outcome.evaluation_id or 0,
        code=outcome.region_code,
        quarter=outcome.quarter,
        revision=outcome.revision,
        error=error,
    )


def main() -> None:
    """Work as the process of an edition, in whose folder this one was started."""
    asked = json.loads(sys.stdin.read())
    workspace = open_workspace(Settings.model_validate(asked["settings"]), migrate=False)
    issuer = letterhead_in(Path.cwd())
    outcomes = [workspace.store.outcome(number) for number in asked["evaluations"]]
    made = [_held(workspace, one, issuer, Path(asked["out"])) for one in outcomes]
    sys.stdout.write(json.dumps([one.model_dump(mode="json") for one in made]))


if __name__ == "__main__":
    main()
