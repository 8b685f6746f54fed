"""All pages of a run by WeasyPrint alone, in as many processes as the run had.

Called as `python -m bench.national.bare_run PAGES OUT WORKERS`. Fonts and style sheets are set up
once per process; the longest pages come first, so that no process waits for the last one.
"""

import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench.bare import Bare
from bench.pages import Page

_bare: list[Bare] = []
"""What a process of the pool keeps."""


def _open() -> None:
    _bare[:] = [Bare()]


def _make(page: Path, out: Path) -> None:
    made = _bare[0].make(Page("bare", page.stem, page.read_text(encoding="utf-8")))
    (out / f"{page.stem}.pdf").write_bytes(made)


def made_bare(pages: Path, out: Path, workers: int) -> int:
    """Make every page of a folder; returns how many there were."""
    out.mkdir(parents=True, exist_ok=True)
    todo = sorted(pages.glob("*.html"), key=lambda one: (-one.stat().st_size, one.name))
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_open) as pool:
        for job in [pool.submit(_make, one, out) for one in todo]:
            job.result()
    return len(todo)


def main() -> None:
    """Make the pages and print how many, and the seconds without the start of this process."""
    pages, out, workers = sys.argv[1:]
    began = time.perf_counter()
    count = made_bare(Path(pages), Path(out), int(workers))
    print(json.dumps({"documents": count, "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
