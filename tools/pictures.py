"""Renews the pictures that tests compare, and those of the documentation.

    python -m tools.pictures            both; some minutes, for a province is simulated
    python -m tools.pictures --kept     only those in tests/reports/pictures, half a minute
    python -m tools.pictures --docs     only those in docs/images

A kept picture is written only where it looks otherwise or says something else. Look at every
picture that changes before it is committed.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.reports.kept_pages import FOLDER, KEPT, Kept, Worlds, small_banten
from tests.reports.rasters import Page, compared, keep, kept, pages_of
from tools.evaluated_worlds import published

DOCS = Path(__file__).resolve().parent.parent / "docs" / "images"


def renew_kept(scratch: Path) -> Iterator[str]:
    """Bring the kept pictures up to date and yield the name of each that was written or removed."""
    worlds = Worlds(published(scratch / "terbitan"), small_banten(scratch / "banten"))
    FOLDER.mkdir(exist_ok=True)
    wanted: set[Path] = set()
    for document in KEPT:
        pages = pages_of(document.pdf(worlds), document.most)
        wanted |= {document.path(number) for number, _ in enumerate(pages, start=1)}
        yield from _renewed(document, pages)
    for path in sorted(set(FOLDER.glob("*.png")) - wanted):
        path.unlink()
        yield f"{path.name} removed"


def _renewed(document: Kept, pages: list[Page]) -> Iterator[str]:
    for number, page in enumerate(pages, start=1):
        path = document.path(number)
        if not path.exists() or _changed(page, kept(path)[0]):
            keep(page, path)
            yield path.name


def _changed(page: Page, old: Page) -> bool:
    if (page.text, page.of) != (old.text, old.of) or page.picture.size != old.picture.size:
        return True
    return not compared(page.picture, old.picture).none


def main() -> None:
    """Renew what is asked for and say what was written."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kept", action="store_true", help="only what tests compare")
    parser.add_argument("--docs", action="store_true", help="only the documentation's")
    asked = parser.parse_args()
    both = asked.kept == asked.docs
    with TemporaryDirectory() as name:
        scratch = Path(name)
        if asked.kept or both:
            _say(renew_kept(scratch))
        if asked.docs or both:
            from tools.documentation import renew_documentation

            _say(renew_documentation(scratch, DOCS))


def _say(names: Iterator[str]) -> None:
    for one in names:
        sys.stdout.write(f"{one}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
