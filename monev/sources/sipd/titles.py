"""What the lines around a table say: whose it is, of which year and day, at which stage.

The words stand in the fact sheet. What to do where files and folders disagree is decided in
`identity`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from monev.errors import NotationError
from monev.sources.grid import folded
from monev.sources.notation import read_date, read_span
from monev.sources.sipd.codes import split_label
from monev.sources.sipd.sheet import Pattern, SipdSheet, Stage
from monev.sources.sipd.tables import Found, Line


@dataclass(frozen=True)
class Said:
    """One thing that a line says, with the line."""

    text: str
    line: Line

    @property
    def cell(self) -> dict[str, str]:
        """The line as a fact keeps its cells."""
        return {"locator": self.line.place, "raw": self.line.text}


@dataclass(frozen=True)
class Titles:
    """All that the lines around one table say; None or empty where they do not."""

    regions: tuple[Said, ...] = ()
    year: int | None = None
    year_said: Said | None = None
    as_of: date | None = None
    as_of_said: Said | None = None
    printed: date | None = None
    printed_said: Said | None = None
    stage: tuple[Stage, str] | None = None
    agency: Said | None = None
    sub_code: str = ""
    sub_name: str = ""
    sub_said: Said | None = None
    factor: int | None = None
    simulated: bool = False

    def after(self, before: "Titles") -> "Titles":
        """Return these titles with what they do not say taken from the table above."""
        silent = {
            name: getattr(before, name)
            for name in ("year", "as_of", "stage", "agency", "factor")
            if getattr(self, name) is None
        }
        for name in ("year", "as_of"):
            if name in silent:
                silent[f"{name}_said"] = getattr(before, f"{name}_said")
        return replace(self, **silent)


def titles_of(table: Found, sheet: SipdSheet) -> Titles:
    """Read the lines above a table, and for the day of printing those below it."""
    words, above = sheet.titles, table.titles
    year = _first(words.year, above)
    agency = _first(words.agency, above)
    sub = _first(words.sub_activity, above)
    code, name = _split(sub)
    as_of, as_of_said = _day(words.as_of, above)
    if as_of is None:
        as_of, as_of_said = _month_end(words.as_of_month, above)
    printed, printed_said = _day(words.printed, [*above, *table.tail])
    if printed_said is not None:  # who signed stands beside the day, and is nobody's business
        bare = Line(printed_said.text, printed_said.line.place)
        printed_said = Said(printed_said.text, bare)
    stages = (sheet.stage_of(line.text) for line in above)
    return Titles(
        regions=_regions(words.region, above),
        year=int(year.text) if year else None,
        year_said=year,
        as_of=as_of,
        as_of_said=as_of_said,
        printed=printed,
        printed_said=printed_said,
        stage=next(filter(None, stages), None),
        agency=agency and Said(_split(agency)[1], agency.line),
        sub_code=code,
        sub_name=name,
        sub_said=sub,
        factor=_factor(above, sheet),
        simulated=_first(words.simulated, [*above, *table.tail]) is not None,
    )


def _first(patterns: list[Pattern], lines: Iterable[Line]) -> Said | None:
    """Return what the first fitting pattern finds; earlier patterns go before earlier lines."""
    kept = list(lines)
    return next((said for one in patterns for said in _all(one, kept)), None)


def _all(pattern: Pattern, lines: Iterable[Line]) -> Iterable[Said]:
    for line in lines:
        plain = folded(line.text)
        if found := pattern.search(plain):
            start, end = found.span("found")
            same = len(plain) == len(line.text)
            text = line.text[start:end] if same else found["found"]
            yield Said(text.strip(), line)


def _regions(patterns: list[Pattern], lines: list[Line]) -> tuple[Said, ...]:
    """Return all that the best pattern finds: two governments in the titles must be seen."""
    return next((found for one in patterns if (found := tuple(_all(one, lines)))), ())


def _day(patterns: list[Pattern], lines: list[Line]) -> tuple[date | None, Said | None]:
    """Return the last day printed in the first line that has one and that reads as a day."""
    for pattern in patterns:
        for said in _all(pattern, lines):
            try:
                day = read_date(said.text)
            except NotationError:
                continue  # a line of prose that only looks like a day
            if day is not None:
                return day, said
    return None, None


def _month_end(patterns: list[Pattern], lines: list[Line]) -> tuple[date | None, Said | None]:
    said = _first(patterns, lines)
    if said is None:
        return None, None
    try:
        span = read_span(said.text)
    except NotationError:
        return None, None  # "s.d. Perubahan 2024" is no month
    return (span[1], said) if span else (None, None)


def _split(said: Said | None) -> tuple[str, str]:
    return split_label(said.text) if said else ("", "")


def _factor(lines: list[Line], sheet: SipdSheet) -> int | None:
    """Return the unit of a whole table: `(dalam ribuan rupiah)` on a line, or at its end."""
    for line in lines:
        plain = folded(line.text)
        inner = plain.rsplit("(", 1)[-1].strip(" ).:")
        for text in (plain.strip(" ().:"), inner):
            factor = sheet.factor_of(text)
            if factor is not None:
                return factor
    return None
