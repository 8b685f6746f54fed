"""Which days are working days, and the last day on which a quarter's report is on time."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from models import Quarter
from monev.calendar.national import national_holidays
from monev.calendar.rules import CalendarRules, read_calendar_rules
from monev.printing import Language
from monev.printing import day as printed_day
from monev.wording import Wording

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DayOff:
    """A day on which offices are closed, and why: its holidays, or the day of the week."""

    day: date
    why: tuple[Wording, ...]


@dataclass(frozen=True)
class DueDay:
    """When a quarter's report is due, and the last day on which it is on time.

    `due_on` is the regulation's day and the cut-off of knowledge; it never moves. `because` are
    the days off that move `on_time_until` past it, empty where nothing moves.
    """

    quarter: Quarter
    due_on: date
    on_time_until: date
    because: tuple[DayOff, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether the last day on time is another than the due day."""
        return self.on_time_until != self.due_on

    def reason(self, language: Language = "id") -> str:
        """Return why it moved, each holiday named once; empty where it did not."""
        names = [
            word.en if language == "en" else word.id for one in self.because for word in one.why
        ]
        return ", ".join(dict.fromkeys(names))

    def told(self, language: Language = "id") -> str:
        """Return the last day on time; where it moved, from which day and why."""
        last, due = printed_day(self.on_time_until, language), printed_day(self.due_on, language)
        if not self.moved:
            return last
        if language == "en":
            return f"{last} (moved from {due}: {self.reason('en')})"
        return f"{last} (digeser dari {due}: {self.reason()})"


@dataclass(frozen=True)
class WorkCalendar:
    """Answers what kind of day a day is, by its rules."""

    rules: CalendarRules

    def day_off(self, day: date) -> DayOff | None:
        """Return why offices are closed on a day; None for a working day.

        An override of the rules goes before the library, and before the day of the week.
        """
        for one in self.rules.overrides:
            if one.day == day:
                return DayOff(day, (one.title,)) if one.off else None
        source = self.rules.holidays
        named = national_holidays(source.country, source.categories, day.year).get(day, ())
        rest = self.rules.rest_days.get(day.isoweekday())
        why = named or ((rest,) if rest else ())
        return DayOff(day, why) if why else None

    def working_day_from(self, day: date) -> date:
        """Return the day itself where it is a working day, else the next one."""
        while self.day_off(day):
            day += ONE_DAY
        return day

    def working_days_before(self, day: date, count: int) -> date:
        """Return the working day that lies `count` working days before a day."""
        while count:
            day -= ONE_DAY
            count -= self.day_off(day) is None
        return day

    def working_days_left(self, today: date, last: date) -> int:
        """Return how many working days there are after today, the last day included."""
        days = (today + timedelta(days=step) for step in range(1, (last - today).days + 1))
        return sum(self.day_off(day) is None for day in days)

    def due_day(self, quarter: Quarter) -> DueDay:
        """Return when a quarter's report is due and until when it is on time. Source: rule file.

        The due day is that of SE Mendagri 842.2/5193/SJ; that it moves at all is our own rule.
        """
        due = quarter.due_date
        if self.rules.on_time.rule == "none":
            return DueDay(quarter, due, due)
        last = self.working_day_from(due)
        between = (due + timedelta(days=step) for step in range((last - due).days))
        return DueDay(
            quarter, due, last, tuple(off for day in between if (off := self.day_off(day)))
        )

    def evaluation_day(self, quarter: Quarter) -> date:
        """Return the day from which a quarter is evaluated: all reports on time have come."""
        after = timedelta(days=self.rules.duties.evaluation_after_days)
        return self.due_day(quarter).on_time_until + after

    def open_quarter(self, day: date) -> Quarter:
        """Return the quarter for which reports are awaited on a day."""
        quarter = Quarter.containing(day)
        before = quarter.previous()
        return before if day < self.evaluation_day(before) else quarter


@cache
def load_calendar() -> WorkCalendar:
    """Return the calendar of the packaged rules, read once per process; raises CatalogueError."""
    return WorkCalendar(read_calendar_rules())
