"""Whether a regulation is about the social security of workers, told by its title and tags.

A title proves no content: what the rule contains is for a reviewer. The words stand in the sheet.
"""

import re
from typing import Literal

from monev.sources.grid import folded
from monev.sources.jdih.sheet import JdihSheet

About = Literal["subject", "revoking", "review", "other"]
_TAGS = re.compile(r"\s+-\s+|[,;|/]")


def about(title: str, tags: str, sheet: JdihSheet) -> About:
    """Say what a title on one line, with the tags of the record, speaks of.

    A phrase counts in the title or within one tag; one that only comes about where two tags meet
    makes the record one to review. Source: Inpres 2/2021 names the programme.
    """
    words = sheet.subject
    text, subject = folded(title), folded(tags)
    named = _any(words.include, text)
    tagged = any(_any(words.include, tag) for tag in _TAGS.split(subject))
    if (named or tagged) and _revokes(text, sheet):
        return "revoking"
    excluded = _any(words.exclude, text) and not named
    if named or tagged:
        return "review" if excluded else "subject"
    if excluded or _any(words.not_reviewed, text):
        return "other"
    joined = " ".join(" ".join(_TAGS.split(subject)).split())
    broad = _any(words.review, text) or _any(words.include, joined)
    return "review" if broad else "other"


def _any(phrases: list[str], text: str) -> bool:
    return any(phrase in text for phrase in phrases)


def _revokes(text: str, sheet: JdihSheet) -> bool:
    """Whether a rule only ends another: "Peraturan ... tentang Pencabutan Peraturan ..."."""
    marks = "|".join(map(re.escape, sheet.citation.about))
    begins = [text, re.split(rf"\b(?:{marks})\b", text, maxsplit=1)[-1].strip()]
    return any(begin.startswith(tuple(sheet.subject.revoking)) for begin in begins)
