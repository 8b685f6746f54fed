"""Remind those who have not handed in: one letter per province, to addresses the operator keeps.

When reminders fall due is decided in `duties`; the sentences stand in `catalogue/reminder.yaml`.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from models import Quarter, Region
from models.quarter import JAKARTA
from monev.calendar import DueDay, load_calendar
from monev.hand_ins import standings_of
from monev.notify import Letter, post_letters, read_recipients
from monev.printing import day as printed_day
from monev.submissions import Standing
from monev.workspace import Workspace
from monev.yaml_file import catalogue_folder, read_yaml

LINE_WIDTH = 76


class Paragraph(BaseModel):
    """A paragraph, and when it stands in the letter; always where nothing is said."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    when: Literal["always", "moved", "ahead", "last_day", "past"] = "always"


class ReminderWords(BaseModel):
    """The sentences of `catalogue/reminder.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: str
    greeting: str
    paragraphs: list[Paragraph]
    list: str
    closing: Sequence[str]


@dataclass(frozen=True)
class Reminder:
    """What is told to one province: who is missing, and the letter; `letter.to` may be empty."""

    province: Region
    missing: tuple[Region, ...]
    letter: Letter


@dataclass(frozen=True)
class Reminded:
    """What became of reminders: letters that went out, provinces without an address, failures."""

    sent: int
    without_address: tuple[str, ...]
    failed: tuple[str, ...]


def reminders_of(
    workspace: Workspace, quarter: Quarter, province: Region | None = None
) -> list[Reminder]:
    """Return a reminder for every province in which a government has not handed in, by code.

    Excused governments are not reminded. With a province, only that one. Raises UsageError for
    a wrong file of recipients.
    """
    stand = standings_of(workspace, quarter)
    addresses = read_recipients(workspace.settings.recipients).reminders
    due = load_calendar().due_day(quarter)
    today = workspace.now().astimezone(JAKARTA).date()
    governments = [workspace.register.regions[code] for code in stand]
    found = []
    for above in (one for one in governments if one.kind == "provinsi"):
        if province is not None and above.code != province.code:
            continue
        area = [one for one in governments if one.province_code == above.code]
        asked = [one for one in area if stand[one.code] != Standing.EXCUSED]
        missing = tuple(one for one in asked if stand[one.code] == Standing.MISSING)
        if missing:
            to = tuple(addresses.get(above.code, ()))
            letter = _letter(above, missing, len(asked), due, today, to)
            found.append(Reminder(above, missing, letter))
    return found


def send_reminders(workspace: Workspace, reminders: Sequence[Reminder]) -> Reminded:
    """Send the letters of provinces that have an address; the others are named.

    Raises UsageError where no mail server or sender is set, DeliveryError where the server does
    not take letters at all.
    """
    without = tuple(one.province.code for one in reminders if not one.letter.to)
    letters = [one.letter for one in reminders if one.letter.to]
    failed = tuple(post_letters(workspace.settings, letters)) if letters else ()
    return Reminded(len(letters) - len(failed), without, failed)


@cache
def load_reminder_words() -> ReminderWords:
    """Return the packaged sentences; raises CatalogueError."""
    return read_yaml(catalogue_folder("reminder.yaml")).shaped(ReminderWords)


def _letter(
    province: Region,
    missing: Sequence[Region],
    asked: int,
    due: DueDay,
    today: date,
    to: tuple[str, ...],
) -> Letter:
    words = load_reminder_words()
    left = load_calendar().working_days_left(today, due.on_time_until)
    values = {
        "triwulan": due.quarter.label,
        "provinsi": province.name,
        "jatuh_tempo": printed_day(due.due_on),
        "hari_terakhir": printed_day(due.on_time_until),
        "alasan": due.reason(),
        "sisa": left,
        "hari_ini": printed_day(today),
        "belum": len(missing),
        "semua": asked,
    }
    holds = {
        "always": True,
        "moved": due.moved,
        "ahead": today < due.on_time_until,
        "last_day": today == due.on_time_until,
        "past": today > due.on_time_until,
    }
    names = [f"- {one.code} {_named(one)}" for one in missing]
    parts = [
        words.greeting.format_map(values),
        *(_wrapped(one.text.format_map(values)) for one in words.paragraphs if holds[one.when]),
        "\n".join([_wrapped(words.list.format_map(values)), *names]),
        *(_wrapped(line.format_map(values)) for line in words.closing),
    ]
    return Letter(to, words.subject.format_map(values), "\n\n".join(parts) + "\n")


def _named(region: Region) -> str:
    return f"Provinsi {region.name}" if region.kind == "provinsi" else region.name


def _wrapped(text: str) -> str:
    return textwrap.fill(text, LINE_WIDTH, break_on_hyphens=False, break_long_words=False)
