"""Seeded errors in what the press prints (V03, V04, V09, V14, V15, V16, V18)."""

from random import Random

from models.finding import Severity
from monev.simulate.clippings import add_clipping
from monev.simulate.errors.registry import seeded
from monev.simulate.manifest import Expected
from monev.simulate.papers import CLIPPINGS, Papers


def _found(papers: Papers, rule: str, row: int | None = None, needs: str = "") -> list[Expected]:
    """Return the warning on the printed value of a row, or anywhere in the file."""
    cell = "" if row is None else f"baris {row + 2}"
    return [papers.finding(rule, Severity.WARNING, CLIPPINGS, cell=cell, needs=needs)]


def _share(papers: Papers) -> float:
    return 100 * sum(papers.world.members(papers.quarter).values()) / papers.world.working


@seeded("V02_setelah_pemilu", counted=True)
def remainder_does_not_fit(papers: Papers, _throw: Random) -> list[Expected]:
    """After the election staff left, fewer remain than the groups that stay."""
    story, prefix = "setelah pemilu", "workers_covered_apbd"
    add_clipping(papers, story, f"{prefix}_rt_rw", 2_600, "persons")
    add_clipping(papers, story, f"{prefix}_health_cadre", 3_564, "persons")
    add_clipping(papers, story, f"{prefix}_election_adhoc_kpu", 13_021, "persons")
    row = add_clipping(papers, story, f"{prefix}_after_election", 6_207, "persons")
    return _found(papers, "V02", row)


@seeded("V03_persentase", counted=True)
def wrong_percentage(papers: Papers, _throw: Random) -> list[Expected]:
    """A printed percentage lies five points beside its own fraction."""
    active = sum(papers.world.members(papers.quarter).values())
    share = f"{_share(papers) + 5:.2f}"
    row = add_clipping(papers, "pecahan", "ucj_coverage", share, "percent")
    add_clipping(papers, "pecahan", "active_members", active, "persons")
    add_clipping(papers, "pecahan", "working_population", papers.world.working, "persons")
    return _found(papers, "V03", row)


@seeded("V04_poin_atau_relatif", counted=True)
def open_change(papers: Papers, _throw: Random) -> list[Expected]:
    """A change in per cent that may be points."""
    metric = "ucj_coverage_change_points"
    row = add_clipping(papers, "naik", metric, "6", "percent_change", reading="belum_pasti")
    return _found(papers, "V04", row)


@seeded("V09_ujung_kesenjangan", counted=True)
def gap_to_target(papers: Papers, _throw: Random) -> list[Expected]:
    """Workers not yet covered are counted up to the target and not to 100 per cent."""
    active, base = sum(papers.world.members(papers.quarter).values()), papers.world.working
    target = 99.5
    gap = round(base * target / 100) - active
    if base - active - gap <= max(50, gap // 100) + 1:
        target, gap = 90.0, round(base * 0.9) - active
    if gap <= 0 or base - active - gap <= max(50, gap // 100) + 1:
        return []
    add_clipping(papers, "celah", "active_members", active, "persons")
    add_clipping(papers, "celah", "working_population", base, "persons")
    add_clipping(papers, "celah", "ucj_target", f"{target:.1f}", "percent")
    row = add_clipping(papers, "celah", "workers_not_covered", gap, "persons")
    return _found(papers, "V09", row)


@seeded("V14_dua_sumber", counted=True)
def two_papers_disagree(papers: Papers, _throw: Random) -> list[Expected]:
    """Two papers print different coverage for the same day."""
    for story, more in (("cakupan kedua", 0.0), ("cakupan ketiga", 2.0)):
        share = f"{_share(papers) + more:.2f}"
        add_clipping(papers, story, "ucj_coverage_informal", share, "percent")
    return [papers.finding("V14", Severity.INFO, CLIPPINGS)]


@seeded("V15_satu_sumber", counted=True)
def paper_contradicts_itself(papers: Papers, _throw: Random) -> list[Expected]:
    """Title and body of one paper give two figures."""
    for share in ("41.61", "46.61"):
        add_clipping(papers, "judul dan isi", "ucj_coverage_informal", share, "percent")
    return _found(papers, "V15")


@seeded("V16_tanpa_tanggal", counted=True)
def undated_paper(papers: Papers, _throw: Random) -> list[Expected]:
    """A paper without a date."""
    more = {"source_date": ""}
    add_clipping(papers, "tanpa tanggal", "ucj_coverage_informal", "30.0", "percent", **more)
    return _found(papers, "V16")
