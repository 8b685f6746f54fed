"""The half-yearly report of the nation -> its paper: number, heads, attachments and sheets."""

from collections.abc import Sequence

from models import NATION, DocumentKind
from monev.printing import Language
from monev.reports.issuer import Issuer
from monev.reports.kinds import KINDS, document_number
from monev.reports.paper import Paper
from monev.reports.recap.words import recap_words
from monev.reports.semester.sheets import semester_attachments, semester_sheets
from monev.reports.semester.view import SemesterView
from monev.reports.semester.words import semester_words
from monev.semester_recap import SemesterRecap

COUNTRY = "Indonesia"


def semester_report_paper(
    recap: SemesterRecap, language: Language, issuer: Issuer, revision: int, inputs_sha256: str
) -> Paper:
    """Return the half-yearly report, filled in; `inputs_sha256` stands for the whole recap."""
    view = SemesterView(recap, language)
    title = view.speech.of(KINDS[DocumentKind.SEMESTER_REPORT].title)
    number = document_number(
        DocumentKind.SEMESTER_REPORT, NATION, recap.semester, revision, language
    )
    whole = f"{title} - {COUNTRY} - {view.label}"
    return Paper(
        kind=DocumentKind.SEMESTER_REPORT,
        language=language,
        scope=NATION,
        period=recap.semester,
        revision=revision,
        number=number,
        title=whole,
        head=(COUNTRY, f"{title} · {view.label}"),
        made_on=view.semester.due_date,
        rubric_version=recap.last.rules.version,
        inputs_sha256=inputs_sha256,
        simulated=recap.simulated,
        from_press=recap.from_press,
        view=view,
        issuer=issuer,
        attachments=semester_attachments(view),
        sheets=semester_sheets(view, _notes(view, whole, number)),
    )


def _notes(view: SemesterView, title: str, number: str) -> Sequence[str]:
    """Return the sentences above every sheet."""
    speech, (first, last) = view.speech, view.ends
    shared = [
        *(["simulated"] if view.recap.simulated else []),
        *(["from_press"] if view.recap.from_press else []),
        "proposal",
        "exact",
    ]
    own = ("two_quarters", "change", "missing")
    return [
        recap_words().said("notes", "heading", speech, title=title, number=number),
        *(recap_words().said("notes", key, speech) for key in shared),
        *(
            semester_words().said("notes", key, speech, first=first.short, last=last.short)
            for key in own
        ),
    ]
