"""Recaps of a province or of the nation: summed up, made, put away, and never made twice.

The same figures in the same design keep their revision, whatever language or form is asked for;
anything else is the next one.
"""

import hashlib
import json
from collections.abc import Sequence

from models import Document, DocumentForm, Quarter
from monev.make_documents import filed_once
from monev.printing import Language
from monev.recap import NationRecap, ProvinceRecap
from monev.reports.issuer import Issuer
from monev.reports.kinds import ALL
from monev.reports.paper import Paper
from monev.reports.recap.nation import nation_recap_paper
from monev.reports.recap.province import province_recap_paper
from monev.scorecard import Value
from monev.sum_up import sum_up_nation, sum_up_province
from monev.workspace import Workspace


def make_province_recap(
    workspace: Workspace,
    code: str,
    quarter: Quarter,
    language: Language = "id",
    forms: Sequence[DocumentForm] = ALL,
) -> list[Document]:
    """Return the recap of a province in these forms, made and filed where it was not yet.

    Raises UsageError for a code that is no province's, where nobody in it was evaluated, and for
    evaluations that are older than documents of several kinds.
    """
    return _filed(workspace, sum_up_province(workspace, code, quarter), language, forms)


def make_nation_recap(
    workspace: Workspace,
    quarter: Quarter,
    language: Language = "id",
    forms: Sequence[DocumentForm] = ALL,
) -> list[Document]:
    """Return the recap of the nation in these forms, made and filed where it was not yet.

    Raises UsageError where nobody was evaluated, and for evaluations that are older than documents
    of several kinds.
    """
    return _filed(workspace, sum_up_nation(workspace, quarter), language, forms)


def _filed(
    workspace: Workspace,
    recap: ProvinceRecap | NationRecap,
    language: Language,
    forms: Sequence[DocumentForm],
) -> list[Document]:
    digest = recap_sha256(recap)

    def paper(revision: int) -> Paper:
        return recap_paper_of(recap, language, workspace.issuer, revision, digest)

    return filed_once(workspace, paper, forms)


def recap_paper_of(
    recap: ProvinceRecap | NationRecap,
    language: Language,
    issuer: Issuer,
    revision: int,
    inputs_sha256: str,
) -> Paper:
    """Return a recap of either kind, filled in."""
    if isinstance(recap, NationRecap):
        return nation_recap_paper(recap, language, issuer, revision, inputs_sha256)
    return province_recap_paper(recap, language, issuer, revision, inputs_sha256)


def recap_sha256(recap: Value) -> str:
    """Return what stands for everything a recap prints: the hash over its canonical JSON."""
    content = json.dumps(
        recap.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(content.encode()).hexdigest()
