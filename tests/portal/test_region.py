"""The score of a region, explained down to the cell."""

import csv
import html
import io
import re
from decimal import Decimal

import pytest
from fastapi.testclient import TestClient

from models import Evaluation
from monev.region_page import history
from monev.reports.explanation.derivation import derivation
from monev.reports.explanation.page import label
from monev.reports.words.speech import Speech
from monev.scorecard import Scorecard
from monev.store import Store
from monev.workspace import Workspace
from tests.portal.conftest import QUARTER, SignIn, form_of

AT = "/daerah/36.72/nilai/2024-Q3/r1"
ROW = re.compile(
    r'<th scope="row">(?P<id>m\d+) .*?tertulis “(?P<raw>[^”]*)”.*?'
    r'data-label="Letak">(?P<file>\S+) baris (?P<line>\d+), kolom (?P<column>\w+)',
    re.DOTALL,
)


def text_of(client: TestClient, address: str) -> str:
    """Return a page with its entities resolved; it must be there."""
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.text)


def cell(store: Store, prefix: str, file: str, line: int, column: str) -> str:
    """Return what stands in a cell of kept evidence, found by what a page says of it."""
    (one,) = [one for one in store.all_evidence() if one.sha256.startswith(prefix)]
    assert one.file_name == file
    text = store.content_of(one.sha256).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    return rows[line - 1][rows[0].index(column)]


def test_a_number_is_walked_to_its_cells_and_reckoned_again(signed_in: SignIn) -> None:
    """From the score over its indicator to two cells of the kept file, and back to the score."""
    ani = signed_in("ani")
    store = ani.app.state.workspace.store  # type: ignore[attr-defined]
    overview = text_of(ani, AT)
    link = re.search(rf'href="({AT}/C2)"', overview)
    assert link is not None
    page = text_of(ani, link[1])
    prefix = re.search(r"<code>([0-9a-f]{12})</code>", page)
    assert prefix is not None
    values = {}
    for one in ROW.finditer(page):
        found = cell(store, prefix[1], one["file"], int(one["line"]), one["column"])
        assert found == one["raw"]
        values[one["id"]] = Decimal(found)
    before = values["m1"] / (1 + values["m2"] / 100)
    scale = re.search(r"linear dari (\d+) \(0 poin\) sampai (\d+) \(100 poin\)", page)
    assert scale is not None
    floor, target = map(Decimal, scale.groups())
    points = (values["m1"] - before - floor) / (target - floor) * 100
    assert f"{points:.1f}".replace(".", ",") + " <small>dari 100" in page
    line = re.search(r"C2 Kenaikan.*?</tr>", overview, re.DOTALL)
    assert line is not None
    assert f'data-label="Nilai">{points:.1f}'.replace(".", ",") in line[0]


@pytest.mark.parametrize("code", ["36.72", "19"])
def test_a_page_says_what_the_command_explains(
    signed_in: SignIn, workspace: Workspace, code: str
) -> None:
    """Every line of every indicator's derivation stands on its page, with nothing left out."""
    evaluation = workspace.store.current_evaluation(code, str(QUARTER))
    assert evaluation is not None
    card, speech = Scorecard.model_validate(evaluation.scorecard), Speech("id")
    nani = signed_in("nani")
    for row in card.indicators:
        page = text_of(nani, f"/daerah/{code}/nilai/{QUARTER}/r{evaluation.revision}/{row.id}")
        for line in derivation(row, card, speech):
            assert label(line.key, "id") in page
            for text in line.texts:
                assert text in page, (row.id, line.key)


def test_a_value_leads_to_its_objection(signed_in: SignIn, workspace: Workspace) -> None:
    """Beside a cell of the current revision stands the form that contests it, for who may."""
    current = workspace.store.current_evaluation("36.72", str(QUARTER))
    assert current is not None
    address = f"/daerah/36.72/nilai/{QUARTER}/r{current.revision}/C2"
    ani = signed_in("ani")
    link = re.search(r'href="(/daerah/36.72/keberatan/baru[^"]+)"', text_of(ani, address))
    assert link is not None
    assert "53" in text_of(ani, link[1])
    assert "/keberatan/baru" not in text_of(signed_in("edo"), address)


def test_the_total_is_the_sum_that_stands_below_it(signed_in: SignIn) -> None:
    """Weights and pillars as printed give the printed score within the printed rounding."""
    page = text_of(signed_in("ani"), AT)
    told = re.search(r"Nilai total = \((.*?)\) / (\d+)", page)
    assert told is not None
    terms = [one.replace(",", ".").split(" × ") for one in told[1].split(" + ")]
    total = sum(Decimal(weight) * Decimal(points) for weight, points in terms) / Decimal(told[2])
    shown = re.search(r'class="score big">([\d,]+)', page)
    assert shown is not None
    assert abs(total - Decimal(shown[1].replace(",", "."))) <= Decimal("0.05")


def test_what_rests_on_the_press_says_so(signed_in: SignIn) -> None:
    """The page, the indicator and its source are marked; a page without press is not."""
    ani = signed_in("ani")
    assert "Sebagian angka berasal dari pemberitaan" in text_of(ani, AT)
    assert '<span class="tag warm">pemberitaan</span>' in text_of(ani, f"{AT}/C2")
    assert '<span class="tag warm">' not in text_of(ani, f"{AT}/G1")


def test_what_is_missing_is_named_and_never_zero(signed_in: SignIn) -> None:
    """An indicator without data shows a dash, the evidence it wants, and its whole range."""
    ani = signed_in("ani")
    row = re.search(r"B1 Tercantum.*?</tr>", text_of(ani, AT), re.DOTALL)
    assert row is not None
    assert "data belum tersedia" in row[0]
    assert 'data-label="Nilai">–<' in row[0]
    assert ">0–100<" in row[0]
    page = text_of(ani, f"{AT}/B1")
    assert "datanya belum tersedia, bukan nol" in page
    assert "Tidak ada masukan" in page


def test_a_draft_is_a_draft_for_everybody(signed_in: SignIn) -> None:
    """Nobody ever reads of an unreviewed score that it is published."""
    for name in ("ani", "citra", "edo"):
        page = text_of(signed_in(name), "/daerah/36.03/nilai/2024-Q3/r1" if name != "ani" else AT)
        assert "Draf, belum ditinjau" in page or "Sudah digantikan" in page
        assert ">Terbit<" not in page


def test_findings_say_what_to_do(signed_in: SignIn) -> None:
    """Every finding has its severity, its cell and what is to be done about it."""
    page = text_of(signed_in("ani"), AT)
    assert "<strong>Peringatan.</strong> 7 kelompok berjumlah 19.185 orang" in page
    assert "kliping-2024.csv baris 2, kolom value" in page
    assert "Yang perlu dilakukan: cocokkan dengan sumbernya" in page


def test_the_page_speaks_english(signed_in: SignIn) -> None:
    """In English nothing of our own words stays Indonesian; quotations do."""
    ani = signed_in("ani")
    ani.post("/bahasa", data={"form": form_of(ani, "/daerah/36.72"), "bahasa": "en"})
    page = text_of(ani, AT)
    assert "What would change the score" in page
    assert "Strongest legal instrument" in page
    for word in ("Nilai", "Indikator", "tenggat", "Peringatan"):
        assert word not in page


@pytest.mark.parametrize(
    "address",
    [
        f"{AT}/Z9",
        "/daerah/36.72/nilai/2024-Q3/r77",
        "/daerah/36.72/nilai/kapan/r1",
        f"/daerah/36.72/nilai/2024-Q3/r{10**30}",
    ],
)
def test_what_is_not_there_is_not_found(signed_in: SignIn, address: str) -> None:
    """A mistyped address is answered with the page for it, never with a fault."""
    assert signed_in("ani").get(address).status_code == 404


def test_a_region_never_scored_says_so(signed_in: SignIn) -> None:
    """The empty page explains when a score will come."""
    page = text_of(signed_in("citra"), "/daerah/36.04/nilai")
    assert "setelah evaluasi triwulan yang pertama" in page


def outcome(quarter: str, version: str, revision: int = 1) -> Evaluation:
    """Return an outcome with nothing but its quarter, revision and rules."""
    return Evaluation(
        quarter=quarter,
        revision=revision,
        rubric_profile="bawaan",
        rubric_version=version,
        mode="ketat",
    )


def test_history_breaks_where_the_rules_change_and_counts_what_is_missing() -> None:
    """One row per quarter, its newest revision; a break and a gap are told apart."""
    rows = history(
        [
            outcome("2024-Q1", "1.0"),
            outcome("2023-Q4", "1.0", revision=2),
            outcome("2023-Q4", "0.9"),
            outcome("2024-Q4", "1.1"),
        ]
    )
    assert [(one.outcome.quarter, one.breaks, len(one.missing)) for one in rows] == [
        ("2023-Q4", False, 0),
        ("2024-Q1", False, 0),
        ("2024-Q4", True, 2),
    ]
    assert rows[0].outcome.revision == 2
