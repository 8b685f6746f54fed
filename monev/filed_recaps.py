"""Filed recaps and their scopes: which is the newest, or was on a day, and whom it is about.

What a recap was summed up from, and making it again, is for `recap_again`.
"""

from collections.abc import Iterable
from datetime import datetime

from models import NATION, Document, DocumentKind, Quarter, Semester
from monev.printing import Language
from monev.remade import FiledRecap
from monev.reports.kinds import document_number
from monev.workspace import Workspace

LANGUAGES: tuple[Language, ...] = ("id", "en")


def members_of(workspace: Workspace, scope: str) -> list[str]:
    """Return the codes of all governments that a recap of this scope is about."""
    if scope == NATION:
        return [one.code for one in workspace.register.governments()]
    return [scope, *(one.code for one in workspace.register.children(scope))]


def scopes_of(workspace: Workspace, codes: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the scopes of recaps all of whose members are in `codes`, and those with only some."""
    asked = set(codes)
    provinces = [one.code for one in workspace.register.governments() if one.kind == "provinsi"]
    whole, partly = [], []
    for scope in (*provinces, NATION):
        members = set(members_of(workspace, scope))
        if members <= asked:
            whole.append(scope)
        elif members & asked:
            partly.append(scope)
    return whole, partly


def filed_recaps(
    workspace: Workspace, scopes: Iterable[str], quarter: Quarter, before: datetime | None = None
) -> list[FiledRecap]:
    """Return the recaps of a quarter that are the newest, or were before a moment.

    A scope without one is left out; files of one revision that name two editions are told apart.
    """
    found = []
    for scope in scopes:
        kind = DocumentKind.NATION_RECAP if scope == NATION else DocumentKind.PROVINCE_RECAP
        documents = _newest(workspace, kind, scope, str(quarter), before)
        for edition in dict.fromkeys(one.edition_sha256 or "" for one in documents):
            own = [one for one in documents if (one.edition_sha256 or "") == edition]
            found.append(
                FiledRecap(
                    kind=own[0].kind,
                    scope=scope,
                    quarter=str(quarter),
                    revision=own[0].revision,
                    edition_sha256=edition,
                    document_ids=tuple(one.document_id or 0 for one in own),
                )
            )
    return found


def half_yearly(
    workspace: Workspace, quarter: Quarter, before: datetime | None = None
) -> Document | None:
    """Return a file of the half-yearly report that is the newest over this quarter, or was then."""
    kind, period = DocumentKind.SEMESTER_REPORT, str(Semester.of(quarter))
    return next(iter(_newest(workspace, kind, NATION, period, before)), None)


def _newest(
    workspace: Workspace, kind: DocumentKind, scope: str, period: str, before: datetime | None
) -> list[Document]:
    for revision in range(workspace.store.newest_revision(kind, scope, period), 0, -1):
        filed = _filed(workspace, kind, scope, period, revision)
        known = [one for one in filed if before is None or one.filed_at < before]
        if known:
            return known
    return []


def _filed(
    workspace: Workspace, kind: DocumentKind, scope: str, period: str, revision: int
) -> list[Document]:
    return [
        one
        for language in LANGUAGES
        for one in workspace.store.documents_numbered(
            document_number(kind, scope, period, revision, language)
        )
    ]


def documents_in(workspace: Workspace, recap: FiledRecap) -> list[Document]:
    """Return the rows of a filed recap."""
    filed = _filed(workspace, recap.kind, recap.scope, recap.quarter, recap.revision)
    return [one for one in filed if one.document_id in recap.document_ids]
