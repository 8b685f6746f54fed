"""A document held against its kept pictures, and what is said where it looks otherwise.

How pictures are compared is for `rasters`, which pages are kept for `kept_pages`.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

from tests.reports.kept_pages import Kept
from tests.reports.rasters import (
    MOST_CLEAR,
    MOST_MEAN,
    Page,
    compared,
    difference_picture,
    engine,
    kept,
)

RENEW = "If that is meant, `python -m tools.pictures --kept` renews them; look at what changes."


def differences(document: Kept, pages: list[Page], folder: Path) -> list[str]:
    """Return a sentence for every page that looks otherwise than it is kept.

    The new picture and one of the difference are written into the folder and named.
    """
    found = []
    for number, (path, page) in enumerate(zip_longest(document.paths, pages), start=1):
        if page is None:
            found.append(f"{path.name} is kept, but the document ends before that page.")
        elif path is None:
            found.append(f"page {number} of {document.name} is new: none is kept of it.")
        else:
            found += page_differs(path, page, folder)
    return [*found, RENEW] if found else []


def page_differs(path: Path, page: Page, folder: Path) -> Iterator[str]:
    """Yield what is to be said of one page against its kept picture; nothing where both agree."""
    old, made_by = kept(path)
    new = folder / path.name
    if old.picture.size != page.picture.size:
        page.picture.save(new)
        yield f"{path.name}: a sheet of {page.picture.size} pixels, kept {old.picture.size}: {new}"
        return
    found = compared(old.picture, page.picture)
    if found.none:
        return
    apart = folder / f"{path.stem}-difference.png"
    page.picture.save(new)
    difference_picture(old.picture, page.picture).save(apart)
    yield (
        f"{path.name}: {found.clear:.3%} of the page differ clearly (at most {MOST_CLEAR:.3%}), "
        f"{found.mean:.1f} grey levels on average (at most {MOST_MEAN}).\n"
        f"  {likely_cause(old, page, made_by)}\n  new: {new}\n  difference: {apart}"
    )


def likely_cause(old: Page, page: Page, made_by: str) -> str:
    """Return what the text of a page says about why it looks otherwise."""
    other = "" if made_by == engine() else f" Kept pictures are by {made_by}, here is {engine()}."
    if old.of != page.of:
        return f"The document has {page.of} pages, kept are those of {old.of}: text moved.{other}"
    if old.text.split() != page.text.split():
        return f"The text differs: {_first_change(old.text, page.text)}.{other}"
    if old.text != page.text:
        return f"The same words break into other lines, as another Pango may do.{other}"
    return f"The text is the same, in the same lines: its place, style or a drawing changed.{other}"


def _first_change(old: str, new: str) -> str:
    before, after = old.split(), new.split()
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            return f"“{' '.join(before[a:b])[:80]}” is now “{' '.join(after[c:d])[:80]}”"
    return "nothing"
