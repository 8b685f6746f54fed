"""The recaps of a quarter after its regions were evaluated: which are stale, made in the pool.

A recap whose evaluations are all older than itself is not looked at again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from models import NATION, DocumentKind, Quarter
from monev.evaluate_many import WORKER_DIED, RegionPool
from monev.make_recaps import make_nation_recap, make_province_recap
from monev.reports.design import design_sha256
from monev.reports.kinds import KINDS
from monev.workspace import Workspace


@dataclass(frozen=True)
class RecapResult:
    """One recap's outcome in plain values; `number` is that of the filed document."""

    scope: str
    name: str
    number: str = ""
    error: str = ""


def recap_scopes(workspace: Workspace) -> list[str]:
    """Return every scope that has recaps: provinces first, by code, then the nation."""
    governments = workspace.register.governments()
    return [*(one.code for one in governments if one.kind == "provinsi"), NATION]


def stale_recaps(
    workspace: Workspace, quarter: Quarter, scopes: Iterable[str] | None = None
) -> list[str]:
    """Return those of the scopes (all, where none are given) whose recap is missing or stale.

    Stale is one that is older than an evaluation it prints.
    That of a published scope is not renewed for a new design, or for what changed a quarter before.
    A scope without any evaluation has no recap.
    """
    asked = recap_scopes(workspace) if scopes is None else scopes
    return [scope for scope in asked if _is_stale(workspace, scope, quarter)]


def _is_stale(workspace: Workspace, scope: str, quarter: Quarter) -> bool:
    kind = DocumentKind.NATION_RECAP if scope == NATION else DocumentKind.PROVINCE_RECAP
    children = [] if scope == NATION else workspace.register.children(scope)
    codes = None if scope == NATION else [scope, *(one.code for one in children)]
    quarters = [str(quarter), str(quarter.previous())]
    filed_at = workspace.store.newest_evaluation_time(quarters[0], codes)
    if filed_at is None:
        return False
    recaps = [
        workspace.store.newest_document(kind, scope, str(quarter), form=form)
        for form in KINDS[kind].forms
    ]
    if any(one is None or one.filed_at <= filed_at for one in recaps):
        return True
    last = max(filed_at, workspace.store.newest_evaluation_time(quarters[1], codes) or filed_at)
    design = design_sha256(workspace.issuer)
    renewed = any(one and (one.design_sha256 != design or one.filed_at <= last) for one in recaps)
    return renewed and not _is_published(workspace, quarters[0], codes)


def _is_published(workspace: Workspace, quarter: str, codes: list[str] | None) -> bool:
    """Say whether the revision in force of every region evaluated among `codes` is published."""
    published = workspace.store.published_in(quarter, codes)
    current = workspace.store.current_outcomes(quarter, codes)
    return all(
        one.region_code in published
        and published[one.region_code].evaluation_id == one.evaluation_id
        for one in current
    )


def make_recaps(
    workspace: Workspace, pool: RegionPool | None, quarter: Quarter, scopes: list[str]
) -> list[RecapResult]:
    """Make the recaps of these scopes, in the pool where there is one, each held apart."""
    if pool is None:
        return [recap_held(workspace, scope, str(quarter)) for scope in scopes]
    results = pool.run(recap_held, [(scope, str(quarter)) for scope in scopes])
    return [
        done if isinstance(done, RecapResult) else RecapResult(scope, scope, error=WORKER_DIED)
        for scope, done in zip(scopes, results, strict=True)
    ]


def recap_held(workspace: Workspace, scope: str, quarter: str) -> RecapResult:
    """Make one recap; an error becomes its result and never stops another."""
    when = Quarter.parse(quarter)
    name = "Indonesia" if scope == NATION else workspace.register.regions[scope].name
    try:
        if scope == NATION:
            filed = make_nation_recap(workspace, when)
        else:
            filed = make_province_recap(workspace, scope, when)
    except Exception as error:  # noqa: BLE001 - the promise: one recap never stops another
        return RecapResult(scope, name, error=f"{type(error).__name__}: {error}")
    return RecapResult(scope, name, number=filed[0].number)
