"""Rules about money: discounts (V11), two sources (V14), spending beyond the allocation (V20)."""

from datetime import date, timedelta
from typing import Any

import pytest

from models import Fact, Finding
from monev.quality import check, load_quality_rules
from tests.facts import QUARTER, as_tier, fact, known
from tests.quality.declared import PACKAGE_IDR

RULES = load_quality_rules()


def findings(*facts: Fact, year: int = QUARTER.year) -> dict[str, list[Finding]]:
    """The findings of these facts as of the third quarter of a year, by rule."""
    quarter = type(QUARTER)(year, 3)
    found: dict[str, list[Finding]] = {}
    for one in check(known(list(facts), quarter), RULES, PACKAGE_IDR):
        found.setdefault(one.rule, []).append(one)
    return found


def line(year: int = 2026, **values: Any) -> Fact:
    """A budget line of a year, for vulnerable workers."""
    day = date(year, 9, 30)
    return fact("budget", day=day, group_code="BPU-RENTAN", **values)


@pytest.mark.parametrize(
    ("payer", "year", "rate", "told"),
    [
        ("APBD", 2026, 8400, True),
        ("APBN", 2026, 8400, True),
        ("APBD-PROV", 2027, 8400, True),
        ("APBD", 2026, 16_800, False),
        ("APBD", 2025, 8400, False),
        ("APBD", 2028, 8400, False),
        ("MANDIRI", 2026, 8400, False),
        ("CSR", 2026, 8400, False),
        ("APBDES", 2026, 8400, False),
    ],
)
def test_v11_a_discounted_rate(payer: str, year: int, rate: int, told: bool) -> None:
    """Rp8.400 is wrong where APBN or APBD pays in a year of the discount, and only there."""
    item = line(year, funding_source=payer, monthly_rate_idr=rate)
    found = findings(item, year=year).get("V11", [])
    assert bool(found) == told
    for one in found:
        assert (one.severity, one.stated, one.computed) == ("galat", 8400, 16_800)
        assert one.place == item.cell("monthly_rate_idr").locator
        assert "PP 50/2025" in one.message_id


def test_v11_a_rate_that_must_be_worked_out() -> None:
    """Sumbawa's plan: 48.000 people for 6 months at Rp8.400 each are Rp2.419.200.000."""
    plan: dict[str, Any] = {"persons": 48_000, "months": 6, "funding_source": "APBD"}
    (found,) = findings(line(allocation_idr=2_419_200_000, **plan), year=2026)["V11"]
    assert found.subject == "budget.allocation_idr"
    assert "V11" not in findings(line(allocation_idr=4_838_400_000, **plan), year=2026)
    assert "V11" not in findings(line(allocation_idr=2_500_000_000, **plan), year=2026)


def test_v11_contributions_paid() -> None:
    """Money over person-months shows the discount in payments, within its days only."""

    def paid(start: date, end: date, payer: str = "APBD") -> Fact:
        return fact(
            "contribution",
            day=end,
            span_start=start,
            payer=payer,
            contribution_idr=8_400_000,
            paid_person_months=1000,
        )

    inside = paid(date(2026, 4, 1), date(2026, 6, 30))
    assert len(findings(inside, year=2026)["V11"]) == 1
    assert "V11" not in findings(paid(date(2025, 4, 1), date(2025, 6, 30)), year=2026)
    own = paid(date(2026, 4, 1), date(2026, 6, 30), "MANDIRI")
    assert "V11" not in findings(own, year=2026)


def test_v14_ranks_by_tier() -> None:
    """Of two sources the one nearer to the record is the stated one, for any kind of figure."""
    record = as_tier([line(2024, allocation_idr=600)], "dokumen_resmi")
    press = as_tier([line(2024, allocation_idr=700)], "media")
    (found,) = findings(*press, *record)["V14"]
    assert (found.stated, found.computed, found.unit) == (600, 700, "Rp")


def test_v14_contributions() -> None:
    """Two papers on the contributions of one span and group; another span is another figure."""
    one = fact("contribution", contribution_idr=16_800)
    other = fact("contribution", contribution_idr=33_600)
    elsewhere = fact("contribution", contribution_idr=33_600, span_start=date(2024, 4, 1))
    assert len(findings(one, other)["V14"]) == 1
    assert "V14" not in findings(one, elsewhere)


def test_v14_several_lines_of_one_budget_are_no_contradiction() -> None:
    """Two lines alike in one file cannot be told apart, so a third one contradicts neither."""
    file = {"source_title": "DPA", "evidence_sha256": "1" * 64}
    lines = [line(2024, allocation_idr=n, **file) for n in (100, 200)]
    found = findings(*lines, line(2024, allocation_idr=300, source_title="Berita"))
    assert "V14" not in found
    assert "V15" not in found


def test_v15_two_exports_of_one_list() -> None:
    """Rp100 and Rp200 in one file, Rp250 in the other: the sums of one day are held together."""
    listed = {"source_title": "DPA", "listing": "DPA", "agency": "Dinsos"}
    first, again = (listed | {"evidence_sha256": one * 64} for one in "12")
    lines = [line(2024, allocation_idr=n, **first) for n in (100, 200)]
    (told,) = findings(*lines, line(2024, allocation_idr=250, **again))["V15"]
    assert {told.stated, told.computed} == {300, 250}
    assert "V15" not in findings(*lines, line(2024, allocation_idr=300, **again))
    newer = line(2024, allocation_idr=250, **again)
    newer.known_on += timedelta(days=1)
    assert "V15" not in findings(*lines, newer)
    for other in ({"listing": ""}, {"agency": ""}):
        those = [line(2024, allocation_idr=n, **first | other) for n in (100, 200)]
        assert "V15" not in findings(*those, line(2024, allocation_idr=250, **again | other))
    until = {"realised_on": date(2024, 6, 30)}
    assert "V15" not in findings(*lines, line(2024, allocation_idr=250, **again | until))


@pytest.mark.parametrize("trait", ["agency", "sub_activity"])
def test_v15_a_sum_beside_its_parts_in_another_file(trait: str) -> None:
    """Rp900 in one line and Rp600 with Rp300 agree; Rp950 is told, also of an older day."""
    listed = {"source_title": "LRA", "listing": "LRA", "agency": "Dinas", "account_code": "5.1"}
    parts = [
        line(2024, allocation_idr=n, evidence_sha256=file * 64, **listed | {trait: name})
        for name, n, file in (("a", 600, "1"), ("b", 300, "1"), ("b", 300, "3"))
    ]

    def told(amount: int, older: int = 0, **more: Any) -> list[Finding]:
        stated = {"allocation_idr": amount, "evidence_sha256": "2" * 64} | listed
        whole = line(2024, **stated | {trait: ""} | more)
        whole.known_on -= timedelta(days=older)
        return findings(*parts, whole).get("V15", [])

    assert told(900) == told(950, account_code="") == told(950, stage="APBD-P") == []
    for older in (0, 9):
        (found,) = told(950, older)
        assert (found.stated, found.computed, found.evidence_sha256) == (950, 900, "2" * 64)


def test_v15_spending_up_to_another_day_is_no_contradiction() -> None:
    """A consolidated report up to September and those of agencies up to June."""
    listed = {"source_title": "LRA", "listing": "LRA", "account_code": "5.1"}

    def spent(amount: int, month: int, agency: str, file: str) -> Fact:
        until = {"realised_idr": amount, "realised_on": date(2024, month, 30)}
        return line(2024, agency=agency, evidence_sha256=file * 64, **listed | until)

    def told(month: int) -> list[Finding]:
        lines = [spent(90, month, "", "1"), spent(50, 6, "Dinsos", "2"), spent(20, 6, "DPU", "3")]
        with_budget = [one.model_copy(update={"allocation_idr": 100}) for one in lines[1:]]
        whole = lines[0].model_copy(update={"allocation_idr": 200})
        return findings(whole, *with_budget).get("V15", [])

    assert told(9) == []
    (found,) = told(6)
    assert (found.stated, found.computed) == (90, 70)


def test_v14_a_dpa_saved_twice_still_contradicts_a_newspaper() -> None:
    """A copy of the file does not hide that somebody else states another amount."""
    copies = [
        line(2024, allocation_idr=100, source_title="DPA", evidence_sha256=one * 64) for one in "12"
    ]
    assert "V14" in findings(*copies, line(2024, allocation_idr=300, source_title="Berita"))


def test_v20_spent_more_than_allocated() -> None:
    """Spending beyond the allocation is told; spending without a known allocation is not."""
    spent: dict[str, Any] = {"realised_idr": 110, "realised_on": date(2024, 9, 30)}
    (found,) = findings(line(2024, allocation_idr=100, **spent))["V20"]
    assert (found.stated, found.computed) == (110, 100)
    assert "V20" not in findings(line(2024, **spent))
