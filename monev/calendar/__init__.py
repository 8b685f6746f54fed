"""Working days in Indonesia, and until when a quarter's report counts as on time.

Values only: days in, days and reasons out. What the rules are stands in `catalogue/calendar.yaml`,
what falls due by itself is decided in `monev/duties.py`; nothing here knows today.
"""

from monev.calendar.days import DayOff, DueDay, WorkCalendar, load_calendar
from monev.calendar.rules import CalendarRules, DutyRules, read_calendar_rules

__all__ = [
    "CalendarRules",
    "DayOff",
    "DueDay",
    "DutyRules",
    "WorkCalendar",
    "load_calendar",
    "read_calendar_rules",
]
