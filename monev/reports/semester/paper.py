"""The half-yearly report of the nation -> its paper, with the files and sheets that go with it."""

from functools import partial

from models import NATION, DocumentKind
from monev.printing import Language
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper
from monev.reports.recap.paper_of_many import SummedUp, paper_of_many
from monev.reports.semester.sheets import semester_attachments, semester_sheets
from monev.reports.semester.view import SemesterView
from monev.reports.semester.words import semester_words
from monev.semester_recap import SemesterRecap

COUNTRY = "Indonesia"
NOTES = ("two_quarters", "change", "missing")


def semester_report_paper(
    recap: SemesterRecap, language: Language, issuer: Issuer, revision: int, inputs_sha256: str
) -> Paper:
    """Return the half-yearly report, filled in; `inputs_sha256` stands for the whole recap."""
    view = SemesterView(recap, language)
    about = SummedUp(
        kind=DocumentKind.SEMESTER_REPORT,
        scope=NATION,
        subject=COUNTRY,
        period=recap.semester,
        label=view.label,
        on=view.semester.due_date,
        rubric_version=recap.last.rules.version,
        simulated=recap.simulated,
        from_press=recap.from_press,
    )
    first, last = (one.short for one in view.ends)
    said = semester_words().said
    return paper_of_many(
        about,
        view,
        language=language,
        issuer=issuer,
        revision=revision,
        inputs_sha256=inputs_sha256,
        attachments=semester_attachments(view),
        sheets=partial(semester_sheets, view),
        notes=[said("notes", key, view.speech, first=first, last=last) for key in NOTES],
    )
