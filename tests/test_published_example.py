"""What the reports of 2024-Q3 say, read back from the PDFs made of the published figures."""

import io

import pypdf
import pytest

from models import Quarter
from monev.errors import UsageError
from monev.evaluate_region import evaluate_region
from monev.reports import archive
from monev.scorecard import Scorecard
from monev.workspace import Workspace
from tests.evaluations import evaluated

QUARTER = Quarter(2024, 3)

_read: dict[tuple[str, Quarter], tuple[str, ...]] = {}


def pages_of(workspace: Workspace, code: str, quarter: Quarter = QUARTER) -> tuple[str, ...]:
    """The text of each page, white space folded; each report is read once."""
    if (code, quarter) not in _read:
        _read[code, quarter] = _pages(workspace, code, quarter)
    return _read[code, quarter]


def _pages(workspace: Workspace, code: str, quarter: Quarter) -> tuple[str, ...]:
    outcome = evaluate_region(workspace, code, quarter)
    content = archive.read_filed(workspace.store.depot, outcome.report)
    reader = pypdf.PdfReader(io.BytesIO(content))
    return tuple(" ".join((page.extract_text() or "").split()) for page in reader.pages)


def text_of(workspace: Workspace, code: str, quarter: Quarter = QUARTER) -> str:
    """The whole report as one line."""
    return " ".join(pages_of(workspace, code, quarter))


def card_of(workspace: Workspace, code: str) -> Scorecard:
    """The stored scorecard."""
    return Scorecard.model_validate(evaluated(workspace, code, QUARTER).scorecard)


@pytest.mark.parametrize(
    "words",
    [
        "7 kelompok pekerja yang dibiayai APBD berjumlah 19.185 orang, sedangkan dinyatakan 17.000",
        "Setelah kelompok pemilu keluar tersisa 6.164, dinyatakan 6.207",
        "7 kelompok berjumlah 19.185 orang, sedangkan angka utama dinyatakan 17.000 orang",
        "Klaim Rp790.000.000 dibanding iuran Rp480.457.660: rasio 164,4%",
        "selisih Rp309.542.340, sedangkan teks menyebut “200 juta lebih”",
        "Rancangan Perwal berada pada tahap 2 (penyusunan) per 22 Agustus 2024",
        "rancangan belum dihitung sebagai regulasi",
        "Cakupan Jamsostek 53% (posisi 22 Agustus 2024)",
        "Kenaikan 6% belum pasti poin atau relatif: sebelumnya 47% atau 50%",
        "Kebutuhan setahun Rp1.242.662.400",
        "6.164 × 12 × 16.800 = Rp1.242.662.400",
        "RPJPN (nasional) UU 59/2024 tentang RPJPN 2025-2045 31 Desember 2045 99,5%",
        "28.598,67 orang-bulan, bukan bilangan bulat",
    ],
)
def test_cilegon(example: Workspace, words: str) -> None:
    """The key case: sums against statements, a draft as a draft, a rise with two readings."""
    assert words in text_of(example, "36.72")


def test_cilegon_s_draft_is_nowhere_in_force(example: Workspace) -> None:
    """A raperwal at its first meeting scores as drafting, and the gate on rules holds."""
    card = card_of(example, "36.72")
    a1 = next(one for one in card.indicators if one.id == "A1")
    assert (a1.value, a1.score) == ("penyusunan", 20)
    assert "tanpa_regulasi_berlaku" in [gate.id for gate in card.gates]
    assert "berlaku sejak" not in text_of(example, "36.72")


def test_cilegon_s_findings_carry_stated_computed_difference(example: Workspace) -> None:
    """The same discrepancies stand in the database with their numbers and their cells."""
    outcome = evaluate_region(example, "36.72", QUARTER)
    findings = {
        one.rule: one for one in example.store.findings_of(outcome.evaluation.evaluation_id or 0)
    }
    numbers = {rule: (one.stated, one.computed, one.difference) for rule, one in findings.items()}
    assert numbers["V01"] == (17000, 19185, 2185)
    assert numbers["V02"] == (6207, 6164, -43)
    assert numbers["V05"] == (200_000_000, 309_542_340, 109_542_340)
    assert findings["V04"].stated == 6
    assert findings["V01"].place == "kliping-2024.csv baris 2, kolom value"


@pytest.mark.parametrize(
    "words",
    [
        "Cakupan Jamsostek 33%",
        "Target daerah 2024: 55%. Perlu 7,33 poin per bulan sampai 31 Desember 2024",
        "manfaat Rp332,7 miliar untuk masa 2023 sampai 2024",
        "31 Juli 2024 (perkiraan)",
        "kutipan ulang media",
    ],
)
def test_bangka_belitung(example: Workspace, words: str) -> None:
    """33% against the year-end target, the pace it needs, benefits with their span."""
    assert words in text_of(example, "19")


@pytest.mark.parametrize(
    "words",
    [
        "Cakupan Jamsostek 60% (posisi 19 Desember 2023)",
        "70% bila poin persen atau 66% bila relatif",
        "dari 60% menjadi 70% bila poin, 66% bila relatif",
    ],
)
def test_jawa_tengah(example: Workspace, words: str) -> None:
    """60% of 2023 and a goal of +10 that may mean 70 or 66: both are printed."""
    assert words in text_of(example, "33")


def test_kabupaten_tangerang_s_award_is_context(example: Workspace) -> None:
    """The Paritrana award is told and adds nothing: no data, no score."""
    card = card_of(example, "36.03")
    assert "Paritrana Award 2024" in text_of(example, "36.03")
    assert "penghargaan dan kegiatan tidak pernah menambah nilai" in text_of(example, "36.03")
    assert (card.score, card.completeness) == (None, 0)


def test_tangerang_selatan_s_event_and_empty_table(example: Workspace) -> None:
    """The assistance event is told without a date; the OPD table says that there are no figures."""
    text = text_of(example, "36.74")
    assert "Asistensi dan monev penganggaran APBD" in text
    assert "Tidak ada angka per perangkat daerah yang diterbitkan atau disampaikan" in text
    assert "tanpa tanggal" in text


@pytest.mark.parametrize("code", ["36.72", "19", "33", "36.03", "36.74"])
def test_press_is_named_on_page_one(example: Workspace, code: str) -> None:
    """Whoever opens the report learns first that it rests on published figures."""
    first = pages_of(example, code)[0]
    assert "Berdasarkan pemberitaan." in first
    assert "bukan pemeringkatan resmi pemerintah" in first


@pytest.mark.parametrize(
    ("code", "later"), [("36.04", "461.000"), ("51", "50,88"), ("36.73", "256.000")]
)
def test_figures_of_2025_do_not_leak_into_2024(example: Workspace, code: str, later: str) -> None:
    """A region known only from 2025 on has an empty report for 2024-Q3, asked for by name."""
    text = text_of(example, code)
    assert later not in text
    assert "Belum ada sumber data tentang daerah ini" in text


def test_the_same_figures_stand_in_their_own_quarter(example: Workspace) -> None:
    """Bali's figures of March 2025 are told in 2025-Q2, stated beside computed."""
    text = text_of(example, "51", Quarter(2025, 2))
    assert "Cakupan dinyatakan 50,88%, hasil hitung 49,9% (selisih 0,98%)" in text


def test_units_of_dki_are_not_evaluated(example: Workspace) -> None:
    """Six administrative units have no budget of their own: 546 governments are evaluated."""
    assert len(example.register.governments()) == 546
    with pytest.raises(UsageError, match="administrative unit"):
        evaluate_region(example, "31.71", QUARTER)
