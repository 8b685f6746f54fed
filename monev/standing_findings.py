"""Findings that count for a quarter: of files that stand, each with the waiver that covers it.

Making them is for `monev.quality` and the readers of files; nothing is judged here.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from models import Finding, Quarter, Waiver
from monev.printing import day
from monev.standing_facts import gone_among, gone_of
from monev.submissions import Overtaken
from monev.workspace import Workspace


def file_findings(
    workspace: Workspace, code: str, quarter: Quarter, gone: Overtaken | None = None
) -> list[Finding]:
    """Return fresh copies of what was wrong with the files behind a quarter of a region."""
    void = gone or gone_of(workspace, code, quarter.due_date)
    found = workspace.store.file_findings(str(quarter), code, lambda one: _stands(one, void))
    return [_fresh(one) for one in found]


def _stands(one: Finding, gone: Overtaken) -> bool:
    return one.batch not in gone.batches and one.evidence_sha256 not in gone.sha256


def _fresh(one: Finding) -> Finding:
    return Finding.model_validate(one.model_dump(exclude={"finding_id", "evaluation_id", "batch"}))


def findings_of_quarter(
    workspace: Workspace, quarter: Quarter, code: str | None = None
) -> list[Finding]:
    """Return the findings of a quarter's current evaluations, and of files not evaluated yet.

    With a code, that region's only.
    """
    current = workspace.store.current_outcomes(str(quarter), None if code is None else [code])
    evaluated = {one.region_code for one in current}
    found = [
        finding
        for one in current
        for finding in workspace.store.findings_of(one.evaluation_id or 0)
    ]
    return [*_waiting(workspace, quarter, code, evaluated), *found]


def _waiting(
    workspace: Workspace, quarter: Quarter, code: str | None, evaluated: Collection[str]
) -> Iterator[Finding]:
    """Yield what is wrong with files that no evaluation has looked at; those of nobody first."""
    store = workspace.store
    of = store.regions_with_file_findings(code) - set(evaluated)
    gone = gone_among(workspace, of, quarter.due_date)
    found = store.file_findings(
        str(quarter),
        code,
        lambda one: (one.region_code or "") in of and _stands(one, gone[one.region_code or ""]),
    )
    waivers: dict[str, list[Waiver]] = {}
    for granted in store.waivers(code):
        waivers.setdefault(granted.region_code, []).append(granted)
    for one in sorted(map(_fresh, found), key=lambda each: each.region_code or ""):
        excuse([one], waivers.get(one.region_code or "", ()), quarter)
        yield one


def excuse(findings: Iterable[Finding], waivers: Sequence[Waiver], quarter: Quarter) -> None:
    """Write on every finding which waiver covers it, the newest of several.

    A waiver covers the quarters that end by its last day.
    """
    for finding in findings:
        for one in waivers:
            fits = one.rule == finding.rule and one.subject in ("", finding.subject)
            if fits and quarter.end <= one.until:
                until = day(one.until)
                finding.waiver = f"{one.granted_by}, s.d. {until}: {one.reason}"
