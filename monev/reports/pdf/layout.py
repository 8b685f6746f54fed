"""A document filled in -> its conforming PDF, in this process or in another one.

What stands on the page is settled before; nothing here knows kinds of documents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monev.reports.pdf.attachment import Attachment
from monev.reports.pdf.imprint import Imprint


@dataclass(frozen=True)
class Made:
    """The bytes of a document in one form; `pages` is 0 where a form has none."""

    content: bytes
    pages: int = 0


@dataclass(frozen=True)
class Layout:
    """A document filled in and ready to be laid out: HTML, its pictures, and what goes with it."""

    page: str
    pictures: Mapping[str, bytes]
    imprint: Imprint
    attachments: Sequence[Attachment]


def made(layout: Layout) -> Made:
    """Return the PDF of what is filled in; the same layout gives the same bytes on every machine.

    Raises RenderError where the layout engine complains, ConformanceError where the page cannot
    keep what PDF/A-3a and PDF/UA-1 ask for.
    """
    # Both engines take long to load; who reads figures only does not pay for them.
    from monev.reports.pdf.conform import conforming
    from monev.reports.pdf.render import pdf_of

    laid_out = pdf_of(layout.page, layout.pictures)
    content = conforming(laid_out.content, layout.imprint, layout.attachments)
    return Made(content, laid_out.pages)
