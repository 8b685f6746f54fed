"""Whether a workbook is of the region and the quarter for which it was sent in.

The folder or the endpoint says the one, the sheet Identitas the other; where they differ, neither
is believed.
"""

from models.finding import Severity
from models.quarter import Quarter
from models.region import Region
from monev.errors import MonevError
from monev.sources.grid import Value
from monev.sources.reading import Intake


def is_expected_region(region: Region, cell: Value, intake: Intake) -> bool:
    """Whether the folder names this region or none; else a finding names both."""
    wanted = intake.arrival.region
    if not wanted or wanted == region.code:
        return True
    try:
        meant = intake.resolve(wanted)
    except MonevError:
        meant = None  # an unknown folder is another one; the finding quotes it
    if meant is not None and meant.code == region.code:
        return True
    named = wanted if meant is None else f"{meant.code} {meant.name}"
    texts = (
        f"berkas ini milik {region.code} {region.name}, tetapi dikirim untuk {named}; tidak dibaca",
        f"the file belongs to {region.code} {region.name} but came for {named}; it is not used",
    )
    intake.note("berkas.daerah_lain", Severity.ERROR, cell.place, texts, intake.arrival.region)
    return False


def is_expected_quarter(quarter: Quarter, cell: Value, intake: Intake) -> bool:
    """Whether the folder names this quarter or none; else a finding names both."""
    wanted = intake.arrival.quarter
    if wanted is None or wanted == quarter:
        return True
    texts = (
        f"berkas ini untuk {quarter.label}, tetapi dikirim untuk {wanted.label}; tidak dibaca",
        f"the file is for {quarter} but came for {wanted}; it is not used",
    )
    intake.note("berkas.triwulan_lain", Severity.ERROR, cell.place, texts)
    return False
