"""Fact sheets are refused with file, line and key where they cannot be used."""

from pathlib import Path

import pytest

from monev.errors import CatalogueError
from monev.segments import load_segments, read_segments
from monev.sources.instrument.sheet import load_instrument_sheet, read_instrument_sheet
from monev.sources.published.sheet import load_published_sheet, read_published_sheet
from monev.yaml_file import YamlFile, catalogue_folder


def altered(folder: Path, name: str, old: str, new: str) -> Path:
    """Write the packaged sheets to a folder with one text replaced."""
    for entry in catalogue_folder("sources").iterdir():
        text = entry.read_text(encoding="utf-8")
        if entry.name == name:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / entry.name).write_text(text, encoding="utf-8")
    return folder


def test_the_packaged_sheets_are_in_order() -> None:
    """Both sheets load, and their ids tell them apart."""
    ids = (load_published_sheet().id, load_instrument_sheet().id)
    assert ids == ("published_figures", "instrument")


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("published_figures.yaml", "segment: JAKON", "segment: JAKUN", "segments.yaml"),
        ("published_figures.yaml", "payer: APBD-PROV", "payer: KAS", "segments.yaml"),
        ("published_figures.yaml", "field: count,", "field: jumlah,", "no field 'jumlah'"),
        ("published_figures.yaml", "{ignore: the", "{segment: PU, note: the", "name either"),
        ("published_figures.yaml", "[workers_covered_dbhcht]", "[hantu]", "no metric"),
        ("published_figures.yaml", "tier: media", "tier: kabar", "tier"),
        ("published_figures.yaml", "undated:", "tanpa_tanggal:", "missing"),
        ("instrument.yaml", "field: realised_on", "field: tanggal", "no field 'tanggal'"),
        ("instrument.yaml", "read: rupiah", "read: uang", "'uang' found"),
        ("instrument.yaml", "fact: target", "fact: sasaran", "'sasaran' found"),
    ],
)
def test_a_sheet_that_cannot_be_used_is_refused(
    tmp_path: Path, name: str, old: str, new: str, problem: str
) -> None:
    """The error names the file and the line of the key that is wrong."""
    folder = altered(tmp_path, name, old, new)
    with pytest.raises(CatalogueError) as caught:
        read_published_sheet(folder / "published_figures.yaml")
        read_instrument_sheet(folder / "instrument.yaml")
    assert problem in str(caught.value)
    assert caught.value.file == name
    assert caught.value.line >= 1


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("code: PU-BUMD,", "code: PU-DESA,", "stands twice"),
        ("code: CSR,", "code: BUMD,", "stands twice"),
        ("parent: BPU-RENTAN", "parent: RENTAN", "unknown parent"),
    ],
)
def test_codes_are_unique_and_lead_somewhere(old: str, new: str, problem: str) -> None:
    """A code that stands twice or a parent that is no code is refused."""
    text = catalogue_folder("segments.yaml").read_text(encoding="utf-8")
    with pytest.raises(CatalogueError, match=problem):
        read_segments(YamlFile("segments.yaml", text.replace(old, new, 1)))


def test_temporary_and_village_groups_are_marked() -> None:
    """The groups that leave after an election, and those of the village indicator."""
    segments = load_segments().segments
    assert [each.code for each in segments if each.temporary] == ["ADHOC-KPU", "ADHOC-BAWASLU"]
    assert [each.code for each in segments if each.village] == ["PU-DESA", "RTRW", "BPU-KADER"]
