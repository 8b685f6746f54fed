"""Brings the English catalogues of the templates of documents, or of the portal, up to date.

    python -m tools.messages                  add new texts, untranslated; drop those that are gone
    python -m tools.messages laporan parts    the same for some folders only
    python -m tools.messages --check          say what is at fault, exit 1 if anything is
    python -m tools.messages --portal         the same for the pages of the portal

One catalogue per folder of templates; a text that another catalogue has translated comes with its
English. Translating is an editor's work, in `locale/en/*.po` below the templates. How a document
reads them is for `monev.reports.words.messages`.
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "report_templates"
PORTAL = ROOT / "monev" / "portal" / "templates"
OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
KEYWORDS = ("_", "gettext", "ngettext")
PLACE = re.compile(r"%(?:\((\w+)\)\w|.)")

Texts = Mapping[str, Sequence[str]]
"""Text -> the templates in which it stands."""


def locale_of(folder: Path) -> Path:
    """Return where the English catalogues of a folder of templates are."""
    return folder / "locale" / "en"


def texts_of(folder: Path) -> dict[str, Texts]:
    """Return catalogue -> its texts, for all templates below `folder`, in the order of files."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(folder.rglob("*.html")):
        place = path.relative_to(folder)
        for text in _texts_in(path):
            places = found[place.parts[0]][text]
            if str(place) not in places:
                places.append(str(place))
    return {name: dict(texts) for name, texts in found.items()}


def _texts_in(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for _, _, text, _ in babel_extract(file, KEYWORDS, (), OPTIONS):
            one = text[0] if isinstance(text, tuple) else text
            if one:
                yield one


def read(path: Path) -> Catalog:
    """Return a catalogue; an empty one where there is none yet."""
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def updated(before: Catalog, texts: Texts, elsewhere: Mapping[str, str]) -> bytes:
    """Return the catalogue with exactly these texts, as it is written.

    What was translated stays with its remarks; a new text takes the English it has `elsewhere`.
    The same texts always make the same bytes.
    """
    made = Catalog(locale="en")
    for text, places in texts.items():
        old = before.get(text)
        english = str(old.string) if old and old.string and not old.fuzzy else ""
        made.add(
            text,
            english or elsewhere.get(text, ""),
            locations=[(one, 0) for one in places],
            user_comments=old.user_comments if old else (),
        )
    out = BytesIO()
    write_po(out, made, omit_header=True, width=96, include_lineno=False)
    return out.getvalue()


def places_in(text: str) -> list[str]:
    """Return what is filled into a text, and its percent signs, in a fixed order."""
    return sorted(found[1] or found[0] for found in PLACE.finditer(text))


def faults(name: str, known: Catalog, texts: Texts) -> list[str]:
    """Return what a catalogue lacks, holds without need, left untranslated or fills otherwise."""
    lines = []
    for text, places in texts.items():
        found = known.get(text)
        at = f"{name}.po: {text!r} ({places[0]})"
        if found is None or not found.string or found.fuzzy:
            lines.append(f"{at} is not translated")
        elif places_in(text) != places_in(str(found.string)):
            lines.append(f"{at} does not fill the same places in English: {found.string!r}")
    unused = [one.id for one in known if one.id and one.id not in texts]
    unused += [str(one) for one in known.obsolete]
    return lines + [f"{name}.po: {one!r} stands in no template any more" for one in unused]


def all_faults(folder: Path, names: Sequence[str] = ()) -> list[str]:
    """Return what is at fault with the catalogues of a folder of templates; empty if nothing is."""
    texts = texts_of(folder)
    lines = _contradictions(folder)
    for name in names or [*texts, *_orphans(folder, texts)]:
        known = read(locale_of(folder) / f"{name}.po")
        lines += faults(name, known, texts.get(name, {}))
    return lines


def _contradictions(folder: Path) -> list[str]:
    """Return the texts that two catalogues translate differently: a document joins them all."""
    first: dict[str, tuple[str, str]] = {}
    lines = []
    for path in sorted(locale_of(folder).glob("*.po")):
        for text, english in _translated(read(path)):
            name, before = first.setdefault(text, (path.name, english))
            if before != english:
                lines.append(f"{path.name}: {text!r} is {english!r}, in {name} {before!r}")
    return lines


def _translated(known: Catalog) -> Iterator[tuple[str, str]]:
    for one in known:
        if one.id and one.string and not one.fuzzy:
            yield str(one.id), str(one.string)


def _orphans(folder: Path, texts: Mapping[str, Texts]) -> list[str]:
    written = sorted(path.stem for path in locale_of(folder).glob("*.po"))
    return [name for name in written if name not in texts]


def bring_up_to_date(folder: Path, names: Sequence[str] = ()) -> list[Path]:
    """Write the catalogues of a folder of templates and return those that changed."""
    texts = texts_of(folder)
    locale_of(folder).mkdir(parents=True, exist_ok=True)
    paths = {name: locale_of(folder) / f"{name}.po" for name in texts}
    before = {name: read(path) for name, path in paths.items()}
    elsewhere = dict(pair for known in before.values() for pair in _translated(known))
    changed = []
    for name in names or texts:
        content = updated(before[name], texts[name], elsewhere)
        if not paths[name].exists() or paths[name].read_bytes() != content:
            paths[name].write_bytes(content)
            changed.append(paths[name])
    return changed


def main() -> None:
    """Write or check the catalogues."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", help="folders of templates; all if none is named")
    parser.add_argument("--check", action="store_true", help="write nothing, say what is at fault")
    parser.add_argument("--portal", action="store_true", help="templates of the portal's pages")
    asked = parser.parse_args()
    templates = PORTAL if asked.portal else TEMPLATES
    if unknown := set(asked.folders) - set(texts_of(templates)):
        parser.error(f"{', '.join(sorted(unknown))}: no folder of templates with texts")
    if not asked.check:
        bring_up_to_date(templates, asked.folders)
        return
    found = all_faults(templates, asked.folders)
    sys.stdout.writelines(f"{one}\n" for one in found)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
