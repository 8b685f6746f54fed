"""The clippings of the published example, and single rows that must not pass."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest

from models import (
    BudgetLine,
    ContextEvent,
    Contribution,
    Fact,
    Participation,
    Regulation,
    Severity,
    Target,
    Tier,
)
from monev.register import load_register
from monev.sources import Reading, read_file
from monev.sources.published.sheet import load_published_sheet
from monev.sources.reading import Intake
from monev.sources.tables import read_csv
from tests.arrivals import arrived

EXAMPLE = files("examples") / "published-2024-2025"
HEADER = (
    "region_code,region_name,period,metric,value,unit,reading,source_title,source_publisher,"
    "source_date,source_tier,dated_about,note\n"
)
ARTICLE = "Judul,Koran Contoh,2024-08-22,media,,"


def readings() -> Iterator[Reading]:
    """Read every file of the example."""
    for entry in sorted(EXAMPLE.iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".csv"):
            yield read_file(entry.read_bytes(), arrived(entry.name), load_register().resolve)


@pytest.fixture(scope="module")
def example() -> list[Fact]:
    """All facts of the example."""
    return [fact for reading in readings() for fact in reading.facts]


def rows(*lines: str) -> Reading:
    """Read rows under the header of the example."""
    content = (HEADER + "".join(f"{line}\n" for line in lines)).encode()
    return read_file(content, arrived("kliping.csv"), load_register().resolve)


def of(facts: list[Fact], code: str, table: type[Fact]) -> list[Fact]:
    """The facts of one kind and region."""
    return [fact for fact in facts if fact.region_code == code and isinstance(fact, table)]


def test_the_example_reads_without_a_finding() -> None:
    """Every row of the example is understood, so nothing in it is left out unseen."""
    assert [finding.message_en for each in readings() for finding in each.findings] == []


def test_every_metric_of_the_example_is_mapped() -> None:
    """The fact sheet names each metric, and the example exercises every one but the ignored."""
    resolve = load_register().resolve
    met: set[str] = set()
    for entry in EXAMPLE.iterdir():
        if entry.name.endswith(".csv"):
            intake = Intake.of(entry.read_bytes(), arrived(entry.name), resolve)
            table = read_csv(entry.read_bytes(), intake, 1000)
            met |= {row.cells["metric"].text for row in table.rows}
    mapped = load_published_sheet().metrics
    assert met <= set(mapped)
    assert {name for name in mapped if not mapped[name].ignore} == met
    assert "single_case_benefit_paid" not in met


def test_the_example_keeps_its_size(example: list[Fact]) -> None:
    """A change of the mapping that merges or loses facts shows in their number."""
    assert Counter(fact.kind for fact in example) == {
        "participation": 146,
        "budget": 32,
        "target": 29,
        "regulation": 19,
        "context": 11,
        "contribution": 6,
        "attestation": 1,
    }
    assert len({fact.region_code for fact in example}) == 73
    assert len({fact.fact_id for fact in example}) == len(example)


def test_cilegon_has_seven_groups_and_their_cells(example: list[Fact]) -> None:
    """The seven groups stay apart, add up to 19.185, and each names its row and column."""
    stated = [
        fact
        for fact in of(example, "36.72", Participation)
        if isinstance(fact, Participation) and fact.payer == "APBD"
    ]
    groups = {fact.segment: fact.active_persons or 0 for fact in stated if fact.segment != "SEMUA"}
    totals = {fact.scope: fact.active_persons for fact in stated if fact.segment == "SEMUA"}
    assert len(groups) == 7
    assert sum(groups.values()) == 19_185
    assert sum(groups.values()) - groups["ADHOC-KPU"] - groups["ADHOC-BAWASLU"] == 6_164
    assert totals == {"semua": 17_000, "tanpa_adhoc": 6_207}
    cell = next(fact for fact in stated if fact.segment == "RTRW").cell("active_persons")
    assert (cell.locator, cell.raw) == ("kliping-2024.csv baris 3, kolom value", "1528")


def test_cilegon_money_coverage_and_draft(example: list[Fact]) -> None:
    """Claims and contributions are one fact, the change stays uncertain, the draft a draft."""
    (money,) = of(example, "36.72", Contribution)
    assert isinstance(money, Contribution)
    assert (money.claims_idr, money.contribution_idr) == (790_000_000, 480_457_660)
    assert (money.span_start, money.span_end) == (date(2024, 1, 1), date(2024, 8, 22))
    coverage = [
        fact
        for fact in of(example, "36.72", Participation)
        if isinstance(fact, Participation) and fact.coverage_pct is not None
    ]
    assert [(fact.coverage_pct, fact.change_value, fact.change_reading) for fact in coverage] == [
        (Decimal(53), Decimal(6), "belum_pasti")
    ]
    assert {"coverage_pct", "change_value", "change_reading"} <= coverage[0].cells.keys()
    (draft,) = of(example, "36.72", Regulation)
    assert isinstance(draft, Regulation)
    assert (draft.instrument, draft.stage, draft.status) == ("Perwal", 2, "tidak_diketahui")
    assert draft.stage_on == date(2024, 8, 22)


def test_an_estimated_date_is_marked(example: list[Fact]) -> None:
    """The reprint about Bangka Belitung is dated by its reader and says so."""
    (target,) = [fact for fact in of(example, "19", Target) if fact.known_on <= date(2024, 10, 10)]
    assert isinstance(target, Target)
    assert (target.coverage_pct, target.family, target.due_on) == (
        Decimal(55),
        "daerah",
        date(2024, 12, 31),
    )
    assert (target.known_on, target.known_basis) == (date(2024, 7, 31), "perkiraan")
    assert target.tier == Tier.REQUOTED
    assert "tidak tercetak" in target.note


def test_without_any_date_only_context_remains(example: list[Fact]) -> None:
    """The undated event stands as context from the day of the Inpres, without a day of its own."""
    (event,) = of(example, "36.74", ContextEvent)
    assert isinstance(event, ContextEvent)
    assert (event.known_on, event.known_basis) == (date(2021, 3, 25), "akhir_masa")
    assert event.happened_on is None


def test_an_undated_row_counts_from_the_end_of_its_span(example: list[Fact]) -> None:
    """A figure for 2024 without a date of publication is not known during 2024."""
    budgets = [fact for fact in of(example, "64.02", BudgetLine) if isinstance(fact, BudgetLine)]
    known = {fact.fiscal_year: (fact.known_on, fact.known_basis) for fact in budgets}
    assert known[2024] == (date(2024, 12, 31), "akhir_masa")


def test_a_budget_line_takes_persons_months_and_rate_with_their_cells(example: list[Fact]) -> None:
    """Lumajang states 5.606 people for 7 months; each number keeps its own cell."""
    lines = [fact for fact in of(example, "35.08", BudgetLine) if isinstance(fact, BudgetLine)]
    amounts = {fact.allocation_idr: fact for fact in lines}
    assert set(amounts) == {659_265_600, 732_210_600}
    line = amounts[659_265_600]
    assert (line.persons, line.months, line.group_code) == (5606, Decimal(7), "BPU-DBHCHT")
    assert line.cell("persons").locator != line.cell("months").locator
    assert amounts[732_210_600].persons is None


def test_a_span_over_two_fiscal_years_says_so(example: list[Fact]) -> None:
    """Papua Tengah pays from August 2025 to July 2026: kept under 2025, with a note."""
    (line,) = of(example, "94", BudgetLine)
    assert isinstance(line, BudgetLine)
    assert line.fiscal_year == 2025
    assert "melintasi tahun anggaran" in line.note


def test_families_of_national_targets_stay_apart(example: list[Fact]) -> None:
    """The nation has four families of targets and none is taken for another."""
    stated = [fact for fact in of(example, "ID", Target) if isinstance(fact, Target)]
    assert {(fact.family, fact.coverage_pct) for fact in stated} == {
        ("RPJPN", Decimal("99.5")),
        ("UCJ", Decimal("52.15")),
        ("RPJMN", Decimal("32.15")),
        ("RKP", Decimal("34.99")),
        ("RPJMN", Decimal("43.92")),
    }


def test_a_press_statement_never_puts_a_rule_in_force(example: list[Fact]) -> None:
    """Whatever the press says was issued stops at enactment, of unknown status."""
    stated = [fact for fact in example if isinstance(fact, Regulation)]
    assert max(fact.stage for fact in stated) == 6
    assert {fact.status for fact in stated} == {"tidak_diketahui"}
    decree = next(fact for fact in stated if fact.region_code == "31")
    assert (decree.instrument, decree.number, decree.year) == ("Keputusan", "642", 2023)


def test_two_publications_never_merge() -> None:
    """The same metric in two papers is two facts, also with the same value."""
    reading = rows(
        f"36.72,Kota Cilegon,2024,active_members,100,persons,,{ARTICLE}",
        "36.72,Kota Cilegon,2024,working_population,200,persons,,Lain,Koran Lain,2024-08-22,,,",
    )
    assert [(fact.kind, fact.source_title) for fact in reading.facts] == [
        ("participation", "Judul"),
        ("participation", "Lain"),
    ]


@pytest.mark.parametrize(
    ("line", "rule", "place"),
    [
        (f"36.72,Kota Cilegon,2024,gaji,1,persons,,{ARTICLE}", "isi.metrik", "kolom metric"),
        (f"36.72,Kota Cilegon,2024,active_members,banyak,persons,,{ARTICLE}", "isi.sel", "value"),
        (f"36.72,Kota Cilegon,2024,active_members,,persons,,{ARTICLE}", "isi.kosong", "value"),
        (f"36.72,Kota Cilegon,2024,active_members,5,percent,,{ARTICLE}", "isi.satuan", "unit"),
        (f"36.72,Kota Serang,2024,active_members,5,persons,,{ARTICLE}", "isi.daerah", "code"),
        (f"3672,Kota Cilegon,2024,active_members,5,persons,,{ARTICLE}", "isi.daerah", "code"),
        (f",Tangerang,2024,active_members,5,persons,,{ARTICLE}", "isi.daerah", "code"),
        (f"36.72,Kota Cilegon,kemarin,active_members,5,persons,,{ARTICLE}", "isi.sel", "period"),
        (f"36.72,Kota Cilegon,undated,active_members,5,persons,,{ARTICLE}", "isi.masa", "period"),
        (
            f"36.72,Kota Cilegon,2024,ucj_coverage_change_points,6,percent_change,naik,{ARTICLE}",
            "isi.sel",
            "kolom reading",
        ),
        (
            "36.72,Kota Cilegon,2024,active_members,5,persons,,Judul,Koran,32/13/2024,media,,",
            "isi.sel",
            "source_date",
        ),
        (
            "36.72,Kota Cilegon,2024,active_members,5,persons,,Judul,Koran,2024,gosip,,",
            "isi.sel",
            "source_tier",
        ),
    ],
)
def test_a_bad_row_becomes_a_finding_and_the_good_one_stays(
    line: str, rule: str, place: str
) -> None:
    """What cannot be used is named by row and column; the row after it is read all the same."""
    good = f"36.03,Kabupaten Tangerang,2024,active_members,7,persons,,{ARTICLE}"
    reading = rows(line, good)
    assert [fact.region_code for fact in reading.facts] == ["36.03"]
    assert [finding.rule for finding in reading.findings] == [rule]
    assert reading.findings[0].place.startswith("kliping.csv baris 2, kolom ")
    assert place in reading.findings[0].place


def test_a_repeated_row_is_reported_and_a_contradicting_one_kept() -> None:
    """Twice the same is one fact; two values in one publication are two facts, not a choice."""
    first = f"36.72,Kota Cilegon,2024,active_members,100,persons,,{ARTICLE}"
    reading = rows(first, first, first.replace(",100,", ",120,"))
    values = [fact.active_persons for fact in reading.facts if isinstance(fact, Participation)]
    assert values == [100, 120]
    assert [finding.rule for finding in reading.findings] == ["isi.baris_ganda"]


def test_a_retired_code_leads_to_the_region_that_carries_on() -> None:
    """Nabire is read under its code of today, whatever the clipping says."""
    reading = rows(f"91.04,Kabupaten Nabire,2024,active_members,100,persons,,{ARTICLE}")
    assert [fact.region_code for fact in reading.facts] == ["94.01"]


def test_an_unknown_column_is_reported_not_dropped_in_silence() -> None:
    """A column that the fact sheet does not name is a finding on the header row."""
    content = HEADER.replace("note", "catatan") + (
        f"36.72,Kota Cilegon,2024,active_members,100,persons,,{ARTICLE}\n"
    )
    reading = read_file(content.encode(), arrived("k.csv"), load_register().resolve)
    (finding,) = reading.findings
    assert (finding.rule, finding.severity) == ("berkas.kolom", Severity.WARNING)
    assert "catatan" in finding.message_id


def test_a_hedged_figure_stays_hedged() -> None:
    """ "sekitar" in the cell is kept on the fact."""
    reading = rows(f'36.72,Kota Cilegon,2024,active_members,"sekitar 6.207",persons,,{ARTICLE}')
    (fact,) = reading.facts
    assert isinstance(fact, Participation)
    assert (fact.active_persons, fact.approximate) == (6207, True)


def test_the_same_bytes_give_the_same_ids() -> None:
    """Reading a file again adds nothing: its facts keep their ids."""
    line = f"36.72,Kota Cilegon,2024,active_members,100,persons,,{ARTICLE}"
    assert [fact.fact_id for fact in rows(line).facts] == [
        fact.fact_id for fact in rows(line).facts
    ]
