"""The half-yearly report of the nation: summed up, made, put away, and never made twice."""

from collections.abc import Sequence

from models import Document, DocumentForm, Semester
from monev.make_documents import filed_once
from monev.make_recaps import recap_sha256
from monev.printing import Language
from monev.reports.kinds import ALL
from monev.reports.paper import Paper
from monev.reports.semester.paper import semester_report_paper
from monev.sum_up import sum_up_semester
from monev.workspace import Workspace


def make_semester_report(
    workspace: Workspace,
    semester: Semester,
    language: Language = "id",
    forms: Sequence[DocumentForm] = ALL,
) -> list[Document]:
    """Return the report of a half-year in these forms, made and filed where it was not yet.

    The same figures in the same design keep their revision. Raises UsageError where neither
    quarter has an evaluation, and for evaluations that are older than documents of several kinds.
    """
    recap = sum_up_semester(workspace, semester)
    digest = recap_sha256(recap)

    def paper(revision: int) -> Paper:
        return semester_report_paper(recap, language, workspace.issuer, revision, digest)

    return filed_once(workspace, paper, forms)
