"""Sentences of the catalogue: which names they may use, and the filling of them.

A sentence is filled, never evaluated: a name in braces stands for a text and for nothing else.
"""

import string
from collections.abc import Callable, Iterator, Mapping

from monev.quality.rules import Fault, Path
from monev.wording import Wording

Texts = Mapping[str, str | Wording]
"""What fills the names in a sentence, in one wording or in two."""


def fill(template: Wording, texts: Texts) -> Wording:
    """Return the template with its names replaced, each language in its own words."""
    said_id = {key: one.id if isinstance(one, Wording) else one for key, one in texts.items()}
    said_en = {key: one.en if isinstance(one, Wording) else one for key, one in texts.items()}
    return Wording(id=template.id.format(**said_id), en=template.en.format(**said_en))


def printed(how: Callable[..., str], *values: object) -> Wording:
    """Return a value as both languages write it; `how` is one of the functions of `printing`."""
    return Wording(id=how(*values, language="id"), en=how(*values, language="en"))


def faults_of_text(text: Wording, offered: frozenset[str], path: Path) -> Iterator[Fault]:
    """Yield names that nobody fills, and anything in braces that is no plain name."""
    for language in ("id", "en"):
        place: Path = (*path, language)
        try:
            pieces = list(string.Formatter().parse(getattr(text, language)))
        except ValueError as error:
            yield place, f"{error}; write each brace as {{name}}"
            continue
        for _, name, form, conversion in pieces:
            if name is not None and (name not in offered or form or conversion):
                listed = ", ".join(sorted(offered)) or "no names"
                yield place, f"nothing fills {{{name}}}; write one of {listed}"
