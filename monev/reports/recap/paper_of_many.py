"""A view that sums up many governments -> its paper: number, title, heads, the notes of its sheets.

What the view says is for each document.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from models import DocumentKind
from monev.printing import Language
from monev.reports.issuer import Issuer
from monev.reports.kinds import KINDS, document_number
from monev.reports.paper import Paper
from monev.reports.pdf.attachment import Attachment
from monev.reports.recap.words import recap_words
from monev.reports.tabular import Sheet
from monev.reports.words.speech import Speech


@dataclass(frozen=True)
class SummedUp:
    """What is summed up: whose (`scope`, and `subject` as its head names it), when, by which rules.

    `period` is a quarter or half-year, `label` the same in words, `on` the day its metadata bear.
    """

    kind: DocumentKind
    scope: str
    subject: str
    period: str
    label: str
    on: date
    rubric_version: str
    simulated: bool
    from_press: bool


def paper_of_many(
    about: SummedUp,
    view: object,
    *,
    language: Language,
    issuer: Issuer,
    revision: int,
    inputs_sha256: str,
    attachments: Sequence[Attachment],
    sheets: Callable[[Sequence[str]], Sequence[Sheet]],
    notes: Sequence[str],
) -> Paper:
    """Return a document filled in; `sheets` are made below the notes, of which `notes` are last."""
    title = Speech(language).of(KINDS[about.kind].title)
    number = document_number(about.kind, about.scope, about.period, revision, language)
    whole = f"{title} - {about.subject} - {about.label}"
    return Paper(
        kind=about.kind,
        language=language,
        scope=about.scope,
        period=about.period,
        revision=revision,
        number=number,
        title=whole,
        head=(about.subject, f"{title} · {about.label}"),
        made_on=about.on,
        rubric_version=about.rubric_version,
        inputs_sha256=inputs_sha256,
        simulated=about.simulated,
        from_press=about.from_press,
        view=view,
        issuer=issuer,
        attachments=attachments,
        sheets=sheets([*_notes(about, whole, number, language), *notes]),
    )


def _notes(about: SummedUp, title: str, number: str, language: Language) -> Sequence[str]:
    """Return the sentences that stand above every sheet of every such document."""
    words, speech = recap_words(), Speech(language)
    keys = [
        *(["simulated"] if about.simulated else []),
        *(["from_press"] if about.from_press else []),
        "proposal",
        "exact",
    ]
    head = words.said("notes", "heading", speech, title=title, number=number)
    return [head, *(words.said("notes", key, speech) for key in keys)]
