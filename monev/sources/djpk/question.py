"""What was asked of the portal: the export itself names neither government nor year nor month."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from models.region import Region
from monev.arrival import Arrival
from monev.errors import MonevError, SourceError
from monev.sources.bps.crosswalk import foreign_codes
from monev.sources.djpk.sheet import DjpkSheet
from monev.sources.reading import Resolve

_NUMBER = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True)
class Question:
    """Whose budget of which year was asked for, up to which month (1 to 12)."""

    region: Region
    year: int
    month: int

    @property
    def first_day(self) -> date:
        """The day on which the fiscal year, and with it every sum, begins."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """The last day of the fiscal year."""
        return date(self.year, 12, 31)

    @property
    def month_end(self) -> date:
        """The day up to which the realisation is summed."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])


def question_of(arrival: Arrival, sheet: DjpkSheet, resolve: Resolve) -> Question:
    """Read the question: `arrival.region` and the words tahun, periode, provinsi and pemda.

    Raises SourceError where region, year or month are not known, where they do not go with the
    codes that were asked for, and for the sum over all governments of a province.
    """
    asked = arrival.asked
    if asked.get("pemda") == sheet.all_governments:
        expected = f"one government; {sheet.provincial} is the provincial one"
        raise SourceError(arrival.name, "", "the sum over all of a province (pemda=--)", expected)
    if not arrival.region:
        raise SourceError(arrival.name, "", "no region in the question", "whose budget it is")
    try:
        region = resolve(arrival.region)
    except MonevError as error:
        raise SourceError(arrival.name, "", str(error), "a region of the register") from error
    if not region.autonomous:
        raise SourceError(arrival.name, "", f"{region.name}, which has no budget", "a government")
    _require_kind(arrival, sheet, region)
    _require_province(arrival, region, resolve)
    year = _number(arrival, "tahun", sheet.first_year, 2199)
    return Question(region, year, _number(arrival, "periode", 1, 12))


def _require_kind(arrival: Arrival, sheet: DjpkSheet, region: Region) -> None:
    code = arrival.asked.get("pemda", "")
    if code and (code == sheet.provincial) != (region.kind == "provinsi"):
        found = f"pemda={code[:10]} for {region.code} {region.name}"
        expected = f"{sheet.provincial} for a province and for nobody else"
        raise SourceError(arrival.name, "", found, expected)


def _require_province(arrival: Arrival, region: Region, resolve: Resolve) -> None:
    """Compare the portal's own number of the province, where the register can tell it."""
    number = arrival.asked.get("provinsi", "")
    codes = foreign_codes(resolve)
    if not number or codes is None:
        return
    try:
        province = codes.from_foreign("DJPK", number.zfill(2))
    except MonevError as error:
        raise SourceError(arrival.name, "", f"provinsi={number[:10]}", "01 to 38") from error
    if province.code != region.province_code:
        found = f"provinsi={number[:10]} ({province.name}) for {region.code} {region.name}"
        raise SourceError(arrival.name, "", found, "the number of its own province")


def _number(arrival: Arrival, word: str, least: int, most: int) -> int:
    text = arrival.asked.get(word, "")
    if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
        found = f"{word}={text[:20]} in the question" if text else f"no {word} in the question"
        raise SourceError(arrival.name, "", found, f"{word} from {least} to {most}")
    return int(text)
