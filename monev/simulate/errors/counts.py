"""Seeded errors in counts of persons and in the answers of the instrument (V01 to V22)."""

from random import Random

from models.finding import Severity
from models.quarter import Quarter
from monev.simulate.errors.registry import seeded
from monev.simulate.errors.rows import add, add_members, at_cell
from monev.simulate.manifest import Expected
from monev.simulate.papers import Papers
from monev.sources.instrument.sheet import load_instrument_sheet

ACTIVE, BASE, DEFINITION = "Peserta aktif (orang)", "Basis (orang)", "Definisi basis"
MEMBERS, ANSWERS = "Kepesertaan", "Atestasi"


@seeded("V01_bagian_dan_jumlah", counted=True)
def parts_beyond_total(papers: Papers, _throw: Random) -> list[Expected]:
    """The total paid by the APBD is larger than its groups."""
    row = papers.forms[MEMBERS].first(Segmen="SEMUA", Pembayar="APBD")
    if row is None:
        return []
    paid = sum(papers.world.insured(group, papers.quarter) for group in papers.world.groups)
    papers.forms[MEMBERS].rows[row][ACTIVE] = paid + max(200, paid // 10)
    return [at_cell(papers, "V01", Severity.WARNING, MEMBERS, row, ACTIVE)]


@seeded("V02_awal_masuk_keluar_akhir", counted=True)
def flows_do_not_close(papers: Papers, _throw: Random) -> list[Expected]:
    """Opening plus entries minus exits is not what the closing says."""
    row = papers.forms[MEMBERS].first(Segmen="SEMUA", Pembayar="APBD")
    if row is None or load_instrument_sheet().item("peserta_masuk") is None:
        return []
    groups, before = papers.world.groups, papers.quarter.previous()
    was = sum(papers.world.insured(group, before) for group in groups)
    now = sum(papers.world.insured(group, papers.quarter) for group in groups)
    add_members(papers, before, was, Segmen="SEMUA", Pembayar="APBD")
    add(papers, ANSWERS, {"Butir": "peserta_masuk", "Jumlah": max(now - was, 0) + 75})
    add(papers, ANSWERS, {"Butir": "peserta_keluar", "Jumlah": max(was - now, 0)})
    return [at_cell(papers, "V02", Severity.WARNING, MEMBERS, row, ACTIVE)]


@seeded("V08_definisi_berubah", counted=True)
def definition_changes(papers: Papers, _throw: Random) -> list[Expected]:
    """One group is counted by another definition than a quarter ago."""
    add_members(papers, papers.quarter.previous(), 1000, **{DEFINITION: "pelaku usaha terdata"})
    row = add_members(papers, papers.quarter, 1010, **{DEFINITION: "penerima kredit usaha"})
    return [at_cell(papers, "V08", Severity.WARNING, MEMBERS, row, ACTIVE)]


@seeded("V12_dua_pembayar", counted=True)
def counted_under_two_payers(papers: Papers, _throw: Random) -> list[Expected]:
    """One payer alone insures more persons than the whole group has members."""
    row = add_members(papers, papers.quarter, 500, Pembayar=None)
    add_members(papers, papers.quarter, 800)
    return [at_cell(papers, "V12", Severity.ERROR, MEMBERS, row, ACTIVE)]


@seeded("V13_melebihi_basis", counted=True)
def more_than_base(papers: Papers, throw: Random) -> list[Expected]:
    """More members than there are persons in the group."""
    base = throw.randint(300, 900)
    row = add_members(papers, papers.quarter, base + 1, **{BASE: base, DEFINITION: "terdata"})
    return [at_cell(papers, "V13", Severity.ERROR, MEMBERS, row, ACTIVE)]


@seeded("V17_lonjakan", counted=True)
def jump(papers: Papers, _throw: Random) -> list[Expected]:
    """The members of a group double within a quarter."""
    add_members(papers, papers.quarter.previous(), 1000)
    row = add_members(papers, papers.quarter, 2000)
    return [at_cell(papers, "V17", Severity.WARNING, MEMBERS, row, ACTIVE)]


@seeded("V18_jauh_dari_sebanding", counted=True)
def far_from_peers(papers: Papers, _throw: Random) -> list[Expected]:
    """The denominator is so small that nearly everybody is a member, as in no other region.

    Told only where eight peers state theirs; beside earlier quarters the series is broken as well.
    """
    form = papers.forms[MEMBERS]
    row = form.first(Segmen="SEMUA", Pembayar=None)
    if row is None:
        return []
    active = sum(papers.world.members(papers.quarter).values())
    form.rows[row][BASE] = active + active // 500
    found = at_cell(papers, "V18", Severity.WARNING, MEMBERS, row, ACTIVE)
    broken = at_cell(papers, "V08", Severity.WARNING, MEMBERS, row, BASE)
    return [
        found.model_copy(update={"needs": "peers"}),
        broken.model_copy(update={"needs": "history"}),
    ]


@seeded("V19_jauh_dari_riwayat", counted=True)
def far_from_history(papers: Papers, _throw: Random) -> list[Expected]:
    """A count far from the eight before it, but no jump from the last one."""
    past: list[Quarter] = [papers.quarter.previous()]
    while len(past) < 8:
        past.append(past[-1].previous())
    for at, quarter in enumerate(reversed(past)):
        add_members(papers, quarter, 1000 + 10 * at)
    row = add_members(papers, papers.quarter, 1400)
    return [at_cell(papers, "V19", Severity.WARNING, MEMBERS, row, ACTIVE)]


@seeded("V21_lebih_dari_seluruhnya", counted=True)
def count_beyond_total(papers: Papers, _throw: Random) -> list[Expected]:
    """A count exceeds the total written beside it, for an item that asks for no total."""
    form = papers.forms[ANSWERS]
    form.rows = [row for row in form.rows if row["Butir"] != "tim_rapat"]
    row = add(papers, ANSWERS, {"Butir": "tim_rapat", "Jumlah": 5, "Dari total": 4})
    return [at_cell(papers, "V21", Severity.WARNING, ANSWERS, row, "Jumlah")]


@seeded("V22_tanpa_jumlah", counted=True)
def total_without_count(papers: Papers, _throw: Random) -> list[Expected]:
    """A total is stated and the count in it is not."""
    row = add(papers, ANSWERS, {"Butir": "tindak_lanjut", "Dari total": 4})
    return [at_cell(papers, "V22", Severity.INFO, ANSWERS, row, "Dari total")]
