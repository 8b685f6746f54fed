"""The door to the library `holidays`: the days of a year on which a country's offices are closed.

Which kinds count, and what a decree changes, is decided by the rules of the calendar.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from monev.wording import Wording


def national_holidays(
    country: str, categories: Iterable[str], year: int
) -> Mapping[date, tuple[Wording, ...]]:
    """Return the holidays of a year with their names, in Indonesian and in English.

    A holiday that the library only estimates carries that in its name. Years that it does not
    cover (Indonesia: before 1946, after 2100) have none.
    """
    return _of_year(country, tuple(sorted(categories)), year)


@cache
def _of_year(
    country: str, categories: tuple[str, ...], year: int
) -> Mapping[date, tuple[Wording, ...]]:
    import holidays

    found = [
        holidays.country_holidays(country, years=year, categories=categories, language=language)
        for language in ("id", "en_US")
    ]
    indonesian, english = found
    return {
        day: tuple(
            Wording(id=name, en=other)
            for name, other in zip(indonesian.get_list(day), english.get_list(day), strict=True)
        )
        for day in sorted(indonesian)
        if day.year == year
    }
