"""Pages as HTML: the template environment, the two languages, and what every page knows."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from monev.portal.access import Person, form_token
from monev.portal.menu import menu_of
from monev.portal.speech import LANGUAGE_NAMES, filters, language_of
from monev.printing import Language
from monev.reports.words.messages import translations

TEMPLATES = Path(str(files("monev.portal"))) / "templates"
ERRORS = 400
"""From this status on a page does not say which address it answers: unseen ones look alike."""
STYLE = str(files("monev.portal") / "static")


@cache
def environment(language: Language) -> Environment:
    """Return the templates with the filters and texts of one language."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(  # type: ignore[attr-defined]
        translations(language, TEMPLATES / "locale" / "en"), newstyle=True
    )
    made.filters.update(filters(language))
    return made


def page(
    request: Request,
    template: str,
    account: Person | None = None,
    status: int = 200,
    **values: Any,
) -> HTMLResponse:
    """Return a page in the language of the session; form token and person are known to all."""
    language = language_of(request)
    other: Language = "en" if language == "id" else "id"
    html = (
        environment(language)
        .get_template(template)
        .render(
            account=account,
            form=form_token(request),
            path=request.url.path if status < ERRORS else "/",
            language=language,
            other_language=other,
            other_language_name=LANGUAGE_NAMES[other],
            menu=menu_of(request, account),
            **values,
        )
    )
    return HTMLResponse(html, status)
