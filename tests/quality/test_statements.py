"""Rules about one statement, beyond the first ones: nested groups, flows, gaps, payers, pairs."""

from datetime import date
from typing import Any

import pytest

from models import Fact, Finding
from monev.quality import check, load_quality_rules
from tests.facts import fact, known
from tests.quality.declared import PACKAGE_IDR

RULES = load_quality_rules()


def findings(*facts: Fact) -> dict[str, list[Finding]]:
    """The findings of these facts, by rule."""
    found: dict[str, list[Finding]] = {}
    for one in check(known(list(facts)), RULES, PACKAGE_IDR):
        found.setdefault(one.rule, []).append(one)
    return found


def group(segment: str, persons: int, payer: str = "APBD", **more: Any) -> Fact:
    """Workers of one group, as one publication lists them."""
    values = {"source_title": "Satu naskah", "payer": payer, **more}
    return fact("participation", segment=segment, active_persons=persons, **values)


def test_v01_a_group_within_a_group_counts_once() -> None:
    """Vulnerable workers and the fishers among them are no two parts of the total."""
    parts = [group("BPU-RENTAN", 5000), group("BPU-NELAYAN", 2000), group("RTRW", 1000)]
    assert "V01" not in findings(group("SEMUA", 6000), *parts)
    (found,) = findings(group("SEMUA", 8000), *parts)["V01"]
    assert found.computed == 6000
    assert found.message_id.startswith("2 kelompok")


def test_v01_without_a_payer_only_a_complete_list_proves_a_smaller_sum() -> None:
    """Sulawesi Tengah's list lacks nothing that exceeds it; more parts than the total is wrong."""
    parts = [group("PU", 337_420, ""), group("BPU", 76_757, "")]
    assert "V01" not in findings(group("SEMUA", 459_455, ""), *parts)
    (found,) = findings(group("SEMUA", 400_000, ""), *parts)["V01"]
    assert found.computed == 414_177


def test_v01_looks_inside_a_group() -> None:
    """The staff of enterprises and villages cannot outnumber all wage earners."""
    inside = [group("PU-BUMD", 600, ""), group("PU-DESA", 700, "")]
    assert "V01" in findings(group("PU", 1000, ""), *inside)
    assert "V01" not in findings(group("PU", 5000, ""), *inside)


BEFORE, AFTER = date(2024, 6, 30), date(2024, 9, 30)


def moved(item: str, count: int) -> Fact:
    """Persons who came or went up to the later day."""
    return fact("attestation", item=item, count=count, as_of=AFTER)


def totals(closing: int) -> list[Fact]:
    """The total on both days: 1.000, then the closing."""
    return [group("SEMUA", 1000, as_of=BEFORE), group("SEMUA", closing, as_of=AFTER)]


def test_v02_opening_entries_exits_closing() -> None:
    """1.000 + 300 - 100 = 1.200; the finding names all four and stands at the closing."""
    flows = [moved("peserta_masuk", 300), moved("peserta_keluar", 100)]
    assert "V02" not in findings(*totals(1200), *flows)
    closing = totals(1250)
    (found,) = findings(*closing, *flows)["V02"]
    assert (found.stated, found.computed, found.difference) == (1250, 1200, -50)
    assert found.place == closing[1].cell("active_persons").locator
    assert "30 Juni 2024 1.000 orang, ditambah masuk 300 dan dikurangi keluar 100" in (
        found.message_id
    )


def test_v02_a_flow_that_nobody_counted_is_not_zero() -> None:
    """Entries without exits prove nothing."""
    assert "V02" not in findings(*totals(9999), moved("peserta_masuk", 300))


def test_v09_a_gap_to_the_target() -> None:
    """Wonogiri: 20,70 points to the target are told as if they were all who are missing."""
    target = fact("target", family="UCJ", coverage_pct="52.69", source_title="Satu naskah")
    values = {"eligible_persons": 100_000, "active": 31_990}

    def gap(persons: int) -> Fact:
        return group(
            "SEMUA",
            values["active"],
            "",
            eligible_persons=values["eligible_persons"],
            uncovered_persons=persons,
        )

    (found,) = findings(gap(20_700), target)["V09"]
    assert (found.stated, found.computed) == (20_700, 68_010)
    assert "kesenjangan ke target UCJ" in found.message_id
    assert "V09" not in findings(gap(68_010), target)
    (neither,) = findings(gap(40_000), target)["V09"]
    assert "tidak cocok dengan keduanya" in neither.message_id
    assert "V09" not in findings(gap(20_700))


def test_v12_payers_of_one_group_exceed_its_total() -> None:
    """Penajam: 15.000 by the region and 5.614 by the province are more than 18.000 people."""
    payers = [group("BPU-RENTAN", 15_000), group("BPU-RENTAN", 5_614, "APBD-PROV")]
    total = group("BPU-RENTAN", 18_000, "")
    (found,) = findings(total, *payers)["V12"]
    assert (found.severity, found.stated, found.computed) == ("galat", 18_000, 20_614)
    assert found.place == total.cell("active_persons").locator
    assert "Pekerja rentan" in found.message_id
    assert "V12" not in findings(group("BPU-RENTAN", 20_614, ""), *payers)


def test_v12_both_budgets_together_are_no_third_payer() -> None:
    """The row of both budgets together holds the same people as the rows of each."""
    rows = [group("PU", 10, "APBD-GABUNGAN"), group("PU", 600), group("PU", 400, "APBD-PROV")]
    assert "V12" not in findings(group("PU", 1000, ""), *rows)


def test_v13_says_no_more_than_all() -> None:
    """A coverage of 101% is told as a percentage, once."""
    (found,) = findings(group("PU", 5, "", coverage_pct=101))["V13"]
    assert (found.subject, found.computed) == ("participation.coverage_pct", 100)


def test_v15_one_source_contradicts_itself() -> None:
    """Title and body of one paper differ: V15 tells it with the other place, V14 is silent."""
    title, body = group("PU", 7816), group("PU", 7811)
    found = findings(title, body)
    (told,) = found["V15"]
    assert {told.stated, told.computed} == {7816, 7811}
    assert "Satu naskah" in told.message_id
    assert "active_persons" in told.message_id
    assert "V14" not in found
    assert "V15" not in findings(title, group("PU", 7811, source_title="Lain"))


@pytest.mark.parametrize(
    ("count", "total", "rules"),
    [(3, 4, set()), (5, 4, {"V21"}), (3, None, {"V22"}), (None, 4, {"V22"})],
)
def test_counts_out_of_totals(count: int | None, total: int | None, rules: set[str]) -> None:
    """A part does not exceed its whole (V21), and both are stated or none (V22)."""
    item = fact("attestation", item="tindak_lanjut", count=count, total=total)
    assert set(findings(item)) == rules


def test_v22_asks_only_items_that_have_a_total() -> None:
    """Meetings are counted, not counted out of anything."""
    assert findings(fact("attestation", item="tim_rapat", count=3)) == {}
