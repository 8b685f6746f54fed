"""One document that lies in an inbox under two names, and what is counted of it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models import Quarter
from monev.assess_region import Assessment, assess
from monev.collect_many import sweep_inbox
from monev.settings import Settings
from monev.tell_region import tell_region
from monev.workspace import open_workspace

QUARTER = Quarter(2024, 3)
HEAD = (
    "PEMERINTAH KOTA CILEGON\nTAHUN ANGGARAN 2024\n"
    "KODE SUB UNIT;NAMA SUB UNIT;KODE SUB KEGIATAN;NAMA SUB KEGIATAN;"
    "KODE REKENING;NAMA REKENING;PAGU\n"
)
MANPOWER = (
    "2.07.3.32.0.00.01.0000;Dinas Tenaga Kerja;2.07.05.2.02.0005;Jaminan Sosial Tenaga Kerja;"
    "5.1.02.02.02.0006;Belanja Iuran JKK bagi Non ASN;{amount}\n"
)
SOCIAL = (
    "1.06.0.00.0.00.01.0000;Dinas Sosial;1.06.05.2.02.0001;Jaminan Sosial Pekerja Rentan;"
    "5.1.02.02.02.0006;Belanja Iuran JKK bagi Non ASN;300000\n"
)


def swept(folder: Path, **named: str) -> Assessment:
    """Cilegon as assessed after a sweep over these files."""
    opened = open_workspace(Settings(workspace=folder / "w"))
    workspace = replace(opened, now=lambda: datetime(2024, 10, 8, 3, tzinfo=UTC))
    inbox = folder / "inbox" / "2024-Q3" / "36.72"
    inbox.mkdir(parents=True)
    for name, rows in named.items():
        (inbox / f"{name}.csv").write_text(HEAD + rows, encoding="utf-8")
    sweep_inbox(workspace, str(folder / "inbox"), QUARTER)
    return assess(workspace, workspace.register.regions["36.72"], QUARTER)


def counted(found: Assessment) -> list[int | None]:
    """The allocations that count, agency by agency."""
    return [one.allocation_idr for one in tell_region(found).budget]


@pytest.mark.parametrize("again", [MANPOWER.format(amount="600000,00"), "\n"])
def test_a_dpa_saved_once_more_is_not_counted_twice(tmp_path: Path, again: str) -> None:
    """Other bytes, the same lines: the money is there once."""
    rows = MANPOWER.format(amount=600000) + SOCIAL
    other = rows + again if again == "\n" else again + SOCIAL
    found = swept(tmp_path, dpa=rows, **{"dpa (1)": other})
    assert len(found.known.budget) == 4
    assert counted(found) == [300_000, 600_000]


def test_a_dpa_in_one_file_per_agency_is_added_up(tmp_path: Path) -> None:
    """SIPD exports agency by agency: files with different lines make up one list."""
    found = swept(tmp_path, naker=MANPOWER.format(amount=600000), dinsos=SOCIAL)
    assert counted(found) == [300_000, 600_000]


def test_of_two_exports_that_differ_the_smaller_counts(tmp_path: Path) -> None:
    """Nobody said which of them is right; that they differ is a finding."""
    found = swept(
        tmp_path, a=MANPOWER.format(amount=650000), b=MANPOWER.format(amount=600000) + SOCIAL
    )
    assert counted(found) == [300_000, 600_000]
    (told,) = (one for one in found.findings if one.rule == "V15")
    assert {told.stated, told.computed} == {600_000, 650_000}
