"""The press: documents laid out in another process, byte for byte as they would be here."""

import os
import signal
import sys
import time
from dataclasses import replace
from multiprocessing import forkserver

import pytest

from models import DocumentForm, DocumentKind
from monev.press import AT_ONCE, Press, cores
from monev.reports.forms import layout_of, make
from monev.reports.issuer import Issuer
from monev.reports.pdf.layout import Layout, Made
from monev.reports.pdf.render import RenderError
from monev.reports.region.paper import region_paper
from monev.workspace import Workspace
from tests.reports.regions import region

beside = pytest.mark.skipif(
    sys.platform != "linux" or cores() < AT_ONCE,
    reason="a press begins on Linux only, where there is a second core",
)


@pytest.fixture(scope="module")
def filled(example: Workspace) -> tuple[Layout, Made]:
    """A fact sheet ready to be laid out, and what this process makes of it."""
    paper = region_paper(DocumentKind.FACT_SHEET, region("press", example), "id", Issuer())
    return layout_of(paper), make(paper, DocumentForm.PDF)


def worker_of(press: Press) -> int:
    """A process of a press that is there and well."""
    assert press._pool is not None
    return press._pool.submit(os.getpid).result()


@beside
def test_another_process_makes_the_same_bytes(filled: tuple[Layout, Made]) -> None:
    """Two documents at once come back in their order, equal to what is made here."""
    layout, here = filled
    with Press() as press:
        waiting = [press.begin(layout), press.begin(layout)]
        assert [finish() for finish in waiting] == [here, here]
        assert worker_of(press) != os.getpid()  # and so it was not lost and replaced by this one


@beside
def test_a_fault_is_raised_here(filled: tuple[Layout, Made]) -> None:
    """What the layout engine complains of reaches whoever waits, and the press goes on."""
    layout, here = filled
    broken = replace(layout, page=layout.page.replace("<body", '<body style="width: nonsense"'))
    with Press() as press:
        finish = press.begin(broken)
        with pytest.raises(RenderError, match="nonsense"):
            finish()
        assert press.begin(layout)() == here


@beside
def test_a_press_that_was_killed_costs_no_document(filled: tuple[Layout, Made]) -> None:
    """With its process gone, before or in the middle of it, the document is made here."""
    layout, here = filled
    with Press() as press:
        assert press.begin(layout)() == here
        finish = press.begin(layout)
        os.kill(worker_of(press), signal.SIGKILL)
        assert finish() == here
        assert press.begin(layout)() == here


@beside
def test_a_press_ends_with_its_command(filled: tuple[Layout, Made]) -> None:
    """After the command its process is gone."""
    layout, _ = filled
    with Press() as press:
        press.begin(layout)()
        worker = worker_of(press)
    for _ in range(100):
        if not _alive(worker):
            return
        time.sleep(0.1)
    pytest.fail(f"process {worker} is still there after ten seconds")


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@beside
def test_without_a_server_documents_are_made_here(
    filled: tuple[Layout, Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that gives no other process costs time, and no document and no traceback."""
    layout, here = filled

    def refused() -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(forkserver, "ensure_running", refused)
    with Press() as press:
        assert press._pool is None
        assert press.begin(layout)() == here


@beside
def test_a_server_that_dies_costs_no_document(
    filled: tuple[Layout, Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no worker can be had from it any more, the document is made here."""
    layout, here = filled

    def torn(*_asked: object) -> None:
        raise EOFError("unexpected EOF")

    with Press() as press:
        assert press._pool is not None
        monkeypatch.setattr(press._pool, "submit", torn)
        assert press.begin(layout)() == here


def test_without_a_second_core_nothing_is_started(
    filled: tuple[Layout, Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One core has nothing to gain: everything is laid out here."""
    layout, here = filled
    monkeypatch.setattr("monev.press.cores", lambda: 1)
    with Press() as press:
        assert press._pool is None
        assert press.begin(layout)() == here
