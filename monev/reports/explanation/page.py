"""Lines of a text page, 80 columns wide: labelled, hanging, broken between words."""

from collections.abc import Iterable
from textwrap import wrap

from monev.printing import Language
from monev.reports.words.sentences import sentences

WIDTH = 80
LABEL = 15
"""Where the text of a labelled line begins."""


def wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    """Return a text as lines; `first` stands before the first, `rest` before all others."""
    return wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest or " " * len(first),
        break_on_hyphens=False,
    )


def label(key: str, language: Language) -> str:
    """Return the word that stands before a line."""
    wording = sentences().labels[key]
    return wording.en if language == "en" else wording.id


def labelled(key: str, texts: str | Iterable[str], language: Language, rest: int = 0) -> list[str]:
    """Return texts under one label; continued lines hang `rest` columns further in."""
    given = [texts] if isinstance(texts, str) else list(texts)
    name = label(key, language)
    lines: list[str] = []
    for text in given:
        head = f"  {name}" if not lines else ""
        lines += wrapped(text, f"{head:<{LABEL}}", " " * (LABEL + rest))
    return lines


def heading(key: str, language: Language, rule: str = "=") -> list[str]:
    """Return a heading, underlined."""
    wording = sentences().headings[key]
    name = wording.en if language == "en" else wording.id
    return [name, rule * len(name)]
