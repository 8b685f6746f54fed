"""Documents that are not drawn: facts, findings, score, traces, profile and rows stay as they are.

A document's view is still filled in and a file is still filed for it, but what stands in the file
is one constant: no HTML, no layout, no conformance. For growth only, and always told in the table.
"""

import os

from models import DocumentForm
from monev import make_documents
from monev.reports.paper import Paper
from monev.reports.pdf.layout import Made

MAKER = "make"
SWITCH = "BENCH_UNDRAWN"
PLACEHOLDER = b"%PDF-1.7\n% bench: this document was not drawn\n%%EOF\n"


def undraw_where_asked() -> bool:
    """Replace the maker of documents in this process where the environment asks for it."""
    if not os.environ.get(SWITCH):
        return False
    if not hasattr(make_documents, MAKER):
        raise LookupError(f"{make_documents.__name__} no longer makes documents by `{MAKER}`")
    setattr(make_documents, MAKER, _undrawn)
    return True


def drawn_here() -> bool:
    """Say whether documents made in this process are drawn."""
    return getattr(make_documents, MAKER) is not _undrawn


def _undrawn(_paper: Paper, _form: DocumentForm) -> Made:
    return Made(PLACEHOLDER, pages=1)
