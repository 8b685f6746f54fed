"""A filed evaluation -> the dossier its documents are printed from, whatever came since.

A dossier made here prints the same bytes as the one made when the region was evaluated.
"""

from models import DocumentKind, Evaluation, Quarter
from monev.dossier import Dossier, Told
from monev.errors import UsageError
from monev.profile import Profile
from monev.prospect import Prospect
from monev.remembered import children_at
from monev.reports.kinds import document_number
from monev.scorecard import Scorecard
from monev.workspace import Workspace


def dossier_of(workspace: Workspace, evaluation: Evaluation) -> Dossier:
    """Return what documents about a filed evaluation print.

    Raises UsageError for a revision that is older than documents of several kinds.
    """
    code, quarter = evaluation.region_code, Quarter.parse(evaluation.quarter)
    if evaluation.told is None:
        raise UsageError(
            f"{code} {quarter} revision {evaluation.revision} was filed before documents could be "
            f"made from it; `monev rerun {code} --period {quarter} --reason ...` files one that can"
        )
    region = workspace.register.regions[code]
    first = evaluation.revision == 1
    return Dossier(
        region=region,
        province=workspace.register.regions[region.province_code],
        quarter=quarter,
        number=document_number(DocumentKind.REGION_REPORT, code, str(quarter), evaluation.revision),
        revision=evaluation.revision,
        reason="" if first else evaluation.reason,
        inputs_sha256=evaluation.inputs_sha256,
        card=Scorecard.model_validate(evaluation.scorecard),
        before=card_before(workspace, evaluation),
        profile=Profile.model_validate(evaluation.profile),
        prospect=Prospect.model_validate(evaluation.prospect),
        findings=workspace.store.findings_of(evaluation.evaluation_id or 0),
        children=children_at(evaluation),
        told=Told.model_validate(evaluation.told),
        evaluation_id=evaluation.evaluation_id,
    )


def card_before(workspace: Workspace, evaluation: Evaluation) -> Scorecard | None:
    """Return the scorecard of the revision before; null for a first one."""
    before = workspace.store.evaluation_of(
        evaluation.region_code, evaluation.quarter, evaluation.revision - 1
    )
    return None if before is None else Scorecard.model_validate(before.scorecard)
