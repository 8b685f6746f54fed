"""Our own way, part by part: view, HTML, layout, conformance, filing.

A clock is put around the functions that the pipeline calls; nothing else is changed. What the
collector frees is the layout's garbage and is told apart. Dossiers are opened before the clock
runs, for a regular run has them at hand.
"""

import gc
import hashlib
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.pages import Page
from models import DocumentForm, DocumentKind, Quarter
from monev.depot import Folder
from monev.dossier import Dossier
from monev.open_dossier import dossier_of
from monev.printing import Language
from monev.reports import archive, forms
from monev.reports.forms import make, page_of, warm_up
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper
from monev.reports.pdf import render
from monev.reports.region.paper import region_paper
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace

WEASYPRINT = "WeasyPrint: layout and writing"
GARBAGE = "collector: what WeasyPrint leaves"
PARTS = (
    "view and attachments",
    "HTML",
    WEASYPRINT,
    "PDF/A-3a, PDF/UA-1, attachments",
    "file away",
    GARBAGE,
)
LANGUAGE: Language = "id"


def paper_of(dossier: Dossier, kind: DocumentKind = DocumentKind.REGION_REPORT) -> Paper:
    """Return the document of a dossier, filled in."""
    return region_paper(kind, dossier, LANGUAGE, Issuer())


def dossiers(workspace: Workspace, quarter: Quarter, codes: Iterable[str]) -> dict[str, Dossier]:
    """Return what the first revision of each region was printed from."""
    found = {}
    for code in codes:
        evaluation = workspace.store.evaluation_of(code, str(quarter), 1)
        if evaluation is None:
            raise LookupError(f"{code} {quarter} has no evaluation; expected one of this run")
        found[code] = dossier_of(workspace, evaluation)
    return found


def pages(
    origin: str,
    found: Mapping[str, Dossier],
    kind: DocumentKind = DocumentKind.REGION_REPORT,
) -> list[Page]:
    """Return the documents of a kind as HTML for paper."""
    return [
        Page(origin, code, page_of(paper_of(one, kind), "print")) for code, one in found.items()
    ]


class Ours:
    """The pipeline of a regular run, from a dossier to a filed PDF; warm."""

    told = "ours: dossier to filed PDF"

    def __init__(
        self,
        settings: Mapping[str, Settings],
        quarter: Quarter,
        codes: Mapping[str, list[str]],
        out: Path,
    ) -> None:
        self._dossiers = {
            origin: dossiers(open_workspace(one, migrate=False), quarter, codes[origin])
            for origin, one in settings.items()
        }
        self._depot = Folder(out)
        self.parts: dict[str, float] = {}
        warm_up()
        self._around(forms, "page_of", PARTS[1])
        self._around(render, "pdf_of", PARTS[2])
        self._around(forms, "conforming", PARTS[3])
        self._collecting_since = 0.0
        gc.callbacks.append(self._collecting)

    def make(self, page: Page) -> bytes:
        """Return the PDF of a report, and file it."""
        self.parts = {}
        paper = self._timed(PARTS[0], paper_of)(self._dossiers[page.origin][page.code])
        content = make(paper, DocumentForm.PDF).content
        hashlib.sha256(content).hexdigest()
        self._timed(PARTS[4], archive.file_away)(self._depot, Path(f"{page.name}.pdf"), content)
        return content

    def close(self) -> None:
        """Nothing is open."""

    def _around(self, module: ModuleType, name: str, part: str) -> None:
        setattr(module, name, self._timed(part, getattr(module, name)))

    def _timed(self, part: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def clocked(*given: Any, **named: Any) -> Any:
            freed, start = self.parts.get(GARBAGE, 0.0), time.process_time()
            result = work(*given, **named)
            took = time.process_time() - start - (self.parts.get(GARBAGE, 0.0) - freed)
            self.parts[part] = self.parts.get(part, 0.0) + took
            return result

        return clocked

    def _collecting(self, phase: str, _told: dict[str, int]) -> None:
        if phase == "start":
            self._collecting_since = time.process_time()
        else:
            took = time.process_time() - self._collecting_since
            self.parts[GARBAGE] = self.parts.get(GARBAGE, 0.0) + took
