"""A view of a recap -> its paper, with the files and sheets that go with it."""

from functools import partial

from models import DocumentKind
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper
from monev.reports.recap.paper_of_many import SummedUp, paper_of_many
from monev.reports.recap.sheets import recap_attachments, recap_sheets
from monev.reports.recap.view import RecapView
from monev.reports.recap.words import recap_words


def recap_paper(
    kind: DocumentKind,
    view: RecapView,
    *,
    scope: str,
    subject: str,
    issuer: Issuer,
    revision: int,
    inputs_sha256: str,
) -> Paper:
    """Return a recap filled in; `subject` is what it is about, as its head names it."""
    recap = view.recap
    about = SummedUp(
        kind=kind,
        scope=scope,
        subject=subject,
        period=recap.quarter,
        label=view.quarter.label_in(view.language),
        on=view.quarter.due_date,
        rubric_version=recap.rules.version,
        simulated=recap.simulated,
        from_press=recap.from_press,
    )
    return paper_of_many(
        about,
        view,
        language=view.language,
        issuer=issuer,
        revision=revision,
        inputs_sha256=inputs_sha256,
        attachments=recap_attachments(view),
        sheets=partial(recap_sheets, view),
        notes=[recap_words().said("notes", "missing", view.speech)],
    )
