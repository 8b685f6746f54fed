"""The instrument that is handed out: read back, it says what was carried over and nothing else."""

import time
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import Fact, Quarter, Severity, Tier
from monev.errors import UsageError
from monev.register import load_register
from monev.segments import load_segments
from monev.sources import Reading, read_file
from monev.sources.instrument.results_sheet import RESULTS
from monev.sources.instrument.sheet import load_instrument_sheet
from monev.sources.instrument.template import write_template
from monev.sources.reading import make_fact
from tests.arrivals import arrived
from tests.workbooks import instrument

LAYOUT, SEGMENTS = load_instrument_sheet(), load_segments()
Q3 = Quarter(2024, 3)
FIRST = 4
"""The row below the headings."""


def template(
    code: str = "36.72",
    quarter: Quarter = Q3,
    prefill: Sequence[Fact] = (),
    *,
    simulated: bool = False,
) -> bytes:
    """Return the instrument of a region."""
    region = load_register().resolve(code)
    return write_template(region, quarter, LAYOUT, SEGMENTS, prefill, simulated)


def read(content: bytes) -> Reading:
    """Read a workbook."""
    return read_file(content, arrived("t.xlsx"), load_register().resolve)


def last_quarter(**sheets: Any) -> list[Fact]:
    """Return the facts of the second quarter."""
    return read(instrument("36.72", "2024-Q2", **sheets)).facts


def opened(content: bytes) -> Any:
    """Open a workbook with styles and formulas."""
    return openpyxl.load_workbook(BytesIO(content))


def handed_in(content: bytes, **cells: Any) -> Reading:
    """Read a workbook with the day of handing in, and other cells as `Sheet_A1=value`."""
    book = opened(content)
    book["Identitas"]["B7"] = date(2024, 10, 8)
    for name, value in cells.items():
        sheet, _, address = name.rpartition("_")
        book[sheet.replace("_", " ")][address] = value
    buffer = BytesIO()
    book.save(buffer)
    return read(buffer.getvalue())


def budget(**values: Any) -> Fact:
    """Return a budget line of Kota Cilegon in 2024."""
    return fact("budget", fiscal_year=2024, group_code="BPU-RENTAN", **values)


def fact(kind: str, **values: Any) -> Fact:
    """Return a fact of Kota Cilegon."""
    shared = {
        "region_code": "36.72",
        "evidence_sha256": "0" * 64,
        "tier": Tier.INSTRUMENT,
        "known_on": date(2024, 7, 8),
    }
    return make_fact(kind, shared | values)


def said(facts: Sequence[Fact], kind: str, *fields: str) -> list[tuple[Any, ...]]:
    """Return some fields of all facts of a kind."""
    return [tuple(getattr(one, each) for each in fields) for one in facts if one.kind == kind]


def test_the_same_inputs_give_the_same_bytes() -> None:
    """Neither the zip nor the document's properties hold the moment of writing."""
    facts = last_quarter()
    first = template(prefill=facts)
    time.sleep(2.1)  # zip times go by two seconds
    assert template(prefill=list(reversed(facts))) == first
    assert opened(first).properties.modified.date() == Q3.end


def test_the_sheets_and_headings_are_those_of_the_fact_sheet() -> None:
    """Guidance, identity, every table in order, and the lists; headings word by word."""
    book = opened(template())
    sheets = ["Petunjuk", "Identitas", *LAYOUT.sheets, "Daftar"]
    assert book.sheetnames == sheets
    for title, layout in LAYOUT.sheets.items():
        headings = [cell.value for cell in book[title][3] if cell.value is not None]
        assert [each for each in headings if each in layout.columns] == list(layout.columns)
        assert set(headings) <= {*layout.columns, *layout.ignored}
        assert book[title]["A1"].value == "PEMERINTAH KOTA CILEGON"
    assert {*sheets, RESULTS} == {
        "Identitas",
        *LAYOUT.sheets,
        *LAYOUT.ignored_sheets,
    }


def test_an_untouched_template_lacks_the_day_of_handing_in_and_nothing_else() -> None:
    """One galat and one remark: no fact can stand that nobody has stated."""
    for facts in ([], last_quarter()):
        reading = read(template(prefill=facts))
        assert reading.facts == []
        wrong = [one for one in reading.findings if one.severity == Severity.ERROR]
        assert [one.place for one in wrong] == ["t.xlsx lembar Identitas sel B7"]
        others = {one.rule for one in reading.findings} - {"isi.sel"}
        assert others == ({"isi.belum_diisi"} if facts else set())


def test_what_carries_over_is_read_back_to_the_same_values() -> None:
    """Regulations, targets and budgets come back whole; what was counted does not."""
    before = last_quarter()
    reading = handed_in(template(prefill=before))
    assert [one.severity for one in reading.findings] == [Severity.INFO]
    assert {one.kind for one in reading.facts} == {"regulation", "budget", "target"}
    fields = {
        "regulation": ("instrument", "number", "year", "title", "stage", "status", "substance"),
        "target": ("family", "due_on", "coverage_pct"),
        "budget": (
            *("fiscal_year", "stage", "agency", "account_code", "group_code", "funding_source"),
            *("allocation_idr", "persons", "months", "monthly_rate_idr"),
        ),
    }
    for kind, names in fields.items():
        assert said(reading.facts, kind, *names) == said(before, kind, *names)
    assert said(reading.facts, "budget", "realised_idr", "realised_on") == [(None, None)] * 2
    assert {one.known_on for one in reading.facts} == {date(2024, 10, 8)}


def test_groups_carry_over_with_the_days_of_the_new_quarter() -> None:
    """With its count filled in, a prepared row is a whole figure of this quarter."""
    content = template(prefill=last_quarter())
    reading = handed_in(content, Kepesertaan_E5=4_200, Iuran_dan_Klaim_F4=1_512_000_000)
    assert said(reading.facts, "participation", "as_of", "segment", "payer", "active_persons") == [
        (Q3.end, "PU-NONASN", "APBD", 4_200)
    ]
    assert said(reading.facts, "participation", "eligible_persons", "definition") == [
        (5_000, "seluruh pegawai non-ASN")
    ]
    assert said(reading.facts, "contribution", "span_start", "span_end", "contribution_idr") == [
        (date(2024, 1, 1), Q3.end, 1_512_000_000)
    ]


def test_a_new_fiscal_year_begins_without_budget_lines() -> None:
    """Last year's allocation is no allocation of this year; regulations carry on."""
    reading = handed_in(template(quarter=Quarter(2025, 1), prefill=last_quarter()))
    assert {one.kind for one in reading.facts} == {"regulation", "target"}


def test_of_two_statements_of_one_line_the_later_one_is_prepared() -> None:
    """The line as it was last known stands once, so that the sheet has no repeated rows."""
    early = budget(allocation_idr=10, known_on=date(2024, 4, 2))
    late = budget(allocation_idr=20, known_on=date(2024, 7, 2))
    reading = handed_in(template(prefill=[late, early]))
    assert said(reading.facts, "budget", "allocation_idr") == [(20,)]
    assert reading.findings == []


def test_what_the_sheet_cannot_say_is_left_out() -> None:
    """A total without temporary staff has no column of its own; it must not pass for the total."""
    narrowed = fact(
        "participation",
        as_of=date(2024, 6, 30),
        segment="SEMUA",
        scope="tanpa_adhoc",
        active_persons=6_164,
        eligible_persons=20_000,
    )
    assert opened(template(prefill=[narrowed]))["Kepesertaan"]["C4"].value is None


def test_text_that_looks_like_a_formula_stays_text() -> None:
    """An agency called =HYPERLINK(...) is written and read as that text."""
    names = ["=HYPERLINK(1)", "+62", "-dinas", "@SUM(A1)", "#REF!"]
    facts = [budget(agency=name, account_code=str(at)) for at, name in enumerate(names)]
    content = template(prefill=facts)
    cells = [opened(content)["Anggaran"].cell(FIRST + at, 4) for at in range(len(names))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {each for (each,) in said(handed_in(content).facts, "budget", "agency")} == set(names)


@settings(max_examples=6, deadline=None)
@given(
    amounts=st.lists(st.integers(0, 10**18), min_size=1, max_size=20),
    months=st.decimals(0, 12, places=3),
    target=st.decimals(0, 100, places=4),
)
def test_any_carried_number_is_read_back_exactly(
    amounts: list[int], months: Decimal, target: Decimal
) -> None:
    """Numbers too long for a spreadsheet, fractions of months, targets below one percent."""
    facts = [
        budget(account_code=f"5.1.{at}", allocation_idr=amount, months=months)
        for at, amount in enumerate(amounts)
    ]
    facts.append(fact("target", family="UCJ", due_on=date(2024, 12, 31), coverage_pct=target))
    reading = handed_in(template(prefill=facts))
    assert reading.findings == []
    assert sorted(said(reading.facts, "budget", "account_code", "allocation_idr", "months")) == (
        sorted(said(facts, "budget", "account_code", "allocation_idr", "months"))
    )
    assert said(reading.facts, "target", "coverage_pct") == [(target,)]


def test_facts_of_another_region_are_refused() -> None:
    """A neighbour's figures never reach an office's workbook."""
    with pytest.raises(UsageError, match=r"36\.72 given for the instrument of 36\.73"):
        template("36.73", prefill=last_quarter())


def test_every_word_that_is_offered_is_understood() -> None:
    """Each entry of each drop-down, put into its cell, reads without a galat."""
    book = opened(template())
    offered = 0
    for title, layout in LAYOUT.sheets.items():
        sheet = book[title]
        headings = {cell.value: cell.column for cell in sheet[3]}
        for rule in sheet.data_validations.dataValidation:
            area = next(iter(rule.sqref.ranges))
            heading = sheet.cell(3, area.min_col).value
            words = _words(rule, book)
            if layout.fact == "attestation" and heading == "Jawaban":
                words = words[:1]
            for at, word in enumerate(words):
                target = sheet.cell(area.min_row + (at if area.max_row > area.min_row else 0), 1)
                sheet.cell(target.row, headings[heading], word)
                offered += 1
    buffer = BytesIO()
    book.save(buffer)
    findings = read(buffer.getvalue()).findings
    bad = [one for one in findings if "ditemukan" in one.message_id]
    assert offered > 100
    assert bad == []


def _words(rule: Any, book: Any) -> list[str]:
    """Return the words of a drop-down, none for bounds."""
    if rule.type != "list":
        return []
    if rule.formula1.startswith('"'):
        return str(rule.formula1).strip('"').split(",")
    ((title, area),) = book.defined_names[rule.formula1].destinations
    return [row[0].value for row in book[title][area]]
