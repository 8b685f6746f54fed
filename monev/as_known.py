"""What stood on a day, made again from its inputs, its rules and its templates, and compared.

Documents name their edition. Where that is not the one at hand, the work is done in a process of
its own that starts in a folder with the kept files, so that Python finds those before the ones of
this version. What is compared is `made_again`'s and `recap_again`'s.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from models import Document, Edition, Evaluation, Quarter
from models.quarter import JAKARTA
from monev import made_again, recap_again
from monev.edition import (
    edition_at_hand,
    letterhead_in,
    run_with_edition,
    versions_changed,
)
from monev.errors import ArchiveError, MonevError
from monev.filed_recaps import filed_recaps, half_yearly
from monev.remade import FiledRecap, MadeAgain
from monev.reports.issuer import Issuer
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace


class Job(BaseModel):
    """What one edition has to make: of a recap, or of an evaluation that it also judges or not.

    `head` says what it is of; `document_ids` are the files to be printed.
    """

    model_config = ConfigDict(frozen=True)

    head: MadeAgain
    edition_sha256: str
    document_ids: tuple[int, ...]
    judged: bool = False
    recap: FiledRecap | None = None


def current_on(
    workspace: Workspace, codes: Iterable[str], quarter: Quarter, day: date
) -> list[Evaluation]:
    """Return the revision of each region that was the newest at the end of a day in Jakarta.

    A region without one that day is left out. They come without their traces.
    """
    before = _end_of(day)
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


def recaps_on(
    workspace: Workspace, scopes: Iterable[str], quarter: Quarter, day: date
) -> list[FiledRecap]:
    """Return the recap of each scope that was the newest at the end of a day in Jakarta."""
    return filed_recaps(workspace, scopes, quarter, _end_of(day))


def half_yearly_on(workspace: Workspace, quarter: Quarter, day: date) -> Document | None:
    """Return a file of the half-yearly report that was the newest at the end of a day."""
    return half_yearly(workspace, quarter, _end_of(day))


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), JAKARTA)


def made_again_by_edition(
    workspace: Workspace,
    evaluations: Sequence[Evaluation],
    out: Path,
    recaps: Sequence[FiledRecap] = (),
) -> list[MadeAgain]:
    """Make evaluations and recaps again, each document with its edition; files go to `out`.

    Evaluations come first, in their order. What one lacks is said in its result and never stops
    another.
    """
    by_edition: dict[str, list[tuple[int, Job]]] = {}
    jobs = [_jobs_of(workspace, one) for one in evaluations]
    jobs += [_jobs_of_recap(one) for one in recaps]
    for place, those in enumerate(jobs):
        for job in those:
            by_edition.setdefault(job.edition_sha256, []).append((place, job))
    found: dict[int, MadeAgain] = {}
    for sha256, placed in by_edition.items():
        results = _with_edition(workspace, sha256, [job for _, job in placed], out)
        for (place, _), result in zip(placed, results, strict=True):
            found[place] = found[place].joined(result) if place in found else result
    return [found[place] for place in range(len(jobs))]


def _jobs_of(workspace: Workspace, evaluation: Evaluation) -> list[Job]:
    """Return one job per edition; that of its report judges it again."""
    number = evaluation.evaluation_id or 0
    report = workspace.store.report_of(number)
    judging = (report and report.edition_sha256) or ""
    ids: dict[str, list[int]] = {judging: []}
    for one in workspace.store.documents_of(number):
        ids.setdefault(one.edition_sha256 or "", []).append(one.document_id or 0)
    return [
        Job(
            head=made_again.head_of(evaluation),
            edition_sha256=sha256,
            document_ids=tuple(own),
            judged=sha256 == judging,
        )
        for sha256, own in ids.items()
    ]


def _jobs_of_recap(recap: FiledRecap) -> list[Job]:
    return [
        Job(
            head=recap_again.head_of(recap),
            edition_sha256=recap.edition_sha256,
            document_ids=recap.document_ids,
            recap=recap,
        )
    ]


def _with_edition(
    workspace: Workspace, sha256: str, jobs: Sequence[Job], out: Path
) -> list[MadeAgain]:
    if sha256 == edition_at_hand(workspace.issuer).sha256:
        return [_held(workspace, one, workspace.issuer, out) for one in jobs]
    edition = workspace.store.edition(sha256) if sha256 else None
    if edition is None:
        lack = "was filed before catalogue and templates were kept with it"
        return [_failed(one, lack) for one in jobs]
    try:
        return _apart(workspace, edition, jobs, out)
    except ArchiveError as error:
        return [_failed(one, str(error)) for one in jobs]


def _apart(
    workspace: Workspace, edition: Edition, jobs: Sequence[Job], out: Path
) -> list[MadeAgain]:
    asked = {
        "settings": workspace.settings.without_secrets()
        | {"workspace": str(workspace.store.root.resolve()), "profile": "", "issuer": None},
        "jobs": [one.model_dump(mode="json") for one in jobs],
        "out": str(out.resolve()),
    }
    told = run_with_edition(edition, "monev.as_known", asked)
    changed = tuple(versions_changed(edition))
    return [
        MadeAgain.model_validate(one | {"versions_changed": changed}) for one in json.loads(told)
    ]


def _held(workspace: Workspace, job: Job, issuer: Issuer, out: Path) -> MadeAgain:
    """Do one job; its trouble is its result."""
    try:
        if job.recap is not None:
            return recap_again.make_recap_again(workspace, job.recap, issuer, out)
        head = job.head
        whole = workspace.store.evaluation_of(head.code, head.quarter, head.revision)
        if whole is None:
            return _failed(job, "is no longer in the books")
        make = made_again.make_again if job.judged else made_again.print_again
        return make(workspace, whole, issuer, out, job.document_ids)
    except MonevError as error:
        return _failed(job, str(error))


def _failed(job: Job, error: str) -> MadeAgain:
    return job.head.model_copy(update={"error": error})


def main() -> None:
    """Work as the process of an edition, in whose folder this one was started."""
    asked = json.loads(sys.stdin.read())
    workspace = open_workspace(Settings.model_validate(asked["settings"]), migrate=False)
    issuer = letterhead_in(Path.cwd())
    jobs = [Job.model_validate(one) for one in asked["jobs"]]
    made = [_held(workspace, one, issuer, Path(asked["out"])) for one in jobs]
    sys.stdout.write(json.dumps([one.model_dump(mode="json") for one in made]))


if __name__ == "__main__":
    main()
