"""A dossier -> the papers about one region, in one language."""

from models import DocumentKind
from monev.dossier import Dossier
from monev.printing import Language
from monev.reports.issuer import Issuer
from monev.reports.kinds import KINDS, document_number
from monev.reports.paper import Paper
from monev.reports.region.annex import region_attachments, region_sheets
from monev.reports.region.fact_sheet import fact_sheet_view
from monev.reports.region.view import RegionView
from monev.reports.words.speech import Speech


def region_paper(kind: DocumentKind, dossier: Dossier, language: Language, issuer: Issuer) -> Paper:
    """Return the report or the fact sheet of one region; what is signed is filled elsewhere.

    Its number names region, quarter and revision of the evaluation that it prints.
    """
    speech = Speech(language)
    whole = kind is DocumentKind.REGION_REPORT
    view = RegionView(dossier, language) if whole else fact_sheet_view(dossier, language)
    title = speech.of(KINDS[kind].title)
    period = dossier.quarter.label_in(language)
    return Paper(
        kind=kind,
        language=language,
        scope=dossier.region.code,
        period=str(dossier.quarter),
        revision=dossier.revision,
        number=document_number(
            kind, dossier.region.code, str(dossier.quarter), dossier.revision, language
        ),
        title=f"{title} - {dossier.region.name} - {period}",
        head=(dossier.region.name, f"{title} · {period}"),
        made_on=dossier.quarter.due_date,
        rubric_version=dossier.card.rubric_version,
        inputs_sha256=dossier.inputs_sha256,
        simulated=dossier.told.simulated,
        from_press=dossier.told.from_press,
        view=view,
        issuer=issuer,
        attachments=region_attachments(view) if whole else (),
        sheets=region_sheets(view) if whole else (),
    )
