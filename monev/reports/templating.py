"""Templates -> HTML, in one language and for paper or screen. The only door to Jinja here.

Texts in templates are Indonesian; `report_templates/locale/en/` holds their English. Values are
escaped and never templates themselves; an undefined name stops the work.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from monev.errors import MonevError
from monev.printing import Language
from monev.reports.compiled import CompiledTemplates
from monev.reports.pdf.printable import printable
from monev.reports.region.bounded import bounded, cut
from monev.reports.words.filters import filters
from monev.reports.words.messages import translations

TEMPLATES = Path(str(files("report_templates")))
Medium = Literal["print", "web"]


class UnfilledError(MonevError):
    """A template asks for what there is not, as one of an earlier edition may."""


def _shown(value: Any) -> Any:
    """Keep a value from taking over its page; what came together from short texts may be long."""
    return cut(value) if type(value) is str else value


@cache
def environment(language: Language) -> ImmutableSandboxedEnvironment:
    """Return the templates with the filters and texts of one language."""
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        finalize=_shown,
        bytecode_cache=CompiledTemplates(TEMPLATES / "__pycache__", language),
    )
    made.install_gettext_translations(  # type: ignore[attr-defined]
        translations(language), newstyle=True
    )
    made.filters.update(filters(language))
    return made


def html_of(template: str, language: Language, medium: Medium, values: Mapping[str, Any]) -> str:
    """Return a filled template in the layout of its medium.

    Raises UnfilledError where the template names what is not defined.

    No text of the view `v` is endless when a template, a filter or a drawing meets it, and every
    letter of the page can be printed.
    """
    layout = f"layout/{medium}.html"
    filled = {**values, "layout": layout, "v": bounded(values["v"])}
    try:
        page = environment(language).get_template(template).render(**filled)
    except TemplateError as error:
        raise UnfilledError(f"template {template} cannot be filled in: {error}") from error
    return printable(page)
