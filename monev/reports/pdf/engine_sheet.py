"""The layout engine's own style sheet, without rules that would style every element for nothing.

It styles a marker and five parts of a note for every element of a page, whether that is an item of
a list or not; six of seven styles were never looked at. No document of ours has notes (`::footnote`
and the like), and only items of lists have markers. What is laid out stays the same to the byte.
"""

import re

NOTES = re.compile(r"^::(?:footnote|note)-\w+ \{[^}]*\}$", re.MULTILINE)
EVERY_MARKER = re.compile(r"^::marker\b", re.MULTILINE)


def lean_sheet(sheet: str) -> str:
    """Return the engine's sheet without notes, and with markers for items of lists only.

    A sheet written otherwise comes back as it is: then pages take longer and look the same.
    """
    return EVERY_MARKER.sub("li::marker", NOTES.sub("", sheet))
