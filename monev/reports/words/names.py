"""What people, places and things are called in a report of one language.

How numbers, sums and stated values are printed is for `speech`. A name that no list holds comes
from a file or from somebody's own rules and is printed as it is.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Protocol

from models import Quarter
from monev.printing import Language
from monev.profile import ContextRow, FigureRow
from monev.reports.words.speech import Speech
from monev.reports.words.wording import vocabulary
from monev.scorecard import Action, FollowUp, Frame, Scorecard
from monev.segments import load_segments

OURS = "Monev"
"""Publisher of what our own books state; such titles and places are our words, not a source's."""
_CELL = r"[A-Z]{1,3}[1-9]\d*"
CELLS = re.compile(
    rf"^(?P<sheet>.+ lembar .+) sel "
    rf"(?P<cells>{_CELL}(?:(?:\.\.|–| s\.d\. ){_CELL}(?:, \d+ sel)?)?)$"
)
"""What readers write of cells: `D5`, `F5..F8`, `F5..F8, 3 sel`, `H3 s.d. O3`; and runs of them."""
_ROWS = re.compile(r"^(?P<sheet>.+ lembar .+?)(?P<rows> baris \d.*|)$")
"""A row or column of a sheet, or a sheet alone."""
_IN_FILE = re.compile(r"^(?P<file>.+?\.\w{2,5}|.+?) lembar (?P<sheet>.+)$")
"""File and sheet: the name of the file ends with its ending, where one is seen."""
_BRACE = re.compile(r"\\\{(\w+)\\\}")
_QUOTED = re.compile(r"(“[^”]*”|'[^']*')")
_FILLED = re.compile(r"\{(\w+)\}")
_HOLES = {
    "quarter": r"\d{4}-Q[1-4](?:(?:–|, )Q[1-4])*",
    "code": r"[\d.]+",
    "id": r"[^\s;,]+(?:, [^\s;,]+)*",
    "indicator": r"[A-Z]\d+(?:, [A-Z]\d+)*",
    "revision": r"\d+",
    "number": r"\d+",
    "cell": r"[A-Z]{1,3}\d",
    "name": r".+",
}
"""What may stand in a brace of a place; quarters, recommendations and indicators may be several."""


def band_title(title: str, language: Language, frame: Frame | None = None) -> str:
    """Return a band by its Indonesian title; the rules of a scorecard know their own best."""
    for one in frame.bands if frame else []:
        if one.title.id == title:
            return Speech(language).of(one.title)
    return Speech(language).word("bands", title)


def band_in(card: Scorecard, language: Language) -> str | None:
    """Return the band of a scorecard; None where none was given."""
    return None if card.band is None else band_title(card.band, language, card.frame)


def group_title(code: str, language: Language) -> str:
    """Return the words for a group of workers or for a payer."""
    return load_segments().titles(language).get(code, code)


def quarter_label(quarter: Quarter | str, language: Language) -> str:
    """Return a quarter, or its code such as `2024-Q3`, as `Triwulan III Tahun 2024`."""
    known = quarter if isinstance(quarter, Quarter) else Quarter.parse(quarter)
    return known.label_in(language)


def advised(one: Action | FollowUp, language: Language) -> str:
    """Return what is recommended; one from before there was English is told in Indonesian."""
    return one.text_en or one.text if language == "en" else one.text


def deadline_title(one: Action, language: Language) -> str:
    """Return which date of the budget calendar a deadline is; see `advised`."""
    return one.deadline_title_en or one.deadline_title if language == "en" else one.deadline_title


class Said(Protocol):
    """Whatever says the same in both languages, as a finding does."""

    @property
    def message_id(self) -> str:
        """The sentence in Indonesian."""

    @property
    def message_en(self) -> str:
        """The sentence in English."""


def message(one: Said, language: Language) -> str:
    """Return the sentence of a finding; what it quotes stays as it is."""
    if language == "id":
        return one.message_id
    pieces = _QUOTED.split(one.message_en)
    return "".join(
        piece if _QUOTED.fullmatch(piece) else _told("file_places", piece) for piece in pieces
    )


def figure_title(one: FigureRow, language: Language) -> str:
    """Return what a published figure is: its measure, and its definition where that says more.

    A definition may be the path of an account within its list: then its last part is its name.
    """
    speech = Speech(language)
    bare = one.measure.replace("_", " ")
    known = vocabulary().measures.get(one.measure)
    name = bare if known is None else speech.of(known)
    own_names = {bare, *([known.id, known.en] if known else [])}
    last = one.title.rpartition(" > ")[2].casefold()
    told = name if last in own_names else f"{name}, {speech.word('texts', one.title)}"
    return told[:1].upper() + told[1:]


def event_text(one: ContextRow, language: Language) -> str:
    """Return what happened: our own words in the language, those of a source as they stand."""
    return Speech(language).word("texts", one.text)


def uses(places: Sequence[str], language: Language) -> str:
    """Return the parts of a report in which a figure is used, as `C1, cakupan`."""
    speech = Speech(language)
    return ", ".join(speech.word("used_in", one) for one in places)


def source_title(title: str, publisher: str, language: Language) -> str:
    """Return the title of a source as it stands; that of our own books in the language."""
    return _told("own_places", title) if language == "en" and publisher == OURS else title


def place(locator: str, publisher: str = "", language: Language = "id") -> str:
    """Return where in its source a figure stands; names of files and sheets stay as they are."""
    if language == "id":
        return locator
    if publisher == OURS:
        return _told("own_places", locator)
    if within := CELLS.match(locator) or _ROWS.match(locator):
        told = within[0].removeprefix(within["sheet"])
        return sheet(within["sheet"], language) + _told("file_places", told)
    return _told("file_places", locator)


def sheet(named: str, language: Language) -> str:
    """Return file and sheet, `a.xlsx lembar Target`, with both names as they are."""
    found = _IN_FILE.match(named)
    if language == "id" or found is None:
        return named
    return found["file"] + _told("file_places", " lembar ") + found["sheet"]


def _told(group: str, text: str) -> str:
    """Return a text with all that our books or readers wrote in it turned into English."""
    for pattern, english in _patterns(group):
        text = pattern.sub(english, text)
    return text


@cache
def _patterns(group: str) -> Sequence[tuple[re.Pattern[str], str]]:
    """Return what is looked for in a text, and what takes its place."""
    return [
        (re.compile(_BRACE.sub(_hole, re.escape(one.id))), _FILLED.sub(r"\\g<\1>", one.en))
        for one in getattr(vocabulary(), group)
    ]


def _hole(found: re.Match[str]) -> str:
    return f"(?P<{found[1]}>{_HOLES[found[1]]})"
