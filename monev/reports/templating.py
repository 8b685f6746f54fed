"""Templates -> HTML, in one language and for paper or screen. The only door to Jinja here.

Texts in templates are Indonesian; `report_templates/locale/en/` holds their English. Values are
escaped and never templates themselves; an undefined name stops the work.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from monev.printing import Language
from monev.reports.filters import filters
from monev.reports.messages import translations

LONGEST_TEXT = 1200
"""Letters of one value that are printed; what a file holds beyond them stands in the annex."""
_TURNING = {
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F), "\ufffd"),
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127), "\ufffd"),
}
"""Characters that turn the direction of what follows, or that no page may hold."""
TEMPLATES = Path(str(files("report_templates")))
Medium = Literal["print", "web"]


def _bounded(value: Any) -> Any:
    """Keep a value from taking over its page: neither endless nor turning what stands beside it."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    text = value.translate(_TURNING)
    if len(text) <= LONGEST_TEXT:
        return text
    return f"{text[:LONGEST_TEXT]}… [{len(text) - LONGEST_TEXT}]"


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
        finalize=_bounded,
    )
    made.install_gettext_translations(  # type: ignore[attr-defined]
        translations(language), newstyle=True
    )
    made.filters.update(filters(language))
    return made


def html_of(template: str, language: Language, medium: Medium, values: Mapping[str, Any]) -> str:
    """Return a filled template in the layout of its medium; an undefined name is an error."""
    layout = f"layout/{medium}.html"
    return environment(language).get_template(template).render(layout=layout, **values)
