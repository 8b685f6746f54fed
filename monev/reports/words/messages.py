"""The texts of templates in English, from the gettext catalogues of a folder.

Indonesian needs no catalogue: it is what stands in the templates.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from monev.errors import CatalogueError
from monev.printing import Language

LOCALE = Path(str(files("report_templates"))) / "locale" / "en"


@cache
def translations(language: Language, folder: Path = LOCALE) -> NullTranslations:
    """Return the texts of a language, by the catalogues of `folder` (those of the documents).

    Raises CatalogueError where two catalogues translate the same text differently.
    """
    if language == "id":
        return NullTranslations()
    out = BytesIO()
    write_mo(out, _together(folder))
    out.seek(0)
    return GNUTranslations(out)


def _together(folder: Path) -> Catalog:
    """Join the catalogues of a folder; a text that several share says one thing."""
    whole = Catalog(locale="en")
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            part = read_po(file, locale="en")
        for message in part:
            if not message.id or not message.string or message.fuzzy:
                continue
            known = whole.get(message.id)
            if known is not None and known.string != message.string:
                problem = f"{message.string!r} here, {known.string!r} in another catalogue"
                raise CatalogueError(path.name, message.lineno or 1, str(message.id), problem)
            whole.add(message.id, message.string)
    return whole
