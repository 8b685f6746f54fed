"""Each data-integrity rule fires where it should, at the right cell, and nowhere else."""

from datetime import date
from decimal import Decimal
from typing import Any

from models import Fact, Finding
from monev.quality import check, load_quality_rules
from tests.facts import fact, known

PACKAGE_IDR = 16_800


def findings(*facts: Fact) -> dict[str, list[Finding]]:
    """The findings of these facts, by rule."""
    found: dict[str, list[Finding]] = {}
    for one in check(known(list(facts)), load_quality_rules(), PACKAGE_IDR):
        found.setdefault(one.rule, []).append(one)
    return found


def group(segment: str, persons: int, title: str = "Satu naskah", **more: Any) -> Fact:
    """Workers of one group, as one publication lists them."""
    return fact(
        "participation",
        segment=segment,
        payer="APBD",
        active_persons=persons,
        source_title=title,
        **more,
    )


def test_v01_parts_and_total() -> None:
    """19.185 against 17.000 is a finding at the total's cell; within 1% or 50 people it is not."""
    total = group("SEMUA", 17000)
    (found,) = findings(total, group("RTRW", 10000), group("BPU-KADER", 9185))["V01"]
    assert (found.stated, found.computed, found.difference) == (17000, 19185, 2185)
    assert found.place == total.cell("active_persons").locator
    assert "V01" not in findings(total, group("RTRW", 10000), group("BPU-KADER", 7150))


def test_v01_never_mixes_two_publications() -> None:
    """The total of one paper is not held against the groups of another."""
    facts = [group("SEMUA", 17000), group("RTRW", 1, "Lain"), group("BPU-KADER", 2, "Lain")]
    assert "V01" not in findings(*facts)


def test_v01_a_single_part_proves_nothing() -> None:
    """11.666 of 54.000 is one group out of several, not a wrong sum."""
    assert "V01" not in findings(group("SEMUA", 54000), group("BPU-RENTAN", 11666))


def test_v02_remainder() -> None:
    """After temporary groups left, 6.164 remain against 6.207 stated."""
    rest = group("SEMUA", 6207, scope="tanpa_adhoc")
    (found,) = findings(rest, group("RTRW", 6164), group("ADHOC-KPU", 11658))["V02"]
    assert (found.stated, found.computed) == (6207, 6164)


def test_v03_stated_percentage() -> None:
    """Bali: 935.079 of 1.873.899 is 49,90, printed 50,88; Serang by those not covered."""
    bali = fact(
        "participation",
        segment="SEMUA",
        active_persons=935_079,
        eligible_persons=1_873_899,
        coverage_pct=Decimal("50.88"),
    )
    serang = fact(
        "participation",
        segment="SEMUA",
        active_persons=461_000,
        uncovered_persons=386_317,
        coverage_pct=Decimal("50.87"),
    )
    assert [one.computed for one in findings(bali)["V03"]] == [Decimal("49.9")]
    assert [one.computed for one in findings(serang)["V03"]] == [Decimal("54.41")]


def test_v03_is_silent_within_half_a_point() -> None:
    """50,3 for 50 is rounding."""
    near = fact(
        "participation",
        segment="SEMUA",
        active_persons=50,
        eligible_persons=100,
        coverage_pct=Decimal("50.3"),
    )
    assert "V03" not in findings(near)


def test_v04_points_or_relative() -> None:
    """Only a rise whose unit is open is a finding, and it prints both readings."""
    values: dict[str, Any] = {"segment": "SEMUA", "coverage_pct": 53, "change_value": 6}
    (found,) = findings(fact("participation", **values, change_reading="belum_pasti"))["V04"]
    assert "47% bila poin, 50% bila relatif" in found.message_id
    assert "V04" not in findings(fact("participation", **values, change_reading="poin"))


def test_v05_and_v07_money() -> None:
    """Claims over contributions with ratio and difference; contributions that no rate divides."""
    paid = fact("contribution", contribution_idr=480_457_660, claims_idr=790_000_000)
    found = findings(paid)
    assert "rasio 164,4%" in found["V05"][0].message_id
    assert found["V07"][0].computed == Decimal("28598.67")
    even = fact("contribution", contribution_idr=759_494_400)
    assert "V07" not in findings(even)


def test_v06_allocation_and_need() -> None:
    """Lampung fits its need; a quarter of it does not."""
    line: dict[str, Any] = {"persons": 22_100, "months": 5, "group_code": "BPU-SAWIT"}
    assert "V06" not in findings(fact("budget", allocation_idr=1_860_000_000, **line))
    (found,) = findings(fact("budget", allocation_idr=464_000_000, **line))["V06"]
    assert found.computed == 1_856_400_000


def test_v13_more_members_than_workers_is_an_error() -> None:
    """Coverage above its base is of severity galat."""
    over = fact("participation", segment="PU", active_persons=11, eligible_persons=10)
    (found,) = findings(over)["V13"]
    assert found.severity == "galat"
    equal = fact("participation", segment="PU", active_persons=10, eligible_persons=10)
    assert "V13" not in findings(equal)


def test_v14_two_sources() -> None:
    """144.110 or 163.927 members of one year: both are kept and the difference is told."""
    one = fact("participation", segment="SEMUA", active_persons=144_110, source_title="A")
    other = fact("participation", segment="SEMUA", active_persons=163_927, source_title="B")
    assert len(findings(one, other)["V14"]) == 1
    elsewhere = fact("participation", segment="PU", active_persons=163_927, source_title="B")
    assert "V14" not in findings(one, elsewhere)


def test_v16_undated_source_is_said_once() -> None:
    """Two figures of one undated paper make one finding, with the day that is used."""
    facts = [
        fact(
            "participation",
            segment=segment,
            coverage_pct=5,
            known_basis="perkiraan",
            known_on=date(2024, 7, 31),
            source_title="Tanpa tanggal",
        )
        for segment in ("SEMUA", "PU")
    ]
    (found,) = findings(*facts)["V16"]
    assert "tanggal perkiraan 31 Juli 2024" in found.message_id


def test_nothing_known_nothing_found() -> None:
    """No facts, no findings."""
    assert findings() == {}
