"""Reminders: who is named, what they say before, on and after the last day, who gets them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from models import Quarter, Waiver
from monev.remind import reminders_of, send_reminders
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace
from tests.notify.mail_server import mail_room
from tests.test_own_books import received

MOVED = Quarter(2026, 3)
BANTEN = "36"


def on(place: Workspace, day: date) -> Workspace:
    """The workspace at noon of a day in Jakarta."""
    moment = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
    return replace(place, now=lambda: moment)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace in which Cilegon has reported and Serang is excused."""
    one = open_workspace(Settings(workspace=tmp_path / "w"))
    received(one, "36.72", MOVED, date(2026, 10, 1))
    one.store.add_waiver(
        Waiver(
            rule="LAPOR",
            region_code="36.73",
            reason="bencana",
            granted_by="Kanwil",
            granted_on=date(2026, 9, 1),
            until=date(2026, 12, 31),
            created_at=one.now(),
        )
    )
    yield one
    one.store.engine.dispose()


def text_on(place: Workspace, day: date, quarter: Quarter = MOVED) -> str:
    """The letter to Banten, as one line."""
    now = on(place, day)
    (one,) = reminders_of(now, quarter, place.register.regions[BANTEN])
    return " ".join(one.letter.text.split())


def test_who_has_not_handed_in_is_named_once_in_its_province(place: Workspace) -> None:
    """38 provinces; in Banten seven of eight that are asked, the excused one not counted."""
    found = {one.province.code: one for one in reminders_of(on(place, date(2026, 10, 1)), MOVED)}
    assert len(found) == 38
    assert "Kota Cilegon" not in found[BANTEN].letter.text
    assert "Kota Serang" not in found[BANTEN].letter.text
    assert [one.code for one in found[BANTEN].missing] == [
        *("36", "36.01", "36.02", "36.03", "36.04", "36.71", "36.74")
    ]
    assert "7 dari 8 pemerintah daerah" in " ".join(found[BANTEN].letter.text.split())
    named = [one.code for each in found.values() for one in each.missing]
    assert len(named) == len(set(named)) == 544


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 10, 1), "Sisa waktu: 7 hari kerja."),
        (date(2026, 10, 9), "Sisa waktu: 1 hari kerja."),
        (date(2026, 10, 12), "Hari ini hari terakhir untuk menyampaikan tepat waktu."),
        (date(2026, 10, 13), "Batas itu sudah lewat."),
    ],
)
def test_the_letter_knows_how_much_time_is_left(place: Workspace, day: date, told: str) -> None:
    """Before, on and after the last day, and never two of them."""
    text = text_on(place, day)
    assert told in text
    others = {"Sisa waktu", "Hari ini hari terakhir", "Batas itu sudah lewat"}
    assert sum(one in text for one in others) == 1


def test_a_moved_day_is_said_with_its_reason(place: Workspace) -> None:
    """Both days, why, whose rule it is, and that figures after the 10th do not count."""
    text = text_on(place, date(2026, 10, 1))
    for part in (
        "jatuh tempo pada 10 Oktober 2026 (SE Mendagri 842.2/5193/SJ)",
        "hari libur (Sabtu, Minggu)",
        "paling lambat 12 Oktober 2026",
        "usulan penyusun, bukan bunyi surat edaran",
        "setelah 10 Oktober 2026 tidak ikut dinilai",
    ):
        assert part in text
    assert "libur" not in text_on(place, date(2024, 10, 1), Quarter(2024, 3))


def test_no_letter_where_everybody_has_handed_in(place: Workspace) -> None:
    """A province that is complete hears nothing."""
    for code in ("36", "36.01", "36.02", "36.03", "36.04", "36.71", "36.74"):
        received(place, code, MOVED, date(2026, 10, 5))
    assert reminders_of(place, MOVED, place.register.regions[BANTEN]) == []


def test_letters_go_to_the_addresses_of_their_province(place: Workspace, tmp_path: Path) -> None:
    """One letter to Banten, one to Jawa Barat; the other provinces are told to have no address."""
    who = tmp_path / "penerima.yaml"
    who.write_text(
        "reminders: {'36': [a@banten.invalid, b@banten.invalid], '32': [c@jabar.invalid]}",
        encoding="utf-8",
    )
    with mail_room() as room:
        settings = place.settings.model_copy(
            update={
                "smtp_url": SecretStr(f"smtp://localhost:{room.port}"),
                "mail_from": "monev@contoh.invalid",
                "recipients": who,
            }
        )
        here = replace(place, settings=settings)
        done = send_reminders(here, reminders_of(here, MOVED))
        assert (done.sent, len(done.without_address), done.failed) == (2, 36, ())
        assert room.recipients == [["c@jabar.invalid"], ["a@banten.invalid", "b@banten.invalid"]]
        assert "Provinsi Banten" in str(room.letters[1]["Subject"])
        room.refuses = {"c@jabar.invalid"}
        done = send_reminders(here, reminders_of(here, MOVED))
    assert (done.sent, len(done.failed)) == (1, 1)
