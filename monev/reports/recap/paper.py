"""A view of a recap -> its paper: number, heads, attachments and sheets."""

from collections.abc import Sequence

from models import DocumentKind
from monev.reports.issuer import Issuer
from monev.reports.kinds import KINDS, document_number
from monev.reports.paper import Paper
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
    recap, language, speech = view.recap, view.language, view.speech
    title = speech.of(KINDS[kind].title)
    period = view.quarter.label_in(language)
    number = document_number(kind, scope, recap.quarter, revision, language)
    whole = f"{title} - {subject} - {period}"
    notes = _notes(view, whole, number)
    return Paper(
        kind=kind,
        language=language,
        scope=scope,
        period=recap.quarter,
        revision=revision,
        number=number,
        title=whole,
        head=(subject, f"{title} · {period}"),
        made_on=view.quarter.due_date,
        rubric_version=recap.rules.version,
        inputs_sha256=inputs_sha256,
        simulated=recap.simulated,
        from_press=recap.from_press,
        view=view,
        issuer=issuer,
        attachments=recap_attachments(view),
        sheets=recap_sheets(view, notes),
    )


def _notes(view: RecapView, title: str, number: str) -> Sequence[str]:
    """Return the sentences above every sheet."""
    words, speech = recap_words(), view.speech
    keys = [
        *(["simulated"] if view.recap.simulated else []),
        *(["from_press"] if view.recap.from_press else []),
        "proposal",
        "exact",
        "missing",
    ]
    head = words.said("notes", "heading", speech, title=title, number=number)
    return [head, *(words.said("notes", key, speech) for key in keys)]
